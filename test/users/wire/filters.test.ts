import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect } from "effect"
import type { CountFilters, ListFilters } from "effect-clerk"
import { Users } from "effect-clerk"
import { userAda } from "../../fixtures/index.ts"
import type { Failure } from "../../support/wire.ts"
import { answering, failure, only, plain } from "../../support/wire.ts"

/** A value for each parameter, and its query string. */
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
    urlOf: <A>(call: Effect.Effect<A, Failure, Users>) => Effect.map(Effect.provide(call, layer), () => only(sent).url),
    issuesOf: <A>(call: Effect.Effect<A, Failure, Users>) =>
      Effect.map(failure(Effect.provide(call, layer)), (reason) => {
        assert.strictEqual(reason._tag, "InvalidRequest")
        assert.deepStrictEqual(sent, [])
        return plain("issues" in reason ? reason.issues : [])
      })
  }
}

describe("A parameter of users.list", () => {
  it.effect.each(Object.entries(listed))(
    "is encoded into the query: %s",
    ([name, [value, query]]) =>
      Effect.gen(function*() {
        const url = yield* clerk().urlOf(Users.list({ [name]: value }))
        assert.strictEqual(url, `https://api.clerk.com/v1/users?${query}`)
      })
  )

  it("is tested for each of the 26 parameters", () => {
    assert.lengthOf(Object.keys(listed), 26)
  })
})

describe("A parameter of users.count", () => {
  it.effect.each(Object.entries(counted))(
    "is encoded into the query: %s",
    ([name, [value, query]]) =>
      Effect.gen(function*() {
        const url = yield* clerk({ total_count: 1 }).urlOf(Users.count({ [name]: value }))
        assert.strictEqual(url, `https://api.clerk.com/v1/users/count?${query}`)
      })
  )

  it("is tested for each of the 22 parameters", () => {
    assert.lengthOf(Object.keys(counted), 22)
  })
})

describe("users.list", () => {
  it.effect("sends no query without filters", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* clerk().urlOf(Users.list()), "https://api.clerk.com/v1/users")
      assert.strictEqual(yield* clerk().urlOf(Users.list({ query: undefined })), "https://api.clerk.com/v1/users")
    }))

  it.effect("B13: sends false, 0 and the empty string", () =>
    Effect.gen(function*() {
      const epoch = DateTime.unsafeMake(0)
      assert.strictEqual(
        yield* clerk().urlOf(Users.list({ banned: false, offset: 0, createdAtAfter: epoch, query: "" })),
        "https://api.clerk.com/v1/users?query=&banned=false&created_at_after=0&offset=0"
      )
    }))

  it.effect("B16: encodes a plus sign", () =>
    Effect.gen(function*() {
      const url = yield* clerk().urlOf(Users.list({ emailAddress: ["a+b@c.d"], phoneNumber: ["+15555550100"] }))
      assert.strictEqual(url, "https://api.clerk.com/v1/users?email_address=a%2Bb%40c.d&phone_number=%2B15555550100")
      assert.deepStrictEqual([...new URL(url).searchParams.values()], ["a+b@c.d", "+15555550100"])
    }))

  it.effect("B17: escapes values that begin with a sign, and sends exclude as a minus sign", () =>
    Effect.gen(function*() {
      const url = yield* clerk().urlOf(Users.list({ externalId: ["-5", "+6", { exclude: "x" }, { exclude: "-y" }] }))
      assert.deepStrictEqual(new URL(url).searchParams.getAll("external_id"), ["+-5", "++6", "-x", "--y"])
    }))

  it.effect("B22: sends one request for one page", () =>
    Effect.gen(function*() {
      const { layer, sent } = answering({ body: [userAda(), userAda()] })
      assert.lengthOf(yield* Effect.provide(Users.list({ limit: 2 }), layer), 2)
      assert.lengthOf(sent, 1)
    }))

  it.effect("B28: accepts a cursor only with the order by created_at and without an offset", () =>
    Effect.gen(function*() {
      const startingAfter = "user_1"
      for (const orderBy of ["created_at", "+created_at", "-created_at"] as const) {
        const url = yield* clerk().urlOf(Users.list({ startingAfter, orderBy, offset: 0 }))
        assert.strictEqual(new URL(url).searchParams.get("order_by"), orderBy)
      }
      assert.deepStrictEqual(yield* clerk().issuesOf(Users.list({ startingAfter, orderBy: "-updated_at" })), [
        { path: "startingAfter", message: "`startingAfter` requires an order by created_at, got -updated_at" }
      ])
      assert.deepStrictEqual(yield* clerk().issuesOf(Users.list({ startingAfter, offset: 10 })), [
        { path: "startingAfter", message: "`offset` cannot be combined with `startingAfter`" }
      ])
      assert.deepStrictEqual(yield* clerk().issuesOf(Users.list({ startingAfter: "" })), [
        { path: "startingAfter", message: "Expected the id of a user, got an empty string" }
      ])
    }))

  it.effect("accepts each documented order with either sign or none, and no other", () =>
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
          const url = yield* clerk().urlOf(Users.list({ orderBy: `${sign}${field}` }))
          assert.strictEqual(new URL(url).searchParams.get("order_by"), `${sign}${field}`)
        }
      }
      // @ts-expect-error: Clerk does not order by it.
      yield* clerk().issuesOf(Users.list({ orderBy: "web3_wallet" }))
    }))

  it.effect("rejects an unknown parameter, such as a misspelt one", () =>
    Effect.gen(function*() {
      // @ts-expect-error: the name is user_id on the wire, and userId here.
      const issues = yield* clerk().issuesOf(Users.list({ user_id: ["user_1"] }))
      assert.deepStrictEqual(issues, [{ path: "user_id", message: "Expected no such parameter" }])
    }))
})

