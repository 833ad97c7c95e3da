import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Redacted, Schema, TestClock } from "effect"
import * as ClerkKeys from "effect-clerk/ClerkKeys"
import * as SessionToken from "effect-clerk/SessionToken"
import { ClerkTest } from "effect-clerk/testing"
import type { TokenInvalidReason } from "effect-clerk/TokenErrors"
import { createHmac } from "node:crypto"

/** The services of the in-memory Clerk and its key. */
const provide = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.scoped(Effect.gen(function*() {
    const pem = yield* ClerkTest.publicKeyPem
    return yield* Effect.provide(effect, ClerkKeys.layerPem(pem))
  })).pipe(Effect.provide(ClerkTest.layer()))

const reasonOf = (
  token: string,
  options?: SessionToken.Options
): Effect.Effect<TokenInvalidReason, unknown, ClerkKeys.ClerkKeys> =>
  SessionToken.verify(token, options).pipe(
    Effect.flip,
    Effect.map((error) => error._tag === "TokenInvalid" ? error.reason : assert.fail(error.message))
  )

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url")

const claims = { sub: "user_1", sid: "sess_1", exp: 60, iat: 0, nbf: 0, iss: "https://clerk.in-memory.test" }

describe("SessionToken.verify", () => {
  it.effect("returns the same claims for a token of version 1 and of version 2", () =>
    provide(Effect.gen(function*() {
      yield* TestClock.setTime(1_700_000_000_000)
      const options = {
        userId: "user_ada",
        sessionId: "sess_1",
        authorizedParty: "https://app.example.com",
        organization: { id: "org_1", slug: "acme", role: "org:admin", permissions: ["org:invoices:create"] },
        actor: "user_support",
        factorVerificationAge: [5, -1],
        claims: { plan_hint: "pro" }
      } as const
      const [one, two] = yield* Effect.all(
        ([1, 2] as const).map((version) =>
          Effect.flatMap(ClerkTest.sessionToken({ ...options, version }), (token) => SessionToken.verify(token))
        )
      )
      assert.deepStrictEqual({ ...one! }, { ...two!, features: one!.features })
      assert.strictEqual(one!.userId, "user_ada")
      assert.deepStrictEqual({ ...two!.organization! }, {
        id: "org_1" as never,
        slug: "acme",
        role: "org:admin",
        permissions: ["org:invoices:create"]
      })
      assert.deepStrictEqual(two!.claims, { plan_hint: "pro" })
      assert.strictEqual(two!.actor?.userId, "user_support")
      assert.deepStrictEqual(two!.factorVerificationAge?.firstFactor, Duration.minutes(5))
      assert.isNull(two!.factorVerificationAge?.secondFactor ?? null)
    })))

  it.effect("reads permissions beyond 2^53 and leaves out those of the user's features", () =>
    provide(Effect.gen(function*() {
      const per = Array.from({ length: 70 }, (_, index) => `p${index}`)
      const token = yield* ClerkTest.signToken({
        ...claims,
        v: 2,
        fea: "u:chat,o:invoices,ou:export",
        pla: "u:pro",
        o: { id: "org_1", rol: "member", per: per.join(","), fpm: `${(1n << 69n) + 1n},2` }
      })
      const session = yield* SessionToken.verify(token)
      assert.deepStrictEqual(session.organization?.permissions, [
        "org:invoices:p0",
        "org:invoices:p69",
        "org:export:p1"
      ])
      assert.isTrue(
        session.has({ permission: "org:invoices:p69", role: "member", feature: "user:export", plan: "pro" })
      )
      assert.isFalse(session.has({ feature: "org:chat" }))
      assert.isFalse(session.has({}))
    })))

  it.effect("moves with the TestClock, and honours a skew of 0 (B38)", () =>
    provide(Effect.gen(function*() {
      const token = yield* ClerkTest.sessionToken({ userId: "user_1", expiresIn: "1 minute" })
      yield* TestClock.setTime(64_999)
      yield* SessionToken.verify(token)
      yield* TestClock.setTime(65_000)
      assert.strictEqual(yield* reasonOf(token), "expired")
      yield* TestClock.setTime(59_999)
      yield* SessionToken.verify(token, { clockSkew: 0 })
      yield* TestClock.setTime(60_000)
      assert.strictEqual(yield* reasonOf(token, { clockSkew: 0 }), "expired")
      assert.strictEqual(
        yield* reasonOf(token, { clockSkew: Duration.infinity, issuer: "https://x.test" }),
        "wrongIssuer"
      )
    })))

  it.effect("fails with a reason for each claim that does not hold", () =>
    provide(Effect.gen(function*() {
      const cases: ReadonlyArray<readonly [TokenInvalidReason, object, object?, SessionToken.Options?]> = [
        ["notActiveYet", { nbf: 6 }],
        ["issuedInFuture", { iat: 6 }],
        ["wrongAuthorizedParty", {}, {}, { authorizedParties: ["https://app.example.com"] }],
        ["wrongAuthorizedParty", { azp: "https://evil.test" }, {}, { authorizedParties: ["https://app.example.com"] }],
        ["wrongAudience", { aud: "other" }, {}, { audience: ["mine"] }],
        ["wrongIssuer", {}, {}, { issuer: "https://clerk.example.com" }],
        ["sessionPending", { sts: "pending" }],
        ["wrongTokenType", { sid: undefined }],
        ["wrongTokenType", { sub: "mch_1" }],
        ["wrongTokenType", {}, { typ: "at+jwt" }],
        ["wrongTokenType", {}, { cat: "cl_B7d4PD333AAA" }],
        ["malformed", { sub: undefined }],
        ["malformed", { exp: undefined }],
        ["malformed", { exp: "60" }],
        ["malformed", { nbf: null }],
        ["malformed", { act: "user_2" }],
        ["malformed", {}, { crit: ["b64"], b64: false }]
      ]
      for (const [reason, changes, header, options] of cases) {
        const token = yield* ClerkTest.signToken({ ...claims, ...changes }, { ...header })
        assert.strictEqual(yield* reasonOf(token, options), reason, JSON.stringify([changes, header, options]))
      }
      yield* SessionToken.verify(yield* ClerkTest.signToken({ ...claims, sts: "pending" }), {
        treatPendingAsSignedOut: false
      })
    })))

  it.effect("refuses a token without a signature, and one that is signed with the public key as a shared secret", () =>
    provide(Effect.gen(function*() {
      const pem = yield* ClerkTest.publicKeyPem
      for (const secret of [pem, pem.trim(), pem.replaceAll("\n", "\\n")]) {
        const text = `${base64url({ alg: "HS256", typ: "JWT", kid: "ins_in_memory" })}.${base64url(claims)}`
        const token = `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`
        assert.strictEqual(yield* reasonOf(token), "wrongAlgorithm")
      }
      for (const alg of ["none", "None", "nOnE", "", "PS256", "ES256", "HS512", "rs256", undefined, null, 256]) {
        assert.strictEqual(yield* reasonOf(`${base64url({ alg })}.${base64url(claims)}.AAAA`), "wrongAlgorithm")
      }
      assert.strictEqual(yield* reasonOf(`${base64url({ alg: "none" })}.${base64url(claims)}.`), "malformed")
    })))

  it.effect("looks at no claim before the signature", () =>
    provide(Effect.gen(function*() {
      const [header] = (yield* ClerkTest.signToken(claims)).split(".")
      const signature = (yield* ClerkTest.signToken(claims)).split(".")[2]
      assert.strictEqual(yield* reasonOf(`${header}.${base64url({ ...claims, exp: -1 })}.${signature}`), "badSignature")
      assert.strictEqual(yield* reasonOf(`${header}.${base64url("text")}.${signature}`), "badSignature")
    })))

  it.effect("refuses texts that are no tokens, also of 10 MB", () =>
    provide(Effect.gen(function*() {
      const token = yield* ClerkTest.sessionToken({ userId: "user_1" })
      const big = "a".repeat(10_000_000)
      const texts = [
        "",
        ".",
        "..",
        "a.b.c",
        `${token}.`,
        ` ${token}`,
        `${token}=`,
        big,
        `${big}.${big}.${big}`,
        ".".repeat(10_000_000),
        "mt_1",
        "a.b"
      ]
      for (const text of texts) {
        assert.strictEqual(yield* reasonOf(text), "malformed")
      }
    })))

  it.effect("decodes claims of one's own with a schema", () =>
    provide(Effect.gen(function*() {
      const Mine = Schema.Struct({ plan: Schema.Literal("free", "pro"), since: Schema.Date })
      const mine = { plan: "pro", since: "2026-01-01T00:00:00.000Z" }
      const token = yield* ClerkTest.sessionToken({ userId: "user_1", claims: mine })
      const session = yield* SessionToken.verify(token, { claims: Mine })
      assert.deepStrictEqual<"free" | "pro">(session.claims.plan, "pro")
      assert.strictEqual(session.claims.since.getUTCFullYear(), 2026)
      assert.isFalse(session.has({ role: "admin" }))
      const other = yield* ClerkTest.sessionToken({ userId: "user_1", claims: { plan: "gold" } })
      const error = yield* Effect.flip(SessionToken.verify(Redacted.make(other), { claims: Mine }))
      assert.strictEqual(error._tag === "TokenInvalid" && error.reason, "malformed")
      assert.notInclude(String(error), "gold")
    })))
})

