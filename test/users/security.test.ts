/** How the in-memory Clerk replaces identifiers and metadata, and manages passwords and trusted devices. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { errorResponseOf } from "./behaviour.ts"

const notFound = [404, "resource_not_found"]
const unknownUserId = "user_unknown"
const test = (title: string, effect: Effect.Effect<void, unknown, Users | ClerkTest>) =>
  it.effect(title, () => Effect.provide(effect, ClerkTest.layer()))

describe("replaceEmailAddress", () => {
  test(
    "deletes all other e-mail addresses, and makes the new one verified and primary",
    Effect.gen(function*() {
      const [ada] = yield* ClerkTest.seed([{ emailAddress: ["ada@example.com", "king@example.com"] }])
      const replaced = yield* Users.replaceEmailAddress({ userId: ada!.id, emailAddress: "countess@example.com" })
      assert.deepStrictEqual([replaced.emailAddress, replaced.verification?.status], [
        "countess@example.com",
        "verified"
      ])
      const after = yield* Users.get({ userId: ada!.id })
      assert.deepStrictEqual(after.emailAddresses, [replaced])
      assert.strictEqual(after.primaryEmailAddressId, replaced.id)
      // The old address is free.
      yield* Users.create({ emailAddress: ["ada@example.com"] })
    })
  )

  test(
    "holds a reserved address for the user, and leaves an unverified one to others",
    Effect.gen(function*() {
      const [ada, bob] = yield* ClerkTest.seed([{ username: "ada" }, { username: "bob" }])
      const replace = (userId: string, identificationStatus: "reserved" | "unverified") =>
        Users.replaceEmailAddress({ userId, emailAddress: "shared@example.com", identificationStatus })
      const unverified = yield* replace(ada!.id, "unverified")
      assert.deepStrictEqual([unverified.reserved, unverified.verification], [false, null])
      const reserved = yield* replace(bob!.id, "reserved")
      assert.deepStrictEqual([reserved.reserved, reserved.verification], [true, null])
      assert.deepStrictEqual(
        yield* errorResponseOf(replace(ada!.id, "reserved")),
        [422, "form_identifier_exists", "email_address"]
      )
    })
  )

  test(
    "rejects a malformed address, an unknown status and an unknown user",
    Effect.gen(function*() {
      const [ada] = yield* ClerkTest.seed([{ username: "ada" }])
      const call = (userId: string, emailAddress: string, identificationStatus?: string) =>
        errorResponseOf(Users.replaceEmailAddress({ userId, emailAddress, identificationStatus }))
      assert.deepStrictEqual(yield* call(ada!.id, "ada"), [422, "form_param_format_invalid", "email_address"])
      assert.deepStrictEqual(
        yield* call(ada!.id, "ada@example.com", "new"),
        [422, "form_param_value_invalid", "identification_status"]
      )
      assert.deepStrictEqual(yield* call(unknownUserId, "ada@example.com"), notFound)
    })
  )
})

describe("replacePhoneNumber", () => {
  test(
    "deletes all other phone numbers, and turns off the second factors that one of them was part of",
    Effect.gen(function*() {
      const [ada] = yield* ClerkTest.seed([{
        phoneNumber: ["+15555550100", "+15555550101"],
        phoneSecondFactor: true,
        totpSecret: Redacted.make("GEZDGNBVGY3TQOJQ")
      }])
      const replaced = yield* Users.replacePhoneNumber({ userId: ada!.id, phoneNumber: "+15555550102" })
      assert.isFalse(replaced.reservedForSecondFactor)
      const after = yield* Users.get({ userId: ada!.id })
      assert.deepStrictEqual(after.phoneNumbers, [replaced])
      assert.deepStrictEqual([after.primaryPhoneNumberId, after.twoFactorEnabled], [replaced.id, false])
    })
  )

  test(
    "rejects a number of another user, and an unknown user",
    Effect.gen(function*() {
      const [ada] = yield* ClerkTest.seed([{ username: "ada" }, { phoneNumber: ["+15555550100"] }])
      const call = (userId: string) =>
        errorResponseOf(Users.replacePhoneNumber({ userId, phoneNumber: "+15555550100" }))
      assert.deepStrictEqual(yield* call(ada!.id), [422, "form_identifier_exists", "phone_number"])
      assert.deepStrictEqual(yield* call(unknownUserId), notFound)
    })
  )
})

describe("replaceMetadata", () => {
  test(
    "replaces the given kinds, keeps the others, and rejects more than 8 KB",
    Effect.gen(function*() {
      const [ada] = yield* ClerkTest.seed([{
        publicMetadata: { plan: { name: "pro" } },
        privateMetadata: { notes: ["a"] },
        unsafeMetadata: { theme: "dark" }
      }])
      const after = yield* Users.replaceMetadata({
        userId: ada!.id,
        publicMetadata: { seats: null },
        unsafeMetadata: {}
      })
      assert.deepStrictEqual(
        [after.publicMetadata, after.privateMetadata, after.unsafeMetadata],
        [{ seats: null }, { notes: ["a"] }, {}]
      )
      const refused = yield* Effect.flip(
        Users.replaceMetadata({ userId: ada!.id, publicMetadata: { text: "x".repeat(8192) } })
      )
      assert.include(refused.message, "was not sent: publicMetadata")
      assert.include(refused.message, "more than the 8192 of Clerk's limit")
      assert.deepStrictEqual(yield* errorResponseOf(Users.replaceMetadata({ userId: unknownUserId })), notFound)
    })
  )
})

describe("a password", () => {
  test(
    "is removed once, and a user without one is returned unchanged",
    Effect.gen(function*() {
      const [ada] = yield* ClerkTest.seed([{ username: "ada", password: Redacted.make("correct horse") }])
      const userId = ada!.id
      const removed = yield* Users.removePassword({ userId, signOutOfOtherSessions: true })
      assert.deepStrictEqual([removed.passwordEnabled, removed.passwordLastUpdatedAt], [false, null])
      assert.deepStrictEqual(
        yield* errorResponseOf(Users.verifyPassword({ userId, password: Redacted.make("correct horse") })),
        [400, "no_password_set"]
      )
      assert.deepStrictEqual(yield* Users.removePassword({ userId }), removed)
      assert.deepStrictEqual(yield* errorResponseOf(Users.removePassword({ userId: unknownUserId })), notFound)
    })
  )

  test(
    "is compromised until the mark is taken or the password is changed",
    Effect.gen(function*() {
      const [ada, bob] = yield* ClerkTest.seed([
        { username: "ada", password: Redacted.make("correct horse") },
        { username: "bob" }
      ])
      const userId = ada!.id
      const mark = Users.setPasswordCompromised({ userId, revokeAllSessions: true })
      assert.isTrue((yield* mark).requiresPasswordReset)
      assert.isTrue((yield* Users.get({ userId })).requiresPasswordReset)
      assert.isFalse((yield* Users.unsetPasswordCompromised({ userId })).requiresPasswordReset)
      yield* mark
      const changed = yield* Users.update({ userId, password: Redacted.make("battery staple") })
      assert.isFalse(changed.requiresPasswordReset)
      assert.deepStrictEqual(
        yield* errorResponseOf(Users.setPasswordCompromised({ userId: bob!.id })),
        [400, "no_password_set"]
      )
      assert.deepStrictEqual(
        yield* errorResponseOf(Users.unsetPasswordCompromised({ userId: unknownUserId })),
        notFound
      )
    })
  )
})

describe("trusted devices", () => {
  test(
    "are listed while they are active, and revoked once",
    Effect.gen(function*() {
      const [ada] = yield* ClerkTest.seed([{
        username: "ada",
        trustedDevices: [{ id: "td_1", name: "Phone" }, { platform: "android" }, { status: "revoked" }]
      }])
      const userId = ada!.id
      const platforms = Effect.map(
        Users.listTrustedDevices({ userId }),
        ({ data, totalCount }) => [totalCount, ...data.map(({ platform }) => platform)]
      )
      assert.deepStrictEqual(yield* platforms, [2, "ios", "android"])
      const call = Users.revokeTrustedDevice({ userId, trustedDeviceId: "td_1" })
      const revoked = yield* call
      assert.deepStrictEqual([revoked.id as string, revoked.name, revoked.status], ["td_1", "Phone", "revoked"])
      assert.isNotNull(revoked.revokedAt)
      assert.deepStrictEqual(yield* platforms, [1, "android"])
      assert.deepStrictEqual(yield* errorResponseOf(call), notFound)
      assert.deepStrictEqual(yield* errorResponseOf(Users.listTrustedDevices({ userId: unknownUserId })), notFound)
      const { byUser } = yield* ClerkTest.snapshot
      assert.deepStrictEqual(byUser[userId]?.trustedDevices.map(({ status }) => status), [
        "revoked",
        "active",
        "revoked"
      ])
    })
  )
})

describe("getInstanceOrganizationMemberships", () => {
  test(
    "returns the memberships of all users in an order",
    Effect.gen(function*() {
      yield* ClerkTest.seed([
        { username: "bob", organizationMemberships: [{ role: "org:member" }] },
        { username: "ada", organizationMemberships: [{ role: "org:admin" }, { role: "org:billing" }] },
        { username: "eve" }
      ])
      const page = yield* Users.getInstanceOrganizationMemberships({ orderBy: "username", limit: 2 })
      assert.strictEqual(page.totalCount, 3)
      assert.deepStrictEqual(page.data.map(({ role }) => role), ["org:admin", "org:billing"])
      const last = yield* Users.getInstanceOrganizationMemberships({ orderBy: "-username", limit: 1 })
      assert.deepStrictEqual(last.data.map(({ role }) => role), ["org:member"])
    })
  )
})
