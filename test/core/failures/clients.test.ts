/** Values that a custom HTTP client may throw: each becomes a Transport failure with the message of its innermost cause. */
import { FetchHttpClient } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import { Clerk, Errors, Retry, Users } from "effect-clerk"
import { runInNewContext } from "node:vm"
import { reasonOf } from "../../support/server.ts"

/** A call over a fetch that rejects with a value. */
const over = (value: unknown) => <A, E>(call: Effect.Effect<A, E, Users>) =>
  reasonOf("Transport")(call).pipe(
    Effect.provide(Clerk.layer({ secretKey: Redacted.make("sk_test_clients"), retry: Retry.none, rateLimit: "none" })),
    Effect.provide(FetchHttpClient.layer),
    Effect.provide(Layer.succeed(FetchHttpClient.Fetch, () => Promise.reject(value)))
  )

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
      const error = yield* over(value)(Users.ban({ userId: "user_1" }))
      assert.deepStrictEqual([error.reason.cause.message, error.reason.cause.code], [message, code])
      assert.isTrue(error.outcomeUnknown)
    })
)

/** An error as Node makes it, in this realm or in another one, such as that of a test runner. */
const system = (code: string, syscall: string, make: ErrorConstructor = Error) =>
  Object.assign(new make(`${syscall} ${code} 127.0.0.1:1`), { code, syscall, errno: -1 })
const Foreign: ErrorConstructor = runInNewContext("Error")
const ForeignAggregate: AggregateErrorConstructor = runInNewContext("AggregateError")
const fetchFailed = (cause: unknown, make: ErrorConstructor = TypeError) =>
  Object.assign(new make("fetch failed"), { cause })
const many = new AggregateError([])
many.errors = [many, many, system("ECONNREFUSED", "connect"), system("ECONNRESET", "read")]

describe("A create", () => {
  // F8, F11
  const notSent: ReadonlyArray<readonly [name: string, value: unknown, code: string]> = [
    ...["ECONNREFUSED", "ETIMEDOUT", "EADDRNOTAVAIL", "EMFILE", "EINVAL", "ECONNRESET", "EPERM"].map((code) =>
      [`${code} of connect`, fetchFailed(system(code, "connect")), code] as const
    ),
    ["ENOTFOUND of getaddrinfo", system("ENOTFOUND", "getaddrinfo"), "ENOTFOUND"],
    ["EAI_FAIL of getaddrinfo", system("EAI_FAIL", "getaddrinfo"), "EAI_FAIL"],
    [
      "two addresses without a connection",
      fetchFailed(new AggregateError([system("ETIMEDOUT", "connect"), system("ENETUNREACH", "connect")])),
      "ETIMEDOUT"
    ],
    ["an error of another realm", fetchFailed(system("ECONNREFUSED", "connect", Foreign), Foreign), "ECONNREFUSED"],
    [
      "an AggregateError of another realm",
      fetchFailed(new ForeignAggregate([system("EHOSTUNREACH", "connect", Foreign)]), Foreign),
      "EHOSTUNREACH"
    ],
    [
      "a connect timeout of undici",
      Object.assign(new Error("Connect Timeout Error"), { code: "UND_ERR_CONNECT_TIMEOUT" }),
      "UND_ERR_CONNECT_TIMEOUT"
    ],
    [
      "a socket on which no byte was written",
      Object.assign(new Error("other side closed"), { code: "UND_ERR_SOCKET", socket: { bytesWritten: 0 } }),
      "UND_ERR_SOCKET"
    ]
  ]
  it.effect.each(notSent)(
    "that fails with %s was not sent and can be repeated",
    ([, value, code]) =>
      Effect.gen(function*() {
        const error = yield* over(value)(Users.create({}))
        assert.strictEqual(error.reason.cause.code, code)
        assert.isFalse(error.outcomeUnknown)
        assert.isTrue(Errors.isRetryable(error))
        assert.notInclude(error.message, "may have succeeded")
      })
  )

  // F26
  const perhapsSent: ReadonlyArray<readonly [name: string, value: unknown]> = [
    ...["EHOSTUNREACH", "ENETUNREACH", "ECONNREFUSED", "ETIMEDOUT", "ECONNRESET"].flatMap((code) =>
      ["read", "write"].map((syscall) => [`${code} of ${syscall}`, fetchFailed(system(code, syscall))] as const)
    ),
    ["EPIPE of write in another realm", fetchFailed(system("EPIPE", "write", Foreign), Foreign)],
    ["two addresses, one of which was read from", new AggregateError([refused, system("ECONNRESET", "read")])],
    [
      "a copied code over a read",
      Object.assign(new Error("refused", { cause: system("ECONNREFUSED", "read") }), { code: "ECONNREFUSED" })
    ],
    [
      "a socket on which bytes were written",
      Object.assign(new Error("other side closed"), { code: "UND_ERR_SOCKET", socket: { bytesWritten: 65 } })
    ],
    ["an error that contains itself twice", many]
  ]
  it.effect.each(perhapsSent)(
    "that fails with %s has an unknown outcome and is not repeated",
    ([, value]) =>
      Effect.gen(function*() {
        const error = yield* over(value)(Users.create({}))
        assert.isTrue(error.outcomeUnknown)
        assert.isFalse(Errors.isRetryable(error))
        assert.isTrue(Errors.isRetryable(yield* over(value)(Users.get({ userId: "user_1" }))))
      })
  )

  it.effect("F11: keeps the name, message and code of an error of another realm", () =>
    Effect.gen(function*() {
      const other: typeof TypeError = runInNewContext("TypeError")
      const cause = Object.assign(new other("terminated"), { code: "UND_ERR_ABORTED" })
      const error = yield* over(fetchFailed(cause, other))(Users.create({}))
      assert.deepStrictEqual(error.reason.cause, { name: "TypeError", message: "terminated", code: "UND_ERR_ABORTED" })
    }))
})
