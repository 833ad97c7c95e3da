/** The budget limits the total time of a call. A call that exceeds it fails with the last real failure. */
import * as RateLimiter from "@effect/experimental/RateLimiter"
import { assert, describe, it } from "@effect/vitest"
import { Clock, Duration, Effect, Fiber, Layer, Redacted, Schedule } from "effect"
import { RateLimit, Retry, SDKError, Users } from "effect-clerk"
import { virtualTime } from "../../support/clock.ts"
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
  type Summary,
  summary,
  timed
} from "../../support/script.ts"
import { failureOf, reasonOf } from "../../support/server.ts"
import { timedClerk } from "../../support/timedClerk.ts"

const read = Users.get({ userId: "user_1" })
const safe = Users.ban({ userId: "user_1" })
const unsafe = Users.create({ username: "ada" })

const every = (delay: Duration.DurationInput) => Retry.make({ schedule: Schedule.spaced(delay), budget: "10 seconds" })

describe("A budget of 10 seconds", () => {
  it.effect("stops retrying when the next attempt would start after it ends, and fails with the last failure", () =>
    Effect.gen(function*() {
      const played = yield* play([clerk(500), clerk(502), clerk(503)], safe, { retry: every("4 seconds") })
      assert.deepStrictEqual(played.sentAt, [0, 4000, 8000])
      assert.strictEqual(played.took, 8000)
      assert.deepStrictEqual(summary(played), { what: 503, attempts: 3, outcomeUnknown: true })
    }))

  it.effect("leaves no time for an attempt at its very end", () =>
    Effect.gen(function*() {
      const played = yield* play([clerk(503)], read, { retry: every("5 seconds") })
      assert.deepStrictEqual([played.sentAt, played.took], [[0, 5000], 5000])
    }))

  it.effect("fails at once when Retry-After is longer", () =>
    Effect.gen(function*() {
      const busy = clerk(429, "too_many_requests", { "retry-after": "20" })
      const played = yield* play([busy], unsafe, { retry: every("1 second") })
      assert.deepStrictEqual([played.sentAt, played.took], [[0], 0])
      assert.deepStrictEqual(summary(played), { what: 429, attempts: 1, outcomeUnknown: false })
      assert.deepStrictEqual((yield* failureOf(played.result)).retryAfter, Duration.seconds(20))
    }))

  it.effect("includes the time that the attempts take", () =>
    Effect.gen(function*() {
      const played = yield* play([after("3 seconds", clerk(503))], read, { retry: every("2 seconds") })
      assert.deepStrictEqual([played.sentAt, played.took], [[0, 5000], 8000])
    }))

  it.effect("does not limit a call that succeeds in time", () =>
    Effect.gen(function*() {
      const played = yield* play([clerk(503), after("3 seconds", ok)], safe, { retry: every("2 seconds") })
      assert.deepStrictEqual([summary(played), played.took], ["success", 5000])
    }))

  /** An attempt that the budget interrupts counts, but the call fails with the failure before it. */
  const cutOff: ReadonlyArray<
    readonly [name: string, script: Script, call: typeof safe, summary: Summary, message: string]
  > = [
    [
      "a read",
      [clerk(503), hang],
      read,
      { what: 503, attempts: 2, outcomeUnknown: false },
      "users.get (GET /users/:userId) answered 503 after 2 attempts: No. (some_code)"
    ],
    [
      "an idempotent write",
      [html(502), hang],
      safe,
      { what: "UnexpectedResponse", attempts: 2, outcomeUnknown: true },
      "users.ban (POST /users/:userId/ban) answered 502 after 2 attempts: unexpected HTML body instead of a Clerk error. " +
      "The write may have succeeded"
    ],
    [
      "a write after a 429",
      [clerk(429), hang],
      unsafe,
      { what: 429, attempts: 2, outcomeUnknown: true },
      "users.create (POST /users) answered 429 after 2 attempts: No. (some_code). The write may have succeeded"
    ],
    [
      "a write after a refused connection",
      [refused, hang],
      unsafe,
      { what: "Transport", attempts: 2, outcomeUnknown: true },
      "users.create (POST /users) got no response after 2 attempts: no luck with ECONNREFUSED (ECONNREFUSED). " +
      "The write may have succeeded"
    ]
  ]
  it.effect.each(cutOff)(
    "interrupts the second attempt of %s and fails with the failure of the first",
    ([, script, call, expected, message]) =>
      Effect.gen(function*() {
        const played = yield* play(script, call, { retry: every("1 second") })
        assert.deepStrictEqual([played.sentAt, played.took], [[0, 1000], 10_000])
        assert.deepStrictEqual(summary(played), expected)
        assert.strictEqual((yield* failureOf(played.result)).message, message)
      })
  )

  it.effect("interrupts a first attempt and fails with a timeout of 10 seconds", () =>
    Effect.gen(function*() {
      const played = yield* play([hang], unsafe, { retry: every("1 second") })
      assert.strictEqual(played.took, 10_000)
      assert.deepStrictEqual(summary(played), { what: "Timeout", attempts: 1, outcomeUnknown: true })
      assert.strictEqual(
        (yield* failureOf(played.result)).message,
        "users.create (POST /users) got no response: no response within 10s. The write may have succeeded"
      )
    }))

  it.effect("differs in the message from the timeout of an attempt", () =>
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
        "users.get (GET /users/:userId) got no response after 2 attempts: no response within 4s"
      )
    }))

  it.effect("can be infinite, which sets no limit", () =>
    Effect.gen(function*() {
      const retry = Retry.make({
        schedule: Schedule.spaced("1 hour").pipe(Schedule.intersect(Schedule.recurs(5))),
        budget: Duration.infinity
      })
      const played = yield* play([lost], read, { retry })
      assert.strictEqual(played.took, Duration.toMillis("5 hours"))
      assert.deepStrictEqual(summary(played), { what: "Transport", attempts: 6, outcomeUnknown: false })
    }))
})

