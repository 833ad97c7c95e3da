/** The backend over real HTTP and a real SQLite, with the keys and the webhooks of the in-memory Clerk. */
import { HttpClient, HttpClientRequest } from "@effect/platform"
import { NodeHttpServer } from "@effect/platform-node"
import { SqliteClient } from "@effect/sql-sqlite-node"
import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Layer } from "effect"
import { DeletedObject, User } from "effect-clerk"
import * as ClerkKeys from "effect-clerk/ClerkKeys"
import { ClerkTest, type SignedWebhook } from "effect-clerk/testing"
import * as Webhook from "effect-clerk/Webhook"
import { BackendLive } from "./authenticatedBackend.ts"

const TestLive = BackendLive.pipe(
  Layer.provide(Layer.unwrapEffect(Effect.map(ClerkTest.webhookSecret, (secret) => Webhook.layer(secret)))),
  Layer.provide(ClerkKeys.layerJwks()),
  Layer.provide(SqliteClient.layer({ filename: ":memory:" })),
  Layer.provideMerge(ClerkTest.layer()),
  Layer.provideMerge(NodeHttpServer.layerTest)
)

const user = (id: string, firstName: string, updatedAt: number) =>
  User.make({
    id: id as User["id"],
    firstName,
    createdAt: DateTime.unsafeMake(1),
    updatedAt: DateTime.unsafeMake(updatedAt)
  })

const get = Effect.fn("get")(function*(path: string, token?: string) {
  const response = yield* HttpClient.execute(
    token === undefined
      ? HttpClientRequest.get(path)
      : HttpClientRequest.bearerToken(HttpClientRequest.get(path), token)
  )
  return [response.status, yield* response.json] as const
})

const deliver = Effect.fn("deliver")(function*({ body, headers }: SignedWebhook) {
  const request = HttpClientRequest.post("/webhooks/clerk").pipe(
    HttpClientRequest.bodyText(body, "application/json"),
    HttpClientRequest.setHeaders(headers)
  )
  return (yield* HttpClient.execute(request)).status
})

const authorizedParty = "https://app.example.com"

describe("The backend with authentication", () => {
  it.scoped("returns the person of the session, and all people to an administrator only", () =>
    Effect.gen(function*() {
      yield* deliver(yield* ClerkTest.webhook("user.created", user("user_ada", "Ada", 1)))
      yield* deliver(yield* ClerkTest.webhook("user.created", user("user_bob", "Bob", 1)))
      const member = yield* ClerkTest.sessionToken({
        userId: "user_ada",
        authorizedParty,
        organization: { id: "org_1" }
      })
      assert.deepStrictEqual(yield* get("/me", member), [200, { id: "user_ada", name: "Ada" }])
      assert.deepStrictEqual(yield* get("/people", member), [403, { _tag: "Forbidden" }])
      const admin = yield* ClerkTest.sessionToken({
        userId: "user_bob",
        authorizedParty,
        organization: { id: "org_1", role: "org:admin" }
      })
      assert.deepStrictEqual(yield* get("/people", admin), [200, [
        { id: "user_ada", name: "Ada" },
        { id: "user_bob", name: "Bob" }
      ]])
      const [status] = yield* get("/me")
      assert.strictEqual(status, 401)
      const otherParty = yield* ClerkTest.sessionToken({ userId: "user_ada", authorizedParty: "https://evil.test" })
      assert.strictEqual((yield* get("/me", otherParty))[0], 401)
    }).pipe(Effect.provide(TestLive)))

  it.scoped("keeps the table in step with events that come late, twice or forged", () =>
    Effect.gen(function*() {
      const token = yield* ClerkTest.sessionToken({ userId: "user_ada", authorizedParty })
      const updated = yield* ClerkTest.webhook("user.updated", user("user_ada", "Ada Lovelace", 2))
      const created = yield* ClerkTest.webhook("user.created", user("user_ada", "Ada", 1))
      assert.deepStrictEqual([yield* deliver(updated), yield* deliver(created), yield* deliver(updated)], [
        204,
        204,
        204
      ])
      assert.deepStrictEqual(yield* get("/me", token), [200, { id: "user_ada", name: "Ada Lovelace" }])
      assert.strictEqual(yield* deliver({ ...created, body: created.body.replace("Ada", "Eve") }), 400)
      const deleted = DeletedObject.make({ id: "user_ada", object: "user", deleted: true })
      assert.strictEqual(yield* deliver(yield* ClerkTest.webhook("user.deleted", deleted)), 204)
      assert.strictEqual(yield* deliver(yield* ClerkTest.webhook("user.updated", user("user_ada", "Ada", 3))), 204)
      assert.deepStrictEqual(yield* get("/me", token), [200, null])
    }).pipe(Effect.provide(TestLive)))
})
