import { HttpServer } from "@effect/platform"
import { NodeHttpServer } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, Exit, Layer, Redacted } from "effect"
import { Users } from "effect-clerk"
import { ClerkTest, Ids } from "effect-clerk/testing"
import { createServer } from "node:http"
import { errorResponseOf } from "../users/behaviour.ts"

const withClerk = Effect.provide(ClerkTest.layer())

const death = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.map(
    Effect.exit(effect),
    Exit.match({ onFailure: Cause.pretty, onSuccess: () => "it lives" })
  )

describe("Ids", () => {
  it.effect("skips an id that a seed uses", () =>
    Effect.gen(function*() {
      yield* ClerkTest.seed([{ id: "user_000000000000000000000000001", username: "seeded" }])
      const created = yield* Users.create({ username: "new" })
      assert.strictEqual(created.id, "user_000000000000000000000000002")
      assert.strictEqual((yield* Users.count()).totalCount, 2)
    }).pipe(withClerk))

  it.effect("dies when it returns the same id 1000 times", () =>
    Effect.gen(function*() {
      yield* Users.create({ username: "first" })
      assert.include(yield* death(Users.create({ username: "second" })), "Ids gave 1000 ids for user in a row")
    }).pipe(
      Effect.provide(ClerkTest.layer().pipe(Layer.provide(Layer.succeed(Ids, (prefix) => Effect.succeed(prefix)))))
    ))
})

describe("ClerkTest.seed", () => {
  it.effect("dies with the index of an invalid user and the reason", () =>
    Effect.gen(function*() {
      const odd = ClerkTest.seed([{ username: "ada" }, { username: "bob", firstName: 5 as never }])
      assert.match(yield* death(odd), /The user at 1 cannot be seeded: .*first/s)
      assert.include(yield* death(ClerkTest.seed([{ id: "" }])), "The user at 0 cannot be seeded")
    }).pipe(withClerk))

  it.effect("copies its input, so that later mutations have no effect", () =>
    Effect.gen(function*() {
      const publicMetadata = { plan: { name: "free" } }
      yield* ClerkTest.seed([{ id: "user_ada", username: "ada", publicMetadata }])
      publicMetadata.plan.name = "pro"
      assert.deepStrictEqual((yield* Users.get({ userId: "user_ada" })).publicMetadata, { plan: { name: "free" } })
    }).pipe(withClerk))
})

describe("an unknown password hasher", () => {
  it.effect.each(["constructor", "toString", "__proto__", "in_memory", ""])(
    "named %s fails verifyPassword with a 500",
    (name) =>
      Effect.gen(function*() {
        const passwordDigest = Redacted.make("digest")
        const user = yield* Users.create({ username: "ada", passwordDigest, passwordHasher: name })
        const verify = Users.verifyPassword({ userId: user.id, password: Redacted.make("digest") })
        assert.deepStrictEqual(yield* errorResponseOf(verify), [500, "internal_clerk_error"])
      }).pipe(withClerk)
  )
})

describe("a backup code", () => {
  const verify = (code: string) => Users.verifyTOTP({ userId: "user_ada", code: Redacted.make(code) })

  it.effect("that is given twice verifies once", () =>
    Effect.gen(function*() {
      const backupCodes = [Redacted.make("twice"), Redacted.make("twice"), Redacted.make("other")]
      yield* ClerkTest.seed([{ id: "user_ada", username: "ada", backupCodes }])
      assert.isTrue((yield* verify("twice")).verified)
      assert.deepStrictEqual(yield* errorResponseOf(verify("twice")), [422, "totp_incorrect_code"])
    }).pipe(withClerk))

  it.effect("does not verify by its bcrypt digest", () =>
    Effect.gen(function*() {
      const digest = `$2b$10$${"a".repeat(53)}`
      yield* ClerkTest.seed([{ id: "user_ada", username: "ada", backupCodes: [Redacted.make(digest)] }])
      assert.deepStrictEqual(yield* errorResponseOf(verify(digest)), [422, "totp_incorrect_code"])
    }).pipe(withClerk))
})

