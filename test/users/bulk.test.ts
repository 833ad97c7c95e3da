/** `bulkBan` and `bulkUnban` with more ids than one request can have. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Either } from "effect"
import { Errors, Retry, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { userAda } from "../fixtures/index.ts"
import { clerk, json, lost, play } from "../support/script.ts"
import { answering, failure } from "../support/wire.ts"

const idsOf = (count: number, from = 1): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, index) => `user_${index + from}`)

const banned = json(200, [{ ...userAda(), banned: true }])

const userIdsIn = ({ body }: { readonly body: string }): ReadonlyArray<string> =>
  (JSON.parse(body) as { readonly user_ids: ReadonlyArray<string> }).user_ids

const operations = [["bulkBan", Users.bulkBan, "ban"], ["bulkUnban", Users.bulkUnban, "unban"]] as const

describe.each(operations)("users.%s", (name, call, path) => {
  it.effect("sends 120 ids in requests of 50, 50 and 20, one after the other, and returns the users of all", () =>
    Effect.gen(function*() {
      const { result, sent } = yield* play([banned], call({ userIds: idsOf(120) }), { retry: Retry.none })
      assert.deepStrictEqual(
        sent.map(({ method, url }) => `${method} ${url}`),
        Array.from({ length: 3 }, () => `POST https://api.clerk.com/v1/users/${path}`)
      )
      assert.deepStrictEqual(sent.map(userIdsIn), [idsOf(50), idsOf(50, 51), idsOf(20, 101)])
      assert.lengthOf(yield* result, 3)
    }))

  it.effect("sends each id once, and no request without ids", () =>
    Effect.gen(function*() {
      const twice = yield* play([banned], call({ userIds: [...idsOf(50), ...idsOf(50)] }))
      assert.deepStrictEqual(twice.sent.map(userIdsIn), [idsOf(50)])
      const none = yield* play([banned], call({ userIds: [] }))
      assert.deepStrictEqual([none.sent, Either.getOrThrow(none.result)], [[], []])
    }))

  it.effect("fails with the ids that are done when the second of three requests is refused", () =>
    Effect.gen(function*() {
      const refused = clerk(402, "unsupported_subscription_plan_features")
      const { result, sent } = yield* play([banned, refused], call({ userIds: idsOf(120) }))
      const error = yield* Effect.flip(result)
      assert.lengthOf(sent, 2)
      assert.deepStrictEqual(error.done, idsOf(50))
      assert.deepStrictEqual([error._tag, error.status, error.outcomeUnknown], ["ClerkErrors", 402, false])
      assert.strictEqual(
        error.message,
        `users.${name} (POST /users/${path}) answered 402: No. (unsupported_subscription_plan_features). ` +
          "Earlier requests have done 50 ids"
      )
    }))

  it.effect("fails with the ids that are done when the connection is lost", () =>
    Effect.gen(function*() {
      const { result } = yield* play([banned, banned, lost], call({ userIds: idsOf(120) }), { retry: Retry.none })
      const error = yield* Effect.flip(result)
      assert.deepStrictEqual(error.done, idsOf(100))
      assert.deepStrictEqual([error._tag, error.outcomeUnknown], ["SDKError", true])
    }))

  it.effect("fails without done ids when the first request fails", () =>
    Effect.gen(function*() {
      const { result } = yield* play([clerk(400, "bulk_size_exceeded")], call({ userIds: idsOf(120) }))
      assert.deepStrictEqual((yield* Effect.flip(result)).done, [])
    }))

  it.effect("repeats only the request that failed", () =>
    Effect.gen(function*() {
      const script = [banned, clerk(503), banned] as const
      const { result, sent } = yield* play(script, call({ userIds: idsOf(100) }))
      assert.lengthOf(yield* result, 2)
      assert.deepStrictEqual(sent.map(userIdsIn), [idsOf(50), idsOf(50, 51), idsOf(50, 51)])
    }))

  const invalid: ReadonlyArray<readonly [what: string, input: unknown, path: string]> = [
    ["an empty id after 60 valid ones", { userIds: [...idsOf(60), ""] }, "userIds[60]"],
    ["an id that is no string", { userIds: ["user_1", 2] }, "userIds[1]"],
    ["one id that is not in a list", { userIds: "user_1" }, "userIds"],
    ["no ids", {}, "userIds"],
    ["an unknown parameter", { userIds: idsOf(60), userId: "user_1" }, "userId"],
    ["no object", null, "userIds"],
    ["a getter that throws", {
      get userIds() {
        throw new Error("no")
      }
    }, ""]
  ]
  it.effect.each(invalid)("refuses %s before any request", ([, input, path]) =>
    Effect.gen(function*() {
      const { layer, sent } = answering({ body: [userAda()] })
      const reason = yield* failure(Effect.provide(call(input as never), layer))
      assert(reason._tag === "InvalidRequest")
      assert.deepStrictEqual(reason.issues.map(({ path }) => path), [path])
      assert.lengthOf(sent, 0)
    }))
})

it.effect.each(operations)("%s refuses an unknown parameter, also without ids", ([, call]) =>
  Effect.gen(function*() {
    const error = yield* Effect.flip(call({ userIds: [], nope: 1 } as never))
    assert.deepStrictEqual(
      error._tag === "SDKError" && error.reason._tag === "InvalidRequest" &&
        error.reason.issues.map(({ message, path }) => `${path}: ${message}`),
      [
        "nope: Expected no such parameter"
      ]
    )
  }).pipe(Effect.provide(ClerkTest.layer())))

it.effect("bulkBan bans 120 users of the in-memory Clerk, and bulkUnban lifts the bans", () =>
  Effect.gen(function*() {
    const userIds = idsOf(120)
    yield* ClerkTest.seed(userIds.map((id) => ({ id })))
    const users = yield* Users.bulkBan({ userIds: [...userIds, "user_nobody"] })
    assert.deepStrictEqual(users.map(({ id }) => String(id)), userIds)
    assert.strictEqual((yield* Users.count({ banned: true })).totalCount, 120)
    yield* Users.bulkUnban({ userIds: userIds.slice(1) })
    assert.strictEqual((yield* Users.count({ banned: true })).totalCount, 1)
  }).pipe(Effect.provide(ClerkTest.layer())))

it.effect("a failure after the first fifty can be continued with the ids that are not done", () =>
  Effect.gen(function*() {
    const userIds = idsOf(120)
    yield* ClerkTest.seed(userIds.map((id) => ({ id })))
    yield* ClerkTest.fault({ operation: "users.bulkBan", status: 200, body: "[]" })
    yield* ClerkTest.fault({ operation: "users.bulkBan", status: 402 })
    yield* Users.bulkBan({ userIds }).pipe(
      Errors.catchStatus(402, ({ done }) => Users.bulkBan({ userIds: userIds.filter((id) => !done.includes(id)) }))
    )
    assert.strictEqual((yield* Users.count({ banned: true })).totalCount, 70)
  }).pipe(Effect.provide(ClerkTest.layer())))
