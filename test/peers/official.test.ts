/**
 * Clerk's official client against the in-memory server, with every method that belongs to the operations. The client is not
 * derived from our table, and it reads errors only when the content type is exactly `application/json`.
 */
import { createClerkClient } from "@clerk/backend"
import { isClerkAPIResponseError } from "@clerk/backend/errors"
import { HttpServer } from "@effect/platform"
import { NodeHttpServer } from "@effect/platform-node"
import { assert, it } from "@effect/vitest"
import { DateTime, Effect, Layer, Redacted } from "effect"
import { ClerkTest } from "effect-clerk/testing"
import { createServer } from "node:http"
import * as OTPAuth from "otpauth"

const server = ClerkTest.layerServer({
  users: [{
    id: "user_ada",
    emailAddress: ["ada@example.com"],
    phoneNumber: ["+15555550100"],
    web3Wallet: ["0xada"],
    username: "ada",
    firstName: "Ada",
    lastName: "Lovelace",
    externalId: "1815",
    password: Redacted.make("analytical-engine"),
    totpSecret: Redacted.make("JBSWY3DPEHPK3PXP"),
    backupCodes: [Redacted.make("backup-1"), Redacted.make("backup-2")],
    publicMetadata: { plan: "free" },
    createdAt: DateTime.unsafeMake("2024-01-01T00:00:00Z"),
    externalAccounts: [{ id: "eac_ada", provider: "oauth_google" }],
    passkeys: [{ id: "idn_passkey", name: "Laptop" }],
    organizationMemberships: [{ role: "org:admin", organization: { name: "Engines", slug: "engines" } }],
    organizationInvitations: [{ status: "pending", emailAddress: "ada@example.com" }],
    billingSubscription: {
      eligibleForFreeTrial: true,
      subscriptionItems: [{ plan: { name: "Pro", slug: "pro", features: [] } }]
    },
    oauthAccessTokens: [{ provider: "oauth_google", token: Redacted.make("ya29.token"), scopes: ["email"] }]
  }]
}).pipe(Layer.provideMerge(NodeHttpServer.layer(() => createServer(), { port: 0, host: "127.0.0.1" })))

/** The methods of the official client as effects. */
const official = Effect.gen(function*() {
  const { secretKey } = yield* ClerkTest
  const apiUrl = yield* HttpServer.addressFormattedWith(Effect.succeed)
  const client = createClerkClient({ secretKey: Redacted.value(secretKey), apiUrl })
  const { users } = client
  return {
    client,
    call: <A>(f: (api: typeof users) => Promise<A>) => Effect.promise(() => f(users)),
    failure: (f: (api: typeof users) => Promise<unknown>) =>
      Effect.map(
        Effect.flip(Effect.tryPromise({ try: () => f(users), catch: (error) => error })),
        (error) => {
          assert(isClerkAPIResponseError(error))
          return { status: error.status, code: error.errors[0]?.code, paramName: error.errors[0]?.meta?.paramName }
        }
      )
  }
})

const userId = "user_ada"

