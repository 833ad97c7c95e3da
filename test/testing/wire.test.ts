import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { ClerkTest } from "effect-clerk/testing"

interface Given {
  readonly method?: string
  readonly headers?: { readonly [name: string]: string | undefined }
  readonly body?: string | Uint8Array
}

const authorization = "Bearer sk_test_in_memory"

/** Sends a request without a client, and returns the response with its body as text. */
const send = (url: string, { body = "", headers, method = "GET" }: Given = {}) =>
  Effect.map(
    ClerkTest.handle({
      method,
      url,
      headers: { authorization, "content-type": "application/json", ...headers },
      body: typeof body === "string" ? new TextEncoder().encode(body) : body
    }),
    (response) => ({ ...response, text: new TextDecoder().decode(response.body) })
  )

/** Status, and the codes and parameters of the errors. */
const errorResponseOf = (url: string, given?: Given) =>
  Effect.map(send(url, given), ({ status, text }) => [
    status,
    ...(JSON.parse(text) as Errors).errors.flatMap(({ code, meta }) =>
      meta === undefined ? [code] : [
        code,
        meta.param_name
      ]
    )
  ])

interface Errors {
  readonly errors: ReadonlyArray<{ readonly code: string; readonly meta?: { readonly param_name?: string } }>
}

const withClerk = Effect.provide(ClerkTest.layer())

describe("responses", () => {
  it.effect("have the content type application/json without a charset, as the official JavaScript client requires", () =>
    Effect.gen(function*() {
      const { headers, status, text } = yield* send("/v1/users/count")
      assert.deepStrictEqual([status, text], [200, `{"object":"total_count","total_count":0}`])
      assert.deepStrictEqual(headers, {
        "content-type": "application/json",
        "clerk-trace-id": "00000000000000000000000000000001"
      })
    }).pipe(withClerk))

  it.effect("contain errors in Clerk's format", () =>
    Effect.gen(function*() {
      const { headers, text } = yield* send("/v1/users", { method: "POST", body: `{"frist_name":"Ada"}` })
      assert.deepStrictEqual(JSON.parse(text), {
        errors: [{
          code: "form_param_unknown",
          message: "is unknown",
          long_message: "frist_name is not a valid parameter for this request.",
          meta: { param_name: "frist_name" }
        }],
        clerk_trace_id: headers["clerk-trace-id"]
      })
      assert.strictEqual(headers["content-type"], "application/json")
    }).pipe(withClerk))

  it.effect("are errors for metadata of more than 8 KB, which the client of this library does not send", () =>
    Effect.gen(function*() {
      const body = JSON.stringify({ username: "ada", public_metadata: { text: "x".repeat(8192) } })
      assert.deepStrictEqual(yield* errorResponseOf("/v1/users", { method: "POST", body }), [
        422,
        "form_param_exceeds_allowed_size",
        "public_metadata"
      ])
    }).pipe(withClerk))

  it.effect("are arrays for lists, with times in unix milliseconds and without the keys that Clerk leaves out", () =>
    Effect.gen(function*() {
      yield* ClerkTest.seed([{ username: "ada", unknownFields: { new_key: [1] } }])
      const [ada] = JSON.parse((yield* send("/v1/users")).text) as ReadonlyArray<Record<string, unknown>>
      assert.strictEqual(ada!["created_at"], 0)
      assert.deepStrictEqual(ada!["new_key"], [1])
      assert.notProperty(ada, "timezone")
      assert.notProperty(ada, "organization_memberships")
      assert.notProperty(ada, "~unknownFields")
      assert.isNull(ada!["first_name"])
    }).pipe(withClerk))

  it.effect("contain access tokens as an array, or as a page with paginated=true", () =>
    Effect.gen(function*() {
      yield* ClerkTest.seed([{
        id: "user_1",
        externalAccounts: [{}],
        oauthAccessTokens: [{ token: Redacted.make("a") }, { token: Redacted.make("b") }]
      }])
      const tokens = (query: string) =>
        Effect.map(send(`/v1/users/user_1/oauth_access_tokens/oauth_google${query}`), ({ text }) =>
          JSON.parse(text, (key, value) =>
            key === "" || key === "data" || key === "total_count" ? value : value?.token ?? value))
      assert.deepStrictEqual(yield* tokens(""), ["a", "b"])
      assert.deepStrictEqual(yield* tokens("?limit=1&offset=1"), ["b"])
      assert.deepStrictEqual(yield* tokens("?paginated=true&limit=1"), { data: ["a"], total_count: 2 })
    }).pipe(withClerk))
})

