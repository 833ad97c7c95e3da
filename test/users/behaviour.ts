/**
 * The behaviour of each operation of Clerk's first reference, with one failure each, over any transport.
 */
import { assert, describe, it } from "@effect/vitest"
import type { Layer } from "effect"
import { DateTime, Effect, Redacted } from "effect"
import { ClerkErrors, Errors, Users } from "effect-clerk"
import type { SDKError } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"

export const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])

/** The error response of a call: its status, then the code and the parameter of each error. */
export const errorResponseOf = <A, R>(call: Effect.Effect<A, ClerkErrors | SDKError, R>) =>
  Effect.map(Effect.flip(call), (error) =>
    error instanceof ClerkErrors
      ? [
        error.status,
        ...error.errors.flatMap(({ code, paramName }) => paramName === null ? [code] : [code, paramName])
      ]
      : error)

const unknownUserId = "user_unknown"
const notFound = [404, "resource_not_found"]

/** Runs the suite. Each test has its own in-memory Clerk. */
export const behaviour = <E>(name: string, layer: Layer.Layer<Users | ClerkTest, E>) =>
  describe(name, () => {
    const test = <E2>(title: string, effect: Effect.Effect<void, E2, Users | ClerkTest>) =>
      it.effect(title, () => Effect.provide(effect, layer))

    test(
      "create returns the new user, and rejects an e-mail address that is in use",
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
          yield* errorResponseOf(Users.create({ emailAddress: ["Ada@example.com"] })),
          [422, "form_identifier_exists", "email_address"]
        )
      })
    )

    test(
      "get returns a user, and fails with a 404 for an unknown id",
      Effect.gen(function*() {
        const [ada] = yield* ClerkTest.seed([{ username: "ada" }])
        assert.deepStrictEqual(yield* Users.get({ userId: ada!.id }), ada)
        assert.deepStrictEqual(yield* errorResponseOf(Users.get({ userId: unknownUserId })), notFound)
      })
    )

    test(
      "list returns users newest first, and rejects provider without providerUserId",
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
          yield* errorResponseOf(Users.list({ provider: "oauth_google" })),
          [422, "form_conditional_param_missing", "provider_user_id"]
        )
      })
    )

    test(
      "count returns the number of users, and rejects providerUserId without provider",
      Effect.gen(function*() {
        yield* ClerkTest.seed([{ username: "ada" }, { username: "grace", banned: true }])
        assert.strictEqual((yield* Users.count()).totalCount, 2)
        assert.strictEqual((yield* Users.count({ banned: false })).totalCount, 1)
        assert.deepStrictEqual(
          yield* errorResponseOf(Users.count({ providerUserId: ["1"] })),
          [422, "form_conditional_param_missing", "provider"]
        )
      })
    )

    test(
      "update changes the given fields, and rejects an e-mail address of another user",
      Effect.gen(function*() {
        const [ada, grace] = yield* ClerkTest.seed([
          { username: "ada", firstName: "Ada", lastName: "King" },
          { emailAddress: ["grace@example.com"] }
        ])
        const updated = yield* Users.update({ userId: ada!.id, firstName: null, lastName: "Lovelace" })
        assert.deepStrictEqual([updated.username, updated.firstName, updated.lastName], ["ada", null, "Lovelace"])
        assert.deepStrictEqual(
          yield* errorResponseOf(
            Users.update({ userId: ada!.id, primaryEmailAddressId: grace!.primaryEmailAddressId })
          ),
          [422, "form_resource_not_found", "primary_email_address_id"]
        )
      })
    )

    test(
      "delete deletes a user once",
      Effect.gen(function*() {
        const [ada] = yield* ClerkTest.seed([{ username: "ada" }])
        const deleted = yield* Users.delete({ userId: ada!.id })
        assert.deepStrictEqual([deleted.object, deleted.id, deleted.deleted], ["user", ada!.id, true])
        assert.deepStrictEqual(yield* errorResponseOf(Users.delete({ userId: ada!.id })), notFound)
        assert.strictEqual((yield* Users.count()).totalCount, 0)
      })
    )

    test(
      "ban bans a user and unban lifts the ban",
      Effect.gen(function*() {
        const [ada] = yield* ClerkTest.seed([{ username: "ada" }])
        assert.isTrue((yield* Users.ban({ userId: ada!.id })).banned)
        assert.isTrue((yield* Users.get({ userId: ada!.id })).banned)
        assert.isFalse((yield* Users.unban({ userId: ada!.id })).banned)
        assert.deepStrictEqual(yield* errorResponseOf(Users.ban({ userId: unknownUserId })), notFound)
        assert.deepStrictEqual(yield* errorResponseOf(Users.unban({ userId: unknownUserId })), notFound)
      })
    )

    test(
      "lock locks a user and unlock lifts the lock",
      Effect.gen(function*() {
        const [ada] = yield* ClerkTest.seed([{ username: "ada" }])
        assert.isTrue((yield* Users.lock({ userId: ada!.id })).locked)
        assert.isFalse((yield* Users.unlock({ userId: ada!.id })).locked)
        assert.deepStrictEqual(yield* errorResponseOf(Users.lock({ userId: unknownUserId })), notFound)
        assert.deepStrictEqual(yield* errorResponseOf(Users.unlock({ userId: unknownUserId })), notFound)
      })
    )

    test(
      "setProfileImage accepts an image and rejects other files",
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
          yield* errorResponseOf(
            Users.setProfileImage({ userId: ada!.id, file: new TextEncoder().encode("not an image") })
          ),
          [400, "request_body_invalid"]
        )
      })
    )

    test(
      "deleteProfileImage deletes the image once",
      Effect.gen(function*() {
        const [ada] = yield* ClerkTest.seed([{ username: "ada", hasImage: true }])
        assert.isFalse((yield* Users.deleteProfileImage({ userId: ada!.id })).hasImage)
        assert.deepStrictEqual(yield* errorResponseOf(Users.deleteProfileImage({ userId: ada!.id })), [
          404,
          "image_not_found"
        ])
      })
    )

    test(
      "updateMetadata merges deeply, and rejects more than 8 KB after the merge",
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
          yield* errorResponseOf(
            Effect.forEach(["a", "b"], (key) =>
              Users.updateMetadata({ userId: ada!.id, unsafeMetadata: { [key]: "x".repeat(5000) } }))
          ),
          [422, "form_param_exceeds_allowed_size", "unsafe_metadata"]
        )
      })
    )

    test(
      "getOAuthAccessToken returns the tokens of a provider, and fails for one that the user does not have",
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
        const failure = (provider: string) =>
          errorResponseOf(Users.getOAuthAccessToken({ userId, provider }))
        assert.deepStrictEqual(yield* failure("oauth_github"), [422, "oauth_missing_access_token"])
        assert.deepStrictEqual(yield* failure("oauth_apple"), [404, "oauth_token_provider_not_enabled"])
        assert.lengthOf(yield* Users.getOAuthAccessToken({ userId, provider: "google" }), 1)
      })
    )

    test(
      "getOrganizationMemberships returns a page",
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
        assert.deepStrictEqual(
          yield* errorResponseOf(Users.getOrganizationMemberships({ userId: unknownUserId })),
          notFound
        )
      })
    )

    test(
      "getOrganizationInvitations returns the invitations of a status",
      Effect.gen(function*() {
        const [ada] = yield* ClerkTest.seed([{
          emailAddress: ["ada@example.com"],
          organizationInvitations: [{}, { status: "revoked" }, {}]
        }])
        const page = yield* Users.getOrganizationInvitations({ userId: ada!.id, status: "pending", offset: 1 })
        assert.strictEqual(page.totalCount, 2)
        assert.deepStrictEqual(page.data.map((it) => [it.status, it.emailAddress]), [["pending", "ada@example.com"]])
        assert.deepStrictEqual(
          yield* errorResponseOf(Users.getOrganizationInvitations({ userId: unknownUserId })),
          notFound
        )
      })
    )

    test(
      "verifyPassword accepts the password of the user only",
      Effect.gen(function*() {
        const [ada, grace] = yield* ClerkTest.seed([
          { username: "ada", password: Redacted.make("correct horse") },
          { username: "grace" }
        ])
        const verify = (userId: string, password: string) =>
          Users.verifyPassword({ userId, password: Redacted.make(password) })
        assert.isTrue((yield* verify(ada!.id, "correct horse")).verified)
        assert.deepStrictEqual(yield* errorResponseOf(verify(ada!.id, "battery staple")), [422, "incorrect_password"])
        assert.deepStrictEqual(yield* errorResponseOf(verify(grace!.id, "correct horse")), [400, "no_password_set"])
      })
    )

    test(
      "verifyTOTP accepts the current code, and a backup code once",
      Effect.gen(function*() {
        const [ada, grace] = yield* ClerkTest.seed([
          // The secret of RFC 6238. Its code at 0 seconds is 755224, as in RFC 4226.
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
        assert.deepStrictEqual(yield* errorResponseOf(verify(ada!.id, "backup-1")), [422, "totp_incorrect_code"])
        assert.deepStrictEqual(yield* errorResponseOf(verify(ada!.id, "000000")), [422, "totp_incorrect_code"])
        assert.deepStrictEqual(yield* errorResponseOf(verify(grace!.id, "755224")), [400, "totp_disabled"])
      })
    )

    test(
      "disableMFA removes every second factor",
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
        assert.deepStrictEqual(yield* errorResponseOf(Users.disableMFA({ userId: unknownUserId })), notFound)
      })
    )

    test(
      "deleteBackupCodes deletes the backup codes and keeps the TOTP",
      Effect.gen(function*() {
        const [ada] = yield* ClerkTest.seed([{
          username: "ada",
          totpSecret: Redacted.make("GEZDGNBVGY3TQOJQ"),
          backupCodes: [Redacted.make("backup-1")]
        }])
        assert.strictEqual((yield* Users.deleteBackupCodes({ userId: ada!.id })).userId, ada!.id)
        const after = yield* Users.get({ userId: ada!.id })
        assert.deepStrictEqual([after.totpEnabled, after.backupCodeEnabled], [true, false])
        assert.deepStrictEqual(yield* errorResponseOf(Users.deleteBackupCodes({ userId: unknownUserId })), notFound)
      })
    )

    test(
      "createTOTP returns a secret and backup codes that verify, and deleteTotp deletes the TOTP",
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
        assert.deepStrictEqual(yield* errorResponseOf(Users.createTOTP({ userId: unknownUserId })), notFound)
        assert.deepStrictEqual(yield* errorResponseOf(Users.deleteTotp({ userId: unknownUserId })), notFound)
      })
    )

    test(
      "deletePasskey deletes a passkey once",
      Effect.gen(function*() {
        const [ada] = yield* ClerkTest.seed([{ username: "ada", passkeys: [{ name: "Phone" }, {}] }])
        const call = Users.deletePasskey({ userId: ada!.id, passkeyIdentificationId: ada!.passkeys[0]!.id })
        assert.strictEqual((yield* call).object, "passkey")
        assert.deepStrictEqual((yield* Users.get({ userId: ada!.id })).passkeys, [ada!.passkeys[1]!])
        assert.deepStrictEqual(yield* errorResponseOf(call), [404, "passkey_not_registered"])
      })
    )

    test(
      "deleteWeb3Wallet deletes a wallet, except for the last identification",
      Effect.gen(function*() {
        const [ada] = yield* ClerkTest.seed([{ web3Wallet: ["0xada", "0xking"] }])
        const [first, second] = ada!.web3Wallets.map(({ id }) =>
          Users.deleteWeb3Wallet({ userId: ada!.id, web3WalletIdentificationId: id })
        )
        assert.deepStrictEqual((yield* first!).id, ada!.web3Wallets[0]!.id)
        assert.strictEqual((yield* Users.get({ userId: ada!.id })).primaryWeb3Wallet?.web3Wallet, "0xking")
        assert.deepStrictEqual(yield* errorResponseOf(first!), notFound)
        assert.deepStrictEqual(yield* errorResponseOf(second!), [400, "last_required_identification_deletion_failed"])
      })
    )

    test(
      "deleteExternalAccount requires the eac_ id",
      Effect.gen(function*() {
        const [ada] = yield* ClerkTest.seed([{
          username: "ada",
          externalAccounts: [{ id: "idn_1", externalAccountId: "eac_1", object: "google_account" }]
        }])
        const call = (externalAccountId: string) => Users.deleteExternalAccount({ userId: ada!.id, externalAccountId })
        assert.deepStrictEqual(yield* errorResponseOf(call("idn_1")), [404, "external_account_not_found"])
        assert.strictEqual((yield* call(ada!.externalAccounts[0]!.deletableId)).object, "external_account")
        assert.lengthOf((yield* Users.get({ userId: ada!.id })).externalAccounts, 0)
      })
    )

    test(
      "a fault drops the connection before or after the call is carried out",
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
      "a fault replaces the response",
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
      "times are encoded and decoded without loss",
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
