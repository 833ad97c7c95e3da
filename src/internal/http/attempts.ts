/**
 * Retries: attempts until one succeeds, one fails for good, or the policy ends.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as ScheduleDecision from "effect/ScheduleDecision"
import * as Intervals from "effect/ScheduleIntervals"
import { type ClerkFailure, isRetryable } from "../../Errors.ts"
import type { Page } from "../../Operation.ts"
import { type Attempt, attempt } from "./attempt.ts"
import type { Call } from "./call.ts"

/**
 * Makes the attempts of a call, and fails with the last failure. It does not wait for an attempt that could begin only after the budget.
 * It steps the schedule itself, because `Retry-After` and the budget decide about the next attempt too.
 */
export const attempts = Effect.fnUntraced(function*(call: Call) {
  const { policy, telemetry } = call
  const deadline = telemetry.now() + Duration.toMillis(policy.budget)
  let state: unknown = policy.schedule.initial
  let previous: ClerkFailure | undefined
  for (let number = 1;; number++) {
    const current: Attempt = { number, previous, deadline }
    const result: Either.Either<Page<unknown>, ClerkFailure> = yield* Effect.either(attempt(call, current))
    telemetry.attemptEnded(result)
    if (Either.isRight(result)) {
      return result.right
    }
    const failure: ClerkFailure = result.left
    if (!isRetryable(failure)) {
      return yield* failure
    }
    const now = telemetry.now()
    const [next, , decision] = yield* policy.schedule.step(now, failure, state)
    if (ScheduleDecision.isDone(decision)) {
      return yield* failure
    }
    const retryAfter = Duration.toMillis(Duration.min(failure.retryAfter ?? Duration.zero, policy.maxRetryAfter))
    const delay = Math.max(0, Intervals.start(decision.intervals) - now, retryAfter)
    if (now + delay >= deadline) {
      return yield* failure
    }
    telemetry.retries(failure)
    const wait = Duration.format(Math.round(delay))
    yield* Effect.withParentSpan(
      Effect.logDebug(`Retry in ${wait} after attempt ${number}: ${failure.message}`),
      telemetry.span
    )
    yield* Effect.sleep(delay)
    state = next
    previous = failure
  }
})
