/** Values that a custom HTTP client may throw: each becomes a Transport failure with the message of its innermost cause. */
import { FetchHttpClient } from "@effect/platform"
import { assert, it } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import { Clerk, Retry, Users } from "effect-clerk"
import { reasonOf } from "../../support/server.ts"

const circular = new Error("circular")
circular.cause = circular
const refused = Object.assign(new Error("connect ECONNREFUSED ::1:443"), { code: "ECONNREFUSED" })

const thrown: ReadonlyArray<readonly [name: string, value: unknown, message: string, code: string | null]> = [
  ["undefined", undefined, "Transport", null],
  ["null", null, "Transport", null],
  ["a string", "offline", "offline", null],
  ["an object", { message: "offline" }, "Transport", null],
  ["an error without a message", new TypeError(""), "TypeError", null],
  ["nested errors", new Error("a", { cause: new Error("b", { cause: new Error("c") }) }), "c", null],
  ["an error whose cause is a string", new Error("fetch failed", { cause: "offline" }), "offline", null],
  [
    "an AggregateError",
    new Error("a", { cause: new AggregateError([refused, new Error("b")]) }),
    refused.message,
    "ECONNREFUSED"
  ],
  ["an empty AggregateError", new AggregateError([]), "AggregateError", null],
  ["an error that is its own cause", circular, "circular", null]
]

it.effect.each(thrown)(
  "fetch that rejects with %s fails the call with Transport",
  ([, value, message, code]) =>
    Effect.gen(function*() {
      const error = yield* reasonOf("Transport")(Users.ban({ userId: "user_1" })).pipe(
        Effect.provide(
          Clerk.layer({ secretKey: Redacted.make("sk_test_clients"), retry: Retry.none, rateLimit: "none" })
        ),
        Effect.provide(FetchHttpClient.layer),
        Effect.provide(Layer.succeed(FetchHttpClient.Fetch, () => Promise.reject(value)))
      )
      assert.deepStrictEqual([error.reason.cause.message, error.reason.cause.code], [message, code])
      assert.strictEqual(error.outcomeUnknown, code === null)
    })
)
