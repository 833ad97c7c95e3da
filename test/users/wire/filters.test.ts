import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect } from "effect"
import type { CountFilters, ListFilters } from "effect-clerk"
import { Users } from "effect-clerk"
import { userAda } from "../../fixtures/index.ts"
import type { Failure } from "../../support/wire.ts"
import { answering, failure, only, plain } from "../../support/wire.ts"

/** A value for each parameter, and the query string that it becomes. */
type Queries<Filters> = { readonly [Name in keyof Filters]-?: readonly [value: Filters[Name], query: string] }

const moment = DateTime.unsafeMake("2025-01-01T00:00:00.000Z")

const counted: Queries<CountFilters> = {
  emailAddress: [["ada+1@example.com", "b@c.d"], "email_address=ada%2B1%40example.com&email_address=b%40c.d"],
  phoneNumber: [["+15555550100"], "phone_number=%2B15555550100"],
  externalId: [["ada-1", "ada 2"], "external_id=ada-1&external_id=ada+2"],
  username: [["ada", "grace"], "username=ada&username=grace"],
  web3Wallet: [["0x71C7"], "web3_wallet=0x71C7"],
  userId: [["user_1", "user_2"], "user_id=user_1&user_id=user_2"],
  organizationId: [["org_1", { exclude: "org_2" }], "organization_id=org_1&organization_id=-org_2"],
  query: ["ada & co", "query=ada+%26+co"],
  emailAddressQuery: ["@example", "email_address_query=%40example"],
  phoneNumberQuery: ["+1", "phone_number_query=%2B1"],
  usernameQuery: ["ad", "username_query=ad"],
  nameQuery: ["Love", "name_query=Love"],
  banned: [true, "banned=true"],
  lastActiveAtBefore: [moment, "last_active_at_before=1735689600000"],
  lastActiveAtAfter: [moment, "last_active_at_after=1735689600000"],
  lastActiveAtSince: [moment, "last_active_at_since=1735689600000"],
  createdAtBefore: [moment, "created_at_before=1735689600000"],
  createdAtAfter: [moment, "created_at_after=1735689600000"],
  lastSignInAtBefore: [moment, "last_sign_in_at_before=1735689600000"],
  lastSignInAtAfter: [moment, "last_sign_in_at_after=1735689600000"],
  provider: ["oauth_google", "provider=oauth_google"],
  providerUserId: [["108", "109"], "provider_user_id=108&provider_user_id=109"]
}

const listed: Queries<ListFilters> = {
  ...counted,
  userId: [["user_1", { exclude: "user_2" }], "user_id=user_1&user_id=-user_2"],
  externalId: [["ada-1", { exclude: "ada-2" }], "external_id=ada-1&external_id=-ada-2"],
  limit: [500, "limit=500"],
  offset: [20, "offset=20"],
  startingAfter: ["user_1", "starting_after=user_1"],
  orderBy: ["+last_sign_in_at", "order_by=%2Blast_sign_in_at"]
}

const clerk = (body: unknown = []) => {
  const { layer, sent } = answering({ body })
  return {
    sent,
    ask: <A>(call: Effect.Effect<A, Failure, Users>) => Effect.map(Effect.provide(call, layer), () => only(sent).url),
    refuse: <A>(call: Effect.Effect<A, Failure, Users>) =>
      Effect.map(failure(Effect.provide(call, layer)), (reason) => {
        assert.strictEqual(reason._tag, "InvalidRequest")
        assert.deepStrictEqual(sent, [])
        return plain("issues" in reason ? reason.issues : [])
      })
  }
}

describe("the 26 parameters of list", () => {
  it.effect.each(Object.entries(listed))("%s", ([name, [value, query]]) =>
    Effect.gen(function*() {
      const url = yield* clerk().ask(Users.list({ [name]: value }))
      assert.strictEqual(url, `https://api.clerk.com/v1/users?${query}`)
    }))

  it("are all of them", () => {
    assert.lengthOf(Object.keys(listed), 26)
  })
})

describe("the 22 parameters of count", () => {
  it.effect.each(Object.entries(counted))("%s", ([name, [value, query]]) =>
    Effect.gen(function*() {
      const url = yield* clerk({ total_count: 1 }).ask(Users.count({ [name]: value }))
      assert.strictEqual(url, `https://api.clerk.com/v1/users/count?${query}`)
    }))

  it("are all of them", () => {
    assert.lengthOf(Object.keys(counted), 22)
  })
})

