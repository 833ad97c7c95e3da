/**
 * The real client over an HTTP client that records requests and always returns the same response.
 *
 * ```ts
 * const { layer, sent } = answering({ body: ada })
 * const user = yield* Users.get({ userId: "user_1" }).pipe(Effect.provide(layer))
 * // sent[0].url === "https://api.clerk.com/v1/users/user_1"
 * ```
 */
import { HttpClient, HttpClientResponse } from "@effect/platform"
import { assert } from "@effect/vitest"
import { DateTime, Duration, Effect, Layer, Redacted } from "effect"
import { Clerk, ClerkErrors, Retry, SDKError } from "effect-clerk"

/** The failures of a call. */
export type Failure = ClerkErrors | SDKError

export const secretKey = "sk_test_wire"

export interface Sent {
  readonly method: string
  /** The whole URL. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | undefined
}

export interface StaticResponse {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** A string or a stream is sent unchanged, anything else as JSON. */
  readonly body: unknown
}

const contentOf = (body: unknown) =>
  body === undefined ? null : typeof body === "string" || body instanceof ReadableStream ? body : JSON.stringify(body)

/** Returns the same response to every request. */
export const answering = (
  { body, headers, status = 200 }: StaticResponse,
  clerk: typeof Clerk.layer = Clerk.layer
) => {
  const sent: Array<Sent> = []
  const client = HttpClient.make((request, url) =>
    Effect.sync(() => {
      assert.include(["Empty", "Uint8Array"], request.body._tag)
      sent.push({
        method: request.method,
        url: url.href,
        headers: { ...request.headers },
        body: request.body._tag === "Uint8Array" ? request.body.body : undefined
      })
      return HttpClientResponse.fromWeb(
        request,
        new Response(contentOf(body), {
          status,
          headers: { "content-type": "application/json", ...headers }
        })
      )
    })
  )
  const layer = clerk({ secretKey: Redacted.make(secretKey), retry: Retry.none, rateLimit: "none" }).pipe(
    Layer.provide(Layer.succeed(HttpClient.HttpClient, client))
  )
  return { layer, sent }
}

/** The body of a request as a string. */
export const textOf = ({ body }: Sent): string | undefined => body && new TextDecoder().decode(body)

/** The only request of a test. Fails if there are none or several. */
export const only = (sent: ReadonlyArray<Sent>): Sent => {
  assert.lengthOf(sent, 1)
  return sent[0]!
}

/** The ClerkErrors that a call must fail with. */
export const refusal = <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<ClerkErrors, unknown, R> =>
  Effect.flatMap(
    Effect.flip(self),
    (error) => error instanceof ClerkErrors ? Effect.succeed(error) : Effect.fail(error)
  )

/** The status and the codes of the ClerkErrors that a call must fail with. */
export const codesOf = <A, E, R>(self: Effect.Effect<A, E, R>) =>
  Effect.map(refusal(self), ({ errors, status }) => [status, ...errors.map(({ code }) => code)])

/** The reason of the SDKError that a call must fail with. */
export const failure = <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<SDKError["reason"], unknown, R> =>
  Effect.flatMap(
    Effect.flip(self),
    (error) => error instanceof SDKError ? Effect.succeed(error.reason) : Effect.fail(error)
  )

/** Converts a value to plain objects and strings, for assertions: times in ISO format, secrets between `<` and `>`. */
export const plain = (value: unknown): unknown => {
  if (DateTime.isDateTime(value)) return DateTime.formatIso(value)
  if (Duration.isDuration(value)) return Duration.format(value)
  if (Redacted.isRedacted(value)) return `<${String(Redacted.value(value))}>`
  if (Array.isArray(value)) return value.map(plain)
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]))
    : value
}
