import { verifyMachineAuthToken } from "@clerk/backend/internal"
import { HttpClient, HttpClientResponse } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { DateTime, Duration, Effect, Layer, Redacted, TestClock } from "effect"
import { Http, Retry } from "effect-clerk"
import * as ClerkKeys from "effect-clerk/ClerkKeys"
import * as MachineToken from "effect-clerk/MachineToken"
import * as SessionToken from "effect-clerk/SessionToken"
import { ClerkTest } from "effect-clerk/testing"
import { afterEach, vi } from "vitest"

afterEach(() => {
  vi.restoreAllMocks()
})

/** Clerk that answers every request in the same way, with the requests it got. */
const answering = (body: unknown, status = 200) => {
  const sent: Array<{ readonly url: string; readonly body: string }> = []
  const client = HttpClient.make((request, url) =>
    Effect.sync(() => {
      const { body: payload } = request
      sent.push({ url: url.href, body: payload._tag === "Uint8Array" ? new TextDecoder().decode(payload.body) : "" })
      return HttpClientResponse.fromWeb(request, Response.json(body, { status }))
    })
  )
  const http = Http.layer({ secretKey: Redacted.make("sk_test_machine"), retry: Retry.none }).pipe(
    Layer.provide(Layer.succeed(HttpClient.HttpClient, client)),
    Layer.orDie
  )
  return { sent, http }
}

const keys = Layer.provideMerge(
  Layer.orDie(Layer.unwrapEffect(Effect.map(ClerkTest.publicKeyPem, ClerkKeys.layerPem))),
  ClerkTest.layer()
)

// Of two layers with the same service, the second one counts.
const provide = (http = answering({}).http) => Effect.provide(Layer.merge(keys, http))

const tagOf = (token: string, options?: MachineToken.Options) =>
  MachineToken.verify(token, options).pipe(
    Effect.flip,
    Effect.map((error) => error._tag === "TokenInvalid" ? error.reason : error._tag)
  )

const now = 1_700_000_000
const m2m = { sub: "mch_1", exp: now + 60, iat: now, jti: "mt_1", scopes: "mch_2 mch_3", team: "billing" }
const oauth = {
  sub: "user_1",
  exp: now + 60,
  iat: now,
  jti: "oat_1",
  client_id: "client_1",
  scope: "profile email",
  aud: "api"
}
const asOAuth = { typ: "at+jwt" }

describe("MachineToken.verify of a JWT", () => {
  it.effect("returns a machine or an OAuth application, and never a user of a session", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(now * 1000)
      const machine = yield* MachineToken.verify(yield* ClerkTest.signToken(m2m, { cat: "cl_B7d4PD333AAA" }))
      assert.deepStrictEqual({ ...machine }, {
        type: "m2m",
        id: "mt_1",
        subject: "mch_1",
        scopes: ["mch_2", "mch_3"],
        expiresAt: DateTime.unsafeMake((now + 60) * 1000),
        claims: { scopes: "mch_2 mch_3", team: "billing" }
      })
      const token = yield* ClerkTest.signToken(oauth, asOAuth)
      const application = yield* MachineToken.verify(token, { accept: ["oauth"], audience: "api" })
      assert.deepStrictEqual([application.type, application.clientId, application.scopes], ["oauth", "client_1", [
        "profile",
        "email"
      ]])
      assert.strictEqual(yield* tagOf(token, { audience: ["other"] }), "wrongAudience")
      assert.strictEqual(yield* tagOf(token, { accept: ["m2m", "apiKey"] }), "wrongTokenType")
      assert.strictEqual(yield* tagOf(yield* ClerkTest.sessionToken({ userId: "user_1" })), "wrongTokenType")
      const refused = yield* Effect.flip(SessionToken.verify(token))
      assert.strictEqual(refused._tag === "TokenInvalid" && refused.reason, "wrongTokenType")
    }).pipe(provide()))

  it.effect("has the verdict of Clerk's own client", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(now * 1000)
      vi.spyOn(Date, "now").mockReturnValue(now * 1000)
      const jwtKey = yield* ClerkTest.publicKeyPem
      const differences: Array<string> = []
      for (const claims of [m2m, oauth]) {
        for (
          const changes of [
            {},
            { exp: now - 6 },
            { exp: undefined },
            { nbf: now + 6 },
            { sub: "user_1" },
            { sub: "mch_2" },
            { sub: 5 },
            { aud: [] },
            { scopes: undefined }
          ]
        ) {
          for (
            const header of [{}, asOAuth, { typ: "application/at+jwt" }, { typ: "other" }, { cat: "cl_B7d4PD333AAA" }, {
              cat: "cl_B7d4PD111AAA"
            }, { alg: "RS512" }]
          ) {
            const token = yield* ClerkTest.signToken({ ...claims, ...changes }, header)
            const ours = yield* Effect.isSuccess(MachineToken.verify(token))
            const { errors } = yield* Effect.promise(() => verifyMachineAuthToken(token, { jwtKey }))
            if (ours !== (errors === undefined)) {
              differences.push(JSON.stringify([claims.sub, changes, header, ours]))
            }
          }
        }
      }
      assert.deepStrictEqual(differences, [])
    }).pipe(provide()))
})

