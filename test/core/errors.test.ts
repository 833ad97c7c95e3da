/** The two error classes: messages, handlers and encoding. */
import { assert, describe, it } from "@effect/vitest"
import { Cause, Duration, Effect, Layer, Redacted, Schema } from "effect"
import { ClerkError, ClerkErrors, Errors, SDKError, Users } from "effect-clerk"
import { inspect } from "node:util"
import {
  client,
  closedPort,
  failureOf,
  httpClients,
  type Reply,
  respondWith,
  serve,
  type Server,
  truncated
} from "../support/server.ts"

const exists = new ClerkError({
  code: "form_identifier_exists",
  message: "already exists",
  longMessage: "That email address is taken. Please try another.",
  meta: { param_name: "email_address" }
})
const call = { operation: "users.update", method: "PATCH", path: "/users/:userId", idempotent: true } as const

/** One failure of each kind, and its message. */
const failures: ReadonlyArray<readonly [name: string, error: ClerkErrors | SDKError, message: string]> = [
  ["ClerkErrors without errors", new ClerkErrors({ status: 500 }), "unknown answered 500: no error details"],
  [
    "ClerkErrors with one error",
    new ClerkErrors({ ...call, status: 422, errors: [exists], traceId: "abc" }),
    "users.update (PATCH /users/:userId) answered 422: That email address is taken. Please try another. " +
    "(form_identifier_exists), parameter email_address [trace abc]"
  ],
  [
    "B9: ClerkErrors with three errors",
    new ClerkErrors({
      ...call,
      status: 422,
      errors: [
        exists,
        new ClerkError({ code: "form_password_pwned", message: "Found in a breach" }),
        new ClerkError({ code: "", message: "" })
      ],
      meta: { kind: "new" },
      retryAfter: Duration.millis(1500)
    }),
    "users.update (PATCH /users/:userId) answered 422: That email address is taken. Please try another. " +
    "(form_identifier_exists), parameter email_address; Found in a breach (form_password_pwned); no message"
  ],
  [
    "InvalidRequest",
    new SDKError({
      ...call,
      reason: new Errors.InvalidRequest({
        issues: [
          new Errors.Issue({ path: "userId", message: "Expected an id, got an empty string" }),
          new Errors.Issue({ path: "", message: "Expected more" })
        ]
      })
    }),
    "users.update (PATCH /users/:userId) was not sent: userId: Expected an id, got an empty string; Expected more"
  ],
  [
    "Transport",
    new SDKError({
      ...call,
      reason: new Errors.Transport({ cause: { name: "Error", message: "read ECONNRESET", code: "ECONNRESET" } }),
      outcomeUnknown: true
    }),
    "users.update (PATCH /users/:userId) got no response: read ECONNRESET (ECONNRESET). The write may have succeeded"
  ],
  [
    "Timeout",
    new SDKError({ ...call, reason: new Errors.Timeout({ after: Duration.seconds(30) }) }),
    "users.update (PATCH /users/:userId) got no response: no response within 30s"
  ],
  [
    "UnexpectedResponse",
    new SDKError({
      ...call,
      reason: new Errors.UnexpectedResponse({
        status: 502,
        traceId: "8f1-FRA",
        retryAfter: Duration.minutes(1),
        issue: "unexpected HTML body instead of a Clerk error",
        body: "<html>"
      }),
      outcomeUnknown: true
    }),
    "users.update (PATCH /users/:userId) answered 502: unexpected HTML body instead of a Clerk error. The write " +
    "may have succeeded [trace 8f1-FRA]"
  ],
  [
    "UnexpectedResponse without an issue",
    new SDKError({ reason: new Errors.UnexpectedResponse({ status: 502 }) }),
    "unknown answered 502: unexpected body instead of a Clerk error"
  ],
  [
    "InvalidResponse",
    new SDKError({
      ...call,
      reason: new Errors.InvalidResponse({
        status: 200,
        issues: [new Errors.Issue({ path: "created_at", message: "Expected a value, got nothing" })],
        id: "user_1"
      })
    }),
    "users.update (PATCH /users/:userId) answered 200: could not decode user_1: created_at: " +
    "Expected a value, got nothing"
  ]
]

describe("The message", () => {
  it.each(failures)("of %s is one sentence, also when printed", (_, error, message) => {
    assert.strictEqual(error.message, message)
    assert.include(String(error), message)
    assert.include(Cause.pretty(Cause.fail(error)), message)
  })
})

