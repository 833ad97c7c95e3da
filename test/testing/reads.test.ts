import { HttpServer } from "@effect/platform"
import { NodeHttpServer } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import { ClerkTest } from "effect-clerk/testing"
import { createServer } from "node:http"

interface Given {
  readonly method?: string
  readonly version?: string
  readonly body?: unknown
}

interface Errors {
  readonly clerk_trace_id: string
  readonly errors: ReadonlyArray<{
    readonly code: string
    readonly long_message: string
    readonly meta?: { readonly param_name?: string }
  }>
}

/** Sends a request as any client could, and returns the response with its body as text. */
const send = (url: string, { body, method = "GET", version = "2026-05-12" }: Given = {}) =>
  Effect.map(
    ClerkTest.handle({
      method,
      url,
      headers: {
        authorization: "Bearer sk_test_in_memory",
        "clerk-api-version": version,
        "content-type": "application/json"
      },
      body: new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body))
    }),
    (response) => ({ ...response, text: new TextDecoder().decode(response.body) })
  )

const errorsOf = (url: string, given?: Given) =>
  Effect.map(send(url, given), ({ status, text }) => [
    status,
    ...(JSON.parse(text) as Errors).errors.flatMap(({ code, meta }) =>
      meta === undefined ? [code] : [
        code,
        meta.param_name
      ]
    )
  ])

const withUsers = Effect.provide(ClerkTest.layer({
  users: [
    { id: "user_ada", username: "ada", externalId: "1", password: Redacted.make("correct horse") },
    { id: "user_bob", username: "bob", externalId: "-2" },
    { id: "user_eve", username: "eve" }
  ]
}))

// F33
describe("the filters of list and count", () => {
  const cases: ReadonlyArray<readonly [query: string, found: ReadonlyArray<string>]> = [
    ["user_id=-user_ada", ["eve", "bob"]],
    ["user_id=%2Buser_ada", ["ada"]],
    ["user_id=user_ada&user_id=%2Buser_bob&user_id=-user_ada", ["bob"]],
    ["external_id=-1", ["eve", "bob"]],
    ["external_id=%2B-2", ["bob"]],
    ["user_id=", []],
    ["user_id=-", ["eve", "bob", "ada"]],
    ["username=", []],
    ["username=ada&username=", ["ada"]],
    ["provider=..&provider_user_id=1", []],
    [Array.from({ length: 100 }, (_, index) => `user_id=-user_${index}`).join("&"), ["eve", "bob", "ada"]]
  ]
  for (const [query, found] of cases) {
    it.effect(`read ${query.slice(0, 60)} alike`, () =>
      Effect.gen(function*() {
        const { text } = yield* send(`/v1/users?${query}`)
        assert.deepStrictEqual(
          (JSON.parse(text) as ReadonlyArray<{ readonly username: string }>).map((it) => it.username),
          found
        )
        const count = yield* send(`/v1/users/count?${query}`)
        assert.deepStrictEqual(JSON.parse(count.text), { object: "total_count", total_count: found.length })
      }).pipe(withUsers))
  }

  it.effect("are refused with 422 for more than 100 values in both", () =>
    Effect.gen(function*() {
      const query = Array.from({ length: 101 }, (_, index) => `user_id=-user_${index}`).join("&")
      const tooMany = [422, "form_param_array_size_exceeded", "user_id"]
      assert.deepStrictEqual(yield* errorsOf(`/v1/users?${query}`), tooMany)
      assert.deepStrictEqual(yield* errorsOf(`/v1/users/count?${query}`), tooMany)
    }).pipe(withUsers))
})

