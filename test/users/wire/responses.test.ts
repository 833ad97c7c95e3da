import { assert, describe, it } from "@effect/vitest"
import { Effect, Logger, LogLevel, Stream } from "effect"
import type { SDKError } from "effect-clerk"
import { Http, Users } from "effect-clerk"
import { userAda } from "../../fixtures/index.ts"
import { adaRead } from "../../fixtures/read.ts"
import { calls, names } from "../../support/calls.ts"
import type { Failure } from "../../support/wire.ts"
import { answering, failure, only, plain, refusal } from "../../support/wire.ts"

const get = Users.get({ userId: "user_1" })

describe("B1: the content type of a response", () => {
  const types = [
    "application/json",
    "application/json; charset=utf-8",
    "APPLICATION/JSON",
    "application/problem+json",
    "text/plain",
    ""
  ]

  it.effect.each(types)("does not matter for decoding a user: \"%s\"", (type) =>
    Effect.gen(function*() {
      const { layer } = answering({ headers: { "content-type": type }, body: userAda() })
      assert.deepStrictEqual(plain(yield* Effect.provide(get, layer)), adaRead)
    }))

  it.effect.each(types)("does not matter for decoding an error: \"%s\"", (type) =>
    Effect.gen(function*() {
      const { layer } = answering({
        status: 404,
        headers: { "content-type": type },
        body: { errors: [{ code: "resource_not_found", message: "not found" }], clerk_trace_id: "trace_1" }
      })
      const { errors, status, traceId } = yield* refusal(Effect.provide(get, layer))
      assert.deepStrictEqual([status, traceId, errors.map(({ code }) => code)], [404, "trace_1", [
        "resource_not_found"
      ]])
    }))
})

it.effect("a body that arrives byte by byte is decoded", () =>
  Effect.gen(function*() {
    const bytes = new TextEncoder().encode(JSON.stringify({ ...userAda(), first_name: "Ådä 😀 爱达" }))
    const body = new ReadableStream({
      start: (controller) => {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte))
        controller.close()
      }
    })
    const user = yield* Effect.provide(get, answering({ body }).layer)
    assert.strictEqual(user.firstName, "Ådä 😀 爱达")
  }))

describe("A Clerk error", () => {
  it.effect("B6: keeps unknown fields of its meta, and the meta of the whole body", () =>
    Effect.gen(function*() {
      const { layer } = answering({
        status: 422,
        body: {
          errors: [{
            code: "form_password_pwned",
            message: "found in an online data breach",
            meta: { param_name: "password", zxcvbn: { suggestions: [{ code: "anotherWord" }] }, new_in_2031: [1] }
          }],
          meta: { clientToken: "x", __typename: 1 }
        }
      })
      const error = yield* refusal(Effect.provide(Users.create(), layer))
      assert.deepStrictEqual(error.errors[0]?.meta, {
        param_name: "password",
        zxcvbn: { suggestions: [{ code: "anotherWord" }] },
        new_in_2031: [1]
      })
      assert.deepStrictEqual(error.meta, { clientToken: "x", __typename: 1 })
    }))

  // F45
  it.effect("names the parameter as the input does, like the refusal of an input that was not sent", () =>
    Effect.gen(function*() {
      const input = { emailAddress: ["a@b.c"], publicMetadata: {}, web3Wallet: ["0x"], skipPasswordChecks: true }
      const names = ["email_address", "public_metadata", "web3_wallet", "skip_password_checks"]
      const errors = names.map((param_name) => ({
        code: "form_param_value_invalid",
        message: "no",
        meta: { param_name }
      }))
      const { layer } = answering({ status: 422, body: { errors: [...errors, { code: "conflict", message: "no" }] } })
      const sent = yield* refusal(Effect.provide(Users.create(input), layer))
      assert.deepStrictEqual(sent.errors.map(({ path }) => path), [...Object.keys(input), null])
      const wrong = Object.fromEntries(Object.keys(input).map((name) => [name, 5]))
      const notSent = yield* failure(Effect.provide(Users.create(wrong as never), layer))
      assert.sameMembers(
        notSent._tag === "InvalidRequest" ? notSent.issues.map(({ path }) => path) : [],
        Object.keys(input)
      )
    }))

  it.effect("B9: keeps all three errors of a body", () =>
    Effect.gen(function*() {
      const item = (code: string, param_name: string) => ({
        code,
        message: code,
        long_message: code,
        meta: { param_name }
      })
      const { layer } = answering({
        status: 422,
        body: {
          errors: [
            item("form_identifier_exists", "email_address"),
            item("form_param_format_invalid", "locale"),
            item("form_password_pwned", "password")
          ]
        }
      })
      const { errors } = yield* refusal(Effect.provide(Users.create(), layer))
      assert.deepStrictEqual(errors.map(({ code, paramName }) => [code, paramName]), [
        ["form_identifier_exists", "email_address"],
        ["form_param_format_invalid", "locale"],
        ["form_password_pwned", "password"]
      ])
    }))
})

