/**
 * The log of requests to the in-memory Clerk, without secrets.
 *
 * @since 0.1.0
 */
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as Ref from "effect/Ref"
import { isJsonObject } from "../../Schema/wire/Json.ts"
import type { HttpRequest } from "./HttpMessage.ts"
import { contentTypeOf } from "./HttpMessage.ts"
import { parseForm } from "./RequestDecoder.ts"

/**
 * A request that the in-memory Clerk received. Passwords, codes and other secrets are replaced by `"<redacted>"`, and the
 * `authorization` header is left out.
 *
 * @since 0.1.0
 * @category models
 */
export interface SeenRequest {
  /** The operation, such as `"users.update"`, or null when no operation has this method and path. */
  readonly operation: string | null
  /** The HTTP method, such as `"PATCH"`. */
  readonly method: string
  /** The path as it was sent, such as `"/v1/users/user_1"`. */
  readonly path: string
  /** The query by name. A repeated key has an array of its values. */
  readonly query: { readonly [name: string]: string | ReadonlyArray<string> }
  /** The headers by lower-case name. */
  readonly headers: { readonly [name: string]: string }
  /** The JSON value, or the parts of a form; null without a body, and the number of bytes in words for JSON of more than 64 KB. */
  readonly body: unknown
  /** The status of the response; null until it is sent, and when the connection was dropped. */
  readonly status: number | null
}

export interface RequestLog {
  readonly all: Effect.Effect<ReadonlyArray<SeenRequest>>
  /** Adds a request. The returned function sets the status of its response. */
  readonly add: (seen: SeenRequest) => Effect.Effect<(status: number) => Effect.Effect<void>>
  readonly reset: Effect.Effect<void>
}

export const make: Effect.Effect<RequestLog> = Effect.map(
  Ref.make(Chunk.empty<Ref.Ref<SeenRequest>>()),
  (log) => ({
    all: Effect.flatMap(log, Effect.forEach((entry) => Ref.get(entry))),
    add: Effect.fnUntraced(function*(seen) {
      const entry = yield* Ref.make(seen)
      yield* Ref.update(
        log,
        (seen) => Chunk.append(seen.length < maxEntries ? seen : Chunk.drop(seen, maxEntries / 2), entry)
      )
      return (status) => Ref.update(entry, (seen) => ({ ...seen, status }))
    }),
    reset: Ref.set(log, Chunk.empty())
  })
)

/** Bounds the memory of a server that runs for days. */
const maxEntries = 10_000

/** The log entry of a request, without secrets and without a response yet. */
export const entryOf = (
  request: HttpRequest,
  path: string,
  query: URLSearchParams,
  operation: string | null
): Effect.Effect<SeenRequest> => {
  const { authorization: _, ...headers } = request.headers
  return Effect.map(bodyOf(contentTypeOf(request), request.body), (body) => ({
    operation,
    method: request.method,
    path,
    query: queryOf(query),
    headers: headers as Record<string, string>,
    body,
    status: null
  }))
}

const queryOf = (query: URLSearchParams): SeenRequest["query"] =>
  Object.fromEntries(Array.from(new Set(query.keys()), (name) => {
    const values = query.getAll(name)
    return [name, values.length === 1 ? values[0]! : values]
  }))

/** The body without secrets. A body that is neither JSON nor a form is left out, since it could hold secrets. */
const bodyOf = (contentType: string, body: Uint8Array): Effect.Effect<unknown> =>
  body.length === 0
    ? Effect.succeed(null)
    : contentType.startsWith("multipart/")
    ? Effect.match(parseForm(contentType, body), {
      onFailure: () => null,
      onSuccess: (form) =>
        redact(Object.fromEntries(
          Object.entries(form).map(([name, part]) => [
            name,
            part instanceof File ? { name: part.name, type: part.type, size: part.size } : part
          ])
        ))
    })
    : body.length > maxLoggedBytes
    ? Effect.succeed(`<${body.length} bytes>`)
    : Effect.sync(() => {
      try {
        return redact(JSON.parse(new TextDecoder().decode(body)))
      } catch {
        return null
      }
    })

/** Bounds the memory of the log: it has many entries, and a request to Clerk is smaller. */
const maxLoggedBytes = 65_536

/** Redacts at any depth and in both spellings, since a request can be malformed. Metadata is kept as it is. */
const redact = (body: unknown): unknown =>
  Array.isArray(body) ? body.map(redact) : isJsonObject(body) ?
    Object.fromEntries(
      Object.entries(body).map(([name, value]) => [
        name,
        value === null || /metadata$/i.test(name) ? value : secrets.test(name) ? "<redacted>" : redact(value)
      ])
    )
    : body

const secrets =
  /^(?:(?:access_?|expired_?|refresh_?)?token|secret|password|password_?digest|totp_?secret|backup_?codes|code|request_?headers)$/i
