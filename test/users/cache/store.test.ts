/** What a cache keeps in a shared store, and what it does when the store fails. */
import * as Persistence from "@effect/experimental/Persistence"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Layer, Logger, Redacted, TestClock } from "effect"
import { Clerk, UserCache, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { userGrace } from "../../fixtures/index.ts"
import { asked, nameOf, over, persistence, stored, turn, untilAsked } from "../../support/cache.ts"
import { offline } from "../../support/http.ts"
import { plain } from "../../support/wire.ts"

const patient = { timeToLive: "1 minute", staleOnError: "10 minutes" } as const

const failure = Persistence.PersistenceBackingError.make(
  "any",
  Object.assign(new Error("Could not store {\"id\":\"user_1\"}"), { code: "ECONNREFUSED" })
)

/** What a store does with a command. */
const moods = {
  well: undefined,
  fails: Effect.fail(failure),
  dies: Effect.die(failure),
  throws: Effect.sync(() => {
    throw failure
  }),
  hangs: Effect.never
} as const satisfies Record<string, Effect.Effect<never, Persistence.PersistenceError> | undefined>

/** A store whose behaviour a test sets, with the number of its commands and the warnings that were logged. */
const moody = (options: UserCache.Options = patient) => {
  const { contents, store } = stored()
  const now: { mood: keyof typeof moods; asked: number } = { mood: "well", asked: 0 }
  const warnings: Array<string> = []
  const orNot = <A>(command: Effect.Effect<A, Persistence.PersistenceError>) =>
    Effect.suspend(() => {
      now.asked += 1
      return moods[now.mood] ?? command
    })
  const layer = UserCache.layerPersistence(options).pipe(Layer.provide(persistence(() => ({
    ...store,
    getMany: (keys) => orNot(store.getMany(keys)),
    setMany: (entries) => orNot(store.setMany(entries)),
    remove: (key) => orNot(store.remove(key))
  }))))
  const logger = Logger.make(({ logLevel, message }) => warnings.push(`${logLevel.label} ${String(message)}`))
  return {
    contents,
    now,
    warnings,
    layer: Layer.merge(over(layer), Logger.replace(Logger.defaultLogger, logger))
  }
}

const warning = (why: string) => `WARN The cache store does not respond, so requests go to Clerk: ${why}`

/** Runs a call to its end, with time for the store to time out. */
const inTime = <A, E, R>(call: Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const fiber = yield* Effect.fork(call)
    yield* TestClock.adjust("3 seconds")
    return yield* Fiber.join(fiber)
  })

const badDays = [["fails", "ECONNREFUSED"], ["dies", "ECONNREFUSED"], ["throws", "ECONNREFUSED"]] as const

