/**
 * Attempts until one succeeds, one fails for good, or the policy has had enough.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as ScheduleDecision from "effect/ScheduleDecision"
import * as Intervals from "effect/ScheduleIntervals"
import { type ClerkFailure, isRetryable } from "../../Errors.ts"
import type { Policy } from "../../Retry.ts"
import type { Journal } from "./telemetry.ts"

export interface Attempt {
  /** 1 for the first. */
  readonly number: number
  /** Why there is another attempt after the first. */
  readonly before: ClerkFailure | undefined
  /** When the budget ends. */
  readonly deadline: number
}

/** Makes the attempts; it fails with the last failure, without waiting for an attempt that would come too late. */
export const attempts = Effect.fnUntraced(function*<A, R>(
  policy: Policy,
  journal: Journal,
  attempt: (attempt: Attempt) => Effect.Effect<A, ClerkFailure, R>
) {
  const deadline = journal.now() + Duration.toMillis(policy.budget)
  let state: unknown = policy.schedule.initial
  let before: ClerkFailure | undefined = undefined
  for (let number = 1;; number++) {
    const result: Either.Either<A, ClerkFailure> = yield* Effect.either(attempt({ number, before, deadline }))
    journal.attempted(result)
    if (Either.isRight(result)) {
      return result.right
    }
    const failure: ClerkFailure = result.left
    if (!isRetryable(failure)) {
      return yield* failure
    }
    const now = journal.now()
    const [next, , decision] = yield* policy.schedule.step(now, failure, state)
    if (ScheduleDecision.isDone(decision)) {
      return yield* failure
    }
    const asked = Duration.toMillis(Duration.min(failure.retryAfter ?? Duration.zero, policy.maxRetryAfter))
    const delay = Math.max(0, Intervals.start(decision.intervals) - now, asked)
    if (now + delay >= deadline) {
      return yield* failure
    }
    journal.repeats(failure)
    yield* Effect.sleep(delay)
    state = next
    before = failure
  }
})