describe("users.count", () => {
  it.effect("B17: rejects a value that Clerk could read as include or exclude", () =>
    Effect.gen(function*() {
      for (const value of ["-5", "+5"]) {
        for (const name of ["userId", "externalId"]) {
          assert.deepStrictEqual(yield* clerk().issuesOf(Users.count({ [name]: ["fine", value] })), [
            {
              path: `${name}[1]`,
              message: "Expected a value that does not begin with + or -, which Clerk could read as include or exclude"
            }
          ])
        }
      }
    }))
})

describe("B23: the page parameters of users", () => {
  type Paged = (
    page: { readonly limit?: number; readonly offset?: number }
  ) => Effect.Effect<unknown, Failure, Users>
  const userId = "user_1"
  const noPage = { data: [], total_count: 0 }
  const paged: ReadonlyArray<readonly [name: string, call: Paged, body: unknown]> = [
    ["list", (page) => Users.list(page), []],
    ["getOAuthAccessToken", (page) => Users.getOAuthAccessToken({ userId, provider: "oauth_google", ...page }), noPage],
    ["getOrganizationMemberships", (page) => Users.getOrganizationMemberships({ userId, ...page }), noPage],
    ["getOrganizationInvitations", (page) => Users.getOrganizationInvitations({ userId, ...page }), noPage]
  ]

  it.effect.each(paged)(
    "%s rejects a limit or offset out of range and sends nothing",
    ([, call]) =>
      Effect.gen(function*() {
        for (const limit of [0, 501, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
          assert.deepStrictEqual(yield* clerk().issuesOf(call({ limit })), [
            { path: "limit", message: `Expected a whole number from 1 to 500, got ${limit}` }
          ])
        }
        for (const offset of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
          assert.deepStrictEqual(yield* clerk().issuesOf(call({ offset })), [
            { path: "offset", message: `Expected a whole number of 0 or more, got ${offset}` }
          ])
        }
      })
  )

  it.effect.each(paged)("%s accepts the smallest and largest limit", ([, call, body]) =>
    Effect.gen(function*() {
      for (const limit of [1, 500]) {
        const url = yield* clerk(body).urlOf(call({ limit, offset: 0 }))
        assert.match(url, new RegExp(`[?&]limit=${limit}&offset=0$`))
      }
    }))
})

describe("A filter of users", () => {
  it.effect("rejects an empty value to exclude", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* clerk().issuesOf(Users.list({ externalId: [{ exclude: "" }] })), [
        { path: "externalId", message: "Expected no empty value" }
      ])
    }))

  it.effect("rejects malformed Unicode, which would match other users", () =>
    Effect.gen(function*() {
      const issues = [{ path: "query", message: "Expected well-formed Unicode" }]
      assert.deepStrictEqual(yield* clerk().issuesOf(Users.list({ query: "a\ud800" })), issues)
      const excluded = yield* clerk().issuesOf(Users.list({ userId: [{ exclude: "\ud800" }] }))
      assert.deepStrictEqual(excluded, [{ path: "userId", message: "Expected well-formed Unicode" }])
      const emails = yield* clerk().issuesOf(Users.count({ emailAddress: ["a\udc00@b.c"] }))
      assert.deepStrictEqual(emails, [{ path: "emailAddress", message: "Expected well-formed Unicode" }])
    }))
})

describe("B23: a filter with more than 100 values or none", () => {
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

  it.effect.each(names)("is rejected: %s", (name) =>
    Effect.gen(function*() {
      const issues = [{ path: name, message: "Expected 1 to 100 values, got 101" }]
      assert.deepStrictEqual(yield* clerk().issuesOf(Users.list({ [name]: many })), issues)
      assert.deepStrictEqual(yield* clerk().issuesOf(Users.count({ [name]: many })), issues)
      // Without values there would be no filter, so all users would match.
      const none = [{ path: name, message: "Expected 1 to 100 values, got 0" }]
      assert.deepStrictEqual(yield* clerk().issuesOf(Users.list({ [name]: [] })), none)
      assert.deepStrictEqual(yield* clerk().issuesOf(Users.count({ [name]: [] })), none)
      const empty = [{ path: name, message: "Expected no empty value" }]
      assert.deepStrictEqual(yield* clerk().issuesOf(Users.list({ [name]: ["a", ""] })), empty)
      assert.deepStrictEqual(yield* clerk().issuesOf(Users.count({ [name]: [""] })), empty)
      const url = yield* clerk().urlOf(Users.list({ [name]: many.slice(0, 100) }))
      assert.lengthOf([...new URL(url).searchParams], 100)
    }))
})
