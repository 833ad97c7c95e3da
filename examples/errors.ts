import { Effect, Redacted } from "effect"
import { Errors, Users } from "effect-clerk"

// By status, with either error body. All other failures stay in the type.
export const find = (userId: string) =>
  Users.get({ userId }).pipe(
    Errors.catchStatus(404, () => Effect.succeed(null))
  )

// By Clerk's error code. Known codes autocomplete; any other string is allowed.
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
      ClerkErrors: (error) => Effect.succeed(`Clerk refused: ${error.errors.map(({ code }) => code).join(", ")}`),
      SDKError: (error) => Effect.succeed(error.outcomeUnknown ? "the user may be banned" : error.message)
    })
  )

// By the reason of an SDKError, here for a form: the input is invalid, and nothing was sent.
export const register = (emailAddress: string) =>
  Users.create({ emailAddress: [emailAddress] }).pipe(
    Effect.as("registered"),
    Errors.catchReason("InvalidRequest", ({ reason }) =>
      Effect.succeed(reason.issues.map(({ message, path }) => `${path}: ${message}`).join("\n")))
  )
