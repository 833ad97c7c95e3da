/**
 * Decodes the query and the body of a request to the input of an operation, with Clerk's error codes.
 */
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import * as AST from "effect/SchemaAST"
import * as String from "effect/String"
import { leaves } from "../../internal/schema/issues.ts"
import type * as Operation from "../../Operation.ts"
import { isJsonObject } from "../../Schema/wire/Json.ts"
import type { Code } from "./errorCodes.ts"
import * as ErrorResponse from "./ErrorResponse.ts"

export interface Fields {
  readonly [name: string]: unknown
}

export interface Source {
  readonly query: URLSearchParams
  readonly contentType: string
  readonly body: Uint8Array
}

/** Returns the query and the body of a request as one flat object. */
export type Decoder = (source: Source) => Effect.Effect<Fields, ErrorResponse.ErrorResponse>

/** The codes for parameters whose value is not allowed, by their names on the wire. */
export interface Codes {
  readonly [param: string]: Code
}

/** The decoder of an operation. */
export const decoder = (
  operation: Pick<Operation.Any, "query" | "payload" | "encoding">,
  codes: Codes = {}
): Decoder => {
  const query = decodeQuery(operation.query)
  const payload = decodePayload[operation.encoding](operation.payload, codes)
  return (source) =>
    Effect.zipWith(query(source.query), payload(source), (query, payload) => ({ ...query, ...payload }))
}

/** The parameter that an issue is about. In a list it follows the position. */
const paramOf = (path: ReadonlyArray<PropertyKey>): string =>
  String.camelToSnake(`${(path.find((key) => typeof key === "string") ?? path[0])?.toString()}`)

const encodedFields = (schema: Schema.Schema.AnyNoContext) => AST.getPropertySignatures(AST.encodedAST(schema.ast))

const decode = (
  schema: Schema.Schema.AnyNoContext,
  codeOf: (param: string, value: unknown) => Code
): (encoded: Fields) => Effect.Effect<Fields, ErrorResponse.ErrorResponse> => {
  const decode = Schema.decodeUnknownEither(schema, { errors: "all" })
  return (encoded) =>
    Either.match(decode(encoded), {
      onLeft: (error) => {
        const params = new Set(leaves(error.issue).map(({ path }) => paramOf(path)))
        return Effect.zipRight(
          ErrorResponse.failIfAny(
            Array.from(params, (param) => ErrorResponse.ofParam(codeOf(param, encoded[param]), param))
          ),
          Effect.succeed({})
        )
      },
      onRight: Effect.succeed
    })
}

// ---------------------------------------------------------------------------------------------------------------------
// Query
// ---------------------------------------------------------------------------------------------------------------------

const decodeQuery = (schema: Schema.Schema.AnyNoContext) => {
  const fields = encodedFields(schema).map(({ name, type }) => ({ name: `${name.toString()}`, isList: isList(type) }))
  const decodeFields = decode(schema, queryCode)
  return (query: URLSearchParams): Effect.Effect<Fields, ErrorResponse.ErrorResponse> => {
    const given = fields.filter(({ name }) => query.has(name))
    const notWhole = given.filter(({ name }) => isWhole.test(name) && !/^-?\d+$/.test(query.get(name) ?? ""))
    return Effect.zipRight(
      ErrorResponse.failIfAny(notWhole.map(({ name }) => ErrorResponse.ofParam(queryCode(name), name))),
      decodeFields(
        Object.fromEntries(given.map(({ isList, name }) => [name, isList ? query.getAll(name) : query.get(name)]))
      )
    )
  }
}

const isList = (type: AST.AST): boolean => type._tag === "TupleType" || type._tag === "Union" && type.types.some(isList)

/** Whether the values of a type are a list of texts. */
const isLiteral = (type: AST.AST): boolean =>
  type._tag === "Literal" || type._tag === "Union" && type.types.every(isLiteral)

/** Clerk accepts `10` and rejects `10.0`. */
const isWhole = /^(?:limit|offset)$|_at_(?:before|after|since)$/

const queryCode = (param: string, value?: unknown): Code =>
  Array.isArray(value) && value.length > 100
    ? "form_param_array_size_exceeded"
    : /_at_(?:before|after|since)$/.test(param)
    ? "form_param_invalid_date"
    : "form_param_value_invalid"

// ---------------------------------------------------------------------------------------------------------------------
// Body
// ---------------------------------------------------------------------------------------------------------------------

/** Far more than the largest request to Clerk has: metadata has 8 KB, and lists have 100 values. */
const maxJsonBytes = 1_000_000

/** The most characters of an unknown name that an error repeats. */
const maxNameLength = 256

type DecodePayload = (
  schema: Schema.Schema.AnyNoContext,
  codes: Codes
) => (source: Source) => Effect.Effect<Fields, ErrorResponse.ErrorResponse>

