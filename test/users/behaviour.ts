/**
 * What each of the 25 operations does, and one way in which it fails, whichever way leads to Clerk.
 */
import { assert, describe, it } from "@effect/vitest"
import type { Layer } from "effect"
import { DateTime, Effect, Redacted } from "effect"
import { ClerkErrors, Errors, Users } from "effect-clerk"
import type { SDKError } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"

export const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])

/** How a call is refused: status, codes, and the parameters at fault. */
export const refusal = <A, R>(call: Effect.Effect<A, ClerkErrors | SDKError, R>) =>
  Effect.map(Effect.flip(call), (error) =>
    error instanceof ClerkErrors
      ? [
        error.status,
        ...error.errors.flatMap(({ code, paramName }) => paramName === null ? [code] : [code, paramName])
      ]
      : error)

const nobody = "user_nobody"
const notFound = [404, "resource_not_found"]

/** Runs the suite; each test has a Clerk of its own. */
export const behaviour = <E>(name: string, layer: Layer.Layer<Users | ClerkTest, E>) =>
  describe(name, () => {
    const test = <E2>(title: string, effect: Effect.Effect<void, E2, Users | ClerkTest>) =>
      it.effect(title, () => Effect.provide(effect, layer))

    test(
      "create makes a user, and refuses a second one of the same e-mail address",
      Effect.gen(function*() {
        const ada = yield* Users.create({
          emailAddress: ["ada@example.com", "countess@example.com"],
          phoneNumber: ["+15555550100"],
          firstName: "Ada",
          publicMetadata: { planName: "pro" }
        })
        assert.strictEqual(ada.id, "user_000000000000000000000000001")
        assert.strictEqual(ada.firstName, "Ada")
        assert.strictEqual(ada.primaryEmailAddress?.emailAddress, "ada@example.com")
        assert.strictEqual(ada.primaryEmailAddress?.verification?.status, "verified")
        assert.strictEqual(ada.primaryEmailAddress?.verification?.strategy, "admin")
        assert.strictEqual(ada.primaryPhoneNumber?.phoneNumber, "+15555550100")
        assert.deepStrictEqual(ada.publicMetadata, { planName: "pro" })
        assert.deepStrictEqual(
          yield* refusal(Users.create({ emailAddress: ["Ada@example.com"] })),
          [422, "form_identifier_exists", "email_address"]
        )
      })
    )

    test(
      "get answers a user, and refuses an id that is nobody's",
      Effect.gen(function*() {
        const [ada] = yield* ClerkTest.seed([{ username: "ada" }])
        assert.deepStrictEqual(yield* Users.get({ userId: ada!.id }), ada)
        assert.deepStrictEqual(yield* refusal(Users.get({ userId: nobody })), notFound)
      })
    )

    test(
      "list answers users newest first, and refuses half of a filter",
      Effect.gen(function*() {
        yield* ClerkTest.seed([{ username: "ada" }, { username: "grace" }, { username: "mary" }])
        const names = (users: ReadonlyArray<{ readonly username: string | null }>) => users.map((it) => it.username)
        assert.deepStrictEqual(names(yield* Users.list()), ["mary", "grace", "ada"])
        assert.deepStrictEqual(names(yield* Users.list({ limit: 1, offset: 1 })), ["grace"])
        assert.deepStrictEqual(names(yield* Users.list({ username: ["ada", "mary"], orderBy: "+username" })), [
          "ada",
          "mary"
        ])
        assert.deepStrictEqual(
          yield* refusal(Users.list({ provider: "oauth_google" })),
          [422, "form_conditional_param_missing", "provider_user_id"]
        )
      })
    )

    test(
      "count counts, and refuses half of a filter",
      Effect.gen(function*() {
        yield* ClerkTest.seed([{ username: "ada" }, { username: "grace", banned: true }])
        assert.strictEqual((yield* Users.count()).totalCount, 2)
        assert.strictEqual((yield* Users.count({ banned: false })).totalCount, 1)
        assert.deepStrictEqual(
          yield* refusal(Users.count({ providerUserId: ["1"] })),
          [422, "form_conditional_param_missing", "provider"]
        )
      })
    )

    test(
      "update changes what is given, and refuses an address of somebody else",
      Effect.gen(function*() {
        const [ada, grace] = yield* ClerkTest.seed([
          { username: "ada", firstName: "Ada", lastName: "King" },
          { emailAddress: ["grace@example.com"] }
        ])
        const updated = yield* Users.update({ userId: ada!.id, firstName: null, lastName: "Lovelace" })
        assert.deepStrictEqual([updated.username, updated.firstName, updated.lastName], ["ada", null, "Lovelace"])
        assert.deepStrictEqual(
          yield* refusal(Users.update({ userId: ada!.id, primaryEmailAddressId: grace!.primaryEmailAddressId })),
          [422, "form_resource_not_found", "primary_email_address_id"]
        )
      })
    )

    test(
      "delete deletes once",
      Effect.gen(function*() {
        const [ada] = yield* ClerkTest.seed([{ username: "ada" }])
        const deleted = yield* Users.delete({ userId: ada!.id })
        assert.deepStrictEqual([deleted.object, deleted.id, deleted.deleted], ["user", ada!.id, true])
        assert.deepStrictEqual(yield* refusal(Users.delete({ userId: ada!.id })), notFound)
        assert.strictEqual((yield* Users.count()).totalCount, 0)
      })
    )

    test(
      "ban and unban",
      Effect.gen(function*() {
        const [ada] = yield* ClerkTest.seed([{ username: "ada" }])
        assert.isTrue((yield* Users.ban({ userId: ada!.id })).banned)
        assert.isTrue((yield* Users.get({ userId: ada!.id })).banned)
        assert.isFalse((yield* Users.unban({ userId: ada!.id })).banned)
        assert.deepStrictEqual(yield* refusal(Users.ban({ userId: nobody })), notFound)
        assert.deepStrictEqual(yield* refusal(Users.unban({ userId: nobody })), notFound)
      })
    )

    test(
      "lock and unlock",
      Effect.gen(function*() {
        const [ada] = yield* ClerkTest.seed([{ username: "ada" }])
        assert.isTrue((yield* Users.lock({ userId: ada!.id })).locked)
        assert.isFalse((yield* Users.unlock({ userId: ada!.id })).locked)
        assert.deepStrictEqual(yield* refusal(Users.lock({ userId: nobody })), notFound)
        assert.deepStrictEqual(yield* refusal(Users.unlock({ userId: nobody })), notFound)
      })
    )

    test(
      "setProfileImage takes an image and nothing else",
      Effect.gen(function*() {
        const [ada] = yield* ClerkTest.seed([{ username: "ada" }])
        const withImage = yield* Users.setProfileImage({
          userId: ada!.id,
          file: { content: png, name: "ada.png", type: "image/png" }
        })
        assert.isTrue(withImage.hasImage)
        assert.notStrictEqual(withImage.imageUrl, ada!.imageUrl)
        const again = yield* Users.setProfileImage({ userId: ada!.id, file: new Blob([png], { type: "image/png" }) })
        assert.notStrictEqual(again.imageUrl, withImage.imageUrl)
        assert.deepStrictEqual(
          yield* refusal(Users.setProfileImage({ userId: ada!.id, file: new TextEncoder().encode("not an image") })),
          [400, "request_body_invalid"]
        )
      })
    )

    test(
      "deleteProfileImage deletes once",
      Effect.gen(function*() {
        const [ada] = yield* ClerkTest.seed([{ username: "ada", hasImage: true }])
        assert.isFalse((yield* Users.deleteProfileImage({ userId: ada!.id })).hasImage)
        assert.deepStrictEqual(yield* refusal(Users.deleteProfileImage({ userId: ada!.id })), [404, "image_not_found"])
      })
    )

    test(
      "updateMetadata merges deeply, and refuses more than 8 KB",
      Effect.gen(function*() {
        const [ada] = yield* ClerkTest.seed([{ username: "ada", publicMetadata: { plan: { name: "pro", seats: 3 } } }])
        const merged = yield* Users.updateMetadata({
          userId: ada!.id,
          publicMetadata: { plan: { seats: null, trial_endsAt: 1 } },
          privateMetadata: { notes: ["a"] }
        })
        assert.deepStrictEqual(merged.publicMetadata, { plan: { name: "pro", trial_endsAt: 1 } })
        assert.deepStrictEqual(merged.privateMetadata, { notes: ["a"] })
        assert.deepStrictEqual(
          yield* refusal(Users.updateMetadata({ userId: ada!.id, unsafeMetadata: { text: "x".repeat(8192) } })),
          [422, "form_param_exceeds_allowed_size", "unsafe_metadata"]
        )
      })
    )

    test(
      "getOAuthAccessToken answers the tokens of a provider, if the user has it",
      Effect.gen(function*() {
        const [ada] = yield* ClerkTest.seed([{
          emailAddress: ["ada@example.com"],
          externalAccounts: [{ provider: "oauth_google", approvedScopes: "email profile" }, {
            provider: "oauth_github"
          }],
          oauthAccessTokens: [{ token: Redacted.make("ya29.ada") }]
        }])
        const userId = ada!.id
        const [token, ...more] = yield* Users.getOAuthAccessToken({ userId, provider: "oauth_google" })
        assert.strictEqual(Redacted.value(token!.token), "ya29.ada")
        assert.strictEqual(token!.externalAccountId, ada!.externalAccounts[0]!.deletableId)
        assert.deepStrictEqual(token!.scopes, ["email", "profile"])
        assert.lengthOf(more, 0)
        const refused = (provider: string) => refusal(Users.getOAuthAccessToken({ userId, provider }))
        assert.deepStrictEqual(yield* refused("oauth_github"), [422, "oauth_missing_access_token"])
        assert.deepStrictEqual(yield* refused("oauth_apple"), [404, "oauth_token_provider_not_enabled"])
        assert.deepStrictEqual(yield* refused("google"), [400, "oauth_unsupported_provider"])
      })
    )

    test(
      "getOrganizationMemberships answers a page",
      Effect.gen(function*() {
        const [ada] = yield* ClerkTest.seed([{
          username: "ada",
          organizationMemberships: [{ role: "org:admin", organization: { id: "org_1", name: "One" } }, {}]
        }])
        const page = yield* Users.getOrganizationMemberships({ userId: ada!.id, limit: 1 })
        assert.strictEqual(page.totalCount, 2)
        assert.deepStrictEqual(
          page.data.map((it) => [it.role, it.organization?.id, it.organization?.name, it.publicUserData?.userId]),
          [["org:admin", "org_1", "One", ada!.id]]
        )
        assert.deepStrictEqual(yield* refusal(Users.getOrganizationMemberships({ userId: nobody })), notFound)
      })
    )

    test(
      "getOrganizationInvitations answers those of a status",
      Effect.gen(function*() {
        const [ada] = yield* ClerkTest.seed([{
          emailAddress: ["ada@example.com"],
          organizationInvitations: [{}, { status: "revoked" }, {}]
        }])
        const page = yield* Users.getOrganizationInvitations({ userId: ada!.id, status: "pending", offset: 1 })
        assert.strictEqual(page.totalCount, 2)
        assert.deepStrictEqual(page.data.map((it) => [it.status, it.emailAddress]), [["pending", "ada@example.com"]])
        assert.deepStrictEqual(yield* refusal(Users.getOrganizationInvitations({ userId: nobody })), notFound)
      })
    )

    test(
      "verifyPassword knows the password",
      Effect.gen(function*() {
        const [ada, grace] = yield* ClerkTest.seed([
          { username: "ada", password: Redacted.make("correct horse") },
          { username: "grace" }
        ])
        const verify = (userId: string, password: string) =>
          Users.verifyPassword({ userId, password: Redacted.make(password) })
        assert.isTrue((yield* verify(ada!.id, "correct horse")).verified)
        assert.deepStrictEqual(yield* refusal(verify(ada!.id, "battery staple")), [422, "incorrect_password"])
        assert.deepStrictEqual(yield* refusal(verify(grace!.id, "correct horse")), [400, "no_password_set"])
      })
    )

    test(
      "verifyTOTP knows the code of the moment, and takes a backup code once",
      Effect.gen(function*() {
        const [ada, grace] = yield* ClerkTest.seed([
          // The secret of RFC 6238: at 0 seconds its code is 755224, as in RFC 4226.
          {
            username: "ada",
            totpSecret: Redacted.make("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"),
            backupCodes: [Redacted.make("backup-1")]
          },
          { username: "grace" }
        ])
        const verify = (userId: string, code: string) => Users.verifyTOTP({ userId, code: Redacted.make(code) })
        const kind = (code: string) => Effect.map(verify(ada!.id, code), (it) => [it.verified, it.codeType])
        assert.deepStrictEqual(yield* kind("755224"), [true, "totp"])
        assert.deepStrictEqual(yield* kind("backup-1"), [true, "backup_code"])
        assert.deepStrictEqual(yield* refusal(verify(ada!.id, "backup-1")), [422, "totp_incorrect_code"])
        assert.deepStrictEqual(yield* refusal(verify(ada!.id, "000000")), [422, "totp_incorrect_code"])
        assert.deepStrictEqual(yield* refusal(verify(grace!.id, "755224")), [400, "totp_disabled"])
      })
    )

    test(
      "disableMFA turns every second factor off",
      Effect.gen(function*() {
        const [ada] = yield* ClerkTest.seed([{
          phoneNumber: ["+15555550100"],
          phoneSecondFactor: true,
          totpSecret: Redacted.make("GEZDGNBVGY3TQOJQ"),
          backupCodes: [Redacted.make("backup-1")]
        }])
        assert.deepStrictEqual([ada!.twoFactorEnabled, ada!.totpEnabled, ada!.backupCodeEnabled], [true, true, true])
        assert.strictEqual((yield* Users.disableMFA({ userId: ada!.id })).userId, ada!.id)
        const after = yield* Users.get({ userId: ada!.id })
        assert.deepStrictEqual([after.twoFactorEnabled, after.totpEnabled, after.backupCodeEnabled], [
          false,
          false,
          false
        ])
        assert.isFalse(after.phoneNumbers[0]!.reservedForSecondFactor)
        assert.isTrue(after.mfaEnabledAt !== null && after.mfaDisabledAt !== null)
        assert.deepStrictEqual(yield* refusal(Users.disableMFA({ userId: nobody })), notFound)
      })
    )

    test(
      "deleteBackupCodes deletes the backup codes alone",
      Effect.gen(function*() {
        const [ada] = yield* ClerkTest.seed([{
          username: "ada",
          totpSecret: Redacted.make("GEZDGNBVGY3TQOJQ"),
          backupCodes: [Redacted.make("backup-1")]
        }])
        assert.strictEqual((yield* Users.deleteBackupCodes({ userId: ada!.id })).userId, ada!.id)
        const after = yield* Users.get({ userId: ada!.id })
        assert.deepStrictEqual([after.totpEnabled, after.backupCodeEnabled], [true, false])
        assert.deepStrictEqual(yield* refusal(Users.deleteBackupCodes({ userId: nobody })), notFound)
      })
    )

    test(
      "createTOTP answers a secret whose codes then verify, and deleteTotp ends it",
      Effect.gen(function*() {
        const [ada] = yield* ClerkTest.seed([{ emailAddress: ["ada@example.com"] }])
        const userId = ada!.id
        const totp = yield* Users.createTOTP({ userId })
        assert.match(Redacted.value(totp.uri!), /^otpauth:\/\/totp\/Clerk:ada%40example\.com\?issuer=Clerk&secret=/)
        assert.include(Redacted.value(totp.uri!), Redacted.value(totp.secret!))
        assert.lengthOf(totp.backupCodes!, 10)
        assert.isTrue((yield* Users.get({ userId })).totpEnabled)
        assert.strictEqual((yield* Users.verifyTOTP({ userId, code: totp.backupCodes![0]! })).codeType, "backup_code")
        assert.strictEqual((yield* Users.deleteTotp({ userId })).userId, userId)
        assert.isFalse((yield* Users.get({ userId })).totpEnabled)
        assert.deepStrictEqual(yield* refusal(Users.createTOTP({ userId: nobody })), notFound)
        assert.deepStrictEqual(yield* refusal(Users.deleteTotp({ userId: nobody })), notFound)
      })
    )

    test(
      "deletePasskey deletes once",
      Effect.gen(function*() {
        const [ada] = yield* ClerkTest.seed([{ username: "ada", passkeys: [{ name: "Phone" }, {}] }])
        const call = Users.deletePasskey({ userId: ada!.id, passkeyIdentificationId: ada!.passkeys[0]!.id })
        assert.strictEqual((yield* call).object, "passkey")
        assert.deepStrictEqual((yield* Users.get({ userId: ada!.id })).passkeys, [ada!.passkeys[1]!])
        assert.deepStrictEqual(yield* refusal(call), [404, "passkey_not_registered"])
      })
    )

    test(
      "deleteWeb3Wallet deletes, but not the last identification",
      Effect.gen(function*() {
        const [ada] = yield* ClerkTest.seed([{ web3Wallet: ["0xada", "0xking"] }])
        const [first, second] = ada!.web3Wallets.map(({ id }) =>
          Users.deleteWeb3Wallet({ userId: ada!.id, web3WalletIdentificationId: id })
        )
        assert.deepStrictEqual((yield* first!).id, ada!.web3Wallets[0]!.id)
        assert.strictEqual((yield* Users.get({ userId: ada!.id })).primaryWeb3Wallet?.web3Wallet, "0xking")
        assert.deepStrictEqual(yield* refusal(first!), notFound)
        assert.deepStrictEqual(yield* refusal(second!), [400, "last_required_identification_deletion_failed"])
      })
    )

    test(
      "deleteExternalAccount wants the eac_ id",
      Effect.gen(function*() {
        const [ada] = yield* ClerkTest.seed([{
          username: "ada",
          externalAccounts: [{ id: "idn_1", externalAccountId: "eac_1", object: "google_account" }]
        }])
        const call = (externalAccountId: string) => Users.deleteExternalAccount({ userId: ada!.id, externalAccountId })
        assert.deepStrictEqual(yield* refusal(call("idn_1")), [404, "external_account_not_found"])
        assert.strictEqual((yield* call(ada!.externalAccounts[0]!.deletableId)).object, "external_account")
        assert.lengthOf((yield* Users.get({ userId: ada!.id })).externalAccounts, 0)
      })
    )

    test(
      "the connection can be cut, before or after the call is carried out",
      Effect.gen(function*() {
        yield* ClerkTest.fault({ operation: "users.create", drop: true })
        yield* ClerkTest.fault({ operation: "users.create", drop: "after" })
        const before = yield* Effect.flip(Users.create({ username: "before" }))
        const after = yield* Effect.flip(Users.create({ username: "after" }))
        for (const error of [before, after]) {
          assert.strictEqual(error._tag === "SDKError" && error.reason._tag, "Transport")
          assert.isTrue(error.outcomeUnknown)
        }
        assert.deepStrictEqual((yield* Users.list()).map((it) => it.username), ["after"])
      })
    )

    test(
      "answers can be replaced",
      Effect.gen(function*() {
        yield* ClerkTest.fault({ status: 429, headers: { "Retry-After": "5" } })
        yield* ClerkTest.fault({ status: 502, body: "<html>Bad Gateway</html>" })
        const limited = yield* Effect.flip(Users.count())
        assert.deepStrictEqual([limited.status, Errors.isRetryable(limited)], [429, true])
        assert.strictEqual(limited.retryAfter?.toString(), "Duration(5s)")
        const gateway = yield* Effect.flip(Users.count())
        assert.deepStrictEqual([gateway._tag, gateway.status], ["SDKError", 502])
        assert.strictEqual((yield* Users.count()).totalCount, 0)
      })
    )

    test(
      "times travel both ways",
      Effect.gen(function*() {
        const createdAt = DateTime.unsafeMake("2020-02-02T02:02:02.002Z")
        const ada = yield* Users.create({ username: "ada", createdAt, legalAcceptedAt: createdAt })
        assert.deepStrictEqual([ada.createdAt, ada.legalAcceptedAt], [createdAt, createdAt])
        assert.strictEqual((yield* Users.count({ createdAtAfter: createdAt })).totalCount, 0)
        assert.strictEqual(
          (yield* Users.count({ createdAtAfter: DateTime.subtract(createdAt, { millis: 1 }) })).totalCount,
          1
        )
      })
    )
  })
