/** What every cache of users does, in any store. */
import { FetchHttpClient } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Either, Fiber, HashMap, Layer, Redacted, TestClock } from "effect"
import { type ClerkErrors, Http, type SDKError, User, UserCache, UserId, Users } from "effect-clerk"
import { ClerkTest, type Fault } from "effect-clerk/testing"
import * as UsersModule from "effect-clerk/Users"
import { userAda } from "../../fixtures/index.ts"
import { asked, caches, nameOf, Others, over, untilAsked } from "../../support/cache.ts"

const minute = { timeToLive: "1 minute" } as const
const patient = { timeToLive: "1 minute", staleOnError: "10 minutes" } as const

const names = (userIds: Iterable<string>) =>
  Effect.map(
    Users.getMany(userIds),
    (found) => Object.fromEntries([...HashMap.entries(found)].map(([id, user]) => [id, user.firstName]))
  )

/** Another program renames a user. */
const renamed = (userId: string, firstName: string) =>
  Effect.flatMap(Others, (others) => others.update({ userId, firstName }))

const statusOf = (error: ClerkErrors | SDKError) => error._tag === "SDKError" ? error.reason._tag : error.status

const times = 1_000_000

describe.each(caches)("a cache in %s", (_, cache) => {
  it.effect("sends one request within a time to live, to the millisecond", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* nameOf("user_1"), "before")
      yield* renamed("user_1", "after")
      yield* TestClock.adjust("59999 millis")
      assert.strictEqual(yield* nameOf("user_1"), "before")
      yield* TestClock.adjust("1 millis")
      assert.strictEqual(yield* nameOf("user_1"), "after")
      assert.strictEqual(yield* nameOf("user_1"), "after")
      assert.deepStrictEqual(yield* asked, ["get user_1", "update user_1", "get user_1"])
    }).pipe(Effect.provide(over(cache(minute)))))

  it.effect("returns cached users from getMany, and requests the others in one list", () =>
    Effect.gen(function*() {
      const found = { user_1: "before", user_2: "before", user_3: "before" }
      yield* nameOf("user_2")
      assert.deepStrictEqual(yield* names(["user_1", "user_2", "user_3", "user_1", "user_nobody"]), found)
      assert.deepStrictEqual(yield* names(["user_1", "user_2", "user_3"]), found)
      assert.strictEqual(yield* nameOf("user_3"), "before")
      assert.deepStrictEqual(yield* names([]), {})
      assert.deepStrictEqual(yield* asked, ["get user_2", "list user_1 user_3 user_nobody"])
    }).pipe(Effect.provide(over(cache(minute)))))

  it.effect("is used after a list without any of the requested users", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* names(["user_nobody", "user_neither"]), {})
      yield* nameOf("user_1")
      yield* nameOf("user_1")
      assert.deepStrictEqual(yield* asked, ["list user_nobody user_neither", "get user_1"])
    }).pipe(Effect.provide(over(cache(minute)))))

  it.effect("returns cached users to a batch, and requests the others in one list", () =>
    Effect.gen(function*() {
      yield* nameOf("user_2")
      const batch = Effect.forEach(
        ["user_1", "user_2", "user_3", "user_nobody"],
        (userId) => Effect.either(nameOf(userId)),
        { batching: true, concurrency: "unbounded" }
      )
      const found = (yield* batch).map(Either.mapLeft(statusOf))
      assert.deepStrictEqual(found.map(Either.merge), ["before", "before", "before", 404])
      assert.deepStrictEqual(yield* asked, ["get user_2", "list user_1 user_3 user_nobody", "get user_nobody"])
      yield* batch
      assert.deepStrictEqual((yield* asked).slice(3), ["list user_nobody", "get user_nobody"])
    }).pipe(Effect.provide(over(cache(minute)))))

  it.effect("sends one request for concurrent gets of the same user", () =>
    Effect.gen(function*() {
      yield* ClerkTest.fault({ delay: "1 second" })
      const all = yield* Effect.fork(Effect.replicateEffect(nameOf("user_1"), 100, { concurrency: "unbounded" }))
      yield* untilAsked(1)
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(yield* Fiber.join(all), Array.from({ length: 100 }, () => "before"))
      assert.deepStrictEqual(yield* asked, ["get user_1"])
    }).pipe(Effect.provide(over(cache(minute)))))

  it.effect("fails all concurrent gets of the same user, and sends a request for the next get", () =>
    Effect.gen(function*() {
      yield* ClerkTest.fault({ delay: "1 second", status: 503 })
      const all = yield* Effect.fork(
        Effect.replicateEffect(Effect.flip(nameOf("user_1")), 3, { concurrency: "unbounded" })
      )
      yield* untilAsked(1)
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual((yield* Fiber.join(all)).map(statusOf), [503, 503, 503])
      assert.strictEqual(yield* nameOf("user_1"), "before")
      assert.deepStrictEqual(yield* asked, ["get user_1", "get user_1"])
    }).pipe(Effect.provide(over(cache(minute)))))

  it.effect("does not cache failures", () =>
    Effect.gen(function*() {
      for (const status of [404, 429, 500]) {
        yield* ClerkTest.fault({ status, times: 3 })
        assert.strictEqual(statusOf(yield* Effect.flip(nameOf("user_1"))), status)
        assert.strictEqual(statusOf(yield* Effect.flip(names(["user_1"]))), status)
        assert.strictEqual(statusOf(yield* Effect.flip(nameOf("user_1"))), status)
      }
      assert.strictEqual(yield* nameOf("user_1"), "before")
    }).pipe(Effect.provide(over(cache(patient)))))

  const lost: ReadonlyArray<readonly [what: string, fault: Fault]> = [
    ["429", { status: 429, headers: { "retry-after": "5" } }],
    ["500", { status: 500 }],
    ["502 of a proxy", { status: 502, body: "<html>Bad Gateway</html>" }],
    ["503", { status: 503 }],
    ["504", { status: 504 }],
    ["522 of a proxy", { status: 522, body: "<html>Connection timed out</html>" }],
    ["a lost connection", { drop: true }]
  ]
  it.effect.each(lost)("returns a stale user on %s", ([, fault]) =>
    Effect.gen(function*() {
      yield* names(["user_1", "user_2"])
      yield* TestClock.adjust("2 minutes")
      yield* ClerkTest.fault({ ...fault, times })
      assert.strictEqual(yield* nameOf("user_1"), "before")
      assert.deepStrictEqual(yield* names(["user_1", "user_2"]), { user_1: "before", user_2: "before" })
      assert.lengthOf(yield* asked, 3)
    }).pipe(Effect.provide(over(cache(patient)))))

  it.effect("returns a stale user on a timeout", () =>
    Effect.gen(function*() {
      yield* nameOf("user_1")
      yield* TestClock.adjust("2 minutes")
      yield* ClerkTest.fault({ delay: "1 hour" })
      const fiber = yield* Effect.fork(nameOf("user_1"))
      yield* untilAsked(2)
      yield* TestClock.adjust("30 seconds")
      assert.strictEqual(yield* Fiber.join(fiber), "before")
    }).pipe(Effect.provide(over(cache(patient)))))

  it.effect.each([400, 401, 403, 404, 422])("does not return a stale user on %s", (status) =>
    Effect.gen(function*() {
      yield* nameOf("user_1")
      yield* TestClock.adjust("2 minutes")
      yield* ClerkTest.fault({ status, times: 2 })
      assert.strictEqual(statusOf(yield* Effect.flip(names(["user_1"]))), status)
      assert.strictEqual(statusOf(yield* Effect.flip(nameOf("user_1"))), status)
    }).pipe(Effect.provide(over(cache(patient)))))

  it.effect("returns a stale user until staleOnError is over, to the millisecond", () =>
    Effect.gen(function*() {
      yield* nameOf("user_1")
      yield* ClerkTest.fault({ status: 503, times })
      yield* TestClock.adjust("659999 millis")
      assert.strictEqual(yield* nameOf("user_1"), "before")
      assert.deepStrictEqual(yield* names(["user_1"]), { user_1: "before" })
      yield* TestClock.adjust("1 millis")
      assert.strictEqual(statusOf(yield* Effect.flip(nameOf("user_1"))), 503)
      assert.strictEqual(statusOf(yield* Effect.flip(names(["user_1"]))), 503)
    }).pipe(Effect.provide(over(cache(patient)))))

  it.effect("does not return a stale user without staleOnError", () =>
    Effect.gen(function*() {
      yield* nameOf("user_1")
      yield* ClerkTest.fault({ status: 503, times })
      yield* TestClock.adjust("1 minute")
      assert.strictEqual(statusOf(yield* Effect.flip(nameOf("user_1"))), 503)
      assert.strictEqual(statusOf(yield* Effect.flip(names(["user_1"]))), 503)
    }).pipe(Effect.provide(over(cache(minute)))))

  it.effect("returns stale users from getMany only when all requested users are cached", () =>
    Effect.gen(function*() {
      yield* nameOf("user_1")
      yield* TestClock.adjust("2 minutes")
      yield* nameOf("user_2")
      yield* ClerkTest.fault({ status: 503, times })
      assert.deepStrictEqual(yield* names(["user_1", "user_2"]), { user_1: "before", user_2: "before" })
      assert.strictEqual(statusOf(yield* Effect.flip(names(["user_1", "user_2", "user_3"]))), 503)
      assert.deepStrictEqual((yield* asked).slice(2), ["list user_1", "list user_1 user_3"])
    }).pipe(Effect.provide(over(cache(patient)))))

  it.effect("drops users that Clerk does not find any more, in a get or in a list", () =>
    Effect.gen(function*() {
      yield* names(["user_1", "user_2"])
      const others = yield* Others
      yield* others.delete({ userId: "user_1" })
      yield* others.delete({ userId: "user_2" })
      yield* TestClock.adjust("2 minutes")
      assert.strictEqual(statusOf(yield* Effect.flip(nameOf("user_1"))), 404)
      assert.deepStrictEqual(yield* names(["user_2"]), {})
      yield* ClerkTest.fault({ status: 503, times })
      assert.strictEqual(statusOf(yield* Effect.flip(nameOf("user_1"))), 503)
      assert.strictEqual(statusOf(yield* Effect.flip(nameOf("user_2"))), 503)
    }).pipe(Effect.provide(over(cache(patient)))))
})