describe("authentication", () => {
  it.effect("rejects a missing, malformed or wrong secret key with a 401", () =>
    Effect.gen(function*() {
      const failure = (authorization: string | undefined) =>
        errorResponseOf("/v1/users", { headers: { authorization } })
      assert.deepStrictEqual(yield* failure(undefined), [401, "authorization_header_format_invalid"])
      assert.deepStrictEqual(yield* failure("Basic c2s6"), [401, "authorization_header_format_invalid"])
      assert.deepStrictEqual(yield* failure("sk_test_in_memory"), [401, "authorization_header_format_invalid"])
      assert.deepStrictEqual(yield* failure("Bearer sk_test_other"), [401, "clerk_key_invalid"])
    }).pipe(withClerk))

  it.effect("accepts the API versions that Clerk documents, in the header or in the query", () =>
    Effect.gen(function*() {
      const version = { "clerk-api-version": "2026-05-12" }
      const count = "/v1/users/count"
      assert.strictEqual((yield* send(count, { headers: version })).status, 200)
      assert.strictEqual((yield* send(`${count}?__clerk_api_version=2021-02-05`)).status, 200)
      assert.deepStrictEqual(
        yield* errorResponseOf(count, { headers: { "clerk-api-version": "2025-03-12" } }),
        [400, "api_version_invalid"]
      )
      assert.deepStrictEqual(
        yield* errorResponseOf(`${count}?__clerk_api_version=2026-05-12`, { headers: version }),
        [400, "bad_request"]
      )
    }).pipe(withClerk))
})

describe("paths", () => {
  it.effect("that are unknown return a 404, and known paths with another method a 405", () =>
    Effect.gen(function*() {
      for (const path of ["/", "/users", "/v1", "/v1/", "/v1/users/", "/v1/user", "/v1/users/a/b/c", "/v2/users"]) {
        assert.deepStrictEqual(yield* errorResponseOf(path), [404, "resource_not_found"], path)
      }
      const { headers, status } = yield* send("/v1/users", { method: "DELETE" })
      assert.deepStrictEqual([status, headers["content-type"]], [405, "application/json"])
      assert.strictEqual((yield* send("/v1/users/user_1/ban", { method: "GET" })).status, 405)
    }).pipe(withClerk))

  it.effect("are split before their segments are decoded once", () =>
    Effect.gen(function*() {
      yield* ClerkTest.seed([{ id: "a/b" }, { id: "100%" }, { id: "%2F" }])
      for (const id of ["a/b", "100%", "%2F"]) {
        const { text } = yield* send(`/v1/users/${encodeURIComponent(id)}`)
        assert.strictEqual((JSON.parse(text) as { readonly id: string }).id, id)
      }
      assert.deepStrictEqual(yield* errorResponseOf("/v1/users/%E0%A4%A"), [404, "resource_not_found"])
    }).pipe(withClerk))
})

