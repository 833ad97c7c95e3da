/** A page of users with the number of all users that match. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { expectTypeOf } from "vitest"
import { userAda } from "../../fixtures/index.ts"
import { answering, failure } from "../../support/wire.ts"

const names = ["ada", "alan", "grace", "kurt"]

const withUsers = Effect.provide(ClerkTest.layer({ users: names.map((username) => ({ username })) }))

describe("listWithCount", () => {
  it.effect("returns a page, and the number of the users in all pages", () =>
    Effect.gen(function*() {
      const page = yield* Users.listWithCount({ limit: 3, orderBy: "username" })
      assert.deepStrictEqual(page.data.map(({ username }) => username), ["ada", "alan", "grace"])
      assert.strictEqual(page.totalCount, 4)
      const rest = yield* Users.listWithCount({ limit: 3, offset: 3, orderBy: "username", username: names })
      assert.deepStrictEqual([rest.data.length, rest.totalCount], [1, 4])
      assert.deepStrictEqual(yield* Users.listWithCount({ username: ["nobody"] }), { data: [], totalCount: 0 })
      assert.strictEqual((yield* Users.listWithCount()).totalCount, 4)
    }).pipe(withUsers))

  it.effect("sends the list and the count at once, the latter without the page and the order", () =>
    Effect.gen(function*() {
      yield* Users.listWithCount({ banned: false, limit: 2, offset: 4, orderBy: "-username", query: "a" })
      const requests = yield* ClerkTest.requests
      assert.sameDeepMembers(requests.map(({ path, query }) => [path, { ...query }]), [
        ["/v1/users", { banned: "false", limit: "2", offset: "4", order_by: "-username", query: "a" }],
        ["/v1/users/count", { banned: "false", query: "a" }]
      ])
    }).pipe(withUsers))

  it.effect("fails without a request for a filter that only a list has", () =>
    Effect.gen(function*() {
      const { layer, sent } = answering({ body: [userAda()] })
      // @ts-expect-error: `count` does not exclude users by id.
      const call = Users.listWithCount({ userId: [{ exclude: "user_1" }] })
      assert.strictEqual((yield* failure(Effect.provide(call, layer)))._tag, "InvalidRequest")
      const twoPages = Users.listWithCount({ startingAfter: "user_1", offset: 1 })
      assert.strictEqual((yield* failure(Effect.provide(twoPages, layer)))._tag, "InvalidRequest")
      assert.deepStrictEqual(sent, [])
    }))

  it.effect("fails when one of the two requests fails", () =>
    Effect.gen(function*() {
      yield* ClerkTest.fault({ operation: "users.count", status: 422 })
      assert.strictEqual((yield* Effect.flip(Users.listWithCount())).status, 422)
      yield* ClerkTest.fault({ operation: "users.list", status: 422 })
      assert.strictEqual((yield* Effect.flip(Users.listWithCount())).operation, "users.list")
    }).pipe(withUsers))

  it("has the users and the count in its type", () => {
    expectTypeOf<Effect.Effect.Success<ReturnType<typeof Users.listWithCount>>["totalCount"]>().toEqualTypeOf<number>()
  })
})
