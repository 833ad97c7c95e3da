/** The default rules against a Clerk that counts requests in every kind of window at once, in virtual time. */
import { assert, describe, it } from "@effect/vitest"
import { Array, Duration, Effect, FastCheck as fc, Fiber, Layer, Redacted } from "effect"
import { Clerk, RateLimit, Users } from "effect-clerk"
import { virtualTime } from "../../support/clock.ts"
import { isSoak, runs } from "../../support/soak.ts"
import { ofUser, sliding, strict } from "../../support/strict.ts"

const window = 10_000
const keys: ReadonlyArray<readonly [secretKey: string, limit: number]> = [
  ["sk_test_strict", 100],
  ["sk_live_strict", 1000]
]

const begin = (secretKey: string, limit: number, latency?: (elapsed: number) => number) => {
  const server = strict([{ limit, window }, ofUser], latency)
  const clerk = Clerk.layer({ secretKey: Redacted.make(secretKey) }).pipe(Layer.provide(server.layer))
  return { clerk, time: virtualTime(), ...server }
}

const calls = (times: number) => Effect.replicateEffect(Users.count(), times, { concurrency: 200, discard: true })

describe.each(keys)("The default rate limits with the key %s", (secretKey, limit) => {
  it.effect(`allow at least nine tenths of ${limit} requests in 10 s, and never more than ${limit}`, () =>
    Effect.gen(function*() {
      const { clerk, refused, sent, time } = begin(secretKey, limit)
      const start = time.now()
      // A few windows; a soak runs more of them.
      const count = isSoak ? Math.max(3000, 10 * limit) : Math.max(500, 2 * limit)
      yield* time.run(Effect.provide(calls(count), clerk))
      assert.deepStrictEqual(refused, [])
      assert.lengthOf(sent, count)
      assert.isAtMost(time.now() - start, count / limit * window / 0.9)
    }))
})

// Thousands of calls with a production key take seconds, so only a soak makes them.
describe.each(isSoak ? keys : keys.slice(0, 1))("The default rate limits with the key %s", (secretKey, limit) => {
  it.effect("are kept when a burst after an idle time falls on the end of a window", () =>
    Effect.gen(function*() {
      const { clerk, refused, sent, time } = begin(secretKey, limit)
      // The bursts fall on different phases of the windows.
      const rests = Array.makeBy(4, (index) => window + 1700 * index)
      yield* Effect.forEach(rests, (rest) => Effect.zipRight(Effect.sleep(rest), calls(0.6 * limit))).pipe(
        Effect.provide(clerk),
        time.run
      )
      assert.deepStrictEqual(refused, [])
      assert.lengthOf(sent, 2.4 * limit)
    }))

  it.effect("are kept when all requests sent before the first connection is open arrive at once", () =>
    Effect.gen(function*() {
      const { clerk, refused, sent, time } = begin(secretKey, limit, (elapsed) => Math.max(200 - elapsed, 5))
      yield* time.run(Effect.provide(calls(2 * limit), clerk))
      assert.deepStrictEqual(refused, [])
      assert.lengthOf(sent, 2 * limit)
    }))

  it.effect("are kept for each user among other calls", () =>
    Effect.gen(function*() {
      const { clerk, refused, sent, time } = begin(secretKey, limit)
      const hot = Effect.forEach(Array.range(0, 59), (index) => {
        const userId = `user_${index % 3}`
        return index % 2 === 0
          ? Users.update({ userId, firstName: "Ada" })
          : Users.updateMetadata({ userId, publicMetadata: { index } })
      }, { concurrency: "unbounded", discard: true })
      yield* Effect.all([hot, calls(2 * limit)], { concurrency: "unbounded" }).pipe(Effect.provide(clerk), time.run)
      assert.deepStrictEqual(refused, [])
      assert.lengthOf(sent, 60 + 2 * limit)
    }))
})

describe("Any rate-limit rule", () => {
  const rule = fc.integer({ min: 4, max: 50 }).chain((limit) =>
    fc.record({
      per: fc.constant("instance" as const),
      limit: fc.constant(limit),
      window: fc.constantFrom(1000, 3333, 10_000),
      burst: fc.integer({ min: 1, max: limit - 3 })
    })
  )
  const pauses = fc.array(fc.oneof(fc.constant(0), fc.nat(50), fc.nat(12_000)), { minLength: 1, maxLength: 150 })

  it.effect.prop(
    "is kept in every window, at whatever times requests are made",
    [rule, pauses],
    ([rule, pauses]) =>
      Effect.gen(function*() {
        const time = virtualTime()
        const count = sliding(rule.limit, rule.window)
        const limiter = yield* RateLimit.make({ rules: [rule] })
        const request = { operation: "users.count", params: {}, rules: [], secretKey: Redacted.make("sk_test_rule") }
        const call = Effect.tap(
          limiter.wait(request, Duration.infinity),
          () => assert.strictEqual(count(time.now()), 0)
        )
        yield* Effect.forEach(pauses, (pause) => Effect.zipRight(Effect.sleep(pause), Effect.fork(call))).pipe(
          Effect.flatMap(Fiber.joinAll),
          time.run
        )
      }),
    { fastCheck: { numRuns: runs(20) } }
  )
})
