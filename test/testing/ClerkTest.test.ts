import { assert, describe, it } from "@effect/vitest"
import { DateTime, Duration, Effect, Either, Layer, Redacted, TestClock } from "effect"
import { Users } from "effect-clerk"
import { ClerkTest, Ids } from "effect-clerk/testing"
import { errorResponseOf, png } from "../users/behaviour.ts"

const withClerk = Effect.provide(ClerkTest.layer())

describe("Ids", () => {
  it.effect("counts up for each prefix by default", () =>
    Effect.gen(function*() {
      const first = yield* Users.create({ emailAddress: ["ada@example.com"] })
      const second = yield* Users.create({ emailAddress: ["grace@example.com"], phoneNumber: ["+15555550100"] })
      assert.deepStrictEqual(
        [first.id, first.primaryEmailAddressId, second.id, second.primaryEmailAddressId, second.primaryPhoneNumberId],
        [
          "user_000000000000000000000000001",
          "idn_000000000000000000000000001",
          "user_000000000000000000000000002",
          "idn_000000000000000000000000002",
          "idn_000000000000000000000000003"
        ]
      )
    }).pipe(withClerk))

  it.effect("can be replaced by a test", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* Users.create({ username: "ada" })).id, "user_number_1")
    }).pipe(Effect.provide(
      ClerkTest.layer().pipe(
        Layer.provide(Layer.succeed(Ids, (prefix, count) => Effect.succeed(`${prefix}_number_${count}`)))
      )
    )))

  it.effect("makes ids in Clerk's format with Ids.random", () =>
    Effect.gen(function*() {
      const [ada, grace] = yield* ClerkTest.seed([{ username: "ada" }, { username: "grace" }])
      assert.match(ada!.id, /^user_[0-9A-Za-z]{27}$/)
      assert.notStrictEqual(ada!.id, grace!.id)
    }).pipe(Effect.provide(ClerkTest.layer().pipe(Layer.provide(Layer.succeed(Ids, Ids.random))))))
})

