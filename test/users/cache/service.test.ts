/** A cache provides the whole `Users` service. */
import type * as Persistence from "@effect/experimental/Persistence"
import { assert, describe, expectTypeOf, it } from "@effect/vitest"
import { Effect, Either, Fiber, HashMap, Layer, Stream, TestClock } from "effect"
import { type ClerkErrors, type Http, type SDKError, UserCache, UserLoader, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { asked, nameOf, over } from "../../support/cache.ts"
import { calls, names } from "../../support/calls.ts"
import { virtualTime } from "../../support/clock.ts"
import { directory, ids } from "../../support/directory.ts"
import { json, scripted } from "../../support/script.ts"

const memory = UserCache.layerMemory({ timeToLive: "1 minute" })

describe("a cache of users", () => {
  it("is a layer from Users to Users", () => {
    expectTypeOf(UserCache.layerMemory).returns.toEqualTypeOf<Layer.Layer<Users | UserCache.UserCache, never, Users>>()
    expectTypeOf(UserCache.layerPersistence).returns.toEqualTypeOf<
      Layer.Layer<Users | UserCache.UserCache, never, Users | Http.ClerkHttp | Persistence.BackingPersistence>
    >()
  })

  const others = names.filter((name) => name !== "get")
  it.effect.each(others)("sends %s as a client without a cache does", (name) =>
    Effect.gen(function*() {
      const call = calls[name] as Effect.Effect<unknown, ClerkErrors | SDKError, Users>
      const seen = Effect.gen(function*() {
        yield* Effect.ignore(call)
        return (yield* ClerkTest.requests).map(({ method, path, query, body, status }) => ({
          method,
          path,
          query,
          body,
          status
        }))
      })
      const without = yield* Effect.provide(seen, ClerkTest.layer({ users: [{ id: "user_1" }] }))
      const within = yield* Effect.provide(
        seen,
        Layer.provideMerge(memory, ClerkTest.layer({ users: [{ id: "user_1" }] }))
      )
      assert.lengthOf(without, 1)
      assert.deepStrictEqual(within, without)
    }))

  it.effect("has the streams and the find methods, which always send requests", () =>
    Effect.gen(function*() {
      for (const _ of [1, 2]) {
        assert.lengthOf(yield* Stream.runCollect(Users.stream()), 4)
        yield* Users.findByEmailAddress("ada@example.com")
        yield* Users.findByExternalId("1")
        yield* Stream.runDrain(Users.streamOrganizationMemberships({ userId: "user_1" }))
      }
      assert.lengthOf(yield* asked, 10)
    }).pipe(Effect.provide(over(memory))))

  const odd: ReadonlyArray<readonly [input: unknown]> = [
    [undefined],
    [null],
    [{}],
    [{ userId: 1 }],
    [{ userId: "" }],
    [{ userId: "user_1", odd: 1 }]
  ]
  it.effect.each(odd)("fails for the input %o as a client without a cache does", ([input]) =>
    Effect.gen(function*() {
      const outcome = Effect.map(
        Effect.either(Effect.suspend(() => Users.get(input as never))),
        Either.match({ onLeft: ({ message }) => message, onRight: ({ id }) => id as string })
      )
      assert.strictEqual(
        yield* Effect.provide(outcome, over(memory)),
        yield* Effect.provide(outcome, ClerkTest.layer({ users: [{ id: "user_1" }] }))
      )
    }))
})

describe("a cache and a loader", () => {
  const loader = UserLoader.layer({ window: "5 millis" })
  const layers: ReadonlyArray<readonly [name: string, layer: Layer.Layer<Users, never, Users>]> = [
    ["over", Layer.provide(memory, loader)],
    ["beneath", Layer.provide(loader, memory)]
  ]

  it.effect.each(layers)("with the cache %s the loader send one list, and then no request", ([, layer]) => {
    const { gets, layer: clerk, lists } = directory()
    const all = Effect.forEach(ids(20), (userId) => Users.get({ userId }), { concurrency: "unbounded" })
    return Effect.gen(function*() {
      const inTime = Effect.gen(function*() {
        const fiber = yield* Effect.fork(all)
        yield* TestClock.adjust("5 millis")
        return (yield* Fiber.join(fiber)).map(({ id }) => id as string)
      })
      assert.deepStrictEqual(yield* inTime, ids(20))
      assert.deepStrictEqual(yield* inTime, ids(20))
      assert.deepStrictEqual(lists().map((ids) => ids.length), [20])
      assert.deepStrictEqual(gets(), [])
    }).pipe(Effect.provide(Layer.provide(layer, clerk)))
  })

  it.effect.each(layers)("with the cache %s the loader return what was written", ([, layer]) =>
    Effect.gen(function*() {
      const inTime = Effect.gen(function*() {
        const fiber = yield* Effect.fork(nameOf("user_1"))
        yield* TestClock.adjust("5 millis")
        return yield* Fiber.join(fiber)
      })
      assert.strictEqual(yield* inTime, "before")
      yield* Users.update({ userId: "user_1", firstName: "after" })
      assert.strictEqual(yield* inTime, "after")
      assert.deepStrictEqual(yield* asked, ["get user_1", "update user_1"])
    }).pipe(Effect.provide(over(layer))))
})

it.effect("getMany through a cache rejects an argument that is not a list of ids and sends nothing", () =>
  Effect.gen(function*() {
    const { layer, sent } = scripted([json(200, [])])
    const cached = Layer.provide(memory, layer)
    for (const odd of ["user_1", null, 5] as unknown as ReadonlyArray<never>) {
      const error = yield* Effect.flip(Effect.provide(Users.getMany(odd), cached))
      assert.include(error.message, "was not sent")
    }
    assert.deepStrictEqual(sent, [])
    assert.strictEqual(HashMap.size(yield* Effect.provide(Users.getMany(new Set<string>()), cached)), 0)
  }))

// F9
describe("a cache in memory, when the clock of the system is set", () => {
  it.scoped.each([-3_600_000, 3_600_000])(
    "by %d ms, keeps its entries as long as before",
    (by) =>
      Effect.gen(function*() {
        const time = virtualTime(0)
        const context = yield* Layer.build(over(memory))
        const get = time.run(Effect.provide(nameOf("user_1"), context))
        yield* get
        yield* time.setBy(by)
        yield* time.pass("59 seconds")
        yield* get
        assert.lengthOf(yield* Effect.provide(asked, context), 1)
        yield* time.pass("2 seconds")
        yield* get
        assert.lengthOf(yield* Effect.provide(asked, context), 2)
      })
  )
})
