/** Concurrent gets of the same user, and their interruption. */
import * as Persistence from "@effect/experimental/Persistence"
import { assert, describe, it } from "@effect/vitest"
import { Context, Effect, Exit, Fiber, Layer, Scope, TestClock } from "effect"
import { type Http, UserCache, Users } from "effect-clerk"
import { directory } from "../../support/directory.ts"

const options = { timeToLive: "1 minute" } as const

const caches: ReadonlyArray<readonly [name: string, cache: Layer.Layer<Users, never, Users | Http.ClerkHttp>]> = [
  ["memory", UserCache.layerMemory(options)],
  ["persistence", Layer.provide(UserCache.layerPersistence(options), Persistence.layerMemory)]
]

/** A Clerk that responds after a second. */
const slow = () => directory({ instead: () => Effect.as(Effect.sleep("1 second"), undefined) })

const get = Effect.map(Users.get({ userId: "user_1" }), ({ id }) => id as string)

/** Two fibers that wait for the same response. */
const two = Effect.gen(function*() {
  const first = yield* Effect.fork(get)
  yield* TestClock.adjust("100 millis")
  const second = yield* Effect.fork(get)
  yield* TestClock.adjust("100 millis")
  return [first, second] as const
})

describe.each(caches)("a get through a cache in %s", (_, cache) => {
  it.effect.each([0, 1] as const)("continues when the other of two waiting fibers is interrupted: %s", (index) => {
    const { interrupted, layer, sent } = slow()
    return Effect.gen(function*() {
      const fibers = yield* two
      yield* Fiber.interrupt(fibers[index])
      yield* TestClock.adjust("800 millis")
      assert.strictEqual(yield* Fiber.join(fibers[1 - index]!), "user_1")
      assert.strictEqual(yield* get, "user_1")
      assert.lengthOf(sent, 1)
      assert.lengthOf(interrupted, 0)
    }).pipe(Effect.provide(Layer.provide(cache, layer)))
  })

  it.effect("is aborted when no fiber waits for it any more, and the next get sends a request", () => {
    const { interrupted, layer, sent } = slow()
    return Effect.gen(function*() {
      yield* Fiber.interruptAll(yield* two)
      yield* TestClock.adjust(0)
      assert.lengthOf(interrupted, 1)
      const next = yield* Effect.fork(get)
      yield* TestClock.adjust("1 second")
      assert.strictEqual(yield* Fiber.join(next), "user_1")
      assert.lengthOf(sent, 2)
    }).pipe(Effect.provide(Layer.provide(cache, layer)))
  })

  it.effect("is interrupted with its request when the layer of the cache is closed", () => {
    const { interrupted, layer } = slow()
    return Effect.gen(function*() {
      const scope = yield* Scope.make()
      const users = Context.get(yield* Layer.buildWithScope(Layer.provide(cache, layer), scope), Users)
      const fiber = yield* Effect.fork(users.get({ userId: "user_1" }))
      yield* TestClock.adjust("100 millis")
      yield* Scope.close(scope, Exit.void)
      assert.lengthOf(interrupted, 1)
      assert.isTrue(Exit.isInterrupted(yield* Fiber.await(fiber)))
    })
  })
})
