/** The standard retry policy against faults of the in-memory Clerk. */
import { HttpApiBuilder, HttpClient } from "@effect/platform"
import { NodeHttpServer } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Either, Layer, Schedule } from "effect"
import { Errors, Retry, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { ApiLive } from "../../../examples/backend.ts"
import { timed } from "../../support/script.ts"
import { failureOf, reasonOf } from "../../support/server.ts"

const clerkTest = ClerkTest.layer({
  retry: Retry.standard,
  users: [{ id: "user_ada", username: "ada", firstName: "Ada" }]
})
const withClerk = Effect.provide(clerkTest)

const methods = Effect.map(ClerkTest.requests, (requests) => requests.map(({ method }) => method))
const names = Effect.map(ClerkTest.snapshot, ({ users }) => users.map(({ username }) => username).sort())

describe("B21: a lost connection", () => {
  const create = Users.create({ username: "grace", externalId: "ext_grace" })

  it.effect("after Clerk created the user leaves one POST, an unknown outcome and a user that a list finds", () =>
    Effect.gen(function*() {
      yield* ClerkTest.fault({ operation: "users.create", drop: "after" })
      const { result, took } = yield* timed(create)
      const error = yield* reasonOf("Transport")(result)
      assert.deepStrictEqual([error.outcomeUnknown, error.attempts, took], [true, 1, 0])
      assert.match(error.message, /The write may have succeeded$/)
      assert.isFalse(Errors.isRetryable(error))
      assert.deepStrictEqual(yield* methods, ["POST"])
      assert.deepStrictEqual(
        (yield* Users.list({ externalId: ["ext_grace"] })).map(({ username }) => username),
        ["grace"]
      )
    }).pipe(withClerk))

  it.effect("before Clerk created the user leaves one POST and an unknown outcome", () =>
    Effect.gen(function*() {
      yield* ClerkTest.fault({ operation: "users.create", drop: true })
      const error = yield* reasonOf("Transport")((yield* timed(create)).result)
      assert.isTrue(error.outcomeUnknown)
      assert.deepStrictEqual(yield* methods, ["POST"])
      assert.deepStrictEqual(yield* names, ["ada"])
    }).pipe(withClerk))

  it.effect("after Clerk took more than 30 seconds to create a user leaves one POST", () =>
    Effect.gen(function*() {
      yield* ClerkTest.fault({ operation: "users.create", delay: "1 minute" })
      const { result, took } = yield* timed(create)
      const error = yield* reasonOf("Timeout")(result)
      assert.deepStrictEqual([error.outcomeUnknown, took], [true, 30_000])
      assert.deepStrictEqual(yield* methods, ["POST"])
    }).pipe(withClerk))

  it.effect("on the attempt after a 429 creates one user at most", () =>
    Effect.gen(function*() {
      yield* ClerkTest.fault({ operation: "users.create", status: 429 })
      yield* ClerkTest.fault({ operation: "users.create", drop: "after" })
      const error = yield* reasonOf("Transport")((yield* timed(create)).result)
      assert.deepStrictEqual([error.outcomeUnknown, error.attempts], [true, 2])
      assert.deepStrictEqual(yield* methods, ["POST", "POST"])
      assert.deepStrictEqual(yield* names, ["ada", "grace"])
    }).pipe(withClerk))

  it.effect("during a ban is retried with another POST", () =>
    Effect.gen(function*() {
      yield* ClerkTest.fault({ operation: "users.ban", drop: "after" })
      const { result } = yield* timed(Users.ban({ userId: "user_ada" }))
      assert.isTrue((yield* result).banned)
      assert.deepStrictEqual(yield* methods, ["POST", "POST"])
    }).pipe(withClerk))

  it.effect("is not involved in a 429 to a create, which is retried until it succeeds", () =>
    Effect.gen(function*() {
      yield* ClerkTest.fault({ operation: "users.create", status: 429, times: 3, headers: { "retry-after": "3" } })
      const { result, took } = yield* timed(create)
      assert.strictEqual((yield* result).username, "grace")
      assert.strictEqual(took, 9000)
      assert.deepStrictEqual(yield* names, ["ada", "grace"])
    }).pipe(withClerk))
})

describe("B12: a failure of Clerk is never reported as 401", () => {
  type Fault = Parameters<typeof ClerkTest.fault>[0]
  const faults: ReadonlyArray<readonly [name: string, fault: Fault, status: number | null]> = [
    ["a 429", { status: 429 }, 429],
    ["a 429 in HTML", { status: 429, body: "<html>" }, 429],
    ["a 500", { status: 500 }, 500],
    ["an empty 500", { status: 500, body: "" }, 500],
    ["a 502 in HTML", { status: 502, body: "<html>" }, 502],
    ["a 503", { status: 503 }, 503],
    ["a 504", { status: 504 }, 504],
    ["a lost connection", { drop: true }, null]
  ]

  it.effect.each(faults)(
    "%s fails the call with its own status after 5 attempts",
    ([, fault, status]) =>
      Effect.gen(function*() {
        yield* ClerkTest.fault({ ...fault, times: 5 })
        const { result } = yield* timed(Users.get({ userId: "user_ada" }))
        const error = yield* failureOf(result)
        assert.deepStrictEqual([error.status, error.attempts], [status, 5])
        assert.isTrue(Errors.isRetryable(error))
      }).pipe(withClerk)
  )

  // The schedule has no delays, because the test clock stands still while the requests are sent.
  const backend = HttpApiBuilder.serve().pipe(
    Layer.provide(ApiLive),
    Layer.provideMerge(ClerkTest.layer({ retry: Retry.make({ schedule: Schedule.recurs(4) }) })),
    Layer.provideMerge(NodeHttpServer.layerTest)
  )
  it.scoped.each(faults)(
    "%s becomes a 503 of the backend that makes the call",
    ([, fault]) =>
      Effect.gen(function*() {
        yield* ClerkTest.fault({ ...fault, times: 5 })
        const response = yield* HttpClient.get("/people/user_ada")
        assert.strictEqual(response.status, 503)
        assert.deepStrictEqual(yield* response.json, { _tag: "TryLater" })
        assert.lengthOf(yield* ClerkTest.requests, 5)
      }).pipe(Effect.provide(backend))
  )
})

it.effect("a call succeeds at the fifth attempt after four different faults", () =>
  Effect.gen(function*() {
    yield* ClerkTest.fault({ status: 502, body: "<html>" })
    yield* ClerkTest.fault({ status: 429, headers: { "retry-after": "5" } })
    yield* ClerkTest.fault({ drop: "after" })
    yield* ClerkTest.fault({ delay: "31 seconds" })
    const { result } = yield* timed(Users.update({ userId: "user_ada", firstName: "Augusta" }))
    assert.strictEqual(Either.isRight(result) && result.right.firstName, "Augusta")
    assert.deepStrictEqual((yield* ClerkTest.requests).map(({ status }) => status), [502, 429, null, null, 200])
  }).pipe(withClerk))
