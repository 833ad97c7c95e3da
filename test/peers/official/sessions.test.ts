/** Clerk's official client against the in-memory sessions. */
import { verifyToken } from "@clerk/backend"
import { assert, it } from "@effect/vitest"
import { Effect, TestClock } from "effect"
import { ClerkTest } from "effect-clerk/testing"
import { call, failure, server } from "../../support/official.ts"

it.layer(server({ users: [{ id: "user_ada" }] }))("Clerk's official client", (it) => {
  it.effect("creates, lists, gets and revokes sessions", () =>
    Effect.gen(function*() {
      const created = yield* call(({ sessions }) => sessions.createSession({ userId: "user_ada" }))
      const { data, totalCount } = yield* call(({ sessions }) => sessions.getSessionList({ userId: "user_ada" }))
      assert.strictEqual(totalCount, 1)
      assert.strictEqual(data[0]?.id, created.id)
      const found = yield* call(({ sessions }) => sessions.getSession(created.id))
      assert.strictEqual(found.clientId, created.clientId)
      assert.strictEqual(found.expireAt - found.createdAt, 7 * 24 * 60 * 60 * 1000)
      const revoked = yield* call(({ sessions }) => sessions.revokeSession(created.id))
      assert.strictEqual(revoked.status, "revoked")
      assert.deepStrictEqual(yield* failure(({ sessions }) => sessions.getSession("sess_none")), {
        status: 404,
        code: "resource_not_found",
        paramName: undefined
      })
    }))

  it.effect("verifies the tokens of a session, and refreshes an expired one", () =>
    Effect.gen(function*() {
      // `verifyToken` has no clock of its own.
      yield* TestClock.setTime(Date.now())
      const { id } = yield* call(({ sessions }) => sessions.createSession({ userId: "user_ada" }))
      const jwtKey = yield* ClerkTest.publicKeyPem
      const { jwt } = yield* call(({ sessions }) => sessions.getToken(id, undefined, 60))
      assert.strictEqual((yield* Effect.promise(() => verifyToken(jwt, { jwtKey }))).sid, id)
      yield* call(({ jwtTemplates }) => jwtTemplates.create({ name: "hasura", claims: {} }))
      yield* call(({ sessions }) => sessions.getToken(id, "hasura"))
      const params = {
        expired_token: yield* ClerkTest.sessionToken({
          userId: "user_ada",
          sessionId: id,
          authorizedParty: "https://app.example.com"
        }),
        refresh_token: yield* ClerkTest.refreshToken(id),
        request_origin: "https://app.example.com"
      }
      const refreshed = yield* call(({ sessions }) => sessions.refreshSession(id, { ...params, format: "token" }))
      assert.strictEqual((yield* Effect.promise(() => verifyToken(refreshed.jwt, { jwtKey }))).sid, id)
    }))
})
