import { assert, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { errorResponseOf } from "../users/behaviour.ts"

it.effect("verifyPassword returns the error code unchanged when the password occurs in it", () =>
  Effect.gen(function*() {
    const [ada] = yield* ClerkTest.seed([{ username: "ada", password: Redacted.make("correct horse") }])
    for (const password of ["password", "code", "errors", "incorrect", "\"", "a", ","]) {
      assert.deepStrictEqual(
        yield* errorResponseOf(Users.verifyPassword({ userId: ada!.id, password: Redacted.make(password) })),
        [422, "incorrect_password"],
        password
      )
    }
  }).pipe(Effect.provide(ClerkTest.layer())))

it.effect("verifyPassword returns the error message unchanged when it ends with the start of the password", () =>
  Effect.gen(function*() {
    const message = "That is not the password"
    yield* ClerkTest.fault({ status: 422, body: { errors: [{ code: "incorrect_password", message }] } })
    const error = yield* Effect.flip(
      Users.verifyPassword({ userId: "user_1", password: Redacted.make("password-of-mine") })
    )
    assert.include(error.message, message)
  }).pipe(Effect.provide(ClerkTest.layer())))
