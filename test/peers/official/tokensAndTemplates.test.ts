/** Clerk's official client against the tokens, the keys and the JWT templates of the in-memory Clerk. */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { call, failure, server } from "../../support/official.ts"

const userId = "user_ada"

it.layer(server({ users: [{ id: userId, username: "ada" }] }))("Clerk's official client", (it) => {
  it.effect("creates and revokes sign-in tokens", () =>
    Effect.gen(function*() {
      const { id, status, token } = yield* call(({ signInTokens }) =>
        signInTokens.createSignInToken({ userId, expiresInSeconds: 60 })
      )
      assert.deepStrictEqual([status, token.length > 0], ["pending", true])
      assert.strictEqual((yield* call(({ signInTokens }) => signInTokens.revokeSignInToken(id))).status, "revoked")
      assert.deepStrictEqual(yield* failure(({ signInTokens }) => signInTokens.revokeSignInToken(id)), {
        status: 400,
        code: "sign_in_token_cannot_be_revoked_code",
        paramName: undefined
      })
    }))

  it.effect("creates and revokes actor tokens", () =>
    Effect.gen(function*() {
      const { actor, id } = yield* call(({ actorTokens }) =>
        actorTokens.create({ userId, actor: { sub: "user_admin" }, expiresInSeconds: 60 })
      )
      assert.deepStrictEqual(actor, { sub: "user_admin" })
      assert.strictEqual((yield* call(({ actorTokens }) => actorTokens.revoke(id))).status, "revoked")
      assert.deepStrictEqual(yield* failure(({ actorTokens }) => actorTokens.revoke("act_none")), {
        status: 404,
        code: "resource_not_found",
        paramName: undefined
      })
    }))

  it.effect("creates testing tokens, and gets the public keys", () =>
    Effect.gen(function*() {
      const token = yield* call(({ testingTokens }) => testingTokens.createTestingToken())
      // It returns this object as Clerk sends it, without the `expiresAt` of its type.
      assert.propertyVal(token, "expires_at", Number(token.token.split("-")[0]) + 3600)
      const { keys } = yield* call(({ jwks }) => jwks.getJwks())
      assert.deepStrictEqual(keys?.map(({ kid, kty }) => [kid, kty]), [["ins_in_memory", "RSA"]])
    }))

  it.effect("lists, creates, gets, updates and deletes JWT templates", () =>
    Effect.gen(function*() {
      const { id, ...created } = yield* call(({ jwtTemplates }) =>
        jwtTemplates.create({ name: "one", claims: { role: "reader" } })
      )
      assert.deepStrictEqual(created.claims, { role: "reader" })
      const { data, totalCount } = yield* call(({ jwtTemplates }) => jwtTemplates.list({ limit: 5 }))
      assert.deepStrictEqual([data.map(({ name }) => name), totalCount], [["one"], 1])
      yield* call(({ jwtTemplates }) =>
        jwtTemplates.update({ templateId: id, name: "one", claims: { role: "writer" }, lifetime: 90 })
      )
      const { claims, lifetime } = yield* call(({ jwtTemplates }) => jwtTemplates.get(id))
      assert.deepStrictEqual([claims, lifetime], [{ role: "writer" }, 90])
      assert.strictEqual((yield* call(({ jwtTemplates }) => jwtTemplates.delete(id))).id, id)
      assert.deepStrictEqual(yield* failure(({ jwtTemplates }) => jwtTemplates.get(id)), {
        status: 404,
        code: "resource_not_found",
        paramName: undefined
      })
    }))
})
