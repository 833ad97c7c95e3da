/** A rate limit shared through Redis, and its behaviour while Redis is unavailable. */
import { NodeContext } from "@effect/platform-node"
import { assert, describe, it, vi } from "@effect/vitest"
import { Context, Duration, Effect, Layer, Logger, Redacted, type Scope, TestClock } from "effect"
import { RateLimit } from "effect-clerk"
import { layerRedis, type Options } from "effect-clerk/RateLimitRedis"
import { Redis } from "ioredis"
import { randomUUID } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import { proxyTo, redisUrl, respondingAlways } from "../../support/redis.ts"
import { caller, countingClerk } from "../../support/redisProcesses.ts"

/** Three at once, and then one in 1.25 s. */
const rule: RateLimit.Rule = { per: "instance", limit: 13, window: "10 seconds", burst: 3 }

const limiter = (options: Options) =>
  Effect.map(
    Layer.build(layerRedis({ rules: [rule], ...options })),
    (context) => Context.get(context, RateLimit.RateLimit)
  )

/** A request of an instance that no other test uses. */
const someRequest = (): RateLimit.Request => ({
  operation: "users.count",
  params: { userId: "user_1" },
  rules: [],
  secretKey: Redacted.make(`sk_test_canary_${randomUUID()}`)
})

/** How many of several requests are granted at once. */
const granted = ({ wait }: RateLimit.Service, request: RateLimit.Request, times: number) =>
  Effect.map(
    Effect.replicateEffect(wait(request, Duration.zero), times),
    (grants) => grants.filter((isGranted) => isGranted).length
  )

/** Records what an effect logs, and what it prints without the logger. */
const listening = Effect.fnUntraced(function*<A, E, R>(effect: Effect.Effect<A, E, R>) {
  const logged: Array<string> = []
  const printed: Array<unknown> = []
  const methods = ["log", "info", "warn", "error", "debug"] as const
  const spies = methods.map((method) => vi.spyOn(console, method).mockImplementation((...args) => printed.push(args)))
  const logger = Logger.make(({ logLevel, message }) => logged.push(`${logLevel.label} ${String(message)}`))
  yield* effect.pipe(
    Effect.provide(Logger.replace(Logger.defaultLogger, logger)),
    Effect.ensuring(Effect.sync(() => spies.forEach((spy) => spy.mockRestore())))
  )
  return { logged, printed }
})

const warning = "WARN The store of the rate limiter does not respond, limiting in memory: Redis does not respond"

describe("Rate limiting while Redis is unavailable", () => {
  const unavailable: ReadonlyArray<readonly [name: string, address: Effect.Effect<string, never, Scope.Scope>]> = [
    ["a closed port", Effect.map(Effect.scoped(respondingAlways("")), (address) => `redis://:canary@${address}`)],
    [
      "a wrong password",
      Effect.map(respondingAlways("-WRONGPASS canary"), (address) => `redis://:canary@${address}`)
    ],
    [
      "another server on its port",
      Effect.map(respondingAlways("HTTP/1.1 400"), (address) => `redis://:canary@${address}`)
    ],
    ["an unknown host name", Effect.succeed("redis://:canary@nowhere.invalid")]
  ]
  it.scopedLive.each(unavailable)(
    "continues in memory after %s, with one warning that shows no secret",
    ([, address]) =>
      Effect.gen(function*() {
        const url = yield* address
        const { logged, printed } = yield* listening(Effect.gen(function*() {
          const request = someRequest()
          assert.strictEqual(yield* granted(yield* limiter({ url }), request, 5), 3)
          // Long enough for a few more connection attempts.
          yield* Effect.sleep(200)
        }))
        assert.deepStrictEqual(logged, [warning])
        assert.deepStrictEqual(printed, [])
      })
  )

  it.scopedLive("does not happen for an invalid Redis URL, which fails when the layer is built", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(limiter({ url: "redis://:canary%zz@127.0.0.1" }))
      assert.strictEqual(
        String(error),
        "(Invalid data at url: \"Expected the address of a Redis, such as redis://127.0.0.1:6379\")"
      )
    }))

  it.scopedLive("does not keep the process alive", () =>
    Effect.gen(function*() {
      const { apiUrl, counted } = yield* countingClerk(1)
      const redisUrl = `redis://:canary@${yield* Effect.scoped(respondingAlways(""))}`
      const rules = [{ ...rule, operations: ["users.count"] }]
      const { code, printed } = yield* caller({ apiUrl, redisUrl, rules, seconds: 0.2 })
      assert.strictEqual(code, 0)
      assert.lengthOf(printed, 1)
      assert.match(printed[0]!, /WARN .* Redis does not respond$/)
      assert.notInclude(printed[0], "canary")
      assert.lengthOf(counted, 3)
    }).pipe(Effect.provide(NodeContext.layer)))
})

