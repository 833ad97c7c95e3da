/** One call of each operation with valid input. */
import { Redacted } from "effect"
import { type userOperations, Users } from "effect-clerk"

const userId = "user_1"

export const calls = {
  list: Users.list({ emailAddress: ["ada@example.com"] }),
  create: Users.create({ emailAddress: ["ada@example.com"] }),
  count: Users.count(),
  get: Users.get({ userId }),
  update: Users.update({ userId, firstName: "Ada" }),
  delete: Users.delete({ userId }),
  ban: Users.ban({ userId }),
  unban: Users.unban({ userId }),
  lock: Users.lock({ userId }),
  unlock: Users.unlock({ userId }),
  setProfileImage: Users.setProfileImage({ userId, file: new Uint8Array([1, 2, 3]) }),
  deleteProfileImage: Users.deleteProfileImage({ userId }),
  updateMetadata: Users.updateMetadata({ userId, publicMetadata: { plan: "pro" } }),
  getOAuthAccessToken: Users.getOAuthAccessToken({ userId, provider: "oauth_google" }),
  getOrganizationMemberships: Users.getOrganizationMemberships({ userId }),
  getOrganizationInvitations: Users.getOrganizationInvitations({ userId }),
  verifyPassword: Users.verifyPassword({ userId, password: Redacted.make("correct horse") }),
  verifyTOTP: Users.verifyTOTP({ userId, code: Redacted.make("123456") }),
  disableMFA: Users.disableMFA({ userId }),
  deleteBackupCodes: Users.deleteBackupCodes({ userId }),
  deletePasskey: Users.deletePasskey({ userId, passkeyIdentificationId: "idn_1" }),
  deleteWeb3Wallet: Users.deleteWeb3Wallet({ userId, web3WalletIdentificationId: "idn_1" }),
  createTOTP: Users.createTOTP({ userId }),
  deleteTotp: Users.deleteTotp({ userId }),
  deleteExternalAccount: Users.deleteExternalAccount({ userId, externalAccountId: "eac_1" }),
  replaceEmailAddress: Users.replaceEmailAddress({ userId, emailAddress: "ada@example.com" }),
  replacePhoneNumber: Users.replacePhoneNumber({ userId, phoneNumber: "+15555550100" }),
  bulkBan: Users.bulkBan({ userIds: [userId] }),
  bulkUnban: Users.bulkUnban({ userIds: [userId] }),
  replaceMetadata: Users.replaceMetadata({ userId, publicMetadata: { plan: "pro" } }),
  getBillingSubscription: Users.getBillingSubscription({ userId }),
  getBillingCreditBalance: Users.getBillingCreditBalance({ userId }),
  adjustBillingCreditBalance: Users.adjustBillingCreditBalance({
    userId,
    amount: 500,
    action: "increase",
    idempotencyKey: "key_1"
  }),
  removePassword: Users.removePassword({ userId }),
  setPasswordCompromised: Users.setPasswordCompromised({ userId }),
  unsetPasswordCompromised: Users.unsetPasswordCompromised({ userId }),
  listTrustedDevices: Users.listTrustedDevices({ userId }),
  revokeTrustedDevice: Users.revokeTrustedDevice({ userId, trustedDeviceId: "td_1" }),
  getInstanceOrganizationMemberships: Users.getInstanceOrganizationMemberships()
} satisfies { readonly [Name in keyof typeof userOperations]: unknown }

export const names = Object.keys(calls) as ReadonlyArray<keyof typeof calls>
