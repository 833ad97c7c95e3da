/** What is tried again, what is not, and when: each row of the table, for a read, for a write that may be repeated, and for one that may not. */
import { NodeHttpClient } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Schedule } from "effect"
import { Retry, Users } from "effect-clerk"
import { calls, names } from "../../support/calls.ts"
import {
  after,
  clerk,
  empty,
  fails,
  hang,
  html,
  json,
  lost,
  ok,
  type Outcome,
  play,
  refused,
  type Script,
  type Told,
  told,
  truncated
} from "../../support/script.ts"
import { client, failureOf, head, raw, serve } from "../../support/server.ts"

const policy = Retry.make({ schedule: Schedule.exponential("1 second").pipe(Schedule.intersect(Schedule.recurs(2))) })
const read = Users.get({ userId: "user_1" })
const safe = Users.ban({ userId: "user_1" })
const unsafe = Users.create({ username: "ada" })

/** When the requests are sent. */
const once = [0]
const thrice = [0, 1000, 3000]

const table: ReadonlyArray<
  readonly [
    name: string,
    outcome: Outcome,
    ofSafe: ReadonlyArray<number>,
    ofUnsafe: ReadonlyArray<number>,
    what: number | string,
    unknown: boolean
  ]
> = [
  ["429", clerk(429), thrice, thrice, 429, false],
  ["a 429 in HTML", html(429), thrice, thrice, "UnexpectedResponse", false],
  ["a 429 that is cut off", truncated(429), thrice, thrice, "UnexpectedResponse", false],
  ["409 resource_locked", clerk(409, "resource_locked"), thrice, thrice, 409, false],
  ["409 of another code", clerk(409, "conflict"), once, once, 409, false],
  ["no connection", refused, thrice, thrice, "Transport", false],
  ["no such host", fails("ENOTFOUND"), thrice, thrice, "Transport", false],
  ["no answer of the name server", fails("EAI_AGAIN"), thrice, thrice, "Transport", false],
  ["no connection in time", fails("UND_ERR_CONNECT_TIMEOUT"), thrice, thrice, "Transport", false],
  ["500", clerk(500), thrice, once, 500, true],
  ["an empty 500", empty(500), thrice, once, "UnexpectedResponse", true],
  ["502", clerk(502), thrice, once, 502, true],
  ["a 502 in HTML", html(502), thrice, once, "UnexpectedResponse", true],
  ["503", clerk(503), thrice, once, 503, true],
  ["a 503 that is cut off", truncated(503), thrice, once, "UnexpectedResponse", true],
  ["504", clerk(504), thrice, once, 504, true],
  ["a lost connection", lost, thrice, once, "Transport", true],
  ["a socket that the other side closed", fails("UND_ERR_SOCKET"), thrice, once, "Transport", true],
  ["a 200 that is cut off", truncated(200), thrice, once, "UnexpectedResponse", true],
  [
    "a 200 of a known length that is cut off",
    truncated(200, { "content-length": "999" }),
    thrice,
    once,
    "UnexpectedResponse",
    true
  ],
  ["no answer in time", hang, [0, 31_000, 63_000], once, "Timeout", true],
  ["an answer that comes too late", after("31 seconds", ok), [0, 31_000, 63_000], once, "Timeout", true],
  ["400", clerk(400), once, once, 400, false],
  ["a 400 that is cut off", truncated(400), once, once, "UnexpectedResponse", false],
  ["401", clerk(401), once, once, 401, false],
  ["402", clerk(402), once, once, 402, false],
  ["403", clerk(403), once, once, 403, false],
  ["a 403 in HTML", html(403), once, once, "UnexpectedResponse", false],
  ["404", clerk(404), once, once, 404, false],
  ["an empty 405", empty(405), once, once, "UnexpectedResponse", false],
  ["408", clerk(408), once, once, 408, false],
  ["422", clerk(422), once, once, 422, false],
  ["a redirect", empty(302), once, once, "UnexpectedResponse", false],
  ["501", clerk(501), once, once, 501, true],
  ["505", clerk(505), once, once, 505, true],
  ["a 520 in HTML", html(520), once, once, "UnexpectedResponse", true],
  ["a 200 that is no user", json(200, { id: "user_1" }), once, once, "InvalidResponse", true],
  ["a 200 in HTML", html(200), once, once, "InvalidResponse", true],
  ["a 204", empty(204), once, once, "InvalidResponse", true]
]

describe("what goes wrong each time", () => {
  it.effect.each(table)("%s", ([, outcome, ofSafe, ofUnsafe, what, unknown]) =>
    Effect.gen(function*() {
      const seen = Effect.fnUntraced(function*(call: Parameters<typeof play>[1]) {
        const played = yield* play([outcome], call, { retry: policy })
        return { sentAt: played.sentAt, told: told(played) }
      })
      assert.deepStrictEqual(yield* seen(read), {
        sentAt: ofSafe,
        told: { what, attempts: ofSafe.length, outcomeUnknown: false }
      })
      assert.deepStrictEqual(yield* seen(safe), {
        sentAt: ofSafe,
        told: { what, attempts: ofSafe.length, outcomeUnknown: unknown }
      })
      assert.deepStrictEqual(yield* seen(unsafe), {
        sentAt: ofUnsafe,
        told: { what, attempts: ofUnsafe.length, outcomeUnknown: unknown }
      })
    }))
})