// F33
it.effect("bodies that the client does not send get Clerk's codes", () =>
  Effect.gen(function*() {
    const ban = (user_ids: ReadonlyArray<string>) => errorsOf("/v1/users/ban", { method: "POST", body: { user_ids } })
    assert.deepStrictEqual(yield* ban(Array.from({ length: 51 }, String)), [400, "bulk_size_exceeded", "user_ids"])
    const { text } = yield* send("/v1/users/ban", { method: "POST", body: { user_ids: ["", "..", "user_ada"] } })
    assert.lengthOf(JSON.parse(text) as ReadonlyArray<unknown>, 1)
    const credit = (body: object) =>
      errorsOf("/v1/users/user_ada/billing/credits", { method: "POST", body: { idempotency_key: "1", ...body } })
    assert.deepStrictEqual(yield* credit({ amount: 0, action: "increase" }), [422, "invalid_credit_amount", "amount"])
    assert.deepStrictEqual(yield* credit({ amount: 1, action: "double" }), [422, "invalid_credit_action", "action"])
  }).pipe(withUsers))

// F34
describe("versions of the API before 2026-05-12", () => {
  it.effect.each(["2021-02-05", "2024-10-01", "2025-04-10", "2025-11-10"])(
    "such as %s accept metadata in an update, which replaces that of its kind",
    (version) =>
      Effect.gen(function*() {
        const update = (body: object) => send("/v1/users/user_ada", { method: "PATCH", version, body })
        yield* update({ public_metadata: { a: 1, b: 2 }, private_metadata: { c: 3 } })
        const { text } = yield* update({ first_name: "Ada", public_metadata: { a: 2 }, private_metadata: null })
        const user = JSON.parse(text) as Record<string, unknown>
        assert.deepStrictEqual(
          [user["first_name"], user["public_metadata"], user["private_metadata"], user["unsafe_metadata"]],
          ["Ada", { a: 2 }, {}, {}]
        )
        assert.deepStrictEqual(
          yield* errorsOf("/v1/users/user_ada", {
            method: "PATCH",
            version,
            body: { public_metadata: { text: "x".repeat(8192) } }
          }),
          [422, "form_param_exceeds_allowed_size", "public_metadata"]
        )
        assert.deepStrictEqual(
          yield* errorsOf("/v1/users/user_ada", { method: "PATCH", version, body: { frist_name: "Ada" } }),
          [422, "form_param_unknown", "frist_name"]
        )
      }).pipe(withUsers)
  )

  it.effect("say which operations they do not have", () =>
    Effect.gen(function*() {
      const path = "/v1/users/user_ada/password/set_compromised"
      const { status, text } = yield* send(path, { method: "POST", version: "2025-04-10" })
      assert.strictEqual(status, 404)
      assert.strictEqual(
        (JSON.parse(text) as Errors).errors[0]!.long_message,
        `The version 2025-04-10 of the API does not have the operation POST ${path}: it came with 2025-11-10.`
      )
      assert.strictEqual((yield* send(path, { method: "POST", version: "2025-11-10" })).status, 200)
    }).pipe(withUsers))

  it.effect("are honoured in the query too, and those that Clerk does not have are refused with 400", () =>
    Effect.gen(function*() {
      const { handle } = yield* ClerkTest
      const update = (url: string, version?: string) =>
        Effect.map(
          handle({
            method: "PATCH",
            url,
            headers: {
              authorization: "Bearer sk_test_in_memory",
              "content-type": "application/json",
              "clerk-api-version": version
            },
            body: new TextEncoder().encode(`{"public_metadata":{}}`)
          }),
          ({ status }) => status
        )
      assert.strictEqual(yield* update("/v1/users/user_ada?__clerk_api_version=2025-11-10"), 200)
      assert.strictEqual(yield* update("/v1/users/user_ada"), 422)
      for (const version of ["2025-03-12", "2026-05-13", "v1", ""]) {
        assert.strictEqual(yield* update("/v1/users/user_ada", version), 400, version)
      }
    }).pipe(withUsers))
})