describe("A secret key", () => {
  const retry = Retry.make({ schedule: Schedule.spaced("1 second"), attemptTimeout: "3 seconds", budget: "10 seconds" })
  const key = Redacted.make("sk_test_late")

  it.effect("that never arrives is requested again until the budget ends", () =>
    Effect.gen(function*() {
      const requestedAt: Array<number> = []
      const secretKey = Effect.zipRight(
        Effect.map(Clock.currentTimeMillis, (now) => requestedAt.push(now)),
        Effect.never
      )
      const played = yield* play([ok], unsafe, { retry, secretKey })
      assert.deepStrictEqual([requestedAt, played.sentAt, played.took], [[0, 4000, 8000], [], 10_000])
      // The budget interrupts the third attempt, so the call fails with the failure of the second.
      assert.deepStrictEqual(summary(played), { what: "Timeout", attempts: 2, outcomeUnknown: false })
      const { message, reason } = yield* reasonOf("Timeout")(played.result)
      assert.strictEqual(reason.waitedFor, "secretKey")
      assert.strictEqual(
        message,
        "users.create (POST /users) was not sent after 2 attempts: ClerkAuth provided no secret key within 3s"
      )
    }))

  it.effect("that fails twice is used at the third attempt", () =>
    Effect.gen(function*() {
      let requested = 0
      const secretKey = Effect.suspend(() => ++requested < 3 ? Effect.fail("sealed") : Effect.succeed(key))
      const played = yield* play([ok], unsafe, { retry, secretKey })
      assert.deepStrictEqual([summary(played), played.sentAt], ["success", [2000]])
    }))

  it.effect("that always fails ends in Transport, and the outcome is known", () =>
    Effect.gen(function*() {
      const played = yield* play([ok], unsafe, { retry, secretKey: Effect.fail("sealed") })
      assert.deepStrictEqual([played.sentAt, played.took], [[], 9000])
      assert.deepStrictEqual(summary(played), { what: "Transport", attempts: 10, outcomeUnknown: false })
    }))

  it.effect("that is invalid fails with Transport and is not requested again", () =>
    Effect.gen(function*() {
      const played = yield* play([ok], read, { retry, secretKey: Effect.succeed(Redacted.make("pk_test_wrong")) })
      assert.deepStrictEqual([played.sentAt, played.took], [[], 0])
      assert.deepStrictEqual(summary(played), { what: "Transport", attempts: 1, outcomeUnknown: false })
    }))

  it.effect("that takes time leaves less of the budget for the response", () =>
    Effect.gen(function*() {
      const played = yield* play([clerk(503), hang], safe, {
        retry: Retry.make({ ...retry, schedule: Schedule.spaced("2 seconds") }),
        secretKey: Effect.delay(Effect.succeed(key), "2900 millis")
      })
      assert.deepStrictEqual([played.sentAt, played.took], [[2900, 7800], 10_000])
      assert.deepStrictEqual(summary(played), { what: 503, attempts: 2, outcomeUnknown: true })
    }))
})