describe("what goes wrong twice", () => {
  const passing = table.filter(([, , ofSafe]) => ofSafe.length === 3)

  it.effect.each(passing)(
    "%s, and is well at the third attempt",
    ([, outcome, ofSafe, ofUnsafe]) =>
      Effect.gen(function*() {
        const script: Script = [outcome, outcome, ok]
        for (const call of [read, safe]) {
          const played = yield* play(script, call, { retry: policy })
          assert.strictEqual(told(played), "success")
          assert.deepStrictEqual(played.sentAt, ofSafe)
        }
        const played = yield* play(script, unsafe, { retry: policy })
        assert.deepStrictEqual(played.sentAt, ofUnsafe)
        assert.strictEqual(told(played) === "success", ofUnsafe.length === 3)
      })
  )
})

describe("one thing after another", () => {
  /** How a call ends: with the last failure; but a write that may have happened once may still have happened. */
  const scripts: ReadonlyArray<
    readonly [
      name: string,
      call: typeof safe,
      script: Script,
      sentAt: ReadonlyArray<number>,
      told: Told
    ]
  > = [
    [
      "a write that was not carried out, and then is lost, is not sent again if that may do harm",
      unsafe,
      [clerk(429), lost, ok],
      [0, 1000],
      { what: "Transport", attempts: 2, outcomeUnknown: true }
    ],
    [
      "a write that never left, and then is refused, has not happened",
      unsafe,
      [refused, clerk(422)],
      [0, 1000],
      { what: 422, attempts: 2, outcomeUnknown: false }
    ],
    [
      "a write that may have happened, and then is refused, may have happened all the same",
      safe,
      [lost, clerk(422)],
      [0, 1000],
      { what: 422, attempts: 2, outcomeUnknown: true }
    ],
    [
      "a write that may have happened, and then has a wrong key, may have happened all the same",
      safe,
      [hang, clerk(401)],
      [0, 31_000],
      { what: 401, attempts: 2, outcomeUnknown: true }
    ],
    [
      "a write that may have happened, and then is asked to wait, may have happened all the same",
      safe,
      [clerk(503), clerk(429)],
      thrice,
      { what: 429, attempts: 3, outcomeUnknown: true }
    ],
    [
      "a write that may have happened two attempts ago, and then never leaves, may have happened all the same",
      safe,
      [clerk(503), refused],
      thrice,
      { what: "Transport", attempts: 3, outcomeUnknown: true }
    ],
    [
      "a write that may have happened, and then has an answer that no one can read, has most likely happened",
      safe,
      [lost, json(200, {})],
      [0, 1000],
      { what: "InvalidResponse", attempts: 2, outcomeUnknown: true }
    ]
  ]
  it.effect.each(scripts)("%s", ([, call, script, sentAt, expected]) =>
    Effect.gen(function*() {
      const played = yield* play(script, call, { retry: policy })
      assert.deepStrictEqual(played.sentAt, sentAt)
      assert.deepStrictEqual(told(played), expected)
    }))
})

describe("operations", () => {
  /** Whether it does no harm to send it again when it may have happened. */
  const repeats: { readonly [Name in keyof typeof calls]: boolean } = {
    list: true,
    create: false,
    count: true,
    get: true,
    update: true,
    delete: true,
    ban: true,
    unban: true,
    lock: true,
    unlock: true,
    setProfileImage: true,
    deleteProfileImage: true,
    updateMetadata: true,
    getOAuthAccessToken: true,
    getOrganizationMemberships: true,
    getOrganizationInvitations: true,
    verifyPassword: true,
    verifyTOTP: false,
    disableMFA: true,
    deleteBackupCodes: true,
    deletePasskey: true,
    deleteWeb3Wallet: true,
    createTOTP: false,
    deleteTotp: true,
    deleteExternalAccount: true
  }

  it.effect.each(names)("users.%s", (name) =>
    Effect.gen(function*() {
      for (const outcome of [clerk(503), lost, hang, truncated(200)]) {
        const played = yield* play<unknown>([outcome, ok], calls[name], { retry: policy })
        assert.lengthOf(played.sent, repeats[name] ? 2 : 1)
        assert.strictEqual(told(played) === "success", repeats[name])
      }
      for (const outcome of [clerk(429), refused]) {
        const played = yield* play<unknown>([outcome, ok], calls[name], { retry: policy })
        assert.strictEqual(told(played), "success")
        assert.deepStrictEqual(played.sentAt, [0, 1000])
      }
    }))
})

it.scoped("a switch of protocols that nobody asked for is not tried again", () =>
  Effect.gen(function*() {
    const server = yield* serve(raw(head(101, { connection: "upgrade", upgrade: "websocket" })))
    const retry = Retry.make({ schedule: Schedule.recurs(2) })
    // Only the client over node:http tells that status.
    const layer = Layer.provide(client(server, { retry }), NodeHttpClient.layer)
    const error = yield* failureOf(unsafe).pipe(Effect.provide(layer))
    assert.deepStrictEqual([error.status, error.attempts, server.received.length], [101, 1, 1])
  }))
