import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, TestClock } from "effect"
import { Users } from "effect-clerk"
import type { ListFilters, User } from "effect-clerk"
import type { UserSeed } from "effect-clerk/testing"
import { ClerkTest } from "effect-clerk/testing"
import { errorResponseOf } from "../users/behaviour.ts"

const at = (millis: number) => DateTime.unsafeMake(millis)

const people: ReadonlyArray<UserSeed> = [
  {
    id: "user_ada",
    username: "ada",
    externalId: "1",
    firstName: "Ada",
    lastName: "Lovelace",
    emailAddress: ["ada@example.com", "countess@example.org"],
    phoneNumber: ["+15555550101"],
    createdAt: at(1000),
    lastSignInAt: at(5000),
    lastActiveAt: at(9000),
    externalAccounts: [{ provider: "oauth_google", providerUserId: "g1" }],
    organizationMemberships: [{ organization: { id: "org_1" } }, { organization: { id: "org_2" } }]
  },
  {
    id: "user_grace",
    username: "Grace",
    externalId: "2",
    firstName: "Grace",
    lastName: "Hopper",
    emailAddress: ["grace@example.com"],
    web3Wallet: ["0xGrace"],
    createdAt: at(2000),
    lastSignInAt: at(4000),
    banned: true,
    externalAccounts: [{ provider: "oauth_github", providerUserId: "g1" }],
    organizationMemberships: [{ organization: { id: "org_1" } }]
  },
  {
    id: "user_mary",
    externalId: "-5",
    firstName: "mary",
    phoneNumber: ["+15555550102"],
    createdAt: at(3000),
    lastActiveAt: at(8000)
  },
  { id: "user_nobody", createdAt: at(3000) }
]

const withPeople = Effect.provide(ClerkTest.layer({ users: people }))

const ids = (users: ReadonlyArray<User>) => users.map((user) => user.id.replace("user_", "")).join(" ")

describe("the filters of list and count", () => {
  const cases: ReadonlyArray<readonly [filters: ListFilters, found: string]> = [
    [{}, "nobody mary grace ada"],
    [{ emailAddress: ["ADA@example.com", "grace@example.com"] }, "grace ada"],
    [{ emailAddress: ["countess@example.org"] }, "ada"],
    [{ emailAddress: ["example.com"] }, ""],
    [{ phoneNumber: ["+15555550102", "+15555550109"] }, "mary"],
    [{ username: ["grace"] }, "grace"],
    [{ web3Wallet: ["0xgrace"] }, "grace"],
    [{ userId: ["user_ada", "user_mary", "user_gone"] }, "mary ada"],
    [{ userId: [{ exclude: "user_ada" }, { exclude: "user_mary" }] }, "nobody grace"],
    [{ userId: ["user_ada", "user_mary", { exclude: "user_mary" }] }, "ada"],
    [{ externalId: ["-5"] }, "mary"],
    [{ externalId: [{ exclude: "-5" }] }, "nobody grace ada"],
    [{ organizationId: ["org_1"] }, "grace ada"],
    [{ organizationId: ["org_1", { exclude: "org_2" }] }, "grace"],
    [{ query: "GRACE" }, "grace"],
    [{ query: "example.org" }, "ada"],
    [{ query: "5555501" }, "mary ada"],
    [{ query: "user_n" }, "nobody"],
    [{ query: "ada love" }, "ada"],
    [{ emailAddressQuery: "Example.COM" }, "grace ada"],
    [{ phoneNumberQuery: "0102" }, "mary"],
    [{ usernameQuery: "A" }, "grace ada"],
    [{ nameQuery: "hop" }, "grace"],
    [{ nameQuery: "example" }, ""],
    [{ banned: true }, "grace"],
    [{ banned: false }, "nobody mary ada"],
    [{ createdAtBefore: at(2000) }, "ada"],
    [{ createdAtAfter: at(2000) }, "nobody mary"],
    [{ lastSignInAtBefore: at(5000) }, "grace"],
    [{ lastSignInAtAfter: at(0) }, "grace ada"],
    [{ lastActiveAtBefore: at(9000) }, "mary"],
    [{ lastActiveAtAfter: at(8000) }, "ada"],
    [{ lastActiveAtSince: at(8000) }, "mary ada"],
    [{ provider: "oauth_google", providerUserId: ["g1"] }, "ada"],
    [{ banned: false, createdAtAfter: at(1000), query: "mary" }, "mary"]
  ]
  for (const [filters, found] of cases) {
    it.effect(`${JSON.stringify(filters)} match ${found || "no user"}`, () =>
      Effect.gen(function*() {
        assert.strictEqual(ids(yield* Users.list(filters)), found)
        const { externalId, userId, ...rest } = filters
        if (externalId === undefined && userId === undefined) {
          assert.strictEqual((yield* Users.count(rest)).totalCount, found.split(" ").filter(Boolean).length)
        }
      }).pipe(withPeople))
  }
})

