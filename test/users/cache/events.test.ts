/** How webhooks and programs drop users from a cache. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, HashMap, Layer, TestClock } from "effect"
import { UserCache, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import * as Webhook from "effect-clerk/Webhook"
import { asked, caches, nameOf, Others, over, untilAsked } from "../../support/cache.ts"

const hour = { timeToLive: "1 hour" } as const

const renamed = (userId: string, firstName: string) =>
  Effect.flatMap(Others, (others) => others.update({ userId, firstName }))

/** Delivers the events of the changes so far to the cache. */
const delivered = Effect.gen(function*() {
  const secrets = Layer.orDie(Webhook.layer(yield* ClerkTest.webhookSecret))
  const handle = Webhook.handlers({
    "user.updated": UserCache.onEvent,
    "user.deleted": UserCache.onEvent,
    default: UserCache.onEvent
  })
  yield* ClerkTest.deliverEvents((webhook) => Effect.flatMap(Webhook.verify(webhook), handle)).pipe(
    Effect.provide(secrets)
  )
})

describe.each(caches)("an event with a cache in %s", (_, cache) => {
  it.effect("of an update drops the user, so that the next get returns the new one", () =>
    Effect.gen(function*() {
      yield* Users.getMany(["user_1", "user_2"])
      yield* renamed("user_1", "after")
      assert.strictEqual(yield* nameOf("user_1"), "before")
      yield* delivered
      assert.strictEqual(yield* nameOf("user_1"), "after")
      assert.strictEqual(yield* nameOf("user_2"), "before")
      assert.deepStrictEqual(yield* asked, ["list user_1 user_2", "update user_1", "get user_1"])
      yield* TestClock.adjust("59 minutes")
      assert.strictEqual(yield* nameOf("user_1"), "after")
      assert.lengthOf(yield* asked, 3)
    }).pipe(Effect.provide(over(cache(hour)))))

  it.effect("of a deletion drops the user, also as a stale one for an outage", () =>
    Effect.gen(function*() {
      yield* nameOf("user_1")
      yield* Effect.flatMap(Others, (others) => others.delete({ userId: "user_1" }))
      assert.strictEqual(yield* nameOf("user_1"), "before")
      yield* delivered
      yield* ClerkTest.fault({ operation: "users.get", status: 503 })
      assert.strictEqual((yield* Effect.flip(nameOf("user_1"))).status, 503)
      assert.strictEqual((yield* Effect.flip(nameOf("user_1"))).status, 404)
    }).pipe(Effect.provide(over(cache({ ...hour, staleOnError: "1 hour" })))))

  it.effect("of another kind, or about a user who is not cached, changes nothing", () =>
    Effect.gen(function*() {
      yield* nameOf("user_1")
      yield* Effect.forEach([
        { type: "user.created", data: { id: "user_1" } },
        { type: "session.ended", data: { id: "user_1" } },
        { type: "user.updated", data: { id: "user_9" } },
        { type: "user.updated", data: null },
        { type: "user.deleted", data: { id: null } }
      ], UserCache.onEvent)
      yield* nameOf("user_1")
      assert.deepStrictEqual(yield* asked, ["get user_1"])
    }).pipe(Effect.provide(over(cache(hour)))))

  it.effect("makes later gets send a request of their own instead of joining one that began before it", () =>
    Effect.gen(function*() {
      yield* ClerkTest.fault({ operation: "users.get", delay: "1 second" })
      const early = yield* Effect.fork(nameOf("user_1"))
      yield* untilAsked(1)
      yield* UserCache.invalidate("user_1")
      assert.strictEqual(yield* nameOf("user_1"), "before")
      assert.deepStrictEqual(yield* asked, ["get user_1", "get user_1"])
      yield* Fiber.interrupt(early)
    }).pipe(Effect.provide(over(cache(hour)))))
})

describe("an event with a cache in memory over a shared one", () => {
  it.effect.each(caches)("drops the user from both (%s)", ([, cache]) =>
    Effect.gen(function*() {
      yield* nameOf("user_1")
      yield* renamed("user_1", "after")
      yield* delivered
      assert.strictEqual(yield* nameOf("user_1"), "after")
      const both = yield* Users.getMany(["user_1"])
      assert.deepStrictEqual(HashMap.toValues(both).map(({ firstName }) => firstName), ["after"])
      assert.deepStrictEqual(yield* asked, ["get user_1", "update user_1", "get user_1"])
    }).pipe(Effect.provide(over(UserCache.layerMemory(hour).pipe(Layer.provide(cache(hour)))))))
})
