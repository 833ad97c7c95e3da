import { assert, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { ClerkErrors, Errors, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"

// A program of yours: it upgrades whoever has an e-mail address, once.
const upgrade = Effect.fn("upgrade")(function*(emailAddress: string) {
  const [user] = yield* Users.list({ emailAddress: [emailAddress], limit: 1 })
  if (user === undefined) {
    return "nobody"
  }
  yield* Users.updateMetadata({ userId: user.id, publicMetadata: { plan: "pro" } })
  return "upgraded"
})

it.effect("upgrades a user", () =>
  Effect.gen(function*() {
    yield* ClerkTest.seed([{ id: "user_ada", emailAddress: ["ada@example.com"], publicMetadata: { theme: "dark" } }])

    assert.strictEqual(yield* upgrade("ada@example.com"), "upgraded")
    assert.strictEqual(yield* upgrade("bob@example.com"), "nobody")

    const ada = yield* Users.get({ userId: "user_ada" })
    assert.deepStrictEqual(ada.publicMetadata, { theme: "dark", plan: "pro" })
  }).pipe(Effect.provide(ClerkTest.layer())))

// One method, mocked: a call of any other one would tell that it is not implemented.
const overQuota = Layer.mock(Users, {
  list: () => new ClerkErrors({ status: 429 })
})

it.effect("says when Clerk is asked too often", () =>
  upgrade("ada@example.com").pipe(
    Errors.catchStatus(429, () => Effect.succeed("later")),
    Effect.map((answer) => assert.strictEqual(answer, "later")),
    Effect.provide(overQuota)
  ))
