/** How the writes of this client update a cache of users. */
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

describe.each(caches)("own writes with a cache in %s", (_, cache) => {
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
        const isReplaced = status === 200 && (userOperations[name].success === User || name.startsWith("bulk"))
        assert.strictEqual((yield* asked).at(-1)!.split(" ")[0], isReplaced ? name : "get")
      }).pipe(Effect.provide(over(cache(hour))))
  )

  it.effect("store the user that create returns", () =>
    Effect.gen(function*() {
      const { id } = yield* Users.create({ emailAddress: ["ada@example.com"], firstName: "Ada" })
      assert.strictEqual(yield* nameOf(id), "Ada")
      assert.deepStrictEqual(yield* asked, ["create"])
    }).pipe(Effect.provide(over(cache(hour)))))

  it.effect("drop the entries of all ids of a bulk operation that fails", () =>
    Effect.gen(function*() {
      yield* Users.getMany(["user_1", "user_2", "user_3"])
      yield* Effect.forEach(["user_1", "user_2"], (userId) => renamed(userId, "after"))
      yield* ClerkTest.fault({ operation: "users.bulkBan", status: 402 })
      yield* Effect.flip(Users.bulkBan({ userIds: ["user_1", "user_2"] }))
      const found = yield* Users.getMany(["user_1", "user_2", "user_3"])
      assert.deepStrictEqual(
        HashMap.toEntries(HashMap.map(found, ({ firstName }) => firstName)).toSorted(),
        [["user_1", "after"], ["user_2", "after"], ["user_3", "before"]]
      )
    }).pipe(Effect.provide(over(cache(hour)))))

  it.effect("keep the entries of all other users", () =>
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
  it.effect.each(failures)("drop the entry when a write %s", ([, fault, name]) =>
    Effect.gen(function*() {
      yield* nameOf("user_1")
      yield* ClerkTest.fault({ operation: "users.update", ...fault })
      yield* Effect.flip(Users.update({ userId: "user_1", firstName: "after" }))
      assert.strictEqual(yield* nameOf("user_1"), name)
      assert.deepStrictEqual(yield* asked, ["get user_1", "update user_1", "get user_1"])
    }).pipe(Effect.provide(over(cache(hour)))))

  it.effect("drop the entry when a write is interrupted", () =>
    Effect.gen(function*() {
      yield* nameOf("user_1")
      yield* ClerkTest.fault({ operation: "users.update", delay: "1 second" })
      const fiber = yield* Effect.fork(Users.update({ userId: "user_1", firstName: "after" }))
      yield* untilAsked(2)
      yield* Fiber.interrupt(fiber)
      yield* nameOf("user_1")
      assert.deepStrictEqual(yield* asked, ["get user_1", "update user_1", "get user_1"])
    }).pipe(Effect.provide(over(cache(hour)))))

  it.effect("drop the entry when two writes overlap", () =>
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
    "do not let a %s in flight store an outdated user",
    ([, get]) =>
      Effect.gen(function*() {
        yield* ClerkTest.fault({ delay: "1 second" })
        const fiber = yield* Effect.fork(get)
        yield* untilAsked(1)
        yield* Users.update({ userId: "user_1", firstName: "after" })
        // The response is the one of a Clerk that read the user before the write.
        yield* renamed("user_1", "before")
        yield* TestClock.adjust("1 second")
        yield* Fiber.join(fiber)
        assert.strictEqual(yield* nameOf("user_1"), "after")
        assert.lengthOf(yield* asked, 3)
      }).pipe(Effect.provide(over(cache(hour))))
  )

  it.effect("make a later get send its own request instead of sharing an earlier one", () =>
    Effect.gen(function*() {
      yield* ClerkTest.fault({ operation: "users.get", delay: "1 hour" })
      yield* Effect.fork(nameOf("user_1"))
      yield* untilAsked(1)
      yield* Users.disableMFA({ userId: "user_1" })
      assert.strictEqual(yield* nameOf("user_1"), "before")
      assert.deepStrictEqual(yield* asked, ["get user_1", "disableMFA user_1", "get user_1"])
    }).pipe(Effect.provide(over(cache(hour)))))
})
