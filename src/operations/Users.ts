/**
 * The operations on users. The methods of `Users`, the in-memory Clerk and the checks against Clerk's OpenAPI file are derived from
 * this table.
 *
 * Every operation can fail with any 4xx and 5xx status; the statuses that Clerk documents are listed with it. Every operation can fail
 * with 401 (`clerk_key_invalid`) when the secret key is not valid, and with 429 when the instance exceeds its rate limit (1000
 * requests in 10 seconds in production, 100 in development); the error then has `retryAfter`.
 *
 * Operations that Clerk has added since its first reference are in `operations/users/`, by subject.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Operation from "../Operation.ts"
import type { Rule } from "../RateLimit.ts"
import { AffectedUser, DeletedObject } from "../Schema/DeletedObject.ts"
import { MembershipFilters } from "../Schema/MembershipFilters.ts"
import { OAuthAccessTokens } from "../Schema/OAuthAccessToken.ts"
import { InvitationFilters, OrganizationInvitation } from "../Schema/OrganizationInvitation.ts"
import { OrganizationMembership } from "../Schema/OrganizationMembership.ts"
import { ProfileImage } from "../Schema/ProfileImage.ts"
import { TOTP, VerifiedTOTP } from "../Schema/TOTP.ts"
import { User } from "../Schema/User.ts"
import { MetadataChanges, NewMetadata, NewUser, UserChanges } from "../Schema/UserChanges.ts"
import { CountFilters, ListFilters } from "../Schema/UserFilters.ts"
import { VerifiedPassword } from "../Schema/VerifiedPassword.ts"
import { Page, PageFilters, TotalCount } from "../Schema/wire/Lists.ts"
import { OAuthProvider, Secret } from "../Schema/wire/Request.ts"
import { operations as bans } from "./users/Bans.ts"
import { operations as billing } from "./users/Billing.ts"
import { operations as identifiers } from "./users/Identifiers.ts"
import { operations as passwords } from "./users/Passwords.ts"
import { operations as trustedDevices } from "./users/TrustedDevices.ts"

/** Clerk counts the changes of one user and of its metadata together. */
const changesOfOneUser: Rule = {
  per: "userId",
  limit: 10,
  window: "10 seconds",
  burst: 3,
  operations: ["users.update", "users.updateMetadata", "users.replaceMetadata"]
}

/** A metadata parameter of `update`, which Clerk refuses since its version 2026-05-12. */
const metadataElsewhere =
  "Expected no metadata, which Users.update does not change: use Users.updateMetadata to merge it, or Users.replaceMetadata to replace it"

