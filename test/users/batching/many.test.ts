import { assert, describe, it } from "@effect/vitest"
import { Effect, HashMap, HashSet, Option } from "effect"
import { Http, Users } from "effect-clerk"
import { userAda } from "../../fixtures/index.ts"
import { directory, ids, refusal } from "../../support/directory.ts"
import { answering, failure, only } from "../../support/wire.ts"

describe("getMany", () => {
  const foundIn = (found: HashMap.HashMap<string, { readonly id: string }>) =>
    HashMap.toEntries(found).map(([key, { id }]) => {
      assert.strictEqual(key, id)
      return id
    })

  const cases: ReadonlyArray<
    readonly [name: string, wanted: Iterable<string>, found: ReadonlyArray<string>, sizes: ReadonlyArray<number>]
  > = [
    ["no ids", [], [], []],
    ["one id", ["user_1"], ["user_1"], [1]],
    ["ids of which some are unknown", ["user_1", "user_x", "user_2", "user_y"], ["user_1", "user_2"], [4]],
    ["unknown ids only", ["user_x", "user_y"], [], [2]],
    ["repeated ids", ["user_1", "user_2", "user_1", "user_x", "user_x"], ["user_1", "user_2"], [3]],
    ["250 ids, each twice", [...ids(250), ...ids(250)], ids(250), [100, 100, 50]],
    ["a set", new Set(["user_1", "user_2"]), ["user_1", "user_2"], [2]],
    ["a HashSet", HashSet.make("user_1", "user_2"), ["user_1", "user_2"], [2]],
    ["unusual ids", ["__proto__", "-x", "+x", "constructor"], ["__proto__", "-x", "+x", "constructor"], [4]]
  ]
  it.effect.each(cases)("of %s returns the users that exist", ([, wanted, found, sizes]) => {
    const clerk = directory({ unknown: ["user_x", "user_y"] })
    return Effect.gen(function*() {
      assert.sameMembers(foundIn(yield* Users.getMany(wanted)), [...found])
      assert.deepStrictEqual(clerk.sizes(), sizes)
      assert.lengthOf(clerk.gets(), 0)
    }).pipe(Effect.provide(clerk.layer))
  })

  it.effect("sends the ids with a limit", () => {
    const { layer, sent } = directory()
    return Effect.gen(function*() {
      yield* Users.getMany(["user_1", "-x"])
      assert.deepStrictEqual(sent.map(({ url }) => url), [
        "https://api.clerk.com/v1/users?user_id=user_1&user_id=%2B-x&limit=2"
      ])
    }).pipe(Effect.provide(layer))
  })

  it.effect("sends at most 10 lists at a time", () => {
    let now = 0
    let most = 0
    const { layer, sizes } = directory({
      instead: () =>
        Effect.gen(function*() {
          now += 1
          most = Math.max(most, now)
          yield* Effect.repeatN(Effect.yieldNow(), 20)
          now -= 1
        })
    })
    return Effect.gen(function*() {
      assert.strictEqual(HashMap.size(yield* Users.getMany(ids(3000))), 3000)
      assert.lengthOf(sizes(), 30)
      assert.strictEqual(most, 10)
    }).pipe(Effect.provide(layer))
  })

  it.effect("of 30,000 ids, each twice, takes less than 5 s", () => {
    const { layer, sent } = directory({ instead: () => Effect.sync(() => Response.json([])) })
    return Effect.gen(function*() {
      const start = performance.now()
      yield* Users.getMany([...ids(30_000), ...ids(30_000)])
      assert.lengthOf(sent, 300)
      assert.isBelow(performance.now() - start, 5000)
    }).pipe(Effect.provide(layer))
  })

  it.effect.each([["no characters", ""], ["half a surrogate pair", "\udc00"]] as const)(
    "with an id of %s fails without a request",
    ([, odd]) => {
      const { layer, sent } = directory()
      return Effect.gen(function*() {
        assert.strictEqual((yield* failure(Users.getMany(["user_1", odd])))._tag, "InvalidRequest")
        assert.lengthOf(sent, 0)
      }).pipe(Effect.provide(layer))
    }
  )

  it.effect.each([["a string", "user_1"], ["null", null], ["undefined", undefined], ["a number", 7]] as const)(
    "of %s instead of ids fails without a request",
    ([, wanted]) => {
      const { layer, sent } = directory()
      return Effect.gen(function*() {
        const error = yield* Effect.flip(Users.getMany(wanted as string))
        assert.strictEqual(error.message, "users.getMany (GET /users) was not sent: Expected the ids of users")
        assert.lengthOf(sent, 0)
      }).pipe(Effect.provide(layer))
    }
  )

  it.effect("fails when one of its lists does", () => {
    const { layer } = directory({
      instead: ({ list }) => list?.includes("user_150") === true ? Effect.sync(() => refusal(500, "no")) : undefined
    })
    return Effect.gen(function*() {
      assert.strictEqual((yield* Effect.flip(Users.getMany(ids(250)))).status, 500)
    }).pipe(Effect.provide(layer))
  })

  it.effect("leaves out users that cannot be decoded, and reports them as a list does", () => {
    const { gets, layer } = directory({ unreadable: ["user_2"] })
    const reported: Array<string> = []
    return Effect.gen(function*() {
      const found = yield* Effect.provideService(
        Users.getMany(ids(3)),
        Http.OnDecodeError,
        ({ reason }) => Effect.sync(() => reported.push(reason._tag))
      )
      assert.sameMembers(foundIn(found), ["user_1", "user_3"])
      assert.deepStrictEqual([reported, gets()], [["InvalidResponse"], []])
    }).pipe(Effect.provide(layer))
  })
})

