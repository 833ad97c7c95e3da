/** How a 429 pauses other calls. Virtual time starts at 0. */
import { assert, describe, it } from "@effect/vitest"
import { Array, Duration, Effect, Either, Fiber, Redacted, Schedule, TestClock } from "effect"
import { type Http, RateLimit, Retry, SDKError, Users } from "effect-clerk"
import type { Rejection } from "../../support/strict.ts"
import { timedClerk } from "../../support/timedClerk.ts"

/** Grants two requests at once, then one each second. */
const rule: RateLimit.Rule = { per: "instance", limit: 14, window: "10 seconds", burst: 2 }

const rateLimit = [rule]

const get = Users.get({ userId: "user_1" })

describe("A 429 with Retry-After", () => {
  it.scoped("pauses all calls of its operation and no others, and afterwards the bucket applies", () =>
    Effect.gen(function*() {
      const { fork, sent, time } = yield* timedClerk({ rateLimit, refusals: [{ retryAfter: "5" }] })
      yield* fork(Users.count())
      yield* time.pass("1 second")
      yield* fork(Users.count(), Users.count(), get, Users.count(), get, Users.count())
      yield* time.pass("1 minute")
      assert.deepStrictEqual(sent(), [
        "0 /users/count",
        "1000 /users/user_1",
        "1000 /users/user_1",
        "5000 /users/count",
        "5000 /users/count",
        "6000 /users/count",
        "7000 /users/count",
        "8000 /users/count"
      ])
    }))

  it.scoped("pauses queued calls of its operation and lets calls of other operations pass them", () =>
    Effect.gen(function*() {
      const { fork, sent, time } = yield* timedClerk({
        rateLimit: [{ ...rule, limit: 13, burst: 1 }],
        refusals: [{ retryAfter: "5" }],
        underWay: 500
      })
      yield* fork(Users.count(), Users.count(), Users.count(), get, Users.count())
      yield* time.pass("1 minute")
      assert.deepStrictEqual(sent(), [
        "500 /users/count",
        "1500 /users/user_1",
        "6000 /users/count",
        "7000 /users/count",
        "8000 /users/count",
        "9000 /users/count"
      ])
    }))

  it.scoped("is not shortened by another 429 with a shorter Retry-After", () =>
    Effect.gen(function*() {
      const { fork, sent, time } = yield* timedClerk({
        rateLimit,
        refusals: [{ retryAfter: "9" }, { retryAfter: "3" }]
      })
      yield* fork(Users.count(), Users.count())
      yield* time.pass("1 second")
      yield* fork(Users.count())
      yield* time.pass("1 minute")
      assert.deepStrictEqual(sent(), [
        "0 /users/count",
        "0 /users/count",
        "9000 /users/count",
        "9000 /users/count",
        "10000 /users/count"
      ])
    }))

  // F9
  it.scoped.each([-3_600_000, 3_600_000])(
    "ends in time when the clock is set by %d ms meanwhile",
    (by) =>
      Effect.gen(function*() {
        const { fork, sent, time } = yield* timedClerk({ rateLimit, refusals: [{ retryAfter: "5" }] })
        yield* fork(Users.count())
        yield* time.pass("1 second")
        yield* time.setBy(by)
        yield* fork(Users.count())
        yield* time.pass("1 minute")
        assert.deepStrictEqual(sent(), ["0 /users/count", `${by + 5000} /users/count`, `${by + 5000} /users/count`])
      })
  )

  it.scoped("is extended by another 429 with a longer Retry-After", () =>
    Effect.gen(function*() {
      const { fork, sent, time } = yield* timedClerk({
        rateLimit,
        refusals: [{ retryAfter: "3" }, { retryAfter: "9" }]
      })
      yield* fork(Users.count(), Users.count())
      yield* time.pass("1 second")
      yield* fork(Users.count())
      yield* time.pass("1 minute")
      assert.deepStrictEqual(sent().slice(2), ["9000 /users/count", "9000 /users/count", "10000 /users/count"])
    }))

  it.scoped("pauses other calls even when the call that got it is not retried", () =>
    Effect.gen(function*() {
      const { fork, sent, time } = yield* timedClerk({ rateLimit, refusals: [{ retryAfter: "5" }], retry: Retry.none })
      yield* fork(Users.count())
      yield* fork(Users.count())
      yield* time.pass("1 minute")
      assert.deepStrictEqual(sent(), ["0 /users/count", "5000 /users/count"])
    }))

  it.scoped("pauses other calls for at most maxRetryAfter of the policy", () =>
    Effect.gen(function*() {
      const { fork, sent, time } = yield* timedClerk({ rateLimit, refusals: [{ retryAfter: "3600" }] })
      yield* fork(Users.count())
      yield* fork(Users.count())
      yield* time.pass("10 minutes")
      assert.deepStrictEqual(sent(), ["0 /users/count", "60000 /users/count", "60000 /users/count"])
    }))

  it.scoped("fails a paused call whose budget ends before the pause", () =>
    Effect.gen(function*() {
      const { fork, time } = yield* timedClerk({ rateLimit, refusals: [{ retryAfter: "30" }] })
      yield* fork(Users.count())
      const [hurried] = yield* fork(Users.count().pipe(Retry.with(Retry.make({ budget: "3 seconds" }))))
      yield* time.pass(2999)
      assert.isNull(hurried!.unsafePoll())
      yield* time.pass(1)
      const error = yield* Effect.flatMap(Fiber.join(hurried!), Either.flip)
      assert.instanceOf(error, SDKError)
      assert.include(error.reason, { _tag: "Timeout", waitedFor: "rateLimit" })
      assert.isFalse(error.outcomeUnknown)
    }))
})