const users = {
  /**
   * Lists users, the newest first unless `orderBy` says otherwise.
   *
   * Parameters: filters (1 to 100 values each), `limit` (1 to 500, by default 10), and either `offset` (0 or more) or
   * `startingAfter`, the id of the last user of the previous page. A large `offset` is slow; `startingAfter` is not.
   *
   * Returns the users of one page. The last page has fewer than `limit` users. Users that cannot be decoded are left out and
   * reported (see `Http.OnDecodeError`).
   *
   * Fails with 400, 401, 422 (`form_param_value_invalid`, `form_param_invalid_date`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/get/users
   */
  list: Operation.get("/users", {
    query: ListFilters,
    success: Schema.Array(User),
    errors: [400, 401, 422]
  }),

  /**
   * Creates a user. The required fields depend on the settings of the instance.
   *
   * E-mail addresses and phone numbers are marked as verified, unless `emailAddressIdentificationStatus` or
   * `phoneNumberIdentificationStatus` is `"reserved"`. The first of each becomes the primary one. Each kind of metadata has at most
   * 8 KB (8192 bytes of its JSON); more is refused before it is sent.
   *
   * Returns the new user. Not idempotent: when it fails with `outcomeUnknown`, look for the user before you try again, by
   * `externalId` for example.
   *
   * Fails with 400, 401, 402 (`banned` without a plan that includes it), 403 (`user_quota_exceeded`, `not_allowed_access`), 422
   * (`form_identifier_exists`, `form_data_missing`, `form_password_pwned`, …).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/post/users
   */
  create: Operation.post("/users", {
    payload: NewUser,
    success: User,
    errors: [400, 401, 402, 403, 422]
  }),

  /**
   * Counts the users that match the filters (1 to 100 values each).
   *
   * Returns the number as `totalCount`.
   *
   * Fails with 422 (`form_param_value_invalid`, `form_param_invalid_date`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/get/users/count
   */
  count: Operation.get("/users/count", {
    query: CountFilters,
    success: TotalCount,
    errors: [422]
  }),

  /**
   * Gets the user with the id `userId`.
   *
   * Returns the user.
   *
   * Fails with 400, 401, 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/get/users/%7Buser_id%7D
   */
  get: Operation.get("/users/:userId", {
    success: User,
    errors: [400, 401, 404]
  }),

  /**
   * Updates the user with the id `userId`. Fields that are left out keep their value; `null` clears a field.
   *
   * The primary e-mail address, phone number and wallet are set by the id of a verified one of the same user. A `username` of
   * `null` or `""` removes the user name, unless the instance requires one. With `password`, `skipPasswordChecks` skips the
   * password policy and `signOutOfOtherSessions` ends all sessions. Metadata is refused before it is sent: use
   * `updateMetadata` to merge it, or `replaceMetadata` to replace it. Limited to 10 requests in 10 seconds for each user.
   *
   * Returns the updated user.
   *
   * Fails with 400, 401, 404 (`resource_not_found`), 409 (`attribute_managed_by_scim`, `resource_locked`), 422
   * (`form_identifier_exists`, `form_verification_needed`, `form_conditional_param_disallowed`, …).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/patch/users/%7Buser_id%7D
   */
  update: Operation.patch("/users/:userId", {
    payload: UserChanges,
    refused: {
      publicMetadata: metadataElsewhere,
      privateMetadata: metadataElsewhere,
      unsafeMetadata: metadataElsewhere
    },
    success: User,
    errors: [400, 401, 404, 409, 422],
    rateLimit: changesOfOneUser
  }),

  /**
   * Deletes the user with the id `userId` permanently.
   *
   * Returns the deleted id. A retry that gets 404 after a lost response also succeeds.
   *
   * Fails with 400, 401, 404 (`resource_not_found`), 409 (`user_managed_by_scim`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/delete/users/%7Buser_id%7D
   */
  delete: Operation.del("/users/:userId", {
    success: DeletedObject,
    errors: [400, 401, 404, 409],
    deletes: "user"
  }),

  /**
   * Bans the user with the id `userId`: ends all sessions and prevents sign-in.
   *
   * Returns the user, with `banned: true`.
   *
   * Fails with 402 (`unsupported_subscription_plan_features`), 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/post/users/%7Buser_id%7D/ban
   */
  ban: Operation.post("/users/:userId/ban", {
    success: User,
    errors: [402, 404],
    idempotent: true
  }),

  /**
   * Removes the ban from the user with the id `userId`.
   *
   * Returns the user, with `banned: false`.
   *
   * Fails with 402 (`unsupported_subscription_plan_features`), 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/post/users/%7Buser_id%7D/unban
   */
  unban: Operation.post("/users/:userId/unban", {
    success: User,
    errors: [402, 404],
    idempotent: true
  }),

  /**
   * Locks the user with the id `userId`: prevents sign-in until the lock ends. The settings of the instance define its duration.
   *
   * Returns the user, with `locked: true` and `lockoutExpiresIn`.
   *
   * Fails with 403 (`feature_not_enabled`), 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/post/users/%7Buser_id%7D/lock
   */
  lock: Operation.post("/users/:userId/lock", {
    success: User,
    errors: [403, 404],
    idempotent: true
  }),

  /**
   * Removes the lock from the user with the id `userId`.
   *
   * Returns the user, with `locked: false`.
   *
   * Fails with 403 (`feature_not_enabled`), 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/post/users/%7Buser_id%7D/unlock
   */
  unlock: Operation.post("/users/:userId/unlock", {
    success: User,
    errors: [403, 404],
    idempotent: true
  }),

  /**
   * Sets the profile image of the user with the id `userId`.
   *
   * Parameters: `file` (a `File`, a `Blob` or bytes, optionally with a name and a type; 1 byte to 10 MB).
   *
   * Returns the user, with the new `imageUrl`.
   *
   * Fails with 400 (`request_body_invalid` when the file is not an image), 401, 404 (`resource_not_found`), 413
   * (`image_too_large`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/post/users/%7Buser_id%7D/profile_image
   */
  setProfileImage: Operation.post("/users/:userId/profile_image", {
    payload: Schema.Struct({
      /** The image, of 1 byte to 10 MB. */
      file: ProfileImage
    }),
    encoding: "formData",
    success: User,
    errors: [400, 401, 404, 413],
    idempotent: true
  }),

  /**
   * Deletes the profile image of the user with the id `userId`.
   *
   * Returns the user.
   *
   * Fails with 404 (`resource_not_found`, `image_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/delete/users/%7Buser_id%7D/profile_image
   */
  deleteProfileImage: Operation.del("/users/:userId/profile_image", {
    success: User,
    errors: [404]
  }),

  /**
   * Merges metadata into that of the user with the id `userId`, at every depth. Keys that are left out keep their value; `null`
   * removes a key. Each kind of metadata is limited to 8 KB (8192 bytes of its JSON) after the merge; changes that exceed it by
   * themselves are refused before they are sent. Limited to 10 requests in 10 seconds for each user.
   *
   * Returns the updated user.
   *
   * Fails with 400, 401, 404 (`resource_not_found`), 422 (`form_param_exceeds_allowed_size`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/patch/users/%7Buser_id%7D/metadata
   */
  updateMetadata: Operation.patch("/users/:userId/metadata", {
    payload: MetadataChanges,
    success: User,
    errors: [400, 401, 404, 422],
    rateLimit: changesOfOneUser
  }),

  /**
   * Replaces metadata of the user with the id `userId`. Metadata of a kind that is left out keeps its value; given metadata takes the
   * place of all of its kind, and `{}` clears it. `null` clears it too, but Clerk keeps the null, which a `User` reads as `{}`. Each kind
   * of metadata is limited to 8 KB. Limited to 10 requests in 10 seconds for each user.
   *
   * Returns the updated user.
   *
   * Fails with 400, 401, 404 (`resource_not_found`), 422 (`form_param_exceeds_allowed_size`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/put/users/%7Buser_id%7D/metadata
   */
  replaceMetadata: Operation.put("/users/:userId/metadata", {
    payload: NewMetadata,
    success: User,
    errors: [400, 401, 404, 422],
    rateLimit: changesOfOneUser
  }),

  /**
   * Gets the access tokens of the user with the id `userId` from the OAuth provider `provider`, such as `"google"` or
   * `"oauth_google"`. Clerk refreshes an expired OAuth 2.0 token first, where possible.
   *
   * Parameters: `limit` (1 to 500, by default 10), `offset` (0 or more).
   *
   * Returns a list of tokens.
   *
   * Fails with 400 (`oauth_token_retrieval_error`, `external_account_missing_refresh_token`), 404
   * (`oauth_token_provider_not_enabled`), 422 (`oauth_missing_access_token`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/get/users/%7Buser_id%7D/oauth_access_tokens/%7Bprovider%7D
   */
  getOAuthAccessToken: Operation.get("/users/:userId/oauth_access_tokens/:provider?paginated=true", {
    params: { provider: OAuthProvider },
    query: PageFilters,
    success: OAuthAccessTokens,
    errors: [400, 404, 422]
  }),

  /**
   * Gets the organization memberships of the user with the id `userId`.
   *
   * Parameters: `limit` (1 to 500, by default 10), `offset` (0 or more).
   *
   * Returns one page of memberships, and their total number.
   *
   * Fails with 403 (`organization_not_enabled_in_instance`), 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/get/users/%7Buser_id%7D/organization_memberships
   */
  getOrganizationMemberships: Operation.get("/users/:userId/organization_memberships", {
    query: PageFilters,
    success: Page(OrganizationMembership),
    errors: [403, 404]
  }),

  /**
   * Gets the organization memberships of all users of the instance.
   *
   * Parameters: `limit` (1 to 500, by default 10), `offset` (0 or more), `orderBy` (`created_at`, `email_address`, `first_name`,
   * `last_name`, `phone_number` or `username`, with `-` in front of it for descending).
   *
   * Returns one page of memberships, and their total number.
   *
   * Fails with 400, 401, 422 (`form_param_value_invalid`), 500.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organization-memberships/get/organization_memberships
   */
  getInstanceOrganizationMemberships: Operation.get("/organization_memberships", {
    query: MembershipFilters,
    success: Page(OrganizationMembership),
    errors: [400, 401, 422, 500]
  }),

  /**
   * Gets the organization invitations of the user with the id `userId`.
   *
   * Parameters: `limit` (1 to 500, by default 10), `offset` (0 or more), `status` (`"pending"`, `"accepted"`, `"revoked"`,
   * `"expired"`).
   *
   * Returns one page of invitations, and their total number.
   *
   * Fails with 400, 403 (`organization_not_enabled_in_instance`), 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/get/users/%7Buser_id%7D/organization_invitations
   */
  getOrganizationInvitations: Operation.get("/users/:userId/organization_invitations", {
    query: InvitationFilters,
    success: Page(OrganizationInvitation),
    errors: [400, 403, 404]
  }),

  /**
   * Verifies that `password` is the password of the user with the id `userId`.
   *
   * Returns `verified: true`. A wrong password fails with 422 `incorrect_password`.
   *
   * Fails with 400 (`no_password_set`), 404 (`resource_not_found`), 422 (`incorrect_password`), 500.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/post/users/%7Buser_id%7D/verify_password
   */
  verifyPassword: Operation.post("/users/:userId/verify_password", {
    payload: Schema.Struct({
      /** The password to verify. */
      password: Secret
    }),
    success: VerifiedPassword,
    errors: [400, 404, 422, 500],
    idempotent: true
  }),

  /**
   * Verifies that `code` is a TOTP (6 digits) or a backup code of the user with the id `userId`. Not idempotent: a backup code can
   * be used once.
   *
   * Returns `verified: true` and the kind of the code. A wrong code fails with 422 `totp_incorrect_code`.
   *
   * Fails with 400 (`totp_disabled`), 404 (`resource_not_found`), 422 (`totp_incorrect_code`, `totp_invalid_length`), 500.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/post/users/%7Buser_id%7D/verify_totp
   */
  verifyTOTP: Operation.post("/users/:userId/verify_totp", {
    payload: Schema.Struct({
      /** The TOTP code or backup code to verify. */
      code: Secret
    }),
    success: VerifiedTOTP,
    errors: [400, 404, 422, 500]
  }),

  /**
   * Disables all second factors of the user with the id `userId`: SMS codes, TOTP and backup codes.
   *
   * Returns the id of the user.
   *
   * Fails with 404 (`resource_not_found`), 500.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/delete/users/%7Buser_id%7D/mfa
   */
  disableMFA: Operation.del("/users/:userId/mfa", {
    success: AffectedUser,
    errors: [404, 500]
  }),

  /**
   * Deletes all backup codes of the user with the id `userId`.
   *
   * Returns the id of the user.
   *
   * Fails with 404 (`resource_not_found`), 500.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/delete/users/%7Buser_id%7D/backup_code
   */
  deleteBackupCodes: Operation.del("/users/:userId/backup_code", {
    success: AffectedUser,
    errors: [404, 500]
  }),

  /**
   * Deletes the passkey with the id `passkeyIdentificationId` of the user with the id `userId`. Clerk notifies the user by e-mail.
   *
   * Returns the deleted id. A retry that gets 404 after a lost response also succeeds.
   *
   * Fails with 400 (`last_required_identification_deletion_failed`), 403 (`feature_not_enabled`), 404 (`resource_not_found`,
   * `passkey_not_registered`), 500.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/delete/users/%7Buser_id%7D/passkeys/%7Bpasskey_identification_id%7D
   */
  deletePasskey: Operation.del("/users/:userId/passkeys/:passkeyIdentificationId", {
    success: DeletedObject,
    errors: [400, 403, 404, 500],
    deletes: "passkey"
  }),

  /**
   * Deletes the web3 wallet with the id `web3WalletIdentificationId` of the user with the id `userId`.
   *
   * Returns the deleted id. A retry that gets 404 after a lost response also succeeds.
   *
   * Fails with 400 (`last_required_identification_deletion_failed`), 403, 404 (`resource_not_found`), 500.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/delete/users/%7Buser_id%7D/web3_wallets/%7Bweb3_wallet_identification_id%7D
   */
  deleteWeb3Wallet: Operation.del("/users/:userId/web3_wallets/:web3WalletIdentificationId", {
    success: DeletedObject,
    errors: [400, 403, 404, 500],
    deletes: "web3_wallet"
  }),

  /**
   * Creates a TOTP for the user with the id `userId`. Not idempotent.
   *
   * Returns the TOTP with its secret, its URI for an authenticator app, and backup codes.
   *
   * Fails with 403 (`feature_not_enabled`), 404 (`resource_not_found`), 405 (in Clerk's current API, always), 500.
   *
   * @deprecated Clerk removed it from its API in January 2025 and responds with 405. Set a secret with the `totpSecret` of
   * `create` or `update` instead.
   * @see https://github.com/clerk/clerk-sdk-java/blob/v0.3.0-beta.4/docs/sdks/users/README.md#createtotp
   */
  createTOTP: Operation.post("/users/:userId/totp", {
    success: TOTP,
    errors: [403, 404, 405, 500]
  }),

  /**
   * Deletes the TOTPs of the user with the id `userId`.
   *
   * Returns the id of the user.
   *
   * Fails with 404 (`resource_not_found`), 500.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/delete/users/%7Buser_id%7D/totp
   */
  deleteTotp: Operation.del("/users/:userId/totp", {
    success: AffectedUser,
    errors: [404, 500]
  }),

  /**
   * Deletes the external account `externalAccountId` of the user with the id `userId`.
   *
   * Clerk expects the `eac_…` id: use `deletableId` of the `ExternalAccount`. The `id` of a Google or Facebook account is
   * another one, which fails with 404 `external_account_not_found`.
   *
   * Returns the deleted id. A retry that gets 404 after a lost response also succeeds.
   *
   * Fails with 400 (`last_required_identification_deletion_failed`), 403, 404 (`external_account_not_found`), 500.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/delete/users/%7Buser_id%7D/external_accounts/%7Bexternal_account_id%7D
   */
  deleteExternalAccount: Operation.del("/users/:userId/external_accounts/:externalAccountId", {
    success: DeletedObject,
    errors: [400, 403, 404, 500],
    deletes: "external_account"
  })
}

/**
 * The operations on users, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations:
  & typeof users
  & typeof identifiers
  & typeof bans
  & typeof passwords
  & typeof trustedDevices
  & typeof billing = { ...users, ...identifiers, ...bans, ...passwords, ...trustedDevices, ...billing }