describe("a cache in memory", () => {
  const small = over(UserCache.layerMemory({ ...minute, capacity: 2 }))

  it.effect("evicts the least recently used user", () =>
    Effect.gen(function*() {
      yield* nameOf("user_1")
      yield* nameOf("user_2")
      yield* nameOf("user_1")
      yield* nameOf("user_3")
      assert.deepStrictEqual(yield* asked, ["get user_1", "get user_2", "get user_3"])
      yield* nameOf("user_1")
      yield* nameOf("user_3")
      assert.lengthOf(yield* asked, 3)
      yield* nameOf("user_2")
      assert.lengthOf(yield* asked, 4)
    }).pipe(Effect.provide(small)))

  it.effect("stays within its capacity for users from lists and from own writes", () =>
    Effect.gen(function*() {
      yield* names(["user_1", "user_2", "user_3", "user_4"])
      yield* Effect.forEach([1, 2, 3], (n) => Users.updateMetadata({ userId: `user_${n}` }))
      const before = (yield* asked).length
      yield* nameOf("user_3")
      yield* nameOf("user_2")
      assert.lengthOf(yield* asked, before)
      yield* nameOf("user_1")
      yield* nameOf("user_4")
      assert.lengthOf(yield* asked, before + 2)
    }).pipe(Effect.provide(small)))

  it.effect("holds no entries for users that are not found", () =>
    Effect.gen(function*() {
      yield* nameOf("user_1")
      yield* Effect.forEach([1, 2, 3, 4, 5], (n) => Effect.flip(nameOf(`user_nobody_${n}`)))
      yield* nameOf("user_1")
      assert.lengthOf(yield* asked, 6)
    }).pipe(Effect.provide(small)))

  it.effect("holds 1000 users by default", () => {
    const asked: Array<string> = []
    // The in-memory Clerk would take seconds for so many calls.
    const users = Layer.mock(Users, {
      get: ({ userId }) =>
        Effect.sync(() => {
          asked.push(userId)
          return new User({
            id: UserId.make(userId),
            createdAt: DateTime.unsafeMake(0),
            updatedAt: DateTime.unsafeMake(0)
          })
        })
    })
    return Effect.gen(function*() {
      const ids = Array.from({ length: 1001 }, (_, index) => `user_${index + 10}`)
      yield* Effect.forEach(ids, (userId) => Users.get({ userId }))
      yield* Effect.forEach(ids.slice(1), (userId) => Users.get({ userId }))
      assert.deepStrictEqual(asked, ids)
      yield* Users.get({ userId: "user_10" })
      assert.deepStrictEqual(asked, [...ids, "user_10"])
    }).pipe(
      Effect.provide(UserCache.layerMemory(minute)),
      Effect.provide(Layer.merge(users, Http.layer({ secretKey: Redacted.make("sk_test_cache") }))),
      Effect.provide(FetchHttpClient.layer)
    )
  })
})

// F13
it.effect("a cache returns a stale user while the certificate of Clerk is not valid", () => {
  let isExpired = false
  const fetch: typeof globalThis.fetch = () =>
    isExpired
      ? Promise.reject(Object.assign(new Error("certificate has expired"), { code: "CERT_HAS_EXPIRED" }))
      : Promise.resolve(Response.json(userAda()))
  return Effect.gen(function*() {
    const before = yield* nameOf("user_1")
    isExpired = true
    yield* TestClock.adjust("2 minutes")
    assert.strictEqual(yield* nameOf("user_1"), before)
  }).pipe(
    Effect.provide(UserCache.layerMemory(patient)),
    Effect.provide(Layer.provideMerge(UsersModule.layer, Http.layer({ secretKey: Redacted.make("sk_test_cache") }))),
    Effect.provide(Layer.provide(FetchHttpClient.layer, Layer.succeed(FetchHttpClient.Fetch, fetch)))
  )
})
