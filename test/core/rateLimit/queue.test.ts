/** The queues of the rate limiter: their order, and interrupted calls. Virtual time starts at 0. */
import { assert, describe, it } from "@effect/vitest"
import { Array, Duration, Effect, Fiber, Redacted, Schedule, Supervisor } from "effect"
import { RateLimit, Retry, Users } from "effect-clerk"
import { virtualTime } from "../../support/clock.ts"
import { timedClerk } from "../../support/timedClerk.ts"

/** Grants one request every so many seconds. */
const slowly = (per: RateLimit.Rule["per"], seconds = 1): RateLimit.Rule => ({
  per,
  limit: 13,
  window: `${10 * seconds} seconds`,
  burst: 1
})

const get = (number: number) => Users.get({ userId: `user_${number}` })

const update = (userId: string) => Users.update({ userId, firstName: "Ada" })

describe("The queue of the rate limiter", () => {
  it.scoped("sends calls in the order in which they were made", () =>
    Effect.gen(function*() {
      const { fork, sent, time } = yield* timedClerk({ rateLimit: [slowly("instance")] })
      yield* fork(...Array.range(0, 99).map(get))
      yield* time.pass("100 seconds")
      assert.deepStrictEqual(sent(), Array.range(0, 99).map((number) => `${number * 1000} /users/user_${number}`))
    }))

  it.effect("puts a caller that waits again without a pause at its end", () =>
    Effect.gen(function*() {
      const time = virtualTime(0)
      const { wait } = yield* RateLimit.make({ rules: [slowly("instance")] })
      const turns: Array<string> = []
      const request = { operation: "users.count", params: {}, rules: [], secretKey: Redacted.make("sk_test_line") }
      const looping = (name: string) =>
        Effect.repeatN(Effect.map(wait(request, Duration.minutes(1)), () => turns.push(`${time.now()} ${name}`)), 2)
      yield* time.run(Effect.all(["a", "b", "c"].map(looping), { concurrency: "unbounded" }))
      assert.deepStrictEqual(turns, [
        "0 a",
        "1000 b",
        "2000 c",
        "3000 a",
        "4000 b",
        "5000 c",
        "6000 a",
        "7000 b",
        "8000 c"
      ])
    }))

  it.scoped("of one user does not delay calls about another user", () =>
    Effect.gen(function*() {
      const { fork, sent, time } = yield* timedClerk({ rateLimit: [slowly("userId")] })
      yield* fork(update("user_1"), update("user_1"), update("user_2"), Users.count(), update("user_2"))
      yield* time.pass("1 minute")
      assert.deepStrictEqual(sent(), [
        "0 /users/user_1",
        "0 /users/user_2",
        "0 /users/count",
        "1000 /users/user_1",
        "1000 /users/user_2"
      ])
    }))

  it.scoped("takes a token for each attempt of a call", () =>
    Effect.gen(function*() {
      const { fork, sent, time } = yield* timedClerk({
        rateLimit: [slowly("instance")],
        retry: Retry.make({ schedule: Schedule.recurs(3) }),
        refusals: [{ status: 503 }, { status: 429 }]
      })
      yield* fork(get(1), get(2))
      yield* time.pass("1 minute")
      assert.deepStrictEqual(sent(), [
        "0 /users/user_1",
        "1000 /users/user_2",
        "2000 /users/user_1",
        "3000 /users/user_2"
      ])
    }))

  it.scoped("continues without delay when the clock is set back", () =>
    Effect.gen(function*() {
      const { fork, sent, time } = yield* timedClerk({ rateLimit: [slowly("instance")] })
      yield* time.pass("1 hour")
      yield* fork(get(1))
      yield* time.setBy(-3_600_000)
      yield* fork(get(2))
      yield* time.pass("1 minute")
      assert.deepStrictEqual(sent(), ["3600000 /users/user_1", "1000 /users/user_2"])
    }))

  it.scoped("sends no request too early when the clock is set forward", () =>
    Effect.gen(function*() {
      const { fork, sent, time } = yield* timedClerk({ rateLimit: [slowly("instance")] })
      yield* fork(get(1))
      yield* time.setBy(3_600_000)
      yield* fork(get(2))
      yield* time.pass("1 minute")
      assert.deepStrictEqual(sent(), ["0 /users/user_1", "3601000 /users/user_2"])
    }))
})

