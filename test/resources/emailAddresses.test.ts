/** E-mail addresses of users. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted, TestClock } from "effect"
import { EmailAddresses, emailAddressOperations, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { callsEveryOperation } from "../support/conformance/everyOperation.ts"
import { codesOf, plain } from "../support/wire.ts"
import { deleted, testOperations } from "../support/wireCases.ts"

const api = "https://api.clerk.com/v1"

const address = {
  id: "idn_1",
  object: "email_address",
  email_address: "ada@example.com",
  reserved: false,
  verification: {
    object: "verification_admin",
    status: "verified",
    strategy: "admin",
    attempts: null,
    expire_at: null
  },
  linked_to: [{ id: "idn_2", type: "oauth_google" }],
  matches_sso_connection: true,
  created_at: 1735689600000,
  updated_at: 1735689600000
}
const addressRead = {
  id: "idn_1",
  object: "email_address",
  emailAddress: "ada@example.com",
  reserved: false,
  verification: {
    object: "verification_admin",
    status: "verified",
    strategy: "admin",
    attempts: null,
    expireAt: null,
    verifiedAtClient: null,
    channel: null,
    externalVerificationRedirectUrl: null,
    nonce: null,
    message: null,
    error: null
  },
  linkedTo: [{ id: "idn_2", type: "oauth_google" }],
  matchesSsoConnection: true,
  createdAt: "2025-01-01T00:00:00.000Z",
  updatedAt: "2025-01-01T00:00:00.000Z"
}
const verification = {
  object: "verification_otp",
  id: "ver_1",
  status: "unverified",
  strategy: "email_code",
  attempts: 1,
  expire_at: 1735689600000,
  channel: null
}
const verificationRead = {
  object: "verification_otp",
  id: "ver_1",
  status: "unverified",
  strategy: "email_code",
  attempts: 1,
  expireAt: "2025-01-01T00:00:00.000Z",
  channel: null
}

testOperations<typeof emailAddressOperations>("emailAddresses", {
  create: {
    call: EmailAddresses.create({
      userId: "user_1",
      emailAddress: "ada@example.com",
      verified: true,
      primary: true,
      notifyPrimaryEmailAddressChanged: null
    }),
    sends: [
      "POST",
      `${api}/email_addresses`,
      `{"user_id":"user_1","email_address":"ada@example.com","verified":true,"primary":true,"notify_primary_email_address_changed":null}`
    ],
    answered: address,
    reads: addressRead,
    refused: [422, "form_identifier_exists"]
  },
  get: {
    call: EmailAddresses.get({ emailAddressId: "idn_1" }),
    sends: ["GET", `${api}/email_addresses/idn_1`],
    answered: address,
    reads: addressRead,
    refused: [404, "resource_not_found"]
  },
  update: {
    call: EmailAddresses.update({ emailAddressId: "idn_1", primary: true, notifyPrimaryEmailAddressChanged: true }),
    sends: [
      "PATCH",
      `${api}/email_addresses/idn_1`,
      `{"primary":true,"notify_primary_email_address_changed":true}`
    ],
    answered: address,
    reads: addressRead,
    refused: [409, "attribute_managed_by_scim"]
  },
  delete: {
    call: EmailAddresses.delete({ emailAddressId: "idn_1" }),
    sends: ["DELETE", `${api}/email_addresses/idn_1`],
    ...deleted("email_address", "idn_1"),
    refused: [400, "delete_linked_identification_disallowed"]
  },
  prepareVerification: {
    call: EmailAddresses.prepareVerification({ emailAddressId: "idn_1" }),
    sends: ["POST", `${api}/email_addresses/idn_1/prepare_verification`],
    answered: verification,
    reads: verificationRead,
    refused: [403, "authorization_invalid"]
  },
  attemptVerification: {
    call: EmailAddresses.attemptVerification({
      emailAddressId: "idn_1",
      verificationId: "ver_1",
      code: Redacted.make("424242")
    }),
    sends: [
      "POST",
      `${api}/email_addresses/idn_1/attempt_verification`,
      `{"verification_id":"ver_1","code":"424242"}`
    ],
    answered: { ...verification, status: "verified" },
    reads: { ...verificationRead, status: "verified" },
    refused: [400, "verification_already_verified"]
  }
})

const userId = "user_ada"
const ada = ClerkTest.layer({
  users: [
    { id: userId, emailAddress: ["ada@example.com"] },
    { id: "user_bob", emailAddress: ["bob@example.com"] }
  ]
})

describe("The in-memory Clerk", () => {
  it.effect("adds an e-mail address to its user, and makes it the primary one if asked to", () =>
    Effect.gen(function*() {
      const second = yield* EmailAddresses.create({ userId, emailAddress: "ada@work.example", verified: true })
      assert.isTrue(second.verification?.isVerified)
      const unverified = yield* EmailAddresses.create({ userId, emailAddress: "ada@home.example" })
      assert.isNull(unverified.verification)
      const user = yield* Users.get({ userId })
      assert.strictEqual(user.primaryEmailAddress?.emailAddress, "ada@example.com")
      assert.deepStrictEqual(user.emailAddresses.map((it) => it.emailAddress), [
        "ada@example.com",
        "ada@work.example",
        "ada@home.example"
      ])
      yield* EmailAddresses.update({ emailAddressId: second.id, primary: true })
      assert.strictEqual((yield* Users.get({ userId })).primaryEmailAddressId, second.id)
      yield* EmailAddresses.create({ userId, emailAddress: "ada@new.example", verified: true, primary: true })
      assert.strictEqual((yield* Users.get({ userId })).primaryEmailAddress?.emailAddress, "ada@new.example")
      assert.deepStrictEqual(plain(yield* EmailAddresses.get({ emailAddressId: unverified.id })), plain(unverified))
    }).pipe(Effect.provide(ada)))

  it.effect("makes the first e-mail address of a user the primary one", () =>
    Effect.gen(function*() {
      const { id } = yield* Users.create({ username: "grace" })
      const added = yield* EmailAddresses.create({ userId: id, emailAddress: "grace@example.com" })
      assert.strictEqual((yield* Users.get({ userId: id })).primaryEmailAddressId, added.id)
    }).pipe(Effect.provide(ada)))

  it.effect("refuses an e-mail address that is malformed, or that a user has", () =>
    Effect.gen(function*() {
      const create = (emailAddress: string) => codesOf(EmailAddresses.create({ userId, emailAddress, verified: true }))
      assert.deepStrictEqual(yield* create("no address"), [422, "form_param_format_invalid"])
      assert.deepStrictEqual(yield* create("Ada@example.com"), [422, "form_identifier_exists"])
      assert.deepStrictEqual(yield* create("bob@example.com"), [422, "form_identifier_exists"])
      assert.deepStrictEqual(
        yield* codesOf(EmailAddresses.create({ userId, emailAddress: "x@example.com", primary: true })),
        [422, "form_verification_needed"]
      )
      assert.deepStrictEqual(
        yield* codesOf(EmailAddresses.create({ userId: "user_none", emailAddress: "x@example.com" })),
        [404, "resource_not_found"]
      )
      const { id } = yield* EmailAddresses.create({ userId, emailAddress: "bob@example.com" })
      assert.deepStrictEqual(yield* codesOf(EmailAddresses.update({ emailAddressId: id, verified: true })), [
        400,
        "form_identifier_exists"
      ])
    }).pipe(Effect.provide(ada)))

  it.effect("keeps the last identification of a user, and an e-mail address that is linked to an external account", () =>
    Effect.gen(function*() {
      const user = yield* Users.get({ userId })
      const emailAddressId = user.emailAddresses[0]!.id
      assert.deepStrictEqual(yield* codesOf(EmailAddresses.delete({ emailAddressId })), [
        400,
        "last_required_identification_deletion_failed"
      ])
      const second = yield* EmailAddresses.create({ userId, emailAddress: "ada@work.example", verified: true })
      yield* EmailAddresses.delete({ emailAddressId })
      assert.strictEqual((yield* Users.get({ userId })).primaryEmailAddressId, second.id)
      assert.deepStrictEqual(yield* codesOf(EmailAddresses.get({ emailAddressId })), [404, "resource_not_found"])

      yield* ClerkTest.seed([{ id: "user_eve", emailAddress: ["eve@example.com"], externalAccounts: [{}] }])
      const eve = yield* Users.get({ userId: "user_eve" })
      const [linked] = eve.emailAddresses
      assert.deepStrictEqual(linked!.linkedTo.map(({ id, type }) => [id, type]), [
        [eve.externalAccounts[0]!.identificationId, "oauth_google"]
      ])
      assert.deepStrictEqual(yield* codesOf(EmailAddresses.delete({ emailAddressId: linked!.id })), [
        400,
        "delete_linked_identification_disallowed"
      ])
    }).pipe(Effect.provide(ada)))

  it.effect("verifies an e-mail address by the code 424242", () =>
    Effect.gen(function*() {
      const { id: emailAddressId } = yield* EmailAddresses.create({ userId, emailAddress: "ada@work.example" })
      const { id: verificationId, ...prepared } = yield* EmailAddresses.prepareVerification({ emailAddressId })
      assert.deepStrictEqual([prepared.status, prepared.strategy, prepared.attempts], ["unverified", "email_code", 0])
      const attempt = (code: string, to = emailAddressId as string) =>
        EmailAddresses.attemptVerification({ emailAddressId: to, verificationId, code: Redacted.make(code) })

      const wrong = yield* attempt("000000")
      assert.deepStrictEqual([wrong.status, wrong.attempts, wrong.isVerified], ["unverified", 1, false])
      assert.isNull((yield* EmailAddresses.get({ emailAddressId })).verification)
      const right = yield* attempt("424242")
      assert.deepStrictEqual([right.status, right.attempts, right.isVerified], ["verified", 2, true])
      assert.strictEqual((yield* EmailAddresses.get({ emailAddressId })).verification?.strategy, "email_code")
      assert.deepStrictEqual(yield* codesOf(attempt("424242")), [400, "verification_already_verified"])
      const [other] = (yield* Users.get({ userId: "user_bob" })).emailAddresses
      assert.deepStrictEqual(yield* codesOf(attempt("424242", other!.id)), [404, "resource_not_found"])
    }).pipe(Effect.provide(ada)))

  it.effect("refuses a code after 10 minutes, and after 3 wrong ones", () =>
    Effect.gen(function*() {
      const { id: emailAddressId } = yield* EmailAddresses.create({ userId, emailAddress: "ada@work.example" })
      const late = yield* EmailAddresses.prepareVerification({ emailAddressId })
      const guessed = yield* EmailAddresses.prepareVerification({ emailAddressId })
      const attempt = (verificationId: string, code: string) =>
        Effect.map(
          EmailAddresses.attemptVerification({ emailAddressId, verificationId, code: Redacted.make(code) }),
          ({ status }) => status
        )
      assert.deepStrictEqual(
        yield* Effect.forEach(["1", "2", "3", "424242"], (code) => attempt(guessed.id, code)),
        ["unverified", "unverified", "failed", "failed"]
      )
      yield* TestClock.adjust("10 minutes")
      assert.strictEqual(yield* attempt(late.id, "424242"), "expired")
      assert.isNull((yield* EmailAddresses.get({ emailAddressId })).verification)
    }).pipe(Effect.provide(ada)))

  it.effect("sends what Clerk's OpenAPI file allows, for every operation", () =>
    callsEveryOperation(
      "emailAddresses",
      emailAddressOperations,
      Effect.gen(function*() {
        const { id: emailAddressId } = yield* EmailAddresses.create({ userId, emailAddress: "ada@work.example" })
        yield* EmailAddresses.get({ emailAddressId })
        const { id: verificationId } = yield* EmailAddresses.prepareVerification({ emailAddressId })
        yield* EmailAddresses.attemptVerification({ emailAddressId, verificationId, code: Redacted.make("424242") })
        yield* EmailAddresses.update({ emailAddressId, verified: true, primary: true })
        yield* EmailAddresses.delete({ emailAddressId })
      })
    ).pipe(Effect.provide(ada)))
})
