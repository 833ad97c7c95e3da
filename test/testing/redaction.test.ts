import { assert, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { refusal } from "../users/behaviour.ts"

it.effect("a code stays what it is, whatever the password is that it is about", () =>
  Effect.gen(function*() {
    const [ada] = yield* ClerkTest.seed([{ username: "ada", password: Redacted.make("correct horse") }])
    for (const password of ["password", "code", "errors", "incorrect", "\"", "a", ","]) {
      assert.deepStrictEqual(
        yield* refusal(Users.verifyPassword({ userId: ada!.id, password: Redacted.make(password) })),
        [422, "incorrect_password"],
        password
      )
    }
  }).pipe(Effect.provide(ClerkTest.layer())))

it.effect("a sentence that ends as a password begins stays whole", () =>
  Effect.gen(function*() {
    const message = "That is not the password"
    yield* ClerkTest.fault({ status: 422, body: { errors: [{ code: "incorrect_password", message }] } })
    const error = yield* Effect.flip(
      Users.verifyPassword({ userId: "user_1", password: Redacted.make("password-of-mine") })
    )
    assert.include(error.message, message)
  }).pipe(Effect.provide(ClerkTest.layer())))
