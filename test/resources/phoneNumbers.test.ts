/** Phone numbers of users. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted, TestClock } from "effect"
import { phoneNumberOperations, PhoneNumbers, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { callsEveryOperation } from "../support/conformance/everyOperation.ts"
import { codesOf } from "../support/wire.ts"
import { deleted, testOperations } from "../support/wireCases.ts"

const api = "https://api.clerk.com/v1"

const phone = {
  id: "idn_1",
  object: "phone_number",
  phone_number: "+15555550100",
  reserved_for_second_factor: true,
  default_second_factor: true,
  reserved: false,
  verification: null,
  linked_to: [],
  backup_codes: ["abcd1234"],
  created_at: 1735689600000,
  updated_at: 1735689600000
}
const phoneRead = {
  id: "idn_1",
  object: "phone_number",
  phoneNumber: "+15555550100",
  reservedForSecondFactor: true,
  defaultSecondFactor: true,
  reserved: false,
  verification: null,
  linkedTo: [],
  backupCodes: ["<abcd1234>"],
  createdAt: "2025-01-01T00:00:00.000Z",
  updatedAt: "2025-01-01T00:00:00.000Z"
}
const verification = {
  object: "verification_otp",
  id: "ver_1",
  status: "unverified",
  strategy: "phone_code",
  attempts: 0,
  expire_at: 1735689600000,
  channel: "sms"
}
const verificationRead = {
  object: "verification_otp",
  id: "ver_1",
  status: "unverified",
  strategy: "phone_code",
  attempts: 0,
  expireAt: "2025-01-01T00:00:00.000Z",
  channel: "sms"
}

testOperations<typeof phoneNumberOperations>("phoneNumbers", {
  create: {
    call: PhoneNumbers.create({
      userId: "user_1",
      phoneNumber: "+15555550100",
      verified: true,
      primary: false,
      reservedForSecondFactor: true
    }),
    sends: [
      "POST",
      `${api}/phone_numbers`,
      `{"user_id":"user_1","phone_number":"+15555550100","verified":true,"primary":false,"reserved_for_second_factor":true}`
    ],
    answered: phone,
    reads: phoneRead,
    refused: [400, "identification_create_second_factor_unverified"]
  },
  get: {
    call: PhoneNumbers.get({ phoneNumberId: "idn_1" }),
    sends: ["GET", `${api}/phone_numbers/idn_1`],
    answered: { ...phone, backup_codes: null },
    reads: { ...phoneRead, backupCodes: null },
    refused: [404, "resource_not_found"]
  },
  update: {
    call: PhoneNumbers.update({ phoneNumberId: "idn_1", verified: null, reservedForSecondFactor: false }),
    sends: ["PATCH", `${api}/phone_numbers/idn_1`, `{"verified":null,"reserved_for_second_factor":false}`],
    answered: phone,
    reads: phoneRead,
    refused: [400, "identification_update_second_factor_unverified"]
  },
  delete: {
    call: PhoneNumbers.delete({ phoneNumberId: "idn_1" }),
    sends: ["DELETE", `${api}/phone_numbers/idn_1`],
    ...deleted("phone_number", "idn_1"),
    refused: [400, "last_required_identification_deletion_failed"]
  },
  prepareVerification: {
    call: PhoneNumbers.prepareVerification({ phoneNumberId: "idn_1" }),
    sends: ["POST", `${api}/phone_numbers/idn_1/prepare_verification`],
    answered: verification,
    reads: verificationRead,
    refused: [429, "too_many_requests"]
  },
  attemptVerification: {
    call: PhoneNumbers.attemptVerification({
      phoneNumberId: "idn_1",
      verificationId: "ver_1",
      code: Redacted.make("424242")
    }),
    sends: ["POST", `${api}/phone_numbers/idn_1/attempt_verification`, `{"verification_id":"ver_1","code":"424242"}`],
    answered: { ...verification, status: "verified" },
    reads: { ...verificationRead, status: "verified" },
    refused: [400, "verification_already_verified"]
  }
})

const userId = "user_ada"
const ada = ClerkTest.layer({
  users: [
    { id: userId, username: "ada", phoneNumber: ["+15555550100"] },
    { id: "user_bob", phoneNumber: ["+15555550101"] }
  ]
})

const phonesOf = (userId: string) =>
  Effect.map(
    Users.get({ userId }),
    ({ phoneNumbers }) =>
      phoneNumbers.map(({ defaultSecondFactor, phoneNumber, reservedForSecondFactor }) => [
        phoneNumber,
        reservedForSecondFactor,
        defaultSecondFactor
      ])
  )

describe("The in-memory Clerk", () => {
  it.effect("adds, changes and deletes the phone numbers of a user", () =>
    Effect.gen(function*() {
      const second = yield* PhoneNumbers.create({ userId, phoneNumber: "+15555550102", verified: true, primary: true })
      const user = yield* Users.get({ userId })
      assert.strictEqual(user.primaryPhoneNumberId, second.id)
      assert.lengthOf(user.phoneNumbers, 2)
      yield* PhoneNumbers.update({ phoneNumberId: user.phoneNumbers[0]!.id, primary: true })
      assert.strictEqual((yield* Users.get({ userId })).primaryPhoneNumber?.phoneNumber, "+15555550100")
      yield* PhoneNumbers.delete({ phoneNumberId: user.phoneNumbers[0]!.id })
      assert.strictEqual((yield* Users.get({ userId })).primaryPhoneNumberId, second.id)
      assert.deepStrictEqual(yield* codesOf(PhoneNumbers.delete({ phoneNumberId: user.phoneNumbers[0]!.id })), [
        404,
        "resource_not_found"
      ])
    }).pipe(Effect.provide(ada)))

  it.effect("refuses a phone number that is malformed or taken, and to delete the last identification", () =>
    Effect.gen(function*() {
      const create = (phoneNumber: string) => codesOf(PhoneNumbers.create({ userId, phoneNumber, verified: true }))
      assert.deepStrictEqual(yield* create("555"), [422, "form_param_format_invalid"])
      assert.deepStrictEqual(yield* create("+15555550100"), [422, "form_identifier_exists"])
      assert.deepStrictEqual(yield* create("+15555550101"), [422, "form_identifier_exists"])
      const { id } = yield* PhoneNumbers.create({ userId, phoneNumber: "+15555550103" })
      assert.deepStrictEqual(yield* codesOf(PhoneNumbers.update({ phoneNumberId: id, primary: true })), [
        400,
        "form_verification_needed"
      ])
      const [only] = (yield* Users.get({ userId: "user_bob" })).phoneNumbers
      assert.deepStrictEqual(yield* codesOf(PhoneNumbers.delete({ phoneNumberId: only!.id })), [
        400,
        "last_required_identification_deletion_failed"
      ])
    }).pipe(Effect.provide(ada)))

  it.effect("returns backup codes with the first second factor, which a user can sign in with", () =>
    Effect.gen(function*() {
      const first = yield* PhoneNumbers.create({
        userId,
        phoneNumber: "+15555550102",
        verified: true,
        reservedForSecondFactor: true
      })
      assert.lengthOf(first.backupCodes!, 10)
      const user = yield* Users.get({ userId })
      assert.isTrue(user.twoFactorEnabled && user.backupCodeEnabled)
      assert.isNull((yield* PhoneNumbers.get({ phoneNumberId: first.id })).backupCodes)
      assert.strictEqual((yield* Users.verifyTOTP({ userId, code: first.backupCodes![0]! })).codeType, "backup_code")

      const second = yield* PhoneNumbers.update({
        phoneNumberId: user.phoneNumbers[0]!.id,
        reservedForSecondFactor: true
      })
      assert.isNull(second.backupCodes)
      assert.deepStrictEqual(yield* phonesOf(userId), [
        ["+15555550100", true, false],
        ["+15555550102", true, true]
      ])
      yield* PhoneNumbers.update({ phoneNumberId: first.id, reservedForSecondFactor: false })
      assert.deepStrictEqual(yield* phonesOf(userId), [
        ["+15555550100", true, true],
        ["+15555550102", false, false]
      ])
      yield* PhoneNumbers.delete({ phoneNumberId: second.id })
      const after = yield* Users.get({ userId })
      assert.isFalse(after.twoFactorEnabled || after.backupCodeEnabled)
    }).pipe(Effect.provide(ada)))

  it.effect("refuses a second factor that is not verified, or that is the last identification", () =>
    Effect.gen(function*() {
      const phoneNumber = "+15555550102"
      assert.deepStrictEqual(
        yield* codesOf(PhoneNumbers.create({ userId, phoneNumber, reservedForSecondFactor: true })),
        [400, "identification_create_second_factor_unverified"]
      )
      const { id } = yield* PhoneNumbers.create({ userId, phoneNumber })
      const asSecondFactor = (phoneNumberId: string, verified?: boolean) =>
        PhoneNumbers.update({ phoneNumberId, reservedForSecondFactor: true, verified })
      assert.deepStrictEqual(yield* codesOf(asSecondFactor(id)), [
        400,
        "identification_update_second_factor_unverified"
      ])
      assert.lengthOf((yield* asSecondFactor(id, true)).backupCodes!, 10)
      const [only] = (yield* Users.get({ userId: "user_bob" })).phoneNumbers
      assert.deepStrictEqual(yield* codesOf(asSecondFactor(only!.id)), [400, "identification_update_failed"])
    }).pipe(Effect.provide(ada)))

  it.effect("verifies a phone number by the code 424242", () =>
    Effect.gen(function*() {
      const { id: phoneNumberId } = yield* PhoneNumbers.create({ userId, phoneNumber: "+15555550102" })
      const { channel, id: verificationId } = yield* PhoneNumbers.prepareVerification({ phoneNumberId })
      assert.strictEqual(channel, "sms")
      const attempt = (code: string) =>
        PhoneNumbers.attemptVerification({ phoneNumberId, verificationId, code: Redacted.make(code) })
      assert.isFalse((yield* attempt("1")).isVerified)
      yield* TestClock.adjust("9 minutes")
      assert.isTrue((yield* attempt("424242")).isVerified)
      assert.isTrue((yield* PhoneNumbers.get({ phoneNumberId })).verification?.isVerified)
      assert.deepStrictEqual(yield* codesOf(attempt("424242")), [400, "verification_already_verified"])
    }).pipe(Effect.provide(ada)))

  it.effect("sends what Clerk's OpenAPI file allows, for every operation", () =>
    callsEveryOperation(
      "phoneNumbers",
      phoneNumberOperations,
      Effect.gen(function*() {
        const { id: phoneNumberId } = yield* PhoneNumbers.create({ userId, phoneNumber: "+15555550102" })
        yield* PhoneNumbers.get({ phoneNumberId })
        const { id: verificationId } = yield* PhoneNumbers.prepareVerification({ phoneNumberId })
        yield* PhoneNumbers.attemptVerification({ phoneNumberId, verificationId, code: Redacted.make("424242") })
        yield* PhoneNumbers.update({ phoneNumberId, verified: true, reservedForSecondFactor: true })
        yield* PhoneNumbers.delete({ phoneNumberId })
      })
    ).pipe(Effect.provide(ada)))
})