describe("MachineToken.verify of an opaque token", () => {
  const found = {
    id: "id_1",
    subject: "user_1",
    name: "CI",
    scopes: ["a"],
    claims: null,
    client_id: "client_1",
    expiration: null
  }

  it.effect("asks Clerk at the endpoint of its type, with the token in the body", () =>
    Effect.gen(function*() {
      const { http, sent } = answering(found)
      const verified = yield* Effect.forEach(["mt_1", "ak_1", "oat_1"], (token) => MachineToken.verify(token)).pipe(
        provide(http)
      )
      assert.deepStrictEqual(verified.map(({ type }) => type), ["m2m", "apiKey", "oauth"])
      assert.deepStrictEqual(sent, [
        { url: "https://api.clerk.com/v1/m2m_tokens/verify", body: "{\"token\":\"mt_1\"}" },
        { url: "https://api.clerk.com/v1/api_keys/verify", body: "{\"secret\":\"ak_1\"}" },
        {
          url: "https://api.clerk.com/v1/oauth_applications/access_tokens/verify",
          body: "{\"access_token\":\"oat_1\"}"
        }
      ])
    }))

  it.effect("fails for a token that was revoked, has expired, or is not known", () =>
    Effect.gen(function*() {
      const reason = (body: unknown, status?: number) => tagOf("ak_1").pipe(provide(answering(body, status).http))
      assert.strictEqual(yield* reason({ ...found, revoked: true }), "revoked")
      assert.strictEqual(yield* reason({ ...found, expired: true }), "expired")
      assert.strictEqual(yield* reason({ ...found, expiration: -1 }), "expired")
      assert.strictEqual(yield* reason({ ...found, subject: null }), "malformed")
      assert.strictEqual(yield* reason({ errors: [{ code: "not_found", message: "Not found" }] }, 404), "unknownToken")
      for (const status of [401, 429, 500]) {
        assert.strictEqual(yield* reason({ errors: [{ code: "other", message: "Other" }] }, status), "KeysUnavailable")
      }
      assert.strictEqual(yield* reason("<html>", 502), "KeysUnavailable")
    }))

  it.effect("reads when an OAuth access token expires in seconds and in milliseconds", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(now * 1000)
      const verify = (expiration: number) =>
        MachineToken.verify("oat_1", { accept: ["oauth"] }).pipe(provide(answering({ ...found, expiration }).http))
      for (const expiration of [now + 60, (now + 60) * 1000]) {
        assert.deepStrictEqual((yield* verify(expiration)).expiresAt, DateTime.unsafeMake((now + 60) * 1000))
      }
      for (const expiration of [now, now * 1000]) {
        assert.strictEqual(yield* tagOf("oat_1").pipe(provide(answering({ ...found, expiration }).http)), "expired")
      }
    }))

  it.effect("sends nothing for a type that is not accepted", () =>
    Effect.gen(function*() {
      const { http, sent } = answering(found)
      assert.strictEqual(yield* tagOf("ak_1", { accept: ["m2m"] }).pipe(provide(http)), "wrongTokenType")
      assert.lengthOf(sent, 0)
    }))
})