describe("create", () => {
  it.effect("rejects an identifier of another user, of every kind", () =>
    Effect.gen(function*() {
      yield* Users.create({
        emailAddress: ["ada@example.com"],
        phoneNumber: ["+15555550100"],
        username: "ada",
        externalId: "1",
        web3Wallet: ["0xAda"]
      })
      const failure = (input: Parameters<typeof Users.create>[0]) => errorResponseOf(Users.create(input))
      const exists = "form_identifier_exists"
      assert.deepStrictEqual(yield* failure({ emailAddress: ["ADA@example.com"] }), [422, exists, "email_address"])
      assert.deepStrictEqual(yield* failure({ phoneNumber: ["+15555550100"] }), [422, exists, "phone_number"])
      assert.deepStrictEqual(yield* failure({ username: "Ada" }), [422, exists, "username"])
      assert.deepStrictEqual(yield* failure({ externalId: "1" }), [422, exists, "external_id"])
      assert.deepStrictEqual(yield* failure({ web3Wallet: ["0xada"] }), [422, exists, "web3_wallet"])
      assert.deepStrictEqual(yield* failure({ username: "ada", externalId: "1" }), [
        422,
        exists,
        "username",
        exists,
        "external_id"
      ])
      assert.strictEqual((yield* Users.count()).totalCount, 1)
    }).pipe(withClerk))

  it.effect("accepts one of many concurrent calls with the same identifier", () =>
    Effect.gen(function*() {
      const calls = Array.from({ length: 20 }, () => Effect.either(Users.create({ username: "ada" })))
      const results = yield* Effect.all(calls, { concurrency: "unbounded" })
      assert.lengthOf(results.filter(Either.isRight), 1)
      assert.strictEqual((yield* Users.count()).totalCount, 1)
    }).pipe(withClerk))

  it.effect("accepts the identifiers of a deleted user", () =>
    Effect.gen(function*() {
      const ada = yield* Users.create({ username: "ada", externalId: "1" })
      yield* Users.delete({ userId: ada.id })
      assert.strictEqual((yield* Users.create({ username: "ada", externalId: "1" })).username, "ada")
    }).pipe(withClerk))

  it.effect("B20: reserves the identifiers with the status reserved", () =>
    Effect.gen(function*() {
      const ada = yield* Users.create({
        emailAddress: ["ada@example.com", "held@example.com"],
        emailAddressIdentificationStatus: ["verified", "reserved"]
      })
      assert.deepStrictEqual(
        ada.emailAddresses.map((it) => [it.reserved, it.verification?.status ?? null]),
        [[false, "verified"], [true, null]]
      )
      assert.deepStrictEqual(
        yield* errorResponseOf(Users.create({
          emailAddress: ["grace@example.com"],
          emailAddressIdentificationStatus: ["verified", "reserved"]
        })),
        [422, "form_param_array_length_mismatch", "email_address_identification_status"]
      )
      assert.deepStrictEqual(
        yield* errorResponseOf(Users.create({
          phoneNumber: ["+15555550100"],
          phoneNumberIdentificationStatus: ["unverified"]
        })),
        [422, "form_param_value_invalid", "phone_number_identification_status"]
      )
    }).pipe(withClerk))

  it.effect("rejects malformed values with one error each", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(
        yield* errorResponseOf(Users.create({
          emailAddress: ["not an address"],
          phoneNumber: ["555"],
          locale: "not a locale",
          password: Redacted.make("1234567"),
          totpSecret: Redacted.make("0189")
        })),
        [
          422,
          "form_param_format_invalid",
          "email_address",
          "form_param_format_invalid",
          "phone_number",
          "form_param_format_invalid",
          "locale",
          "form_password_length_too_short",
          "password",
          "invalid_totp_secret_code",
          "totp_secret"
        ]
      )
      assert.deepStrictEqual(
        yield* errorResponseOf(Users.create({ emailAddress: ["a@example.com", "A@example.com"] })),
        [422, "form_param_duplicate", "email_address"]
      )
    }).pipe(withClerk))

  it.effect("requires an identifier, unless skipUserRequirement is set", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* errorResponseOf(Users.create({ firstName: "Ada" })), [422, "form_data_missing"])
      assert.strictEqual((yield* Users.create({ firstName: "Ada", skipUserRequirement: true })).firstName, "Ada")
      assert.strictEqual((yield* Users.create({ externalId: "1" })).externalId, "1")
    }).pipe(withClerk))

  it.effect("accepts either a password or a digest with its hasher", () =>
    Effect.gen(function*() {
      const password = Redacted.make("correct horse")
      const passwordDigest = Redacted.make("5ebe2294ecd0e0f08eab7690d2a6ee69")
      const failure = (input: Parameters<typeof Users.create>[0]) =>
        errorResponseOf(Users.create({ username: "ada", ...input }))
      assert.deepStrictEqual(yield* failure({ password, passwordDigest, passwordHasher: "md5" }), [
        422,
        "form_param_value_conflict",
        "password_digest"
      ])
      assert.deepStrictEqual(yield* failure({ passwordDigest }), [
        422,
        "form_conditional_param_missing",
        "password_hasher"
      ])
      assert.deepStrictEqual(yield* failure({ passwordDigest, passwordHasher: "bcrypt" }), [
        422,
        "form_password_digest_invalid_code",
        "password_digest"
      ])
      const short = yield* Users.create({
        username: "short",
        password: Redacted.make("1234567"),
        skipPasswordChecks: true
      })
      assert.isTrue(short.passwordEnabled)
    }).pipe(withClerk))

  it.effect("creates banned and locked users", () =>
    Effect.gen(function*() {
      const ada = yield* Users.create({ username: "ada", banned: true, locked: true })
      assert.deepStrictEqual([ada.banned, ada.locked], [true, true])
    }).pipe(withClerk))
})

