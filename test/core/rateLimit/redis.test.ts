/** A limit that machines keep together in Redis, and what becomes of it when Redis is away. */
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
import { answeringAlways, redisUrl, wayTo } from "../../support/redis.ts"
import type { Task } from "../../support/redisCaller.ts"
import { judgeOf } from "../../support/strict.ts"

/** Three at once, and then one in 1.25 s. */
const rule: RateLimit.Rule = { per: "instance", limit: 13, window: "10 seconds", burst: 3 }

const limiter = (options: Options) =>
  Effect.map(
    Layer.build(layerRedis({ rules: [rule], ...options })),
    (context) => Context.get(context, RateLimit.RateLimit)
  )

/** A request of an instance that no other test knows. */
const someRequest = (): RateLimit.Request => ({
  operation: "users.count",
  params: { userId: "user_1" },
  rules: [],
  secretKey: Redacted.make(`sk_test_canary_${randomUUID()}`)
})

/** How many of so many requests may be made at once. */
const granted = ({ wait }: RateLimit.Service, request: RateLimit.Request, times: number) =>
  Effect.map(
    Effect.replicateEffect(wait(request, Duration.zero), times),
    (came) => came.filter((came) => came).length
  )

/** What is logged, and what is printed past the logger. */
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

const warning = "WARN The store of the rate limiter does not answer, limiting in memory: Redis does not answer"

/** Clerk without a limit, which keeps when it was asked to count. It lets so many processes begin together. */
const clerk = (processes: number) =>
  Effect.gen(function*() {
    const counted: Array<number> = []
    const waiting: Array<ServerResponse> = []
    const grant = (response: ServerResponse, body: unknown) =>
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body))
    const server = createServer(({ url }, response) => {
      if (url === "/v1/users/count") {
        counted.push(Math.round(performance.now()))
        grant(response, { object: "total_count", total_count: 7 })
      } else if (url !== "/v1/users/user_begin") {
        grant(response, userAda())
      } else if (waiting.push(response) === processes) {
        waiting.forEach((response) => grant(response, userAda()))
      }
    })
    yield* Effect.acquireRelease(
      Effect.async<void>((resume) => void server.listen(0, "127.0.0.1", () => resume(Effect.void))),
      () => Effect.sync(() => server.close().closeAllConnections())
    )
    return { apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, counted }
  })

/** How a process ends that calls Clerk, and the lines that it prints. */
const caller = (task: Task) =>
  Effect.gen(function*() {
    const command = Command.make("node", "--import", "tsx", "test/support/redisCaller.ts", JSON.stringify(task))
    const process = yield* Command.start(command)
    const lines = Stream.merge(process.stdout, process.stderr).pipe(Stream.decodeText(), Stream.splitLines)
    const printed = yield* Stream.runCollect(lines)
    return { code: Number(yield* process.exitCode), printed: Chunk.toReadonlyArray(printed) }
  })

describe("a Redis that is away", () => {
  const away: ReadonlyArray<readonly [name: string, address: Effect.Effect<string, never, Scope.Scope>]> = [
    ["where nobody listens", Effect.map(Effect.scoped(answeringAlways("")), (address) => `redis://:canary@${address}`)],
    [
      "that refuses the password",
      Effect.map(answeringAlways("-WRONGPASS canary"), (address) => `redis://:canary@${address}`)
    ],
    ["that is something else", Effect.map(answeringAlways("HTTP/1.1 400"), (address) => `redis://:canary@${address}`)],
    ["whose name is unknown", Effect.succeed("redis://:canary@nowhere.invalid")]
  ]
  it.scopedLive.each(away)(
    "%s lets calls go on in memory, with one warning and no secret",
    ([, address]) =>
      Effect.gen(function*() {
        const url = yield* address
        const { logged, printed } = yield* listening(Effect.gen(function*() {
          const request = someRequest()
          assert.strictEqual(yield* granted(yield* limiter({ url }), request, 5), 3)
          // For as long as it takes to try to connect a few times more.
          yield* Effect.sleep(200)
        }))
        assert.deepStrictEqual(logged, [warning])
        assert.deepStrictEqual(printed, [])
      })
  )

  it.scopedLive("is refused at once when its address cannot be read", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(limiter({ url: "redis://:canary%zz@127.0.0.1" }))
      assert.strictEqual(
        String(error),
        "(Invalid data at url: \"Expected the address of a Redis, such as redis://127.0.0.1:6379\")"
      )
    }))

  it.scopedLive("keeps no process from ending", () =>
    Effect.gen(function*() {
      const { apiUrl, counted } = yield* clerk(1)
      const redisUrl = `redis://:canary@${yield* Effect.scoped(answeringAlways(""))}`
      const rules = [{ ...rule, operations: ["users.count"] }]
      const { code, printed } = yield* caller({ apiUrl, redisUrl, rules, seconds: 0.2 })
      assert.strictEqual(code, 0)
      assert.lengthOf(printed, 1)
      assert.match(printed[0]!, /WARN .* Redis does not answer$/)
      assert.notInclude(printed[0], "canary")
      assert.lengthOf(counted, 3)
    }).pipe(Effect.provide(NodeContext.layer)))
})