describe.skipIf(redisUrl === undefined)("Rate limiting in Redis", () => {
  const url = redisUrl ?? ""
  const redis = Effect.acquireRelease(
    Effect.sync(() => new Redis(url)),
    (redis) => Effect.sync(() => redis.disconnect())
  )
  const keys = (redis: Redis) => Effect.promise(() => redis.keys("effect-clerk:*"))

  it.scopedLive("shares one bucket among all clients", () =>
    Effect.gen(function*() {
      const [here, there] = yield* Effect.all([limiter({ url }), limiter({ url: Redacted.make(url) })])
      const request = someRequest()
      assert.strictEqual(yield* granted(here, request, 2), 2)
      assert.strictEqual(yield* granted(there, request, 2), 1)
      assert.strictEqual(yield* granted(here, request, 1), 0)
      assert.strictEqual(yield* granted(there, someRequest(), 5), 3)
    }))

  it.scopedLive("stores no secret, and no key for longer than its bucket takes to fill", () =>
    Effect.gen(function*() {
      const admin = yield* redis
      const before = yield* keys(admin)
      const { wait } = yield* limiter({
        url,
        rules: [{ ...rule, window: "1 second" }, { ...rule, window: "1 second", per: "userId" }]
      })
      assert.isTrue(yield* wait(someRequest(), Duration.seconds(1)))
      const added = (yield* keys(admin)).filter((key) => !before.includes(key))
      assert.lengthOf(added, 2)
      assert.isTrue(added.some((key) => key.endsWith(":user_1")))
      for (const key of added) {
        assert.notInclude(key, "sk_test")
        assert.notInclude(key, "canary")
        assert.match((yield* Effect.promise(() => admin.get(key))) ?? "", /^\d{13}\.\d{3}$/)
        const lifetime = yield* Effect.promise(() => admin.pttl(key))
        assert.isAtLeast(lifetime, 1)
        assert.isAtMost(lifetime, 127)
      }
      yield* Effect.sleep(130)
      assert.strictEqual(yield* Effect.promise(() => admin.exists(...added)), 0)
    }))

  it.scoped("continues in memory while Redis is unavailable, and uses Redis again when it is back", () =>
    Effect.gen(function*() {
      const proxy = yield* proxyTo(url)
      const [here, there] = yield* Effect.all([limiter({ url: proxy.url }), limiter({ url })])
      const { logged, printed } = yield* listening(Effect.gen(function*() {
        const request = someRequest()
        assert.isTrue(yield* here.wait(request, Duration.zero))
        yield* proxy.cut
        assert.isTrue(yield* here.wait(request, Duration.zero))
        assert.isTrue(yield* here.wait(request, Duration.zero))
        // Redis did not see the last two.
        assert.strictEqual(yield* granted(there, request, 3), 2)
        yield* proxy.restore
        // Redis refuses what the limiter in memory would grant. Reconnecting takes real time.
        const refused = Effect.gen(function*() {
          yield* TestClock.adjust("5 seconds")
          yield* Effect.promise(() => sleep(20))
          return !(yield* here.wait(request, Duration.zero))
        })
        yield* Effect.repeat(refused, { until: (refused) => refused, times: 200 })
        yield* proxy.cut
        yield* TestClock.adjust("1 minute")
        assert.isTrue(yield* here.wait(request, Duration.zero))
      }))
      assert.deepStrictEqual(logged, [warning, warning])
      assert.deepStrictEqual(printed, [])
    }))
})
