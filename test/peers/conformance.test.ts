/**
 * Clerk's OpenAPI file, whose path is in `CLERK_OPENAPI`, allows the requests and responses of the in-memory Clerk. The module
 * `support/conformance/InMemoryServer.ts` validates them in every test; this file tests that it does, and calls every operation once.
 */
import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Redacted } from "effect"
import { userOperations, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { readFileSync } from "node:fs"
import * as OTPAuth from "otpauth"
import { inject } from "vitest"
import type { Described } from "../support/conformance/document.ts"
import { repair } from "../support/conformance/document.ts"
import { callsEveryOperation } from "../support/conformance/everyOperation.ts"
import type { Exchange } from "../support/conformance/validate.ts"
import { make } from "../support/conformance/validate.ts"

const schemas = inject("clerkSchemas")
if (schemas === null) {
  console.log(
    "skipped: the tests of requests and responses against Clerk's OpenAPI file, because CLERK_OPENAPI is not set"
  )
}

const userId = "user_ada"
const totpSecret = "JBSWY3DPEHPK3PXP"

/** Calls every operation that the file has, and one that Clerk refuses. */
const callAll = Effect.gen(function*() {
  yield* Users.create({
    emailAddress: ["bob@example.com", "reserved@example.com"],
    emailAddressIdentificationStatus: ["verified", "reserved"],
    phoneNumber: ["+15555550101"],
    web3Wallet: ["0xb0b"],
    username: "bob",
    password: Redacted.make("correct-horse-battery"),
    publicMetadata: { a: { b: [1] } },
    createdAt: DateTime.unsafeMake("2024-01-01T00:00:00Z"),
    createOrganizationsLimit: 3,
    locked: true
  })
  yield* Users.list({ limit: 5, emailAddressQuery: "example", banned: false, createdAtAfter: DateTime.unsafeMake(0) })
  yield* Users.count({ query: "a" })
  yield* Users.get({ userId })
  yield* Users.update({ userId, firstName: "Ada", lastName: null, legalAcceptedAt: DateTime.unsafeMake(0) })
  yield* Users.updateMetadata({ userId, unsafeMetadata: { theme: null } })
  yield* Users.ban({ userId })
  yield* Users.unban({ userId })
  yield* Users.lock({ userId })
  yield* Users.unlock({ userId })
  yield* Users.setProfileImage({ userId, file: Buffer.from("89504e470d0a1a0a", "hex") })
  yield* Users.deleteProfileImage({ userId })
  yield* Users.getOrganizationMemberships({ userId, limit: 2, offset: 0 })
  yield* Users.getOrganizationInvitations({ userId, status: "pending" })
  yield* Users.verifyPassword({ userId, password: Redacted.make("analytical-engine") })
  const now = yield* DateTime.now
  const code = new OTPAuth.TOTP({ secret: totpSecret }).generate({ timestamp: now.epochMillis })
  yield* Users.verifyTOTP({ userId, code: Redacted.make(code) })
  yield* Users.verifyTOTP({ userId, code: Redacted.make("backup-1") })
  yield* Users.deleteBackupCodes({ userId })
  yield* Users.deleteTotp({ userId })
  yield* Users.disableMFA({ userId })
  yield* Users.deletePasskey({ userId, passkeyIdentificationId: "idn_passkey" })
  const ada = yield* Users.get({ userId })
  yield* Users.deleteWeb3Wallet({ userId, web3WalletIdentificationId: ada.web3Wallets[0]!.id })
  yield* Users.getOAuthAccessToken({ userId, provider: "google" })
  yield* Users.deleteExternalAccount({ userId, externalAccountId: ada.externalAccounts[0]!.deletableId })
  yield* Users.replaceMetadata({ userId, publicMetadata: { plan: "pro" } })
  yield* Users.replaceEmailAddress({ userId, emailAddress: "lovelace@example.com" })
  yield* Users.replacePhoneNumber({ userId, phoneNumber: "+15555550199" })
  yield* Users.bulkBan({ userIds: [userId] })
  yield* Users.bulkUnban({ userIds: [userId] })
  yield* Users.getInstanceOrganizationMemberships({ limit: 2 })
  yield* Users.getBillingSubscription({ userId })
  yield* Users.adjustBillingCreditBalance({ userId, amount: 500, action: "increase" })
  yield* Users.getBillingCreditBalance({ userId })
  yield* Users.setPasswordCompromised({ userId })
  yield* Users.unsetPasswordCompromised({ userId })
  yield* Users.removePassword({ userId })
  const [device] = (yield* Users.listTrustedDevices({ userId })).data
  yield* Users.revokeTrustedDevice({ userId, trustedDeviceId: device!.id })
  yield* Effect.flip(Users.create({ username: "bob", emailAddress: ["bob@example.com"] }))
  yield* Users.delete({ userId })
  yield* Effect.flip(Users.get({ userId }))
})

const withAda = Effect.provide(
  ClerkTest.layer({
    users: [{
      id: userId,
      emailAddress: ["ada@example.com"],
      phoneNumber: ["+15555550100"],
      web3Wallet: ["0xada"],
      password: Redacted.make("analytical-engine"),
      totpSecret: Redacted.make(totpSecret),
      backupCodes: [Redacted.make("backup-1"), Redacted.make("backup-2")],
      phoneSecondFactor: true,
      externalAccounts: [{ provider: "oauth_google" }],
      oauthAccessTokens: [{}],
      passkeys: [{ id: "idn_passkey" }],
      samlAccounts: [{}],
      enterpriseAccounts: [{}],
      organizationMemberships: [{ role: "org:admin" }],
      organizationInvitations: [{ status: "pending" }],
      trustedDevices: [{}],
      billingSubscription: {},
      lastSignInAt: DateTime.unsafeMake(0)
    }]
  })
)

describe.skipIf(schemas === null)("Clerk's OpenAPI file", () => {
  it.effect("allows a request and a response of every operation", () =>
    callsEveryOperation("users", userOperations, callAll, ["createTOTP"]).pipe(withAda))

  it("has a valid schema for each query, body and response", () => {
    const described: Described = JSON.parse(readFileSync(schemas!, "utf8"))
    assert.isAbove(make(described).compileAll(), 2 * described.endpoints.length)
  })
})

const { problems } = make({
  components: {
    schemas: {
      ClerkErrors: {
        type: "object",
        properties: { errors: { type: "array", items: { type: "object", required: ["code"] } } },
        required: ["errors"]
      }
    }
  },
  endpoints: [{
    method: "PATCH",
    path: "/domains/{domain_id}",
    query: { type: "object", properties: { limit: { type: "integer" } } },
    body: { type: "object", properties: { name: { type: "string" } }, additionalProperties: false },
    success: { type: "object", properties: { id: { type: "string" } }, required: ["id"] },
    errors: [404]
  }]
})

const exchange = (change: Partial<Exchange>): Exchange => ({
  method: "PATCH",
  url: "/v1/domains/dmn_1?limit=1",
  sent: { name: "a" },
  received: { status: 200, body: { id: "dmn_1" } },
  ...change
})

describe("The validation of an exchange", () => {
  it.each<[string, Partial<Exchange>, ReadonlyArray<string>]>([
    ["what the file allows", {}, []],
    ["a parameter of another type", { url: "/v1/domains/dmn_1?limit=1.5" }, [
      `query/limit must be integer {"type":"integer"}`
    ]],
    ["a body field of another type", { sent: { name: null } }, [`body/name must be string {"type":"string"}`]],
    ["a response without a required field", { received: { status: 200, body: {} } }, [
      `response must have required property 'id' {"missingProperty":"id"}`
    ]],
    ["an undocumented status", { received: { status: 403, body: { errors: [] } } }, [
      "the status 403 is not documented"
    ]],
    ["an error body that is not Clerk's", { received: { status: 404, body: { errors: [{}] } } }, [
      `error/errors/0 must have required property 'code' {"missingProperty":"code"}`
    ]],
    ["a request that is not valid and is refused", {
      sent: { name: null },
      received: { status: 404, body: { errors: [] } }
    }, []],
    ["a request that is not valid, whose response is a fault", { sent: { name: null }, received: undefined }, [
      `body/name must be string {"type":"string"}`
    ]],
    ["an endpoint that the file does not have", { method: "GET", received: { status: 200, body: null } }, []]
  ])("reports what is wrong: %s", (_, change, expected) => {
    assert.deepStrictEqual(problems(exchange(change)).map((problem) => problem.replace(/^.*?: /, "")), expected)
  })
})

describe("A repair of the file", () => {
  const reason = "a test"

  it("adds to the object at its place", () => {
    assert.deepStrictEqual(repair<unknown>({ a: { b: { c: 1 } } }, { reason, at: ["a", "b"], add: { d: 2 } }), {
      a: { b: { c: 1, d: 2 } }
    })
  })

  it("fails when it changes nothing, or when the file does not have its place", () => {
    assert.throws(() => repair({ a: { c: 1 } }, { reason, at: ["a"], add: { c: 1 } }), "needs no repair at a: a test")
    assert.throws(() => repair({ a: {} }, { reason, at: ["a", "b"], add: {} }), "Nothing is at a.b")
  })
})
