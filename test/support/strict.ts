/**
 * A strict Clerk: it counts every request in fixed windows of several phases, in sliding windows and by a token bucket at
 * once, and returns 429 when any of them is exceeded.
 *
 * ```ts
 * const { layer, refused, sent } = strict([{ limit: 100, window: 10_000 }])
 * ```
 */
import { HttpClient, HttpClientResponse } from "@effect/platform"
import { Clock, Effect, Layer } from "effect"
import { userAda } from "../fixtures/index.ts"

export interface Received {
  readonly at: number
  readonly method: string
  /** Without `/v1`. */
  readonly path: string
  readonly secretKey: string
}

export interface Limit {
  readonly limit: number
  /** In milliseconds. */
  readonly window: number
  /** The key that is counted separately, such as the user; undefined if the request is not counted. */
  readonly of?: (received: Received) => string | undefined
}

/** Clerk's limit of updates per user. */
export const ofUser: Limit = {
  limit: 10,
  window: 10_000,
  of: ({ method, path }) => method === "PATCH" ? /^\/users\/[^/]+/.exec(path)?.[0] : undefined
}

/** A 429, with or without `Retry-After`, or another status. */
export interface Rejection {
  readonly status?: number
  readonly retryAfter?: string | undefined
}

export const strict = (limits: ReadonlyArray<Limit>, latency?: (elapsed: number) => number) => {
  const counter = counterOf(limits)
  const refused: Array<string> = []
  const clerk = rejecting((received) => {
    const { exceeded, retryAfter } = counter(received)
    refused.push(...exceeded)
    return exceeded.length === 0 ? undefined : { retryAfter: String(retryAfter) }
  }, latency)
  return { ...clerk, refused }
}

/**
 * Rejects the requests that a test chooses. `latency` returns the milliseconds that a request takes to arrive, given the
 * milliseconds since the first request.
 */
export const rejecting = (
  reject: (request: Received) => Rejection | undefined,
  latency: (elapsed: number) => number = () => 0
) => {
  const sent: Array<Received> = []
  let first: number | undefined
  const client = HttpClient.make((request, url) =>
    Effect.gen(function*() {
      const now = yield* Clock.currentTimeMillis
      first ??= now
      yield* Effect.sleep(latency(now - first))
      const { headers: { authorization = "" }, method } = request
      const at = yield* Clock.currentTimeMillis
      const path = url.pathname.replace("/v1", "")
      const received = { at, method, path, secretKey: authorization.replace("Bearer ", "") }
      sent.push(received)
      return HttpClientResponse.fromWeb(request, responseOf(path, reject(received)))
    })
  )
  return { layer: Layer.succeed(HttpClient.HttpClient, client), sent }
}

/** With a content-length the client reads a body at once; a test makes thousands of them. */
const responseOf = (path: string, rejection: Rejection | undefined): Response => {
  const [status, body] = rejection === undefined
    ? [200, path === "/users/count" ? { object: "total_count", total_count: 7 } : userAda()]
    : [rejection.status ?? 429, { errors: [] }]
  const text = JSON.stringify(body)
  const headers = new Headers({ "content-length": String(text.length) })
  if (rejection?.retryAfter !== undefined) {
    headers.set("retry-after", rejection.retryAfter)
  }
  return new Response(text, { status, headers })
}

/** Counts a request against every limit: the names of the exceeded limits, and the seconds until none would be. */
export const counterOf = (limits: ReadonlyArray<Limit>) => {
  const countersOf = new Map<string, ReadonlyArray<readonly [name: string, counter: Counter]>>()
  return (received: Received) => {
    const delays = limits.flatMap(({ limit, of = () => "", window }, index) => {
      const separate = of(received)
      if (separate === undefined) {
        return []
      }
      const key = `${index}${separate}`
      const counters = countersOf.get(key) ?? countersOfLimit(limit, window)
      countersOf.set(key, counters)
      return counters.map(([name, count]) => [`${limit}/${window}${separate}, ${name}`, count(received.at)] as const)
    }).filter(([, delay]) => delay > 0)
    return {
      exceeded: delays.map(([name]) => name),
      retryAfter: Math.ceil(Math.max(0, ...delays.map(([, delay]) => delay)) / 1000)
    }
  }
}

const countersOfLimit = (limit: number, window: number): ReadonlyArray<readonly [name: string, counter: Counter]> => [
  ...[0, 0.25, 0.5, 0.77].map((phase) =>
    [`fixed windows from ${phase}`, fixed(limit, window, phase * window)] as const
  ),
  ["sliding windows", sliding(limit, window)],
  ["a bucket", bucket(limit, window)]
]

// ---------------------------------------------------------------------------------------------------------------------
// Counters
// ---------------------------------------------------------------------------------------------------------------------

/** Counts a request at an instant. Returns 0, or how long the request should have waited. */
type Counter = (now: number) => number

const fixed = (limit: number, window: number, phase: number): Counter => {
  let current = -1
  let count = 0
  return (now) => {
    const index = Math.floor((now - phase) / window)
    count = index === current ? count + 1 : 1
    current = index
    return count <= limit ? 0 : (index + 1) * window + phase - now
  }
}

/** Includes both ends: a request exactly one window ago still counts. */
export const sliding = (limit: number, window: number): Counter => {
  const log: Array<number> = []
  return (now) => {
    while (log[0] !== undefined && log[0] < now - window) {
      log.shift()
    }
    log.push(now)
    return log.length <= limit ? 0 : log[0]! + window - now + 1
  }
}

const bucket = (limit: number, window: number): Counter => {
  let tokens = limit
  let last = 0
  return (now) => {
    tokens = Math.min(limit, tokens + (now - last) * limit / window) - 1
    last = now
    return tokens >= 0 ? 0 : -tokens * window / limit
  }
}
