/**
 * Requests into inputs: the client's encoder, read backwards, with Clerk's own words for what is wrong.
 */
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import * as AST from "effect/SchemaAST"
import * as String from "effect/String"
import { leaves } from "../../internal/schema/issues.ts"
import type * as Operation from "../../Operation.ts"
import { isJsonObject } from "../../Schema/wire/Json.ts"
import type { Code } from "./Refusal.ts"
import { check, Refusal, refuse, refuseParam } from "./Refusal.ts"

export interface Encoded {
  readonly [name: string]: unknown
}

export interface Source {
  readonly query: URLSearchParams
  readonly contentType: string
  readonly body: Uint8Array
}

/** Prepares the decoder of an operation: it gives query and body as one flat object. */
export const decoder = (operation: Operation.Any): (source: Source) => Effect.Effect<Encoded, Refusal> => {
  const query = decodeQuery(operation.query)
  const payload = decodePayload[operation.encoding](operation.payload)
  return (source) =>
    Effect.zipWith(query(source.query), payload(source), (query, payload) => ({ ...query, ...payload }))
}

const encodedFields = (schema: Schema.Schema.AnyNoContext) => AST.getPropertySignatures(AST.encodedAST(schema.ast))

const decode = (
  schema: Schema.Schema.AnyNoContext,
  codeOf: (param: string, value: unknown) => Code
): (encoded: Encoded) => Effect.Effect<Encoded, Refusal> => {
  const decode = Schema.decodeUnknownEither(schema, { errors: "all" })
  return (encoded) =>
    Either.match(decode(encoded), {
      onLeft: (error) => {
        const params = new Set(leaves(error.issue).map(({ path }) => String.camelToSnake(`${path[0]?.toString()}`)))
        return Effect.zipRight(
          check(Array.from(params, (param) => refuseParam(codeOf(param, encoded[param]), param))),
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
  return (query: URLSearchParams): Effect.Effect<Encoded, Refusal> => {
    const given = fields.filter(({ name }) => query.has(name))
    const fractions = given.filter(({ name }) => isWhole.test(name) && !/^-?\d+$/.test(query.get(name) ?? ""))
    return Effect.zipRight(
      check(fractions.map(({ name }) => refuseParam(queryCode(name), name))),
      decodeFields(
        Object.fromEntries(given.map(({ isList, name }) => [name, isList ? query.getAll(name) : query.get(name)]))
      )
    )
  }
}

const isList = (type: AST.AST): boolean => type._tag === "TupleType" || type._tag === "Union" && type.types.some(isList)

/** Clerk takes `10` for a number and not `10.0`. */
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

type DecodePayload = (
  schema: Schema.Schema.AnyNoContext
) => (source: Source) => Effect.Effect<Encoded, Refusal>

const decodePayload: { readonly [Encoding in Operation.Any["encoding"]]: DecodePayload } = {
  none: () => () => Effect.succeed({}),

  json: (schema) => {
    const known = new Set(encodedFields(schema).map(({ name }) => name))
    const ofType = decode(Schema.encodedSchema(schema), (_, value) =>
      value === undefined
        ? "form_param_missing"
        : value === null
        ? "form_param_nil"
        : "form_param_type_invalid")
    const ofValue = decode(
      schema,
      (param) => param.endsWith("_at") ? "form_param_invalid_time" : "form_param_value_invalid"
    )
    return Effect.fnUntraced(function*({ body, contentType }: Source) {
      const json = body.length === 0 ? {} : yield* parse(contentType, body)
      if (!isJsonObject(json)) {
        return yield* refuse("request_body_invalid")
      }
      const unknown = Object.keys(json).filter((name) => !known.has(name))
      yield* check(unknown.map((name) => refuseParam("form_param_unknown", name)))
      yield* ofType(json)
      return yield* ofValue(json)
    })
  },

  formData: (schema) => {
    const ofValue = decode(schema, () => "request_body_invalid")
    return Effect.fnUntraced(function*({ body, contentType }: Source) {
      const form = yield* parseForm(contentType, body)
      const missing = encodedFields(schema).map(({ name }) => `${name.toString()}`)
        .filter((name) => !(form[name] instanceof File))
      // Of a form, what is missing is answered with 400 where that of a JSON body is with 422.
      yield* check(
        missing.map((name) => new Refusal({ status: 400, errors: refuseParam("form_param_missing", name).errors }))
      )
      if (Object.values(form).some((file) => file instanceof File && file.size > 10_000_000)) {
        return yield* refuse("image_too_large")
      }
      return yield* ofValue(form)
    })
  }
}

const parse = (contentType: string, body: Uint8Array): Effect.Effect<unknown, Refusal> =>
  /^application\/json\s*(?:;|$)/i.test(contentType)
    ? Effect.try({
      try: () => JSON.parse(new TextDecoder(undefined, { fatal: true }).decode(body)) as unknown,
      catch: () => refuse("request_body_invalid")
    })
    : refuse("unsupported_content_type")

/** The parts of a form by name, the first of each name. */
export const parseForm = (contentType: string, body: Uint8Array): Effect.Effect<Encoded, Refusal> =>
  /^multipart\/form-data\s*;/i.test(contentType)
    ? Effect.tryPromise({
      try: async () => {
        const form = await new Response(body as BodyInit, { headers: { "content-type": contentType } }).formData()
        return Object.fromEntries(Array.from(form.entries()).reverse())
      },
      catch: () => refuse("request_body_invalid")
    })
    : refuse("unsupported_content_type")
