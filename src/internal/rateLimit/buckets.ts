/**
 * Buckets of tokens, and lines of those who wait for one.
 */
import type * as RateLimiter from "@effect/experimental/RateLimiter"
import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as FiberId from "effect/FiberId"
import * as Outage from "../circuitBreaker.ts"

/** Those who wait for one bucket, one after the other. */
export interface Line {
  /** In the order in which they came; the first has its turn. */
  readonly waiting: Set<Deferred.Deferred<void>>
  /** When the bucket in memory will be full. */
  fullAt: number
}

/** A token of one bucket, for one request. */
export interface Place {
  readonly line: Line
  /** What a 429 pauses. */
  readonly endpoint: string
  readonly key: string
  readonly burst: number
  /** How many milliseconds it takes until there is another token. */
  readonly refill: number
}

/** The lines by key. There may be millions of users: what nobody stands in, with a full bucket, is forgotten. */
export const makeLines = () => {
  const lines = new Map<string, Line>()
  let enough = 1000
  return (key: string, now: number): Line => {
    const known = lines.get(key)
    if (known !== undefined) {
      return known
    }
    if (lines.size >= enough) {
      lines.forEach((line, key) => line.waiting.size === 0 && line.fullAt < now && lines.delete(key))
      enough = Math.max(1000, 2 * lines.size)
    }
    const line = { waiting: new Set<Deferred.Deferred<void>>(), fullAt: now }
    lines.set(key, line)
    return line
  }
}

/** Runs an effect when all who came earlier are gone. A semaphore would wake all who wait to let one of them in. */
export const inLine = <A>(line: Line, effect: Effect.Effect<A>): Effect.Effect<A> =>
  Effect.acquireUseRelease(
    Effect.sync(() => {
      const turn = Deferred.unsafeMake<void>(FiberId.none)
      line.waiting.add(turn)
      nextTurn(line)
      return turn
    }),
    (turn) => Effect.zipRight(Deferred.await(turn), effect),
    (turn) =>
      Effect.sync(() => {
        line.waiting.delete(turn)
        nextTurn(line)
      })
  )

const nextTurn = ({ waiting: [first] }: Line): void => {
  if (first !== undefined) {
    Deferred.unsafeDone(first, Effect.void)
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// Buckets
// ---------------------------------------------------------------------------------------------------------------------

export interface Buckets {
  /** Takes a token: for how many milliseconds there is none, 0 when it was taken. */
  readonly take: (place: Place) => Effect.Effect<number>
  /** Takes a token of each bucket, if that can be done without holding one while another is waited for. */
  readonly tryTake: (places: ReadonlyArray<Place>) => Effect.Effect<boolean>
  /** The same at a moment, where nobody has to be asked. */
  readonly takeNow: ((places: ReadonlyArray<Place>, now: number) => boolean) | undefined
}

/** For how many milliseconds a bucket has no token. None is emptier than empty: it only seems so when the clock was set back. */
const delayInMemory = ({ burst, line, refill }: Place, now: number): number => {
  line.fullAt = Math.min(line.fullAt, now + burst * refill)
  return Math.max(0, Math.ceil(line.fullAt - now - (burst - 1) * refill))
}

const takeInMemory = ({ line, refill }: Place, now: number): void => {
  line.fullAt = Math.max(line.fullAt, now) + refill
}

/** Puts back a token that was taken for nothing. A store keeps it: there is no telling who else has asked it meanwhile. */
export const giveBack = ({ line, refill }: Place): Effect.Effect<void> =>
  Effect.sync(() => {
    line.fullAt -= refill
  })

const takeNow = (places: ReadonlyArray<Place>, now: number): boolean => {
  const free = places.every((place) => delayInMemory(place, now) === 0)
  if (free) {
    places.forEach((place) => takeInMemory(place, now))
  }
  return free
}

export const memory: Buckets = {
  take: (place) =>
    Effect.map(Clock.currentTimeMillis, (now) => {
      const delay = delayInMemory(place, now)
      if (delay === 0) {
        takeInMemory(place, now)
      }
      return delay
    }),
  tryTake: (places) => Effect.map(Clock.currentTimeMillis, (now) => takeNow(places, now)),
  takeNow
}

/**
 * Asks a store whenever the memory has a token, so that this process by itself keeps to the rules whatever becomes of the
 * store. When the store does not answer, the memory decides for a while; then one request asks the store again.
 */
export const shared = (store: RateLimiter.RateLimiter): Buckets => {
  const orWithout = Outage.make("The store of the rate limiter does not answer, limiting in memory")

  const ask = (place: Place) => {
    const { burst, key, refill } = place
    return store.consume({
      algorithm: "token-bucket",
      onExceeded: "fail",
      key,
      limit: burst,
      window: burst * refill
    }).pipe(
      Effect.zipRight(Clock.currentTimeMillis),
      Effect.map((now) => {
        takeInMemory(place, now)
        return 0
      }),
      Effect.catchIf(
        (error) => error.reason === "Exceeded",
        (error) => Effect.succeed(Math.ceil(Duration.toMillis(error.retryAfter)))
      )
    )
  }

  const take: Buckets["take"] = (place) =>
    Effect.flatMap(
      Clock.currentTimeMillis,
      (now) =>
        delayInMemory(place, now) > 0
          ? memory.take(place)
          : orWithout(Effect.suspend(() => ask(place)), memory.take(place))
    )

  return {
    take,
    takeNow: undefined,
    tryTake: ([place, ...more]) =>
      place === undefined
        ? Effect.succeed(true)
        : more.length > 0
        ? Effect.succeed(false)
        : Effect.map(take(place), (delay) => delay === 0)
  }
}
