/** What reviews found, so that it does not come back. */
import * as RateLimiter from "@effect/experimental/RateLimiter"
import { HttpClient, HttpClientResponse } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Chunk, DateTime, Duration, Effect, Fiber, HashMap, Layer, Metric, Redacted, Stream, TestClock } from "effect"
import { Clerk, Metrics, RateLimit, Retry, UserCache, UserLoader, Users } from "effect-clerk"

const secretKey = Redacted.make("sk_test_regressions")

/** Clerk, answering what a test says to the n-th request. */
const answering = (answer: (url: URL, index: number) => Effect.Effect<Response>) => {
  const sent: Array<string> = []
  const client = HttpClient.make((request, url) =>
    Effect.suspend(() => answer(url, sent.push(`${request.method} ${url.pathname}${url.search}`) - 1)).pipe(
      Effect.map((response) => HttpClientResponse.fromWeb(request, response))
    )
  )
  return { sent, http: Layer.succeed(HttpClient.HttpClient, client) }
}

const user = (id: string, moment = 1_700_000_000_000) => ({
  object: "user",
  id,
  created_at: moment,
  updated_at: moment
})
const refusal = (status: number, headers: Record<string, string> = {}) =>
  Effect.sync(() => Response.json({ errors: [] }, { status, headers }))

describe("a budget", () => {
  it.effect("that the store of the limiter used up lets nothing go", () =>
    Effect.gen(function*() {
      const { http, sent } = answering(() => Effect.sync(() => Response.json(user("user_1"))))
      const hung = Layer.succeed(RateLimiter.RateLimiterStore, {
        fixedWindow: () => Effect.never,
        tokenBucket: () => Effect.never
      })
      const clerk = Clerk.layer({ secretKey, retry: Retry.make({ budget: "300 millis" }) }).pipe(
        Layer.provide(Layer.provide(RateLimit.layerStore(), hung)),
        Layer.provide(http)
      )
      const fiber = yield* Effect.fork(Effect.flip(Effect.provide(Users.create({ externalId: "1" }), clerk)))
      yield* TestClock.adjust("2 seconds")
      const error = yield* Fiber.join(fiber)
      assert.deepStrictEqual(sent, [])
      assert.isFalse(error._tag !== "ConfigError" && "outcomeUnknown" in error && error.outcomeUnknown)
    }))

  it.effect("that cuts an attempt off counts what that attempt was", () =>
    Effect.gen(function*() {
      const { http } = answering((_, index) => index === 0 ? refusal(429, { "retry-after": "1" }) : Effect.never)
      const operation = yield* Effect.succeed("users.deletePasskey")
      const count = (metric: Metric.Metric.Counter<number>, outcome: string) =>
        Effect.map(
          Metric.value(metric.pipe(Metric.tagged("operation", operation), Metric.tagged("outcome", outcome))),
          ({ count }) => count
        )
      const counts = Effect.all([
        count(Metrics.rateLimited, "ClerkErrors"),
        count(Metrics.requests, "ClerkErrors"),
        count(Metrics.requests, "Timeout")
      ])
      const before = yield* counts
      const clerk = Layer.provide(Clerk.layer({ secretKey, retry: Retry.make({ budget: "5 seconds" }) }), http)
      const call = Users.deletePasskey({ userId: "user_1", passkeyIdentificationId: "idn_1" })
      const fiber = yield* Effect.fork(Effect.flip(Effect.provide(call, clerk)))
      yield* TestClock.adjust("5 seconds")
      yield* Fiber.join(fiber)
      assert.deepStrictEqual((yield* counts).map((after, index) => after - before[index]!), [1, 1, 1])
    }))
})

it.effect("a user's bucket is not forgotten while a call about the user waits for a pause", () =>
  Effect.gen(function*() {
    const rule: RateLimit.Rule = { per: "userId", limit: 4, window: "1 second", burst: 1 }
    const limiter = yield* Effect.provide(RateLimit.RateLimit, RateLimit.layerMemory([rule]))
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
    yield* Effect.forEach(
      Array.from({ length: 1100 }, (_, index) => `user_${index}`),
      (userId) => wait(userId, "users.update")
    )
    yield* TestClock.adjust("50 millis")
    assert.strictEqual((yield* Fiber.poll(paused))._tag, "None")
    yield* TestClock.adjust("2 seconds")
    assert.isTrue(yield* Fiber.join(paused))
  }))

it.effect("a repeat that finds nothing to delete answers the id that was asked for", () =>
  Effect.gen(function*() {
    const { http } = answering((_, index) => refusal(index === 0 ? 503 : 404))
    const input: { userId: string } = { userId: "user_1" }
    const fiber = yield* Users.delete(input).pipe(
      Effect.provide(Layer.provide(Clerk.layer({ secretKey }), http)),
      Effect.fork
    )
    yield* Effect.yieldNow()
    input.userId = "user_2"
    yield* TestClock.adjust("10 seconds")
    assert.strictEqual((yield* Fiber.join(fiber)).id, "user_1")
  }))

it.effect("a walk that goes on by time stays within its filter", () =>
  Effect.gen(function*() {
    const { http, sent } = answering((url) =>
      url.searchParams.has("starting_after") ? refusal(404) : Effect.sync(() => Response.json([]))
    )
    const users = yield* Users.stream({
      createdAtBefore: DateTime.unsafeMake(500),
      startingAfter: { id: "user_gone", createdAt: DateTime.unsafeMake(1000) }
    }).pipe(Stream.runCollect, Effect.provide(Layer.provide(Clerk.layer({ secretKey }), http)))
    assert.isTrue(Chunk.isEmpty(users))
    assert.match(sent.at(-1)!, /created_at_before=500(&|$)/)
  }))

it.effect("a cache refuses what is no list of ids as Users does", () =>
  Effect.gen(function*() {
    const { http, sent } = answering(() => Effect.sync(() => Response.json([])))
    const cached = UserCache.layerMemory({ timeToLive: "1 minute" }).pipe(
      Layer.provide(Clerk.layer({ secretKey })),
      Layer.provide(http)
    )
    for (const odd of ["user_1", null, 5] as unknown as ReadonlyArray<never>) {
      const error = yield* Effect.flip(Effect.provide(Users.getMany(odd), cached))
      assert.include(error.message, "was not sent")
    }
    assert.deepStrictEqual(sent, [])
    assert.strictEqual(HashMap.size(yield* Effect.provide(Users.getMany(new Set<string>()), cached)), 0)
  }))

it.effect("what is asked for many is counted for none of them", () =>
  Effect.gen(function*() {
    const { http } = answering(() => Effect.sync(() => Response.json([user("user_a"), user("user_b")])))
    const clerk = UserLoader.layer({ window: 10 }).pipe(Layer.provide(Clerk.layer({ secretKey })), Layer.provide(http))
    const tagged = (userId: string, tenant: string) => Effect.tagMetrics(Users.get({ userId }), "tenant", tenant)
    const both = Effect.all([tagged("user_a", "acme"), tagged("user_b", "evil")], { concurrency: "unbounded" })
    const fiber = yield* Effect.fork(Effect.provide(both, clerk))
    yield* TestClock.adjust("1 second")
    yield* Fiber.join(fiber)
    const ofTenants = (yield* Metric.snapshot).filter(({ metricKey }) =>
      metricKey.tags.some(({ key }) => key === "tenant")
    )
    assert.deepStrictEqual(ofTenants.map(({ metricKey }) => metricKey.name), [])
  }))
