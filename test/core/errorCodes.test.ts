/** Handlers of failures by Clerk's error codes. */
import { assert, describe, it } from "@effect/vitest"
import { Context, Effect } from "effect"
import type { KnownCode, KnownCodes, User } from "effect-clerk"
import { ClerkError, ClerkErrors, Errors, SDKError, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { expectTypeOf } from "vitest"

const failWith = (...codes: ReadonlyArray<string>): Effect.Effect<never, Errors.ClerkFailure> =>
  Effect.fail(
    new ClerkErrors({ status: 422, errors: codes.map((code) => new ClerkError({ code, message: "" })) })
  )

const handlers = {
  form_identifier_exists: () => Effect.succeed("taken"),
  form_password_pwned: (error: ClerkErrors) => Effect.succeed(error.status),
  a_new_code: () => Effect.succeed("new")
}

describe("Errors.catchCodes", () => {
  it.effect("runs the handler of the code, known or not", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* Errors.catchCodes(failWith("form_identifier_exists"), handlers), "taken")
      assert.strictEqual(yield* failWith("form_password_pwned").pipe(Errors.catchCodes(handlers)), 422)
      assert.strictEqual(yield* Errors.catchCodes(failWith("a_new_code"), handlers), "new")
    }))

  it.effect("runs the handler of the first error that has one", () =>
    Effect.gen(function*() {
      const error = failWith("form_param_missing", "a_new_code", "form_identifier_exists")
      assert.strictEqual(yield* Errors.catchCodes(error, handlers), "new")
    }))

  it.effect("leaves every other failure as it is", () =>
    Effect.gen(function*() {
      const offline = new SDKError({ reason: new Errors.InvalidRequest({ issues: [] }) })
      assert.strictEqual(yield* Effect.flip(Errors.catchCodes(Effect.fail(offline), handlers)), offline)
      assert.strictEqual(yield* Effect.flip(Errors.catchCodes(Effect.fail("other"), handlers)), "other")
      for (const code of ["resource_not_found", "", "constructor", "toString", "__proto__"]) {
        const error = yield* Effect.flip(Errors.catchCodes(failWith(code), handlers))
        assert.instanceOf(error, ClerkErrors)
      }
    }))

  it.effect("handles what Clerk refuses", () =>
    Effect.gen(function*() {
      yield* ClerkTest.seed([{ username: "ada" }])
      const result = yield* Users.create({ username: "ada" }).pipe(
        Errors.catchCodes({ form_identifier_exists: (error) => Effect.succeed(error.errors[0]?.path) })
      )
      assert.strictEqual(result, "username")
    }).pipe(Effect.provide(ClerkTest.layer())))

  it("has the values, errors and requirements of its handlers", () => {
    class Log extends Context.Tag("Log")<Log, string>() {}
    const call = Users.get({ userId: "user_1" })
    const handled = call.pipe(Errors.catchCodes({
      resource_not_found: () => Effect.succeed(null),
      clerk_key_invalid: (error) => Effect.zipRight(Log, Effect.fail(error.traceId))
    }))
    expectTypeOf(handled).toEqualTypeOf<
      Effect.Effect<User | null, Errors.ClerkFailure | string | null, Users | Log>
    >()
    expectTypeOf(Errors.catchCodes(call, { resource_not_found: () => Effect.succeed(0) })).toEqualTypeOf<
      Effect.Effect<User | number, Errors.ClerkFailure, Users>
    >()
    // @ts-expect-error: a handler returns an effect.
    const wrong = () => Errors.catchCodes(call, { resource_not_found: () => 1 })
    expectTypeOf(wrong).toBeFunction()
  })
})

describe("The known codes", () => {
  it("have their usual status in the type", () => {
    expectTypeOf<KnownCodes["form_identifier_exists"]>().toEqualTypeOf<422>()
    expectTypeOf<KnownCodes["too_many_requests"]>().toEqualTypeOf<429>()
    expectTypeOf<"resource_locked">().toExtend<KnownCode>()
  })
})