describe("update", () => {
  it.effect("keeps undefined fields and clears null fields", () =>
    Effect.gen(function*() {
      const ada = yield* Users.create({
        username: "ada",
        externalId: "1",
        firstName: "Ada",
        lastName: "King",
        createOrganizationsLimit: 3,
        deleteSelfEnabled: false
      })
      yield* TestClock.adjust("1 second")
      const updated = yield* Users.update({ userId: ada.id, lastName: null, createOrganizationsLimit: null })
      assert.deepStrictEqual(
        [updated.username, updated.externalId, updated.firstName, updated.lastName, updated.createOrganizationsLimit],
        ["ada", "1", "Ada", null, null]
      )
      assert.isFalse(updated.deleteSelfEnabled)
      assert.deepStrictEqual(updated.createdAt, ada.createdAt)
      assert.deepStrictEqual(updated.updatedAt, DateTime.unsafeMake(1000))
    }).pipe(withClerk))

  it.effect("removes the username with null and with an empty string", () =>
    Effect.gen(function*() {
      const [ada, grace] = yield* ClerkTest.seed([{ username: "ada" }, { username: "grace" }])
      assert.isNull((yield* Users.update({ userId: ada!.id, username: null })).username)
      assert.isNull((yield* Users.update({ userId: grace!.id, username: "" })).username)
    }).pipe(withClerk))

  it.effect("accepts an identifier of the user, and rejects one of another user", () =>
    Effect.gen(function*() {
      const [ada] = yield* ClerkTest.seed([{ username: "ada" }, { username: "grace" }])
      assert.strictEqual((yield* Users.update({ userId: ada!.id, username: "Ada" })).username, "Ada")
      assert.deepStrictEqual(
        yield* errorResponseOf(Users.update({ userId: ada!.id, username: "grace" })),
        [422, "form_identifier_exists", "username"]
      )
    }).pipe(withClerk))

  it.effect("accepts only verified e-mail addresses of the user as the primary one", () =>
    Effect.gen(function*() {
      const [ada] = yield* ClerkTest.seed([{
        emailAddress: ["one@example.com", "two@example.com", "three@example.com"],
        emailAddressIdentificationStatus: ["verified", "verified", "unverified"]
      }])
      const [, two, three] = ada!.emailAddresses
      const update = (primaryEmailAddressId: string | null) => Users.update({ userId: ada!.id, primaryEmailAddressId })
      assert.strictEqual((yield* update(two!.id)).primaryEmailAddress?.emailAddress, "two@example.com")
      assert.deepStrictEqual(yield* errorResponseOf(update(three!.id)), [
        422,
        "form_verification_needed",
        "primary_email_address_id"
      ])
      assert.deepStrictEqual(yield* errorResponseOf(update("idn_else")), [
        422,
        "form_resource_not_found",
        "primary_email_address_id"
      ])
      assert.isNull((yield* update(null)).primaryEmailAddressId)
    }).pipe(withClerk))

  it.effect("rejects password options without a password", () =>
    Effect.gen(function*() {
      const [ada] = yield* ClerkTest.seed([{ username: "ada" }])
      assert.deepStrictEqual(
        yield* errorResponseOf(
          Users.update({ userId: ada!.id, skipPasswordChecks: true, signOutOfOtherSessions: true })
        ),
        [
          422,
          "form_conditional_param_disallowed",
          "skip_password_checks",
          "form_conditional_param_disallowed",
          "sign_out_of_other_sessions"
        ]
      )
    }).pipe(withClerk))

  it.effect("sets and removes the password", () =>
    Effect.gen(function*() {
      const [ada] = yield* ClerkTest.seed([{ username: "ada" }])
      const password = Redacted.make("correct horse")
      yield* TestClock.adjust("1 second")
      const withPassword = yield* Users.update({ userId: ada!.id, password })
      assert.deepStrictEqual(
        [withPassword.passwordEnabled, withPassword.passwordLastUpdatedAt],
        [true, DateTime.unsafeMake(1000)]
      )
      assert.isTrue((yield* Users.verifyPassword({ userId: ada!.id, password })).verified)
      assert.isFalse((yield* Users.update({ userId: ada!.id, password: null })).passwordEnabled)
    }).pipe(withClerk))

  it.effect("changes nothing when it fails", () =>
    Effect.gen(function*() {
      const [ada] = yield* ClerkTest.seed([{ username: "ada", firstName: "Ada" }, { username: "grace" }])
      yield* errorResponseOf(Users.update({ userId: ada!.id, firstName: "Else", username: "grace" }))
      assert.deepStrictEqual(yield* Users.get({ userId: ada!.id }), ada)
    }).pipe(withClerk))
})

