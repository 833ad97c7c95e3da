/** The budget bounds a call with all its waiting, and a call that it ends tells what really went wrong. */
import * as RateLimiter from "@effect/experimental/RateLimiter"
import { assert, describe, it } from "@effect/vitest"
import { Clock, Duration, Effect, Layer, Redacted, Schedule } from "effect"
import { RateLimit, Retry, SDKError, Users } from "effect-clerk"
import {
  after,
  clerk,
  hang,
  html,
  lost,
  ok,
  play,
  refused,
  type Script,
  scripted,
  timed,
  type Told,
  told
} from "../../support/script.ts"
import { failureOf, reasonOf } from "../../support/server.ts"

const read = Users.get({ userId: "user_1" })
const safe = Users.ban({ userId: "user_1" })
const unsafe = Users.create({ username: "ada" })

const every = (delay: Duration.DurationInput) => Retry.make({ schedule: Schedule.spaced(delay), budget: "10 seconds" })

describe("a budget of 10 seconds", () => {
  it.effect("ends the attempts with the last failure, without waiting for one that would come too late", () =>
    Effect.gen(function*() {
      const played = yield* play([clerk(500), clerk(502), clerk(503)], safe, { retry: every("4 seconds") })
      assert.deepStrictEqual(played.sentAt, [0, 4000, 8000])
      assert.strictEqual(played.took, 8000)
      assert.deepStrictEqual(told(played), { what: 503, attempts: 3, outcomeUnknown: true })
    }))

  it.effect("has no time left for an attempt at its very end", () =>
    Effect.gen(function*() {
      const played = yield* play([clerk(503)], read, { retry: every("5 seconds") })
      assert.deepStrictEqual([played.sentAt, played.took], [[0, 5000], 5000])
    }))

  it.effect("does not wait for a Retry-After that is longer", () =>
    Effect.gen(function*() {
      const busy = clerk(429, "too_many_requests", { "retry-after": "20" })
      const played = yield* play([busy], unsafe, { retry: every("1 second") })
      assert.deepStrictEqual([played.sentAt, played.took], [[0], 0])
      assert.deepStrictEqual(told(played), { what: 429, attempts: 1, outcomeUnknown: false })
      assert.deepStrictEqual((yield* failureOf(played.result)).retryAfter, Duration.seconds(20))
    }))

  it.effect("counts the time that the attempts take", () =>
    Effect.gen(function*() {
      const played = yield* play([after("3 seconds", clerk(503))], read, { retry: every("2 seconds") })
      assert.deepStrictEqual([played.sentAt, played.took], [[0, 5000], 8000])
    }))

  it.effect("is more than enough for a call that is well", () =>
    Effect.gen(function*() {
      const played = yield* play([clerk(503), after("3 seconds", ok)], safe, { retry: every("2 seconds") })
      assert.deepStrictEqual([told(played), played.took], ["success", 5000])
    }))

  /** What is told of an attempt that the budget cuts off: the failure before it, and that it was made. */
  const cutOff: ReadonlyArray<
    readonly [name: string, script: Script, call: typeof safe, told: Told, message: string]
  > = [
    [
      "read",
      [clerk(503), hang],
      read,
      { what: 503, attempts: 2, outcomeUnknown: false },
      "users.get (GET /users/:userId) answered 503 after 2 attempts: No. (some_code)"
    ],
    [
      "write that may be repeated",
      [html(502), hang],
      safe,
      { what: "UnexpectedResponse", attempts: 2, outcomeUnknown: true },
      "users.ban (POST /users/:userId/ban) answered 502 after 2 attempts: the body is not Clerk's but HTML. " +
      "It may have been carried out all the same"
    ],
    [
      "write that was not carried out before",
      [clerk(429), hang],
      unsafe,
      { what: 429, attempts: 2, outcomeUnknown: true },
      "users.create (POST /users) answered 429 after 2 attempts: No. (some_code). It may have been carried out all the same"
    ],
    [
      "write that never left before",
      [refused, hang],
      unsafe,
      { what: "Transport", attempts: 2, outcomeUnknown: true },
      "users.create (POST /users) got no answer after 2 attempts: no luck with ECONNREFUSED (ECONNREFUSED). " +
      "It may have been carried out all the same"
    ]
  ]
  it.effect.each(cutOff)(
    "cuts off a %s, and tells the failure before it",
    ([, script, call, expected, message]) =>
      Effect.gen(function*() {
        const played = yield* play(script, call, { retry: every("1 second") })
        assert.deepStrictEqual([played.sentAt, played.took], [[0, 1000], 10_000])
        assert.deepStrictEqual(told(played), expected)
        assert.strictEqual((yield* failureOf(played.result)).message, message)
      })
  )

  it.effect("cuts off a first attempt as a timeout after all of it", () =>
    Effect.gen(function*() {
      const played = yield* play([hang], unsafe, { retry: every("1 second") })
      assert.strictEqual(played.took, 10_000)
      assert.deepStrictEqual(told(played), { what: "Timeout", attempts: 1, outcomeUnknown: true })
      assert.strictEqual(
        (yield* failureOf(played.result)).message,
        "users.create (POST /users) got no answer: none came within 10s. It may have been carried out all the same"
      )
    }))

  it.effect("is told from the timeout of an attempt", () =>
    Effect.gen(function*() {
      const retry = Retry.make({
        schedule: Schedule.spaced("1 second"),
        budget: "10 seconds",
        attemptTimeout: "4 seconds"
      })
      const played = yield* play([hang], read, { retry })
      assert.deepStrictEqual([played.sentAt, played.took], [[0, 5000], 9000])
      assert.strictEqual(
        (yield* failureOf(played.result)).message,
        "users.get (GET /users/:userId) got no answer after 2 attempts: none came within 4s"
      )
    }))

  it.effect("is no budget at all when it is infinite", () =>
    Effect.gen(function*() {
      const retry = Retry.make({
        schedule: Schedule.spaced("1 hour").pipe(Schedule.intersect(Schedule.recurs(5))),
        budget: Duration.infinity
      })
      const played = yield* play([lost], read, { retry })
      assert.strictEqual(played.took, Duration.toMillis("5 hours"))
      assert.deepStrictEqual(told(played), { what: "Transport", attempts: 6, outcomeUnknown: false })
    }))
})