describe.skipIf(redisUrl === undefined)("a Redis", () => {
  const url = redisUrl ?? ""
  const redis = Effect.acquireRelease(
    Effect.sync(() => new Redis(url)),
    (redis) => Effect.sync(() => redis.disconnect())
  )
  const keys = (redis: Redis) => Effect.promise(() => redis.keys("effect-clerk:*"))

  it.scopedLive("keeps one bucket for all who ask", () =>
    Effect.gen(function*() {
      const [here, there] = yield* Effect.all([limiter({ url }), limiter({ url: Redacted.make(url) })])
      const request = someRequest()
      assert.strictEqual(yield* granted(here, request, 2), 2)
      assert.strictEqual(yield* granted(there, request, 2), 1)
      assert.strictEqual(yield* granted(here, request, 1), 0)
      assert.strictEqual(yield* granted(there, someRequest(), 5), 3)
    }))

  it.scopedLive("holds no secret, and nothing for longer than a bucket takes to be full", () =>
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

  it.scoped("is done without while it is away, and used again when it is back", () =>
    Effect.gen(function*() {
      const way = yield* wayTo(url)
      const [here, there] = yield* Effect.all([limiter({ url: way.url }), limiter({ url })])
      const { logged, printed } = yield* listening(Effect.gen(function*() {
        const request = someRequest()
        assert.isTrue(yield* here.wait(request, Duration.zero))
        yield* way.cut
        assert.isTrue(yield* here.wait(request, Duration.zero))
        assert.isTrue(yield* here.wait(request, Duration.zero))
        // Redis does not know of the last two.
        assert.strictEqual(yield* granted(there, request, 3), 2)
        yield* way.mend
        // Redis refuses what would be granted in memory. It takes real time to be connected to it again.
        const refused = Effect.gen(function*() {
          yield* TestClock.adjust("5 seconds")
          yield* Effect.promise(() => sleep(20))
          return !(yield* here.wait(request, Duration.zero))
        })
        yield* Effect.repeat(refused, { until: (refused) => refused, times: 200 })
        yield* way.cut
        yield* TestClock.adjust("1 minute")
        assert.isTrue(yield* here.wait(request, Duration.zero))
      }))
      assert.deepStrictEqual(logged, [warning, warning])
      assert.deepStrictEqual(printed, [])
    }))

  it.scopedLive("lets two processes together send nine tenths of the limit, and never more", () =>
    Effect.gen(function*() {
      const { apiUrl, counted } = yield* clerk(2)
      // The limit of a production instance. What arrives up to 0.2 s late is within the margin.
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
      const judge = judgeOf([{ limit, window }])
      const exceeded = counted.flatMap((at) =>
        judge({ at, method: "GET", path: "/users/count", secretKey: "" }).exceeded
      )
      assert.deepStrictEqual(exceeded, [])
      assert.isAtLeast(counted.length, 0.9 * limit * task.seconds * 1000 / window)
    }).pipe(Effect.provide(NodeContext.layer)))
})