describe("A printed error", () => {
  // F50
  it.each(failures)("of %s is its message, once, without the frames of this library", (_, error, message) => {
    const text = `${error.name}: ${message}`
    assert.strictEqual(error.stack, text)
    assert.strictEqual(Cause.pretty(Cause.fail(error)), text)
    assert.strictEqual(Cause.pretty(Cause.fail(error), { renderErrorCause: true }), text)
    assert.notMatch(inspect(error), /^ +at /m)
    assert.lengthOf(inspect(error).split(message), 2)
    assert.notProperty(JSON.parse(JSON.stringify(error)), "stack")
  })

  it.effect("names the spans of the program that it came through", () =>
    Effect.gen(function*() {
      const failed = Effect.fail(failures[0]![1]).pipe(Effect.withSpan("sign-up"))
      const cause = yield* Effect.flip(Effect.sandbox(failed))
      assert.match(
        Cause.pretty(cause),
        /^ClerkErrors: unknown answered 500: no error details\n    at sign-up \(.*errors\.test\.ts/
      )
    }))
})

describe("An error", () => {
  const Failure = Schema.Union(ClerkErrors, SDKError)

  it.effect.each(failures)(
    "is unchanged after encoding to JSON and decoding: %s",
    ([, error]) =>
      Effect.gen(function*() {
        const wire = JSON.stringify(yield* Schema.encode(Failure)(error))
        const back = yield* Schema.decodeUnknown(Failure)(JSON.parse(wire))
        assert.deepStrictEqual(back, error)
        assert.strictEqual(back.message, error.message)
        assert.strictEqual(back.constructor, error.constructor)
      })
  )

  it("has status, trace id and retryAfter as own properties, whatever its reason", () => {
    const headOf = ({ retryAfter, status, traceId }: ClerkErrors | SDKError) => [status, traceId, retryAfter]
    assert.deepStrictEqual(
      failures.map(([, error]) => headOf(error)),
      [
        [500, null, null],
        [422, "abc", null],
        [422, null, Duration.millis(1500)],
        [null, null, null],
        [null, null, null],
        [null, null, null],
        [502, "8f1-FRA", Duration.minutes(1)],
        [502, null, null],
        [200, null, null]
      ]
    )
  })

  it("has the name of the rejected parameter", () => {
    assert.strictEqual(exists.paramName, "email_address")
    assert.isNull(new ClerkError({ meta: {} }).paramName)
    assert.isNull(new ClerkError({ meta: { param_name: 5 } }).paramName)
  })

  it.effect("is caught by its tag", () =>
    Effect.gen(function*() {
      const tagged = Effect.forEach(failures, ([, error]) =>
        Effect.fail(error).pipe(
          Effect.catchTags({ ClerkErrors: () => Effect.succeed("C"), SDKError: () => Effect.succeed("S") })
        ))
      assert.strictEqual((yield* tagged).join(""), "CCCSSSSSS")
    }))
})

describe("Errors.catchStatus", () => {
  const json = Effect.fail(new ClerkErrors({ status: 404 }))
  const html = Effect.fail(new SDKError({ reason: new Errors.UnexpectedResponse({ status: 404 }) }))
  const none = Effect.fail(new SDKError({ reason: new Errors.Timeout({ after: Duration.seconds(30) }) }))

  it.effect("handles one status, with a Clerk body or another", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* Errors.catchStatus(json, 404, ({ status }) => Effect.succeed(status)), 404)
      assert.strictEqual(yield* html.pipe(Errors.catchStatus(404, ({ status }) => Effect.succeed(status))), 404)
    }))

  it.effect("does not change other failures, successes and defects", () =>
    Effect.gen(function*() {
      const never = () => Effect.dieMessage("handled")
      assert.strictEqual((yield* Effect.flip(json.pipe(Errors.catchStatus(400, never))))._tag, "ClerkErrors")
      assert.strictEqual((yield* Effect.flip(none.pipe(Errors.catchStatus(404, never))))._tag, "SDKError")
      assert.strictEqual(yield* Effect.succeed(1).pipe(Errors.catchStatus(404, never)), 1)
      assert.deepStrictEqual(yield* Effect.flip(Errors.catchStatus(Effect.fail({ status: 404 }), 404, never)), {
        status: 404
      })
      assert.deepStrictEqual(
        yield* Effect.exit(Errors.catchStatus(Effect.dieMessage("no"), 404, never)),
        yield* Effect.exit(Effect.dieMessage("no"))
      )
    }))
})

