import { Effect, HashMap, Option, Stream } from "effect"
import { Errors, Users } from "effect-clerk"

// Every user, in pages of 500: the next page comes while this one is worked on.
export const banned = Users.stream({ banned: true }).pipe(
  Stream.mapEffect((user) => Effect.log(user.id), { concurrency: 4 }),
  Stream.runDrain
)

// A thousand gets are ten requests. Who is not found fails alone, with Clerk's own error.
export const names = (ids: ReadonlyArray<string>) =>
  Effect.forEach(
    ids,
    (userId) =>
      Users.get({ userId }).pipe(
        Effect.map((user) => user.fullName),
        Errors.catchStatus(404, () => Effect.succeed(null))
      ),
    { batching: true, concurrency: "unbounded" }
  )

// The same where it is enough to know who was found.
export const emails = (ids: ReadonlyArray<string>) =>
  Users.getMany(ids).pipe(
    Effect.map(HashMap.map((user) => user.primaryEmailAddress?.emailAddress ?? null))
  )

// One request each.
export const isKnown = (emailAddress: string) => Effect.map(Users.findByEmailAddress(emailAddress), Option.isSome)
