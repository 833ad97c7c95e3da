/**
 * Interrupts an effect at one of its operations: its fiber yields there, and is interrupted before it continues.
 */
import { Effect, Fiber, FiberId, Scheduler } from "effect"

export const interruptedAt = Effect.fnUntraced(function*<A, E, R>(effect: Effect.Effect<A, E, R>, operation: number) {
  const fiber = yield* Effect.fork(Effect.withScheduler(effect, yieldingAt(operation)))
  yield* Effect.yieldNow()
  yield* Fiber.interruptAsFork(fiber, FiberId.none)
  return fiber
})

/** A scheduler that makes a fiber yield once. */
const yieldingAt = (operation: number): Scheduler.Scheduler => {
  let operations = 0
  return {
    shouldYield: () => ++operations === operation ? 2048 : false,
    scheduleTask: (task, priority) => Scheduler.defaultScheduler.scheduleTask(task, priority)
  }
}
