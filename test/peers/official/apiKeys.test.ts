/** Clerk's official client against the in-memory API keys. */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { call, failure, server } from "../../support/official.ts"

it.layer(server())("Clerk's official client", (it) => {
  it.effect("creates, lists, gets, updates, verifies, revokes and deletes API keys", () =>
    Effect.gen(function*() {
      const subject = "user_000000000000000000000000009"
      const { id, secret = "" } = yield* call(({ apiKeys }) =>
        apiKeys.create({ name: "laptop", subject, scopes: ["read"], secondsUntilExpiration: 60 })
      )
      const { data, totalCount } = yield* call(({ apiKeys }) => apiKeys.list({ subject }))
      assert.deepStrictEqual([data.map(({ name }) => name), totalCount], [["laptop"], 1])
      const updated = yield* call(({ apiKeys }) => apiKeys.update({ apiKeyId: id, subject, description: "of Ada" }))
      assert.strictEqual(updated.description, "of Ada")
      assert.strictEqual((yield* call(({ apiKeys }) => apiKeys.get(id))).expiration, updated.expiration)
      assert.strictEqual((yield* call(({ apiKeys }) => apiKeys.getSecret(id))).secret, secret)
      assert.strictEqual((yield* call(({ apiKeys }) => apiKeys.verify(secret))).subject, subject)
      assert.strictEqual((yield* call(({ apiKeys }) => apiKeys.revoke({ apiKeyId: id }))).revoked, true)
      assert.strictEqual((yield* call(({ apiKeys }) => apiKeys.delete(id))).id, id)
      assert.deepStrictEqual(yield* failure(({ apiKeys }) => apiKeys.verify(secret)), {
        status: 404,
        code: "resource_not_found",
        paramName: undefined
      })
    }))
})
