/**
 * A store that calls can do without: while it does not answer it is left alone, with one warning.
 */
import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Option from "effect/Option"

/** Asks a store, or does without it. */
export type WithoutStore = <A>(ask: Effect.Effect<A, unknown>, instead: Effect.Effect<A>) => Effect.Effect<A>

/** How long a store may take for an answer, and how long it is left alone when there was none, in milliseconds. */
const patience = 1000
const pause = 5000

/** The warning goes before the reason. */
export const make = (warning: string): WithoutStore => {
  let isDown = false
  let asksAt = 0

  const failed = (error: unknown): Effect.Effect<void> => {
    const told = isDown
    isDown = true
    return told
      ? Effect.void
      : Effect.logWarning(`${warning}: ${error instanceof Error ? error.message : String(error)}`)
  }

  return (ask, instead) =>
    Effect.flatMap(Clock.currentTimeMillis, (now) => {
      if (isDown && now < asksAt) {
        return instead
      }
      // While it is down, one call at a time finds out whether it still is.
      asksAt = now + pause
      return inTime(ask).pipe(
        Effect.matchCauseEffect({
          onFailure: (cause) => Effect.zipRight(failed(Cause.squash(cause)), instead),
          onSuccess: (answer) => {
            isDown = false
            return Effect.succeed(answer)
          }
        })
      )
    })
}

/**
 * In a fiber of its own: at the end of a call, which cannot be interrupted, the store is interrupted when its time is over all
 * the same, and not because the call is.
 */
const inTime = <A>(ask: Effect.Effect<A, unknown>) =>
  Effect.uninterruptibleMask((restore) =>
    ask.pipe(
      Effect.timeoutFail({ duration: patience, onTimeout: () => new Error("no answer in time") }),
      Effect.withUnhandledErrorLogLevel(Option.none()),
      Effect.interruptible,
      Effect.forkDaemon,
      Effect.flatMap((fiber) => Effect.onInterrupt(restore(Fiber.join(fiber)), () => Fiber.interruptFork(fiber)))
    )
  )