// F35
describe("an operation that the in-memory Clerk does not have", () => {
  it.effect.each(
    [["GET", "/v1/scim_directories"], ["POST", "/v1/users/user_ada/impersonate"], ["GET", "/v2/users"]] as const
  )(
    "is named in the error of %s %s",
    ([method, path]) =>
      Effect.gen(function*() {
        const { headers, status, text } = yield* send(path, { method })
        const { clerk_trace_id, errors } = JSON.parse(text) as Errors
        assert.deepStrictEqual(
          [status, clerk_trace_id, errors[0]!.code, errors[0]!.long_message],
          [
            404,
            headers["clerk-trace-id"],
            "resource_not_found",
            `The in-memory Clerk does not have the operation ${method} ${path}.`
          ]
        )
      }).pipe(withUsers)
  )

  it.effect("with a known path gets a 405 with the methods of the path, in Clerk's format", () =>
    Effect.gen(function*() {
      const allowed = (method: string, path: string) =>
        Effect.map(send(path, { method }), ({ headers, status, text }) => [
          status,
          headers["allow"],
          headers["content-type"],
          (JSON.parse(text) as Errors).errors[0]!.code
        ])
      const json = "application/json"
      assert.deepStrictEqual(yield* allowed("DELETE", "/v1/users"), [
        405,
        "GET, HEAD, POST",
        json,
        "method_not_allowed"
      ])
      assert.deepStrictEqual(yield* allowed("GET", "/v1/users/user_ada/ban"), [405, "POST", json, "method_not_allowed"])
      assert.deepStrictEqual(yield* allowed("POST", "/v1/users/user_ada/totp"), [
        405,
        "DELETE",
        json,
        "method_not_allowed"
      ])
    }).pipe(withUsers))
})

// F35
it.effect("HEAD has the status and the headers of GET, without a body", () =>
  Effect.gen(function*() {
    for (const path of ["/v1/users/user_ada", "/v1/users", "/v1/users/user_gone"]) {
      const got = yield* send(path)
      const head = yield* send(path, { method: "HEAD" })
      assert.strictEqual(head.body.length, 0)
      assert.deepStrictEqual([head.status, head.headers["content-type"], head.headers["content-length"]], [
        got.status,
        "application/json",
        String(got.body.length)
      ])
    }
    assert.strictEqual((yield* send("/v1/users/user_ada/ban", { method: "HEAD" })).status, 405)
    const [, head] = yield* ClerkTest.requests
    assert.deepStrictEqual([head!.method, head!.operation], ["HEAD", "users.get"])
  }).pipe(withUsers))

// F37
describe("a huge body", () => {
  const create = (body: unknown) => errorsOf("/v1/users", { method: "POST", body })

  it.effect("of a million unknown keys, 500,000 e-mail addresses or a name of 15 MB is refused with 413", () =>
    Effect.gen(function*() {
      const tooLarge = [413, "request_body_too_large"]
      const keys = Array.from({ length: 1_000_000 }, (_, index) => `"k${index}":1`).join(",")
      assert.deepStrictEqual(yield* create(`{${keys}}`), tooLarge)
      const emailAddress = Array.from({ length: 500_000 }, (_, index) => `a${index}@b.c`)
      assert.deepStrictEqual(yield* create({ email_address: emailAddress }), tooLarge)
      assert.deepStrictEqual(yield* create({ first_name: "x".repeat(15_000_000) }), tooLarge)
    }).pipe(withUsers))

  it.effect("of less than 1 MB gets at most 100 errors", () =>
    Effect.gen(function*() {
      const keys = Array.from({ length: 50_000 }, (_, index) => `"k${index}":1`).join(",")
      const errors = yield* create(`{${keys},"${"x".repeat(10_000)}":1}`)
      assert.lengthOf(errors, 201)
      assert.deepStrictEqual(
        yield* create({ email_address: Array.from({ length: 101 }, (_, index) => `a${index}@b.c`) }),
        [422, "form_param_array_size_exceeded", "email_address"]
      )
      assert.deepStrictEqual(yield* create({ email_address: Array.from({ length: 100_000 }, () => 1) }), [
        422,
        "form_param_type_invalid",
        "email_address"
      ])
    }).pipe(withUsers))

  it.effect("is in the log by its size only", () =>
    Effect.gen(function*() {
      yield* create({ username: "x".repeat(100_000) })
      const [seen] = yield* ClerkTest.requests
      assert.deepStrictEqual([seen!.status, seen!.body], [422, "<100015 bytes>"])
    }).pipe(withUsers))
})