describe("An interrupted call in the queue of the rate limiter", () => {
  it.scoped("lets the calls behind it move up", () =>
    Effect.gen(function*() {
      const { fork, sent, time } = yield* timedClerk({ rateLimit: [slowly("instance")] })
      const fibers = yield* fork(get(0), get(1), get(2), get(3), get(4), get(5))
      yield* time.pass(500)
      // The first in the queue, and one in the middle.
      yield* Fiber.interruptAll([fibers[1]!, fibers[3]!])
      yield* time.pass("1 minute")
      assert.deepStrictEqual(sent(), [
        "0 /users/user_0",
        "1000 /users/user_2",
        "2000 /users/user_4",
        "3000 /users/user_5"
      ])
    }))

  it.scoped("lets the calls behind it in the queue of its user move up", () =>
    Effect.gen(function*() {
      const { fork, sent, time } = yield* timedClerk({ rateLimit: [slowly("userId")] })
      const fibers = yield* fork(update("user_1"), update("user_1"), Users.get({ userId: "user_1" }), update("user_1"))
      yield* time.pass(500)
      yield* Fiber.interrupt(fibers[1]!)
      yield* time.pass("1 minute")
      assert.deepStrictEqual(sent(), ["0 /users/user_1", "1000 /users/user_1", "2000 /users/user_1"])
    }))

  it.scoped("returns the token of its user's bucket when it waited in the queue of the instance", () =>
    Effect.gen(function*() {
      const { fork, sent, time } = yield* timedClerk({ rateLimit: [slowly("user", 10), slowly("instance")] })
      const fibers = yield* fork(Users.count(), update("user_1"), update("user_1"))
      yield* time.pass(500)
      yield* Fiber.interrupt(fibers[1]!)
      yield* time.pass("1 minute")
      assert.deepStrictEqual(sent(), ["0 /users/count", "1000 /users/user_1"])
    }))

  it.scoped("takes no token while it waits for the end of a pause", () =>
    Effect.gen(function*() {
      const { fork, sent, time } = yield* timedClerk({
        rateLimit: [slowly("user", 10), slowly("instance")],
        retry: Retry.none,
        refusals: [{ retryAfter: "5" }]
      })
      yield* fork(update("user_1"))
      const [fiber] = yield* fork(update("user_2"), update("user_2"))
      yield* time.pass(500)
      yield* Fiber.interrupt(fiber!)
      yield* time.pass("1 minute")
      assert.deepStrictEqual(sent(), ["0 /users/user_1", "5000 /users/user_2"])
    }))

  it.scoped("leaves no timer and no fiber, whatever it waited for", () =>
    Effect.gen(function*() {
      const supervisor = yield* Supervisor.track
      const { fork, sent, time } = yield* timedClerk({
        rateLimit: [slowly("userId"), slowly("instance")],
        retry: Retry.none,
        refusals: [{ retryAfter: "5" }]
      })
      yield* Effect.supervised(
        Effect.gen(function*() {
          yield* fork(Users.list())
          const fibers = yield* fork(
            ...Array.replicate(Users.list(), 50),
            ...Array.replicate(update("user_1"), 50),
            ...Array.range(0, 99).map(get)
          )
          yield* time.pass(500)
          assert.lengthOf(sent(), 1)
          assert.isAbove(time.sleeps(), 0)
          yield* Fiber.interruptAll(fibers)
        }),
        supervisor
      )
      assert.strictEqual(time.sleeps(), 0)
      assert.lengthOf(yield* supervisor.value, 0)
      yield* fork(Users.count())
      yield* time.pass("1 second")
      assert.deepStrictEqual(sent(), ["0 /users", "1000 /users/count"])
    }))
})
