/** The sessions of users, and their tokens. */
import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Layer, Redacted, Stream, TestClock } from "effect"
import { JwtTemplates, sessionOperations, Sessions, Users } from "effect-clerk"
import * as ClerkKeys from "effect-clerk/ClerkKeys"
import * as SessionToken from "effect-clerk/SessionToken"
import { ClerkTest } from "effect-clerk/testing"
import { decodeJwt } from "jose"
import { callsEveryOperation } from "../support/conformance/everyOperation.ts"
import { failure, refusal } from "../support/wire.ts"
import { testOperations } from "../support/wireCases.ts"

const api = "https://api.clerk.com/v1"

const session = {
  object: "session",
  id: "sess_1",
  user_id: "user_1",
  client_id: "client_1",
  actor: { sub: "user_2" },
  status: "active",
  last_active_organization_id: "org_1",
  last_active_at: 1735689600000,
  latest_activity: {
    object: "session_activity",
    id: "sess_activity_1",
    device_type: "Macintosh",
    is_mobile: false,
    browser_name: "Firefox",
    browser_version: "134.0",
    ip_address: "192.0.2.1",
    city: "Athens",
    country: "GR"
  },
  expire_at: 1736294400000,
  abandon_at: 1738281600000,
  updated_at: 1735689600000,
  created_at: 1735689600000,
  tasks: [{ key: "setup-mfa" }]
}
const sessionRead = {
  object: "session",
  id: "sess_1",
  userId: "user_1",
  clientId: "client_1",
  actor: { sub: "user_2" },
  status: "active",
  lastActiveOrganizationId: "org_1",
  latestActivity: {
    object: "session_activity",
    id: "sess_activity_1",
    deviceType: "Macintosh",
    isMobile: false,
    browserName: "Firefox",
    browserVersion: "134.0",
    ipAddress: "192.0.2.1",
    city: "Athens",
    country: "GR"
  },
  tasks: [{ key: "setup-mfa" }],
  lastActiveAt: "2025-01-01T00:00:00.000Z",
  expireAt: "2025-01-08T00:00:00.000Z",
  abandonAt: "2025-01-31T00:00:00.000Z",
  createdAt: "2025-01-01T00:00:00.000Z",
  updatedAt: "2025-01-01T00:00:00.000Z"
}

testOperations<typeof sessionOperations>("sessions", {
  list: {
    call: Sessions.list({ userId: "user_1", clientId: "client_1", status: "active", limit: 2, offset: 4 }),
    sends: [
      "GET",
      `${api}/sessions?paginated=true&client_id=client_1&user_id=user_1&status=active&limit=2&offset=4`
    ],
    answered: { data: [session], total_count: 5 },
    reads: { data: [sessionRead], totalCount: 5 },
    refused: [422, "form_param_value_invalid"]
  },
  create: {
    call: Sessions.create({ userId: "user_1", activeOrganizationId: "org_1" }),
    sends: ["POST", `${api}/sessions`, `{"user_id":"user_1","active_organization_id":"org_1"}`],
    answered: session,
    reads: sessionRead,
    refused: [400, "request_invalid_for_environment"]
  },
  get: {
    call: Sessions.get({ sessionId: "sess_1" }),
    sends: ["GET", `${api}/sessions/sess_1`],
    answered: session,
    reads: sessionRead,
    refused: [404, "resource_not_found"]
  },
  refresh: {
    call: Sessions.refresh({
      sessionId: "sess_1",
      expiredToken: Redacted.make("e.x.p"),
      refreshToken: Redacted.make("rt_1"),
      requestOrigin: "https://app.example.com",
      requestHeaders: Redacted.make({ host: ["app.example.com"] }),
      format: "cookie",
      requestOriginatingIp: "192.0.2.1",
      suffixedCookies: true
    }),
    sends: [
      "POST",
      `${api}/sessions/sess_1/refresh?suffixed_cookies=true`,
      `{"expired_token":"e.x.p","refresh_token":"rt_1","request_origin":"https://app.example.com",` +
      `"request_headers":{"host":["app.example.com"]},"format":"cookie","request_originating_ip":"192.0.2.1"}`
    ],
    answered: { object: "cookies", cookies: ["__session=a.b.c; Path=/"] },
    reads: { object: "cookies", jwt: null, cookies: ["<__session=a.b.c; Path=/>"] },
    refused: [401, "session_refresh_inactive_session"]
  },
  revoke: {
    call: Sessions.revoke({ sessionId: "sess_1" }),
    sends: ["POST", `${api}/sessions/sess_1/revoke`],
    answered: session,
    reads: sessionRead,
    refused: [404, "resource_not_found"]
  },
  createToken: {
    call: Sessions.createToken({ sessionId: "sess_1", expiresInSeconds: 600 }),
    sends: ["POST", `${api}/sessions/sess_1/tokens`, `{"expires_in_seconds":600}`],
    answered: { object: "token", jwt: "a.b.c" },
    reads: { object: "token", jwt: "<a.b.c>" },
    refused: [404, "resource_not_found"]
  },
  createTokenFromTemplate: {
    call: Sessions.createTokenFromTemplate({ sessionId: "sess_1", templateName: "hasura" }),
    sends: ["POST", `${api}/sessions/sess_1/tokens/hasura`, `{}`],
    answered: { object: "token", jwt: "a.b.c" },
    reads: { object: "token", jwt: "<a.b.c>" },
    refused: [404, "resource_not_found"]
  }
})

