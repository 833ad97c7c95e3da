/**
 * The requests that the in-memory Clerk has seen, without their secrets.
 *
 * @since 0.1.0
 */
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as Ref from "effect/Ref"
import { isJsonObject } from "../../Schema/wire/Json.ts"
import { parseForm } from "./Input.ts"

/**
 * A request as the in-memory Clerk saw it. Passwords, codes and the like stand in it as `"<redacted>"`, and the headers are
 * without `authorization`.
 *
 * @since 0.1.0
 * @category models
 */
export interface SeenRequest {
  /** The operation, such as `"users.update"`, or null when there is none at this path. */
  readonly operation: string | null
  /** The HTTP method, such as `"GET"`. */
  readonly method: string
  /** As it came, such as `"/v1/users/user_1"`. */
  readonly path: string
  /** A key that came several times has all of its values. */
  readonly query: { readonly [name: string]: string | ReadonlyArray<string> }
  /** By lower-case name. */
  readonly headers: { readonly [name: string]: string }
  /** The JSON value, or of a form its parts; null when there is none. */
  readonly body: unknown
  /** The status answered; null while there is none, and when the connection was cut. */
  readonly status: number | null
}

export interface RequestLog {
  readonly all: Effect.Effect<ReadonlyArray<SeenRequest>>
  /** Notes a request; what comes back notes the status answered. */
  readonly add: (seen: SeenRequest) => Effect.Effect<(status: number) => Effect.Effect<void>>
  readonly reset: Effect.Effect<void>
}

export const make: Effect.Effect<RequestLog> = Effect.map(
  Ref.make(Chunk.empty<Ref.Ref<SeenRequest>>()),
  (log) => ({
    all: Effect.flatMap(log, Effect.forEach((entry) => Ref.get(entry))),
    add: Effect.fnUntraced(function*(seen) {
      const entry = yield* Ref.make(seen)
      yield* Ref.update(log, (seen) => Chunk.append(seen.length < most ? seen : Chunk.drop(seen, most / 2), entry))
      return (status) => Ref.update(entry, (seen) => ({ ...seen, status }))
    }),
    reset: Ref.set(log, Chunk.empty())
  })
)

/** A server that runs for days forgets the older ones. */
const most = 10_000

/** The query with its values by name. */
export const queryOf = (query: URLSearchParams): SeenRequest["query"] =>
  Object.fromEntries(Array.from(new Set(query.keys()), (name) => {
    const values = query.getAll(name)
    return [name, values.length === 1 ? values[0]! : values]
  }))

/** The body as a value without secrets. What is neither JSON nor a form is not shown: it could hold anything. */
export const bodyOf = (contentType: string, body: Uint8Array): Effect.Effect<unknown> =>
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
    : Effect.sync(() => {
      try {
        return redact(JSON.parse(new TextDecoder().decode(body)))
      } catch {
        return null
      }
    })

/** At any depth and in both spellings, since a request can be wrong; what is in metadata is the user's own. */
const redact = (body: unknown): unknown =>
  Array.isArray(body) ? body.map(redact) : isJsonObject(body) ?
    Object.fromEntries(
      Object.entries(body).map(([name, value]) => [
        name,
        value === null || /metadata$/i.test(name) ? value : secrets.test(name) ? "<redacted>" : redact(value)
      ])
    )
    : body

const secrets = /^(?:password|password_?digest|totp_?secret|backup_?codes|code)$/i