describe("SessionClaims.isReverified", () => {
  const ages = [-1, 0, 9, 10, 59, 60, 1439, 1440]
  it.effect("is true exactly while Clerk's own client says so", () =>
    provide(Effect.gen(function*() {
      const { createCheckAuthorization } = yield* Effect.promise(() => import("@clerk/shared/authorization"))
      for (const first of ages) {
        for (const second of ages) {
          const token = yield* ClerkTest.sessionToken({ userId: "user_1", factorVerificationAge: [first, second] })
          const session = yield* SessionToken.verify(token)
          const official = createCheckAuthorization({
            userId: "user_1",
            orgId: undefined,
            orgRole: undefined,
            orgPermissions: undefined,
            factorVerificationAge: [first, second],
            features: "",
            plans: ""
          })
          for (const reverification of ["strict_mfa", "strict", "moderate", "lax"] as const) {
            assert.strictEqual(
              session.isReverified(reverification),
              official({ reverification }),
              `${reverification} ${first} ${second}`
            )
          }
          for (const level of ["first_factor", "second_factor", "multi_factor"] as const) {
            assert.strictEqual(
              session.isReverified({ level, within: "10 minutes" }),
              official({ reverification: { level, afterMinutes: 10 } })
            )
          }
        }
      }
    })))
})
