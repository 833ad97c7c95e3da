/** Which failures are retried, and when: for a read, an idempotent write and a non-idempotent write. */
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
  type Summary,
  summary,
  truncated
} from "../../support/script.ts"
import { client, failureOf, head, raw, serve } from "../../support/server.ts"

const policy = Retry.make({ schedule: Schedule.exponential("1 second").pipe(Schedule.intersect(Schedule.recurs(2))) })
const read = Users.get({ userId: "user_1" })
const safe = Users.ban({ userId: "user_1" })
const unsafe = Users.create({ username: "ada" })

/** When the requests are sent, in milliseconds after the call begins. */
const once = [0]
const thrice = [0, 1000, 3000]

type Row = readonly [
  name: string,
  outcome: Outcome,
  ofSafe: ReadonlyArray<number>,
  ofUnsafe: ReadonlyArray<number>,
  what: number | string,
  unknown: boolean
]

const table: ReadonlyArray<Row> = [
  ["429", clerk(429), thrice, thrice, 429, false],
  ["a 429 in HTML", html(429), thrice, thrice, "UnexpectedResponse", false],
  ["a truncated 429", truncated(429), thrice, thrice, "UnexpectedResponse", false],
  ["409 resource_locked", clerk(409, "resource_locked"), thrice, thrice, 409, false],
  ["409 with another code", clerk(409, "conflict"), once, once, 409, false],
  ["a refused connection", refused, thrice, thrice, "Transport", false],
  ["an unknown host", fails("ENOTFOUND"), thrice, thrice, "Transport", false],
  ["a DNS server that does not respond", fails("EAI_AGAIN"), thrice, thrice, "Transport", false],
  ["a connect timeout", fails("UND_ERR_CONNECT_TIMEOUT"), thrice, thrice, "Transport", false],
  ["500", clerk(500), thrice, once, 500, true],
  ["an empty 500", empty(500), thrice, once, "UnexpectedResponse", true],
  ["502", clerk(502), thrice, once, 502, true],
  ["a 502 in HTML", html(502), thrice, once, "UnexpectedResponse", true],
  ["503", clerk(503), thrice, once, 503, true],
  ["a truncated 503", truncated(503), thrice, once, "UnexpectedResponse", true],
  ["504", clerk(504), thrice, once, 504, true],
  ["a lost connection", lost, thrice, once, "Transport", true],
  ["a socket closed by the server", fails("UND_ERR_SOCKET"), thrice, once, "Transport", true],
  ["a truncated 200", truncated(200), thrice, once, "UnexpectedResponse", true],
  [
    "a truncated 200 with content-length",
    truncated(200, { "content-length": "999" }),
    thrice,
    once,
    "UnexpectedResponse",
    true
  ],
  ["a timeout", hang, [0, 31_000, 63_000], once, "Timeout", true],
  ["a response after the timeout", after("31 seconds", ok), [0, 31_000, 63_000], once, "Timeout", true],
  ["400", clerk(400), once, once, 400, false],
  ["a truncated 400", truncated(400), once, once, "UnexpectedResponse", false],
  ["401", clerk(401), once, once, 401, false],
  ["402", clerk(402), once, once, 402, false],
  ["403", clerk(403), once, once, 403, false],
  ["a 403 in HTML", html(403), once, once, "UnexpectedResponse", false],
  ["404", clerk(404), once, once, 404, false],
  ["an empty 405", empty(405), once, once, "UnexpectedResponse", false],
  ["422", clerk(422), once, once, 422, false],
  // F26
  ["a 302", empty(302), once, once, "UnexpectedResponse", true],
  ["a 303", empty(303), once, once, "UnexpectedResponse", true],
  ["a 307", empty(307), once, once, "UnexpectedResponse", true],
  ["a 304", empty(304), once, once, "UnexpectedResponse", true],
  ["501", clerk(501), once, once, 501, true],
  ["505", clerk(505), once, once, 505, true],
  // F1
  ["408", clerk(408), thrice, once, 408, true],
  ["a 408 in HTML", html(408), thrice, once, "UnexpectedResponse", true],
  ["521 with Clerk's body", clerk(521), thrice, once, 521, true],
  ...[520, 521, 522, 523, 524, 525, 526, 527, 530].map((status): Row => [
    `a ${status} in HTML`,
    html(status),
    thrice,
    once,
    "UnexpectedResponse",
    true
  ]),
  ...[521, 523, 525, 526, 530].map((status): Row => [
    `a ${status} that Cloudflare made, which has not reached Clerk`,
    html(status, { "cf-error-type": String(status) }),
    thrice,
    thrice,
    "UnexpectedResponse",
    false
  ]),
  ...[500, 502, 520, 522, 524].map((status): Row => [
    `a ${status} that Cloudflare made`,
    html(status, { "cf-error-type": String(status) }),
    thrice,
    once,
    "UnexpectedResponse",
    true
  ]),
  ["a 531 in HTML", html(531), once, once, "UnexpectedResponse", true],
  ["a 200 that is not a user", json(200, { id: "user_1" }), once, once, "InvalidResponse", true],
  ["a 200 in HTML", html(200), once, once, "InvalidResponse", true],
  ["a 204", empty(204), once, once, "InvalidResponse", true]
]

