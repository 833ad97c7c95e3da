import { assert, describe, it } from "@effect/vitest"
import { Cause, DateTime, Effect, Exit, FastCheck, Layer, Redacted, Schema } from "effect"
import { AllowlistIdentifiers, ClerkErrors, InstanceSettings, Invitations, Sessions, User, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"

const withClerk = Effect.provide(ClerkTest.layer())

const messageOf = <A, E>(exit: Exit.Exit<A, E>) =>
  Exit.match(exit, { onFailure: Cause.pretty, onSuccess: () => "it succeeds" })

describe("ClerkTest.restore", () => {
  it.effect("restores users with their passwords, all other resources and the ids to come", () =>
    Effect.gen(function*() {
      yield* ClerkTest.seed([{ id: "user_ada", username: "ada", password: Redacted.make("analytical-engine") }])
      yield* Sessions.create({ userId: "user_ada" })
      const state = Effect.all([
        Users.list(),
        Invitations.list(),
        AllowlistIdentifiers.list(),
        Sessions.list({ userId: "user_ada" }),
        InstanceSettings.getOrganizationSettings(),
        Users.verifyPassword({ userId: "user_ada", password: Redacted.make("analytical-engine") })
      ])
      const change = Effect.gen(function*() {
        yield* Users.update({ userId: "user_ada", password: Redacted.make("difference-engine"), username: "lovelace" })
        yield* Invitations.create({ emailAddress: "a@example.com" })
        yield* AllowlistIdentifiers.create({ identifier: "b@example.com" })
        yield* InstanceSettings.updateOrganizationSettings({ maxAllowedMemberships: 7 })
        yield* Users.ban({ userId: "user_ada" })
        yield* Users.delete({ userId: "user_ada" })
        return yield* Users.create({ username: "grace" })
      })
      const before = yield* state
      const snapshot = yield* ClerkTest.snapshot
      const created = yield* change
      for (const step of [Effect.void, change, ClerkTest.reset]) {
        yield* step
        yield* ClerkTest.restore(snapshot)
        assert.deepStrictEqual(yield* state, before)
        assert.deepStrictEqual(yield* ClerkTest.snapshot, snapshot)
      }
      assert.deepStrictEqual(yield* change, created)
    }).pipe(withClerk))

  it.effect("dies for a snapshot of another in-memory Clerk", () =>
    Effect.gen(function*() {
      const other = yield* ClerkTest.snapshot.pipe(Effect.provide(Layer.fresh(ClerkTest.layer())))
      assert.include(messageOf(yield* Effect.exit(ClerkTest.restore(other))), "This is not a snapshot")
    }).pipe(withClerk))
})

describe("ClerkTest.makeUser", () => {
  it("makes the user that Clerk returns for a seed, the same one each time", () => {
    const seed = { id: "user_ada", emailAddress: ["ada@example.com"], firstName: "Ada", banned: true }
    const ada = ClerkTest.makeUser(seed)
    assert.deepStrictEqual(
      [ada.id, ada.primaryEmailAddress?.emailAddress, ada.fullName, ada.banned, DateTime.formatIso(ada.createdAt)],
      ["user_ada", "ada@example.com", "Ada", true, "2026-01-01T00:00:00.000Z"]
    )
    assert.deepStrictEqual(ClerkTest.makeUser(seed), ada)
    assert.instanceOf(ClerkTest.makeUser(), User)
  })

  it("makes a user with memberships", () => {
    assert.strictEqual(ClerkTest.makeUser({ organizationMemberships: [{ role: "org:admin" }] }).object, "user")
  })

  it("throws the reason when a seed breaks a rule", () => {
    assert.throws(() => ClerkTest.makeUser({ emailAddress: ["no address"] }), /form_param_format_invalid/)
  })
})

describe("ClerkTest.arbitraryUser", () => {
  const { arbitraryUser } = ClerkTest

  it("makes users that Clerk could return: they survive encoding, and their primary addresses are theirs", () => {
    const json = Schema.parseJson(User)
    FastCheck.assert(
      FastCheck.property(arbitraryUser, (user) => {
        assert.deepStrictEqual(Schema.decodeSync(json)(Schema.encodeSync(json)(user)), user)
        assert.strictEqual(user.primaryEmailAddress, user.emailAddresses[0] ?? null)
      }),
      { numRuns: 50 }
    )
  })
})

describe("Layer.mock", () => {
  it.effect("of one method makes every other die with its name", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* Users.get({ userId: "user_1" })).firstName, "Ada")
      assert.strictEqual((yield* Effect.flip(Users.delete({ userId: "user_1" }))).status, 404)
      assert.match(messageOf(yield* Effect.exit(Users.ban({ userId: "user_1" }))), /\bban\b/)
      assert.match(messageOf(yield* Effect.exit(Users.getMany(["user_1"]))), /\bgetMany\b/)
    }).pipe(Effect.provide(Layer.mock(Users, {
      get: () => Effect.succeed(ClerkTest.makeUser({ firstName: "Ada" })),
      delete: () => new ClerkErrors({ status: 404 })
    }))))
})
