/**
 * Encodes the input of an operation as a request, or refuses it before anything is sent.
 */
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import * as AST from "effect/SchemaAST"
import { Issue } from "../../Errors.ts"
import type * as Operation from "../../Operation.ts"
import { PathSegment } from "../../Schema/wire/Request.ts"
import { format, leaves } from "../schema/issues.ts"
import * as Input from "./input.ts"

/** A request, and the path parameters that it was made with. */
export interface EncodedRequest {
  readonly request: HttpClientRequest.HttpClientRequest
  readonly params: Params
}

interface Params {
  readonly [name: string]: string
}

/** The two steps from an input to a request. */
export interface Encoder {
  /** Reads the input once; see `Input.read`. */
  readonly read: (input: unknown) => object
  /** Encodes an input that was read. */
  readonly encode: (input: object) => Effect.Effect<EncodedRequest, ReadonlyArray<Issue>>
}

/** Prepares the encoder of an operation. */
export const encoder = (
  operation: Operation.Any,
  { apiUrl, headers }: { readonly apiUrl: string; readonly headers: { readonly [name: string]: string } }
): Encoder => {
  const path = template(operation.path)
  const make = HttpClientRequest.make(operation.method)
  const withBody = encodeBody[operation.encoding]
  const parts = {
    params: part(
      path.names,
      Schema.Struct(Object.fromEntries(path.names.map((name) => [name, operation.params[name] ?? PathSegment])))
    ),
    query: part(namesOf(operation.query), operation.query),
    payload: part(namesOf(operation.payload), operation.payload)
  }
  const names = Object.values(parts).flatMap((part) => part.names)
  const known = new Set(names)
  const fieldNames = fieldNamesOf(operation.query.ast)

  const encodeParts = (input: object): Either.Either<EncodedParts, ReadonlyArray<Issue>> => {
    const unknown = Object.keys(input).filter((name) => !known.has(name))
    return unknown.length > 0 ?
      refuse(unknown, (name) => operation.refused[name] ?? "Expected no such parameter") :
      Either.flatMap(
        Either.all({
          params: parts.params.encode(input),
          query: parts.query.encode(input),
          payload: parts.payload.encode(input)
        }),
        (encoded) => {
          const broken = Object.keys(encoded.query).filter((key) => !isWellFormed(encoded.query[key]))
          return broken.length > 0
            ? refuse(broken.map((key) => fieldNames.get(key) ?? key), () => "Expected well-formed Unicode")
            : Either.right(encoded)
        }
      )
  }
  const encode = (input: object) =>
    Effect.flatMap(Input.check(input, encodeParts), ({ params, payload, query }) =>
      Effect.map(
        withBody(make(apiUrl + path.fill(params as Params), { headers, urlParams: query as Query }), payload),
        (request) => ({ request, params: params as Params })
      ))
  return { read: (input) => Input.read(input, names), encode }
}

interface EncodedParts {
  readonly params: Encoded
  readonly query: Encoded
  readonly payload: Encoded
}

const refuse = (names: ReadonlyArray<string>, messageOf: (name: string) => string) =>
  Either.left(format(names.map((name) => ({ path: [name], message: messageOf(name) }))))

/** Half a surrogate pair in a query would be sent as another character. In a path it is refused, and JSON can hold it. */
const isWellFormed = (value: unknown): boolean =>
  Array.isArray(value) ? value.every(isWellFormed) : typeof value !== "string" || value.isWellFormed()

interface Encoded {
  readonly [name: string]: unknown
}

type Query = Record<string, string | ReadonlyArray<string> | undefined>

/** The path with its parameters, and its fixed query if it has one. */
const template = (path: string) => {
  const parts = path.split(/:(\w+)/)
  return {
    names: parts.filter((_, index) => index % 2 === 1),
    fill: (params: Params): string =>
      parts.map((part, index) => index % 2 === 1 ? encodeURIComponent(params[part]!) : part).join("")
  }
}

interface Part {
  readonly names: ReadonlyArray<string>
  readonly encode: (input: object) => Either.Either<Encoded, ReadonlyArray<Issue>>
}

const part = (names: ReadonlyArray<string>, schema: Schema.Schema.AnyNoContext): Part => {
  const encode = Schema.encodeUnknownEither(schema, { errors: "all" })
  return {
    names,
    encode: (input) =>
      names.length === 0 ? Either.right({}) : Either.mapLeft(encode(input), (error) => format(leaves(error.issue)))
  }
}

/** The names of the fields of a schema. */
export const namesOf = (schema: Schema.Schema.AnyNoContext): ReadonlyArray<string> =>
  AST.getPropertySignatures(AST.typeAST(schema.ast)).map(({ name }) => String(name))

/** The names of renamed fields by their names on the wire. */
const fieldNamesOf = (ast: AST.AST): ReadonlyMap<PropertyKey, string> =>
  ast._tag === "Refinement"
    ? fieldNamesOf(ast.from)
    : new Map(
      ast._tag === "Transformation" && ast.transformation._tag === "TypeLiteralTransformation"
        ? ast.transformation.propertySignatureTransformations.map(({ from, to }) => [from, String(to)])
        : []
    )

type EncodeBody = (
  request: HttpClientRequest.HttpClientRequest,
  payload: Encoded
) => Effect.Effect<HttpClientRequest.HttpClientRequest, ReadonlyArray<Issue>>

const encodeBody: { readonly [Encoding in Operation.Any["encoding"]]: EncodeBody } = {
  none: Effect.succeed,
  json: (request, payload) =>
    Effect.try({
      try: () => HttpClientRequest.bodyText(request, JSON.stringify(payload), "application/json"),
      catch: () => [new Issue({ path: "", message: "Expected values that JSON can hold" })]
    }),
  // As bytes: a client may refuse the FormData of another runtime, and bytes can be sent again.
  formData: (request, payload) =>
    Effect.tryPromise({
      try: async () => {
        const form = new FormData()
        for (const [name, value] of Object.entries(payload)) {
          if (value !== undefined) {
            form.append(name, value as Blob)
          }
        }
        const encoded = new Response(form)
        const type = encoded.headers.get("content-type") ?? undefined
        return HttpClientRequest.bodyUint8Array(request, new Uint8Array(await encoded.arrayBuffer()), type)
      },
      catch: () => [new Issue({ path: "", message: "Expected a file that can be read" })]
    })
}