describe("a secret key", () => {
  const retry = Retry.make({ schedule: Schedule.spaced("1 second"), attemptTimeout: "3 seconds", budget: "10 seconds" })
  const key = Redacted.make("sk_test_late")

  it.effect("that never comes is asked for again, until the budget ends", () =>
    Effect.gen(function*() {
      const askedAt: Array<number> = []
      const secretKey = Effect.zipRight(Effect.map(Clock.currentTimeMillis, (now) => askedAt.push(now)), Effect.never)
      const played = yield* play([ok], unsafe, { retry, secretKey })
      assert.deepStrictEqual([askedAt, played.sentAt, played.took], [[0, 4000, 8000], [], 10_000])
      // The third time was cut off by the budget: the failure before it says more.
      assert.deepStrictEqual(told(played), { what: "Timeout", attempts: 2, outcomeUnknown: false })
      const { message, reason } = yield* reasonOf("Timeout")(played.result)
      assert.strictEqual(reason.waitedFor, "secretKey")
      assert.strictEqual(
        message,
        "users.create (POST /users) was not sent after 2 attempts: ClerkAuth gave no secret key within 3s"
      )
    }))

  it.effect("that cannot be had twice is had at the third attempt", () =>
    Effect.gen(function*() {
      let asked = 0
      const secretKey = Effect.suspend(() => ++asked < 3 ? Effect.fail("sealed") : Effect.succeed(key))
      const played = yield* play([ok], unsafe, { retry, secretKey })
      assert.deepStrictEqual([told(played), played.sentAt], ["success", [2000]])
    }))

  it.effect("that can never be had is a failure of the connection, and nothing has happened", () =>
    Effect.gen(function*() {
      const played = yield* play([ok], unsafe, { retry, secretKey: Effect.fail("sealed") })
      assert.deepStrictEqual([played.sentAt, played.took], [[], 9000])
      assert.deepStrictEqual(told(played), { what: "Transport", attempts: 10, outcomeUnknown: false })
    }))

  it.effect("that is none is not asked for again", () =>
    Effect.gen(function*() {
      const played = yield* play([ok], read, { retry, secretKey: Effect.succeed(Redacted.make("pk_test_wrong")) })
      assert.deepStrictEqual([played.sentAt, played.took], [[], 0])
      assert.deepStrictEqual(told(played), { what: "InvalidRequest", attempts: 1, outcomeUnknown: false })
    }))

  it.effect("that takes its time leaves less of the budget to the answer", () =>
    Effect.gen(function*() {
      const played = yield* play([clerk(503), hang], safe, {
        retry: Retry.make({ ...retry, schedule: Schedule.spaced("2 seconds") }),
        secretKey: Effect.delay(Effect.succeed(key), "2900 millis")
      })
      assert.deepStrictEqual([played.sentAt, played.took], [[2900, 7800], 10_000])
      assert.deepStrictEqual(told(played), { what: 503, attempts: 2, outcomeUnknown: true })
    }))
})

