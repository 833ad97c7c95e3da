/**
 * A virtual clock that advances as soon as every fiber sleeps: for runs with thousands of sleeps, and to check which sleeps
 * are left.
 *
 * ```ts
 * const { now, run, sleeps } = virtualTime()
 * yield* run(Effect.sleep("1 hour")) // takes no time; now() is an hour later
 * ```
 */
import { Clock, Duration, Effect, Scheduler } from "effect"

export const virtualTime = (start = 1_700_000_000_123) => {
  let now = start
  let offset = 0
  const sleepers = new Set<{ readonly at: number; readonly wake: () => void }>()
  const unsafeCurrentTimeMillis = () => now + offset
  const unsafeCurrentTimeNanos = () => BigInt(Math.round(now * 1e6))
  const clock: Clock.Clock = {
    [Clock.ClockTypeId]: Clock.ClockTypeId,
    unsafeCurrentTimeMillis,
    unsafeCurrentTimeNanos,
    currentTimeMillis: Effect.sync(unsafeCurrentTimeMillis),
    currentTimeNanos: Effect.sync(unsafeCurrentTimeNanos),
    sleep: (duration) =>
      Effect.async((resume) => {
        const sleeper = { at: now + Duration.toMillis(duration), wake: () => resume(Effect.void) }
        sleepers.add(sleeper)
        return Effect.sync(() => sleepers.delete(sleeper))
      })
  }

  /** The sleep that ends first; of several, the one that began first. */
  const next = () => {
    let first: { readonly at: number; readonly wake: () => void } | undefined
    sleepers.forEach((sleeper) => first = first === undefined || sleeper.at < first.at ? sleeper : first)
    return first
  }

  /** Advances the clock until a condition holds, at most to an instant. */
  const advance = (until: () => boolean, end = Infinity) =>
    Effect.gen(function*() {
      yield* idle
      while (!until()) {
        const sleeper = next()
        if (sleeper === undefined || sleeper.at > end) {
          now = Number.isFinite(end) ? end : now
          return
        }
        now = Math.max(now, sleeper.at)
        sleepers.delete(sleeper)
        sleeper.wake()
        yield* idle
      }
    })

  /** Forks an effect with this clock. */
  const fork = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
    Effect.fork(effect).pipe(Effect.withClock(clock), Effect.withScheduler(eager))

  return {
    now: () => now,
    /** The number of pending sleeps, without interrupted ones. */
    sleeps: () => sleepers.size,
    fork,
    /** Advances the clock by a duration. */
    pass: (duration: Duration.DurationInput) =>
      Effect.suspend(() => advance(() => false, now + Duration.toMillis(duration))),
    /** Sets the time of day, as an operator does: the time that measures durations goes on. */
    setBy: (millis: number) =>
      Effect.sync(() => {
        offset += millis
      }),
    /** Lets time pass without ending a sleep. */
    jump: (millis: number) =>
      Effect.sync(() => {
        now += millis
      }),
    /** Runs an effect to its end in virtual time. */
    run: <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
      Effect.gen(function*() {
        const fiber = yield* fork(effect)
        yield* advance(() => fiber.unsafePoll() !== null)
        return yield* fiber.unsafePoll() ?? Effect.dieMessage("It waits for something other than time")
      })
  }
}

/** Schedules fibers in microtasks only, so that all of them run before the next macrotask. */
const eager = new Scheduler.MixedScheduler(Infinity)

const idle = Effect.async<void>((resume) => {
  setImmediate(() => resume(Effect.void))
})
