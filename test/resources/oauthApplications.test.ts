/** OAuth applications and their access tokens. */
import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Layer, Redacted, Stream, TestClock } from "effect"
import { oauthApplicationOperations, OAuthApplications, Users } from "effect-clerk"
import * as ClerkKeys from "effect-clerk/ClerkKeys"
import * as MachineToken from "effect-clerk/MachineToken"
import { ClerkTest } from "effect-clerk/testing"
import { callsEveryOperation } from "../support/conformance/everyOperation.ts"
import { codesOf, failure, refusal } from "../support/wire.ts"
import { deleted, testOperations } from "../support/wireCases.ts"

const api = "https://api.clerk.com/v1"
const oauthApplicationId = "oa_1"

const application = {
  object: "oauth_application",
  id: "oa_1",
  instance_id: "ins_1",
  name: "Calendar",
  client_id: "abc",
  client_uri: null,
  client_image_url: null,
  dynamically_registered: false,
  consent_screen_enabled: true,
  pkce_required: false,
  public: false,
  scopes: "profile email",
  redirect_uris: ["https://calendar.example/callback"],
  callback_url: "https://calendar.example/callback",
  authorize_url: "https://clerk.example/oauth/authorize",
  token_fetch_url: "https://clerk.example/oauth/token",
  user_info_url: "https://clerk.example/oauth/userinfo",
  discovery_url: "https://clerk.example/.well-known/openid-configuration",
  token_introspection_url: "https://clerk.example/oauth/token_info",
  created_at: 1735689600000,
  updated_at: 1735689600000
}
const applicationRead = {
  object: "oauth_application",
  id: "oa_1",
  instanceId: "ins_1",
  name: "Calendar",
  clientId: "abc",
  clientUri: null,
  clientImageUrl: null,
  dynamicallyRegistered: false,
  consentScreenEnabled: true,
  pkceRequired: false,
  public: false,
  scopes: "profile email",
  redirectUris: ["https://calendar.example/callback"],
  callbackUrl: "https://calendar.example/callback",
  authorizeUrl: "https://clerk.example/oauth/authorize",
  tokenFetchUrl: "https://clerk.example/oauth/token",
  userInfoUrl: "https://clerk.example/oauth/userinfo",
  discoveryUrl: "https://clerk.example/.well-known/openid-configuration",
  tokenIntrospectionUrl: "https://clerk.example/oauth/token_info",
  createdAt: "2025-01-01T00:00:00.000Z",
  updatedAt: "2025-01-01T00:00:00.000Z"
}

