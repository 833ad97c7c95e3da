/**
 * A scripted Clerk: an outcome for each attempt in order, the last one for all further attempts.
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
import { virtualTime } from "./clock.ts"

/** The outcome of one request. */
export type Outcome = (
  request: HttpClientRequest.HttpClientRequest
) => Effect.Effect<Response, HttpClientError.HttpClientError>

export type Script = readonly [Outcome, ...ReadonlyArray<Outcome>]

type Headers = Readonly<Record<string, string>>

// ---------------------------------------------------------------------------------------------------------------------
// Outcomes
// ---------------------------------------------------------------------------------------------------------------------

const respond = (make: () => Response): Outcome => () => Effect.sync(make)

/** A JSON response. */
export const json = (status: number, body: unknown, headers: Headers = {}): Outcome =>
  respond(() => Response.json(body, { status, headers }))

/** A response that every operation can decode. */
export const ok: Outcome = (request) =>
  json(
    200,
    /\/v1\/users(\/(un)?ban)?$/.test(request.url) && !(request.method === "POST" && request.url.endsWith("/users"))
      ? []
      : {
        ...userAda(),
        user_id: "user_1",
        deleted: true,
        verified: true,
        secret: "JBSWY3DP",
        total_count: 0,
        data: [],
        email_address: "ada@example.com",
        phone_number: "+15555550100",
        balance: null,
        amount: { amount: 500, amount_formatted: "$5.00", currency: "USD", currency_symbol: "$" }
      }
  )(request)

/** A Clerk error. */
export const clerk = (status: number, code = "some_code", headers: Headers = {}): Outcome =>
  json(status, { errors: [{ code, message: "No.", long_message: "No.", meta: {} }] }, headers)

/** An HTML page of a proxy. */
export const html = (status: number, headers: Headers = {}): Outcome =>
  respond(() => new Response("<html>", { status, headers: { ...headers, "content-type": "text/html" } }))

/** A response without a body. */
export const empty = (status: number): Outcome => respond(() => new Response(null, { status }))

/** The beginning of a response, then the end of the connection. */
export const truncated = (status: number, headers: Headers = {}): Outcome =>
  respond(() => {
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode("{\"errors\":[{")),
      pull: (controller) => controller.error(new Error("aborted"))
    })
    return new Response(body, { status, headers })
  })

/** A connection error with this code, in a system call if Node names one. */
export const fails = (code: string, syscall?: string): Outcome => (request) =>
  new HttpClientError.RequestError({
    request,
    reason: "Transport",
    cause: Object.assign(new Error(`no luck with ${code}`), { code, syscall })
  })

/** A lost connection: Clerk may have received the request. */
export const lost = fails("ECONNRESET", "read")

/** A refused connection: Clerk has not received the request. */
export const refused = fails("ECONNREFUSED", "connect")

/** Never responds. */
export const hang: Outcome = () => Effect.never

/** A delayed outcome. */
export const after = (duration: Duration.DurationInput, outcome: Outcome): Outcome => (request) =>
  Effect.delay(outcome(request), duration)

// ---------------------------------------------------------------------------------------------------------------------
// Running a script
// ---------------------------------------------------------------------------------------------------------------------

export interface Options extends Http.Options {
  /** Requested on each attempt. */
  readonly secretKey?: Effect.Effect<Redacted.Redacted, unknown>
}

export interface Request {
  readonly method: string
  readonly url: string
  readonly headers: Headers
  /** The bytes as Latin-1. */
  readonly body: string
}

/** The real client over a script, and the requests that it sends. */
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

/** Runs an effect while the test clock advances by itself; returns its result and duration in milliseconds. */
export const timed = Effect.fnUntraced(function*<A, E, R>(effect: Effect.Effect<A, E, R>) {
  const start = yield* Clock.currentTimeMillis
  const fiber = yield* Effect.fork(Effect.all([Effect.either(effect), Clock.currentTimeMillis]))
  const goOn = Effect.zipRight(TestClock.adjust("1 day"), Effect.dieMessage("It did not end within a day"))
  const [result, end] = yield* Effect.raceFirst(Fiber.join(fiber), goOn)
  return { result, start, took: end - start }
})

export interface Played<A> {
  readonly result: Either.Either<A, ClerkErrors | SDKError>
  /** The duration of the call in milliseconds. */
  readonly took: number
  readonly sent: ReadonlyArray<Request>
  /** When each request was sent, in milliseconds after the call began. */
  readonly sentAt: ReadonlyArray<number>
}

/** Makes a call against a script, from the time of the test clock on, without advancing the test clock: that takes ten times as long. */
export const play = Effect.fnUntraced(function*<A>(
  script: Script,
  call: Effect.Effect<A, ClerkErrors | SDKError, Users>,
  options?: Options
) {
  const { layer, sent } = scripted(script, options)
  const start = yield* Clock.currentTimeMillis
  const time = virtualTime(start)
  const result = yield* time.run(Effect.provide(Effect.either(call), layer))
  const played: Played<A> = { result, took: time.now() - start, sent, sentAt: sent.map(({ at }) => at - start) }
  return played
})

export interface Summary {
  /** The status of ClerkErrors, or the reason of an SDKError. */
  readonly what: number | string
  readonly attempts: number
  readonly outcomeUnknown: boolean
}

/** Summarises how a call ended. */
export const summary = ({ result }: Pick<Played<unknown>, "result">): Summary | "success" =>
  Either.match(result, {
    onRight: () => "success",
    onLeft: (error) => ({
      what: error._tag === "ClerkErrors" ? error.status : error.reason._tag,
      attempts: error.attempts,
      outcomeUnknown: error.outcomeUnknown
    })
  })
