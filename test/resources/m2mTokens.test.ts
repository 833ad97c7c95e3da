/** The machine-to-machine tokens. */
import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Layer, Redacted, Stream, TestClock } from "effect"
import { Http, m2mTokenOperations, M2MTokens, machineOperations, Machines, Retry } from "effect-clerk"
import * as ClerkKeys from "effect-clerk/ClerkKeys"
import * as M2MTokensModule from "effect-clerk/M2MTokens"
import * as MachinesModule from "effect-clerk/Machines"
import * as MachineToken from "effect-clerk/MachineToken"
import { ClerkTest } from "effect-clerk/testing"
import { callsEveryOperation } from "../support/conformance/everyOperation.ts"
import { refusal } from "../support/wire.ts"
import { testOperations } from "../support/wireCases.ts"

const api = "https://api.clerk.com/v1"

const token = {
  object: "machine_to_machine_token",
  id: "mt_1",
  subject: "mch_1",
  claims: { team: "billing" },
  scopes: ["mch_2"],
  revoked: false,
  revocation_reason: null,
  expired: false,
  expiration: 1735689660000,
  last_used_at: null,
  created_at: 1735689600000,
  updated_at: 1735689600000
}
const tokenRead = {
  object: "machine_to_machine_token",
  id: "mt_1",
  subject: "mch_1",
  claims: { team: "billing" },
  scopes: ["mch_2"],
  revoked: false,
  revocationReason: null,
  expired: false,
  expiration: "2025-01-01T00:01:00.000Z",
  lastUsedAt: null,
  createdAt: "2025-01-01T00:00:00.000Z",
  updatedAt: "2025-01-01T00:00:00.000Z"
}

testOperations<typeof m2mTokenOperations>("m2mTokens", {
  list: {
    call: M2MTokens.list({ subject: "mch_1", revoked: true, expired: false, limit: 2, offset: 4 }),
    sends: ["GET", `${api}/m2m_tokens?subject=mch_1&revoked=true&expired=false&limit=2&offset=4`],
    answered: { m2m_tokens: [token], total_count: 5 },
    reads: { data: [tokenRead], totalCount: 5 },
    refused: [404, "resource_not_found"]
  },
  create: {
    call: M2MTokens.create({
      tokenFormat: "jwt",
      secondsUntilExpiration: 60,
      claims: { team: "billing" },
      minRemainingTtlSeconds: 30
    }),
    sends: [
      "POST",
      `${api}/m2m_tokens`,
      `{"token_format":"jwt","seconds_until_expiration":60,"claims":{"team":"billing"},"min_remaining_ttl_seconds":30}`
    ],
    answered: { ...token, token: "mt_secret" },
    reads: { ...tokenRead, token: "<mt_secret>" },
    refused: [401, "machine_secret_key_invalid"]
  },
  revoke: {
    call: M2MTokens.revoke({ m2mTokenId: "mt_1", revocationReason: "leaked" }),
    sends: ["POST", `${api}/m2m_tokens/mt_1/revoke`, `{"revocation_reason":"leaked"}`],
    answered: { ...token, revoked: true, revocation_reason: "leaked" },
    reads: { ...tokenRead, revoked: true, revocationReason: "leaked" },
    refused: [404, "resource_not_found"]
  },
  verify: {
    call: M2MTokens.verify({ token: Redacted.make("mt_secret") }),
    sends: ["POST", `${api}/m2m_tokens/verify`, `{"token":"mt_secret"}`],
    answered: token,
    reads: tokenRead,
    refused: [404, "resource_not_found"]
  }
})

/** The tokens with the secret key of a machine, over the same in-memory Clerk. */
const asMachine = (secretKey: Redacted.Redacted) =>
  Effect.provide(
    M2MTokensModule.layer.pipe(
      Layer.provide(Http.layer({ secretKey, retry: Retry.none, rateLimit: "none" })),
      Layer.orDie
    )
  )

/** The instance, and one that machines with keys of their own can reach. */
const TestLive = Layer.provideMerge(
  Layer.mergeAll(MachinesModule.layer, M2MTokensModule.layer, ClerkKeys.layerJwks()),
  Http.layer({ secretKey: Redacted.make("sk_test_in_memory"), retry: Retry.none, rateLimit: "none" }).pipe(Layer.orDie)
).pipe(Layer.provideMerge(ClerkTest.layerHttpClient()))

const machines = Effect.gen(function*() {
  const invoices = yield* Machines.create({ name: "invoices" })
  const worker = yield* Machines.create({ name: "worker", scopedMachines: [invoices.id], defaultTokenTtl: 60 })
  return { invoices, worker }
})

