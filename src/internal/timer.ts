/**
 * What is done when a time is over.
 */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as DefaultServices from "effect/DefaultServices"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Fiber from "effect/Fiber"
import * as FiberId from "effect/FiberId"
import { constVoid } from "effect/Function"

const systemClock = Context.get(DefaultServices.liveServices, Clock.Clock)

/** The longest time that `setTimeout` knows: nearly 25 days. */
const longest = 2 ** 31 - 1

/** Starts a timer by a clock, and answers how it is stopped. The system's clock needs no fiber, which is most of what a timer costs. */
export const start = (
  clock: Clock.Clock,
  after: Duration.Duration,
  run: () => void,
  fork: (effect: Effect.Effect<void>) => Fiber.RuntimeFiber<void>
): () => void => {
  if (clock !== systemClock) {
    const sleeping = fork(Effect.map(Effect.suspend(() => clock.sleep(after)), run))
    return () => sleeping.unsafeInterruptAsFork(FiberId.none)
  }
  const millis = Duration.toMillis(after)
  if (millis > longest) {
    return constVoid
  }
  const timer = setTimeout(run, millis)
  return () => clearTimeout(timer)
}
