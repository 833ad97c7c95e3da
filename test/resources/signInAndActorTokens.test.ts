/** Sign-in tokens and actor tokens. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted, TestClock } from "effect"
import { actorTokenOperations, ActorTokens, signInTokenOperations, SignInTokens, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { callsEveryOperation } from "../support/conformance/everyOperation.ts"
import { codesOf, failure, plain } from "../support/wire.ts"
import { testOperations } from "../support/wireCases.ts"

const api = "https://api.clerk.com/v1"

const signInToken = {
  object: "sign_in_token",
  id: "sit_1",
  status: "pending",
  user_id: "user_1",
  token: "secret ticket",
  url: "https://clerk.example.com/v1/tickets/accept?ticket=secret",
  created_at: 1735689600000,
  updated_at: 1735689600000
}
const signInTokenRead = {
  object: "sign_in_token",
  id: "sit_1",
  status: "pending",
  userId: "user_1",
  token: "<secret ticket>",
  url: "<https://clerk.example.com/v1/tickets/accept?ticket=secret>",
  createdAt: "2025-01-01T00:00:00.000Z",
  updatedAt: "2025-01-01T00:00:00.000Z"
}

testOperations<typeof signInTokenOperations>("signInTokens", {
  create: {
    call: SignInTokens.create({ userId: "user_1", orgId: "org_1", expiresInSeconds: 600 }),
    sends: ["POST", `${api}/sign_in_tokens`, `{"user_id":"user_1","org_id":"org_1","expires_in_seconds":600}`],
    answered: signInToken,
    reads: signInTokenRead,
    refused: [404, "resource_not_found"]
  },
  revoke: {
    call: SignInTokens.revoke({ signInTokenId: "sit_1" }),
    sends: ["POST", `${api}/sign_in_tokens/sit_1/revoke`],
    answered: { ...signInToken, status: "revoked", token: undefined, url: undefined },
    reads: { ...signInTokenRead, status: "revoked", token: null, url: null },
    refused: [400, "sign_in_token_cannot_be_revoked_code"]
  }
})

const actor = { sub: "user_admin", reason: "ticketNumber 1", nested: { keepCase: true } }
const actorToken = { ...signInToken, object: "actor_token", id: "act_1", actor }
const actorTokenRead = { ...signInTokenRead, object: "actor_token", id: "act_1", actor }

testOperations<typeof actorTokenOperations>("actorTokens", {
  create: {
    call: ActorTokens.create({
      userId: "user_1",
      actor,
      expiresInSeconds: 60,
      sessionMaxDurationInSeconds: 120
    }),
    sends: [
      "POST",
      `${api}/actor_tokens`,
      `{"user_id":"user_1","actor":{"sub":"user_admin","reason":"ticketNumber 1","nested":{"keepCase":true}},"expires_in_seconds":60,"session_max_duration_in_seconds":120}`
    ],
    answered: actorToken,
    reads: actorTokenRead,
    refused: [402, "unsupported_subscription_plan_features"]
  },
  revoke: {
    call: ActorTokens.revoke({ actorTokenId: "act_1" }),
    sends: ["POST", `${api}/actor_tokens/act_1/revoke`],
    answered: { ...actorToken, status: "revoked", token: undefined, url: undefined },
    reads: { ...actorTokenRead, status: "revoked", token: null, url: null },
    refused: [400, "actor_token_cannot_be_revoked_code"]
  }
})

const userId = "user_ada"
const ada = ClerkTest.layer({
  users: [{ id: userId, username: "ada", organizationMemberships: [{ organization: { id: "org_1" } }] }]
})

const revokeSignIn = (signInTokenId: string) => SignInTokens.revoke({ signInTokenId })
const revokeActor = (actorTokenId: string) => ActorTokens.revoke({ actorTokenId })

describe("The in-memory Clerk", () => {
  it.effect("revokes a token once, and returns its secret only when it is created", () =>
    Effect.gen(function*() {
      const signIn = yield* SignInTokens.create({ userId, orgId: "org_1" })
      assert.include(Redacted.value(signIn.url!), Redacted.value(signIn.token))
      assert.notInclude(JSON.stringify(signIn), Redacted.value(signIn.token))
      const revoked = yield* revokeSignIn(signIn.id)
      assert.deepStrictEqual([revoked.status, revoked.token, revoked.url], ["revoked", null, null])
      assert.deepStrictEqual(yield* codesOf(revokeSignIn(signIn.id)), [400, "sign_in_token_cannot_be_revoked_code"])

      const acting = yield* ActorTokens.create({ userId, actor: { sub: "user_admin", why: "support" } })
      assert.deepStrictEqual(plain(acting.actor), { sub: "user_admin", why: "support" })
      assert.deepStrictEqual(plain((yield* revokeActor(acting.id)).actor), { sub: "user_admin", why: "support" })
      assert.deepStrictEqual(yield* codesOf(revokeActor(acting.id)), [400, "actor_token_cannot_be_revoked_code"])
    }).pipe(Effect.provide(ada)))

  it.effect("revokes no token that has expired: after 30 days, an hour, or as asked for", () =>
    Effect.gen(function*() {
      const month = yield* SignInTokens.create({ userId })
      const hour = yield* ActorTokens.create({ userId, actor: { sub: "user_admin" } })
      const minute = yield* SignInTokens.create({ userId, expiresInSeconds: 60 })
      yield* TestClock.adjust("59 seconds")
      const other = yield* SignInTokens.create({ userId, expiresInSeconds: 60 })
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(yield* codesOf(revokeSignIn(minute.id)), [400, "sign_in_token_cannot_be_revoked_code"])
      assert.strictEqual((yield* revokeSignIn(other.id)).status, "revoked")
      yield* TestClock.adjust("1 hour")
      assert.deepStrictEqual(yield* codesOf(revokeActor(hour.id)), [400, "actor_token_cannot_be_revoked_code"])
      assert.strictEqual((yield* revokeSignIn(month.id)).status, "revoked")
    }).pipe(Effect.provide(ada)))

  it.effect("refuses a token of no user, and of an organization without the user", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* codesOf(SignInTokens.create({ userId: "user_none" })), [404, "resource_not_found"])
      assert.deepStrictEqual(yield* codesOf(SignInTokens.create({ userId, orgId: "org_2" })), [
        422,
        "form_resource_not_found"
      ])
      assert.deepStrictEqual(yield* codesOf(ActorTokens.create({ userId: "user_none", actor: { sub: "user_1" } })), [
        422,
        "form_resource_not_found"
      ])
      assert.deepStrictEqual(yield* codesOf(revokeActor("act_none")), [404, "resource_not_found"])
    }).pipe(Effect.provide(ada)))

  it.effect("ends the tokens of a user with the user", () =>
    Effect.gen(function*() {
      const { id } = yield* SignInTokens.create({ userId })
      yield* Users.delete({ userId })
      assert.deepStrictEqual(yield* codesOf(revokeSignIn(id)), [404, "resource_not_found"])
    }).pipe(Effect.provide(ada)))

  it.effect("sends what Clerk's OpenAPI file allows, for every operation", () =>
    Effect.gen(function*() {
      yield* callsEveryOperation(
        "signInTokens",
        signInTokenOperations,
        Effect.gen(function*() {
          yield* revokeSignIn((yield* SignInTokens.create({ userId, orgId: null, expiresInSeconds: null })).id)
        })
      )
      yield* ClerkTest.reset
      yield* callsEveryOperation(
        "actorTokens",
        actorTokenOperations,
        Effect.gen(function*() {
          yield* revokeActor((yield* ActorTokens.create({ userId, actor: { sub: "user_admin" } })).id)
        })
      )
    }).pipe(Effect.provide(ada)))
})

describe("A token", () => {
  it.effect("without the id of the actor, or with a lifetime of no whole seconds, is refused before it is sent", () =>
    Effect.gen(function*() {
      const noActor = yield* failure(ActorTokens.create({ userId, actor: { sub: "" } }))
      assert.deepStrictEqual(plain(noActor), {
        _tag: "InvalidRequest",
        issues: [{ path: "actor", message: "Expected the id of the actor as sub" }]
      })
      const noTime = yield* failure(SignInTokens.create({ userId, expiresInSeconds: 0 }))
      assert.deepStrictEqual(noTime._tag === "InvalidRequest" && noTime.issues.map(({ path }) => path), [
        "expiresInSeconds"
      ])
      assert.deepStrictEqual(yield* ClerkTest.requests, [])
    }).pipe(Effect.provide(ada)))
})