const withoutPause: ReadonlyArray<readonly [name: string, refusal: Rejection, options: Http.Options]> = [
  ["a 429 without Retry-After", {}, {}],
  ["a 429 with an invalid Retry-After", { retryAfter: "soon" }, {}],
  ["a 503 with Retry-After", { status: 503, retryAfter: "2" }, {}],
  ["a 429 with rate limiting off", { retryAfter: "2" }, { rateLimit: "none" }]
]
it.scoped.each(withoutPause)("%s delays only its own call", ([, refusal, options]) =>
  Effect.gen(function*() {
    const retry = Retry.make({ schedule: Schedule.spaced("2 seconds") })
    const { fork, sent, time } = yield* timedClerk({ rateLimit, refusals: [refusal], retry, ...options })
    yield* fork(Users.count())
    yield* fork(Users.count())
    yield* time.pass("1 minute")
    assert.deepStrictEqual(sent(), ["0 /users/count", "0 /users/count", "2000 /users/count"])
  }))

it.effect("the bucket of a user is not evicted while a call about the user waits for the end of a pause", () =>
  Effect.gen(function*() {
    const secretKey = Redacted.make("sk_test_pause")
    const perUser: RateLimit.Rule = { per: "userId", limit: 4, window: "1 second", burst: 1 }
    const limiter = yield* Effect.provide(RateLimit.RateLimit, RateLimit.layerMemory([perUser]))
    const request = (userId: string, operation = "users.get") => ({
      operation,
      params: { userId },
      rules: [],
      secretKey
    })
    const wait = (userId: string, operation?: string) => limiter.wait(request(userId, operation), Duration.minutes(1))
    yield* limiter.pause(request("x"), Duration.millis(300))
    yield* wait("x", "users.update")
    const paused = yield* Effect.fork(wait("x"))
    yield* TestClock.adjust("250 millis")
    yield* Effect.forEach(Array.range(0, 1099), (index) => wait(`user_${index}`, "users.update"))
    yield* TestClock.adjust("50 millis")
    assert.strictEqual((yield* Fiber.poll(paused))._tag, "None")
    yield* TestClock.adjust("2 seconds")
    assert.isTrue(yield* Fiber.join(paused))
  }))