// F27
describe("A success without what identifies it", () => {
  const issuesOf = (name: keyof typeof calls, body: unknown) => {
    const call: Effect.Effect<unknown, Failure, Users> = calls[name]
    return Effect.map(
      failure(Effect.provide(call, answering({ body }).layer)),
      (reason) => reason._tag === "InvalidResponse" && reason.issues.map(({ path }) => path)
    )
  }

  const bodies = [{}, { errors: [{ code: "resource_not_found", message: "not found" }] }, { message: "ok" }, null, "ok"]
  it.effect.each(names)("is refused as the response to %s", (name) =>
    Effect.gen(function*() {
      for (const body of bodies) {
        assert.isArray(yield* issuesOf(name, body), JSON.stringify(body))
      }
    }))

  const parts: ReadonlyArray<readonly [name: keyof typeof calls, body: object, path: string]> = [
    ["delete", { object: "user", id: "user_1" }, "deleted"],
    ["delete", { object: "user", id: "user_1", deleted: false }, "deleted"],
    ["deletePasskey", { object: "passkey", id: "idn_1", deleted: null }, "deleted"],
    ["deleteWeb3Wallet", { object: "web3_wallet", id: "idn_1", deleted: "true" }, "deleted"],
    ["deleteExternalAccount", { object: "external_account", id: "eac_1", deleted: 1 }, "deleted"],
    ["disableMFA", { user_id: null }, "user_id"],
    ["deleteBackupCodes", { user_id: "" }, "user_id"],
    ["deleteTotp", { id: "user_1" }, "user_id"],
    ["verifyPassword", { verified: null }, "verified"],
    ["verifyPassword", { verified: "true" }, "verified"],
    ["verifyTOTP", { code_type: "totp" }, "verified"],
    ["createTOTP", { object: "totp", id: "totp_1", verified: false }, "secret"],
    ["createTOTP", { object: "totp", id: "totp_1", secret: null }, "secret"],
    ["replaceEmailAddress", { object: "email_address", id: "idn_1" }, "email_address"],
    ["replacePhoneNumber", { object: "phone_number", id: "idn_1", phone_number: null }, "phone_number"],
    ["getBillingSubscription", { object: "commerce_subscription", id: "" }, "id"],
    ["getBillingCreditBalance", { object: "commerce_credit_balance" }, "balance"],
    ["adjustBillingCreditBalance", { object: "commerce_credit_ledger", id: "ccl_1", amount: null }, "amount"],
    ["revokeTrustedDevice", { object: "trusted_device", status: "revoked" }, "id"]
  ]
  it.effect.each(parts)("is refused as the response to %s: %j", ([name, body, path]) =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* issuesOf(name, body), [path])
    }))
})

describe("A list response", () => {
  const bodies: ReadonlyArray<readonly [what: string, body: unknown, message: RegExp]> = [
    ["B25: with a page object", { data: [userAda()], total_count: 1 }, /^Expected an array, got an object$/],
    ["B25: with an empty page object", { data: [], total_count: 0 }, /^Expected an array, got an object$/],
    ["B26: with an empty object", {}, /^Expected an array, got an object$/],
    ["B26: with null", null, /^Expected an array, got null$/],
    ["B26: with a string", `"users"`, /^Expected an array, got string$/],
    ["B26: with the HTML of a proxy", "<html><body>Bad gateway</body></html>", /^Expected JSON, got HTML$/],
    ["B26: with an empty body", "", /^Expected JSON, got empty$/]
  ]

  it.effect.each(bodies)("%s fails with InvalidResponse", ([, body, message]) =>
    Effect.gen(function*() {
      const { layer } = answering({ body })
      const reason = yield* failure(Effect.provide(Users.list(), layer))
      assert.strictEqual(reason._tag, "InvalidResponse")
      const issues = reason._tag === "InvalidResponse" ? reason.issues : []
      assert.lengthOf(issues, 1)
      assert.match(issues[0]!.message, message)
    }))
})

