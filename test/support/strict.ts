/**
 * Clerk as strict as it could be: it counts every request in fixed windows of several phases, in sliding windows and by a
 * bucket at once, and answers 429 when any of them is exceeded.
 *
 * ```ts
 * const { layer, refused, sent } = strict([{ limit: 100, window: 10_000 }])
 * ```
 */
import { HttpClient, HttpClientResponse } from "@effect/platform"
import { Clock, Effect, Layer } from "effect"
import { userAda } from "../fixtures/index.ts"

export interface Asked {
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
  /** What is counted apart, such as the user; undefined when it is not counted at all. */
  readonly of?: (asked: Asked) => string | undefined
}

/** Clerk's limit of updates, for each user. */
export const ofUser: Limit = {
  limit: 10,
  window: 10_000,
  of: ({ method, path }) => method === "PATCH" ? /^\/users\/[^/]+/.exec(path)?.[0] : undefined
}

/** A 429, with the `Retry-After` of its header if it has one; or another status. */
export interface Refusal {
  readonly status?: number
  readonly retryAfter?: string | undefined
}

export const strict = (limits: ReadonlyArray<Limit>, underWay?: (elapsed: number) => number) => {
  const judge = judgeOf(limits)
  const refused: Array<string> = []
  const clerk = refusing((asked) => {
    const { exceeded, retryAfter } = judge(asked)
    refused.push(...exceeded)
    return exceeded.length === 0 ? undefined : { retryAfter: String(retryAfter) }
  }, underWay)
  return { ...clerk, refused }
}

/**
 * Clerk, refusing what a test says. `underWay` says for how many milliseconds a request is under way, so many milliseconds
 * after the first was sent.
 */
export const refusing = (
  refusal: (asked: Asked) => Refusal | undefined,
  underWay: (elapsed: number) => number = () => 0
) => {
  const sent: Array<Asked> = []
  let first: number | undefined
  const client = HttpClient.make((request, url) =>
    Effect.gen(function*() {
      const now = yield* Clock.currentTimeMillis
      first ??= now
      yield* Effect.sleep(underWay(now - first))
      const { headers: { authorization = "" }, method } = request
      const at = yield* Clock.currentTimeMillis
      const path = url.pathname.replace("/v1", "")
      const asked = { at, method, path, secretKey: authorization.replace("Bearer ", "") }
      sent.push(asked)
      return HttpClientResponse.fromWeb(request, responseOf(path, refusal(asked)))
    })
  )
  return { layer: Layer.succeed(HttpClient.HttpClient, client), sent }
}

/** A body that says its length is read at once: a run makes thousands of them. */
const responseOf = (path: string, refusal: Refusal | undefined): Response => {
  const [status, body] = refusal === undefined
    ? [200, path === "/users/count" ? { object: "total_count", total_count: 7 } : userAda()]
    : [refusal.status ?? 429, { errors: [] }]
  const text = JSON.stringify(body)
  const headers = new Headers({ "content-length": String(text.length) })
  if (refusal?.retryAfter !== undefined) {
    headers.set("retry-after", refusal.retryAfter)
  }
  return new Response(text, { status, headers })
}

/** Counts a request in every way: the names of the limits that it exceeds, and after how many seconds it would not. */
export const judgeOf = (limits: ReadonlyArray<Limit>) => {
  const countersOf = new Map<string, ReadonlyArray<readonly [name: string, counter: Counter]>>()
  return (asked: Asked) => {
    const delays = limits.flatMap(({ limit, of = () => "", window }, index) => {
      const apart = of(asked)
      if (apart === undefined) {
        return []
      }
      const key = `${index}${apart}`
      const counters = countersOf.get(key) ?? countersOfLimit(limit, window)
      countersOf.set(key, counters)
      return counters.map(([name, count]) => [`${limit}/${window}${apart}, ${name}`, count(asked.at)] as const)
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
// Ways to count
// ---------------------------------------------------------------------------------------------------------------------

/** Counts a request at an instant: 0, or how long it would have had to wait. */
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

/** With both ends: what came exactly a window ago still counts. */
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