const decodePayload: { readonly [Encoding in Operation.Any["encoding"]]: DecodePayload } = {
  none: () => () => Effect.succeed({}),

  json: (schema, codes) => {
    const decodeBody = AST.isTupleType(AST.encodedAST(schema.ast))
      ? decodeList(schema, codes)
      : decodeObject(schema, codes)
    return Effect.fnUntraced(function*({ body, contentType }: Source) {
      if (body.length > maxJsonBytes) {
        return yield* ErrorResponse.ofCode("request_body_too_large")
      }
      return yield* decodeBody(body.length === 0 ? {} : yield* parse(contentType, body))
    })
  },

  formData: (schema) => {
    const decodeValues = decode(schema, () => "request_body_invalid")
    return Effect.fnUntraced(function*({ body, contentType }: Source) {
      const form = yield* parseForm(contentType, body)
      const missing = encodedFields(schema).filter(({ isOptional }) => !isOptional)
        .map(({ name }) => `${name.toString()}`)
        .filter((name) => !(form[name] instanceof File))
      // A missing part of a form is a 400, a missing field of a JSON body a 422.
      yield* ErrorResponse.failIfAny(
        missing.map((name) =>
          new ErrorResponse.ErrorResponse({
            status: 400,
            errors: ErrorResponse.ofParam("form_param_missing", name).errors
          })
        )
      )
      if (Object.values(form).some((file) => file instanceof File && file.size > 10_000_000)) {
        return yield* ErrorResponse.ofCode("image_too_large")
      }
      return yield* decodeValues(form)
    })
  }
}

type DecodeJson = (
  schema: Schema.Schema.AnyNoContext,
  codes: Codes
) => (json: unknown) => Effect.Effect<Fields, ErrorResponse.ErrorResponse>

const decodeObject: DecodeJson = (schema, codes) => {
  const known = new Set(encodedFields(schema).map(({ name }) => name))
  const ofLiterals = new Set(encodedFields(schema).filter(({ type }) => isLiteral(type)).map(({ name }) => name))
  const checkTypes = decode(Schema.encodedSchema(schema), (param, value) =>
    value === undefined
      ? "form_param_missing"
      : value === null
      ? "form_param_nil"
      : typeof value === "string" && ofLiterals.has(param)
      ? codes[param] ?? "form_param_value_invalid"
      : "form_param_type_invalid")
  const decodeValues = decode(
    schema,
    (param) => codes[param] ?? (param.endsWith("_at") ? "form_param_invalid_time" : "form_param_value_invalid")
  )
  return Effect.fnUntraced(function*(json) {
    if (!isJsonObject(json)) {
      return yield* ErrorResponse.ofCode("request_body_invalid")
    }
    const unknown = Object.keys(json).filter((name) => !known.has(name)).slice(0, ErrorResponse.maxErrors)
    yield* ErrorResponse.failIfAny(
      unknown.map((name) => ErrorResponse.ofParam("form_param_unknown", name.slice(0, maxNameLength)))
    )
    yield* checkTypes(json)
    return yield* decodeValues(json)
  })
}

/** Decodes a body that is a list, which is one field of the input. Each item is checked as a body of its own. */
const decodeList: DecodeJson = (schema, codes) => {
  const checkItem = decodeObject(itemOf(schema.ast), codes)
  const decode = Schema.decodeUnknownEither(schema as Schema.Schema<Fields, unknown>)
  return Effect.fnUntraced(function*(json) {
    if (!Array.isArray(json)) {
      return yield* ErrorResponse.ofCode("request_body_invalid")
    }
    yield* Effect.forEach(json, checkItem, { discard: true })
    return yield* Effect.mapError(decode(json), () => ErrorResponse.ofCode("bulk_size_exceeded"))
  })
}

const itemOf = (ast: AST.AST): Schema.Schema.AnyNoContext =>
  AST.isTypeLiteral(ast)
    ? itemOf(ast.propertySignatures[0]!.type)
    : AST.isTupleType(ast)
    ? Schema.make(ast.rest[0]!.type)
    : AST.isTransformation(ast)
    ? itemOf(ast.to)
    : AST.isRefinement(ast)
    ? itemOf(ast.from)
    : Schema.Unknown

const parse = (contentType: string, body: Uint8Array): Effect.Effect<unknown, ErrorResponse.ErrorResponse> =>
  /^application\/json\s*(?:;|$)/i.test(contentType)
    ? Effect.try({
      try: () => JSON.parse(new TextDecoder(undefined, { fatal: true }).decode(body)) as unknown,
      catch: () => ErrorResponse.ofCode("request_body_invalid")
    })
    : ErrorResponse.ofCode("unsupported_content_type")

/** The parts of a form by name. Of repeated names the first counts. */
export const parseForm = (contentType: string, body: Uint8Array): Effect.Effect<Fields, ErrorResponse.ErrorResponse> =>
  /^multipart\/form-data\s*;/i.test(contentType)
    ? Effect.tryPromise({
      try: async () => {
        const form = await new Response(body as BodyInit, { headers: { "content-type": contentType } }).formData()
        return Object.fromEntries(Array.from(form.entries()).reverse())
      },
      catch: () => ErrorResponse.ofCode("request_body_invalid")
    })
    : ErrorResponse.ofCode("unsupported_content_type")
