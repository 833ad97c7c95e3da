/**
 * Clerk as a script says it: an outcome for each attempt in order, and the last one for all that follow.
 *
 * ```ts
 * const { result, sentAt } = yield* play([clerk(503), ok], Users.get({ userId: "user_1" }), { retry: eachSecond })
 * // sentAt is [0, 1000]: how many milliseconds after the call began each request was sent
 * ```
 */
import { HttpClient, HttpClientError, type HttpClientRequest, HttpClientResponse } from "@effect/platform"
import { Clock, type Duration, Effect, Either, Fiber, Layer, Redacted, TestClock } from "effect"
import { Auth, Clerk, type ClerkErrors, type Http, type SDKError, type Users } from "effect-clerk"
import { userAda } from "../fixtures/index.ts"

/** What becomes of one request. */
export type Outcome = (
  request: HttpClientRequest.HttpClientRequest
) => Effect.Effect<Response, HttpClientError.HttpClientError>

export type Script = readonly [Outcome, ...ReadonlyArray<Outcome>]

type Headers = Readonly<Record<string, string>>

// ---------------------------------------------------------------------------------------------------------------------
// Outcomes
// ---------------------------------------------------------------------------------------------------------------------

const respond = (make: () => Response): Outcome => () => Effect.sync(make)

/** An answer in JSON. */
export const json = (status: number, body: unknown, headers: Headers = {}): Outcome =>
  respond(() => Response.json(body, { status, headers }))

/** An answer that every operation can read. */
export const ok: Outcome = (request) =>
  json(
    200,
    request.url.endsWith("/users")
      && request.method === "GET"
      ? []
      : { ...userAda(), user_id: "user_1", deleted: true, verified: true, total_count: 0, data: [] }
  )(request)

/** A refusal in Clerk's own words. */
export const clerk = (status: number, code = "some_code", headers: Headers = {}): Outcome =>
  json(status, { errors: [{ code, message: "No.", long_message: "No.", meta: {} }] }, headers)

/** A page of somebody between here and Clerk. */
export const html = (status: number, headers: Headers = {}): Outcome =>
  respond(() => new Response("<html>", { status, headers: { ...headers, "content-type": "text/html" } }))

/** An answer without a body. */
export const empty = (status: number): Outcome => respond(() => new Response(null, { status }))

/** The beginning of an answer, and then the end of the connection. */
export const truncated = (status: number, headers: Headers = {}): Outcome =>
  respond(() => {
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode("{\"errors\":[{")),
      pull: (controller) => controller.error(new Error("aborted"))
    })
    return new Response(body, { status, headers })
  })

/** No answer at all, because of the connection. */
export const fails = (code: string): Outcome => (request) =>
  new HttpClientError.RequestError({
    request,
    reason: "Transport",
    cause: Object.assign(new Error(`no luck with ${code}`), { code })
  })

/** The connection was lost: Clerk may have seen the request or not. */
export const lost = fails("ECONNRESET")

/** There was no connection: Clerk has not seen the request. */
export const refused = fails("ECONNREFUSED")

/** Nothing at all, for ever. */
export const hang: Outcome = () => Effect.never

/** An outcome that takes its time. */
export const after = (duration: Duration.DurationInput, outcome: Outcome): Outcome => (request) =>
  Effect.delay(outcome(request), duration)

// ---------------------------------------------------------------------------------------------------------------------
// Playing
// ---------------------------------------------------------------------------------------------------------------------

export interface Options extends Http.Options {
  /** Asked for on each attempt. */
  readonly secretKey?: Effect.Effect<Redacted.Redacted, unknown>
}

export interface Request {
  readonly method: string
  readonly url: string
  readonly headers: Headers
  /** As bytes in Latin-1. */
  readonly body: string
}

/** The real client over a script, and what it sends. */
export const scripted = (
  script: Script,
  { secretKey = Effect.succeed(Redacted.make("sk_test_script")), ...options }: Options = {}
) => {
  const sent: Array<Request & { readonly at: number }> = []
  const client = HttpClient.make((request, url) =>
    Effect.gen(function*() {
      const body = request.body._tag === "Uint8Array" ? Buffer.from(request.body.body).toString("latin1") : ""
      const at = yield* Clock.currentTimeMillis
      sent.push({ at, method: request.method, url: url.href, headers: { ...request.headers }, body })
      const outcome = script[Math.min(sent.length, script.length) - 1]!
      return HttpClientResponse.fromWeb(request, yield* outcome(request))
    })
  )
  const layer = Clerk.layerWithAuth({ rateLimit: "none", ...options }).pipe(
    Layer.provide(Auth.layerEffect(secretKey)),
    Layer.provide(Layer.succeed(HttpClient.HttpClient, client))
  )
  return { layer, sent }
}

/** How an effect ends and after how many milliseconds, while the clock goes on by itself. */
export const timed = Effect.fnUntraced(function*<A, E, R>(effect: Effect.Effect<A, E, R>) {
  const start = yield* Clock.currentTimeMillis
  const fiber = yield* Effect.fork(Effect.all([Effect.either(effect), Clock.currentTimeMillis]))
  const goOn = Effect.zipRight(TestClock.adjust("1 day"), Effect.dieMessage("It did not end within a day"))
  const [result, end] = yield* Effect.raceFirst(Fiber.join(fiber), goOn)
  return { result, start, took: end - start }
})

export interface Played<A> {
  readonly result: Either.Either<A, ClerkErrors | SDKError>
  /** How long the call took. */
  readonly took: number
  readonly sent: ReadonlyArray<Request>
  /** How long after the beginning each request was sent. */
  readonly sentAt: ReadonlyArray<number>
}

/** Makes a call while Clerk follows a script. */
export const play = Effect.fnUntraced(function*<A>(
  script: Script,
  call: Effect.Effect<A, ClerkErrors | SDKError, Users>,
  options?: Options
) {
  const { layer, sent } = scripted(script, options)
  const { result, start, took } = yield* timed(call).pipe(Effect.provide(layer))
  const played: Played<A> = { result, took, sent, sentAt: sent.map(({ at }) => at - start) }
  return played
})

export interface Told {
  /** The status of Clerk's errors, or the reason why there are none. */
  readonly what: number | string
  readonly attempts: number
  readonly outcomeUnknown: boolean
}

/** How a call ended, in short. */
export const told = ({ result }: Pick<Played<unknown>, "result">): Told | "success" =>
  Either.match(result, {
    onRight: () => "success",
    onLeft: (error) => ({
      what: error._tag === "ClerkErrors" ? error.status : error.reason._tag,
      attempts: error.attempts,
      outcomeUnknown: error.outcomeUnknown
    })
  })