describe("lock", () => {
  it.effect("counts down under the clock and expires", () =>
    Effect.gen(function*() {
      const [ada] = yield* ClerkTest.seed([{ username: "ada" }])
      const state = Effect.map(Users.get({ userId: ada!.id }), (it) => [it.locked, it.lockoutExpiresIn])
      yield* Users.lock({ userId: ada!.id })
      assert.deepStrictEqual(yield* state, [true, Duration.seconds(3600)])
      yield* TestClock.adjust("59 minutes")
      assert.deepStrictEqual(yield* state, [true, Duration.seconds(60)])
      yield* TestClock.adjust("60 seconds")
      assert.deepStrictEqual(yield* state, [false, null])
    }).pipe(withClerk))

  it.effect("lasts as long as the lockout option says", () =>
    Effect.gen(function*() {
      const [ada] = yield* ClerkTest.seed([{ username: "ada", locked: true }])
      yield* TestClock.adjust("9999 days")
      assert.deepStrictEqual([ada!.locked, ada!.lockoutExpiresIn], [true, null])
      assert.isTrue((yield* Users.get({ userId: ada!.id })).locked)
      assert.isFalse((yield* Users.unlock({ userId: ada!.id })).locked)
    }).pipe(Effect.provide(ClerkTest.layer({ lockout: Duration.infinity }))))
})

describe("updateMetadata", () => {
  it.effect("merges objects at any depth, replaces other values, removes null values", () =>
    Effect.gen(function*() {
      const [ada] = yield* ClerkTest.seed([{
        username: "ada",
        publicMetadata: { a: { b: { c: 1, d: 2 } }, list: [1, 2, 3], text: "x", gone: 1, null_kept: null }
      }])
      const { publicMetadata } = yield* Users.updateMetadata({
        userId: ada!.id,
        publicMetadata: {
          a: { b: { d: null, e: 3 } },
          list: [{ kept: null }],
          text: { now: { an: "object", without: null } },
          gone: null,
          neverThere: null
        }
      })
      assert.deepStrictEqual(publicMetadata, {
        a: { b: { c: 1, e: 3 } },
        list: [{ kept: null }],
        text: { now: { an: "object" } },
        null_kept: null
      })
    }).pipe(withClerk))

  it.effect("treats __proto__ as an ordinary key at any depth", () =>
    Effect.gen(function*() {
      const hostile = (json: string) => JSON.parse(json) as { readonly [key: string]: unknown }
      const [ada] = yield* ClerkTest.seed([{ username: "ada", publicMetadata: hostile(`{"__proto__":{"a":1}}`) }])
      const { publicMetadata } = yield* Users.updateMetadata({
        userId: ada!.id,
        publicMetadata: hostile(`{"__proto__":{"b":{"__proto__":2}},"constructor":{"prototype":3}}`)
      })
      assert.strictEqual(
        JSON.stringify(publicMetadata),
        `{"__proto__":{"a":1,"b":{"__proto__":2}},"constructor":{"prototype":3}}`
      )
      assert.isUndefined(({} as { readonly a?: unknown }).a)
    }).pipe(withClerk))
})