describe("ClerkTest.machineToken", () => {
  const TestLive = Layer.provideMerge(ClerkKeys.layerJwks(), ClerkTest.layer())
  const expiresAt = DateTime.unsafeMake((now + 3600) * 1000)

  it.effect("makes tokens of all types and formats that MachineToken.verify accepts", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(now * 1000)
      const verified = yield* Effect.forEach(
        [
          { type: "m2m", format: "jwt", scopes: ["mch_000000000000000000000000002"], claims: { team: "billing" } },
          { type: "m2m", scopes: ["mch_000000000000000000000000002"], claims: { team: "billing" } },
          { type: "apiKey", subject: "org_000000000000000000000000001", name: "CI", scopes: ["read"] },
          { type: "oauth", format: "jwt", subject: "user_1", scopes: ["profile", "email"], audience: "api" },
          { type: "oauth", clientId: "client_1", audience: ["api"], expiresIn: Duration.infinity }
        ] as const,
        (options) =>
          Effect.flatMap(ClerkTest.machineToken(options), (token) => MachineToken.verify(token, { audience: "api" }))
      )
      assert.deepStrictEqual(verified.map((token) => ({ ...token, id: token.id.replace(/0+\d$/, "") })), [
        {
          type: "m2m",
          id: "mt_",
          subject: "mch_000000000000000000000000001",
          scopes: ["mch_000000000000000000000000002"],
          expiresAt,
          claims: {
            aud: ["mch_000000000000000000000000002"],
            scopes: "mch_000000000000000000000000002",
            team: "billing"
          }
        },
        {
          type: "m2m",
          id: "mt_",
          subject: "mch_000000000000000000000000001",
          scopes: ["mch_000000000000000000000000002"],
          expiresAt,
          claims: { team: "billing" }
        },
        {
          type: "apiKey",
          id: "ak_",
          subject: "org_000000000000000000000000001",
          scopes: ["read"],
          expiresAt,
          name: "CI",
          claims: {}
        },
        {
          type: "oauth",
          id: "oat_",
          subject: "user_1",
          scopes: ["profile", "email"],
          expiresAt,
          clientId: "client_in_memory"
        },
        {
          type: "oauth",
          id: "oat_",
          subject: "user_000000000000000000000000001",
          scopes: [],
          expiresAt: null,
          clientId: "client_1"
        }
      ])
      const requests = yield* ClerkTest.requests
      assert.deepStrictEqual(requests.map(({ body, path }) => [path, body]), [
        ["/v1/jwks", null],
        ["/v1/m2m_tokens/verify", { token: "<redacted>" }],
        ["/v1/api_keys/verify", { secret: "<redacted>" }],
        ["/v1/oauth_applications/access_tokens/verify", { access_token: "<redacted>" }]
      ])
    }).pipe(Effect.provide(TestLive)))

  it.effect("makes tokens that are revoked, expire with the clock, and are unknown after a reset", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(now * 1000)
      for (const type of ["m2m", "apiKey", "oauth"] as const) {
        assert.strictEqual(yield* tagOf(yield* ClerkTest.machineToken({ type, revoked: true })), "revoked")
        const token = yield* ClerkTest.machineToken({ type, expiresIn: "1 minute" })
        yield* MachineToken.verify(token, { accept: [type] })
        yield* TestClock.adjust("1 minute")
        assert.strictEqual(yield* tagOf(token), "expired")
        const other = yield* ClerkTest.machineToken({ type })
        yield* ClerkTest.reset
        assert.strictEqual(yield* tagOf(other), "unknownToken")
      }
      const jwt = yield* ClerkTest.machineToken({ type: "m2m", format: "jwt", expiresIn: "1 minute" })
      yield* MachineToken.verify(jwt)
      yield* TestClock.adjust("66 seconds")
      assert.strictEqual(yield* tagOf(jwt), "expired")
    }).pipe(Effect.provide(TestLive)))

  it.effect("fails with KeysUnavailable after a fault of the endpoint", () =>
    Effect.gen(function*() {
      const token = yield* ClerkTest.machineToken({ type: "apiKey" })
      yield* ClerkTest.fault({ operation: "apiKeys.verify", status: 503 })
      assert.strictEqual(yield* tagOf(token), "KeysUnavailable")
      yield* MachineToken.verify(token)
    }).pipe(Effect.provide(TestLive)))

  it.effect("answers as Clerk's OpenAPI file describes", () =>
    Effect.gen(function*() {
      const { handle } = yield* ClerkTest
      yield* TestClock.setTime(now * 1000)
      const secret = yield* ClerkTest.machineToken({ type: "apiKey" })
      const { body } = yield* handle({
        method: "POST",
        url: "/v1/api_keys/verify",
        headers: { authorization: "Bearer sk_test_in_memory", "content-type": "application/json" },
        body: new TextEncoder().encode(JSON.stringify({ secret }))
      })
      assert.deepStrictEqual(JSON.parse(new TextDecoder().decode(body)), {
        object: "api_key",
        id: "ak_00000000000000000000000000000001",
        type: "api_key",
        subject: "user_000000000000000000000000001",
        name: "in-memory",
        description: null,
        claims: null,
        scopes: [],
        revoked: false,
        revocation_reason: null,
        expired: false,
        expiration: (now + 3600) * 1000,
        created_by: null,
        last_used_at: now * 1000,
        created_at: now * 1000,
        updated_at: now * 1000
      })
    }).pipe(Effect.provide(TestLive)))
})