describe("orderBy", () => {
  const cases: ReadonlyArray<readonly [orderBy: NonNullable<ListFilters["orderBy"]>, found: string]> = [
    ["created_at", "ada grace mary nobody"],
    ["+created_at", "ada grace mary nobody"],
    ["-created_at", "nobody mary grace ada"],
    ["email_address", "ada grace nobody mary"],
    ["-email_address", "grace ada nobody mary"],
    ["first_name", "ada grace mary nobody"],
    ["-first_name", "mary grace ada nobody"],
    ["last_name", "grace ada nobody mary"],
    ["phone_number", "ada mary nobody grace"],
    ["-phone_number", "mary ada nobody grace"],
    ["username", "ada grace nobody mary"],
    ["web3wallet", "grace nobody mary ada"],
    ["last_active_at", "mary ada nobody grace"],
    ["-last_active_at", "ada mary nobody grace"],
    ["last_sign_in_at", "grace ada nobody mary"],
    ["-last_sign_in_at", "ada grace nobody mary"]
  ]
  for (const [orderBy, found] of cases) {
    it.effect(`${orderBy} sorts ${found}`, () =>
      Effect.gen(function*() {
        assert.strictEqual(ids(yield* Users.list({ orderBy })), found)
      }).pipe(withPeople))
  }

  it.effect("updated_at sorts by the time of the last change", () =>
    Effect.gen(function*() {
      yield* TestClock.adjust("1 hour")
      yield* Users.ban({ userId: "user_grace" })
      assert.strictEqual(ids(yield* Users.list({ orderBy: "-updated_at" })), "grace nobody mary ada")
      assert.strictEqual(ids(yield* Users.list({ orderBy: "updated_at" })), "nobody mary ada grace")
    }).pipe(withPeople))

  it.effect("created_at sorts users of the same millisecond by the order of creation", () =>
    Effect.gen(function*() {
      for (const username of ["a", "b", "c"]) {
        yield* Users.create({ username })
      }
      const names = (filters: ListFilters) => Effect.map(Users.list(filters), (users) => users.map((it) => it.username))
      assert.deepStrictEqual(yield* names({}), ["c", "b", "a"])
      assert.deepStrictEqual(yield* names({ orderBy: "+created_at" }), ["a", "b", "c"])
    }).pipe(Effect.provide(ClerkTest.layer())))
})

describe("pages of list", () => {
  const many = Array.from({ length: 25 }, (_, index): UserSeed => ({ externalId: String(index) }))
  const withMany = Effect.provide(ClerkTest.layer({ users: many }))
  const externalIds = (filters?: ListFilters) =>
    Effect.map(Users.list(filters), (users) => users.map((it) => Number(it.externalId)))

  it.effect("have ten users by default", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* externalIds(), [24, 23, 22, 21, 20, 19, 18, 17, 16, 15])
      assert.deepStrictEqual(yield* externalIds({ offset: 23 }), [1, 0])
      assert.lengthOf(yield* Users.list({ limit: 500 }), 25)
    }).pipe(withMany))

  it.effect("follow a cursor in both directions while users are created", () =>
    Effect.gen(function*() {
      const paginate = Effect.fnUntraced(function*(orderBy: "+created_at" | "-created_at") {
        const seen: Array<number> = []
        let startingAfter: string | undefined
        while (true) {
          const page = yield* Users.list({ orderBy, startingAfter, limit: 7 })
          seen.push(...page.map((it) => Number(it.externalId)))
          yield* Users.create({ username: `meanwhile_${orderBy}_${seen.length}`, createdAt: at(-1) })
          if (page.length < 7) {
            return seen
          }
          startingAfter = page.at(-1)!.id
        }
      })
      assert.deepStrictEqual((yield* paginate("+created_at")).slice(0, 25), many.map((_, index) => index))
      assert.deepStrictEqual((yield* paginate("-created_at")).slice(0, 25), many.map((_, index) => 24 - index))
    }).pipe(withMany))

  it.effect("accept a cursor that does not match the filters, and reject one that does not exist", () =>
    Effect.gen(function*() {
      assert.strictEqual(
        ids(yield* Users.list({ startingAfter: "user_mary", emailAddressQuery: "example" })),
        "grace ada"
      )
      assert.deepStrictEqual(
        yield* errorResponseOf(Users.list({ startingAfter: "user_gone" })),
        [422, "form_resource_not_found", "starting_after"]
      )
    }).pipe(withPeople))
})
