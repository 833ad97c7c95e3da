/** Every status that an operation can fail with, documented or not, with Clerk's body and with another. */
import { assert, describe, it } from "@effect/vitest"
import { DateTime, Duration, Effect, Layer, Redacted, TestClock } from "effect"
import { Clerk, type ClerkErrors, Errors, Retry, type SDKError, userOperations, Users } from "effect-clerk"
import { calls, names } from "../../support/calls.ts"
import { offline } from "../../support/http.ts"
import { failureOf } from "../../support/server.ts"

const answeredBy = (respond: () => Response) =>
  Layer.provide(
    Clerk.layer({ secretKey: Redacted.make("sk_test_statuses"), retry: Retry.none, rateLimit: "none" }),
    offline(respond).layer
  )

const clerkBody = JSON.stringify({ errors: [{ code: "some_code", message: "Some message", meta: {} }] })
const htmlBody = "<!doctype html><title>No</title>"

/** Those that Clerk documents for an operation, those that come to all, and its share of all the others. */
const statusesOf = (name: keyof typeof calls): ReadonlyArray<number> =>
  Array.from({ length: 200 }, (_, index) => 400 + index).filter((status) =>
    userOperations[name].errors.includes(status) || [401, 429, 503].includes(status) ||
    status % names.length === names.indexOf(name)
  )

const writes = names.filter((name) => !/^(?:list|count|get)/.test(name))

describe("B7: every status from 400 to 599", () => {
  it("falls to some operation", () => {
    assert.deepStrictEqual(
      Array.from(new Set(names.flatMap(statusesOf))).sort(),
      Array.from({ length: 200 }, (_, index) => 400 + index)
    )
  })

  it.effect.each(names)("is a typed failure of users.%s", (name) =>
    Effect.gen(function*() {
      const tell = ({ operation, outcomeUnknown, status }: ClerkErrors | SDKError) => ({
        operation,
        outcomeUnknown,
        status
      })
      let respond = () => new Response(null)
      yield* Effect.gen(function*() {
        for (const status of statusesOf(name)) {
          const expected = {
            operation: `users.${name}`,
            outcomeUnknown: status >= 500 && writes.includes(name),
            status
          }
          respond = () => new Response(clerkBody, { status, headers: { "content-type": "application/json" } })
          const clerk = yield* failureOf<unknown, unknown, Users>(calls[name])
          assert.strictEqual(clerk._tag, "ClerkErrors")
          assert.deepStrictEqual(tell(clerk), expected)
          assert.isTrue(clerk._tag === "ClerkErrors" && Errors.hasCode(clerk, "some_code"))

          respond = () => new Response(htmlBody, { status, headers: { "content-type": "text/html" } })
          const html = yield* failureOf<unknown, unknown, Users>(calls[name])
          assert.strictEqual(html._tag === "SDKError" && html.reason._tag, "UnexpectedResponse")
          assert.deepStrictEqual(tell(html), expected)
        }
      }).pipe(Effect.provide(answeredBy(() => respond())))
    }))
})

describe("B3: Retry-After", () => {
  const header: ReadonlyArray<readonly [value: string, wait: Duration.Duration | null]> = [
    ["7", Duration.seconds(7)],
    ["0", Duration.zero],
    [" 7 ", Duration.seconds(7)],
    ["007", Duration.seconds(7)],
    ["999999999999", Duration.seconds(999_999_999_999)],
    ["9".repeat(400), null],
    ["1e3", null],
    ["1.5", null],
    ["-1", null],
    ["+1", null],
    ["Infinity", null],
    ["NaN", null],
    ["soon", null],
    ["", null],
    ["7, 8", null],
    ["Wed, 01 Jan 2025 00:02:00 GMT", Duration.minutes(2)],
    ["Wed, 01 Jan 2025 00:00:00 GMT", Duration.zero],
    ["Tue, 31 Dec 2024 00:00:00 GMT", Duration.zero],
    ["Wed, 99 Jan 2025 00:00:00 GMT", null],
    ["2025-01-01T00:02:00Z", null],
    ["2025", Duration.seconds(2025)]
  ]
  it.effect.each(header)("of %j", ([value, wait]) =>
    Effect.gen(function*() {
      yield* TestClock.setTime(DateTime.toEpochMillis(DateTime.unsafeMake("2025-01-01T00:00:00Z")))
      for (const body of [clerkBody, htmlBody]) {
        const error = yield* failureOf(Users.count()).pipe(
          Effect.provide(answeredBy(() => new Response(body, { status: 429, headers: { "retry-after": value } })))
        )
        assert.deepStrictEqual(error.retryAfter, wait)
        assert.isTrue(Errors.isRetryable(error))
      }
    }))

  it.effect("is null when it did not come", () =>
    Effect.gen(function*() {
      const layer = answeredBy(() => new Response(clerkBody, { status: 429 }))
      assert.isNull((yield* failureOf(Users.count()).pipe(Effect.provide(layer))).retryAfter)
    }))
})