describe("A rate limiter that delays a call beyond the budget", () => {
  const retry = every("1 second")
  const never = Layer.succeed(RateLimit.RateLimit, {
    wait: (_: RateLimit.Request, atMost: Duration.Duration) => Effect.as(Effect.sleep(atMost), false),
    pause: () => Effect.void
  })

  it.effect("fails the call with a Timeout that names the rate limiter, and nothing is sent", () =>
    Effect.gen(function*() {
      const { layer, sent } = scripted([ok], { retry, rateLimit: undefined })
      const { result, took } = yield* timed(unsafe).pipe(Effect.provide(Layer.provide(layer, never)))
      const error = yield* reasonOf("Timeout")(result)
      assert.deepStrictEqual([sent.length, took, error.reason.waitedFor], [0, 10_000, "rateLimit"])
      assert.isFalse(error.outcomeUnknown)
      assert.strictEqual(
        error.message,
        "users.create (POST /users) was not sent: the rate limiter granted no token within 10s"
      )
    }))

  it.effect("after a failed attempt fails the call with the failure of that attempt", () =>
    Effect.gen(function*() {
      const rules: ReadonlyArray<RateLimit.Rule> = [{ per: "instance", limit: 4, window: "1 hour", burst: 1 }]
      const played = yield* play([clerk(503), ok], safe, { retry, rateLimit: rules })
      assert.deepStrictEqual([played.sentAt, played.took], [[0], 10_000])
      assert.deepStrictEqual(summary(played), { what: 503, attempts: 1, outcomeUnknown: true })
      assert.strictEqual(
        (yield* failureOf(played.result)).message,
        "users.ban (POST /users/:userId/ban) answered 503: No. (some_code). The write may have succeeded"
      )
    }))

  it.effect("because its store hangs fails the call with a known outcome, and nothing is sent", () =>
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

  it.effect("only for a while does not count as an attempt", () =>
    Effect.gen(function*() {
      const rules: ReadonlyArray<RateLimit.Rule> = [{ per: "instance", limit: 4, window: "5 seconds", burst: 1 }]
      const played = yield* play([clerk(503), ok], safe, { retry, rateLimit: rules })
      assert.deepStrictEqual([summary(played), played.sentAt], ["success", [0, 5000]])
    }))
})

it.effect("invalid input fails without an attempt, whatever the retry policy", () =>
  Effect.gen(function*() {
    const played = yield* play([ok], Users.get({ userId: "" }), { retry: every("1 second") })
    assert.deepStrictEqual([played.sentAt, played.took], [[], 0])
    const error = yield* failureOf(played.result)
    assert.instanceOf(error, SDKError)
    assert.strictEqual(error.attempts, 0)
  }))

// F9
describe("When the clock of the system is set during a call", () => {
  const policy = Retry.make({ schedule: Schedule.spaced("4 seconds"), budget: "10 seconds" })

  it.scoped.each([-3_600_000, 3_600_000])(
    "by %d ms, its retries and its budget stay the same",
    (by) =>
      Effect.gen(function*() {
        const refusals = Array.from({ length: 9 }, () => ({ status: 503 }))
        const { fork, sent, time } = yield* timedClerk({ rateLimit: "none", retry: policy, refusals })
        yield* fork(read)
        yield* time.pass("1 second")
        yield* time.setBy(by)
        yield* time.pass("1 minute")
        assert.deepStrictEqual(sent(), ["0", String(by + 4000), String(by + 8000)].map((at) => `${at} /users/user_1`))
      })
  )

  it.effect("the timeout of an attempt stays the same", () =>
    Effect.gen(function*() {
      const time = virtualTime(0)
      const { layer } = scripted([hang], { retry: Retry.none })
      const fiber = yield* time.fork(Effect.either(Effect.provide(read, layer)))
      yield* time.setBy(-3_600_000)
      yield* time.pass("1 minute")
      yield* reasonOf("Timeout")(Effect.flatten(Fiber.join(fiber)))
    }))
})