describe("B30: an undecodable user", () => {
  const page = Array.from({ length: 500 }, (_, index) => ({ ...userAda(), id: `user_${index}` }))
  const withUndecodable = (fields: object) => page.map((user, index) => index === 250 ? { ...user, ...fields } : user)
  const list = Users.list({ limit: 500 })

  const reports = () => {
    const reported: Array<SDKError> = []
    return { reported, report: (error: SDKError) => Effect.sync(() => void reported.push(error)) }
  }

  it.effect("among 500 is left out and reported once", () =>
    Effect.gen(function*() {
      const { layer, sent } = answering({
        headers: { "clerk-trace-id": "trace_1" },
        body: withUndecodable({ created_at: null })
      })
      const { report, reported } = reports()
      const users = yield* list.pipe(Effect.provideService(Http.OnDecodeError, report), Effect.provide(layer))
      assert.deepStrictEqual(
        users.map(({ id }) => id as string),
        page.map(({ id }) => id).filter((id) => id !== "user_250")
      )
      assert.lengthOf(reported, 1)
      assert.strictEqual(reported[0]?.operation, "users.list")
      assert.deepStrictEqual(plain(reported[0]?.reason), {
        _tag: "InvalidResponse",
        status: 200,
        traceId: "trace_1",
        retryAfter: null,
        issues: [{ path: "[250].created_at", message: "Expected number, got null" }],
        id: "user_250",
        isPartial: false
      })
      only(sent)
    }))

  it.effect("is logged as one warning by default", () =>
    Effect.gen(function*() {
      const { layer } = answering({ body: withUndecodable({ id: 5, first_name: "Mallory" }) })
      const logged: Array<string> = []
      const logger = Logger.make(({ logLevel, message }) => {
        logged.push(`${logLevel.label} ${String(message)}`)
      })
      const users = yield* list.pipe(
        Effect.provide(layer),
        Effect.provide(Logger.add(logger)),
        Logger.withMinimumLogLevel(LogLevel.All)
      )
      assert.lengthOf(users, 499)
      assert.lengthOf(logged, 1)
      assert.match(logged[0]!, /^WARN users\.list \(GET \/users\) answered 200: .*\[250\]\.id: Expected .*, got number/)
      assert.notInclude(logged[0], "Mallory")
    }))

  it.effect("fails the whole list when OnDecodeError fails", () =>
    Effect.gen(function*() {
      const { layer } = answering({ body: withUndecodable({ updated_at: "yesterday" }) })
      const strict = list.pipe(Effect.provideService(Http.OnDecodeError, Effect.fail), Effect.provide(layer))
      const reason = yield* failure(strict)
      assert.strictEqual(reason._tag === "InvalidResponse" && reason.id, "user_250")
    }))

  it.effect("that is the only one leaves an empty list", () =>
    Effect.gen(function*() {
      const { layer } = answering({ body: [{ ...userAda(), id: "user_undecodable", created_at: "?" }] })
      const { report, reported } = reports()
      const users = yield* list.pipe(Effect.provideService(Http.OnDecodeError, report), Effect.provide(layer))
      assert.deepStrictEqual(users, [])
      assert.deepStrictEqual(
        reported.map(({ reason }) => reason._tag === "InvalidResponse" && reason.id),
        ["user_undecodable"]
      )
    }))

  it.effect("fails the whole list when no item has an id", () =>
    Effect.gen(function*() {
      const { layer } = answering({ body: [{ ...userAda(), id: null }, { message: "another endpoint" }] })
      const { report, reported } = reports()
      const reason = yield* failure(list.pipe(Effect.provideService(Http.OnDecodeError, report), Effect.provide(layer)))
      assert.deepStrictEqual(
        reason._tag === "InvalidResponse" && reason.issues.map(({ path }) => path),
        ["[0].id", "[1].id", "[1].created_at", "[1].updated_at"]
      )
      assert.deepStrictEqual(reported, [])
    }))

  it.effect("has its counterpart in pages and token lists, where an undecodable item is left out", () =>
    Effect.gen(function*() {
      const { report, reported } = reports()
      const ask = <A>(call: Effect.Effect<A, Failure, Users>, body: unknown) =>
        call.pipe(Effect.provideService(Http.OnDecodeError, report), Effect.provide(answering({ body }).layer))
      const memberships = yield* ask(Users.getOrganizationMemberships({ userId: "user_1" }), {
        data: [{ id: "orgmem_1" }, null],
        total_count: 2
      })
      const tokens = yield* ask(Users.getOAuthAccessToken({ userId: "user_1", provider: "oauth_google" }), {
        data: [{ provider: "oauth_google" }, { token: "t" }],
        total_count: 2
      })
      assert.deepStrictEqual(memberships.data.map(({ id }) => id), ["orgmem_1"])
      assert.strictEqual(memberships.totalCount, 2)
      assert.lengthOf(tokens, 1)
      assert.deepStrictEqual(
        reported.map((
          { operation, reason }
        ) => [operation, reason._tag === "InvalidResponse" && reason.issues[0]?.path]),
        [
          ["users.getOrganizationMemberships", "data[1]"],
          ["users.getOAuthAccessToken", "[0].token"]
        ]
      )
    }))

  // F14
  it.effect("is not a page whose data is null, which is empty, nor a total count that is missing, which is null", () =>
    Effect.gen(function*() {
      const userId = "user_1"
      const ask = <A>(call: Effect.Effect<A, Failure, Users>, body: unknown) =>
        call.pipe(Effect.provideService(Http.OnDecodeError, Effect.fail), Effect.provide(answering({ body }).layer))
      const calls: ReadonlyArray<
        Effect.Effect<{ readonly data: unknown; readonly totalCount: number | null }, Failure, Users>
      > = [
        Users.getOrganizationMemberships({ userId }),
        Users.getOrganizationInvitations({ userId })
      ]
      for (const call of calls) {
        assert.deepStrictEqual(yield* ask(call, { data: null, total_count: 0 }), { data: [], totalCount: 0 })
        assert.deepStrictEqual(yield* ask(call, { data: null, total_count: null }), { data: [], totalCount: null })
        const { totalCount } = yield* ask(call, { data: [{ id: "it_1" }] })
        assert.isNull(totalCount)
        for (const body of [{}, { data: {} }, { data: "" }, { data: 0 }, { total_count: 0 }, null]) {
          assert.strictEqual((yield* failure(ask(call, body)))._tag, "InvalidResponse")
        }
        assert.strictEqual((yield* failure(ask(call, { data: [], total_count: "0" })))._tag, "InvalidResponse")
      }
      const tokens = Users.getOAuthAccessToken({ userId, provider: "oauth_google" })
      assert.deepStrictEqual(yield* ask(tokens, { data: null, total_count: 0 }), [])
      assert.deepStrictEqual(yield* ask(tokens, { data: null }), [])
      assert.strictEqual((yield* failure(ask(tokens, { data: {} })))._tag, "InvalidResponse")
      const memberships = Stream.runCollect(Users.streamOrganizationMemberships({ userId }))
      assert.lengthOf(yield* ask(memberships, { data: null }), 0)
    }))

  it.effect("fails a get with an error that has its id", () =>
    Effect.gen(function*() {
      const { layer } = answering({ body: { ...userAda(), updated_at: undefined } })
      const error = yield* Effect.flip(Effect.provide(get, layer))
      assert.deepStrictEqual(error._tag === "SDKError" && plain(error.reason), {
        _tag: "InvalidResponse",
        status: 200,
        traceId: null,
        retryAfter: null,
        issues: [{ path: "updated_at", message: "Expected a value, got nothing" }],
        id: "user_1",
        isPartial: false
      })
    }))
})
