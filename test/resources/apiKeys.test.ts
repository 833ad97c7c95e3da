/** The API keys. */
import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Layer, Redacted, Stream, TestClock } from "effect"
import { apiKeyOperations, ApiKeys, Users } from "effect-clerk"
import * as ClerkKeys from "effect-clerk/ClerkKeys"
import * as MachineToken from "effect-clerk/MachineToken"
import { ClerkTest } from "effect-clerk/testing"
import { callsEveryOperation } from "../support/conformance/everyOperation.ts"
import { failure, refusal } from "../support/wire.ts"
import { deleted, testOperations } from "../support/wireCases.ts"

const api = "https://api.clerk.com/v1"

const key = {
  object: "api_key",
  id: "ak_1",
  type: "api_key",
  subject: "user_1",
  name: "laptop",
  description: "of Ada",
  claims: { team: "billing" },
  scopes: ["read"],
  revoked: false,
  revocation_reason: null,
  expired: false,
  expiration: 1735689660000,
  created_by: "user_1",
  last_used_at: null,
  created_at: 1735689600000,
  updated_at: 1735689600000
}
const keyRead = {
  object: "api_key",
  id: "ak_1",
  type: "api_key",
  subject: "user_1",
  name: "laptop",
  description: "of Ada",
  claims: { team: "billing" },
  scopes: ["read"],
  revoked: false,
  revocationReason: null,
  expired: false,
  expiration: "2025-01-01T00:01:00.000Z",
  createdBy: "user_1",
  lastUsedAt: null,
  createdAt: "2025-01-01T00:00:00.000Z",
  updatedAt: "2025-01-01T00:00:00.000Z"
}

testOperations<typeof apiKeyOperations>("apiKeys", {
  list: {
    call: ApiKeys.list({ subject: "user_1", type: "api_key", includeInvalid: true, query: "lap", limit: 2, offset: 4 }),
    sends: ["GET", `${api}/api_keys?subject=user_1&type=api_key&include_invalid=true&query=lap&limit=2&offset=4`],
    answered: { data: [key], total_count: 5 },
    reads: { data: [keyRead], totalCount: 5 },
    refused: [404, "resource_not_found"]
  },
  create: {
    call: ApiKeys.create({
      name: "laptop",
      subject: "user_1",
      description: null,
      claims: { team: "billing" },
      scopes: ["read"],
      createdBy: "user_1",
      secondsUntilExpiration: 60
    }),
    sends: [
      "POST",
      `${api}/api_keys`,
      `{"name":"laptop","subject":"user_1","description":null,"claims":{"team":"billing"},"scopes":["read"],"created_by":"user_1","seconds_until_expiration":60}`
    ],
    answered: { ...key, secret: "ak_secret" },
    reads: { ...keyRead, secret: "<ak_secret>" },
    refused: [409, "conflict"]
  },
  get: {
    call: ApiKeys.get({ apiKeyId: "ak_1" }),
    sends: ["GET", `${api}/api_keys/ak_1`],
    answered: key,
    reads: keyRead,
    refused: [404, "resource_not_found"]
  },
  update: {
    call: ApiKeys.update({ apiKeyId: "ak_1", subject: "user_1", scopes: [], secondsUntilExpiration: null }),
    sends: ["PATCH", `${api}/api_keys/ak_1`, `{"subject":"user_1","scopes":[],"seconds_until_expiration":null}`],
    answered: { ...key, scopes: [], expiration: null },
    reads: { ...keyRead, scopes: [], expiration: null },
    refused: [404, "resource_not_found"]
  },
  delete: {
    call: ApiKeys.delete({ apiKeyId: "ak_1" }),
    sends: ["DELETE", `${api}/api_keys/ak_1`],
    ...deleted("api_key", "ak_1"),
    refused: [404, "resource_not_found"]
  },
  getSecret: {
    call: ApiKeys.getSecret({ apiKeyId: "ak_1" }),
    sends: ["GET", `${api}/api_keys/ak_1/secret`],
    answered: { secret: "ak_secret" },
    reads: { secret: "<ak_secret>" },
    refused: [404, "resource_not_found"]
  },
  revoke: {
    call: ApiKeys.revoke({ apiKeyId: "ak_1", revocationReason: "leaked" }),
    sends: ["POST", `${api}/api_keys/ak_1/revoke`, `{"revocation_reason":"leaked"}`],
    answered: { ...key, revoked: true, revocation_reason: "leaked" },
    reads: { ...keyRead, revoked: true, revocationReason: "leaked" },
    refused: [404, "resource_not_found"]
  },
  verify: {
    call: ApiKeys.verify({ secret: Redacted.make("ak_secret") }),
    sends: ["POST", `${api}/api_keys/verify`, `{"secret":"ak_secret"}`],
    answered: key,
    reads: keyRead,
    refused: [404, "resource_not_found"]
  }
})

const TestLive = Layer.provideMerge(ClerkKeys.layerJwks(), ClerkTest.layer())
const subject = "user_000000000000000000000000009"
const user = "user_000000000000000000000000008"

const reasonOf = (secret: Redacted.Redacted) =>
  MachineToken.verify(secret).pipe(
    Effect.flip,
    Effect.map((error) => error._tag === "TokenInvalid" ? error.reason : error._tag)
  )

describe("ApiKeys.create", () => {
  it.effect("refuses names, types and times out of their limits before they are sent", () =>
    Effect.gen(function*() {
      const valid = { name: "laptop", subject }
      for (
        const changes of [
          { name: "ab" },
          { name: " laptop" },
          { type: "ab" },
          { description: "a".repeat(256) },
          { secondsUntilExpiration: 0 },
          { subject: "" }
        ]
      ) {
        assert.strictEqual((yield* failure(ApiKeys.create({ ...valid, ...changes })))._tag, "InvalidRequest")
      }
      assert.lengthOf(yield* ClerkTest.requests, 0)
    }).pipe(Effect.provide(TestLive)))
})

