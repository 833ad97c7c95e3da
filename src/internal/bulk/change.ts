/**
 * Changes one user until the outcome is known. A change that was lost is made again: changes have to be idempotent.
 */
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { Changed, type ChangeOutcome, Unknown } from "../../BulkOutcome.ts"
import { type ClerkFailure, isTransient } from "../../Errors.ts"
import type { User } from "../../Schema/User.ts"
import { delay, type Place, refusal, stopsAll } from "./send.ts"

export const change = Effect.fnUntraced(function*<R>(
  place: Place,
  user: User,
  make: (user: User) => Effect.Effect<unknown, ClerkFailure, R>,
  isInterrupted: boolean,
  attempts: number
): Effect.fn.Return<ChangeOutcome, ClerkFailure, R> {
  let isLost = isInterrupted
  for (let attempt = 1;; attempt++) {
    const result = yield* Effect.either(make(user))
    if (Either.isRight(result)) {
      return new Changed({ ...place, userId: user.id })
    }
    const error = result.left
    if (stopsAll(error)) {
      return yield* error
    }
    if (!isTransient(error) && !error.outcomeUnknown) {
      // The lost change may have deleted the user.
      return isLost && error.status === 404
        ? new Changed({ ...place, userId: user.id, knownBy: "lookup" })
        : refusal(place, error)
    }
    isLost ||= error.outcomeUnknown
    if (attempt >= attempts) {
      return new Unknown({ ...place, error })
    }
    yield* Effect.sleep(yield* delay(attempt, error))
  }
})
