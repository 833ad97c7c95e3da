/** A rate limiter over a shared store, and failures of the store. Virtual time starts at 0. */
import * as RateLimiter from "@effect/experimental/RateLimiter"
import { assert, describe, it } from "@effect/vitest"
import { Array, Duration, Effect, Layer, Logger, Redacted } from "effect"
import { RateLimit } from "effect-clerk"
import { virtualTime } from "../../support/clock.ts"
import { sliding } from "../../support/strict.ts"

const storeError = new RateLimiter.RateLimitStoreError({ message: "Out of order" })

/** Results of a store, in remaining tokens. */
const results = {
  grants: Effect.succeed(0),
  refuses: Effect.succeed(-1),
  fails: Effect.fail(storeError),
  dies: Effect.die(storeError),
  hangs: Effect.never
} as const satisfies Record<string, Effect.Effect<number, RateLimiter.RateLimitStoreError>>

/** Grants two requests at once, then one each second. */
const oneEachSecond: RateLimit.Rule = { per: "instance", limit: 14, window: "10 seconds", burst: 2 }

/** Makes calls at some instants while the store changes at others; returns when the store is queried and calls are sent. */
const run = Effect.fnUntraced(function*({ calls, rule = oneEachSecond, store }: {
  readonly calls: ReadonlyArray<number>
  readonly store: { readonly [instant: number]: keyof typeof results }
  readonly rule?: RateLimit.Rule
}) {
  const time = virtualTime(0)
  const queried: Array<number> = []
  const sent: Array<number> = []
  const warnings: Array<string> = []

  const changes = Object.entries(store)
  const layer = RateLimit.layerStore([rule]).pipe(Layer.provide(Layer.succeed(RateLimiter.RateLimiterStore, {
    fixedWindow: () => Effect.dieMessage("Not used"),
    tokenBucket: () => {
      queried.push(time.now())
      return results[changes.findLast(([instant]) => Number(instant) <= time.now())![1]]
    }
  })))
  const logger = Logger.replace(
    Logger.defaultLogger,
    Logger.make(({ logLevel, message }) => warnings.push(`${logLevel.label} ${String(message)}`))
  )
  const limiter = yield* Effect.provide(RateLimit.RateLimit, layer)
  const request = { operation: "users.count", params: {}, rules: [], secretKey: Redacted.make("sk_test_store") }
  const call = Effect.map(limiter.wait(request, Duration.minutes(5)), () => sent.push(time.now()))
  yield* Effect.forEach(calls, (instant) => Effect.delay(call, instant), { concurrency: "unbounded" }).pipe(
    Effect.provide(logger),
    time.run
  )
  assert.strictEqual(time.sleeps(), 0)
  return { queried, sent, warnings }
})

const warning = (why: string) => `WARN The store of the rate limiter does not respond, limiting in memory: ${why}`

describe("A shared store that is available", () => {
  it.effect("decides, although the bucket in memory has tokens left", () =>
    Effect.gen(function*() {
      const { sent, warnings } = yield* run({ store: { 0: "refuses", 2500: "grants" }, calls: [0, 100] })
      assert.deepStrictEqual(sent, [3000, 3000])
      assert.deepStrictEqual(warnings, [])
    }))

  it.effect("is not queried while the bucket in memory is empty", () =>
    Effect.gen(function*() {
      const { queried, sent } = yield* run({ store: { 0: "grants" }, calls: [0, 100, 200, 300, 400] })
      assert.deepStrictEqual(sent, [0, 100, 1000, 2000, 3000])
      assert.deepStrictEqual(queried, sent)
    }))
})

const failures: ReadonlyArray<readonly ["fails" | "dies"]> = [["fails"], ["dies"]]
describe.each(failures)("A shared store that %s", (fails) => {
  it.effect("is queried by one call every 5 s, while the limit in memory applies to the others", () =>
    Effect.gen(function*() {
      const { queried, sent, warnings } = yield* run({
        store: { 0: fails },
        calls: [0, 100, 200, 300, 4999, 5000, 5001, 9999, 10_000]
      })
      assert.deepStrictEqual(queried, [0, 5000, 10_000])
      assert.deepStrictEqual(sent, [0, 100, 1000, 2000, 4999, 5000, 5999, 9999, 10_000])
      assert.deepStrictEqual(warnings, [warning("Out of order")])
    }))

  it.effect("is used again when it recovers, and causes one warning per outage", () =>
    Effect.gen(function*() {
      const { queried, sent, warnings } = yield* run({
        store: { 0: fails, 7000: "refuses", 12_500: "grants", 14_000: fails },
        calls: [0, 6000, 8000, 11_000, 15_000, 16_000]
      })
      assert.deepStrictEqual(queried, [0, 6000, 11_000, 11_000, 12_000, 13_000, 15_000])
      assert.deepStrictEqual(sent, [0, 6000, 8000, 13_000, 15_000, 16_000])
      assert.deepStrictEqual(warnings, [warning("Out of order"), warning("Out of order")])
    }))

  it.effect("never makes this process exceed the limit", () =>
    Effect.gen(function*() {
      const { sent, warnings } = yield* run({
        store: { 0: "grants", 3000: fails, 9000: "grants", 14_000: fails },
        calls: [...Array.replicate(0, 30), ...Array.replicate(60_000, 10)]
      })
      const count = sliding(14, 10_000)
      assert.deepStrictEqual(sent.filter((instant) => count(instant) > 0), [])
      assert.lengthOf(sent, 40)
      assert.lengthOf(warnings, 2)
    }))
})

describe("A shared store that hangs", () => {
  it.effect("delays a call by at most 1 s, and after the first second one call every 5 s", () =>
    Effect.gen(function*() {
      const { queried, sent, warnings } = yield* run({
        store: { 0: "hangs" },
        calls: [0, 900, 3000, 4000, 5900, 6000, 7000, 10_900]
      })
      assert.deepStrictEqual(queried, [0, 900, 5900, 10_900])
      assert.deepStrictEqual(sent, [1000, 1900, 3000, 4000, 6000, 6900, 7000, 11_900])
      assert.deepStrictEqual(warnings, [warning("no response in time")])
    }))

  it.effect("delays many concurrent calls by 1 s and causes one warning", () =>
    Effect.gen(function*() {
      const { sent, warnings } = yield* run({
        store: { 0: "hangs" },
        rule: { per: "instance", limit: 1000, window: "10 seconds", burst: 500 },
        calls: Array.replicate(0, 200)
      })
      assert.deepStrictEqual(sent, Array.replicate(1000, 200))
      assert.lengthOf(warnings, 1)
    }))
})
