/** What a cache of users makes of what this client writes. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, HashMap, Option, TestClock } from "effect"
import { User, userOperations, Users } from "effect-clerk"
import { ClerkTest, type Fault } from "effect-clerk/testing"
import { asked, caches, nameOf, Others, over, untilAsked } from "../../support/cache.ts"
import { calls, names } from "../../support/calls.ts"

const hour = { timeToLive: "1 hour" } as const

const writes = names.filter((name) => userOperations[name].method !== "GET" && name !== "create")

const renamed = (userId: string, firstName: string) =>
  Effect.flatMap(Others, (others) => others.update({ userId, firstName }))

describe.each(caches)("own writes and a cache in %s", (_, cache) => {
  it.effect.each(writes)(
    "%s replaces the user with the one whom it answers, or drops the user",
    (name) =>
      Effect.gen(function*() {
        yield* nameOf("user_1")
        yield* renamed("user_1", "after")
        yield* Effect.ignore(calls[name] as Effect.Effect<unknown, unknown, Users>)
        const { status } = (yield* ClerkTest.requests).at(-1)!
        const seen = yield* Effect.option(nameOf("user_1"))
        assert.deepStrictEqual(
          Option.toArray(seen),
          name === "delete" ? [] : name === "update" ? ["Ada"] : ["after"]
        )
        const isReplaced = status === 200 && userOperations[name].success === User
        assert.strictEqual((yield* asked).at(-1), isReplaced ? `${name} user_1` : "get user_1")
      }).pipe(Effect.provide(over(cache(hour))))
  )

  it.effect("create keeps the new user", () =>
    Effect.gen(function*() {
      const { id } = yield* Users.create({ emailAddress: ["ada@example.com"], firstName: "Ada" })
      assert.strictEqual(yield* nameOf(id), "Ada")
      assert.deepStrictEqual(yield* asked, ["create"])
    }).pipe(Effect.provide(over(cache(hour)))))

  it.effect("leave all other users kept", () =>
    Effect.gen(function*() {
      yield* Users.getMany(["user_1", "user_2"])
      yield* Users.update({ userId: "user_1", firstName: "after" })
      const found = yield* Users.getMany(["user_1", "user_2"])
      assert.deepStrictEqual(
        HashMap.toEntries(HashMap.map(found, ({ firstName }) => firstName)).toSorted(),
        [["user_1", "after"], ["user_2", "before"]]
      )
      assert.lengthOf(yield* asked, 2)
    }).pipe(Effect.provide(over(cache(hour)))))

  const failures: ReadonlyArray<readonly [what: string, fault: Fault, name: string]> = [
    ["is refused", { status: 422 }, "before"],
    ["answers 500", { status: 500 }, "before"],
    ["loses its answer", { drop: "after" }, "after"]
  ]
  it.effect.each(failures)("one that %s drops the user", ([, fault, name]) =>
    Effect.gen(function*() {
      yield* nameOf("user_1")
      yield* ClerkTest.fault({ operation: "users.update", ...fault })
      yield* Effect.flip(Users.update({ userId: "user_1", firstName: "after" }))
      assert.strictEqual(yield* nameOf("user_1"), name)
      assert.deepStrictEqual(yield* asked, ["get user_1", "update user_1", "get user_1"])
    }).pipe(Effect.provide(over(cache(hour)))))

  it.effect("one that is interrupted drops the user", () =>
    Effect.gen(function*() {
      yield* nameOf("user_1")
      yield* ClerkTest.fault({ operation: "users.update", delay: "1 second" })
      const fiber = yield* Effect.fork(Users.update({ userId: "user_1", firstName: "after" }))
      yield* untilAsked(2)
      yield* Fiber.interrupt(fiber)
      yield* nameOf("user_1")
      assert.deepStrictEqual(yield* asked, ["get user_1", "update user_1", "get user_1"])
    }).pipe(Effect.provide(over(cache(hour)))))

  it.effect("two at once, whose answers may come in any order, leave nothing", () =>
    Effect.gen(function*() {
      yield* ClerkTest.fault({ operation: "users.update", delay: "2 seconds" })
      yield* ClerkTest.fault({ operation: "users.update", delay: "1 second" })
      const first = yield* Effect.fork(Users.update({ userId: "user_1", firstName: "later" }))
      yield* untilAsked(1)
      const second = yield* Effect.fork(Users.update({ userId: "user_1", firstName: "sooner" }))
      yield* untilAsked(2)
      yield* TestClock.adjust("1 second")
      yield* Fiber.join(second)
      yield* TestClock.adjust("1 second")
      yield* Fiber.join(first)
      assert.strictEqual(yield* nameOf("user_1"), "later")
      assert.strictEqual((yield* asked).at(-1), "get user_1")
    }).pipe(Effect.provide(over(cache(hour)))))

  const gets: ReadonlyArray<readonly [what: string, get: Effect.Effect<unknown, unknown, Users>]> = [
    ["get", nameOf("user_1")],
    ["getMany", Users.getMany(["user_1", "user_2"])]
  ]
  it.effect.each(gets)(
    "a %s that is on its way meanwhile is not kept in their place",
    ([, get]) =>
      Effect.gen(function*() {
        yield* ClerkTest.fault({ delay: "1 second" })
        const fiber = yield* Effect.fork(get)
        yield* untilAsked(1)
        yield* Users.update({ userId: "user_1", firstName: "after" })
        // What comes is what it would be if Clerk had read the user before.
        yield* renamed("user_1", "before")
        yield* TestClock.adjust("1 second")
        yield* Fiber.join(fiber)
        assert.strictEqual(yield* nameOf("user_1"), "after")
        assert.lengthOf(yield* asked, 3)
      }).pipe(Effect.provide(over(cache(hour))))
  )

  it.effect("a get that begins after one does not wait for what was asked before it", () =>
    Effect.gen(function*() {
      yield* ClerkTest.fault({ operation: "users.get", delay: "1 hour" })
      yield* Effect.fork(nameOf("user_1"))
      yield* untilAsked(1)
      yield* Users.disableMFA({ userId: "user_1" })
      assert.strictEqual(yield* nameOf("user_1"), "before")
      assert.deepStrictEqual(yield* asked, ["get user_1", "disableMFA user_1", "get user_1"])
    }).pipe(Effect.provide(over(cache(hour)))))
})
