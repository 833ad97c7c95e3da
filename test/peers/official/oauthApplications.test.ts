/** Clerk's official client against the in-memory OAuth applications. */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { ClerkTest } from "effect-clerk/testing"
import { call, failure, server } from "../../support/official.ts"

it.layer(server())("Clerk's official client", (it) => {
  it.effect("creates, lists, gets, updates and deletes OAuth applications, and rotates their secrets", () =>
    Effect.gen(function*() {
      const created = yield* call(({ oauthApplications }) =>
        oauthApplications.create({ name: "Calendar", redirectUris: ["https://calendar.example/callback"] })
      )
      assert.isString(created.clientSecret)
      const { data, totalCount } = yield* call(({ oauthApplications }) =>
        oauthApplications.list({ nameQuery: "cal", orderBy: "-created_at" })
      )
      assert.deepStrictEqual([data.map(({ id }) => id), totalCount], [[created.id], 1])
      const updated = yield* call(({ oauthApplications }) =>
        oauthApplications.update({ oauthApplicationId: created.id, name: "Calendar 2", public: true })
      )
      assert.deepStrictEqual([updated.name, updated.isPublic], ["Calendar 2", true])
      assert.strictEqual((yield* call(({ oauthApplications }) => oauthApplications.get(created.id))).name, "Calendar 2")
      const rotated = yield* call(({ oauthApplications }) => oauthApplications.rotateSecret(created.id))
      assert.isUndefined(rotated.clientSecret)
      assert.strictEqual((yield* call(({ oauthApplications }) => oauthApplications.delete(created.id))).id, created.id)
      assert.deepStrictEqual(yield* failure(({ oauthApplications }) => oauthApplications.get(created.id)), {
        status: 404,
        code: "resource_not_found",
        paramName: undefined
      })
    }))

  it.effect("verifies an access token of an OAuth application, and revokes it", () =>
    Effect.gen(function*() {
      const { clientId, id } = yield* call(({ oauthApplications }) => oauthApplications.create({ name: "Calendar" }))
      const token = yield* ClerkTest.machineToken({ type: "oauth", clientId, scopes: ["profile"] })
      const verified = yield* call(({ idPOAuthAccessToken }) => idPOAuthAccessToken.verify(token))
      assert.deepStrictEqual([verified.clientId, verified.scopes, verified.revoked], [clientId, ["profile"], false])
      assert.strictEqual(verified.expiration, verified.createdAt + 3600)
      yield* call(({ oauthApplications }) => oauthApplications.revokeToken({ oauthApplicationId: id, token }))
      assert.isTrue((yield* call(({ idPOAuthAccessToken }) => idPOAuthAccessToken.verify(token))).revoked)
    }))
})
