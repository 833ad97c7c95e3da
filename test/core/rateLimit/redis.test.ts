/** A rate limit shared through Redis, and its behaviour while Redis is unavailable. */
import { Command } from "@effect/platform"
import { NodeContext } from "@effect/platform-node"
import { assert, describe, it, vi } from "@effect/vitest"
import { Chunk, Context, Duration, Effect, Layer, Logger, Redacted, type Scope, Stream, TestClock } from "effect"
import { RateLimit } from "effect-clerk"
import { layerRedis, type Options } from "effect-clerk/RateLimitRedis"
import { Redis } from "ioredis"
import { randomUUID } from "node:crypto"
import { createServer, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { setTimeout as sleep } from "node:timers/promises"
import { userAda } from "../../fixtures/index.ts"
import { proxyTo, redisUrl, respondingAlways } from "../../support/redis.ts"
import type { Task } from "../../support/redisCaller.ts"
import { counterOf } from "../../support/strict.ts"

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

/** A Clerk without a rate limit that records when it receives `count`. It lets several processes start together. */
const clerk = (processes: number) =>
  Effect.gen(function*() {
    const counted: Array<number> = []
    const waiting: Array<ServerResponse> = []
    const respond = (response: ServerResponse, body: unknown) =>
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body))
    const server = createServer(({ url }, response) => {
      if (url === "/v1/users/count") {
        counted.push(Math.round(performance.now()))
        respond(response, { object: "total_count", total_count: 7 })
      } else if (url !== "/v1/users/user_begin") {
        respond(response, userAda())
      } else if (waiting.push(response) === processes) {
        waiting.forEach((response) => respond(response, userAda()))
      }
    })
    yield* Effect.acquireRelease(
      Effect.async<void>((resume) => void server.listen(0, "127.0.0.1", () => resume(Effect.void))),
      () => Effect.sync(() => server.close().closeAllConnections())
    )
    return { apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, counted }
  })

/** Starts a process that calls Clerk, and returns its exit code and the lines that it prints. */
const caller = (task: Task) =>
  Effect.gen(function*() {
    const command = Command.make("node", "--import", "tsx", "test/support/redisCaller.ts", JSON.stringify(task))
    const process = yield* Command.start(command)
    const lines = Stream.merge(process.stdout, process.stderr).pipe(Stream.decodeText(), Stream.splitLines)
    const printed = yield* Stream.runCollect(lines)
    return { code: Number(yield* process.exitCode), printed: Chunk.toReadonlyArray(printed) }
  })

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
      const { apiUrl, counted } = yield* clerk(1)
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

  it.scopedLive("lets two processes together send at least nine tenths of the limit and never exceed it", () =>
    Effect.gen(function*() {
      const { apiUrl, counted } = yield* clerk(2)
      // The limit of a production instance. Its margin allows for requests that arrive up to 0.2 s late.
      const limit = 1000
      const window = 10_000
      const task: Task = {
        apiUrl,
        redisUrl: url,
        rules: [{ per: "instance", limit, window, burst: 8, operations: ["users.count"] }],
        seconds: 11
      }
      const callers = yield* Effect.all([caller(task), caller(task)], { concurrency: 2 })
      assert.deepStrictEqual(callers, [{ code: 0, printed: [] }, { code: 0, printed: [] }])
      const counter = counterOf([{ limit, window }])
      const exceeded = counted.flatMap((at) =>
        counter({ at, method: "GET", path: "/users/count", secretKey: "" }).exceeded
      )
      assert.deepStrictEqual(exceeded, [])
      assert.isAtLeast(counted.length, 0.9 * limit * task.seconds * 1000 / window)
    }).pipe(Effect.provide(NodeContext.layer)))
})