describe("The in-memory Clerk", () => {
  it.effect("makes tokens with the secret key of a machine, and with no other", () =>
    Effect.gen(function*() {
      const { invoices, worker } = yield* machines
      const made = yield* M2MTokens.create({ claims: { team: "billing" } }).pipe(asMachine(worker.secretKey))
      assert.strictEqual(made.subject, worker.id)
      assert.deepStrictEqual(made.scopes, [invoices.id])
      assert.deepStrictEqual(made.expiration, DateTime.unsafeMake(60_000))
      const error = yield* refusal(M2MTokens.create())
      assert.deepStrictEqual([error.status, error.errors[0]?.code], [401, "machine_secret_key_invalid"])
      const wrong = yield* refusal(M2MTokens.create().pipe(asMachine(Redacted.make("ak_wrong"))))
      assert.strictEqual(wrong.status, 401)
      const elsewhere = yield* refusal(
        Http.ClerkHttp.pipe(
          Effect.flatMap((http) => http.call("machines.list", machineOperations.list)()),
          Effect.provide(Layer.orDie(Http.layer({ secretKey: worker.secretKey, retry: Retry.none })))
        )
      )
      assert.strictEqual(elsewhere.status, 401)
    }).pipe(Effect.provide(TestLive)))

  it.effect("ends the previous secret key of a machine when its time is over", () =>
    Effect.gen(function*() {
      const { worker } = yield* machines
      const { secret } = yield* Machines.rotateSecretKey({ machineId: worker.id, previousTokenTtl: 60 })
      const withPrevious = M2MTokens.create().pipe(asMachine(worker.secretKey))
      yield* withPrevious
      yield* M2MTokens.create().pipe(asMachine(secret))
      yield* TestClock.adjust("1 minute")
      assert.strictEqual((yield* refusal(withPrevious)).status, 401)
      yield* M2MTokens.create().pipe(asMachine(secret))
    }).pipe(Effect.provide(TestLive)))

  it.effect("verifies a token for the instance and for the machines in its scopes, until it is revoked", () =>
    Effect.gen(function*() {
      const { invoices, worker } = yield* machines
      const { id, token } = yield* M2MTokens.create().pipe(asMachine(worker.secretKey))
      const verify = M2MTokens.verify({ token })
      assert.strictEqual((yield* verify).subject, worker.id)
      assert.strictEqual((yield* verify.pipe(asMachine(invoices.secretKey))).id, id)
      assert.strictEqual((yield* refusal(verify.pipe(asMachine(worker.secretKey)))).status, 404)
      assert.strictEqual((yield* refusal(M2MTokens.verify({ token: Redacted.make("mt_other") }))).status, 404)
      assert.strictEqual((yield* MachineToken.verify(token, { accept: ["m2m"] })).subject, worker.id)
      const revoke = M2MTokens.revoke({ m2mTokenId: id, revocationReason: "leaked" })
      assert.strictEqual((yield* refusal(revoke.pipe(asMachine(invoices.secretKey)))).status, 404)
      assert.strictEqual((yield* revoke.pipe(asMachine(worker.secretKey))).revoked, true)
      assert.strictEqual((yield* verify).revocationReason, "leaked")
      assert.strictEqual(yield* reasonOf(token), "revoked")
    }).pipe(Effect.provide(TestLive)))

  it.effect("lets tokens expire with the clock, and ends them with their machine", () =>
    Effect.gen(function*() {
      const { worker } = yield* machines
      const short = yield* M2MTokens.create({ secondsUntilExpiration: 5 }).pipe(asMachine(worker.secretKey))
      const long = yield* M2MTokens.create({ secondsUntilExpiration: 3600 }).pipe(asMachine(worker.secretKey))
      yield* TestClock.adjust("5 seconds")
      assert.strictEqual((yield* M2MTokens.verify({ token: short.token })).expired, true)
      assert.strictEqual(yield* reasonOf(short.token), "expired")
      yield* MachineToken.verify(long.token)
      yield* Machines.delete({ machineId: worker.id })
      assert.strictEqual(yield* reasonOf(long.token), "unknownToken")
    }).pipe(Effect.provide(TestLive)))

  it.effect("makes JWTs, which are verified without a request and are not listed", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(1_700_000_000_000)
      const { invoices, worker } = yield* machines
      const { id, token } = yield* M2MTokens.create({ tokenFormat: "jwt", claims: { team: "billing" } }).pipe(
        asMachine(worker.secretKey)
      )
      const verified = yield* MachineToken.verify(token, { accept: ["m2m"] })
      assert.deepStrictEqual([verified.id, verified.subject, verified.scopes, verified.claims["team"]], [
        id,
        worker.id,
        [invoices.id],
        "billing"
      ])
      assert.strictEqual((yield* M2MTokens.list({ subject: worker.id })).totalCount, 0)
      assert.strictEqual((yield* refusal(M2MTokens.revoke({ m2mTokenId: id }))).status, 404)
    }).pipe(Effect.provide(TestLive)))

  it.effect("returns a token that exists when it is valid for long enough", () =>
    Effect.gen(function*() {
      const { worker } = yield* machines
      const make = (minRemainingTtlSeconds: number, claims = {}) =>
        Effect.map(
          M2MTokens.create({ minRemainingTtlSeconds, claims }).pipe(asMachine(worker.secretKey)),
          ({ token }) => Redacted.value(token)
        )
      const first = yield* make(30)
      yield* TestClock.adjust("20 seconds")
      assert.strictEqual(yield* make(30), first)
      assert.notStrictEqual(yield* make(30, { team: "billing" }), first)
      assert.notStrictEqual(yield* make(50), first)
      assert.strictEqual((yield* refusal(make(60))).status, 400)
    }).pipe(Effect.provide(TestLive)))

  it.effect("lists the tokens of a machine, the newest first, without revoked and expired ones unless they are asked for", () =>
    Effect.gen(function*() {
      const { invoices, worker } = yield* machines
      const make = M2MTokens.create({ secondsUntilExpiration: 60 }).pipe(asMachine(worker.secretKey))
      const [first, second] = [yield* make, yield* make]
      const third = yield* M2MTokens.create({ secondsUntilExpiration: 3600 }).pipe(asMachine(worker.secretKey))
      yield* M2MTokens.revoke({ m2mTokenId: first.id })
      const ids = (filters: object = {}) =>
        Effect.map(M2MTokens.list({ subject: worker.id, ...filters }), ({ data }) => data.map(({ id }) => id))
      assert.deepStrictEqual(yield* ids(), [third.id, second.id])
      assert.deepStrictEqual(yield* ids({ revoked: true, limit: 2, offset: 1 }), [second.id, first.id])
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(yield* ids(), [third.id])
      assert.deepStrictEqual(yield* ids({ expired: true }), [third.id, second.id])
      assert.strictEqual((yield* refusal(M2MTokens.list({ subject: "mch_none" }))).status, 404)
      const others = M2MTokens.list({ subject: worker.id }).pipe(asMachine(invoices.secretKey))
      assert.strictEqual((yield* refusal(others)).status, 403)
    }).pipe(Effect.provide(TestLive)))

  it.effect("returns all tokens of a machine as a stream, in pages of 100", () =>
    Effect.gen(function*() {
      const { worker } = yield* machines
      yield* Effect.replicateEffect(M2MTokens.create(), 101).pipe(asMachine(worker.secretKey))
      yield* TestClock.adjust("1 second")
      assert.strictEqual(yield* Stream.runCount(M2MTokens.stream({ subject: worker.id })), 101)
      const pages = (yield* ClerkTest.requests).filter(({ operation }) => operation === "m2mTokens.list")
      assert.deepStrictEqual(pages.map(({ query }) => [query["limit"], query["offset"]]), [["100", "0"], [
        "100",
        "100"
      ]])
    }).pipe(Effect.provide(TestLive)))

  it.effect("sends what Clerk's OpenAPI file allows, for every operation on machine-to-machine tokens", () =>
    callsEveryOperation(
      "m2mTokens",
      m2mTokenOperations,
      Effect.gen(function*() {
        const { worker } = yield* machines
        const { id, token } = yield* M2MTokens.create({ claims: { team: "billing" }, minRemainingTtlSeconds: 1 }).pipe(
          asMachine(worker.secretKey)
        )
        yield* M2MTokens.list({ subject: worker.id, revoked: true, expired: true, limit: 1, offset: 0 })
        yield* M2MTokens.verify({ token })
        yield* M2MTokens.revoke({ m2mTokenId: id, revocationReason: null })
        yield* refusal(M2MTokens.verify({ token: Redacted.make("mt_other") }))
      })
    ).pipe(Effect.provide(TestLive)))
})

const reasonOf = (token: Redacted.Redacted) =>
  MachineToken.verify(token).pipe(
    Effect.flip,
    Effect.map((error) => error._tag === "TokenInvalid" ? error.reason : error._tag)
  )
