import { FetchHttpClient, HttpClient } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Cause, DateTime, Effect, Exit, Fiber, Layer, Redacted, TestClock } from "effect"
import { Clerk, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { png } from "../users/behaviour.ts"

const withClerk = Effect.provide(ClerkTest.layer())

describe("ClerkTest.requests", () => {
  it.effect("contains the requests in order, without secrets", () =>
    Effect.gen(function*() {
      const ada = yield* Users.create({
        username: "ada",
        password: Redacted.make("canary password"),
        totpSecret: Redacted.make("CANARY"),
        backupCodes: [Redacted.make("canary code")],
        publicMetadata: { code: "kept" }
      })
      yield* Users.verifyPassword({ userId: ada.id, password: Redacted.make("canary password") })
      yield* Effect.flip(Users.verifyTOTP({ userId: ada.id, code: Redacted.make("canary") }))
      yield* Users.setProfileImage({ userId: ada.id, file: { content: png, name: "ada.png", type: "image/png" } })
      yield* Users.list({ emailAddress: ["a@example.com", "b@example.com"], banned: false })
      const requests = yield* ClerkTest.requests
      assert.deepStrictEqual(
        requests.map((it) => [it.operation, it.method, it.path, it.query, it.body, it.status]),
        [
          ["users.create", "POST", "/v1/users", {}, {
            username: "ada",
            password: "<redacted>",
            totp_secret: "<redacted>",
            backup_codes: "<redacted>",
            public_metadata: { code: "kept" }
          }, 200],
          ["users.verifyPassword", "POST", `/v1/users/${ada.id}/verify_password`, {}, { password: "<redacted>" }, 200],
          ["users.verifyTOTP", "POST", `/v1/users/${ada.id}/verify_totp`, {}, { code: "<redacted>" }, 422],
          ["users.setProfileImage", "POST", `/v1/users/${ada.id}/profile_image`, {}, {
            file: { name: "ada.png", type: "image/png", size: 12 }
          }, 200],
          [
            "users.list",
            "GET",
            "/v1/users",
            {
              email_address: ["a@example.com", "b@example.com"],
              banned: "false"
            },
            null,
            200
          ]
        ]
      )
      assert.strictEqual(requests[0]!.headers["clerk-api-version"], "2026-05-12")
      assert.notProperty(requests[0]!.headers, "authorization")
      assert.notMatch(JSON.stringify(requests), /canary|sk_test/i)
    }).pipe(withClerk))

  const authorized = { authorization: "Bearer sk_test_in_memory" }

  it.effect("contains requests that match no operation", () =>
    Effect.gen(function*() {
      yield* ClerkTest.handle({ method: "GET", url: "/v1/widgets?a=1", headers: authorized, body: new Uint8Array() })
      const [seen] = yield* ClerkTest.requests
      assert.deepStrictEqual(seen, {
        operation: null,
        method: "GET",
        path: "/v1/widgets",
        query: { a: "1" },
        headers: {},
        body: null,
        status: 404
      })
    }).pipe(withClerk))
})

describe("ClerkTest.seed", () => {
  it.effect("returns users with all values of their seeds", () =>
    Effect.gen(function*() {
      const lastSignInAt = DateTime.unsafeMake("2024-01-01T00:00:00Z")
      const [ada] = yield* ClerkTest.seed([{
        id: "user_ada",
        emailAddress: ["ada@example.com"],
        firstName: "Ada",
        lastSignInAt,
        externalAccounts: [{ provider: "oauth_github", username: "ada" }],
        passkeys: [{ id: "idn_passkey", name: "Phone" }],
        samlAccounts: [{}],
        enterpriseAccounts: [{ provider: "saml_okta" }],
        unknownFields: { new_key: true }
      }])
      assert.deepStrictEqual(yield* Users.get({ userId: "user_ada" }), ada)
      assert.deepStrictEqual(ada!.lastSignInAt, lastSignInAt)
      assert.deepStrictEqual(ada!.unknownFields, { new_key: true })
      const [github] = ada!.externalAccounts
      assert.deepStrictEqual(
        [github!.provider, github!.username, github!.emailAddress, github!.firstName, github!.verification?.status],
        ["oauth_github", "ada", "ada@example.com", "Ada", "verified"]
      )
      assert.match(github!.deletableId, /^eac_/)
      assert.deepStrictEqual(ada!.passkeys.map((it) => [it.id, it.name]), [["idn_passkey", "Phone"]])
      assert.deepStrictEqual(ada!.samlAccounts.map((it) => it.emailAddress), ["ada@example.com"])
      assert.deepStrictEqual(ada!.enterpriseAccounts.map((it) => it.provider), ["saml_okta"])
    }).pipe(withClerk))

  it.effect("is applied to the users option at the start and after a reset", () =>
    Effect.gen(function*() {
      const [ada] = yield* Users.list()
      yield* Users.create({ username: "grace" })
      yield* Users.delete({ userId: ada!.id })
      yield* ClerkTest.fault({ status: 500 })
      yield* ClerkTest.reset
      assert.deepStrictEqual(yield* Users.list(), [ada!])
      assert.lengthOf(yield* ClerkTest.requests, 1)
    }).pipe(Effect.provide(ClerkTest.layer({ users: [{ username: "ada" }] }))))

  it.effect("dies when a seed has the id of another user", () =>
    Effect.gen(function*() {
      const exit = yield* Effect.exit(
        ClerkTest.seed([{ id: "user_1", username: "a" }, { id: "user_1", username: "b" }])
      )
      assert.include(
        Exit.match(exit, { onFailure: Cause.pretty, onSuccess: () => "" }),
        "The user at 1 cannot be seeded: form_identifier_exists"
      )
      assert.strictEqual((yield* Users.get({ userId: "user_1" })).username, "a")
    }).pipe(withClerk))

  it.effect("dies with the rule that a seed breaks", () =>
    Effect.gen(function*() {
      const exit = yield* Effect.exit(ClerkTest.seed([{ username: "ada" }, { username: "Ada" }]))
      assert.include(
        Exit.match(exit, { onFailure: Cause.pretty, onSuccess: () => "" }),
        "The user at 1 cannot be seeded: form_identifier_exists, That username is taken."
      )
    }).pipe(withClerk))
})

it.effect("ClerkTest.snapshot contains the users and their records", () =>
  Effect.gen(function*() {
    yield* ClerkTest.seed([{ id: "user_ada", username: "ada" }, {
      id: "user_grace",
      username: "grace",
      backupCodes: [Redacted.make("1"), Redacted.make("2")],
      organizationMemberships: [{ role: "org:admin" }],
      organizationInvitations: [{ status: "pending" }],
      oauthAccessTokens: [{ provider: "oauth_google" }]
    }])
    const { byUser, users } = yield* ClerkTest.snapshot
    assert.deepStrictEqual(users, yield* Users.list())
    const { backupCodes, oauthAccessTokens, organizationInvitations, organizationMemberships } = byUser["user_grace"]!
    assert.deepStrictEqual(
      [
        backupCodes,
        oauthAccessTokens.map((it) => it.provider),
        organizationInvitations.map((it) => it.status),
        organizationMemberships.map((it) => it.role)
      ],
      [2, ["oauth_google"], ["pending"], ["org:admin"]]
    )
  }).pipe(withClerk))

describe("ClerkTest.fault", () => {
  it.effect("applies to its operation and number of requests, in order", () =>
    Effect.gen(function*() {
      yield* ClerkTest.fault({ operation: "users.count", status: 503, times: 2 })
      yield* ClerkTest.fault({ status: 500 })
      const status = <A, E extends { readonly status: number | null }, R>(call: Effect.Effect<A, E, R>) =>
        Effect.match(call, { onFailure: (error) => error.status, onSuccess: () => 200 })
      const [count, list] = [status(Users.count()), status(Users.list())]
      const seen = yield* Effect.all([count, list, list, count, count])
      assert.deepStrictEqual(seen, [503, 500, 200, 503, 200])
    }).pipe(withClerk))

  it.effect("delays a request under the clock", () =>
    Effect.gen(function*() {
      yield* ClerkTest.fault({ delay: "20 seconds" })
      const call = yield* Effect.fork(Users.create({ username: "ada" }))
      yield* TestClock.adjust("19 seconds")
      assert.isNull(call.unsafePoll())
      yield* TestClock.adjust("1 second")
      assert.strictEqual((yield* Fiber.join(call)).createdAt.epochMillis, 20_000)
    }).pipe(withClerk))

  it.effect("with a long delay ends in the client's timeout, and the request is not carried out", () =>
    Effect.gen(function*() {
      yield* ClerkTest.fault({ delay: "1 hour" })
      const call = yield* Effect.fork(Effect.flip(Users.create({ username: "ada" })))
      yield* TestClock.adjust("30 seconds")
      const error = yield* Fiber.join(call)
      assert.strictEqual(error._tag === "SDKError" && error.reason._tag, "Timeout")
      yield* TestClock.adjust("1 hour")
      assert.strictEqual((yield* Users.count()).totalCount, 0)
    }).pipe(withClerk))

  it.effect("changes the headers of a real response", () =>
    Effect.gen(function*() {
      yield* ClerkTest.fault({ headers: { "Content-Type": "application/json; charset=utf-8" } })
      const { headers } = yield* ClerkTest.handle({
        method: "GET",
        url: "/v1/users",
        headers: {},
        body: new Uint8Array()
      })
      assert.strictEqual(headers["content-type"], "application/json; charset=utf-8")
    }).pipe(withClerk))

  it.effect("replaces a response by an unexpected 2xx body", () =>
    Effect.gen(function*() {
      yield* ClerkTest.fault({ body: null })
      yield* ClerkTest.fault({ status: 204 })
      for (const _ of [1, 2]) {
        const error = yield* Effect.flip(Users.count())
        assert.strictEqual(error._tag === "SDKError" && error.reason._tag, "InvalidResponse")
      }
    }).pipe(withClerk))

  it.effect("dies with a status outside of 200 to 599", () =>
    Effect.gen(function*() {
      const exit = yield* Effect.exit(ClerkTest.fault({ status: 42 }))
      assert.isTrue(Exit.isFailure(exit) && Cause.isDie(exit.cause))
    }).pipe(withClerk))
})

describe("the layers of ClerkTest", () => {
  it.effect("have separate states", () =>
    Effect.gen(function*() {
      yield* Users.create({ username: "ada" }).pipe(withClerk)
      assert.strictEqual((yield* Users.count().pipe(withClerk)).totalCount, 0)
    }))

  it.effect("are accepted for each version of Clerk's API, and refused for a version that Clerk does not have", () =>
    Effect.gen(function*() {
      const answer = (apiVersion: string) =>
        Users.count().pipe(
          Effect.provide(Clerk.layer({ secretKey: Redacted.make("sk_test_in_memory"), apiVersion })),
          Effect.provide(ClerkTest.layerHttpClient())
        )
      for (const version of ["2021-02-05", "2024-10-01", "2025-04-10", "2025-11-10", "2026-05-12"]) {
        assert.strictEqual((yield* answer(version)).totalCount, 0)
      }
      const { message } = yield* Effect.flip(answer("2025-03-13"))
      assert.match(
        message,
        /^users\.count \(GET \/users\/count\) answered 400: The API version does not exist\. \(api_version_invalid: is apiVersion right\?\)/
      )
    }))

  it.effect("reach the in-memory Clerk through a Clerk.layer with other options over layerHttpClient", () =>
    Effect.gen(function*() {
      yield* Users.create({ username: "ada" })
      const [seen] = yield* ClerkTest.requests
      assert.strictEqual(seen!.headers["x-request-id"], "1")
    }).pipe(Effect.provide(
      Clerk.layer({
        secretKey: Redacted.make("sk_live_mine"),
        apiUrl: "http://clerk.test/v1",
        transformClient: HttpClient.mapRequest((request) =>
          ({
            ...request,
            headers: { ...request.headers, "x-request-id": "1" }
          }) as typeof request
        )
      }).pipe(Layer.provideMerge(ClerkTest.layerHttpClient({ secretKey: Redacted.make("sk_live_mine") })))
    )))

  it.effect("do not replace the HTTP client of the program", () =>
    Effect.gen(function*() {
      const client = yield* HttpClient.HttpClient
      const response = yield* client.get("data:text/plain,hello")
      assert.strictEqual(yield* response.text, "hello")
    }).pipe(withClerk, Effect.provide(FetchHttpClient.layer)))
})
