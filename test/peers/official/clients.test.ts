/** Clerk's official client against the in-memory clients. */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { call, failure, server } from "../../support/official.ts"

it.layer(server({ users: [{ id: "user_ada" }] }))("Clerk's official client", (it) => {
  it.effect("lists, gets and verifies clients", () =>
    Effect.gen(function*() {
      const { clientId, id } = yield* call(({ sessions }) => sessions.createSession({ userId: "user_ada" }))
      const { data, totalCount } = yield* call(({ clients }) => clients.getClientList())
      assert.strictEqual(totalCount, 1)
      assert.deepStrictEqual(data[0]?.sessionIds, [id])
      assert.strictEqual((yield* call(({ clients }) => clients.getClient(clientId))).sessions[0]?.userId, "user_ada")
      const { jwt } = yield* call(({ sessions }) => sessions.getToken(id))
      assert.strictEqual((yield* call(({ clients }) => clients.verifyClient(jwt))).id, clientId)
      assert.deepStrictEqual(yield* failure(({ clients }) => clients.verifyClient("a.b.c")), {
        status: 400,
        code: "invalid_session_token",
        paramName: undefined
      })
    }))
})
