/**
 * The time to measure durations with. Unlike the time of day, it never steps when the system's clock is set.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"

/** In whole milliseconds. */
export const unsafeNow = (clock: Clock.Clock): number => Math.floor(Number(clock.unsafeCurrentTimeNanos()) / 1e6)

export const now: Effect.Effect<number> = Clock.clockWith((clock) => Effect.sync(() => unsafeNow(clock)))
