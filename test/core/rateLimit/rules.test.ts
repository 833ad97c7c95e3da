/** Rate-limit rules: which calls they apply to and where they come from. Virtual time starts at 0. */
import type { HttpClient } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Array, type ConfigError, Duration, Effect, Layer, Redacted } from "effect"
import { Auth, Clerk, type Http, RateLimit, Users } from "effect-clerk"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { expectTypeOf } from "vitest"
import { virtualTime } from "../../support/clock.ts"
import { rejecting } from "../../support/strict.ts"

const secretKey = Redacted.make("sk_test_rules")

/** Grants one request each second. */
const slowly: RateLimit.Rule = { per: "instance", limit: 13, window: "10 seconds", burst: 1 }

/** The requests that concurrent calls send in the first seconds. */
const sentBy = Effect.fnUntraced(function*(
  clerk: Layer.Layer<Users, ConfigError.ConfigError, HttpClient.HttpClient>,
  calls: ReadonlyArray<Effect.Effect<unknown, unknown, Users>>
) {
  const { layer, sent } = rejecting(() => undefined)
  const time = virtualTime(0)
  const context = yield* Layer.build(Layer.provide(clerk, layer))
  yield* Effect.forEach(calls, (call) => time.fork(Effect.provide(Effect.exit(call), context)))
  yield* time.pass("10.005 seconds")
  return sent
}, Effect.scoped)

const instants = (sent: ReadonlyArray<{ readonly at: number }>) => sent.map(({ at }) => at)

const counts = (times: number) => Array.replicate(Users.count(), times)

const updates = (userId: string) => [
  Users.update({ userId, firstName: "Ada" }),
  Users.updateMetadata({ userId, publicMetadata: { plan: "pro" } }),
  Users.update({ userId, lastName: "Lovelace" }),
  Users.replaceMetadata({ userId, privateMetadata: { plan: "pro" } })
]

describe("The default rate-limit rules", () => {
  it.effect("let a development key send 5 requests at once, then 9.3 each second", () =>
    Effect.gen(function*() {
      const sent = yield* sentBy(Clerk.layer({ secretKey: Redacted.make("sk_test_rules") }), counts(200))
      assert.deepStrictEqual(instants(sent).slice(0, 8), [0, 0, 0, 0, 0, 108, 216, 323])
      assert.lengthOf(sent, 98)
    }))

  it.effect("let a production key send 50 requests at once, then 93 each second", () =>
    Effect.gen(function*() {
      const sent = yield* sentBy(Clerk.layer({ secretKey: Redacted.make("sk_live_rules") }), counts(1100))
      assert.deepStrictEqual(instants(sent).slice(0, 53), [...Array.replicate(0, 50), 11, 22, 33])
      assert.lengthOf(sent, 980)
    }))

  it.effect("let 3 updates of one user be sent at once, then one every 2 s, independent of other calls", () =>
    Effect.gen(function*() {
      const sent = yield* sentBy(Clerk.layer({ secretKey }), [
        ...updates("user_1"),
        ...updates("user_1"),
        Users.get({ userId: "user_1" }),
        Users.count()
      ])
      assert.deepStrictEqual(instants(sent), [0, 0, 0, 0, 0, 2000, 4000, 6000, 8000, 10_000])
    }))

  it("are those of a development key for every key that is not a production key", () => {
    const rulesOf = (key: string) => RateLimit.rulesOf(Redacted.make(key))
    assert.deepStrictEqual(rulesOf("sk_test_rules"), rulesOf("sk_rules"))
    assert.notDeepEqual(rulesOf("sk_live_rules"), rulesOf("sk_rules"))
  })

  it.effect("apply to each key separately when the key rotates", () =>
    Effect.gen(function*() {
      let requested = 0
      const rotating = Auth.layerEffect(
        Effect.sync(() => Redacted.make(`sk_test_${requested++ % 2 === 0 ? "even" : "odd"}`))
      )
      const sent = yield* sentBy(Layer.provide(Clerk.layerWithAuth(), rotating), counts(14))
      assert.deepStrictEqual(instants(sent), [...Array.replicate(0, 10), 108, 108, 216, 216])
      assert.lengthOf(sent.filter((request) => request.secretKey === "sk_test_even"), 7)
    }))
})