it.layer(server)("Clerk's official client", (it) => {
  it.effect("lists, counts and gets users", () =>
    Effect.gen(function*() {
      const { call } = yield* official
      const { data, totalCount } = yield* call((users) =>
        users.getUserList({ emailAddress: ["ada@example.com"], limit: 5, orderBy: "-created_at" })
      )
      assert.strictEqual(totalCount, 1)
      assert.strictEqual(data[0]?.fullName, "Ada Lovelace")
      assert.strictEqual(data[0]?.primaryEmailAddress?.emailAddress, "ada@example.com")
      assert.strictEqual(data[0]?.primaryEmailAddress?.verification?.status, "verified")
      assert.strictEqual(data[0]?.createdAt, 1_704_067_200_000)
      assert.strictEqual(yield* call((users) => users.getCount({ query: "nobody" })), 0)
      const ada = yield* call((users) => users.getUser(userId))
      assert.strictEqual(ada.externalId, "1815")
      assert.strictEqual(ada.externalAccounts[0]?.id, "eac_ada")
      assert.strictEqual(ada.publicMetadata["plan"], "free")
    }))

  it.effect("creates, updates and deletes a user", () =>
    Effect.gen(function*() {
      const { call, failure } = yield* official
      const bob = yield* call((users) =>
        users.createUser({
          emailAddress: ["bob+tag@example.com"],
          firstName: "Bob",
          password: "correct-horse-battery",
          privateMetadata: { camelKey: { snake_key: [1, null] } }
        })
      )
      assert.strictEqual(bob.emailAddresses[0]?.emailAddress, "bob+tag@example.com")
      assert.deepStrictEqual(bob.privateMetadata, { camelKey: { snake_key: [1, null] } })
      assert.isTrue(bob.passwordEnabled)
      assert.deepStrictEqual(
        yield* failure((users) => users.createUser({ emailAddress: ["bob+tag@example.com"] })),
        { status: 422, code: "form_identifier_exists", paramName: "email_address" }
      )
      const renamed = yield* call((users) => users.updateUser(bob.id, { lastName: "Babbage", username: "bob" }))
      assert.strictEqual(renamed.fullName, "Bob Babbage")
      const merged = yield* call((users) =>
        users.updateUserMetadata(bob.id, { privateMetadata: { camelKey: null, b: 2 } })
      )
      assert.deepStrictEqual(merged.privateMetadata, { b: 2 })
      const deleted = yield* call((users) => users.deleteUser(bob.id))
      assert.strictEqual(deleted.id, bob.id)
      assert.deepStrictEqual(
        yield* failure((users) => users.getUser(bob.id)),
        { status: 404, code: "resource_not_found", paramName: undefined }
      )
    }))

  it.effect("bans and unbans, locks and unlocks", () =>
    Effect.gen(function*() {
      const { call } = yield* official
      assert.isTrue((yield* call((users) => users.banUser(userId))).banned)
      assert.isFalse((yield* call((users) => users.unbanUser(userId))).banned)
      assert.isTrue((yield* call((users) => users.lockUser(userId))).locked)
      assert.isFalse((yield* call((users) => users.unlockUser(userId))).locked)
    }))

  it.effect("sets and deletes the profile image", () =>
    Effect.gen(function*() {
      const { call, failure } = yield* official
      const png = new File([Buffer.from("89504e470d0a1a0a", "hex")], "ada.png", { type: "image/png" })
      assert.isTrue((yield* call((users) => users.updateUserProfileImage(userId, { file: png }))).hasImage)
      assert.isFalse((yield* call((users) => users.deleteUserProfileImage(userId))).hasImage)
      assert.strictEqual((yield* failure((users) => users.deleteUserProfileImage(userId))).code, "image_not_found")
    }))

  it.effect("gets tokens, memberships and invitations", () =>
    Effect.gen(function*() {
      const { call } = yield* official
      const tokens = yield* call((users) => users.getUserOauthAccessToken(userId, "google"))
      assert.deepStrictEqual(tokens.data.map(({ token }) => token), ["ya29.token"])
      assert.strictEqual(tokens.totalCount, 1)
      const memberships = yield* call((users) => users.getOrganizationMembershipList({ userId }))
      assert.strictEqual(memberships.totalCount, 1)
      assert.strictEqual(memberships.data[0]?.role, "org:admin")
      assert.strictEqual(memberships.data[0]?.organization.slug, "engines")
      const invitations = yield* call((users) => users.getOrganizationInvitationList({ userId, status: "pending" }))
      assert.deepStrictEqual(invitations.data.map(({ emailAddress }) => emailAddress), ["ada@example.com"])
    }))

  it.effect("verifies passwords and TOTP codes", () =>
    Effect.gen(function*() {
      const { call, failure } = yield* official
      assert.isTrue((yield* call((users) => users.verifyPassword({ userId, password: "analytical-engine" }))).verified)
      assert.deepStrictEqual(
        yield* failure((users) => users.verifyPassword({ userId, password: "difference-engine" })),
        { status: 422, code: "incorrect_password", paramName: undefined }
      )
      const code = new OTPAuth.TOTP({ secret: "JBSWY3DPEHPK3PXP" }).generate({ timestamp: 0 })
      assert.deepStrictEqual(
        yield* call((users) => users.verifyTOTP({ userId, code })),
        { verified: true, code_type: "totp" } as never
      )
      assert.strictEqual(
        (yield* failure((users) => users.verifyTOTP({ userId, code: "not one" }))).code,
        "totp_incorrect_code"
      )
    }))

  it.effect("deletes second factors, passkeys, wallets and external accounts", () =>
    Effect.gen(function*() {
      const { call, failure } = yield* official
      // The official client returns these bodies unchanged, unlike its types.
      const affected: unknown = { user_id: userId }
      assert.deepStrictEqual(yield* call((users) => users.deleteUserBackupCodes(userId)), affected)
      assert.isFalse((yield* call((users) => users.getUser(userId))).backupCodeEnabled)
      assert.deepStrictEqual(yield* call((users) => users.deleteUserTOTP(userId)), affected)
      assert.deepStrictEqual(yield* call((users) => users.disableUserMFA(userId)), affected)
      assert.isFalse((yield* call((users) => users.getUser(userId))).twoFactorEnabled)
      yield* call((users) => users.deleteUserPasskey({ userId, passkeyIdentificationId: "idn_passkey" }))
      const { web3Wallets } = yield* call((users) => users.getUser(userId))
      yield* call((users) => users.deleteUserWeb3Wallet({ userId, web3WalletIdentificationId: web3Wallets[0]!.id }))
      yield* call((users) => users.deleteUserExternalAccount({ userId, externalAccountId: "eac_ada" }))
      assert.strictEqual(
        (yield* failure((users) => users.deleteUserExternalAccount({ userId, externalAccountId: "eac_ada" }))).code,
        "external_account_not_found"
      )
      const left = yield* call((users) => users.getUser(userId))
      assert.deepStrictEqual([left.web3Wallets, left.externalAccounts], [[], []])
    }))

  it.effect("replaces metadata, also in an update, and keeps the kinds that are left out", () =>
    Effect.gen(function*() {
      const { call, failure } = yield* official
      const eve = yield* call((users) =>
        users.createUser({ username: "eve", publicMetadata: { a: { b: 1 } }, unsafeMetadata: { c: 2 } })
      )
      const replaced = yield* call((users) => users.replaceUserMetadata(eve.id, { publicMetadata: { d: null } }))
      assert.deepStrictEqual([replaced.publicMetadata, replaced.unsafeMetadata], [{ d: null }, { c: 2 }])
      const cleared = yield* call((users) => users.replaceUserMetadata(eve.id, { unsafeMetadata: null as never }))
      assert.deepStrictEqual([cleared.publicMetadata, cleared.unsafeMetadata], [{ d: null }, {}])
      // The official client sends the metadata of an update on its own, as Clerk's current API asks for.
      const updated = yield* call((users) =>
        users.updateUser(eve.id, { firstName: "Eve", publicMetadata: { e: 3 }, unsafeMetadata: {} })
      )
      assert.deepStrictEqual(
        [updated.firstName, updated.publicMetadata, updated.unsafeMetadata],
        ["Eve", { e: 3 }, {}]
      )
      assert.deepStrictEqual(
        yield* failure((users) => users.replaceUserMetadata(eve.id, { privateMetadata: { text: "x".repeat(8192) } })),
        { status: 422, code: "form_param_exceeds_allowed_size", paramName: "private_metadata" }
      )
    }))

  it.effect("replaces e-mail addresses and phone numbers", () =>
    Effect.gen(function*() {
      const { call, failure } = yield* official
      const mary = yield* call((users) =>
        users.createUser({ emailAddress: ["mary@example.com", "m@example.com"], phoneNumber: ["+15555550110"] })
      )
      const email = yield* call((users) =>
        users.replaceUserEmailAddress(mary.id, { emailAddress: "somerville@example.com" })
      )
      assert.deepStrictEqual([email.emailAddress, email.verification?.status], ["somerville@example.com", "verified"])
      const phone = yield* call((users) => users.replaceUserPhoneNumber(mary.id, { phoneNumber: "+15555550111" }))
      assert.deepStrictEqual([phone.phoneNumber, phone.reservedForSecondFactor], ["+15555550111", false])
      const after = yield* call((users) => users.getUser(mary.id))
      assert.deepStrictEqual(after.emailAddresses.map(({ id }) => id), [email.id])
      assert.deepStrictEqual([after.primaryEmailAddressId, after.primaryPhoneNumberId], [email.id, phone.id])
      assert.deepStrictEqual(
        yield* failure((users) => users.replaceUserEmailAddress(mary.id, { emailAddress: "ada@example.com" })),
        { status: 422, code: "form_identifier_exists", paramName: "email_address" }
      )
    }))

  it.effect("marks a password as compromised, takes the mark, and removes the password", () =>
    Effect.gen(function*() {
      const { call, failure } = yield* official
      const kay = yield* call((users) => users.createUser({ username: "kay", password: "correct-horse-battery" }))
      const requiresReset = (user: { readonly raw: unknown }): unknown =>
        (user.raw as { readonly requires_password_reset?: boolean }).requires_password_reset
      assert.isTrue(
        requiresReset(yield* call((users) => users.setPasswordCompromised(kay.id, { revokeAllSessions: true })))
      )
      assert.isUndefined(requiresReset(yield* call((users) => users.unsetPasswordCompromised(kay.id))))
      assert.isTrue(requiresReset(yield* call((users) => users.setPasswordCompromised(kay.id))))
      const removed = yield* call((users) => users.removePassword(kay.id, { signOutOfOtherSessions: true }))
      assert.isFalse(removed.passwordEnabled)
      assert.isFalse((yield* call((users) => users.removePassword(kay.id))).passwordEnabled)
      assert.strictEqual((yield* failure((users) => users.removePassword("user_nobody"))).code, "resource_not_found")
    }))

  it.effect("gets the subscription of a user, and all organization memberships", () =>
    Effect.gen(function*() {
      const { client } = yield* official
      const subscription = yield* Effect.promise(() => client.billing.getUserBillingSubscription(userId))
      assert.deepStrictEqual([subscription.status, subscription.eligibleForFreeTrial], ["active", true])
      assert.deepStrictEqual(
        subscription.subscriptionItems.map(({ plan, planPeriod }) => [plan?.slug, planPeriod]),
        [["pro", "month"]]
      )
      const memberships = yield* Effect.promise(() =>
        client.organizations.getInstanceOrganizationMembershipList({ orderBy: "-created_at", limit: 5 })
      )
      assert.strictEqual(memberships.totalCount, 1)
      assert.strictEqual(memberships.data[0]?.publicUserData?.userId, userId)
    }))

  it.effect("fails with a 401 for another secret key", () =>
    Effect.gen(function*() {
      const apiUrl = yield* HttpServer.addressFormattedWith(Effect.succeed)
      const { users } = createClerkClient({ secretKey: "sk_test_another", apiUrl })
      const error = yield* Effect.flip(Effect.tryPromise({ try: () => users.getCount(), catch: (error) => error }))
      assert(isClerkAPIResponseError(error))
      assert.strictEqual(error.status, 401)
      assert.strictEqual(error.errors[0]?.code, "clerk_key_invalid")
    }))
})