describe("A failure on every attempt", () => {
  it.effect.each(table)(
    "is retried according to the table: %s",
    ([, outcome, ofSafe, ofUnsafe, what, unknown]) =>
      Effect.gen(function*() {
        const seen = Effect.fnUntraced(function*(call: Parameters<typeof play>[1]) {
          const played = yield* play([outcome], call, { retry: policy })
          return { sentAt: played.sentAt, summary: summary(played) }
        })
        assert.deepStrictEqual(yield* seen(read), {
          sentAt: ofSafe,
          summary: { what, attempts: ofSafe.length, outcomeUnknown: false }
        })
        assert.deepStrictEqual(yield* seen(safe), {
          sentAt: ofSafe,
          summary: { what, attempts: ofSafe.length, outcomeUnknown: unknown }
        })
        assert.deepStrictEqual(yield* seen(unsafe), {
          sentAt: ofUnsafe,
          summary: { what, attempts: ofUnsafe.length, outcomeUnknown: unknown }
        })
      })
  )
})

describe("A failure on the first two attempts", () => {
  const passing = table.filter(([, , ofSafe]) => ofSafe.length === 3)

  it.effect.each(passing)(
    "is made good by the third attempt if the operation may be retried: %s",
    ([, outcome, ofSafe, ofUnsafe]) =>
      Effect.gen(function*() {
        const script: Script = [outcome, outcome, ok]
        for (const call of [read, safe]) {
          const played = yield* play(script, call, { retry: policy })
          assert.strictEqual(summary(played), "success")
          assert.deepStrictEqual(played.sentAt, ofSafe)
        }
        const played = yield* play(script, unsafe, { retry: policy })
        assert.deepStrictEqual(played.sentAt, ofUnsafe)
        assert.strictEqual(summary(played) === "success", ofUnsafe.length === 3)
      })
  )
})

describe("Different failures in a row", () => {
  /** A call ends with its last failure, but `outcomeUnknown` stays true once one attempt may have been carried out. */
  const scripts: ReadonlyArray<
    readonly [
      name: string,
      call: typeof safe,
      script: Script,
      sentAt: ReadonlyArray<number>,
      summary: Summary
    ]
  > = [
    [
      "a non-idempotent write that gets 429 and then loses its connection is not retried again",
      unsafe,
      [clerk(429), lost, ok],
      [0, 1000],
      { what: "Transport", attempts: 2, outcomeUnknown: true }
    ],
    [
      "a write whose connection is refused and that then gets 422 has a known outcome",
      unsafe,
      [refused, clerk(422)],
      [0, 1000],
      { what: 422, attempts: 2, outcomeUnknown: false }
    ],
    [
      "a write that loses its connection and then gets 422 has an unknown outcome",
      safe,
      [lost, clerk(422)],
      [0, 1000],
      { what: 422, attempts: 2, outcomeUnknown: true }
    ],
    [
      "a write that times out and then gets 401 has an unknown outcome",
      safe,
      [hang, clerk(401)],
      [0, 31_000],
      { what: 401, attempts: 2, outcomeUnknown: true }
    ],
    [
      "a write that gets 503 and then 429 has an unknown outcome",
      safe,
      [clerk(503), clerk(429)],
      thrice,
      { what: 429, attempts: 3, outcomeUnknown: true }
    ],
    [
      "a write that gets 503 and then finds no connection has an unknown outcome",
      safe,
      [clerk(503), refused],
      thrice,
      { what: "Transport", attempts: 3, outcomeUnknown: true }
    ],
    [
      "a write whose connection breaks while it is read from has an unknown outcome",
      unsafe,
      [refused, fails("EHOSTUNREACH", "read")],
      [0, 1000],
      { what: "Transport", attempts: 2, outcomeUnknown: true }
    ],
    [
      "a write that loses its connection and then gets an undecodable 200 has an unknown outcome",
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
      assert.deepStrictEqual(summary(played), expected)
    }))
})

describe("After a failure with unknown outcome", () => {
  /** Whether the operation is idempotent. */
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
    deleteExternalAccount: true,
    replaceEmailAddress: true,
    replacePhoneNumber: true,
    bulkBan: true,
    bulkUnban: true,
    replaceMetadata: true,
    getBillingSubscription: true,
    getBillingCreditBalance: true,
    adjustBillingCreditBalance: true,
    removePassword: true,
    setPasswordCompromised: true,
    unsetPasswordCompromised: true,
    listTrustedDevices: true,
    revokeTrustedDevice: true,
    getInstanceOrganizationMemberships: true
  }

  it.effect.each(names)(
    "users.%s is retried only if it is idempotent, and always after a 429 or a refused connection",
    (name) =>
      Effect.gen(function*() {
        for (const outcome of [clerk(503), lost, hang, truncated(200)]) {
          const played = yield* play<unknown>([outcome, ok], calls[name], { retry: policy })
          assert.lengthOf(played.sent, repeats[name] ? 2 : 1)
          assert.strictEqual(summary(played) === "success", repeats[name])
        }
        for (const outcome of [clerk(429), refused]) {
          const played = yield* play<unknown>([outcome, ok], calls[name], { retry: policy })
          assert.strictEqual(summary(played), "success")
          assert.deepStrictEqual(played.sentAt, [0, 1000])
        }
      })
  )
})

it.scoped("an unrequested 101 Switching Protocols is not retried", () =>
  Effect.gen(function*() {
    const server = yield* serve(raw(head(101, { connection: "upgrade", upgrade: "websocket" })))
    const retry = Retry.make({ schedule: Schedule.recurs(2) })
    // Only the client over node:http reports that status.
    const layer = Layer.provide(client(server, { retry }), NodeHttpClient.layer)
    const error = yield* failureOf(unsafe).pipe(Effect.provide(layer))
    assert.deepStrictEqual([error.status, error.attempts, server.received.length], [101, 1, 1])
    assert.isTrue(error.outcomeUnknown)
  }))
