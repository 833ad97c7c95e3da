import { assert, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import type { userOperations } from "effect-clerk"
import { Users } from "effect-clerk"
import { invitation, membership, subscription, token, userAda } from "../../fixtures/index.ts"
import { adaRead, invitationRead, membershipRead, subscriptionRead, tokenRead } from "../../fixtures/read.ts"
import { answering, plain } from "../../support/wire.ts"
import { type Case, testOperations } from "../../support/wireCases.ts"

const userId = "user_1"
const deleted = (object: string, id: string) => ({ object, id, deleted: true })
const deletedRead = (object: string, id: string) => ({ ...deleted(object, id), slug: null, externalId: null })

const [emailAddress] = userAda().email_addresses
const [emailAddressRead] = adaRead.emailAddresses

const device = {
  object: "trusted_device",
  id: "td_1",
  platform: "ios",
  app_identifier: "com.example.app",
  name: "Ada's phone",
  algorithm: "ES256",
  status: "active",
  created_at: 1735689600000,
  updated_at: 1735689600000
}
const deviceRead = {
  object: "trusted_device",
  id: "td_1",
  platform: "ios",
  appIdentifier: "com.example.app",
  name: "Ada's phone",
  algorithm: "ES256",
  status: "active",
  lastUsedAt: null,
  revokedAt: null,
  createdAt: "2025-01-01T00:00:00.000Z",
  updatedAt: "2025-01-01T00:00:00.000Z"
}

const cases: { readonly [Name in keyof typeof userOperations]: Case } = {
  list: {
    call: Users.list({ emailAddress: ["ada@example.com"], banned: false, limit: 20, orderBy: "-last_sign_in_at" }),
    sends: [
      "GET",
      "https://api.clerk.com/v1/users?email_address=ada%40example.com&banned=false&limit=20&order_by=-last_sign_in_at"
    ],
    answered: [userAda()],
    reads: [adaRead],
    refused: [422, "form_param_value_invalid"]
  },
  create: {
    call: Users.create({
      externalId: "ada-1",
      firstName: "Ada",
      lastName: null,
      password: Redacted.make("correct horse"),
      publicMetadata: { plan: "pro" },
      emailAddress: ["ada@example.com"]
    }),
    sends: [
      "POST",
      "https://api.clerk.com/v1/users",
      `{"external_id":"ada-1","first_name":"Ada","last_name":null,"password":"correct horse","public_metadata":{"plan":"pro"},"email_address":["ada@example.com"]}`
    ],
    answered: { ...userAda(), external_id: "ada-1" },
    reads: { ...adaRead, externalId: "ada-1" },
    refused: [422, "form_identifier_exists"]
  },
  count: {
    call: Users.count({ query: "ada", banned: true }),
    sends: ["GET", "https://api.clerk.com/v1/users/count?query=ada&banned=true"],
    answered: { object: "total_count", total_count: 3 },
    reads: { object: "total_count", totalCount: 3 },
    refused: [422, "form_param_value_invalid"]
  },
  get: {
    call: Users.get({ userId }),
    sends: ["GET", "https://api.clerk.com/v1/users/user_1"],
    answered: userAda(),
    reads: adaRead,
    refused: [404, "resource_not_found"]
  },
  update: {
    call: Users.update({ userId, firstName: "Augusta", lastName: undefined, username: null, deleteSelfEnabled: false }),
    sends: [
      "PATCH",
      "https://api.clerk.com/v1/users/user_1",
      `{"first_name":"Augusta","username":null,"delete_self_enabled":false}`
    ],
    answered: { ...userAda(), first_name: "Augusta", delete_self_enabled: false },
    reads: { ...adaRead, firstName: "Augusta", deleteSelfEnabled: false },
    refused: [409, "resource_locked"]
  },
  delete: {
    call: Users.delete({ userId }),
    sends: ["DELETE", "https://api.clerk.com/v1/users/user_1"],
    answered: { ...deleted("user", "user_1"), external_id: "ada-1" },
    reads: { ...deletedRead("user", "user_1"), externalId: "ada-1" },
    refused: [404, "resource_not_found"]
  },
  ban: {
    call: Users.ban({ userId }),
    sends: ["POST", "https://api.clerk.com/v1/users/user_1/ban"],
    answered: { ...userAda(), banned: true },
    reads: { ...adaRead, banned: true },
    refused: [402, "unsupported_subscription_plan_features"]
  },
  unban: {
    call: Users.unban({ userId }),
    sends: ["POST", "https://api.clerk.com/v1/users/user_1/unban"],
    answered: userAda(),
    reads: adaRead,
    refused: [402, "unsupported_subscription_plan_features"]
  },
  lock: {
    call: Users.lock({ userId }),
    sends: ["POST", "https://api.clerk.com/v1/users/user_1/lock"],
    answered: { ...userAda(), locked: true, lockout_expires_in_seconds: 3600 },
    reads: { ...adaRead, locked: true, lockoutExpiresIn: "1h" },
    refused: [403, "feature_not_enabled"]
  },
  unlock: {
    call: Users.unlock({ userId }),
    sends: ["POST", "https://api.clerk.com/v1/users/user_1/unlock"],
    answered: userAda(),
    reads: adaRead,
    refused: [403, "feature_not_enabled"]
  },
  setProfileImage: {
    call: Users.setProfileImage({ userId, file: new File(["pixels"], "ada.png", { type: "image/png" }) }),
    sends: [
      "POST",
      "https://api.clerk.com/v1/users/user_1/profile_image",
      [
        `--boundary`,
        `Content-Disposition: form-data; name="file"; filename="ada.png"`,
        `Content-Type: image/png`,
        ``,
        `pixels`,
        `--boundary--`
      ].join("\r\n")
    ],
    answered: { ...userAda(), has_image: true },
    reads: { ...adaRead, hasImage: true },
    refused: [400, "request_body_invalid"]
  },
  deleteProfileImage: {
    call: Users.deleteProfileImage({ userId }),
    sends: ["DELETE", "https://api.clerk.com/v1/users/user_1/profile_image"],
    answered: userAda(),
    reads: adaRead,
    refused: [404, "image_not_found"]
  },
  updateMetadata: {
    call: Users.updateMetadata({
      userId,
      publicMetadata: { plan: "team", trialEndsAt: null },
      unsafeMetadata: {}
    }),
    sends: [
      "PATCH",
      "https://api.clerk.com/v1/users/user_1/metadata",
      `{"public_metadata":{"plan":"team","trialEndsAt":null},"unsafe_metadata":{}}`
    ],
    answered: { ...userAda(), public_metadata: { plan: "team" } },
    reads: { ...adaRead, publicMetadata: { plan: "team" } },
    refused: [422, "form_param_exceeds_allowed_size"]
  },
  getOAuthAccessToken: {
    call: Users.getOAuthAccessToken({ userId, provider: "oauth_google", limit: 20, offset: 40 }),
    sends: [
      "GET",
      "https://api.clerk.com/v1/users/user_1/oauth_access_tokens/oauth_google?paginated=true&limit=20&offset=40"
    ],
    answered: { data: [token()], total_count: 1 },
    reads: [tokenRead],
    refused: [400, "oauth_token_retrieval_error"]
  },
  getOrganizationMemberships: {
    call: Users.getOrganizationMemberships({ userId, limit: 1 }),
    sends: ["GET", "https://api.clerk.com/v1/users/user_1/organization_memberships?limit=1"],
    answered: {
      data: [membership()],
      total_count: 2
    },
    reads: {
      data: [membershipRead],
      totalCount: 2
    },
    refused: [403, "organization_not_enabled_in_instance"]
  },
  getOrganizationInvitations: {
    call: Users.getOrganizationInvitations({ userId, offset: 0, status: "pending" }),
    sends: ["GET", "https://api.clerk.com/v1/users/user_1/organization_invitations?offset=0&status=pending"],
    answered: {
      data: [invitation()],
      total_count: 1
    },
    reads: {
      data: [invitationRead],
      totalCount: 1
    },
    refused: [404, "resource_not_found"]
  },
  verifyPassword: {
    call: Users.verifyPassword({ userId, password: Redacted.make(`with "quotes"`) }),
    sends: ["POST", "https://api.clerk.com/v1/users/user_1/verify_password", `{"password":"with \\"quotes\\""}`],
    answered: { verified: true },
    reads: { verified: true },
    refused: [422, "incorrect_password"]
  },
  verifyTOTP: {
    call: Users.verifyTOTP({ userId, code: Redacted.make("012345") }),
    sends: ["POST", "https://api.clerk.com/v1/users/user_1/verify_totp", `{"code":"012345"}`],
    answered: { verified: true, code_type: "backup_code" },
    reads: { verified: true, codeType: "backup_code" },
    refused: [422, "totp_incorrect_code"]
  },
  disableMFA: {
    call: Users.disableMFA({ userId }),
    sends: ["DELETE", "https://api.clerk.com/v1/users/user_1/mfa"],
    answered: { user_id: "user_1" },
    reads: { userId: "user_1" },
    refused: [404, "resource_not_found"]
  },
  deleteBackupCodes: {
    call: Users.deleteBackupCodes({ userId }),
    sends: ["DELETE", "https://api.clerk.com/v1/users/user_1/backup_code"],
    answered: { user_id: "user_1" },
    reads: { userId: "user_1" },
    refused: [500, "internal_clerk_error"]
  },
  deletePasskey: {
    call: Users.deletePasskey({ userId, passkeyIdentificationId: "idn_4" }),
    sends: ["DELETE", "https://api.clerk.com/v1/users/user_1/passkeys/idn_4"],
    answered: deleted("passkey", "idn_4"),
    reads: deletedRead("passkey", "idn_4"),
    refused: [404, "passkey_not_registered"]
  },
  deleteWeb3Wallet: {
    call: Users.deleteWeb3Wallet({ userId, web3WalletIdentificationId: "idn_3" }),
    sends: ["DELETE", "https://api.clerk.com/v1/users/user_1/web3_wallets/idn_3"],
    answered: deleted("web3_wallet", "idn_3"),
    reads: deletedRead("web3_wallet", "idn_3"),
    refused: [400, "last_required_identification_deletion_failed"]
  },
  createTOTP: {
    call: Users.createTOTP({ userId }),
    sends: ["POST", "https://api.clerk.com/v1/users/user_1/totp"],
    answered: {
      object: "totp",
      id: "totp_1",
      secret: "JBSWY3DPEHPK3PXP",
      uri: "otpauth://totp/Ada?secret=JBSWY3DPEHPK3PXP",
      verified: false,
      backup_codes: ["one", "two"],
      created_at: 1735689600000,
      updated_at: 1735689600000
    },
    reads: {
      object: "totp",
      id: "totp_1",
      secret: "<JBSWY3DPEHPK3PXP>",
      uri: "<otpauth://totp/Ada?secret=JBSWY3DPEHPK3PXP>",
      verified: false,
      backupCodes: ["<one>", "<two>"],
      createdAt: "2025-01-01T00:00:00.000Z",
      updatedAt: "2025-01-01T00:00:00.000Z"
    },
    refused: [403, "feature_not_enabled"]
  },
  deleteTotp: {
    call: Users.deleteTotp({ userId }),
    sends: ["DELETE", "https://api.clerk.com/v1/users/user_1/totp"],
    answered: { user_id: "user_1" },
    reads: { userId: "user_1" },
    refused: [404, "resource_not_found"]
  },
  deleteExternalAccount: {
    call: Users.deleteExternalAccount({ userId, externalAccountId: "eac_1" }),
    sends: ["DELETE", "https://api.clerk.com/v1/users/user_1/external_accounts/eac_1"],
    answered: deleted("external_account", "eac_1"),
    reads: deletedRead("external_account", "eac_1"),
    refused: [404, "external_account_not_found"]
  },
  replaceEmailAddress: {
    call: Users.replaceEmailAddress({
      userId,
      emailAddress: "countess@example.com",
      identificationStatus: "reserved",
      notifyPrimaryEmailAddressChanged: true
    }),
    sends: [
      "PUT",
      "https://api.clerk.com/v1/users/user_1/email_address",
      `{"email_address":"countess@example.com","identification_status":"reserved","notify_primary_email_address_changed":true}`
    ],
    answered: { ...emailAddress, reserved: true, email_address: "countess@example.com" },
    reads: { ...emailAddressRead, reserved: true, emailAddress: "countess@example.com" },
    refused: [400, "delete_linked_identification_disallowed"]
  },
  replacePhoneNumber: {
    call: Users.replacePhoneNumber({ userId, phoneNumber: "+15555550100" }),
    sends: ["PUT", "https://api.clerk.com/v1/users/user_1/phone_number", `{"phone_number":"+15555550100"}`],
    answered: {
      object: "phone_number",
      id: "idn_2",
      phone_number: "+15555550100",
      reserved: false,
      verification: null,
      linked_to: [],
      created_at: 1735689600000,
      updated_at: 1735689600000
    },
    reads: {
      object: "phone_number",
      id: "idn_2",
      phoneNumber: "+15555550100",
      reservedForSecondFactor: false,
      defaultSecondFactor: false,
      reserved: false,
      verification: null,
      linkedTo: [],
      backupCodes: null,
      createdAt: "2025-01-01T00:00:00.000Z",
      updatedAt: "2025-01-01T00:00:00.000Z"
    },
    refused: [403, "unsupported_country_code"]
  },
  bulkBan: {
    call: Users.bulkBan({ userIds: ["user_1", "user_2", "user_1"] }),
    sends: ["POST", "https://api.clerk.com/v1/users/ban", `{"user_ids":["user_1","user_2"]}`],
    answered: [{ ...userAda(), banned: true }],
    reads: [{ ...adaRead, banned: true }],
    refused: [402, "unsupported_subscription_plan_features"]
  },
  bulkUnban: {
    call: Users.bulkUnban({ userIds: ["user_1"] }),
    sends: ["POST", "https://api.clerk.com/v1/users/unban", `{"user_ids":["user_1"]}`],
    answered: [userAda()],
    reads: [adaRead],
    refused: [402, "unsupported_subscription_plan_features"]
  },
  replaceMetadata: {
    call: Users.replaceMetadata({
      userId,
      publicMetadata: { plan: "team", trialEndsAt: null },
      privateMetadata: null,
      unsafeMetadata: {}
    }),
    sends: [
      "PUT",
      "https://api.clerk.com/v1/users/user_1/metadata",
      `{"public_metadata":{"plan":"team","trialEndsAt":null},"private_metadata":null,"unsafe_metadata":{}}`
    ],
    answered: { ...userAda(), public_metadata: { plan: "team", trialEndsAt: null }, private_metadata: null },
    reads: { ...adaRead, publicMetadata: { plan: "team", trialEndsAt: null } },
    refused: [422, "form_param_exceeds_allowed_size"]
  },
  getBillingSubscription: {
    call: Users.getBillingSubscription({ userId }),
    sends: ["GET", "https://api.clerk.com/v1/users/user_1/billing/subscription"],
    answered: subscription(),
    reads: subscriptionRead,
    refused: [404, "subscription_not_found"]
  },
  getBillingCreditBalance: {
    call: Users.getBillingCreditBalance({ userId }),
    sends: ["GET", "https://api.clerk.com/v1/users/user_1/billing/credits"],
    answered: {
      object: "commerce_credit_balance",
      balance: { amount: 500, amount_formatted: "$5.00", currency: "USD", currency_symbol: "$" }
    },
    reads: {
      object: "commerce_credit_balance",
      balance: { amount: 500, amountFormatted: "$5.00", currency: "USD", currencySymbol: "$" }
    },
    refused: [403, "billing_not_enabled"]
  },
  adjustBillingCreditBalance: {
    call: Users.adjustBillingCreditBalance({
      userId,
      amount: 250,
      action: "decrease",
      currency: "EUR",
      idempotencyKey: "refund-1815",
      note: "Refund"
    }),
    sends: [
      "POST",
      "https://api.clerk.com/v1/users/user_1/billing/credits",
      `{"amount":250,"action":"decrease","currency":"EUR","idempotency_key":"refund-1815","note":"Refund"}`
    ],
    answered: {
      object: "commerce_credit_ledger",
      id: "ccl_1",
      payer_id: "cpayer_1",
      amount: { amount: -250, amount_formatted: "-€2.50", currency: "EUR", currency_symbol: "€" },
      source_type: "grant",
      source_id: "grant_1",
      note: "Refund",
      created_at: "2025-01-01T00:00:00.123Z"
    },
    reads: {
      object: "commerce_credit_ledger",
      id: "ccl_1",
      payerId: "cpayer_1",
      amount: { amount: -250, amountFormatted: "-€2.50", currency: "EUR", currencySymbol: "€" },
      sourceType: "grant",
      sourceId: "grant_1",
      note: "Refund",
      createdAt: "2025-01-01T00:00:00.123Z"
    },
    refused: [422, "insufficient_credit_balance"]
  },
  removePassword: {
    call: Users.removePassword({ userId, signOutOfOtherSessions: true }),
    sends: [
      "POST",
      "https://api.clerk.com/v1/users/user_1/remove_password",
      `{"sign_out_of_other_sessions":true}`
    ],
    answered: { ...userAda(), password_enabled: false },
    reads: { ...adaRead, passwordEnabled: false },
    refused: [404, "resource_not_found"]
  },
  setPasswordCompromised: {
    call: Users.setPasswordCompromised({ userId, revokeAllSessions: null }),
    sends: [
      "POST",
      "https://api.clerk.com/v1/users/user_1/password/set_compromised",
      `{"revoke_all_sessions":null}`
    ],
    answered: { ...userAda(), requires_password_reset: true },
    reads: { ...adaRead, requiresPasswordReset: true },
    refused: [403, "password_disabled"]
  },
  unsetPasswordCompromised: {
    call: Users.unsetPasswordCompromised({ userId }),
    sends: ["POST", "https://api.clerk.com/v1/users/user_1/password/unset_compromised"],
    answered: { ...userAda(), requires_password_reset: false },
    reads: { ...adaRead, requiresPasswordReset: false },
    refused: [404, "resource_not_found"]
  },
  listTrustedDevices: {
    call: Users.listTrustedDevices({ userId }),
    sends: ["GET", "https://api.clerk.com/v1/users/user_1/trusted_devices"],
    answered: { data: [device], total_count: 1 },
    reads: { data: [deviceRead], totalCount: 1 },
    refused: [403, "feature_not_enabled"]
  },
  revokeTrustedDevice: {
    call: Users.revokeTrustedDevice({ userId, trustedDeviceId: "td_1" }),
    sends: ["DELETE", "https://api.clerk.com/v1/users/user_1/trusted_devices/td_1"],
    answered: { ...device, status: "revoked", revoked_at: 1735689600000 },
    reads: { ...deviceRead, status: "revoked", revokedAt: "2025-01-01T00:00:00.000Z" },
    refused: [404, "resource_not_found"]
  },
  getInstanceOrganizationMemberships: {
    call: Users.getInstanceOrganizationMemberships({ orderBy: "-email_address", limit: 1, offset: 2 }),
    sends: ["GET", "https://api.clerk.com/v1/organization_memberships?limit=1&offset=2&order_by=-email_address"],
    answered: { data: [membership()], total_count: 3 },
    reads: { data: [membershipRead], totalCount: 3 },
    refused: [422, "form_param_value_invalid"]
  }
}

testOperations<typeof userOperations>("users", cases)

it("the requests and responses of all 39 operations are tested", () => {
  assert.lengthOf(Object.keys(cases), 39)
})

it.effect("users.getOAuthAccessToken decodes a bare array as it decodes a page", () =>
  Effect.gen(function*() {
    const { layer } = answering({ body: [token(), { ...token(), token: "second" }] })
    const tokens = yield* Effect.provide(cases.getOAuthAccessToken.call, layer)
    assert.deepStrictEqual(plain(tokens), [tokenRead, { ...tokenRead, token: "<second>" }])
  }))