const finds = [
  ["findByEmailAddress", Users.findByEmailAddress, "email_address"],
  ["findByPhoneNumber", Users.findByPhoneNumber, "phone_number"],
  ["findByUsername", Users.findByUsername, "username"],
  ["findByWeb3Wallet", Users.findByWeb3Wallet, "web3_wallet"],
  ["findByExternalId", Users.findByExternalId, "external_id"]
] as const

describe.each(finds)("%s", (name, find, parameter) => {
  const signed = name === "findByExternalId" ? "%2B" : ""
  const wires: ReadonlyArray<readonly [value: string, wire: string]> = [
    ["ada@example.com", "ada%40example.com"],
    ["ada+tag@example.com", "ada%2Btag%40example.com"],
    ["-5", `${signed}-5`],
    ["+5", `${signed}%2B5`],
    ["a&limit=500#", "a%26limit%3D500%23"],
    ["__proto__", "__proto__"]
  ]
  it.effect.each(wires)("B16, B17: sends one request for %s, which matches itself only", ([value, wire]) => {
    const { layer, sent } = answering({ body: [userAda()] })
    return Effect.gen(function*() {
      assert.strictEqual(Option.getOrThrow(yield* find(value)).id, userAda().id)
      assert.strictEqual(only(sent).url, `https://api.clerk.com/v1/users?${parameter}=${wire}&limit=1`)
    }).pipe(Effect.provide(layer))
  })

  it.effect("returns None when there is no such user", () => {
    const { layer, sent } = answering({ body: [] })
    return Effect.gen(function*() {
      assert.isTrue(Option.isNone(yield* find("nobody")))
      only(sent)
    }).pipe(Effect.provide(layer))
  })

  it.effect("fails when the user cannot be decoded", () => {
    const { layer } = answering({ body: [{ ...userAda(), created_at: null }] })
    return Effect.gen(function*() {
      assert.strictEqual((yield* failure(find("ada")))._tag, "InvalidResponse")
    }).pipe(Effect.provide(layer))
  })

  it.effect("fails without a request for an empty value", () => {
    const { layer, sent } = answering({ body: [userAda()] })
    return Effect.gen(function*() {
      assert.strictEqual((yield* failure(find("")))._tag, "InvalidRequest")
      assert.lengthOf(sent, 0)
    }).pipe(Effect.provide(layer))
  })

  it.effect("fails with the error response of Clerk", () => {
    const { layer } = answering({ status: 422, body: { errors: [] } })
    return Effect.gen(function*() {
      assert.strictEqual((yield* Effect.flip(find("ada"))).status, 422)
    }).pipe(Effect.provide(layer))
  })
})