it.effect("deleteExternalAccount deletes the OAuth access tokens of the account", () =>
  Effect.gen(function*() {
    const [ada] = yield* ClerkTest.seed([{
      username: "ada",
      externalAccounts: [{ provider: "oauth_google" }],
      oauthAccessTokens: [{}]
    }])
    const call = { userId: ada!.id, provider: "oauth_google" }
    assert.lengthOf(yield* Users.getOAuthAccessToken(call), 1)
    yield* Users.deleteExternalAccount({ userId: ada!.id, externalAccountId: ada!.externalAccounts[0]!.deletableId })
    assert.deepStrictEqual(yield* errorResponseOf(Users.getOAuthAccessToken(call)), [
      404,
      "oauth_token_provider_not_enabled"
    ])
  }).pipe(withClerk))

it.effect("removing the password clears passwordLastUpdatedAt", () =>
  Effect.gen(function*() {
    const user = yield* Users.create({ username: "ada", password: Redacted.make("correct horse") })
    const without = yield* Users.update({ userId: user.id, password: null })
    assert.deepStrictEqual([without.passwordEnabled, without.passwordLastUpdatedAt], [false, null])
  }).pipe(withClerk))

describe("ClerkTest.fault", () => {
  it.effect.each([0, -1, Number.NaN])("dies when it is for %s requests", (times) =>
    Effect.gen(function*() {
      assert.include(yield* death(ClerkTest.fault({ status: 503, times })), "A fault is for 1 request or more")
    }).pipe(withClerk))

  it.effect.each([[402, "unsupported_subscription_plan_features"], [422, "form_param_value_invalid"]] as const)(
    "of status %s returns an error code of that status",
    ([status, code]) =>
      Effect.gen(function*() {
        yield* ClerkTest.fault({ status })
        assert.deepStrictEqual(yield* errorResponseOf(Users.count()), [status, code])
      }).pipe(withClerk)
  )
})

describe("ClerkTest.requests", () => {
  it.effect("redacts secrets in malformed requests too", () =>
    Effect.gen(function*() {
      const { handle, requests } = yield* ClerkTest
      const send = (headers: Record<string, string>, body: string) =>
        handle({ method: "POST", url: "/v1/users", headers, body: new TextEncoder().encode(body) })
      yield* send({ Authorization: "Bearer sk_test_canary" }, `[{"password":"canary"}]`)
      yield* send({ "content-type": "application/json" }, `{"totpSecret":"canary","user":{"password":"canary"}}`)
      yield* send(
        { "content-type": "multipart/form-data; boundary=x" },
        `--x\r\ncontent-disposition: form-data; name="password"\r\n\r\ncanary\r\n--x--\r\n`
      )
      const seen = yield* requests
      assert.lengthOf(seen, 3)
      assert.notInclude(JSON.stringify(seen), "canary")
    }).pipe(withClerk))
})

it.scopedLive("the HTTP server checks the key before the path, and rejects a body of 50 MB with a 413", () =>
  Effect.gen(function*() {
    const address = yield* HttpServer.addressFormattedWith(Effect.succeed)
    const ask = (path: string, init: RequestInit) =>
      Effect.promise(async () => {
        const response = await fetch(`${address}${path}`, init)
        return [response.status, await response.text()] as const
      })
    assert.strictEqual((yield* ask("/v1/nope", {}))[0], 401)
    assert.strictEqual((yield* ask("/v1/users", { method: "PUT" }))[0], 401)
    const [status, text] = yield* ask("/v1/users", { method: "POST", body: new Uint8Array(50_000_000) })
    assert.strictEqual(status, 413)
    assert.include(text, "request_body_too_large")
  }).pipe(Effect.provide(
    ClerkTest.layerServer().pipe(
      Layer.provideMerge(NodeHttpServer.layer(() => createServer(), { port: 0, host: "127.0.0.1" }))
    )
  )))
