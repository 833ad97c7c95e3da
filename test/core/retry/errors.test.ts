/** The number of attempts in errors and their messages. */
import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, Schedule, Schema } from "effect"
import { ClerkErrors, Errors, Retry, SDKError } from "effect-clerk"
import { calls } from "../../support/calls.ts"
import { clerk, hang, html, lost, play, type Script } from "../../support/script.ts"
import { failureOf } from "../../support/server.ts"

const retry = Retry.make({ schedule: Schedule.recurs(2) })
const Failure = Schema.Union(ClerkErrors, SDKError)

const failures: ReadonlyArray<readonly [name: string, script: Script, message: string]> = [
  [
    "ClerkErrors",
    [clerk(503)],
    "users.ban (POST /users/:userId/ban) answered 503 after 3 attempts: No. (some_code). " +
    "The write may have succeeded"
  ],
  [
    "an UnexpectedResponse",
    [html(502)],
    "users.ban (POST /users/:userId/ban) answered 502 after 3 attempts: unexpected HTML body instead of a Clerk error. " +
    "The write may have succeeded"
  ],
  [
    "a Transport",
    [lost],
    "users.ban (POST /users/:userId/ban) got no response after 3 attempts: no luck with ECONNRESET (ECONNRESET). " +
    "The write may have succeeded"
  ],
  [
    "a Timeout",
    [hang],
    "users.ban (POST /users/:userId/ban) got no response after 3 attempts: no response within 30s. " +
    "The write may have succeeded"
  ],
  [
    "a 404 after a lost connection",
    [clerk(429), lost, clerk(404, "resource_not_found")],
    "users.ban (POST /users/:userId/ban) answered 404 after 3 attempts: No. (resource_not_found). " +
    "The write may have succeeded"
  ],
  [
    "a 429 with a known outcome",
    [clerk(429)],
    "users.ban (POST /users/:userId/ban) answered 429 after 3 attempts: No. (some_code)"
  ]
]

describe.each(failures)("The failure of a third attempt: %s", (_, script, message) => {
  const failure = Effect.flatMap(play(script, calls.ban, { retry }), ({ result }) => failureOf(result))

  it.effect("has attempts 3, also in its printed message", () =>
    Effect.gen(function*() {
      const error = yield* failure
      assert.strictEqual(error.attempts, 3)
      assert.strictEqual(error.message, message)
      assert.include(Cause.pretty(Cause.fail(error)), message)
    }))

  it.effect("is the same after encoding to JSON and decoding", () =>
    Effect.gen(function*() {
      const error = yield* failure
      const encoded = JSON.parse(JSON.stringify(yield* Schema.encode(Failure)(error)))
      assert.deepInclude(encoded, { attempts: 3, idempotent: true, outcomeUnknown: error.outcomeUnknown })
      const decoded = yield* Schema.decodeUnknown(Failure)(encoded)
      assert.deepStrictEqual(yield* Schema.encode(Failure)(decoded), encoded)
      assert.strictEqual(decoded.message, message)
      assert.strictEqual(Errors.isRetryable(decoded), Errors.isRetryable(error))
    }))
})

describe("attempts of an error", () => {
  it("default to 1, which the message does not mention", () => {
    const call = { status: 503, operation: "users.get" }
    assert.strictEqual(new ClerkErrors(call).attempts, 1)
    assert.strictEqual(new ClerkErrors(call).message, "users.get answered 503: no error details")
    assert.strictEqual(
      new ClerkErrors({ ...call, attempts: 7 }).message,
      "users.get answered 503 after 7 attempts: no error details"
    )
  })

  it.effect("are required in the encoded error", () =>
    Effect.gen(function*() {
      const error = yield* Schema.encode(ClerkErrors)(new ClerkErrors({ status: 503, attempts: 4 }))
      assert.strictEqual(error.attempts, 4)
      const { attempts: _, ...without } = error
      assert.strictEqual((yield* Effect.flip(Schema.decodeUnknown(ClerkErrors)(without)))._tag, "ParseError")
    }))
})