testOperations<typeof oauthApplicationOperations>("oauthApplications", {
  list: {
    call: OAuthApplications.list({ nameQuery: "cal", orderBy: "-created_at", limit: 2, offset: 4 }),
    sends: ["GET", `${api}/oauth_applications?name_query=cal&order_by=-created_at&limit=2&offset=4`],
    answered: { data: [application], total_count: 5 },
    reads: { data: [applicationRead], totalCount: 5 },
    refused: [422, "form_param_value_invalid"]
  },
  create: {
    call: OAuthApplications.create({
      name: "Calendar",
      redirectUris: ["https://calendar.example/callback"],
      scopes: "profile email",
      consentScreenEnabled: true,
      pkceRequired: false,
      public: null
    }),
    sends: [
      "POST",
      `${api}/oauth_applications`,
      `{"name":"Calendar","redirect_uris":["https://calendar.example/callback"],"scopes":"profile email","consent_screen_enabled":true,"pkce_required":false,"public":null}`
    ],
    answered: { ...application, client_secret: "secret_1" },
    reads: { ...applicationRead, clientSecret: "<secret_1>" },
    refused: [422, "form_param_format_invalid"]
  },
  get: {
    call: OAuthApplications.get({ oauthApplicationId }),
    sends: ["GET", `${api}/oauth_applications/oa_1`],
    answered: application,
    reads: applicationRead,
    refused: [404, "resource_not_found"]
  },
  update: {
    call: OAuthApplications.update({ oauthApplicationId, name: "Calendar 2", callbackUrl: "myapp://callback" }),
    sends: ["PATCH", `${api}/oauth_applications/oa_1`, `{"name":"Calendar 2","callback_url":"myapp://callback"}`],
    answered: { ...application, name: "Calendar 2" },
    reads: { ...applicationRead, name: "Calendar 2" },
    refused: [404, "resource_not_found"]
  },
  delete: {
    call: OAuthApplications.delete({ oauthApplicationId }),
    sends: ["DELETE", `${api}/oauth_applications/oa_1`],
    ...deleted("oauth_application", "oa_1"),
    refused: [404, "resource_not_found"]
  },
  uploadLogo: {
    call: OAuthApplications.uploadLogo({
      oauthApplicationId,
      file: { content: new TextEncoder().encode("logo"), name: "logo.png", type: "image/png" },
      uploaderUserId: "user_1"
    }),
    sends: [
      "PUT",
      `${api}/oauth_applications/oa_1/logo`,
      [
        "--boundary",
        `Content-Disposition: form-data; name="file"; filename="logo.png"`,
        "Content-Type: image/png",
        "",
        "logo",
        "--boundary",
        `Content-Disposition: form-data; name="uploader_user_id"`,
        "",
        "user_1",
        "--boundary--"
      ].join("\r\n")
    ],
    answered: { ...application, client_image_url: "https://img.clerk.com/logo" },
    reads: { ...applicationRead, clientImageUrl: "https://img.clerk.com/logo" },
    refused: [413, "image_too_large"]
  },
  rotateSecret: {
    call: OAuthApplications.rotateSecret({ oauthApplicationId }),
    sends: ["POST", `${api}/oauth_applications/oa_1/rotate_secret`],
    answered: { ...application, client_secret: "secret_2" },
    reads: { ...applicationRead, clientSecret: "<secret_2>" },
    refused: [404, "resource_not_found"]
  },
  revokeToken: {
    call: OAuthApplications.revokeToken({ oauthApplicationId, token: Redacted.make("oat_secret") }),
    sends: ["POST", `${api}/oauth_applications/oa_1/revoke_token`, `{"token":"oat_secret"}`],
    answered: undefined,
    reads: undefined,
    refused: [404, "resource_not_found"]
  },
  verifyAccessToken: {
    call: OAuthApplications.verifyAccessToken({ accessToken: Redacted.make("oat_secret") }),
    sends: ["POST", `${api}/oauth_applications/access_tokens/verify`, `{"access_token":"oat_secret"}`],
    answered: {
      object: "clerk_idp_oauth_access_token",
      id: "oat_1",
      client_id: "abc",
      subject: "user_1",
      scopes: ["profile"],
      aud: ["api"],
      act: { sub: "agent_1" },
      revoked: false,
      revocation_reason: null,
      expired: false,
      expiration: 1735689660,
      created_at: 1735689600000,
      updated_at: 1735689600
    },
    reads: {
      object: "clerk_idp_oauth_access_token",
      id: "oat_1",
      active: true,
      clientId: "abc",
      subject: "user_1",
      scopes: ["profile"],
      aud: ["api"],
      act: { sub: "agent_1" },
      revoked: false,
      revocationReason: null,
      expired: false,
      expiration: "2025-01-01T00:01:00.000Z",
      createdAt: "2025-01-01T00:00:00.000Z",
      updatedAt: "2025-01-01T00:00:00.000Z"
    },
    refused: [404, "resource_not_found"]
  }
})

const TestLive = Layer.provideMerge(ClerkKeys.layerJwks(), ClerkTest.layer())
const user = "user_000000000000000000000000009"
const redirectUris = ["https://calendar.example/callback"]
const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

const reasonOf = (token: string) =>
  MachineToken.verify(token).pipe(
    Effect.flip,
    Effect.map((error) => error._tag === "TokenInvalid" ? error.reason : error._tag)
  )

