/** What an HTTP client of the user's own can throw: it ends as a transport failure that says what there is to say. */
import { FetchHttpClient } from "@effect/platform"
import { assert, it } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import { Clerk, Retry, Users } from "effect-clerk"
import { reasonOf } from "../../support/server.ts"

const circular = new Error("round and round")
circular.cause = circular
const refused = Object.assign(new Error("connect ECONNREFUSED ::1:443"), { code: "ECONNREFUSED" })

const thrown: ReadonlyArray<readonly [name: string, value: unknown, message: string, code: string | null]> = [
  ["nothing", undefined, "Transport", null],
  ["null", null, "Transport", null],
  ["a text", "offline", "offline", null],
  ["an object", { message: "offline" }, "Transport", null],
  ["an error without words", new TypeError(""), "TypeError", null],
  ["wrapped errors", new Error("a", { cause: new Error("b", { cause: new Error("c") }) }), "c", null],
  ["a cause that is a text", new Error("fetch failed", { cause: "offline" }), "offline", null],
  [
    "several errors",
    new Error("a", { cause: new AggregateError([refused, new Error("b")]) }),
    refused.message,
    "ECONNREFUSED"
  ],
  ["no errors at all", new AggregateError([]), "AggregateError", null],
  ["an error that is its own cause", circular, "round and round", null]
]

it.effect.each(thrown)("%s", ([, value, message, code]) =>
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
  }))