describe("Errors.catchCode", () => {
  const two = Effect.fail(
    new ClerkErrors({ status: 422, errors: [new ClerkError({ code: "form_password_pwned", message: "" }), exists] })
  )

  it.effect("handles the code of any of several errors, data-first and data-last", () =>
    Effect.gen(function*() {
      const count = ({ errors }: ClerkErrors) => Effect.succeed(errors.length)
      assert.strictEqual(yield* Errors.catchCode(two, "form_password_pwned", count), 2)
      assert.strictEqual(yield* Errors.catchCode(two, "form_identifier_exists", count), 2)
      assert.strictEqual(yield* two.pipe(Errors.catchCode("form_password_pwned", count)), 2)
      assert.strictEqual(yield* two.pipe(Errors.catchCode("form_identifier_exists", count)), 2)
    }))

  it.effect("accepts a code that this version does not know", () =>
    Effect.gen(function*() {
      const strange = Effect.fail(
        new ClerkErrors({ status: 400, errors: [new ClerkError({ code: "brand_new", message: "" })] })
      )
      assert.isTrue(yield* strange.pipe(Errors.catchCode("brand_new", () => Effect.succeed(true))))
    }))

  it.effect("does not change other failures", () =>
    Effect.gen(function*() {
      const never = () => Effect.dieMessage("handled")
      assert.strictEqual((yield* Effect.flip(two.pipe(Errors.catchCode("resource_not_found", never)))).status, 422)
      const empty = Effect.fail(new ClerkErrors({ status: 422 }))
      assert.strictEqual((yield* Effect.flip(empty.pipe(Errors.catchCode("resource_not_found", never)))).status, 422)
      const other = Effect.fail({ _tag: "ClerkErrors", errors: [{ code: "resource_not_found" }] })
      assert.strictEqual(
        (yield* Effect.flip(other.pipe(Errors.catchCode("resource_not_found", never))))._tag,
        "ClerkErrors"
      )
    }))
})

// F46
describe("Errors.catchReason", () => {
  const invalid = Effect.fail(
    new SDKError({ reason: new Errors.InvalidRequest({ issues: [new Errors.Issue({ path: "limit", message: "x" })] }) })
  )
  const never = () => Effect.dieMessage("handled")

  it.effect("handles one reason of an SDKError, data-first and data-last", () =>
    Effect.gen(function*() {
      const paths = ({ reason }: Errors.WithReason<"InvalidRequest">) =>
        Effect.succeed(reason.issues.map(({ path }) => path))
      assert.deepStrictEqual(yield* Errors.catchReason(invalid, "InvalidRequest", paths), ["limit"])
      assert.deepStrictEqual(yield* invalid.pipe(Errors.catchReason("InvalidRequest", paths)), ["limit"])
    }))

  it.effect("handles the refusal of an input alone", () =>
    Effect.gen(function*() {
      const call = Users.get({ userId: "" }).pipe(
        Errors.catchReason("InvalidRequest", ({ attempts }) => Effect.succeed(attempts))
      )
      const layer = Layer.provide(client(yield* closedPort), httpClients[0]![1])
      assert.strictEqual(yield* Effect.provide(call, layer), 0)
    }).pipe(Effect.scoped))

  it.effect("does not change other reasons, errors, successes and defects", () =>
    Effect.gen(function*() {
      for (const [, error] of failures) {
        if (error._tag === "ClerkErrors" || error.reason._tag !== "Timeout") {
          assert.strictEqual(yield* Effect.flip(Errors.catchReason(Effect.fail(error), "Timeout", never)), error)
        }
      }
      const other = { _tag: "SDKError", reason: { _tag: "Timeout" } }
      assert.strictEqual(yield* Effect.flip(Effect.fail(other).pipe(Errors.catchReason("Timeout", never))), other)
      assert.strictEqual(yield* Effect.succeed(1).pipe(Errors.catchReason("Timeout", never)), 1)
      assert.deepStrictEqual(
        yield* Effect.exit(Errors.catchReason(Effect.dieMessage("no"), "Timeout", never)),
        yield* Effect.exit(Effect.dieMessage("no"))
      )
    }))
})

describe("Errors.isError and Errors.hasCode", () => {
  it("recognise the errors of this library and no others", () => {
    assert.isTrue(failures.every(([, error]) => Errors.isError(error)))
    assert.isFalse([null, undefined, new Error("no"), { _tag: "SDKError" }, "ClerkErrors"].some(Errors.isError))
    const error = new ClerkErrors({ status: 422, errors: [exists] })
    assert.isTrue(Errors.hasCode(error, "form_identifier_exists"))
    assert.isFalse(Errors.hasCode(error, "form_identifier"))
  })
})