describe("bodies", () => {
  const create = (body: string | Uint8Array, type = "application/json") =>
    errorResponseOf("/v1/users", { method: "POST", body, headers: { "content-type": type } })

  it.effect("must be JSON objects with a JSON content type", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* create("a=1", "application/x-www-form-urlencoded"), [
        415,
        "unsupported_content_type"
      ])
      assert.deepStrictEqual(yield* create(`{"username":"ada"`), [400, "request_body_invalid"])
      assert.deepStrictEqual(yield* create("null"), [400, "request_body_invalid"])
      assert.deepStrictEqual(yield* create("[]"), [400, "request_body_invalid"])
      assert.deepStrictEqual(yield* create(new Uint8Array([0x22, 0xff, 0x22])), [400, "request_body_invalid"])
      const { status } = yield* send("/v1/users", {
        method: "POST",
        body: `{"username":"ada"}`,
        headers: { "content-type": "application/json; charset=utf-8" }
      })
      assert.strictEqual(status, 200)
    }).pipe(withClerk))

  it.effect("must have known keys with values of the right type", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* create(`{"__proto__":1,"usernam":1}`), [
        422,
        "form_param_unknown",
        "__proto__",
        "form_param_unknown",
        "usernam"
      ])
      assert.deepStrictEqual(yield* create(`{"username":1}`), [422, "form_param_type_invalid", "username"])
      assert.deepStrictEqual(yield* create(`{"email_address":[1]}`), [
        422,
        "form_param_type_invalid",
        "email_address"
      ])
      assert.deepStrictEqual(yield* create(`{"email_address":null}`), [422, "form_param_nil", "email_address"])
      assert.deepStrictEqual(yield* create(`{"public_metadata":[]}`), [
        422,
        "form_param_type_invalid",
        "public_metadata"
      ])
      assert.deepStrictEqual(yield* create(`{"created_at":"yesterday"}`), [
        422,
        "form_param_invalid_time",
        "created_at"
      ])
      assert.deepStrictEqual(yield* create(`{"create_organizations_limit":1.5}`), [
        422,
        "form_param_value_invalid",
        "create_organizations_limit"
      ])
    }).pipe(withClerk))

  it.effect("B18: of update are rejected as a whole when they contain metadata", () =>
    Effect.gen(function*() {
      yield* ClerkTest.seed([{ id: "user_1" }])
      assert.deepStrictEqual(
        yield* errorResponseOf("/v1/users/user_1", {
          method: "PATCH",
          body: `{"first_name":"Ada","public_metadata":{}}`
        }),
        [422, "form_param_unknown", "public_metadata"]
      )
      const { text } = yield* send("/v1/users/user_1")
      assert.isNull((JSON.parse(text) as { readonly first_name: unknown }).first_name)
    }).pipe(withClerk))

  it.effect("may be empty when no key is required", () =>
    Effect.gen(function*() {
      yield* ClerkTest.seed([{ id: "user_1" }])
      assert.strictEqual((yield* send("/v1/users/user_1/metadata", { method: "PATCH" })).status, 200)
      assert.deepStrictEqual(
        yield* errorResponseOf("/v1/users/user_1/verify_password", {
          method: "POST",
          headers: { "content-type": undefined }
        }),
        [422, "form_param_missing", "password"]
      )
    }).pipe(withClerk))

  it.effect("of an image upload need a file part of at most 10 MB", () =>
    Effect.gen(function*() {
      yield* ClerkTest.seed([{ id: "user_1" }])
      const upload = (name: string, content: BlobPart | string) =>
        Effect.gen(function*() {
          const form = new FormData()
          form.append(name, typeof content === "string" ? content : new File([content], "ada.png"))
          const encoded = new Response(form)
          return yield* errorResponseOf("/v1/users/user_1/profile_image", {
            method: "POST",
            body: new Uint8Array(yield* Effect.promise(() => encoded.arrayBuffer())),
            headers: { "content-type": encoded.headers.get("content-type")! }
          })
        })
      assert.deepStrictEqual(yield* upload("image", new Uint8Array(1)), [400, "form_param_missing", "file"])
      assert.deepStrictEqual(yield* upload("file", "a text"), [400, "form_param_missing", "file"])
      assert.deepStrictEqual(yield* upload("file", new Uint8Array()), [400, "request_body_invalid", "file"])
      assert.deepStrictEqual(yield* upload("file", new Uint8Array(10_000_001)), [413, "image_too_large"])
      assert.deepStrictEqual(
        yield* errorResponseOf("/v1/users/user_1/profile_image", { method: "POST", body: "{}" }),
        [415, "unsupported_content_type"]
      )
      assert.deepStrictEqual(
        yield* errorResponseOf("/v1/users/user_1/profile_image", {
          method: "POST",
          body: "not a form",
          headers: { "content-type": "multipart/form-data; boundary=x" }
        }),
        [400, "request_body_invalid"]
      )
    }).pipe(withClerk))
})

describe("queries", () => {
  const cases: ReadonlyArray<readonly [query: string, failure: ReadonlyArray<number | string>]> = [
    ["limit=0", [422, "form_param_value_invalid", "limit"]],
    ["limit=501", [422, "form_param_value_invalid", "limit"]],
    ["limit=10.0", [422, "form_param_value_invalid", "limit"]],
    ["limit=", [422, "form_param_value_invalid", "limit"]],
    ["offset=-1", [422, "form_param_value_invalid", "offset"]],
    ["order_by=age", [422, "form_param_value_invalid", "order_by"]],
    ["banned=maybe", [422, "form_param_value_invalid", "banned"]],
    ["created_at_after=2020-01-01", [422, "form_param_invalid_date", "created_at_after"]],
    ["last_active_at_since=x", [422, "form_param_invalid_date", "last_active_at_since"]],
    ["starting_after=", [422, "form_param_value_invalid", "starting_after"]],
    ["starting_after=user_1&offset=1", [422, "form_param_value_invalid", "starting_after"]],
    ["starting_after=user_1&order_by=username", [422, "form_param_value_invalid", "starting_after"]],
    [
      Array.from({ length: 101 }, (_, index) => `username=${index}`).join("&"),
      [422, "form_param_array_size_exceeded", "username"]
    ]
  ]
  for (const [query, failure] of cases) {
    it.effect(`reject ${query.slice(0, 50)}`, () =>
      Effect.gen(function*() {
        assert.deepStrictEqual(yield* errorResponseOf(`/v1/users?${query}`), [...failure])
      }).pipe(withClerk))
  }

  it.effect("use the first of repeated values outside of lists, and ignore unknown parameters", () =>
    Effect.gen(function*() {
      yield* ClerkTest.seed([{ username: "ada" }, { username: "grace" }])
      const { text } = yield* send("/v1/users?limit=1&limit=x&order_by=%2Busername&order_by=-username&unknown=1")
      assert.deepStrictEqual(
        (JSON.parse(text) as ReadonlyArray<{ readonly username: string }>).map((it) => it.username),
        ["ada"]
      )
    }).pipe(withClerk))
})
