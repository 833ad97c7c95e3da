/**
 * A circuit breaker for a store that calls can do without.
 */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Option from "effect/Option"
import * as Time from "./time.ts"

/** Runs a command of a store, or the fallback while the store fails. */
export type CircuitBreaker = <A>(command: Effect.Effect<A, unknown>, fallback: Effect.Effect<A>) => Effect.Effect<A>

const timeoutMillis = 1000

/** How long the store is not asked after a failure. */
const openMillis = 5000

/** Logs the warning, followed by the reason, once per outage. */
export const make = (warning: string): CircuitBreaker => {
  let isOpen = false
  let nextTryAt = 0

  const open = (error: unknown): Effect.Effect<void> => {
    const wasOpen = isOpen
    isOpen = true
    return wasOpen
      ? Effect.void
      : Effect.logWarning(`${warning}: ${error instanceof Error ? error.message : String(error)}`)
  }

  return (command, fallback) =>
    Effect.flatMap(Time.now, (now) => {
      if (isOpen && now < nextTryAt) {
        return fallback
      }
      // While the breaker is open, one call at a time tries the store again.
      nextTryAt = now + openMillis
      return withTimeout(command).pipe(
        Effect.matchCauseEffect({
          onFailure: (cause) => Effect.zipRight(open(Cause.squash(cause)), fallback),
          onSuccess: (result) => {
            isOpen = false
            return Effect.succeed(result)
          }
        })
      )
    })
}

/**
 * Runs the command in its own fiber: even where the caller cannot be interrupted, as in a finalizer, the command is interrupted at the
 * timeout.
 */
const withTimeout = <A>(command: Effect.Effect<A, unknown>) =>
  Effect.uninterruptibleMask((restore) =>
    command.pipe(
      Effect.timeoutFail({ duration: timeoutMillis, onTimeout: () => new Error("no response in time") }),
      Effect.withUnhandledErrorLogLevel(Option.none()),
      Effect.interruptible,
      Effect.forkDaemon,
      Effect.flatMap((fiber) => Effect.onInterrupt(restore(Fiber.join(fiber)), () => Fiber.interruptFork(fiber)))
    )
  )
