/**
 * Timers by the clock of a fiber.
 */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as DefaultServices from "effect/DefaultServices"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Fiber from "effect/Fiber"
import * as FiberId from "effect/FiberId"
import { constVoid } from "effect/Function"
import * as Runtime from "effect/Runtime"

const systemClock = Context.get(DefaultServices.liveServices, Clock.Clock)

/** The longest delay of `setTimeout`, nearly 25 days. */
const maxDelayMillis = 2 ** 31 - 1

/** Starts a timer and returns a function that stops it. */
export type Start = (after: Duration.Duration, run: () => void) => () => void

/** With the system's clock a timer needs no fiber, which is most of its cost. */
export const by = (fiber: Fiber.RuntimeFiber<unknown, unknown>): Start => {
  const clock = Context.get(fiber.currentDefaultServices, Clock.Clock)
  return clock === systemClock ? bySystem : byClock(clock, fiber)
}

const bySystem: Start = (after, run) => {
  const millis = Duration.toMillis(after)
  if (millis > maxDelayMillis) {
    return constVoid
  }
  const timer = setTimeout(run, millis)
  return () => clearTimeout(timer)
}

const byClock = (clock: Clock.Clock, fiber: Fiber.RuntimeFiber<unknown, unknown>): Start => {
  const fork = Runtime.runFork(Runtime.make({
    context: fiber.currentContext,
    fiberRefs: fiber.getFiberRefs(),
    runtimeFlags: Runtime.defaultRuntimeFlags
  }))
  return (after, run) => {
    const sleeping = fork(Effect.map(Effect.suspend(() => clock.sleep(after)), run))
    return () => sleeping.unsafeInterruptAsFork(FiberId.none)
  }
}
