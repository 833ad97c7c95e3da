/** Every error status, documented or not, with a Clerk error body and with another body. */
import { assert, describe, it } from "@effect/vitest"
import { DateTime, Duration, Effect, Layer, Redacted, TestClock } from "effect"
import { Clerk, type ClerkErrors, Errors, Retry, type SDKError, userOperations, Users } from "effect-clerk"
import { calls, names } from "../../support/calls.ts"
import { offline } from "../../support/http.ts"
import { failureOf } from "../../support/server.ts"

const clerkResponding = (respond: () => Response) =>
  Layer.provide(
    Clerk.layer({ secretKey: Redacted.make("sk_test_statuses"), retry: Retry.none, rateLimit: "none" }),
    offline(respond).layer
  )

const clerkBody = JSON.stringify({ errors: [{ code: "some_code", message: "Some message", meta: {} }] })
const htmlBody = "<!doctype html><title>No</title>"

/** The documented statuses of an operation, 401, 429 and 503, and a share of all other statuses. */
const statusesOf = (name: keyof typeof calls): ReadonlyArray<number> =>
  Array.from({ length: 200 }, (_, index) => 400 + index).filter((status) =>
    userOperations[name].errors.includes(status) || [401, 429, 503].includes(status) ||
    status % names.length === names.indexOf(name)
  )

const writes = names.filter((name) => !/^(?:list|count|get)/.test(name))

describe("B7: each status from 400 to 599", () => {
  it("is tested with at least one operation", () => {
    assert.deepStrictEqual(
      Array.from(new Set(names.flatMap(statusesOf))).sort(),
      Array.from({ length: 200 }, (_, index) => 400 + index)
    )
  })

  it.effect.each(names)(
    "of its share fails users.%s with ClerkErrors for a Clerk body and SDKError for HTML",
    (name) =>
      Effect.gen(function*() {
        const summary = ({ operation, outcomeUnknown, status }: ClerkErrors | SDKError) => ({
          operation,
          outcomeUnknown,
          status
        })
        let respond = () => new Response(null)
        yield* Effect.gen(function*() {
          for (const status of statusesOf(name)) {
            const expected = {
              operation: `users.${name}`,
              // F26: a 408 may be that of a proxy.
              outcomeUnknown: (status >= 500 || status === 408) && writes.includes(name),
              status
            }
            respond = () => new Response(clerkBody, { status, headers: { "content-type": "application/json" } })
            const clerk = yield* failureOf<unknown, unknown, Users>(calls[name])
            assert.strictEqual(clerk._tag, "ClerkErrors")
            assert.deepStrictEqual(summary(clerk), expected)
            assert.isTrue(clerk._tag === "ClerkErrors" && Errors.hasCode(clerk, "some_code"))

            respond = () => new Response(htmlBody, { status, headers: { "content-type": "text/html" } })
            const html = yield* failureOf<unknown, unknown, Users>(calls[name])
            assert.strictEqual(html._tag === "SDKError" && html.reason._tag, "UnexpectedResponse")
            assert.deepStrictEqual(summary(html), expected)
          }
        }).pipe(Effect.provide(clerkResponding(() => respond())))
      })
  )
})

describe("B3: Retry-After", () => {
  const header: ReadonlyArray<readonly [value: string, wait: Duration.Duration | null]> = [
    ["7", Duration.seconds(7)],
    ["0", Duration.zero],
    [" 7 ", Duration.seconds(7)],
    ["007", Duration.seconds(7)],
    ["999999999999", Duration.seconds(999_999_999_999)],
    ["9".repeat(400), Duration.seconds(1e12)],
    ["1e3", null],
    ["1.5", Duration.seconds(2)],
    ["-1", null],
    ["+1", null],
    ["Infinity", null],
    ["NaN", null],
    ["soon", null],
    ["", null],
    ["7, 8", Duration.seconds(7)],
    ["Wed, 01 Jan 2025 00:02:00 GMT", Duration.minutes(2)],
    ["Wed, 01 Jan 2025 00:00:00 GMT", Duration.zero],
    ["Tue, 31 Dec 2024 00:00:00 GMT", Duration.zero],
    ["Wed, 99 Jan 2025 00:00:00 GMT", null],
    ["2025-01-01T00:02:00Z", Duration.minutes(2)],
    ["2025", Duration.seconds(2025)]
  ]
  it.effect.each(header)("%j is parsed into the error of a 429", ([value, wait]) =>
    Effect.gen(function*() {
      yield* TestClock.setTime(DateTime.toEpochMillis(DateTime.unsafeMake("2025-01-01T00:00:00Z")))
      for (const body of [clerkBody, htmlBody]) {
        const error = yield* failureOf(Users.count()).pipe(
          Effect.provide(clerkResponding(() => new Response(body, { status: 429, headers: { "retry-after": value } })))
        )
        assert.deepStrictEqual(error.retryAfter, wait)
        assert.isTrue(Errors.isRetryable(error))
      }
    }))

  it.effect("is null in the error when the header is missing", () =>
    Effect.gen(function*() {
      const layer = clerkResponding(() => new Response(clerkBody, { status: 429 }))
      assert.isNull((yield* failureOf(Users.count()).pipe(Effect.provide(layer))).retryAfter)
    }))
})
