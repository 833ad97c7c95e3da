/**
 * Encodes the input of an operation as a request, or refuses it before anything is sent.
 */
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { constTrue } from "effect/Function"
import { hasProperty } from "effect/Predicate"
import * as Schema from "effect/Schema"
import * as AST from "effect/SchemaAST"
import { Issue } from "../../Errors.ts"
import type * as Operation from "../../Operation.ts"
import { PathSegment } from "../../Schema/wire/Request.ts"
import { format, leaves } from "../schema/issues.ts"

/** A request, and the path parameters that it was made with. */
export interface EncodedRequest {
  readonly request: HttpClientRequest.HttpClientRequest
  readonly params: Params
}

interface Params {
  readonly [name: string]: string
}

export type Encoder = (input: unknown) => Effect.Effect<EncodedRequest, ReadonlyArray<Issue>>

/** Prepares the encoder of an operation. */
export const encoder = (
  operation: Operation.Any,
  { apiUrl, headers }: { readonly apiUrl: string; readonly headers: { readonly [name: string]: string } }
): Encoder => {
  const path = template(operation.path)
  const make = HttpClientRequest.make(operation.method)
  const withBody = encodeBody[operation.encoding]
  const parts = {
    params: part(path.names, Schema.Struct(Object.fromEntries(path.names.map((name) => [name, PathSegment])))),
    query: part(namesOf(operation.query), operation.query, isWellFormed),
    payload: part(namesOf(operation.payload), operation.payload)
  }
  const known = new Set(Object.values(parts).flatMap((part) => part.names))

  return (input = {}) => {
    if (typeof input !== "object" || input === null) {
      return Effect.fail([new Issue({ path: "", message: "Expected an object of parameters" })])
    }
    const unknown = Object.keys(input).filter((name) => !known.has(name))
    if (unknown.length > 0) {
      return Effect.fail(format(unknown.map((name) => ({ path: [name], message: "Expected no such parameter" }))))
    }
    const encoded = Either.all({
      params: parts.params.encode(input),
      query: parts.query.encode(input),
      payload: parts.payload.encode(input)
    })
    if (Either.isLeft(encoded)) {
      return Effect.fail(encoded.left)
    }
    const { params, payload, query } = encoded.right
    const url = apiUrl + path.fill(params as Params)
    return Effect.map(
      withBody(make(url, { headers, urlParams: query as Query }), payload),
      (request) => ({ request, params: params as Params })
    )
  }
}

/** Half a surrogate pair in a query would be sent as another character. In a path it is refused, and JSON can hold it. */
const isWellFormed = (value: unknown): boolean =>
  typeof value === "string"
    ? value.isWellFormed()
    : Array.isArray(value)
    ? value.every(isWellFormed)
    : !hasProperty(value, "exclude") || isWellFormed(value.exclude)

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

const part = (
  names: ReadonlyArray<string>,
  schema: Schema.Schema.AnyNoContext,
  isSendable: (value: unknown) => boolean = constTrue
): Part => {
  const encode = Schema.encodeUnknownEither(schema, { errors: "all" })
  const read = (input: Encoded) => ({
    encoded: encode(input),
    broken: names.filter((name) => !isSendable(input[name]))
  })
  return {
    names,
    encode: names.length === 0
      ? () => Either.right({})
      : (input) =>
        Either.flatMap(
          Either.try({ try: () => read(input as Encoded), catch: () => [unreadable] }),
          ({ broken, encoded }) =>
            broken.length > 0
              ? Either.left(broken.map((path) => new Issue({ path, message: "Expected well-formed Unicode" })))
              : Either.mapLeft(encoded, (error) => format(leaves(error.issue)))
        )
  }
}

const unreadable = new Issue({
  path: "",
  message: "Expected values that can be read, but a getter threw or a secret was wiped"
})

const namesOf = (schema: Schema.Schema.AnyNoContext): ReadonlyArray<string> =>
  AST.getPropertySignatures(AST.typeAST(schema.ast)).map(({ name }) => String(name))

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
          form.append(name, value as Blob)
        }
        const encoded = new Response(form)
        const type = encoded.headers.get("content-type") ?? undefined
        return HttpClientRequest.bodyUint8Array(request, new Uint8Array(await encoded.arrayBuffer()), type)
      },
      catch: () => [new Issue({ path: "", message: "Expected a file that can be read" })]
    })
}
