/**
 * The rate limits that the in-memory Clerk keeps when it is asked to: Clerk's, in fixed windows.
 */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Operation from "../../Operation.ts"
import type { Rule } from "../../RateLimit.ts"
import * as ErrorResponse from "./ErrorResponse.ts"

/** The kind of instance, which decides how many requests all operations may have together. */
export type InstanceKind = "development" | "production"

export interface RequestLimits {
  /** Counts a request, or fails with a 429 that says when to try again. */
  readonly take: (
    name: string,
    operation: Operation.Any,
    params: { readonly [name: string]: string }
  ) => Effect.Effect<void, ErrorResponse.ErrorResponse>
  readonly reset: Effect.Effect<void>
}

interface Window {
  readonly end: number
  readonly count: number
}

type Counted = Pick<Rule, "limit" | "window">

export const make = (kind: InstanceKind | undefined): RequestLimits => {
  const windows = new Map<string, Window>()

  /** The milliseconds until the window ends in which nothing is left; 0 after the request was counted. */
  const count = (key: string, { limit, window }: Counted, now: number): number => {
    const current = windows.get(key)
    const { count, end } = current !== undefined && current.end > now
      ? current
      : { count: 0, end: now + Duration.toMillis(window) }
    if (count >= limit) {
      return end - now
    }
    if (windows.size >= maxWindows) {
      for (const [old, { end }] of windows) if (end <= now) windows.delete(old)
    }
    windows.set(key, { end, count: count + 1 })
    return 0
  }

  const take: RequestLimits["take"] = Effect.fnUntraced(function*(name, { rateLimit }, params) {
    const now = yield* Clock.currentTimeMillis
    const wait = Math.max(
      count("instance", ofInstance[kind ?? "production"], now),
      rateLimit === undefined
        ? 0
        : count(`${(rateLimit.operations ?? [name]).join()} ${params[rateLimit.per]}`, rateLimit, now)
    )
    if (wait > 0) {
      return yield* ErrorResponse.withHeaders(ErrorResponse.ofCode("too_many_requests"), {
        "retry-after": String(Math.ceil(wait / 1000))
      })
    }
  })

  return {
    take: kind === undefined ? () => Effect.void : take,
    reset: Effect.sync(() => windows.clear())
  }
}

const ofInstance: { readonly [Kind in InstanceKind]: Counted } = {
  development: { limit: 100, window: "10 seconds" },
  production: { limit: 1000, window: "10 seconds" }
}

/** From here on, windows that are over are removed. */
const maxWindows = 10_000
