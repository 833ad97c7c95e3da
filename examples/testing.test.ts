import { assert, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { ClerkErrors, Errors, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"

// The program under test: it sets the plan of the user with an e-mail address.
const upgrade = Effect.fn("upgrade")(function*(emailAddress: string) {
  const [user] = yield* Users.list({ emailAddress: [emailAddress], limit: 1 })
  if (user === undefined) {
    return "not found"
  }
  yield* Users.updateMetadata({ userId: user.id, publicMetadata: { plan: "pro" } })
  return "upgraded"
})

it.effect("upgrade merges the plan into the user's metadata", () =>
  Effect.gen(function*() {
    yield* ClerkTest.seed([{ id: "user_ada", emailAddress: ["ada@example.com"], publicMetadata: { theme: "dark" } }])

    assert.strictEqual(yield* upgrade("ada@example.com"), "upgraded")
    assert.strictEqual(yield* upgrade("bob@example.com"), "not found")

    const ada = yield* Users.get({ userId: "user_ada" })
    assert.deepStrictEqual(ada.publicMetadata, { theme: "dark", plan: "pro" })
  }).pipe(Effect.provide(ClerkTest.layer())))

// Or mock one method. A call of any other method dies with "not implemented".
const rateLimited = Layer.mock(Users, {
  list: () => new ClerkErrors({ status: 429 })
})

it.effect("upgrade fails with 429 while Clerk limits the requests", () =>
  upgrade("ada@example.com").pipe(
    Errors.catchStatus(429, () => Effect.succeed("later")),
    Effect.map((result) => assert.strictEqual(result, "later")),
    Effect.provide(rateLimited)
  ))
