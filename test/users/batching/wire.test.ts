import { assert, describe, it } from "@effect/vitest"
import { Effect, Either, Layer, Option } from "effect"
import { type ClerkErrors, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { directory, ids } from "../../support/directory.ts"

const get = (userId: string) => Users.get({ userId })
const idOf = ({ id }: { readonly id: string }) => id

describe("a batch of gets", () => {
  it.effect("sends one list, with a repeated key for the ids and a limit", () => {
    const { layer, sent } = directory()
    return Effect.gen(function*() {
      const users = yield* Effect.forEach(ids(3), get, { batching: true })
      assert.deepStrictEqual(users.map(idOf), ["user_1", "user_2", "user_3"])
      assert.deepStrictEqual(sent.map(({ url }) => url), [
        "https://api.clerk.com/v1/users?user_id=user_1&user_id=user_2&user_id=user_3&limit=3"
      ])
    }).pipe(Effect.provide(layer))
  })

  const cases: ReadonlyArray<readonly [name: string, wanted: ReadonlyArray<string>, sizes: ReadonlyArray<number>]> = [
    ["of no ids", [], []],
    ["of one id", ids(1), [1]],
    ["of one id, twice", ["user_1", "user_1"], [1]],
    ["of one hundred", ids(100), [100]],
    ["of one hundred and one", ids(101), [100, 1]],
    ["of 250", ids(250), [100, 100, 50]],
    ["of 250, each twice", [...ids(250), ...ids(250)], [100, 100, 50]],
    ["of 1,000", ids(1000), Array(10).fill(100)]
  ]
  it.effect.each(cases)("%s sends as few lists as possible, and returns users in order", ([, wanted, sizes]) => {
    const clerk = directory()
    return Effect.gen(function*() {
      const users = yield* Effect.forEach(wanted, get, { batching: true })
      assert.deepStrictEqual(users.map(idOf), wanted)
      assert.deepStrictEqual(clerk.sizes(), sizes)
      assert.lengthOf(clerk.gets(), sizes.filter((size) => size === 1).length)
    }).pipe(Effect.provide(clerk.layer))
  })

  it.effect("returns the same user to all gets of one id", () => {
    const { layer, sent } = directory()
    return Effect.gen(function*() {
      const [one, , two] = yield* Effect.forEach(["user_1", "user_2", "user_1"], get, { batching: true })
      assert.strictEqual(one, two)
      assert.deepStrictEqual(sent.map(({ list }) => list), [["user_1", "user_2"]])
    }).pipe(Effect.provide(layer))
  })

  it.effect("B29: of 100 ids returns 100 users", () => {
    const { layer, sizes } = directory()
    return Effect.gen(function*() {
      const users = yield* Effect.forEach(ids(100), get, { batching: true })
      assert.deepStrictEqual(users.map(idOf), ids(100))
      assert.deepStrictEqual(sizes(), [100])
    }).pipe(Effect.provide(layer))
  })

  const unknown = ["user_7", "user_507", "user_999"]

  it.effect("B29: of 1,000 ids with 3 unknown returns 997 users and 3 errors of Clerk, with 13 requests", () => {
    const { gets, layer, lists, sent } = directory({ unknown })
    return Effect.gen(function*() {
      const results = yield* Effect.forEach(ids(1000), (userId) => Effect.either(get(userId)), { batching: true })
      assert.deepStrictEqual(
        results.map(Either.match({ onLeft: ({ _tag, status }) => `${_tag} ${status}`, onRight: idOf })),
        ids(1000).map((id) => unknown.includes(id) ? "ClerkErrors 404" : id)
      )
      const { attempts, errors, method, operation, path } = Either.getOrThrow(Either.flip(results[6]!)) as ClerkErrors
      assert.deepStrictEqual({ attempts, method, operation, path, code: errors[0]?.code }, {
        attempts: 1,
        method: "GET",
        operation: "users.get",
        path: "/users/:userId",
        code: "resource_not_found"
      })
      assert.sameMembers([...gets()], unknown)
      assert.lengthOf(lists(), 10)
      assert.lengthOf(sent, 13)
    }).pipe(Effect.provide(layer))
  })

  it.effect("B29: of 100 ids with 3 unknown, over the in-memory Clerk, returns 97 users and 3 errors, with 4 requests", () =>
    Effect.gen(function*() {
      yield* ClerkTest.seed(Array.from({ length: 97 }, (_, index) => ({ username: `user${index}` })))
      const users = yield* Users.list({ limit: 500 })
      const results = yield* Effect.forEach(
        ["user_x", ...users.map(idOf), "user_y", "user_z"],
        (userId) => Effect.either(get(userId)),
        { batching: true }
      )
      assert.deepStrictEqual(
        results.map(Either.match({ onLeft: ({ message }) => message.includes("404"), onRight: idOf })),
        [true, ...users.map(idOf), true, true]
      )
      const requests = yield* ClerkTest.requests
      assert.deepStrictEqual(
        requests.slice(1).map(({ operation, status }) => `${operation} ${status}`),
        ["users.list 200", "users.get 404", "users.get 404", "users.get 404"]
      )
    }).pipe(Effect.provide(ClerkTest.layer())))

  it.effect("fails with the error of its first unknown id, like any loop", () => {
    const { layer } = directory({ unknown: ["user_2"] })
    return Effect.gen(function*() {
      const error = yield* Effect.flip(Effect.forEach(ids(3), get, { batching: true }))
      assert.strictEqual(
        error.message.split("\n")[0],
        "users.get (GET /users/:userId) answered 404: No. (resource_not_found)"
      )
    }).pipe(Effect.provide(layer))
  })

  it.effect("of users of two instances sends a list to each", () => {
    const [one, two] = [directory(), directory({ unknown: ids(1) })]
    const bothOf = Effect.gen(function*() {
      const first = yield* Effect.provide(Users, one.layer)
      const second = yield* Effect.provide(Users, two.layer)
      return yield* Effect.forEach(
        ids(2).flatMap((userId) => [first.get({ userId }), second.get({ userId })]),
        Effect.either,
        { batching: true }
      )
    })
    return Effect.gen(function*() {
      const found = yield* Effect.withRequestCaching(bothOf, true)
      assert.deepStrictEqual(found.map(Either.isRight), [true, false, true, true])
      assert.deepStrictEqual([one.lists(), two.lists()], [[ids(2)], [ids(2)]])
    })
  })

  it.effect("sends a request for users that were got before, although Effect caches other requests", () => {
    const { layer, lists } = directory()
    const twice = Effect.repeatN(Effect.forEach(ids(2), get, { batching: true }), 1)
    return Effect.gen(function*() {
      yield* Effect.withRequestCaching(twice, true)
      assert.deepStrictEqual(lists(), [ids(2), ids(2)])
    }).pipe(Effect.provide(layer))
  })

  it.effect("sends a get for each user when the layer is provided to each get", () => {
    const { gets, layer } = directory()
    return Effect.gen(function*() {
      yield* Effect.forEach(ids(2), (userId) => Effect.provide(get(userId), layer), { batching: true })
      assert.sameMembers([...gets()], [...ids(2)])
    })
  })
})

describe("a batch among other effects", () => {
  it.effect("continues each effect with its own user", () =>
    Effect.gen(function*() {
      yield* ClerkTest.seed([{ username: "ada" }, { username: "grace" }, { username: "joan" }])
      const users = yield* Users.list()
      const renamed = yield* Effect.forEach(
        users,
        ({ id }) => Effect.flatMap(get(id), ({ username }) => Users.update({ userId: id, firstName: username })),
        { batching: true }
      )
      assert.deepStrictEqual(renamed.map(({ firstName }) => firstName), users.map(({ username }) => username))
      const requests = yield* ClerkTest.requests
      assert.deepStrictEqual(
        requests.map(({ operation }) => operation),
        ["users.list", "users.list", "users.update", "users.update", "users.update"]
      )
    }).pipe(Effect.provide(ClerkTest.layer())))

  it.effect("creates its spans within the span around it", () => {
    const spans: Array<readonly [name: string, parent: string]> = []
    const { layer } = directory({
      unknown: ["user_2"],
      instead: () =>
        Effect.map(Effect.orDie(Effect.currentSpan), ({ name, parent }) => {
          spans.push([name, Option.match(parent, { onNone: () => "", onSome: (it) => "name" in it ? it.name : "" })])
        })
    })
    return Effect.gen(function*() {
      yield* Effect.forEach(ids(2), (userId) => Effect.either(get(userId)), { batching: true }).pipe(
        Effect.withSpan("around")
      )
      assert.deepStrictEqual(spans, [["Clerk.users.list", "around"], ["Clerk.users.get", "around"]])
    }).pipe(Effect.provide(layer))
  })
})

describe("gets are batched", () => {
  const [a, b, c] = ["user_1", "user_2", "user_3"] as const

  const combinators: ReadonlyArray<
    readonly [name: string, effect: Effect.Effect<unknown, unknown, Users>, lists: ReadonlyArray<ReadonlyArray<string>>]
  > = [
    ["forEach, discarding", Effect.forEach([a, b, c], get, { batching: true, discard: true }), [[a, b, c]]],
    ["forEach, 2 at a time", Effect.forEach([a, b, c], get, { batching: true, concurrency: 2 }), [[a, b, c]]],
    ["forEach, all at a time", Effect.forEach([a, b], get, { batching: true, concurrency: "unbounded" }), [[a, b]]],
    ["all of a tuple", Effect.all([get(a), get(b)], { batching: true }), [[a, b]]],
    ["all of a struct", Effect.all({ a: get(a), b: get(b), c: get(c) }, { batching: true }), [[a, b, c]]],
    ["all with mode", Effect.all([get(a), get(b)], { batching: true, mode: "either" }), [[a, b]]],
    ["zip", Effect.zip(get(a), get(b), { batching: true }), [[a, b]]],
    ["zipWith", Effect.zipWith(get(a), get(b), (a, b) => [a, b], { batching: true, concurrent: true }), [[a, b]]],
    ["validate", Effect.validate(get(a), get(b), { batching: true }), [[a, b]]],
    [
      "filter, all at a time",
      Effect.filter([a, b], (id) => Effect.as(get(id), true), { batching: true, concurrency: "unbounded" }),
      [[a, b]]
    ],
    [
      "inherit, where batching is on",
      Effect.withRequestBatching(Effect.forEach([a, b], get, { batching: "inherit" }), true),
      [[a, b]]
    ],
    [
      "inherit, where batching is off",
      Effect.withRequestBatching(Effect.forEach([a, b], get, { batching: "inherit" }), false),
      []
    ],
    ["batching is on, but not asked for", Effect.withRequestBatching(Effect.forEach([a, b], get), true), []],
    [
      "inherit, beneath a layer",
      Effect.provide(Effect.forEach([a, b], get, { batching: "inherit" }), Layer.setRequestBatching(true)),
      [[a, b]]
    ]
  ]
  it.effect.each(combinators)("by %s", ([, effect, lists]) => {
    const clerk = directory()
    return Effect.gen(function*() {
      yield* effect
      assert.deepStrictEqual(clerk.lists(), lists)
      assert.deepStrictEqual(clerk.gets(), lists.length > 0 ? [] : [a, b])
    }).pipe(Effect.provide(clerk.layer))
  })
})