describe("OAuthApplications.create", () => {
  it.effect("refuses names, URLs and scopes that are too long before they are sent", () =>
    Effect.gen(function*() {
      for (
        const input of [
          { name: "" },
          { name: "a".repeat(257) },
          { name: "a", callbackUrl: "a".repeat(1025) },
          { name: "a", scopes: "a".repeat(1025) }
        ]
      ) {
        assert.strictEqual((yield* failure(OAuthApplications.create(input)))._tag, "InvalidRequest")
      }
      assert.lengthOf(yield* ClerkTest.requests, 0)
    }).pipe(Effect.provide(TestLive)))
})

describe("The in-memory Clerk", () => {
  it.effect("keeps OAuth applications, whose secrets are returned only when they are made", () =>
    Effect.gen(function*() {
      const created = yield* OAuthApplications.create({ name: "Calendar", redirectUris })
      const { clientSecret, id: oauthApplicationId } = created
      assert.deepStrictEqual([created.scopes, created.consentScreenEnabled, created.callbackUrl], [
        "profile email",
        true,
        redirectUris[0]
      ])
      assert.notProperty(yield* OAuthApplications.get({ oauthApplicationId }), "clientSecret")
      const rotated = yield* OAuthApplications.rotateSecret({ oauthApplicationId })
      assert.strictEqual(rotated.clientId, created.clientId)
      assert.notStrictEqual(Redacted.value(rotated.clientSecret!), Redacted.value(clientSecret!))
      const updated = yield* OAuthApplications.update({ oauthApplicationId, name: null, redirectUris: ["myapp://a"] })
      assert.deepStrictEqual([updated.name, updated.redirectUris], ["Calendar", ["myapp://a"]])
      const logo = yield* OAuthApplications.uploadLogo({ oauthApplicationId, file: png })
      assert.isString(logo.clientImageUrl)
      assert.deepStrictEqual(
        yield* codesOf(OAuthApplications.uploadLogo({ oauthApplicationId, file: new Uint8Array([1]) })),
        [400, "request_body_invalid"]
      )
      assert.isNull((yield* OAuthApplications.create({ name: "Public", public: true })).clientSecret)
    }).pipe(Effect.provide(TestLive)))

  it.effect("refuses redirect URLs of OAuth applications that are no URLs", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(
        yield* codesOf(OAuthApplications.create({ name: "Calendar", redirectUris: ["a b"], callbackUrl: "/c" })),
        [422, "form_param_format_invalid", "form_param_format_invalid"]
      )
    }).pipe(Effect.provide(TestLive)))

  it.effect("lists OAuth applications by a part of their names, or their client id, the newest first", () =>
    Effect.gen(function*() {
      const { clientId } = yield* OAuthApplications.create({ name: "mail" })
      yield* OAuthApplications.create({ name: "Calendar" })
      const names = (filters: Parameters<typeof OAuthApplications.list>[0]) =>
        Effect.map(OAuthApplications.list(filters), ({ data, totalCount }) => [
          data.map(({ name }) => name),
          totalCount
        ])
      assert.deepStrictEqual(yield* names({}), [["Calendar", "mail"], 2])
      assert.deepStrictEqual(yield* names({ orderBy: "created_at", limit: 1 }), [["mail"], 2])
      assert.deepStrictEqual(yield* names({ orderBy: "-name" }), [["mail", "Calendar"], 2])
      assert.deepStrictEqual(yield* names({ nameQuery: "CAL" }), [["Calendar"], 1])
      assert.deepStrictEqual(yield* names({ nameQuery: clientId }), [["mail"], 1])
      const streamed = yield* Stream.runCollect(OAuthApplications.stream({ orderBy: "name" }))
      assert.deepStrictEqual(Array.from(streamed, ({ name }) => name), ["Calendar", "mail"])
    }).pipe(Effect.provide(TestLive)))

  it.effect("verifies an access token of an OAuth application until it is revoked, or the application is deleted", () =>
    Effect.gen(function*() {
      const { clientId, id: oauthApplicationId } = yield* OAuthApplications.create({ name: "Calendar" })
      const other = yield* OAuthApplications.create({ name: "Mail" })
      const [token = "", second = ""] = yield* Effect.replicateEffect(
        ClerkTest.machineToken({ type: "oauth", clientId, scopes: ["profile"] }),
        2
      )
      assert.strictEqual((yield* MachineToken.verify(token, { accept: ["oauth"] })).clientId, clientId)
      const revoke = (oauthApplicationId: string) =>
        OAuthApplications.revokeToken({ oauthApplicationId, token: Redacted.make(token) })
      assert.deepStrictEqual(yield* codesOf(revoke(other.id)), [404, "resource_not_found"])
      yield* revoke(oauthApplicationId)
      yield* revoke(oauthApplicationId)
      assert.strictEqual(yield* reasonOf(token), "revoked")
      yield* OAuthApplications.delete({ oauthApplicationId })
      assert.strictEqual(yield* reasonOf(second), "unknownToken")
    }).pipe(Effect.provide(TestLive)))

  it.effect("says of a JWT of an OAuth application only that it is not active, once it has expired", () =>
    Effect.gen(function*() {
      const jwt = yield* ClerkTest.machineToken({
        type: "oauth",
        format: "jwt",
        subject: user,
        audience: "api",
        expiresIn: "1 minute"
      })
      const verify = OAuthApplications.verifyAccessToken({ accessToken: Redacted.make(jwt) })
      const verified = yield* verify
      assert.deepStrictEqual(
        [verified.active, verified.subject, verified.clientId, verified.aud, verified.expiration],
        [true, user, "client_in_memory", "api", DateTime.unsafeMake(60_000)]
      )
      yield* TestClock.adjust("1 minute")
      assert.deepInclude(yield* verify, { active: false, id: "", subject: "" })
      assert.strictEqual(
        (yield* refusal(OAuthApplications.verifyAccessToken({ accessToken: Redacted.make(`${jwt}0`) }))).status,
        404
      )
    }).pipe(Effect.provide(TestLive)))

  it.effect("ends the access tokens of OAuth applications with their user", () =>
    Effect.gen(function*() {
      yield* ClerkTest.seed([{ id: user }])
      const token = yield* ClerkTest.machineToken({ type: "oauth", subject: user })
      yield* MachineToken.verify(token)
      yield* Users.delete({ userId: user })
      assert.strictEqual(yield* reasonOf(token), "unknownToken")
    }).pipe(Effect.provide(TestLive)))

  it.effect("sends what Clerk's OpenAPI file allows, for every operation on OAuth applications", () =>
    callsEveryOperation(
      "oauthApplications",
      oauthApplicationOperations,
      Effect.gen(function*() {
        const { clientId, id: oauthApplicationId } = yield* OAuthApplications.create({ name: "Calendar", redirectUris })
        yield* OAuthApplications.create({ name: "Public", public: true, callbackUrl: "myapp://callback" })
        yield* OAuthApplications.list({ nameQuery: "Cal", orderBy: "+name", limit: 1, offset: 0 })
        yield* OAuthApplications.get({ oauthApplicationId })
        yield* OAuthApplications.update({ oauthApplicationId, pkceRequired: true, scopes: "profile" })
        yield* OAuthApplications.uploadLogo({ oauthApplicationId, file: { content: png, type: "image/png" } })
        yield* OAuthApplications.rotateSecret({ oauthApplicationId })
        const token = Redacted.make(yield* ClerkTest.machineToken({ type: "oauth", clientId, scopes: ["profile"] }))
        yield* OAuthApplications.verifyAccessToken({ accessToken: token })
        yield* OAuthApplications.revokeToken({ oauthApplicationId, token })
        const jwt = yield* ClerkTest.machineToken({ type: "oauth", format: "jwt", audience: "api" })
        yield* OAuthApplications.verifyAccessToken({ accessToken: Redacted.make(jwt) })
        yield* TestClock.adjust("1 hour")
        yield* OAuthApplications.verifyAccessToken({ accessToken: Redacted.make(jwt) })
        yield* OAuthApplications.delete({ oauthApplicationId })
        yield* refusal(OAuthApplications.get({ oauthApplicationId }))
      })
    ).pipe(Effect.provide(ClerkTest.layer())))
})