describe("list", () => {
  it.effect("sends no query when nothing is asked for", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* clerk().ask(Users.list()), "https://api.clerk.com/v1/users")
      assert.strictEqual(yield* clerk().ask(Users.list({ query: undefined })), "https://api.clerk.com/v1/users")
    }))

  it.effect("B13: false, 0 and the empty text are sent", () =>
    Effect.gen(function*() {
      const epoch = DateTime.unsafeMake(0)
      assert.strictEqual(
        yield* clerk().ask(Users.list({ banned: false, offset: 0, createdAtAfter: epoch, query: "" })),
        "https://api.clerk.com/v1/users?query=&banned=false&created_at_after=0&offset=0"
      )
    }))

  it.effect("B16: a plus sign arrives whole", () =>
    Effect.gen(function*() {
      const url = yield* clerk().ask(Users.list({ emailAddress: ["a+b@c.d"], phoneNumber: ["+15555550100"] }))
      assert.strictEqual(url, "https://api.clerk.com/v1/users?email_address=a%2Bb%40c.d&phone_number=%2B15555550100")
      assert.deepStrictEqual([...new URL(url).searchParams.values()], ["a+b@c.d", "+15555550100"])
    }))

  it.effect("B17: a value that begins with a sign means itself, and exclude means exclude", () =>
    Effect.gen(function*() {
      const url = yield* clerk().ask(Users.list({ externalId: ["-5", "+6", { exclude: "x" }, { exclude: "-y" }] }))
      assert.deepStrictEqual(new URL(url).searchParams.getAll("external_id"), ["+-5", "++6", "-x", "--y"])
    }))

  it.effect("B22: one page is one request", () =>
    Effect.gen(function*() {
      const { layer, sent } = answering({ body: [userAda(), userAda()] })
      assert.lengthOf(yield* Effect.provide(Users.list({ limit: 2 }), layer), 2)
      assert.lengthOf(sent, 1)
    }))

  it.effect("B28: a cursor goes with the order of creation, and without an offset", () =>
    Effect.gen(function*() {
      const startingAfter = "user_1"
      for (const orderBy of ["created_at", "+created_at", "-created_at"] as const) {
        const url = yield* clerk().ask(Users.list({ startingAfter, orderBy, offset: 0 }))
        assert.strictEqual(new URL(url).searchParams.get("order_by"), orderBy)
      }
      assert.deepStrictEqual(yield* clerk().refuse(Users.list({ startingAfter, orderBy: "-updated_at" })), [
        { path: "startingAfter", message: "`startingAfter` requires an order by created_at, got -updated_at" }
      ])
      assert.deepStrictEqual(yield* clerk().refuse(Users.list({ startingAfter, offset: 10 })), [
        { path: "startingAfter", message: "`offset` cannot be combined with `startingAfter`" }
      ])
      assert.deepStrictEqual(yield* clerk().refuse(Users.list({ startingAfter: "" })), [
        { path: "startingAfter", message: "Expected the id of a user, got an empty string" }
      ])
    }))

  it.effect("takes each order with either sign or none, and no other", () =>
    Effect.gen(function*() {
      for (
        const field of [
          "created_at",
          "updated_at",
          "email_address",
          "web3wallet",
          "first_name",
          "last_name",
          "phone_number",
          "username",
          "last_active_at",
          "last_sign_in_at"
        ] as const
      ) {
        for (const sign of ["", "+", "-"] as const) {
          const url = yield* clerk().ask(Users.list({ orderBy: `${sign}${field}` }))
          assert.strictEqual(new URL(url).searchParams.get("order_by"), `${sign}${field}`)
        }
      }
      // @ts-expect-error: Clerk does not order by it.
      yield* clerk().refuse(Users.list({ orderBy: "web3_wallet" }))
    }))

  it.effect("refuses a parameter that it does not know, such as a misspelt one", () =>
    Effect.gen(function*() {
      // @ts-expect-error: the name is user_id on the wire, and userId here.
      const issues = yield* clerk().refuse(Users.list({ user_id: ["user_1"] }))
      assert.deepStrictEqual(issues, [{ path: "user_id", message: "Expected no such parameter" }])
    }))
})

describe("count", () => {
  it.effect("B17: a value that Clerk could read as include or exclude is refused", () =>
    Effect.gen(function*() {
      for (const value of ["-5", "+5"]) {
        for (const name of ["userId", "externalId"]) {
          assert.deepStrictEqual(yield* clerk().refuse(Users.count({ [name]: ["fine", value] })), [
            {
              path: `${name}[1]`,
              message: "Expected a value that does not begin with + or -, which Clerk could read as include or exclude"
            }
          ])
        }
      }
    }))
})

