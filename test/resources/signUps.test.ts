/** Sign-ups. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, TestClock } from "effect"
import { signUpOperations, SignUps } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { callsEveryOperation } from "../support/conformance/everyOperation.ts"
import { codesOf, refusal } from "../support/wire.ts"
import { testOperations } from "../support/wireCases.ts"

const api = "https://api.clerk.com/v1"

const signUp = {
  object: "sign_up_attempt",
  id: "sua_1",
  status: "missing_requirements",
  required_fields: ["email_address", "password"],
  optional_fields: ["first_name"],
  missing_fields: ["password"],
  unverified_fields: ["email_address"],
  verifications: {
    email_address: { next_action: "needs_attempt", supported_strategies: ["email_code"] },
    phone_number: null,
    web3_wallet: null,
    external_account: { object: "verification_oauth", status: "transferable" }
  },
  username: null,
  email_address: "ada@example.com",
  phone_number: null,
  web3_wallet: null,
  password_enabled: false,
  first_name: "Ada",
  last_name: null,
  unsafe_metadata: { planName: "pro" },
  custom_action: true,
  external_id: "customer_1",
  created_session_id: null,
  created_user_id: null,
  abandon_at: 1735689600000,
  legal_accepted_at: 1735689600000,
  locale: "en-US"
}
const signUpRead = {
  object: "sign_up_attempt",
  id: "sua_1",
  status: "missing_requirements",
  requiredFields: ["email_address", "password"],
  optionalFields: ["first_name"],
  missingFields: ["password"],
  unverifiedFields: ["email_address"],
  verifications: {
    emailAddress: { nextAction: "needs_attempt", supportedStrategies: ["email_code"] },
    phoneNumber: null,
    web3Wallet: null,
    externalAccount: { object: "verification_oauth", status: "transferable" }
  },
  username: null,
  emailAddress: "ada@example.com",
  phoneNumber: null,
  web3Wallet: null,
  passwordEnabled: false,
  firstName: "Ada",
  lastName: null,
  unsafeMetadata: { planName: "pro" },
  publicMetadata: {},
  customAction: true,
  externalId: "customer_1",
  createdSessionId: null,
  createdUserId: null,
  abandonAt: "2025-01-01T00:00:00.000Z",
  legalAcceptedAt: "2025-01-01T00:00:00.000Z",
  locale: "en-US",
  externalAccount: null
}

testOperations<typeof signUpOperations>("signUps", {
  get: {
    call: SignUps.get({ id: "sua_1" }),
    sends: ["GET", `${api}/sign_ups/sua_1`],
    answered: signUp,
    reads: signUpRead,
    refused: [403, "authorization_invalid"]
  },
  update: {
    call: SignUps.update({ id: "sua_1", externalId: "customer_1", customAction: null }),
    sends: ["PATCH", `${api}/sign_ups/sua_1`, `{"external_id":"customer_1","custom_action":null}`],
    answered: signUp,
    reads: signUpRead,
    refused: [403, "sign_up_cannot_be_updated"]
  }
})

describe("The in-memory Clerk", () => {
  it.effect("updates a sign-up until it is complete or abandoned", () =>
    Effect.gen(function*() {
      const id = "sua_guest"
      yield* SignUps.update({ id, externalId: "customer_1", customAction: true })
      const kept = yield* SignUps.update({ id })
      assert.deepStrictEqual([kept.externalId, kept.customAction], ["customer_1", true])
      assert.isNull((yield* SignUps.update({ id, externalId: null })).externalId)

      yield* TestClock.adjust("1 day")
      assert.strictEqual((yield* SignUps.get({ id })).status, "abandoned")
      assert.deepStrictEqual(yield* codesOf(SignUps.update({ id, externalId: "customer_2" })), [
        403,
        "sign_up_cannot_be_updated"
      ])

      const [complete] = yield* ClerkTest.seedSignUps([{ createdUserId: "user_1" }])
      assert(complete !== undefined)
      assert.strictEqual((yield* SignUps.get({ id: complete.id })).status, "complete")
      assert.deepStrictEqual(yield* codesOf(SignUps.update({ id: complete.id })), [
        403,
        "sign_up_cannot_be_updated"
      ])
      assert.deepStrictEqual(yield* codesOf(SignUps.get({ id: "sua_none" })), [404, "resource_not_found"])
    }).pipe(Effect.provide(ClerkTest.layer({ signUps: [{ id: "sua_guest", emailAddress: "ada@example.com" }] }))))

  it.effect("has only the sign-ups of its options after a reset", () =>
    Effect.gen(function*() {
      const [seeded] = yield* ClerkTest.seedSignUps([{}])
      yield* SignUps.update({ id: "sua_guest", customAction: true })
      yield* ClerkTest.reset
      assert.isFalse((yield* SignUps.get({ id: "sua_guest" })).customAction)
      assert.deepStrictEqual(yield* codesOf(SignUps.get({ id: seeded!.id })), [404, "resource_not_found"])
    }).pipe(Effect.provide(ClerkTest.layer({ signUps: [{ id: "sua_guest" }] }))))

  it.effect("sends what Clerk's OpenAPI file allows, for every operation on sign-ups", () =>
    callsEveryOperation(
      "signUps",
      signUpOperations,
      Effect.gen(function*() {
        yield* ClerkTest.seedSignUps([{
          id: "sua_1",
          emailAddress: "ada@example.com",
          verifications: { emailAddress: { nextAction: "needs_attempt", supportedStrategies: ["email_code"] } }
        }])
        yield* SignUps.get({ id: "sua_1" })
        yield* SignUps.update({ id: "sua_1", externalId: null, customAction: true })
        yield* ClerkTest.seedSignUps([{ id: "sua_2", status: "abandoned" }])
        yield* refusal(SignUps.update({ id: "sua_2" }))
        yield* refusal(SignUps.get({ id: "sua_none" }))
      })
    ).pipe(Effect.provide(ClerkTest.layer())))
})
