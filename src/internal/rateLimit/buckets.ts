/**
 * Token buckets, in memory or in a store that machines share.
 */
import type * as RateLimiter from "@effect/experimental/RateLimiter"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as CircuitBreaker from "../circuitBreaker.ts"
import * as Time from "../time.ts"
import type { Queue } from "./queue.ts"

/** One request's claim on one bucket. */
export interface Ticket {
  readonly queue: Queue
  /** The key of the bucket in a store. */
  readonly key: string
  readonly burst: number
  /** How many milliseconds it takes to refill one token. */
  readonly refill: number
}

export interface Buckets {
  /** Takes a token. Returns 0 when it was taken, else how many milliseconds to wait for the next one. */
  readonly take: (ticket: Ticket) => Effect.Effect<number>
  /** Takes a token of each bucket, or none. False when that would hold one token while another is waited for. */
  readonly takeAll: (tickets: ReadonlyArray<Ticket>) => Effect.Effect<boolean>
}

// ---------------------------------------------------------------------------------------------------------------------
// In memory
// ---------------------------------------------------------------------------------------------------------------------

/** A bucket is never emptier than empty: it only seems so after the clock was set back. */
const delayInMemory = ({ burst, queue, refill }: Ticket, now: number): number => {
  queue.fullAt = Math.min(queue.fullAt, now + burst * refill)
  return Math.max(0, Math.ceil(queue.fullAt - now - (burst - 1) * refill))
}

const takeInMemory = ({ queue, refill }: Ticket, now: number): void => {
  queue.fullAt = Math.max(queue.fullAt, now) + refill
}

/** Puts back a token that was not used. A store keeps it, because other machines may have read its count since. */
export const refund = ({ queue, refill }: Ticket): Effect.Effect<void> =>
  Effect.sync(() => {
    queue.fullAt -= refill
  })

export const memory: Buckets = {
  take: (ticket) =>
    Effect.map(Time.now, (now) => {
      const delay = delayInMemory(ticket, now)
      if (delay === 0) {
        takeInMemory(ticket, now)
      }
      return delay
    }),
  takeAll: (tickets) =>
    Effect.map(Time.now, (now) => {
      const available = tickets.every((ticket) => delayInMemory(ticket, now) === 0)
      if (available) {
        tickets.forEach((ticket) => takeInMemory(ticket, now))
      }
      return available
    })
}

// ---------------------------------------------------------------------------------------------------------------------
// In a store
// ---------------------------------------------------------------------------------------------------------------------

/**
 * Asks the store whenever the memory has a token, so one process alone keeps to the rules even if the store loses its keys. While the
 * store does not respond, the memory alone decides.
 */
export const shared = (store: RateLimiter.RateLimiter): Buckets => {
  const breaker = CircuitBreaker.make("The store of the rate limiter does not respond, limiting in memory")

  const takeInStore = (ticket: Ticket) => {
    const { burst, key, refill } = ticket
    return store.consume({
      algorithm: "token-bucket",
      onExceeded: "fail",
      key,
      limit: burst,
      window: burst * refill
    }).pipe(
      Effect.zipRight(Time.now),
      Effect.map((now) => {
        takeInMemory(ticket, now)
        return 0
      }),
      Effect.catchIf(
        (error) => error.reason === "Exceeded",
        (error) => Effect.succeed(Math.ceil(Duration.toMillis(error.retryAfter)))
      )
    )
  }

  const take: Buckets["take"] = (ticket) =>
    Effect.flatMap(
      Time.now,
      (now) =>
        delayInMemory(ticket, now) > 0
          ? memory.take(ticket)
          : breaker(Effect.suspend(() => takeInStore(ticket)), memory.take(ticket))
    )

  return {
    take,
    takeAll: ([ticket, ...more]) =>
      ticket === undefined
        ? Effect.succeed(true)
        : more.length > 0
        ? Effect.succeed(false)
        : Effect.map(take(ticket), (delay) => delay === 0)
  }
}