describe("a rate limiter that does not let a call go", () => {
  const retry = every("1 second")
  const never = Layer.succeed(RateLimit.RateLimit, {
    wait: (_: RateLimit.Request, atMost: Duration.Duration) => Effect.as(Effect.sleep(atMost), false),
    pause: () => Effect.void
  })

  it.effect("ends in a timeout that says so, with nothing sent", () =>
    Effect.gen(function*() {
      const { layer, sent } = scripted([ok], { retry, rateLimit: undefined })
      const { result, took } = yield* timed(unsafe).pipe(Effect.provide(Layer.provide(layer, never)))
      const error = yield* reasonOf("Timeout")(result)
      assert.deepStrictEqual([sent.length, took, error.reason.waitedFor], [0, 10_000, "rateLimit"])
      assert.isFalse(error.outcomeUnknown)
      assert.strictEqual(
        error.message,
        "users.create (POST /users) was not sent: the rate limiter did not let it go within 10s"
      )
    }))

  it.effect("after a failure ends in that failure", () =>
    Effect.gen(function*() {
      const rules: ReadonlyArray<RateLimit.Rule> = [{ per: "instance", limit: 4, window: "1 hour", burst: 1 }]
      const played = yield* play([clerk(503), ok], safe, { retry, rateLimit: rules })
      assert.deepStrictEqual([played.sentAt, played.took], [[0], 10_000])
      assert.deepStrictEqual(told(played), { what: 503, attempts: 1, outcomeUnknown: true })
      assert.strictEqual(
        (yield* failureOf(played.result)).message,
        "users.ban (POST /users/:userId/ban) answered 503: No. (some_code). It may have been carried out all the same"
      )
    }))

  it.effect("because its store used up the budget sends nothing, and the outcome is known", () =>
    Effect.gen(function*() {
      const hangs = Layer.succeed(RateLimiter.RateLimiterStore, {
        fixedWindow: () => Effect.never,
        tokenBucket: () => Effect.never
      })
      const { layer, sent } = scripted([ok], { retry: Retry.make({ budget: "300 millis" }), rateLimit: undefined })
      const limiter = Layer.provide(RateLimit.layerStore(), hangs)
      const { result } = yield* timed(unsafe).pipe(Effect.provide(Layer.provide(layer, limiter)))
      const error = yield* failureOf(result)
      assert.deepStrictEqual(sent, [])
      assert.isFalse(error.outcomeUnknown)
    }))

  it.effect("for a while costs no attempt", () =>
    Effect.gen(function*() {
      const rules: ReadonlyArray<RateLimit.Rule> = [{ per: "instance", limit: 4, window: "5 seconds", burst: 1 }]
      const played = yield* play([clerk(503), ok], safe, { retry, rateLimit: rules })
      assert.deepStrictEqual([told(played), played.sentAt], ["success", [0, 5000]])
    }))
})

it.effect("an input that is refused is no attempt, whatever the policy", () =>
  Effect.gen(function*() {
    const played = yield* play([ok], Users.get({ userId: "" }), { retry: every("1 second") })
    assert.deepStrictEqual([played.sentAt, played.took], [[], 0])
    const error = yield* failureOf(played.result)
    assert.instanceOf(error, SDKError)
    assert.strictEqual(error.attempts, 0)
  }))