describe("a cache whose store", () => {
  it.effect.each([...badDays, ["hangs", "no response in time"] as const])(
    "%s returns the response of Clerk, and logs one warning without user data",
    ([mood, why]) => {
      const { layer, now, warnings } = moody()
      now.mood = mood
      return Effect.gen(function*() {
        assert.strictEqual(yield* inTime(nameOf("user_1")), "before")
        assert.strictEqual((yield* inTime(Users.update({ userId: "user_1", firstName: "after" }))).firstName, "after")
        assert.strictEqual(yield* inTime(nameOf("user_1")), "after")
        assert.deepStrictEqual(yield* asked, ["get user_1", "update user_1", "get user_1"])
        assert.deepStrictEqual(warnings, [warning(why)])
      }).pipe(Effect.provide(layer))
    }
  )

  it.effect.each(badDays)("%s tries the store again after 5 s, with one call", ([mood]) => {
    const { layer, now, warnings } = moody()
    return Effect.gen(function*() {
      yield* nameOf("user_1")
      now.mood = mood
      now.asked = 0
      yield* nameOf("user_1")
      assert.strictEqual(now.asked, 1)
      yield* TestClock.adjust("4999 millis")
      yield* nameOf("user_1")
      assert.strictEqual(now.asked, 1)
      yield* TestClock.adjust("1 millis")
      yield* Effect.replicateEffect(nameOf("user_2"), 5, { concurrency: "unbounded" })
      assert.strictEqual(now.asked, 2)
      assert.lengthOf(warnings, 1)
    }).pipe(Effect.provide(layer))
  })

  it.effect("recovers uses the store again, and logs one warning for each outage", () => {
    const { layer, now, warnings } = moody()
    return Effect.gen(function*() {
      for (const _ of [1, 2]) {
        now.mood = "fails"
        yield* nameOf("user_1")
        now.mood = "well"
        yield* TestClock.adjust("5 seconds")
        yield* nameOf("user_2")
        const before = (yield* asked).length
        yield* nameOf("user_2")
        assert.lengthOf(yield* asked, before)
      }
      assert.lengthOf(warnings, 2)
    }).pipe(Effect.provide(layer))
  })

  it.effect("hangs delays a call by 1 s", () => {
    const { layer, now } = moody()
    now.mood = "hangs"
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(nameOf("user_1"))
      yield* TestClock.adjust("999 millis")
      assert.deepStrictEqual(yield* asked, [])
      yield* TestClock.adjust("1 millis")
      assert.strictEqual(yield* Fiber.join(fiber), "before")
      assert.strictEqual(yield* nameOf("user_2"), "before")
    }).pipe(Effect.provide(layer))
  })

  it.effect.each([...badDays, ["hangs"] as const])(
    "%s at the end of a write delays it by at most 1 s, even when it is interrupted",
    ([mood]) => {
      const { layer, now } = moody()
      return Effect.gen(function*() {
        now.mood = mood
        const write = yield* Effect.fork(Users.disableMFA({ userId: "user_1" }))
        yield* TestClock.adjust("1 second")
        yield* Fiber.join(write)
        now.mood = "well"
        yield* TestClock.adjust("10 seconds")
        yield* nameOf("user_2")
        now.mood = mood
        yield* ClerkTest.fault({ delay: "1 hour" })
        const interrupted = yield* Effect.fork(Users.disableMFA({ userId: "user_1" }))
        yield* untilAsked(3)
        const end = yield* Effect.fork(Fiber.interrupt(interrupted))
        yield* TestClock.adjust("1 second")
        yield* Fiber.join(end)
      }).pipe(Effect.provide(layer))
    }
  )

  it.effect.each([...badDays, ["hangs"] as const])(
    "%s during a write ignores the entry of that user afterwards",
    ([mood]) => {
      const { layer, now } = moody()
      return Effect.gen(function*() {
        yield* Users.getMany(["user_1", "user_2", "user_3"])
        now.mood = mood
        yield* inTime(Users.update({ userId: "user_1", firstName: "after" }))
        yield* inTime(Users.delete({ userId: "user_2" }))
        now.mood = "well"
        yield* TestClock.adjust("10 seconds")
        assert.strictEqual(yield* nameOf("user_3"), "before")
        assert.strictEqual(yield* nameOf("user_1"), "after")
        assert.strictEqual((yield* Effect.flip(nameOf("user_2"))).status, 404)
        yield* nameOf("user_1")
        assert.deepStrictEqual((yield* asked).slice(3), ["get user_1", "get user_2"])
      }).pipe(Effect.provide(layer))
    }
  )
})

describe("a cache whose store is slow", () => {
  const waits = [["that is awaited", true], ["that is interrupted", false]] as const
  it.effect.each(waits)(
    "drops an outdated entry of a get %s, when the get began before an own write",
    ([, isWaitedFor]) => {
      const { contents, store } = stored()
      const answers: Array<() => void> = []
      const logged: Array<unknown> = []
      const late: Array<Effect.Effect<void, Persistence.PersistenceError>> = []
      const layer = UserCache.layerPersistence(patient).pipe(Layer.provide(persistence(() => ({
        ...store,
        // The first set command takes effect after the others, and its response is later still.
        setMany: (entries) =>
          late.length > 0 ? store.setMany(entries) : Effect.async((resume) => {
            late.push(store.setMany(entries))
            answers.push(() => resume(Effect.void))
          })
      }))))
      return Effect.gen(function*() {
        const old = yield* Effect.fork(nameOf("user_1"))
        yield* Effect.repeat(turn, { until: () => late.length > 0 })
        yield* isWaitedFor ? Effect.void : Fiber.interrupt(old)
        yield* Users.update({ userId: "user_1", firstName: "after" })
        yield* late[0]!
        assert.lengthOf(contents, 1)
        assert.strictEqual(yield* nameOf("user_1"), "after")
        yield* late[0]!
        answers[0]!()
        assert.strictEqual(Exit.isSuccess(yield* Fiber.await(old)), isWaitedFor)
        yield* Effect.repeatN(turn, 5)
        assert.lengthOf(contents, 0)
        assert.strictEqual(yield* nameOf("user_1"), "after")
        // An interrupted caller is not a failure of the store.
        assert.deepStrictEqual(logged, [])
      }).pipe(
        Effect.provide(over(layer)),
        Effect.provide(Logger.replace(Logger.defaultLogger, Logger.make(({ message }) => logged.push(message))))
      )
    }
  )
})