describe("The in-memory Clerk", () => {
  it.effect("verifies an API key until it is revoked or deleted", () =>
    Effect.gen(function*() {
      const { id: apiKeyId, secret } = yield* ApiKeys.create({ name: "laptop", subject, claims: { team: "billing" } })
      const verified = yield* MachineToken.verify(secret, { accept: ["apiKey"] })
      assert.deepStrictEqual([verified.subject, verified.name, verified.claims], [subject, "laptop", {
        team: "billing"
      }])
      assert.strictEqual(Redacted.value((yield* ApiKeys.getSecret({ apiKeyId })).secret), Redacted.value(secret))
      assert.deepStrictEqual((yield* ApiKeys.get({ apiKeyId })).lastUsedAt, DateTime.unsafeMake(0))
      yield* ApiKeys.revoke({ apiKeyId, revocationReason: "leaked" })
      assert.strictEqual(yield* reasonOf(secret), "revoked")
      assert.strictEqual((yield* ApiKeys.verify({ secret })).revocationReason, "leaked")
      yield* ApiKeys.delete({ apiKeyId })
      assert.strictEqual(yield* reasonOf(secret), "unknownToken")
      assert.strictEqual((yield* refusal(ApiKeys.get({ apiKeyId }))).status, 404)
    }).pipe(Effect.provide(TestLive)))

  it.effect("lets an API key expire with the clock, and another time be set", () =>
    Effect.gen(function*() {
      const { id: apiKeyId, secret } = yield* ApiKeys.create({ name: "laptop", subject, secondsUntilExpiration: 60 })
      yield* TestClock.adjust("1 minute")
      assert.strictEqual(yield* reasonOf(secret), "expired")
      yield* ApiKeys.update({ apiKeyId, secondsUntilExpiration: 60, description: "of Ada" })
      yield* MachineToken.verify(secret)
      yield* TestClock.adjust("1 minute")
      assert.strictEqual((yield* ApiKeys.update({ apiKeyId, description: null })).expired, true)
      assert.strictEqual((yield* ApiKeys.update({ apiKeyId, secondsUntilExpiration: null })).expired, false)
    }).pipe(Effect.provide(TestLive)))

  it.effect("ends the API keys of a user with the user", () =>
    Effect.gen(function*() {
      yield* ClerkTest.seed([{ id: user }])
      const ofUser = yield* ApiKeys.create({ name: "laptop", subject: user })
      const ofOther = yield* ApiKeys.create({ name: "laptop", subject })
      yield* Users.delete({ userId: user })
      assert.strictEqual(yield* reasonOf(ofUser.secret), "unknownToken")
      yield* MachineToken.verify(ofOther.secret)
    }).pipe(Effect.provide(TestLive)))

  it.effect("lists the API keys of a subject, the newest first, with invalid ones if they are asked for", () =>
    Effect.gen(function*() {
      const [a, b, c] = yield* Effect.forEach(
        ["laptop", "desktop", "phone"],
        (name) => ApiKeys.create({ name, subject, ...name === "phone" ? { secondsUntilExpiration: 60 } : {} })
      )
      yield* ApiKeys.create({ name: "laptop", subject: "org_000000000000000000000000001" })
      const names = (filters: object = {}) =>
        Effect.map(ApiKeys.list({ subject, ...filters }), ({ data, totalCount }) => [
          data.map(({ name }) => name),
          totalCount
        ])
      assert.deepStrictEqual(yield* names(), [["phone", "desktop", "laptop"], 3])
      assert.deepStrictEqual(yield* names({ query: "TOP", limit: 1 }), [["desktop"], 2])
      yield* ApiKeys.revoke({ apiKeyId: a!.id })
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(yield* names(), [["desktop"], 1])
      assert.deepStrictEqual(yield* names({ includeInvalid: true }), [["phone", "desktop", "laptop"], 3])
      assert.deepStrictEqual(yield* names({ type: "other" }), [[], 0])
      const streamed = yield* Stream.runCollect(ApiKeys.stream({ subject, includeInvalid: true }))
      assert.deepStrictEqual(Array.from(streamed, ({ id }) => id), [c!.id, b!.id, a!.id])
      const taken = yield* refusal(ApiKeys.create({ name: "desktop", subject }))
      assert.deepStrictEqual([taken.status, taken.errors[0]?.code], [409, "conflict"])
    }).pipe(Effect.provide(TestLive)))

  it.effect("sends what Clerk's OpenAPI file allows, for every operation on API keys", () =>
    callsEveryOperation(
      "apiKeys",
      apiKeyOperations,
      Effect.gen(function*() {
        const { id: apiKeyId, secret } = yield* ApiKeys.create({ name: "laptop", subject, secondsUntilExpiration: 60 })
        yield* ApiKeys.list({ subject, includeInvalid: true, query: "lap", limit: 1, offset: 0 })
        yield* ApiKeys.get({ apiKeyId })
        yield* ApiKeys.update({ apiKeyId, claims: { team: "billing" }, scopes: ["read"] })
        yield* ApiKeys.getSecret({ apiKeyId })
        yield* ApiKeys.verify({ secret })
        yield* ApiKeys.revoke({ apiKeyId, revocationReason: null })
        yield* ApiKeys.delete({ apiKeyId })
        yield* refusal(ApiKeys.verify({ secret }))
      })
    ).pipe(Effect.provide(ClerkTest.layer())))
})