describe("second factors", () => {
  it.effect("record the times when they are enabled and disabled", () =>
    Effect.gen(function*() {
      const [ada] = yield* ClerkTest.seed([{ username: "ada" }])
      const userId = ada!.id
      const times = Effect.map(Users.get({ userId }), (it) => [
        it.twoFactorEnabled,
        it.mfaEnabledAt?.epochMillis ?? null,
        it.mfaDisabledAt?.epochMillis ?? null
      ])
      assert.deepStrictEqual(yield* times, [false, null, null])
      yield* TestClock.adjust(1000)
      yield* Users.update({ userId, totpSecret: Redacted.make("GEZDGNBVGY3TQOJQ") })
      assert.deepStrictEqual(yield* times, [true, 1000, null])
      yield* TestClock.adjust(1000)
      yield* Users.deleteTotp({ userId })
      assert.deepStrictEqual(yield* times, [false, 1000, 2000])
    }).pipe(withClerk))

  it.effect("accept a TOTP code of RFC 6238 one period early or late", () =>
    Effect.gen(function*() {
      const [ada] = yield* ClerkTest.seed([{
        username: "ada",
        totpSecret: Redacted.make("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
      }])
      // The code of RFC 6238 at 59 seconds is 94287082; these are its last six digits.
      const verify = Users.verifyTOTP({ userId: ada!.id, code: Redacted.make("287082") })
      for (const seconds of [0, 29, 30, 59, 89]) {
        yield* TestClock.setTime(seconds * 1000)
        assert.strictEqual((yield* verify).codeType, "totp")
      }
      yield* TestClock.setTime(90_000)
      assert.deepStrictEqual(yield* errorResponseOf(verify), [422, "totp_incorrect_code"])
    }).pipe(withClerk))
})

describe("password digests", () => {
  const cases: ReadonlyArray<readonly [hasher: string, digest: string]> = [
    ["md5", "5ebe2294ecd0e0f08eab7690d2a6ee69"],
    ["sha256", "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"],
    ["pbkdf2_sha256", "pbkdf2_sha256$1$salt$ON9CizCTCOSMNofn+QvaDpzyU1aMIex1Sg4HarSrZCM="]
  ]
  for (const [passwordHasher, digest] of cases) {
    it.effect(`of ${passwordHasher} are checked`, () =>
      Effect.gen(function*() {
        const ada = yield* Users.create({
          username: "ada",
          passwordDigest: Redacted.make(digest),
          passwordHasher
        })
        const verify = (password: string) => Users.verifyPassword({ userId: ada.id, password: Redacted.make(password) })
        assert.isTrue((yield* verify("secret")).verified)
        assert.deepStrictEqual(yield* errorResponseOf(verify("Secret")), [422, "incorrect_password"])
      }).pipe(withClerk))
  }

  it.effect("of other hashers are stored, and verifyPassword fails with the reason", () =>
    Effect.gen(function*() {
      const ada = yield* Users.create({
        username: "ada",
        passwordDigest: Redacted.make("$argon2id$v=19$m=16,t=2,p=1$c2FsdA$aGFzaA"),
        passwordHasher: "argon2id"
      })
      assert.isTrue(ada.passwordEnabled)
      const error = yield* Effect.flip(Users.verifyPassword({ userId: ada.id, password: Redacted.make("secret") }))
      assert.strictEqual(error.status, 500)
      assert.include(error.message, "The in-memory Clerk cannot check the digests of argon2id.")
    }).pipe(withClerk))
})

describe("setProfileImage", () => {
  it.effect("accepts PNG, JPEG, GIF and WebP, and rejects other files", () =>
    Effect.gen(function*() {
      const [ada] = yield* ClerkTest.seed([{ username: "ada" }])
      const text = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0))
      for (const file of [png, text("\xff\xd8\xff\xe0"), text("GIF89a..."), text("RIFF\x24\0\0\0WEBPVP8 ")]) {
        assert.isTrue((yield* Users.setProfileImage({ userId: ada!.id, file })).hasImage)
      }
      assert.deepStrictEqual(
        yield* errorResponseOf(Users.setProfileImage({ userId: ada!.id, file: text("RIFF\x24\0\0\0WAVEfmt ") })),
        [400, "request_body_invalid"]
      )
    }).pipe(withClerk))
})