/** Clerk omits some null fields; this client does not. */
const withoutNulls = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(withoutNulls)
    : typeof value === "object" && value !== null
    ? Object.fromEntries(
      Object.entries(value).filter(([, inner]) => inner !== null).map(([key, inner]) => [key, withoutNulls(inner)])
    )
    : value

describe("an entry of a cache in a store", () => {
  it.effect("is a user in Clerk's own form under its id, with an expiry and without the secret key", () => {
    const { contents, store } = stored()
    const { layer, sent } = offline(() => Response.json(userGrace()))
    const storeIds: Array<string> = []
    const cache = UserCache.layerPersistence(patient).pipe(
      Layer.provide(persistence((storeId) => {
        storeIds.push(storeId)
        return store
      })),
      Layer.provide(Clerk.layer({ secretKey: Redacted.make("sk_test_canary") })),
      Layer.provide(layer)
    )
    return Effect.gen(function*() {
      yield* TestClock.setTime(1000)
      const answered = yield* Users.get({ userId: "user_2" })
      const kept = yield* Users.get({ userId: "user_2" })
      assert.lengthOf(sent, 1)
      assert.deepStrictEqual(plain(kept), plain(answered))
      assert.deepStrictEqual(kept.unknownFields, answered.unknownFields)
      assert.lengthOf(storeIds, 1)
      assert.match(storeIds[0]!, /^effect-clerk\/users\/[0-9a-f]{32}$/)
      assert.deepStrictEqual(withoutNulls(Object.fromEntries(contents)), {
        user_2: { value: { item: withoutNulls(userGrace()), storedAt: 1000 }, ttl: 660_000 }
      })
      assert.notInclude(JSON.stringify([...contents]), "canary")
    }).pipe(Effect.provide(cache))
  })

  const ttls: ReadonlyArray<readonly [UserCache.Options, number | undefined]> = [
    [{ timeToLive: "1 minute" }, 60_000],
    [{ timeToLive: "1500 micros" }, 2],
    [{ timeToLive: Infinity }, undefined],
    [{ timeToLive: "1 minute", staleOnError: Infinity }, undefined]
  ]
  it.effect.each(ttls)("expires with the options %j", ([options, ttl]) => {
    const { contents, layer } = moody(options)
    return Effect.gen(function*() {
      yield* nameOf("user_1")
      assert.deepStrictEqual([...contents.values()].map(({ ttl }) => ttl), [ttl])
    }).pipe(Effect.provide(layer))
  })

  const garbage: ReadonlyArray<readonly [what: string, value: unknown]> = [
    ["nothing", null],
    ["a text", "user_1"],
    ["an empty object", {}],
    ["an invalid user", { item: { id: "user_1" }, storedAt: 0 }],
    ["a user without a time", { item: { id: "user_1", created_at: 0, updated_at: 0 } }],
    ["another user", { item: { id: "user_2", created_at: 0, updated_at: 0 }, storedAt: 0 }]
  ]
  it.effect.each(garbage)("is ignored when it is %s", ([, value]) => {
    const { contents, layer, warnings } = moody()
    contents.set("user_1", { value, ttl: undefined })
    return Effect.gen(function*() {
      assert.strictEqual(yield* nameOf("user_1"), "before")
      assert.strictEqual(yield* nameOf("user_1"), "before")
      assert.lengthOf(yield* asked, 1)
      assert.deepStrictEqual(warnings, [])
    }).pipe(Effect.provide(layer))
  })

  it.effect("is replaced when it is not JSON", () => {
    const { store } = stored()
    let isJson = false
    const layer = UserCache.layerPersistence(patient).pipe(Layer.provide(persistence(() => ({
      ...store,
      getMany: (keys) =>
        isJson ? store.getMany(keys) : Effect.try({
          try: () => JSON.parse("user_1"),
          catch: (error) => Persistence.PersistenceBackingError.make("getMany", error)
        }),
      setMany: (entries) =>
        Effect.zipLeft(
          store.setMany(entries),
          Effect.sync(() => {
            isJson = true
          })
        )
    }))))
    return Effect.gen(function*() {
      yield* nameOf("user_1")
      yield* nameOf("user_1")
      assert.lengthOf(yield* asked, 1)
    }).pipe(Effect.provide(over(layer)))
  })
})
