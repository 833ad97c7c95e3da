/** A DELETE that is sent again because its answer was lost finds nothing: what was to be deleted is no more. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Either, Fiber, Schedule, TestClock } from "effect"
import { type ClerkErrors, type DeletedObject, Retry, type SDKError, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { calls } from "../../support/calls.ts"
import {
  clerk,
  hang,
  html,
  json,
  lost,
  ok,
  play,
  refused,
  type Script,
  scripted,
  timed,
  told,
  truncated
} from "../../support/script.ts"

const policy = Retry.make({ schedule: Schedule.spaced("1 second").pipe(Schedule.intersect(Schedule.recurs(3))) })
const notFound = clerk(404, "resource_not_found")

const deletes: ReadonlyArray<
  readonly [
    name: string,
    call: Effect.Effect<DeletedObject, ClerkErrors | SDKError, Users>,
    deleted: { readonly object: string; readonly id: string }
  ]
> = [
  ["users.delete", calls.delete, { object: "user", id: "user_1" }],
  ["users.deletePasskey", calls.deletePasskey, { object: "passkey", id: "idn_1" }],
  ["users.deleteWeb3Wallet", calls.deleteWeb3Wallet, { object: "web3_wallet", id: "idn_1" }],
  ["users.deleteExternalAccount", calls.deleteExternalAccount, { object: "external_account", id: "eac_1" }]
]

describe.each(deletes)("%s", (_, call, deleted) => {
  const doubtful: ReadonlyArray<readonly [name: string, script: Script]> = [
    ["a lost connection", [lost, notFound]],
    ["a 503", [clerk(503), notFound]],
    ["a 502 in HTML", [html(502), notFound]],
    ["no answer in time", [hang, notFound]],
    ["a 200 that is cut off", [truncated(200), notFound]],
    ["a lost connection and a 429", [lost, clerk(429), notFound]],
    ["a lost connection and none at all", [lost, refused, refused, notFound]]
  ]
  it.effect.each(doubtful)("that finds nothing after %s has done it", ([, script]) =>
    Effect.gen(function*() {
      const { result, sent } = yield* play(script, call, { retry: policy })
      assert.lengthOf(sent, script.length)
      assert.deepInclude(yield* result, { ...deleted, deleted: true, slug: null, externalId: null })
    }))

  const certain: ReadonlyArray<readonly [name: string, script: Script]> = [
    ["at once", [notFound]],
    ["after a 429", [clerk(429), notFound]],
    ["after 409 resource_locked", [clerk(409, "resource_locked"), notFound]],
    ["after no connection", [refused, notFound]]
  ]
  it.effect.each(certain)("that finds nothing %s says so", ([, script]) =>
    Effect.gen(function*() {
      const played = yield* play(script, call, { retry: policy })
      assert.deepStrictEqual(told(played), { what: 404, attempts: script.length, outcomeUnknown: false })
    }))

  const others: ReadonlyArray<readonly [name: string, script: Script, what: number | string]> = [
    ["a 404 that is not Clerk's", [lost, html(404)], "UnexpectedResponse"],
    ["a 400", [lost, clerk(400)], 400],
    ["a 401", [lost, clerk(401)], 401],
    ["a 403", [lost, clerk(403)], 403],
    ["a 410", [lost, clerk(410)], 410],
    ["a 200 that nobody can read", [lost, json(200, [])], "InvalidResponse"]
  ]
  it.effect.each(others)(
    "whose repeat answers %s fails with it, and may have happened",
    ([, script, what]) =>
      Effect.gen(function*() {
        const played = yield* play(script, call, { retry: policy })
        assert.deepStrictEqual(told(played), { what, attempts: 2, outcomeUnknown: true })
      })
  )

  it.effect("whose repeat finds it answers as Clerk does", () =>
    Effect.gen(function*() {
      const body = { object: "thing", id: "thing_1", deleted: true, external_id: "ext_1" }
      const { result } = yield* play([lost, json(200, body)], call, { retry: policy })
      assert.deepInclude(yield* result, { object: "thing", id: "thing_1", externalId: "ext_1", deleted: true })
    }))
})

describe("what deletes no object of its own, or nothing at all", () => {
  const others = [
    "deleteProfileImage",
    "disableMFA",
    "deleteBackupCodes",
    "deleteTotp",
    "update",
    "ban",
    "setProfileImage"
  ] as const
  it.effect.each(others)("users.%s fails with the 404 of a repeat", (name) =>
    Effect.gen(function*() {
      const played = yield* play<unknown>([lost, notFound], calls[name], { retry: policy })
      assert.deepStrictEqual(told(played), { what: 404, attempts: 2, outcomeUnknown: true })
      assert.strictEqual(told(yield* play<unknown>([lost, ok], calls[name], { retry: policy })), "success")
    }))

  it.effect("a read that finds nothing after a lost connection says so", () =>
    Effect.gen(function*() {
      const played = yield* play([lost, notFound], calls.get, { retry: policy })
      assert.deepStrictEqual(told(played), { what: 404, attempts: 2, outcomeUnknown: false })
    }))
})

describe("over the in-memory Clerk", () => {
  const userId = "user_ada"
  const withClerk = Effect.provide(ClerkTest.layer({ retry: policy, users: [{ id: userId, username: "ada" }] }))

  it.effect("a user whose deletion was not told is deleted, and the call says so", () =>
    Effect.gen(function*() {
      yield* ClerkTest.fault({ operation: "users.delete", drop: "after" })
      const { result } = yield* timed(Users.delete({ userId }))
      assert.deepInclude(yield* result, { object: "user", id: userId, deleted: true })
      assert.deepStrictEqual((yield* ClerkTest.requests).map(({ method, status }) => [method, status]), [
        ["DELETE", null],
        ["DELETE", 404]
      ])
      assert.lengthOf((yield* ClerkTest.snapshot).users, 0)
    }).pipe(withClerk))

  it.effect("a user whose deletion never arrived is deleted by the repeat", () =>
    Effect.gen(function*() {
      yield* ClerkTest.fault({ operation: "users.delete", drop: true })
      const { result } = yield* timed(Users.delete({ userId }))
      assert.deepInclude(yield* result, { object: "user", id: userId, deleted: true })
      assert.lengthOf((yield* ClerkTest.snapshot).users, 0)
    }).pipe(withClerk))

  it.effect("a user who was deleted before is told as not found", () =>
    Effect.gen(function*() {
      yield* Users.delete({ userId })
      const { result } = yield* timed(Users.delete({ userId }))
      assert.isTrue(Either.isLeft(result) && result.left.status === 404)
    }).pipe(withClerk))
})

it.effect("a delete whose retry gets 404 returns the id of its input, though the caller changed the input meanwhile", () =>
  Effect.gen(function*() {
    const { layer } = scripted([clerk(503), clerk(404)], { retry: policy })
    const input: { userId: string } = { userId: "user_1" }
    const fiber = yield* Effect.fork(Effect.provide(Users.delete(input), layer))
    yield* Effect.yieldNow()
    input.userId = "user_2"
    yield* TestClock.adjust("10 seconds")
    assert.strictEqual((yield* Fiber.join(fiber)).id, "user_1")
  }))
