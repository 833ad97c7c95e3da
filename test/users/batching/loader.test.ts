import { assert, describe, it } from "@effect/vitest"
import { Deferred, Duration, Effect, Exit, Fiber, Layer, Metric, Option, Schedule, Scope, TestClock } from "effect"
import { Retry, UserCache, UserLoader, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { directory, ids, type Options, refusal } from "../../support/directory.ts"

const get = (userId: string) => Users.get({ userId })
const idOf = ({ id }: { readonly id: string }) => id

type LoaderOptions = Parameters<typeof UserLoader.layer>[0]

/** Gets in separate fibers, with a loader. */
const loading = Effect.fnUntraced(function*(options?: LoaderOptions, clerk: Options = {}) {
  const { layer, ...seen } = directory(clerk)
  const scope = yield* Scope.make()
  const users = yield* Layer.buildWithScope(Layer.provideMerge(UserLoader.layer(options), layer), scope)
  const fork = (wanted: ReadonlyArray<string>) =>
    Effect.forEach(wanted, (userId) => Effect.fork(Effect.provide(get(userId), users))).pipe(Effect.tap(settle))
  return { ...seen, close: Scope.close(scope, Exit.void), fork, users }
})

/** Lets all fibers run as far as they can. */
const settle = Effect.repeatN(Effect.yieldNow(), 200)

const pass = (duration: Duration.DurationInput) => Effect.zipRight(TestClock.adjust(duration), settle)

describe("a loader", () => {
  it.effect("sends one list for the gets of many fibers within a window", () =>
    Effect.gen(function*() {
      const { fork, sent } = yield* loading()
      const early = yield* fork(ids(2))
      yield* pass("4 millis")
      const late = yield* fork([...ids(2, 2), "user_1"])
      assert.lengthOf(sent, 0)
      yield* pass("1 millis")
      assert.deepStrictEqual(sent.map(({ at, list, limit }) => ({ at, list, limit })), [
        { at: 5, list: ids(3), limit: "3" }
      ])
      const users = yield* Fiber.join(Fiber.all([...early, ...late]))
      assert.deepStrictEqual(users.map(idOf), ["user_1", "user_2", "user_2", "user_3", "user_1"])
    }))

  it.effect("sends a get for a single id in a window", () =>
    Effect.gen(function*() {
      const { fork, sent } = yield* loading()
      const fibers = yield* fork(["user_1", "user_1"])
      yield* pass("5 millis")
      assert.deepStrictEqual(sent.map(({ at, url }) => [at, url]), [[5, "https://api.clerk.com/v1/users/user_1"]])
      assert.deepStrictEqual((yield* Fiber.join(Fiber.all(fibers))).map(idOf), ["user_1", "user_1"])
    }))

  it.effect("opens another batch after the window", () =>
    Effect.gen(function*() {
      const { fork, sent } = yield* loading({ window: "1 second" })
      yield* fork(ids(2))
      yield* pass("1 second")
      yield* pass("1 second")
      yield* fork(ids(2, 2))
      yield* pass("999 millis")
      assert.deepStrictEqual(sent.map(({ at, list }) => [at, list]), [[1000, ids(2)]])
      yield* pass("1 millis")
      assert.deepStrictEqual(sent.map(({ at, list }) => [at, list]), [[1000, ids(2)], [3000, ids(2, 2)]])
    }))

  it.effect("sends a batch of 100 ids at once, and opens another", () =>
    Effect.gen(function*() {
      const { fork, sent } = yield* loading()
      const fibers = yield* fork(ids(150))
      assert.deepStrictEqual(sent.map(({ list }) => list), [ids(100)])
      yield* pass("5 millis")
      assert.deepStrictEqual(sent.map(({ at, list }) => [at, list]), [[0, ids(100)], [5, ids(50, 101)]])
      assert.deepStrictEqual((yield* Fiber.join(Fiber.all(fibers))).map(idOf), ids(150))
    }))

  it.effect("sends a batch of maxBatchSize ids at once", () =>
    Effect.gen(function*() {
      const { fork, sent } = yield* loading({ maxBatchSize: 3 })
      yield* fork(ids(7))
      yield* pass("5 millis")
      assert.sameDeepMembers(sent.map(({ at, list, get }) => [at, list ?? get]), [
        [0, ids(3)],
        [0, ids(3, 4)],
        [5, "user_7"]
      ])
    }))

  it.effect("splits a batch that is larger than a list", () =>
    Effect.gen(function*() {
      const { fork, sizes } = yield* loading({ maxBatchSize: 1000 })
      yield* fork(ids(250))
      yield* pass("5 millis")
      assert.deepStrictEqual(sizes(), [100, 100, 50])
    }))

  it.effect("collects gets that start at the same time with a window of 0", () =>
    Effect.gen(function*() {
      const { fork, sizes } = yield* loading({ window: 0 })
      const fibers = yield* fork(ids(3))
      yield* pass(0)
      assert.deepStrictEqual((yield* Fiber.join(Fiber.all(fibers))).map(idOf), ids(3))
      assert.isAtMost(sizes().length, 3)
    }))

  it.effect("returns to each get the result of its own user", () =>
    Effect.gen(function*() {
      const { fork, gets, lists } = yield* loading({}, { unknown: ["user_2"], unreadable: ["user_3"] })
      const fibers = yield* fork([...ids(4), ".."])
      yield* pass("5 millis")
      const results = yield* Effect.forEach(fibers, (fiber) => Effect.either(Fiber.join(fiber)))
      assert.deepStrictEqual(
        results.map((result) =>
          result._tag === "Right" ?
            result.right.id :
            "reason" in result.left
            ? result.left.reason._tag
            : result.left.status
        ),
        ["user_1", 404, "InvalidResponse", "user_4", "InvalidRequest"]
      )
      assert.deepStrictEqual(lists(), [ids(4)])
      assert.deepStrictEqual(gets(), ["user_2", "user_3"])
    }))

  it.effect("collects the gets of a batch", () =>
    Effect.gen(function*() {
      const { fork, lists, users } = yield* loading()
      yield* fork(ids(1))
      yield* Effect.fork(Effect.provide(Effect.forEach(ids(2, 2), get, { batching: true }), users))
      yield* settle
      yield* pass("5 millis")
      assert.deepStrictEqual(lists(), [ids(3)])
    }))

  it.effect("does not request a user whose gets were interrupted", () =>
    Effect.gen(function*() {
      const { fork, lists } = yield* loading()
      const [, second] = yield* fork(ids(3))
      yield* Fiber.interrupt(second!)
      yield* pass("5 millis")
      assert.deepStrictEqual(lists(), [["user_1", "user_3"]])
    }))

  it.effect("sends no request when all gets of a batch were interrupted, and opens another batch", () =>
    Effect.gen(function*() {
      const { fork, sent } = yield* loading()
      yield* Fiber.interruptAll(yield* fork(ids(3)))
      yield* pass("5 millis")
      assert.lengthOf(sent, 0)
      const fibers = yield* fork(ids(2))
      yield* pass("5 millis")
      assert.deepStrictEqual((yield* Fiber.join(Fiber.all(fibers))).map(idOf), ids(2))
    }))

  it.effect("continues for the other gets when one is interrupted", () =>
    Effect.gen(function*() {
      const answered = yield* Deferred.make<void>()
      const { fork, interrupted, lists } = yield* loading({}, { instead: () => Deferred.await(answered) })
      const [first, second] = yield* fork(ids(2))
      yield* pass("5 millis")
      yield* Fiber.interrupt(first!)
      yield* Deferred.succeed(answered, undefined)
      assert.strictEqual(idOf(yield* Fiber.join(second!)), "user_2")
      assert.deepStrictEqual([lists().length, interrupted.length], [1, 0])
    }))

  it.effect("interrupts a request when all its gets were interrupted", () =>
    Effect.gen(function*() {
      const { fork, interrupted, sent } = yield* loading({}, { instead: () => Effect.never })
      const fibers = yield* fork(ids(2))
      yield* pass("5 millis")
      assert.lengthOf(sent, 1)
      yield* Fiber.interruptAll(fibers)
      yield* settle
      assert.lengthOf(interrupted, 1)
    }))

  it.effect("interrupts its requests and the waiting gets when its layer is closed", () =>
    Effect.gen(function*() {
      const { close, fork, interrupted, sent } = yield* loading({}, { instead: () => Effect.never })
      const asked = yield* fork(ids(2))
      yield* pass("5 millis")
      const collected = yield* fork(ids(2))
      yield* close
      const late = yield* fork(ids(1))
      yield* settle
      assert.deepStrictEqual([sent.length, interrupted.length], [1, 1])
      const exits = yield* Effect.forEach([...asked, ...collected, ...late], (fiber) => fiber.poll)
      assert.deepStrictEqual(exits.map(Option.exists(Exit.isInterrupted)), [true, true, true, true, true])
    }))

  it.effect("uses the retry policy of its layer, and no span of its callers", () => {
    const spans: Array<boolean> = []
    const instead = () =>
      Effect.map(Effect.orDie(Effect.currentSpan), ({ parent }) => {
        spans.push(Option.isSome(parent))
        return refusal(503, "later")
      })
    return Effect.gen(function*() {
      const { fork, sent } = yield* loading({}, { instead, retry: Retry.make({ schedule: Schedule.recurs(2) }) })
      yield* fork(ids(2)).pipe(Retry.with(Retry.none), Effect.withSpan("around"))
      yield* pass("5 millis")
      yield* pass("1 second")
      assert.lengthOf(sent, 3)
      assert.deepStrictEqual(spans, [false, false, false])
    })
  })

  it.effect("works over the in-memory Clerk, and leaves the other operations unchanged", () =>
    Effect.gen(function*() {
      yield* ClerkTest.seed([{ username: "ada" }, { username: "grace" }])
      const users = yield* Users.list()
      const fiber = yield* Effect.fork(Effect.forEach(users, ({ id }) => get(id), { concurrency: "unbounded" }))
      yield* settle
      yield* pass("5 millis")
      assert.deepStrictEqual((yield* Fiber.join(fiber)).map(idOf), users.map(idOf))
      const requests = yield* ClerkTest.requests
      assert.deepStrictEqual(requests.map(({ operation }) => operation), ["users.list", "users.list"])
    }).pipe(Effect.provide(Layer.provideMerge(UserLoader.layer(), ClerkTest.layer()))))

  it.effect("beneath a cache collects the gets of users that are not cached", () => {
    const { layer, sent } = directory()
    const both = UserCache.layerMemory({ timeToLive: "1 minute" }).pipe(
      Layer.provideMerge(UserLoader.layer()),
      Layer.provideMerge(layer)
    )
    return Effect.gen(function*() {
      const all = Effect.forEach(ids(3), get, { concurrency: "unbounded" })
      const first = yield* Effect.fork(all)
      yield* settle
      yield* pass("5 millis")
      assert.deepStrictEqual((yield* Fiber.join(first)).map(idOf), ids(3))
      assert.deepStrictEqual((yield* all).map(idOf), ids(3))
      assert.deepStrictEqual(sent.map(({ list }) => list), [ids(3)])
    }).pipe(Effect.provide(both))
  })
})

it.effect("the request of a batch carries the metric tags of none of its callers", () =>
  Effect.gen(function*() {
    const { layer } = directory()
    const tagged = (userId: string) => Effect.tagMetrics(get(userId), "caller of a batch", userId)
    const both = Effect.forEach(ids(2), tagged, { concurrency: "unbounded" })
    const fiber = yield* Effect.fork(Effect.provide(both, Layer.provide(UserLoader.layer({ window: 10 }), layer)))
    yield* TestClock.adjust("1 second")
    assert.lengthOf(yield* Fiber.join(fiber), 2)
    const ofCallers = (yield* Metric.snapshot).filter(({ metricKey }) =>
      metricKey.tags.some(({ key }) => key === "caller of a batch")
    )
    assert.deepStrictEqual(ofCallers.map(({ metricKey }) => metricKey.name), [])
  }))
