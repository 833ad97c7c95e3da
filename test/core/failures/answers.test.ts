/** What can be wrong with an answer, over every HTTP client: whatever comes, the call ends in one typed failure that tells. */
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Layer, Redacted } from "effect"
import { type ClerkErrors, SDKError, Users } from "effect-clerk"
import {
  answer,
  clerkErrorsOf,
  client,
  failureOf,
  flood,
  head,
  httpClients,
  raw,
  reasonOf,
  serve,
  type Server,
  truncated
} from "../../support/server.ts"

type Failure = ClerkErrors | SDKError

const get = Users.get({ userId: "user_1" })
const create = Users.create({ emailAddress: ["ada@example.com"], password: Redacted.make("correct horse") })
const unexpected = reasonOf("UnexpectedResponse")
const invalid = reasonOf("InvalidResponse")

const notFound = JSON.stringify({
  errors: [{ code: "resource_not_found", message: "not found", long_message: "No user was found.", meta: {} }],
  clerk_trace_id: "trace_body"
})

describe.each(httpClients)("over %s", (_, http) => {
  const on = (server: Pick<Server, "url">) => Effect.provide(Layer.provide(client(server), http))

  it.scoped("a wrong secret key is a 401 in Clerk's words, and the key is not in them", () =>
    Effect.gen(function*() {
      const server = yield* serve(answer(
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

  // B1: whatever the content type says, JSON is JSON.
  const contentTypes = [
    "application/json",
    "application/json; charset=utf-8",
    "APPLICATION/JSON;CHARSET=UTF-8",
    "application/problem+json",
    "text/html",
    ""
  ]
  it.scoped.each(contentTypes)("B1: Clerk's JSON is read with the content type %j", (type) =>
    Effect.gen(function*() {
      const headers = type === "" ? {} : { "content-type": type }
      const error = yield* clerkErrorsOf(get).pipe(on(yield* serve(answer(404, notFound, headers))))
      assert.strictEqual(error.status, 404)
      assert.deepStrictEqual(error.errors.map((item) => item.code), ["resource_not_found"])
      assert.strictEqual(error.traceId, "trace_body")
      const server = yield* serve(answer(200, "{\"object\":\"total_count\",\"total_count\":7}", headers))
      assert.strictEqual((yield* Users.count().pipe(on(server))).totalCount, 7)
    }))

  const html = "<html><head><title>502 Bad Gateway</title></head><body>cloudflare</body></html>"
  const bodies: ReadonlyArray<readonly [name: string, status: number, body: string, issue: string]> = [
    ["B2, B10: HTML at 502", 502, html, "the body is not Clerk's but HTML"],
    ["B2: nothing at 500", 500, "", "the body is not Clerk's but empty"],
    ["B2: {} at 500", 500, "{}", "the body is not Clerk's but JSON of another kind, or half of it"],
    ["null at 500", 500, "null", "the body is not Clerk's but text"],
    ["a list at 500", 500, "[]", "the body is not Clerk's but JSON of another kind, or half of it"],
    ["text at 403", 403, "error code: 1020", "the body is not Clerk's but text"],
    ["nothing at 405", 405, "", "the body is not Clerk's but empty"],
    [
      "B4: half of Clerk's JSON at 429",
      429,
      notFound.slice(0, 60),
      "the body is not Clerk's but JSON of another kind, or half of it"
    ],
    [
      "errors that are no list at 400",
      400,
      "{\"errors\":\"no\"}",
      "the body is not Clerk's but JSON of another kind, or half of it"
    ]
  ]
  it.scoped.each(bodies)(
    "%s keeps status, trace, Retry-After and the text",
    ([, status, body, issue]) =>
      Effect.gen(function*() {
        const server = yield* serve(answer(status, body, { "cf-ray": "8f1-FRA", "retry-after": "7" }))
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
    "B4: a %i that is cut off keeps status, trace and Retry-After",
    (status) =>
      Effect.gen(function*() {
        const headers = { "clerk-trace-id": "trace_header", "retry-after": "7" }
        const error = yield* unexpected(create).pipe(
          on(yield* serve(truncated(status, notFound.slice(0, 60), headers)))
        )
        assert.strictEqual(error.status, status)
        assert.strictEqual(error.traceId, "trace_header")
        assert.deepStrictEqual(error.retryAfter, Duration.seconds(7))
        // What is granted may hold tokens.
        assert.strictEqual(error.reason.body, status === 200 ? "" : notFound.slice(0, 60))
        assert.strictEqual(error.outcomeUnknown, status !== 429)
      })
  )

  it.scoped("a body that Clerk promised longer than it is, but that is whole JSON, is still Clerk's", () =>
    Effect.gen(function*() {
      const error = yield* clerkErrorsOf(get).pipe(on(yield* serve(truncated(404, notFound))))
      assert.strictEqual(error.errors[0]?.longMessage, "No user was found.")
    }))

  it.scoped("B8: a long text is clipped to its beginning", () =>
    Effect.gen(function*() {
      const error = yield* unexpected(get).pipe(on(yield* serve(answer(502, "x".repeat(5000)))))
      assert.strictEqual(error.reason.body, `${"x".repeat(1000)}…`)
    }))

  const answers: ReadonlyArray<readonly [name: string, status: number, body: string, issue: string, id?: string]> = [
    ["null", 200, "null", "Expected an object, got null"],
    ["a text", 200, "\"user_1\"", "Expected an object, got string"],
    ["a list", 200, "[]", "Expected an object, got an array"],
    ["HTML", 200, html, "Expected JSON, got HTML"],
    ["nothing", 200, "", "Expected JSON, got empty"],
    ["no content", 204, "", "Expected JSON, got empty"],
    ["half of it", 200, "{\"id\":\"user_1\",", "Expected JSON, got JSON of another kind, or half of it"],
    [
      "a user without timestamps",
      200,
      "{\"id\":\"user_1\"}",
      "created_at: Expected a value, got nothing",
      "user_1"
    ]
  ]
  it.scoped.each(answers)(
    "B4: a 2xx with %s does not decode, and says so",
    ([name, status, body, issue, id = null]) =>
      Effect.gen(function*() {
        const server = yield* serve(
          status === 204
            ? raw(head(204, { "cf-ray": "8f1-FRA" }))
            : answer(status, body, { "cf-ray": "8f1-FRA" })
        )
        const error = yield* invalid(get).pipe(on(server))
        assert.strictEqual(error.status, status, name)
        assert.strictEqual(error.traceId, "8f1-FRA")
        assert.strictEqual(error.reason.id, id)
        assert.include(error.message, issue)
      })
  )

  it.scoped("a user with a field of another type is told by path and id, never by value", () =>
    Effect.gen(function*() {
      const body = JSON.stringify({
        id: "user_1",
        created_at: 1,
        updated_at: 1,
        email_addresses: [{ id: "idn_1", email_address: { secret: "canary" } }]
      })
      const error = yield* invalid(get).pipe(on(yield* serve(answer(200, body))))
      assert.strictEqual(
        error.message,
        "users.get (GET /users/:userId) answered 200: the body is not what was expected of user_1: " +
          "email_addresses[0].email_address: Expected string or null, got an object"
      )
    }))

  it.scoped.each<readonly [what: string, status: number, call: Effect.Effect<unknown, Failure, Users>]>([
    ["a user", 200, get],
    ["a list", 200, Users.list()],
    ["an error", 500, get]
  ])(
    "a body of 50 MB for %s is not read to its end",
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

  // B6, and where the trace id can be.
  const traces: ReadonlyArray<
    readonly [where: string, headers: Record<string, string>, body: object, trace: string | null]
  > = [
    ["the body", { "clerk-trace-id": "b", "cf-ray": "c" }, { errors: [], clerk_trace_id: "a" }, "a"],
    [
      "an error",
      { "clerk-trace-id": "b", "cf-ray": "c" },
      { errors: [{ code: "x", message: "" }, { code: "y", message: "", clerk_trace_id: "a" }] },
      "a"
    ],
    ["the header", { "Clerk-Trace-Id": "b", "CF-Ray": "c" }, { errors: [] }, "b"],
    ["Cloudflare's header", { "cf-ray": "c" }, { errors: [] }, "c"],
    ["nowhere", {}, { errors: [] }, null]
  ]
  it.scoped.each(traces)("the trace id is read from %s", ([, headers, body, trace]) =>
    Effect.gen(function*() {
      const error = yield* clerkErrorsOf(get).pipe(on(yield* serve(answer(404, JSON.stringify(body), headers))))
      assert.strictEqual(error.traceId, trace)
    }))

  it.scoped("B6: meta is kept as it came, of each error and of the whole", () =>
    Effect.gen(function*() {
      const meta = { param_name: "password", zxcvbn: { suggestions: [{ code: "anotherWord" }] }, newKey: [1, null] }
      const body = { errors: [{ code: "form_password_pwned", message: "", meta }], meta: { kind: "new", n: { m: 1 } } }
      const error = yield* clerkErrorsOf(create).pipe(on(yield* serve(answer(422, JSON.stringify(body)))))
      assert.deepStrictEqual<unknown>(error.errors[0]?.meta, meta)
      assert.strictEqual(error.errors[0]?.paramName, "password")
      assert.deepStrictEqual<unknown>(error.meta, { kind: "new", n: { m: 1 } })
    }))

  it.scoped.each([304, 399, 600, 999])("the odd status %i is a typed failure", (status) =>
    Effect.gen(function*() {
      const error = yield* failureOf(get).pipe(on(yield* serve(raw(head(status, { "content-length": "0" })))))
      assert.instanceOf(error, SDKError)
    }))

  it.scoped("a switch of protocols that nobody asked for is a typed failure", () =>
    Effect.gen(function*() {
      const reply = raw(head(101, { connection: "upgrade", upgrade: "websocket" }))
      assert.instanceOf(yield* failureOf(get).pipe(on(yield* serve(reply))), SDKError)
    }))

  it.scoped("an early hint before the answer does not matter", () =>
    Effect.gen(function*() {
      const body = "{\"object\":\"total_count\",\"total_count\":7}"
      const server = yield* serve(raw(
        head(103, { link: "</style.css>; rel=preload" }) + head(200, { "content-length": String(body.length) }) + body
      ))
      assert.strictEqual((yield* Users.count().pipe(on(server))).totalCount, 7)
    }))
})
