/** A retried DELETE may get 404 because an earlier attempt succeeded. The call then succeeds. */
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
  summary,
  timed,
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
  const unknown: ReadonlyArray<readonly [name: string, script: Script]> = [
    ["a lost connection", [lost, notFound]],
    ["a 503", [clerk(503), notFound]],
    ["a 502 in HTML", [html(502), notFound]],
    ["a timeout", [hang, notFound]],
    ["a truncated 200", [truncated(200), notFound]],
    ["a lost connection and a 429", [lost, clerk(429), notFound]],
    ["a lost and two refused connections", [lost, refused, refused, notFound]]
  ]
  it.effect.each(unknown)("succeeds when its retry gets 404 after %s", ([, script]) =>
    Effect.gen(function*() {
      const { result, sent } = yield* play(script, call, { retry: policy })
      assert.lengthOf(sent, script.length)
      assert.deepInclude(yield* result, { ...deleted, deleted: true, slug: null, externalId: null })
    }))

  const known: ReadonlyArray<readonly [name: string, script: Script]> = [
    ["on its first attempt", [notFound]],
    ["after a 429", [clerk(429), notFound]],
    ["after 409 resource_locked", [clerk(409, "resource_locked"), notFound]],
    ["after a refused connection", [refused, notFound]]
  ]
  it.effect.each(known)("fails with 404 when it gets 404 %s", ([, script]) =>
    Effect.gen(function*() {
      const played = yield* play(script, call, { retry: policy })
      assert.deepStrictEqual(summary(played), { what: 404, attempts: script.length, outcomeUnknown: false })
    }))

  const others: ReadonlyArray<readonly [name: string, script: Script, what: number | string]> = [
    ["a 404 in HTML", [lost, html(404)], "UnexpectedResponse"],
    ["a 400", [lost, clerk(400)], 400],
    ["a 401", [lost, clerk(401)], 401],
    ["a 403", [lost, clerk(403)], 403],
    ["a 410", [lost, clerk(410)], 410],
    ["an undecodable 200", [lost, json(200, [])], "InvalidResponse"]
  ]
  it.effect.each(others)(
    "fails with an unknown outcome when its retry gets %s after a lost connection",
    ([, script, what]) =>
      Effect.gen(function*() {
        const played = yield* play(script, call, { retry: policy })
        assert.deepStrictEqual(summary(played), { what, attempts: 2, outcomeUnknown: true })
      })
  )

  it.effect("returns Clerk's response when its retry succeeds", () =>
    Effect.gen(function*() {
      const body = { object: "thing", id: "thing_1", deleted: true, external_id: "ext_1" }
      const { result } = yield* play([lost, json(200, body)], call, { retry: policy })
      assert.deepInclude(yield* result, { object: "thing", id: "thing_1", externalId: "ext_1", deleted: true })
    }))
})

describe("An operation that does not delete an object by id", () => {
  const others = [
    "deleteProfileImage",
    "disableMFA",
    "deleteBackupCodes",
    "deleteTotp",
    "update",
    "ban",
    "setProfileImage"
  ] as const
  it.effect.each(others)(
    "users.%s fails when its retry gets 404 after a lost connection",
    (name) =>
      Effect.gen(function*() {
        const played = yield* play<unknown>([lost, notFound], calls[name], { retry: policy })
        assert.deepStrictEqual(summary(played), { what: 404, attempts: 2, outcomeUnknown: true })
        assert.strictEqual(summary(yield* play<unknown>([lost, ok], calls[name], { retry: policy })), "success")
      })
  )

  it.effect("users.get fails when its retry gets 404 after a lost connection", () =>
    Effect.gen(function*() {
      const played = yield* play([lost, notFound], calls.get, { retry: policy })
      assert.deepStrictEqual(summary(played), { what: 404, attempts: 2, outcomeUnknown: false })
    }))
})

describe("users.delete over the in-memory Clerk", () => {
  const userId = "user_ada"
  const withClerk = Effect.provide(ClerkTest.layer({ retry: policy, users: [{ id: userId, username: "ada" }] }))

  it.effect("succeeds when the response of the successful attempt is lost", () =>
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

  it.effect("deletes the user with its retry when the first request is lost", () =>
    Effect.gen(function*() {
      yield* ClerkTest.fault({ operation: "users.delete", drop: true })
      const { result } = yield* timed(Users.delete({ userId }))
      assert.deepInclude(yield* result, { object: "user", id: userId, deleted: true })
      assert.lengthOf((yield* ClerkTest.snapshot).users, 0)
    }).pipe(withClerk))

  it.effect("fails with 404 for a user that was deleted before", () =>
    Effect.gen(function*() {
      yield* Users.delete({ userId })
      const { result } = yield* timed(Users.delete({ userId }))
      assert.isTrue(Either.isLeft(result) && result.left.status === 404)
    }).pipe(withClerk))
})

it.effect("a delete whose retry gets 404 returns the id of its input, though the caller changed the input meanwhile", () => {
  const { layer } = scripted([clerk(503), clerk(404)], { retry: policy })
  return Effect.gen(function*() {
    const input: { userId: string } = { userId: "user_1" }
    const fiber = yield* Effect.fork(Users.delete(input))
    yield* Effect.yieldNow()
    input.userId = "user_2"
    yield* TestClock.adjust("10 seconds")
    assert.strictEqual((yield* Fiber.join(fiber)).id, "user_1")
  }).pipe(Effect.provide(layer))
})
