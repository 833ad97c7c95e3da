import { Effect, Redacted } from "effect"
import { Errors, Users } from "effect-clerk"

// By status, whoever answered: the other failures stay in the type.
export const find = (userId: string) =>
  Users.get({ userId }).pipe(
    Errors.catchStatus(404, () => Effect.succeed(null))
  )

// By Clerk's own code: the known ones autocomplete, any other is allowed.
export const signIn = (userId: string, password: Redacted.Redacted) =>
  Users.verifyPassword({ userId, password }).pipe(
    Effect.map(({ verified }) => verified),
    Errors.catchCode("incorrect_password", () => Effect.succeed(false))
  )

// By tag.
export const explain = (userId: string) =>
  Users.ban({ userId }).pipe(
    Effect.map(() => "banned"),
    Effect.catchTags({
      ClerkErrors: (error) => Effect.succeed(`Clerk says no: ${error.errors.map(({ code }) => code).join(", ")}`),
      SDKError: (error) => Effect.succeed(error.outcomeUnknown ? "nobody knows" : error.message)
    })
  )