// F37
describe("a value that Clerk refuses", () => {
  const cases: ReadonlyArray<readonly [body: object, code: string, param: string]> = [
    [{ first_name: "x".repeat(257) }, "form_param_max_length_exceeded", "first_name"],
    [{ last_name: "x".repeat(257) }, "form_param_max_length_exceeded", "last_name"],
    [{ external_id: "x".repeat(257) }, "form_param_max_length_exceeded", "external_id"],
    [{ username: "x".repeat(65) }, "form_username_invalid_length", "username"],
    [{ password: "password" }, "form_password_pwned", "password"],
    [{ password: "QWERTYUIOP" }, "form_password_pwned", "password"],
    [{ password: "short" }, "form_password_length_too_short", "password"],
    [{ password: "x".repeat(73) }, "form_password_size_in_bytes_exceeded", "password"],
    [{ password: "é".repeat(37) }, "form_password_size_in_bytes_exceeded", "password"],
    [
      { password: "Ada@example.com", email_address: ["ada@example.com"] },
      "form_password_matches_identifier",
      "password"
    ],
    ...[
      `${"a".repeat(100)}@....`,
      "a@.",
      "a@b..c",
      "a@-b.c",
      ".a@b.c",
      "a..b@c.d",
      "a b@c.d",
      "@b.c",
      "a@",
      `${"a".repeat(65)}@b.c`,
      `a@${"b.".repeat(150)}c`
    ].map((address) => [{ email_address: [address] }, "form_param_format_invalid", "email_address"] as const)
  ]
  for (const [body, code, param] of cases) {
    it.effect(`such as ${JSON.stringify(body).slice(0, 60)} gets ${code}`, () =>
      Effect.gen(function*() {
        const given = { username: "new", ...body }
        assert.deepStrictEqual(yield* errorsOf("/v1/users", { method: "POST", body: given }), [422, code, param])
        if (!("email_address" in body)) {
          assert.deepStrictEqual(
            yield* errorsOf("/v1/users/user_ada", { method: "PATCH", body }),
            [422, code, param]
          )
        }
      }).pipe(withUsers))
  }

  it.effect("is accepted where Clerk accepts it", () =>
    Effect.gen(function*() {
      const accepted = [
        { email_address: ["o'neil+tag@sub.example.co.uk", `"a b"@c.d`, "ü@münchen.de", "root@localhost"] },
        { first_name: "x".repeat(256), last_name: "👩".repeat(256) },
        { password: "password", skip_password_checks: true }
      ]
      for (const [index, body] of accepted.entries()) {
        const given = { username: `new${index}`, ...body }
        assert.strictEqual((yield* send("/v1/users", { method: "POST", body: given })).status, 200)
      }
    }).pipe(withUsers))
})

// F35
it.scopedLive("the HTTP server rejects a body of 50 MB with a 413 that has a trace id and is in the log", () =>
  Effect.gen(function*() {
    const address = yield* HttpServer.addressFormattedWith(Effect.succeed)
    const response = yield* Effect.promise(() =>
      fetch(`${address}/v1/users`, { method: "POST", body: new Uint8Array(50_000_000) })
    )
    const { clerk_trace_id, errors } = (yield* Effect.promise(() => response.json())) as Errors
    assert.strictEqual(response.status, 413)
    assert.strictEqual(clerk_trace_id, response.headers.get("clerk-trace-id"))
    assert.strictEqual(errors[0]!.code, "request_body_too_large")
    const [seen] = yield* ClerkTest.requests
    assert.deepStrictEqual([seen!.operation, seen!.method, seen!.status], ["users.create", "POST", 413])
    const head = yield* Effect.promise(() =>
      fetch(`${address}/v1/users/count`, {
        method: "HEAD",
        headers: { authorization: "Bearer sk_test_in_memory" }
      })
    )
    assert.deepStrictEqual([head.status, head.headers.get("content-length")], [200, "40"])
  }).pipe(Effect.provide(
    ClerkTest.layerServer().pipe(
      Layer.provideMerge(NodeHttpServer.layer(() => createServer(), { port: 0, host: "127.0.0.1" }))
    )
  )))
