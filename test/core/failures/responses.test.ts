/** Malformed responses over every HTTP client: each call ends in one typed failure that says what was wrong. */
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Layer, Redacted } from "effect"
import { type ClerkErrors, SDKError, Users } from "effect-clerk"
import {
  clerkErrorsOf,
  client,
  failureOf,
  flood,
  head,
  httpClients,
  raw,
  reasonOf,
  respondWith,
  serve,
  type Server,
  truncated
} from "../../support/server.ts"

type Failure = ClerkErrors | SDKError

const get = Users.get({ userId: "user_1" })
const create = Users.create({ emailAddress: ["ada@example.com"], password: Redacted.make("correct horse") })
const createPlain = Users.create({ emailAddress: ["ada@example.com"] })
const unexpected = reasonOf("UnexpectedResponse")
const invalid = reasonOf("InvalidResponse")

const notFound = JSON.stringify({
  errors: [{ code: "resource_not_found", message: "not found", long_message: "No user was found.", meta: {} }],
  clerk_trace_id: "trace_body"
})

describe.each(httpClients)("A response over %s", (_, http) => {
  const on = (server: Pick<Server, "url">) => Effect.provide(Layer.provide(client(server), http))

  it.scoped("401 for a wrong secret key fails with Clerk's message and does not show the key", () =>
    Effect.gen(function*() {
      const server = yield* serve(respondWith(
        401,
        JSON.stringify({
          errors: [{
            message: "The provided Clerk Secret Key is invalid.",
            long_message: "The provided Clerk Secret Key is invalid. Make sure that your Clerk Secret Key is correct.",
            code: "clerk_key_invalid"
          }],
          clerk_trace_id: "2c3c1f6d"
        }),
        { "content-type": "application/json" }
      ))
      const error = yield* clerkErrorsOf(Users.count()).pipe(on(server))
      assert.strictEqual(
        error.message,
        "users.count (GET /users/count) answered 401: The provided Clerk Secret Key is invalid. Make sure that your " +
          "Clerk Secret Key is correct. (clerk_key_invalid) [trace 2c3c1f6d]"
      )
      assert.strictEqual(server.received[0]?.headers.authorization, "Bearer sk_test_socket")
    }))

  // JSON is recognised by parsing it, whatever the content type says.
  const contentTypes = [
    "application/json",
    "application/json; charset=utf-8",
    "APPLICATION/JSON;CHARSET=UTF-8",
    "application/problem+json",
    "text/html",
    ""
  ]
  it.scoped.each(contentTypes)("B1: with content type %j is parsed as JSON", (type) =>
    Effect.gen(function*() {
      const headers = type === "" ? {} : { "content-type": type }
      const error = yield* clerkErrorsOf(get).pipe(on(yield* serve(respondWith(404, notFound, headers))))
      assert.strictEqual(error.status, 404)
      assert.deepStrictEqual(error.errors.map((item) => item.code), ["resource_not_found"])
      assert.strictEqual(error.traceId, "trace_body")
      const server = yield* serve(respondWith(200, "{\"object\":\"total_count\",\"total_count\":7}", headers))
      assert.strictEqual((yield* Users.count().pipe(on(server))).totalCount, 7)
    }))

  const html = "<html><head><title>502 Bad Gateway</title></head><body>cloudflare</body></html>"
  const bodies: ReadonlyArray<readonly [name: string, status: number, body: string, issue: string]> = [
    ["B2, B10: 502 with HTML", 502, html, "unexpected HTML body instead of a Clerk error"],
    ["B2: 500 with an empty body", 500, "", "unexpected empty body instead of a Clerk error"],
    ["B2: 500 with {}", 500, "{}", "unexpected JSON body instead of a Clerk error"],
    ["500 with null", 500, "null", "unexpected text body instead of a Clerk error"],
    ["500 with an array", 500, "[]", "unexpected JSON body instead of a Clerk error"],
    ["403 with plain text", 403, "error code: 1020", "unexpected text body instead of a Clerk error"],
    // F44
    [
      "404 with HTML, for an unknown route",
      404,
      html,
      "unexpected HTML body instead of a Clerk error: is apiUrl right?"
    ],
    ["404 with text", 404, "404 page not found", "unexpected text body instead of a Clerk error: is apiUrl right?"],
    ["405 with an empty body", 405, "", "unexpected empty body instead of a Clerk error"],
    ["999 of a proxy, which no Response can be made with", 999, html, "unexpected HTML body instead of a Clerk error"],
    [
      "B4: 429 with truncated Clerk JSON",
      429,
      notFound.slice(0, 60),
      "unexpected JSON body instead of a Clerk error"
    ],
    [
      "400 whose errors field is not an array",
      400,
      "{\"errors\":\"no\"}",
      "unexpected JSON body instead of a Clerk error"
    ]
  ]
  it.scoped.each(bodies)(
    "%s fails with UnexpectedResponse, which keeps status, trace id, Retry-After and body",
    ([, status, body, issue]) =>
      Effect.gen(function*() {
        const server = yield* serve(respondWith(status, body, { "cf-ray": "8f1-FRA", "retry-after": "7" }))
        const error = yield* unexpected(get).pipe(on(server))
        assert.strictEqual(error.status, status)
        assert.strictEqual(error.traceId, "8f1-FRA")
        assert.deepStrictEqual(error.retryAfter, Duration.seconds(7))
        assert.strictEqual(error.reason.issue, issue)
        assert.strictEqual(error.reason.body, body)
        assert.strictEqual(error.message, `users.get (GET /users/:userId) answered ${status}: ${issue} [trace 8f1-FRA]`)
      })
  )

  it.scoped.each([200, 429, 500])(
    "B4: %i with a truncated body fails with UnexpectedResponse, which keeps status, trace id and Retry-After",
    (status) =>
      Effect.gen(function*() {
        const headers = { "clerk-trace-id": "trace_header", "retry-after": "7" }
        const error = yield* unexpected(createPlain).pipe(
          on(yield* serve(truncated(status, notFound.slice(0, 60), headers)))
        )
        assert.strictEqual(error.status, status)
        assert.strictEqual(error.traceId, "trace_header")
        assert.deepStrictEqual(error.retryAfter, Duration.seconds(7))
        // A successful body may contain tokens.
        assert.strictEqual(error.reason.body, status === 200 ? "" : notFound.slice(0, 60))
        assert.strictEqual(error.outcomeUnknown, status !== 429)
      })
  )

  it.scoped("that is shorter than its content-length but is complete JSON is decoded as Clerk's error", () =>
    Effect.gen(function*() {
      const error = yield* clerkErrorsOf(get).pipe(on(yield* serve(truncated(404, notFound))))
      assert.strictEqual(error.errors[0]?.longMessage, "No user was found.")
    }))

  it.scoped("B8: with a long text body keeps the first 1000 characters in the error", () =>
    Effect.gen(function*() {
      const error = yield* unexpected(get).pipe(on(yield* serve(respondWith(502, "x".repeat(5000)))))
      assert.strictEqual(error.reason.body, `${"x".repeat(1000)}…`)
    }))

  const undecodable: ReadonlyArray<readonly [name: string, status: number, body: string, issue: string, id?: string]> =
    [
      ["null", 200, "null", "Expected an object, got null"],
      ["a string", 200, "\"user_1\"", "Expected an object, got string"],
      ["an array", 200, "[]", "Expected an object, got an array"],
      ["HTML", 200, html, "Expected JSON, got HTML"],
      ["an empty body", 200, "", "Expected JSON, got empty"],
      ["no content", 204, "", "Expected an object"],
      ["truncated JSON", 200, "{\"id\":\"user_1\",", "Expected JSON, got incomplete or invalid JSON"],
      [
        "a user without timestamps",
        200,
        "{\"id\":\"user_1\"}",
        "created_at: Expected a value, got nothing",
        "user_1"
      ]
    ]
  it.scoped.each(undecodable)(
    "B4: 2xx with %s fails with InvalidResponse, which says what was expected",
    ([name, status, body, issue, id = null]) =>
      Effect.gen(function*() {
        const server = yield* serve(
          status === 204
            ? raw(head(204, { "cf-ray": "8f1-FRA" }))
            : respondWith(status, body, { "cf-ray": "8f1-FRA" })
        )
        const error = yield* invalid(get).pipe(on(server))
        assert.strictEqual(error.status, status, name)
        assert.strictEqual(error.traceId, "8f1-FRA")
        assert.strictEqual(error.reason.id, id)
        assert.include(error.message, issue)
      })
  )

  it.scoped("with a field of the wrong type fails with the user id and the path, without the value", () =>
    Effect.gen(function*() {
      const body = JSON.stringify({
        id: "user_1",
        created_at: { secret: "canary" },
        updated_at: 1
      })
      const error = yield* invalid(get).pipe(on(yield* serve(respondWith(200, body))))
      assert.strictEqual(
        error.message,
        "users.get (GET /users/:userId) answered 200: could not decode user_1: " +
          "created_at: Expected number, got an object"
      )
    }))

  it.scoped.each<readonly [what: string, status: number, call: Effect.Effect<unknown, Failure, Users>]>([
    ["a user", 200, get],
    ["a list", 200, Users.list()],
    ["an error", 500, get]
  ])(
    "of 50 MB for %s is not read to its end",
    ([, status, call]) =>
      Effect.gen(function*() {
        const sent = { megabytes: 0 }
        const server = yield* serve(flood(status, 50, sent))
        const error = yield* failureOf(call).pipe(on(server))
        assert.strictEqual(error.status, status)
        assert.strictEqual(error.message.includes("Expected at most 32 MB, got more"), status === 200)
        assert.isBelow(JSON.stringify(error).length, 3000)
        assert.isBelow(sent.megabytes, 50)
        yield* server.closed
      })
  )

  const traces: ReadonlyArray<
    readonly [where: string, headers: Record<string, string>, body: object, trace: string | null]
  > = [
    ["the body before the headers", { "clerk-trace-id": "b", "cf-ray": "c" }, { errors: [], clerk_trace_id: "a" }, "a"],
    [
      "one of its errors",
      { "clerk-trace-id": "b", "cf-ray": "c" },
      { errors: [{ code: "x", message: "" }, { code: "y", message: "", clerk_trace_id: "a" }] },
      "a"
    ],
    ["the clerk-trace-id header", { "Clerk-Trace-Id": "b", "CF-Ray": "c" }, { errors: [] }, "b"],
    ["the cf-ray header", { "cf-ray": "c" }, { errors: [] }, "c"],
    ["no source, which is null,", {}, { errors: [] }, null]
  ]
  it.scoped.each(traces)("has the trace id of %s", ([, headers, body, trace]) =>
    Effect.gen(function*() {
      const error = yield* clerkErrorsOf(get).pipe(on(yield* serve(respondWith(404, JSON.stringify(body), headers))))
      assert.strictEqual(error.traceId, trace)
    }))

  it.scoped("B6: with Clerk errors keeps the meta of each error and of the whole body unchanged", () =>
    Effect.gen(function*() {
      const meta = { param_name: "password", zxcvbn: { suggestions: [{ code: "anotherWord" }] }, newKey: [1, null] }
      const body = { errors: [{ code: "form_password_pwned", message: "", meta }], meta: { kind: "new", n: { m: 1 } } }
      const error = yield* clerkErrorsOf(create).pipe(on(yield* serve(respondWith(422, JSON.stringify(body)))))
      assert.deepStrictEqual<unknown>(error.errors[0]?.meta, meta)
      assert.strictEqual(error.errors[0]?.paramName, "password")
      assert.deepStrictEqual<unknown>(error.meta, { kind: "new", n: { m: 1 } })
    }))

  it.scoped.each([304, 399, 600, 999])(
    "with the unusual status %i fails with a typed error",
    (status) =>
      Effect.gen(function*() {
        const error = yield* failureOf(get).pipe(on(yield* serve(raw(head(status, { "content-length": "0" })))))
        assert.instanceOf(error, SDKError)
      })
  )

  it.scoped("with an unrequested 101 Switching Protocols fails with a typed error", () =>
    Effect.gen(function*() {
      const reply = raw(head(101, { connection: "upgrade", upgrade: "websocket" }))
      assert.instanceOf(yield* failureOf(get).pipe(on(yield* serve(reply))), SDKError)
    }))

  it.scoped("after a 103 Early Hints is decoded", () =>
    Effect.gen(function*() {
      const body = "{\"object\":\"total_count\",\"total_count\":7}"
      const server = yield* serve(raw(
        head(103, { link: "</style.css>; rel=preload" }) + head(200, { "content-length": String(body.length) }) + body
      ))
      assert.strictEqual((yield* Users.count().pipe(on(server))).totalCount, 7)
    }))
})
