import { assert, describe, it } from "@effect/vitest"
import { Cause, Duration, Effect, Exit, Fiber, TestClock } from "effect"
import { Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"

const withClerk = Effect.provide(ClerkTest.layer())

/** The status of each of a number of requests; 0 where the connection is lost. */
const statuses = (times: number) =>
  Effect.replicateEffect(
    Effect.match(Users.count(), { onFailure: (error) => error.status ?? 0, onSuccess: () => 200 }),
    times
  )

const { scenarios } = ClerkTest

describe("ClerkTest.scenarios", () => {
  it.effect("rateLimited refuses three requests", () =>
    Effect.gen(function*() {
      yield* ClerkTest.faults(scenarios.rateLimited)
      assert.deepStrictEqual(yield* statuses(4), [429, 429, 429, 200])
    }).pipe(withClerk))

  it.effect("outage lasts until a reset", () =>
    Effect.gen(function*() {
      yield* ClerkTest.faults(scenarios.outage)
      assert.deepStrictEqual(yield* statuses(20), Array.from({ length: 20 }, () => 503))
      yield* ClerkTest.reset
      assert.deepStrictEqual(yield* statuses(1), [200])
    }).pipe(withClerk))

  it.effect("flaky and lostAnswers fail some requests, the same ones in every run", () =>
    Effect.gen(function*() {
      for (const scenario of [scenarios.flaky, scenarios.lostAnswers]) {
        yield* ClerkTest.reset
        yield* ClerkTest.faults(scenario)
        const first = yield* statuses(100)
        const failed = first.filter((status) => status !== 200).length
        assert.isAbove(failed, 5)
        assert.isBelow(failed, 50)
        yield* ClerkTest.reset
        yield* ClerkTest.faults(scenario)
        assert.deepStrictEqual(yield* statuses(100), first)
      }
    }).pipe(withClerk))

  it.effect("slow delays every request", () =>
    Effect.gen(function*() {
      yield* ClerkTest.faults(scenarios.slow)
      const fiber = yield* Effect.fork(statuses(2))
      yield* TestClock.adjust("3999 millis")
      assert.isNull(yield* fiber.poll.pipe(Effect.map((exit) => exit._tag === "None" ? null : exit)))
      yield* TestClock.adjust("1 millis")
      assert.deepStrictEqual(yield* Fiber.join(fiber), [200, 200])
    }).pipe(withClerk))
})

describe("the option rateLimits", () => {
  it.effect("keeps the limit of the instance, and says when it ends", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* statuses(101), [...Array.from({ length: 100 }, () => 200), 429])
      yield* TestClock.adjust("7500 millis")
      const error = yield* Effect.flip(Users.count())
      assert.deepStrictEqual(
        [error.status, error._tag === "ClerkErrors" && error.errors[0]!.code, Duration.toSeconds(error.retryAfter!)],
        [429, "too_many_requests", 3]
      )
      yield* TestClock.adjust("2500 millis")
      assert.deepStrictEqual(yield* statuses(1), [200])
    }).pipe(Effect.provide(ClerkTest.layer({ rateLimits: "development" }))))

  it.effect("keeps the limit of the changes of one user", () =>
    Effect.gen(function*() {
      yield* ClerkTest.seed([{ id: "user_1" }, { id: "user_2" }])
      const change = (userId: string) =>
        Effect.match(Users.update({ userId, firstName: "Ada" }), {
          onFailure: ({ status }) => status,
          onSuccess: () => 200
        })
      const found = yield* Effect.replicateEffect(change("user_1"), 11)
      assert.deepStrictEqual([found.at(9), found.at(10), yield* change("user_2")], [200, 429, 200])
    }).pipe(Effect.provide(ClerkTest.layer({ rateLimits: "production" }))))
})

it.effect("the option latency delays every request", () =>
  Effect.gen(function*() {
    const fiber = yield* Effect.fork(statuses(1))
    yield* TestClock.adjust("49 millis")
    assert.strictEqual((yield* fiber.poll)._tag, "None")
    yield* TestClock.adjust("1 millis")
    assert.deepStrictEqual(yield* Fiber.join(fiber), [200])
  }).pipe(Effect.provide(ClerkTest.layer({ latency: "50 millis" }))))

it.effect.each([0, -1, 1.5, Number.NaN])(
  "a fault with the probability %s dies",
  (probability) =>
    Effect.gen(function*() {
      const exit = yield* Effect.exit(ClerkTest.fault({ status: 503, probability }))
      assert.include(
        Exit.match(exit, { onFailure: Cause.pretty, onSuccess: () => "it lives" }),
        "A fault has a probability above 0 to 1"
      )
    }).pipe(withClerk)
)