describe("Errors.isRetryable", () => {
  const clerk = (status: number, code = "x") =>
    new ClerkErrors({ status, errors: [new ClerkError({ code, message: "" })], outcomeUnknown: status >= 500 })
  const html = (status: number) =>
    new SDKError({ reason: new Errors.UnexpectedResponse({ status }), outcomeUnknown: status >= 500 || status < 300 })
  const transport = (outcomeUnknown: boolean) =>
    new SDKError({
      reason: new Errors.Transport({ cause: { name: "Error", message: "", code: null } }),
      outcomeUnknown
    })
  const timeout = new SDKError({ reason: new Errors.Timeout({ after: Duration.seconds(30) }), outcomeUnknown: true })
  const invalid = new SDKError({
    reason: new Errors.InvalidResponse({ status: 200, issues: [] }),
    outcomeUnknown: true
  })
  const refused = new SDKError({ reason: new Errors.InvalidRequest({ issues: [] }) })

  /** Whether a failure is retryable, for an idempotent and for a non-idempotent operation. */
  const table: ReadonlyArray<readonly [name: string, error: ClerkErrors | SDKError, safe: boolean, unsafe: boolean]> = [
    ["429", clerk(429), true, true],
    ["429 in HTML", html(429), true, true],
    ["409 resource_locked", clerk(409, "resource_locked"), true, true],
    ["409 conflict", clerk(409, "conflict"), false, false],
    ["500", clerk(500), true, false],
    ["502 in HTML", html(502), true, false],
    ["503", clerk(503), true, false],
    ["504", clerk(504), true, false],
    ["501", clerk(501), false, false],
    ["408", clerk(408), true, true],
    ["520 in HTML", html(520), true, false],
    ["530", clerk(530), true, false],
    ["519", clerk(519), false, false],
    ["531 in HTML", html(531), false, false],
    ["400", clerk(400), false, false],
    ["401", clerk(401), false, false],
    ["404", clerk(404), false, false],
    ["404 in HTML", html(404), false, false],
    ["422", clerk(422), false, false],
    ["a redirect", html(302), false, false],
    ["a truncated 200", html(200), true, false],
    ["a refused connection", transport(false), true, true],
    ["a lost connection", transport(true), true, false],
    ["a timeout", timeout, true, false],
    ["an undecodable 200", invalid, false, false],
    ["invalid input", refused, false, false]
  ]
  it.each(table)(
    "of %s depends on whether the operation is idempotent only if the outcome is unknown",
    (_, error, safe, unsafe) => {
      const idempotent = (idempotent: boolean) =>
        error instanceof ClerkErrors
          ? new ClerkErrors({ ...error, idempotent })
          : new SDKError({ ...error, idempotent })
      assert.strictEqual(Errors.isRetryable(idempotent(true)), safe)
      assert.strictEqual(Errors.isRetryable(idempotent(false)), unsafe)
    }
  )

  it("is false for errors of other libraries", () => {
    assert.isFalse([null, new Error("ECONNRESET"), { status: 503 }].some(Errors.isRetryable))
  })
})

describe("outcomeUnknown", () => {
  const read = Users.get({ userId: "user_1" })
  const write = Users.create({ firstName: "Ada", password: Redacted.make("correct horse") })
  const json = "{\"errors\":[{\"code\":\"x\",\"message\":\"\"}]}"

  /** Whether the outcome of a write is unknown. It is always known for a read. */
  const table: ReadonlyArray<readonly [name: string, reply: Reply | "closed", unknown: boolean]> = [
    ["a refused connection", "closed", false],
    ["a reset", (socket) => socket.resetAndDestroy(), true],
    ["a 503 in Clerk's JSON", respondWith(503, json), true],
    ["a 502 in HTML", respondWith(502, "<html>"), true],
    ["a 422 in Clerk's JSON", respondWith(422, json), false],
    ["a 429 in HTML", respondWith(429, "<html>"), false],
    ["a truncated 400", truncated(400, json.slice(0, 9)), false],
    ["a truncated 200", truncated(200, "{"), true],
    ["an undecodable 200", respondWith(200, "{}"), true]
  ]
  it.scoped.each(table)(
    "after %s tells whether a write may have been carried out, and is false for a read",
    ([, reply, unknown]) =>
      Effect.gen(function*() {
        const server: Pick<Server, "url"> = yield* reply === "closed" ? closedPort : serve(reply)
        const layer = Layer.provide(client(server), httpClients[0]![1])
        assert.strictEqual((yield* failureOf(write).pipe(Effect.provide(layer))).outcomeUnknown, unknown)
        assert.isFalse((yield* failureOf(read).pipe(Effect.provide(layer))).outcomeUnknown)
      })
  )
})
