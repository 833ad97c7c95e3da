/** The clients of an instance. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted, Stream, TestClock } from "effect"
import { clientOperations, Clients, Sessions } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { callsEveryOperation } from "../support/conformance/everyOperation.ts"
import { refusal } from "../support/wire.ts"
import { testOperations } from "../support/wireCases.ts"

const api = "https://api.clerk.com/v1"

const client = {
  object: "client",
  id: "client_1",
  session_ids: ["sess_1"],
  sessions: [{ object: "session", id: "sess_1", user_id: "user_1", client_id: "client_1", status: "ended" }],
  sign_in_id: "sia_1",
  sign_up_id: null,
  last_active_session_id: "sess_1",
  last_authentication_strategy: "oauth_google",
  updated_at: 1735689600000,
  created_at: 1735689600000
}
const clientRead = {
  object: "client",
  id: "client_1",
  sessionIds: ["sess_1"],
  sessions: [{
    object: "session",
    id: "sess_1",
    userId: "user_1",
    clientId: "client_1",
    actor: null,
    status: "ended",
    lastActiveOrganizationId: null,
    latestActivity: null,
    tasks: [],
    lastActiveAt: null,
    expireAt: null,
    abandonAt: null,
    createdAt: null,
    updatedAt: null
  }],
  signInId: "sia_1",
  signUpId: null,
  lastActiveSessionId: "sess_1",
  lastAuthenticationStrategy: "oauth_google",
  createdAt: "2025-01-01T00:00:00.000Z",
  updatedAt: "2025-01-01T00:00:00.000Z"
}

testOperations<typeof clientOperations>("clients", {
  list: {
    call: Clients.list({ limit: 2, offset: 4 }),
    sends: ["GET", `${api}/clients?paginated=true&limit=2&offset=4`],
    answered: { data: [client], total_count: 5 },
    reads: { data: [clientRead], totalCount: 5 },
    refused: [410, "operation_deprecated"]
  },
  verify: {
    call: Clients.verify({ token: Redacted.make("a.b.c") }),
    sends: ["POST", `${api}/clients/verify`, `{"token":"a.b.c"}`],
    answered: client,
    reads: clientRead,
    refused: [400, "invalid_session_token"]
  },
  get: {
    call: Clients.get({ clientId: "client_1" }),
    sends: ["GET", `${api}/clients/client_1`],
    answered: client,
    reads: clientRead,
    refused: [404, "resource_not_found"]
  }
})

describe("The in-memory Clerk", () => {
  it.effect("has a client for each new session, the newest first", () =>
    Effect.gen(function*() {
      yield* ClerkTest.seed([{ id: "user_ada" }])
      const first = yield* Sessions.create({ userId: "user_ada" })
      yield* TestClock.adjust("1 second")
      const second = yield* Sessions.create({ userId: "user_ada" })
      yield* ClerkTest.seedSessions([{ userId: "user_ada", clientId: second.clientId!, status: "revoked" }])
      const clients = Array.from(yield* Stream.runCollect(Clients.stream()))
      assert.deepStrictEqual(clients.map(({ id }) => id), [second.clientId, first.clientId])
      const { lastActiveSessionId, sessions } = yield* Clients.get({ clientId: second.clientId! })
      assert.deepStrictEqual(sessions.map(({ status }) => status), ["revoked", "active"])
      assert.strictEqual(lastActiveSessionId, second.id)
    }).pipe(Effect.provide(ClerkTest.layer())))

  it.effect("returns the client of a token while its session is active", () =>
    Effect.gen(function*() {
      yield* ClerkTest.seed([{ id: "user_ada" }])
      const { clientId, id } = yield* Sessions.create({ userId: "user_ada" })
      const { jwt } = yield* Sessions.createToken({ sessionId: id })
      assert.strictEqual((yield* Clients.verify({ token: jwt })).id, clientId)
      const forged = Redacted.make(`${Redacted.value(jwt)}x`)
      assert.strictEqual((yield* refusal(Clients.verify({ token: forged }))).errors[0]?.code, "invalid_session_token")
      yield* Sessions.revoke({ sessionId: id })
      assert.strictEqual((yield* refusal(Clients.verify({ token: jwt }))).status, 404)
    }).pipe(Effect.provide(ClerkTest.layer())))

  it.effect("sends what Clerk's OpenAPI file allows, for every operation on clients", () =>
    callsEveryOperation(
      "clients",
      clientOperations,
      Effect.gen(function*() {
        yield* ClerkTest.seed([{ id: "user_ada" }])
        const { clientId, id } = yield* Sessions.create({ userId: "user_ada" })
        yield* Clients.list({ limit: 1 })
        yield* Clients.get({ clientId: clientId! })
        const { jwt } = yield* Sessions.createToken({ sessionId: id })
        yield* Clients.verify({ token: jwt })
        yield* refusal(Clients.get({ clientId: "client_none" }))
      })
    ).pipe(Effect.provide(ClerkTest.layer())))
})