describe("Custom rate-limit rules", () => {
  it.effect("apply to the operations that they name", () =>
    Effect.gen(function*() {
      const rateLimit = [{ ...slowly, operations: ["users.count", "users.list"] }]
      const sent = yield* sentBy(Clerk.layer({ secretKey, rateLimit }), [
        Users.count(),
        Users.list(),
        Users.get({ userId: "user_1" }),
        Users.count()
      ])
      assert.deepStrictEqual(
        sent.map(({ at, path }) => `${at} ${path}`),
        ["0 /users/count", "0 /users/user_1", "1000 /users", "2000 /users/count"]
      )
    }))

  it.effect("apply together: a slower rule for some operations does not slow down others", () =>
    Effect.gen(function*() {
      const rateLimit: ReadonlyArray<RateLimit.Rule> = [slowly, {
        ...slowly,
        window: "30 seconds",
        operations: ["users.count"]
      }]
      const sent = yield* sentBy(Clerk.layer({ secretKey, rateLimit }), [
        ...counts(3),
        ...Array.replicate(Users.get({ userId: "user_1" }), 4)
      ])
      assert.deepStrictEqual(
        sent.map(({ at, path }) => `${at} ${path}`),
        [
          "0 /users/count",
          "1000 /users/user_1",
          "2000 /users/user_1",
          "3000 /users/user_1",
          "4000 /users/user_1",
          "5000 /users/count",
          "6000 /users/count"
        ]
      )
    }))

  const both = (
    rateLimit: Http.Options["rateLimit"],
    beneath: Layer.Layer<RateLimit.RateLimit, ConfigError.ConfigError>
  ) => Effect.map(sentBy(Layer.provide(Clerk.layer({ secretKey, rateLimit }), beneath), counts(7)), instants)

  it.effect("come from a RateLimit layer provided to Clerk.layer, before those of its options", () =>
    Effect.gen(function*() {
      const expected = [0, 1000, 2000, 3000, 4000, 5000, 6000]
      assert.deepStrictEqual(yield* both(undefined, RateLimit.layerMemory([slowly])), expected)
      assert.deepStrictEqual(yield* both([slowly], RateLimit.layerMemory()), expected)
      assert.deepStrictEqual(yield* both([slowly], RateLimit.layerNone), expected)
    }))

  it.effect("can be turned off by layerNone, by \"none\" and by an empty list", () =>
    Effect.gen(function*() {
      const expected = Array.replicate(0, 7)
      assert.deepStrictEqual(yield* both(undefined, RateLimit.layerNone), expected)
      assert.deepStrictEqual(yield* both("none", RateLimit.layerMemory([slowly])), expected)
      assert.deepStrictEqual(yield* both([], RateLimit.layerMemory([slowly])), expected)
    }))

  it.effect("default to the rules of Clerk in a RateLimit layer without rules", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* both(undefined, RateLimit.layerMemory()), [0, 0, 0, 0, 0, 108, 216])
    }))

  it("do not appear in the types of layers and calls", () => {
    expectTypeOf(Layer.provide(Clerk.layer({ secretKey }), RateLimit.layerMemory())).toEqualTypeOf(
      Clerk.layer({ secretKey })
    )
    expectTypeOf<Layer.Layer.Context<ReturnType<typeof Clerk.layer>>>().toEqualTypeOf<HttpClient.HttpClient>()
    expectTypeOf<Effect.Effect.Context<ReturnType<typeof Users.count>>>().toEqualTypeOf<Users>()
  })
})

const wrong: ReadonlyArray<readonly [name: string, rule: Partial<Record<keyof RateLimit.Rule, unknown>>]> = [
  ["a limit below 4", { limit: 3, burst: 1 }],
  ["a limit that is not an integer", { limit: 10.5 }],
  ["a limit of NaN", { limit: Number.NaN }],
  ["an infinite limit", { limit: Infinity }],
  ["a burst of 0", { burst: 0 }],
  ["a burst that is not an integer", { burst: 1.5 }],
  ["a burst above limit - 3", { limit: 10, burst: 8 }],
  ["a window of 0", { window: 0 }],
  ["a negative window", { window: -1 }],
  ["an infinite window", { window: Infinity }],
  ["a window that is not a duration", { window: "ten seconds" }]
]
describe.each(wrong)("A rule with %s", (_, change) => {
  const rules = [slowly, { ...slowly, ...change } as RateLimit.Rule]
  const message =
    "(Invalid data at rateLimit: \"Expected rules with a finite window, a whole limit of 4 or more, and a whole burst " +
    "from 1 to limit - 3\")"

  it.effect("fails the build of Clerk.layer", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(sentBy(Clerk.layer({ secretKey, rateLimit: rules }), counts(1)))
      assert.strictEqual(String(error), message)
    }))

  it.effect("fails the build of RateLimit.layerMemory", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(Effect.scoped(Layer.build(RateLimit.layerMemory(rules))))
      assert.strictEqual(String(error), message)
    }))
})

it.effect("a custom rate limiter is asked before each request", () =>
  Effect.gen(function*() {
    const events: Array<string> = []
    const limiter: RateLimit.Service = {
      wait: ({ operation }) => Effect.as(Effect.sync(() => events.push(`${operation} waits`)), true),
      pause: () => Effect.void
    }
    const layer = Layer.succeed(RateLimit.RateLimit, limiter)
    const sent = yield* sentBy(Layer.provide(Clerk.layer({ secretKey }), layer), counts(1))
    assert.deepStrictEqual(instants(sent), [0])
    assert.deepStrictEqual(events, ["users.count waits"])
  }))

it.effect("the rate limiter evicts the buckets of users whose burst is full again", () =>
  Effect.gen(function*() {
    setFlagsFromString("--expose-gc")
    const collect = runInNewContext("gc") as () => void
    const heap = () => {
      collect()
      return process.memoryUsage().heapUsed / 1024 / 1024
    }
    const time = virtualTime(0)
    const limiter = yield* RateLimit.make({ rules: [{ ...slowly, per: "userId" }] })
    const updateOf = (userId: string) =>
      limiter.wait({ operation: "users.update", params: { userId }, rules: [], secretKey }, Duration.seconds(1))
    yield* time.run(updateOf("user_1"))
    const before = heap()
    yield* time.run(
      Effect.forEach(Array.range(1, 100_000), (number) => Effect.zipRight(time.jump(10), updateOf(`user_${number}`)), {
        discard: true
      })
    )
    assert.isBelow(heap() - before, 5)
  }))