const TestLive = Layer.provideMerge(ClerkKeys.layerJwks(), ClerkTest.layer())

const statusesOf = (userId: string) =>
  Effect.map(Sessions.list({ userId }), ({ data }) => data.map(({ status }) => status))

describe("Sessions", () => {
  it.effect("refuses a lifetime of a token that Clerk does not allow, before anything is sent", () =>
    Effect.gen(function*() {
      for (const expiresInSeconds of [29, 30.5, 315_360_001]) {
        const reason = yield* failure(Sessions.createToken({ sessionId: "sess_1", expiresInSeconds }))
        assert(reason._tag === "InvalidRequest")
        assert.deepStrictEqual(reason.issues.map(({ message, path }) => `${path}: ${message}`), [
          `expiresInSeconds: Expected a whole number from 30 to 315360000, got ${expiresInSeconds}`
        ])
      }
      assert.lengthOf(yield* ClerkTest.requests, 0)
    }).pipe(Effect.provide(TestLive)))

  it.effect("shows no token in the log of the in-memory Clerk", () =>
    Effect.gen(function*() {
      yield* refusal(Sessions.refresh({
        sessionId: "sess_1",
        expiredToken: Redacted.make("secret one"),
        refreshToken: Redacted.make("secret two"),
        requestOrigin: "https://app.example.com",
        requestHeaders: Redacted.make({ cookie: ["secret three"] })
      }))
      assert.notInclude(JSON.stringify(yield* ClerkTest.requests), "secret")
    }).pipe(Effect.provide(TestLive)))
})

