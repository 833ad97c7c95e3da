import { Effect, HashMap, Option, Stream } from "effect"
import { Errors, Users } from "effect-clerk"

// All banned users, in pages of 500. The next page is fetched while this one is processed.
export const banned = Users.stream({ banned: true }).pipe(
  Stream.mapEffect((user) => Effect.log(user.id), { concurrency: 4 }),
  Stream.runDrain
)

// 1,000 gets are 10 requests. A missing user fails only its own get, with Clerk's 404.
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

// The same, without an error for missing users.
export const emails = (ids: ReadonlyArray<string>) =>
  Users.getMany(ids).pipe(
    Effect.map(HashMap.map((user) => user.primaryEmailAddress?.emailAddress ?? null))
  )

// One request each.
export const isKnown = (emailAddress: string) => Effect.map(Users.findByEmailAddress(emailAddress), Option.isSome)
