/**
 * The time that the in-memory Clerk stores.
 */
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"

/** The time in whole milliseconds, as Clerk sends it. A `TestClock` can stand at a fraction of one, after a random delay for example. */
export const now: Effect.Effect<DateTime.Utc> = Effect.map(
  Clock.currentTimeMillis,
  (millis) => DateTime.unsafeMake(Math.floor(millis))
)