describe("The in-memory Clerk", () => {
  it.effect("lists sessions by user, client and status, the newest first", () =>
    Effect.gen(function*() {
      yield* ClerkTest.seed([{ id: "user_ada" }, { id: "user_bob" }])
      const first = yield* Sessions.create({ userId: "user_ada" })
      yield* TestClock.adjust("1 second")
      const second = yield* Sessions.create({ userId: "user_ada" })
      yield* Sessions.create({ userId: "user_bob" })
      const { data, totalCount } = yield* Sessions.list({ userId: "user_ada", limit: 1 })
      assert.deepStrictEqual(data.map(({ id }) => id), [second.id])
      assert.strictEqual(totalCount, 2)
      const ofClient = yield* Sessions.list({ clientId: first.clientId! })
      assert.deepStrictEqual(ofClient.data.map(({ id }) => id), [first.id])
      yield* Sessions.revoke({ sessionId: first.id })
      const active = yield* Stream.runCollect(Sessions.stream({ userId: "user_ada", status: "active" }))
      assert.deepStrictEqual(Array.from(active, ({ id }) => id), [second.id])
    }).pipe(Effect.provide(TestLive)))

  it.effect("makes tokens of a session that SessionToken.verify accepts until they expire", () =>
    Effect.gen(function*() {
      yield* ClerkTest.seed([{
        id: "user_ada",
        organizationMemberships: [{
          role: "org:admin",
          permissions: ["org:invoices:create", "org:sys_memberships:read"],
          organization: { id: "org_1", slug: "acme" }
        }]
      }])
      const { id } = yield* Sessions.create({ userId: "user_ada", activeOrganizationId: "org_1" })
      const { jwt } = yield* Sessions.createToken({ sessionId: id })
      const claims = yield* SessionToken.verify(jwt)
      assert.strictEqual(claims.userId, "user_ada")
      assert.strictEqual(claims.sessionId, id)
      assert.deepStrictEqual({ ...claims.organization! }, {
        id: "org_1" as never,
        slug: "acme",
        role: "org:admin",
        permissions: ["org:invoices:create"]
      })
      const longer = yield* Sessions.createToken({ sessionId: id, expiresInSeconds: 600 })
      yield* TestClock.adjust("2 minutes")
      assert.strictEqual((yield* Effect.flip(SessionToken.verify(jwt)))._tag, "TokenInvalid")
      yield* SessionToken.verify(longer.jwt)
    }).pipe(Effect.provide(TestLive)))

  it.effect("makes a token of a template, which is no session token", () =>
    Effect.gen(function*() {
      yield* ClerkTest.seed([{ id: "user_ada" }])
      yield* JwtTemplates.create({ name: "hasura", claims: {} })
      const { id } = yield* Sessions.create({ userId: "user_ada" })
      const { jwt } = yield* Sessions.createTokenFromTemplate({ sessionId: id, templateName: "hasura" })
      const error = yield* Effect.flip(SessionToken.verify(jwt))
      assert.strictEqual(error._tag === "TokenInvalid" && error.reason, "wrongTokenType")
    }).pipe(Effect.provide(TestLive)))

  it.effect("makes a token with the claims and the lifetime of its template, for the user of the session", () =>
    Effect.gen(function*() {
      yield* ClerkTest.seed([{
        id: "user_ada",
        firstName: "Ada",
        emailAddress: ["ada@example.com"],
        publicMetadata: { team: { size: 3 } }
      }])
      yield* JwtTemplates.create({
        name: "hasura",
        claims: {
          role: "user",
          email: "{{user.primary_email_address}}",
          greeting: "Hello {{ user.first_name }}{{user.last_name}}!",
          nested: [{ size: "{{user.public_metadata.team.size}}", org: "{{org.id}}" }]
        },
        lifetime: 300,
        allowedClockSkew: 10
      })
      const { id: sessionId } = yield* Sessions.create({ userId: "user_ada" })
      const claimsOf = (input: { readonly expiresInSeconds?: number }) =>
        Effect.map(
          Sessions.createTokenFromTemplate({ sessionId, templateName: "hasura", ...input }),
          ({ jwt }) => decodeJwt(Redacted.value(jwt))
        )
      const { jti: _, ...claims } = yield* claimsOf({})
      assert.deepStrictEqual(claims, {
        role: "user",
        email: "ada@example.com",
        greeting: "Hello Ada!",
        nested: [{ size: 3, org: null }],
        exp: 300,
        iat: 0,
        nbf: -10,
        iss: (yield* ClerkTest).issuer,
        sub: "user_ada"
      })
      assert.strictEqual((yield* claimsOf({ expiresInSeconds: 60 })).exp, 60)
    }).pipe(Effect.provide(TestLive)))

  it.effect("makes no token of a template that there is not", () =>
    Effect.gen(function*() {
      yield* ClerkTest.seed([{ id: "user_ada" }])
      const { id } = yield* Sessions.create({ userId: "user_ada" })
      const refused = yield* refusal(Sessions.createTokenFromTemplate({ sessionId: id, templateName: "hasura" }))
      assert.deepStrictEqual([refused.status, refused.errors[0]?.code], [404, "resource_not_found"])
    }).pipe(Effect.provide(TestLive)))

  it.effect("makes no token of a session that is over", () =>
    Effect.gen(function*() {
      yield* ClerkTest.seed([{ id: "user_ada" }])
      const { id } = yield* Sessions.create({ userId: "user_ada" })
      assert.strictEqual((yield* Sessions.revoke({ sessionId: id })).status, "revoked")
      assert.isFalse((yield* Sessions.get({ sessionId: id })).isSignedIn)
      assert.strictEqual((yield* refusal(Sessions.createToken({ sessionId: id }))).status, 404)
    }).pipe(Effect.provide(TestLive)))

  it.effect("lets a session expire with the clock", () =>
    Effect.gen(function*() {
      yield* ClerkTest.seed([{ id: "user_ada" }])
      const { expireAt, id } = yield* Sessions.create({ userId: "user_ada" })
      yield* TestClock.setTime(DateTime.toEpochMillis(expireAt!) - 1)
      assert.strictEqual((yield* Sessions.get({ sessionId: id })).status, "active")
      yield* TestClock.adjust("1 millis")
      assert.strictEqual((yield* Sessions.get({ sessionId: id })).status, "expired")
      assert.deepStrictEqual(yield* statusesOf("user_ada"), ["expired"])
    }).pipe(Effect.provide(TestLive)))

  it.effect("revokes the sessions of a user who is banned, and creates none", () =>
    Effect.gen(function*() {
      yield* ClerkTest.seed([{ id: "user_ada" }, { id: "user_bob" }])
      yield* Sessions.create({ userId: "user_ada" })
      yield* Sessions.create({ userId: "user_bob" })
      yield* Users.ban({ userId: "user_ada" })
      assert.deepStrictEqual(yield* statusesOf("user_ada"), ["revoked"])
      assert.deepStrictEqual(yield* statusesOf("user_bob"), ["active"])
      assert.strictEqual((yield* refusal(Sessions.create({ userId: "user_ada" }))).status, 400)
    }).pipe(Effect.provide(TestLive)))

  it.effect("ends the sessions of a user who is deleted", () =>
    Effect.gen(function*() {
      yield* ClerkTest.seed([{ id: "user_ada" }])
      yield* Sessions.create({ userId: "user_ada" })
      yield* Users.delete({ userId: "user_ada" })
      assert.deepStrictEqual(yield* statusesOf("user_ada"), ["ended"])
      assert.strictEqual((yield* refusal(Sessions.create({ userId: "user_ada" }))).status, 404)
    }).pipe(Effect.provide(TestLive)))

  it.effect("revokes the sessions of a user who is signed out with a new, a removed or a compromised password", () =>
    Effect.gen(function*() {
      const password = Redacted.make("a long password")
      yield* ClerkTest.seed([{ id: "user_ada", password }])
      const calls = [
        Users.update({ userId: "user_ada", password, skipPasswordChecks: true, signOutOfOtherSessions: true }),
        Users.setPasswordCompromised({ userId: "user_ada", revokeAllSessions: true }),
        Users.removePassword({ userId: "user_ada", signOutOfOtherSessions: true })
      ]
      for (const call of calls) {
        const { id } = yield* Sessions.create({ userId: "user_ada" })
        yield* call
        assert.strictEqual((yield* Sessions.get({ sessionId: id })).status, "revoked")
      }
    }).pipe(Effect.provide(TestLive)))

  it.effect("refreshes an expired token once", () =>
    Effect.gen(function*() {
      yield* ClerkTest.seed([{ id: "user_ada" }])
      const { id } = yield* Sessions.create({ userId: "user_ada" })
      const authorizedParty = "https://app.example.com"
      const token = yield* ClerkTest.sessionToken({ userId: "user_ada", sessionId: id, authorizedParty })
      yield* TestClock.adjust("2 minutes")
      const input = {
        sessionId: id,
        expiredToken: Redacted.make(token),
        refreshToken: Redacted.make(yield* ClerkTest.refreshToken(id)),
        requestOrigin: authorizedParty
      }
      const codeOf = (changes: Partial<Parameters<typeof Sessions.refresh>[0]>) =>
        Effect.map(
          refusal(Sessions.refresh({ ...input, ...changes })),
          (error) => [error.status, error.errors[0]?.code]
        )
      assert.deepStrictEqual(yield* codeOf({ expiredToken: Redacted.make("a.b.c") }), [
        401,
        "expired_session_token_invalid"
      ])
      assert.deepStrictEqual(yield* codeOf({ sessionId: "sess_2" }), [401, "refresh_sid_mismatch"])
      assert.deepStrictEqual(yield* codeOf({ requestOrigin: "https://evil.test" }), [
        401,
        "refresh_request_origin_azp_mismatch"
      ])
      assert.deepStrictEqual(yield* codeOf({ refreshToken: Redacted.make("x") }), [401, "refresh_token_not_found"])
      const { jwt } = yield* Sessions.refresh(input)
      const { sessionId } = yield* SessionToken.verify(jwt!, { authorizedParties: [authorizedParty] })
      assert.strictEqual(sessionId, id)
      assert.deepStrictEqual(yield* codeOf({}), [401, "session_refresh_expired_session_token_consumed"])
    }).pipe(Effect.provide(TestLive)))

  it.effect("has the seeded sessions at the start and after a reset", () =>
    Effect.gen(function*() {
      const [seeded] = yield* ClerkTest.seedSessions([
        {
          userId: "user_ada",
          status: "pending",
          tasks: [{ key: "reset-password" }],
          latestActivity: { city: "Athens" }
        }
      ])
      assert.strictEqual(seeded?.latestActivity?.city, "Athens")
      assert.deepStrictEqual(yield* statusesOf("user_ada"), ["pending", "removed"])
      yield* ClerkTest.reset
      assert.deepStrictEqual(yield* statusesOf("user_ada"), ["removed"])
    }).pipe(Effect.provide(ClerkTest.layer({
      users: [{ id: "user_ada" }],
      sessions: [{ id: "sess_1", userId: "user_ada", status: "removed" }]
    }))))

  it.effect("sends what Clerk's OpenAPI file allows, for every operation on sessions", () =>
    callsEveryOperation(
      "sessions",
      sessionOperations,
      Effect.gen(function*() {
        yield* ClerkTest.seed([{ id: "user_ada" }])
        yield* ClerkTest.seedSessions([{ userId: "user_ada", latestActivity: { isMobile: true } }])
        const { id } = yield* Sessions.create({ userId: "user_ada" })
        yield* Sessions.list({ userId: "user_ada", status: "active" })
        yield* Sessions.get({ sessionId: id })
        yield* Sessions.createToken({ sessionId: id, expiresInSeconds: 30 })
        yield* JwtTemplates.create({ name: "hasura", claims: {} })
        yield* Sessions.createTokenFromTemplate({ sessionId: id, templateName: "hasura" })
        const requestOrigin = "https://app.example.com"
        for (const format of ["token", "cookie"] as const) {
          const token = yield* ClerkTest.sessionToken({
            userId: "user_ada",
            sessionId: id,
            authorizedParty: requestOrigin,
            claims: { format }
          })
          yield* Sessions.refresh({
            sessionId: id,
            expiredToken: Redacted.make(token),
            refreshToken: Redacted.make(yield* ClerkTest.refreshToken(id)),
            requestOrigin,
            format
          })
        }
        yield* Sessions.revoke({ sessionId: id })
        yield* refusal(Sessions.get({ sessionId: "sess_none" }))
      })
    ).pipe(Effect.provide(ClerkTest.layer())))
})
