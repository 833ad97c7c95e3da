import { DateTime, Effect, Stream } from "effect"
import { Errors, Users } from "effect-clerk"

// Deletes the users who have not been active for two years, four at a time. A user who is gone meanwhile is fine; run it again after a failure.
export const deleteInactive = Effect.gen(function*() {
  const before = DateTime.subtract(yield* DateTime.now, { years: 2 })
  return yield* Users.stream({ lastActiveAtBefore: before }).pipe(
    Stream.mapEffect(
      ({ id }) => Users.delete({ userId: id }).pipe(Effect.as(1), Errors.catchStatus(404, () => Effect.succeed(0))),
      { concurrency: 4 }
    ),
    Stream.runFold(0, (deleted, one) => deleted + one)
  )
})