describe("B23: a page", () => {
  type Paged = (
    page: { readonly limit?: number; readonly offset?: number }
  ) => Effect.Effect<unknown, Failure, Users>
  const userId = "user_1"
  const noPage = { data: [], total_count: 0 }
  const paged: ReadonlyArray<readonly [name: string, call: Paged, answered: unknown]> = [
    ["list", (page) => Users.list(page), []],
    ["getOAuthAccessToken", (page) => Users.getOAuthAccessToken({ userId, provider: "oauth_google", ...page }), noPage],
    ["getOrganizationMemberships", (page) => Users.getOrganizationMemberships({ userId, ...page }), noPage],
    ["getOrganizationInvitations", (page) => Users.getOrganizationInvitations({ userId, ...page }), noPage]
  ]

  it.effect.each(paged)(
    "%s refuses what is beyond the limits, and sends nothing",
    ([, call]) =>
      Effect.gen(function*() {
        for (const limit of [0, 501, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
          assert.deepStrictEqual(yield* clerk().refuse(call({ limit })), [
            { path: "limit", message: `Expected a whole number from 1 to 500, got ${limit}` }
          ])
        }
        for (const offset of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
          assert.deepStrictEqual(yield* clerk().refuse(call({ offset })), [
            { path: "offset", message: `Expected a whole number of 0 or more, got ${offset}` }
          ])
        }
      })
  )

  it.effect.each(paged)("%s takes what is at the limits", ([, call, answered]) =>
    Effect.gen(function*() {
      for (const limit of [1, 500]) {
        const url = yield* clerk(answered).ask(call({ limit, offset: 0 }))
        assert.match(url, new RegExp(`[?&]limit=${limit}&offset=0$`))
      }
    }))
})

describe("a filter", () => {
  it.effect("does not leave out what is empty", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* clerk().refuse(Users.list({ externalId: [{ exclude: "" }] })), [
        { path: "externalId", message: "Expected no empty value" }
      ])
    }))

  it.effect("of broken Unicode is refused, as it would look for something else", () =>
    Effect.gen(function*() {
      const issues = [{ path: "query", message: "Expected well-formed Unicode" }]
      assert.deepStrictEqual(yield* clerk().refuse(Users.list({ query: "a\ud800" })), issues)
      const excluded = yield* clerk().refuse(Users.list({ userId: [{ exclude: "\ud800" }] }))
      assert.deepStrictEqual(excluded, [{ path: "userId", message: "Expected well-formed Unicode" }])
      const emails = yield* clerk().refuse(Users.count({ emailAddress: ["a\udc00@b.c"] }))
      assert.deepStrictEqual(emails, [{ path: "emailAddress", message: "Expected well-formed Unicode" }])
    }))
})

describe("B23: more than 100 values of a filter, or none", () => {
  const many = Array.from({ length: 101 }, (_, index) => `value_${index}`)
  const names = [
    "emailAddress",
    "phoneNumber",
    "externalId",
    "username",
    "web3Wallet",
    "userId",
    "organizationId",
    "providerUserId"
  ]

  it.effect.each(names)("%s", (name) =>
    Effect.gen(function*() {
      const issues = [{ path: name, message: "Expected 1 to 100 values, got 101" }]
      assert.deepStrictEqual(yield* clerk().refuse(Users.list({ [name]: many })), issues)
      assert.deepStrictEqual(yield* clerk().refuse(Users.count({ [name]: many })), issues)
      // No value would be no filter, and match everybody.
      const none = [{ path: name, message: "Expected 1 to 100 values, got 0" }]
      assert.deepStrictEqual(yield* clerk().refuse(Users.list({ [name]: [] })), none)
      assert.deepStrictEqual(yield* clerk().refuse(Users.count({ [name]: [] })), none)
      const empty = [{ path: name, message: "Expected no empty value" }]
      assert.deepStrictEqual(yield* clerk().refuse(Users.list({ [name]: ["a", ""] })), empty)
      assert.deepStrictEqual(yield* clerk().refuse(Users.count({ [name]: [""] })), empty)
      const url = yield* clerk().ask(Users.list({ [name]: many.slice(0, 100) }))
      assert.lengthOf([...new URL(url).searchParams], 100)
    }))
})
