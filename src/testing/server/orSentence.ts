/**
 * Failures of the control, which dies with a sentence.
 */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"

/** Fails with the sentence that an effect dies with by `Effect.dieMessage`. */
export const orSentence = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E | string, R> =>
  Effect.catchAllDefect(
    effect,
    (defect) => defect instanceof Cause.RuntimeException ? Effect.fail(defect.message) : Effect.die(defect)
  )
