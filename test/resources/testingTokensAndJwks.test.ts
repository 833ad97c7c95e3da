/** Testing tokens, and the public keys of an instance. */
import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Redacted, TestClock } from "effect"
import { Jwks, jwksOperations, testingTokenOperations, TestingTokens } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { decodeProtectedHeader, importJWK, jwtVerify } from "jose"
import { callsEveryOperation } from "../support/conformance/everyOperation.ts"
import { answering, plain } from "../support/wire.ts"
import { testOperations } from "../support/wireCases.ts"

const api = "https://api.clerk.com/v1"

testOperations<typeof testingTokenOperations>("testingTokens", {
  create: {
    call: TestingTokens.create(),
    sends: ["POST", `${api}/testing_tokens`],
    answered: { object: "testing_token", token: "1713877200-c_2J2M", expires_at: 1713880800 },
    reads: { object: "testing_token", token: "<1713877200-c_2J2M>", expiresAt: "2024-04-23T14:00:00.000Z" },
    refused: [401, "clerk_key_invalid"]
  }
})

const none = {
  n: null,
  e: null,
  crv: null,
  x: null,
  y: null,
  x5c: null,
  x5t: null,
  x5tS256: null,
  x5u: null,
  d: null,
  p: null,
  q: null,
  dp: null,
  dq: null,
  qi: null,
  k: null
}

testOperations<typeof jwksOperations>("jwks", {
  get: {
    call: Jwks.get(),
    sends: ["GET", `${api}/jwks`],
    answered: {
      keys: [
        {
          kid: "ins_1",
          kty: "RSA",
          alg: "RS256",
          use: "sig",
          n: "modulus",
          e: "AQAB",
          x5c: ["MII"],
          "x5t#S256": "abc"
        },
        { kid: "ins_2", kty: "OKP", alg: "EdDSA", use: "sig", crv: "Ed25519", x: "point", d: "private" }
      ]
    },
    reads: {
      keys: [
        {
          ...none,
          kid: "ins_1",
          kty: "RSA",
          alg: "RS256",
          use: "sig",
          n: "modulus",
          e: "AQAB",
          x5c: ["MII"],
          x5tS256: "abc"
        },
        { ...none, kid: "ins_2", kty: "OKP", alg: "EdDSA", use: "sig", crv: "Ed25519", x: "point", d: "<private>" }
      ]
    },
    refused: [401, "clerk_key_invalid"]
  }
})

describe("The public keys", () => {
  it.effect("leave out a key without an id", () =>
    Effect.gen(function*() {
      const { layer } = answering({ body: { keys: [{ kty: "RSA" }, { kid: "ins_1", kty: "RSA" }] } })
      const { keys } = yield* Effect.provide(Jwks.get(), layer)
      assert.deepStrictEqual(keys.map(({ kid }) => kid), ["ins_1"])
    }))

  it.effect("verify a session token of the in-memory Clerk", () =>
    Effect.gen(function*() {
      const token = yield* ClerkTest.sessionToken({ userId: "user_ada", expiresIn: "1 hour" })
      const { keys: [key] } = yield* Jwks.get()
      assert.strictEqual(key!.kid, decodeProtectedHeader(token).kid)
      const { payload } = yield* Effect.promise(async () =>
        jwtVerify(token, await importJWK({ kty: "RSA", n: key!.n!, e: key!.e! }, "RS256"), { currentDate: new Date(0) })
      )
      assert.strictEqual(payload.sub, "user_ada")
    }).pipe(Effect.provide(ClerkTest.layer())))
})

describe("The in-memory Clerk", () => {
  it.effect("makes another testing token each time, valid for an hour", () =>
    Effect.gen(function*() {
      yield* TestClock.adjust("10 seconds")
      const first = yield* TestingTokens.create()
      const second = yield* TestingTokens.create()
      assert.match(Redacted.value(first.token), /^10-c_/)
      assert.notStrictEqual(Redacted.value(first.token), Redacted.value(second.token))
      assert.strictEqual(DateTime.toEpochMillis(first.expiresAt!), 3_610_000)
      assert.deepStrictEqual(plain(second.expiresAt), plain(first.expiresAt))
    }).pipe(Effect.provide(ClerkTest.layer())))

  it.effect("sends what Clerk's OpenAPI file allows, for every operation", () =>
    Effect.gen(function*() {
      yield* callsEveryOperation("testingTokens", testingTokenOperations, TestingTokens.create())
      yield* ClerkTest.reset
      yield* callsEveryOperation("jwks", jwksOperations, Jwks.get())
    }).pipe(Effect.provide(ClerkTest.layer())))
})
