/**
 * The table of operations on users. Everything else is derived from it: the methods of `Users`, the in-memory Clerk, the
 * checks against Clerk's own description of its API.
 *
 * Every operation can fail with any 4xx and 5xx: those that Clerk documents are listed with it. `429` comes when the
 * instance is asked too often (1000 requests in 10 seconds in production, 100 in development), with `retryAfter`; `401
 * clerk_key_invalid` when the secret key is not that of an instance; `404 resource_not_found` when there is no such user.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Operation from "../Operation.ts"
import type { Rule } from "../RateLimit.ts"
import { AffectedUser, DeletedObject } from "../Schema/DeletedObject.ts"
import { OAuthAccessTokens } from "../Schema/OAuthAccessToken.ts"
import { InvitationFilters, OrganizationInvitation } from "../Schema/OrganizationInvitation.ts"
import { OrganizationMembership } from "../Schema/OrganizationMembership.ts"
import { ProfileImage } from "../Schema/ProfileImage.ts"
import { TOTP, VerifiedTOTP } from "../Schema/TOTP.ts"
import { User } from "../Schema/User.ts"
import { MetadataChanges, NewUser, UserChanges } from "../Schema/UserChanges.ts"
import { CountFilters, ListFilters } from "../Schema/UserFilters.ts"
import { VerifiedPassword } from "../Schema/VerifiedPassword.ts"
import { Page, PageFilters, TotalCount } from "../Schema/wire/Lists.ts"
import { Secret } from "../Schema/wire/Request.ts"

/** Clerk counts the changes of one user and of its metadata together. */
const changesOfOneUser: Rule = {
  per: "userId",
  limit: 10,
  window: "10 seconds",
  burst: 3,
  operations: ["users.update", "users.updateMetadata"]
}

/**
 * The operations on users, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Lists users, the newest first unless `orderBy` says otherwise.
   *
   * Takes filters (1 to 100 values each), `limit` (1 to 500, by default 10), and either `offset` (0 or more) or
   * `startingAfter`, the id of the last user of the page before, which stays quick however far the walk goes.
   *
   * Answers the users of one page; it was the last when it has fewer than `limit`. A user who cannot be read is set aside
   * and reported (see `Http.OnDecodeError`), the others are answered.
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
   * Creates a user. Which fields are required, the settings of the instance decide.
   *
   * E-mail addresses and phone numbers are marked as verified, unless `emailAddressIdentificationStatus` or
   * `phoneNumberIdentificationStatus` says `"reserved"`; the first of each becomes the primary one. Metadata may take 8 KB
   * of each kind.
   *
   * Answers the new user. Not safe to repeat: when it fails with `outcomeUnknown`, look for the user before trying again,
   * by `externalId` for example.
   *
   * Fails with 400, 401, 402 (`banned` without a plan for it), 403 (`user_quota_exceeded`, `not_allowed_access`), 422
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
   * Counts the users who match the filters (1 to 100 values each).
   *
   * Answers the number as `totalCount`.
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
   * Answers the user.
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
   * Updates the user with the id `userId`. What is left out stays as it is; what is `null` is cleared.
   *
   * The primary e-mail address, phone number and wallet are set by the id of one that is verified and the user's own. A
   * `username` of `null` or `""` removes the user name for good, where the instance does not require one. With `password`,
   * `skipPasswordChecks` leaves the policy aside, and `signOutOfOtherSessions` ends all sessions. Metadata is changed with
   * `updateMetadata`. At most 10 times in 10 seconds for one user.
   *
   * Answers the user as it now is.
   *
   * Fails with 400, 401, 404 (`resource_not_found`), 409 (`attribute_managed_by_scim`, `resource_locked`), 422
   * (`form_identifier_exists`, `form_verification_needed`, `form_conditional_param_disallowed`, …).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/patch/users/%7Buser_id%7D
   */
  update: Operation.patch("/users/:userId", {
    payload: UserChanges,
    success: User,
    errors: [400, 401, 404, 409, 422],
    rateLimit: changesOfOneUser
  }),

  /**
   * Deletes the user with the id `userId`, for good.
   *
   * Answers the id of what is no more; so does a repeat that finds nothing because an attempt before it, whose answer was
   * lost, did it.
   *
   * Fails with 400, 401, 404 (`resource_not_found`), and 409 (`user_managed_by_scim`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/delete/users/%7Buser_id%7D
   */
  delete: Operation.del("/users/:userId", {
    success: DeletedObject,
    errors: [400, 401, 404],
    deletes: "user"
  }),

  /**
   * Bans the user with the id `userId`: all sessions end, and signing in is no longer allowed.
   *
   * Answers the user, who is now `banned`.
   *
   * Fails with 402 (`unsupported_subscription_plan_features`), and 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/post/users/%7Buser_id%7D/ban
   */
  ban: Operation.post("/users/:userId/ban", {
    success: User,
    errors: [402],
    idempotent: true
  }),

  /**
   * Lifts the ban from the user with the id `userId`.
   *
   * Answers the user, who is no longer `banned`.
   *
   * Fails with 402 (`unsupported_subscription_plan_features`), and 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/post/users/%7Buser_id%7D/unban
   */
  unban: Operation.post("/users/:userId/unban", {
    success: User,
    errors: [402],
    idempotent: true
  }),

  /**
   * Locks the user with the id `userId`: signing in is not allowed until the lock ends, after the time that the settings of
   * the instance say.
   *
   * Answers the user, who is now `locked`, with `lockoutExpiresIn`.
   *
   * Fails with 403 (`feature_not_enabled`), and 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/post/users/%7Buser_id%7D/lock
   */
  lock: Operation.post("/users/:userId/lock", {
    success: User,
    errors: [403],
    idempotent: true
  }),

  /**
   * Lifts the lock from the user with the id `userId`.
   *
   * Answers the user, who is no longer `locked`.
   *
   * Fails with 403 (`feature_not_enabled`), and 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/post/users/%7Buser_id%7D/unlock
   */
  unlock: Operation.post("/users/:userId/unlock", {
    success: User,
    errors: [403],
    idempotent: true
  }),

  /**
   * Sets the profile image of the user with the id `userId` to `file`: a `File`, a `Blob`, bytes, or either with a name and
   * a type; 1 byte to 10 MB.
   *
   * Answers the user, with the new `imageUrl`.
   *
   * Fails with 400 (`request_body_invalid` for what is not an image), 401, 404 (`resource_not_found`), and 413
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
    errors: [400, 401, 404],
    idempotent: true
  }),

  /**
   * Removes the profile image of the user with the id `userId`.
   *
   * Answers the user.
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
   * Merges metadata into that of the user with the id `userId`, at every depth: what is left out stays, a `null` removes its
   * key. At most 8 KB of each kind afterwards; at most 10 times in 10 seconds for one user.
   *
   * Answers the user as it now is.
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
   * Gets the access tokens that the user with the id `userId` has from the OAuth provider `provider`, such as
   * `"oauth_google"`. An OAuth 2.0 token that has expired is refreshed first, where that can be done. Takes `limit` (1 to
   * 500, by default 10) and `offset` (0 or more).
   *
   * Answers one list, whichever of its two shapes Clerk sends.
   *
   * Fails with 400 (`oauth_token_retrieval_error`, `external_account_missing_refresh_token`), 404
   * (`oauth_token_provider_not_enabled`), 422 (`oauth_missing_access_token`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/get/users/%7Buser_id%7D/oauth_access_tokens/%7Bprovider%7D
   */
  getOAuthAccessToken: Operation.get("/users/:userId/oauth_access_tokens/:provider?paginated=true", {
    query: PageFilters,
    success: OAuthAccessTokens,
    errors: [400, 404, 422]
  }),

  /**
   * Gets the memberships in organizations of the user with the id `userId`. Takes `limit` (1 to 500, by default 10) and
   * `offset` (0 or more).
   *
   * Answers a page of them, and how many there are in all.
   *
   * Fails with 403 (`organization_not_enabled_in_instance`), and 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/get/users/%7Buser_id%7D/organization_memberships
   */
  getOrganizationMemberships: Operation.get("/users/:userId/organization_memberships", {
    query: PageFilters,
    success: Page(OrganizationMembership),
    errors: [403]
  }),

  /**
   * Gets the invitations to organizations of the user with the id `userId`. Takes `limit` (1 to 500, by default 10),
   * `offset` (0 or more) and `status` (`"pending"`, `"accepted"`, `"revoked"`, `"expired"`).
   *
   * Answers a page of them, and how many there are in all.
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
   * Verifies that `password` is that of the user with the id `userId`.
   *
   * Answers `verified: true`. A wrong password is a failure, 422 `incorrect_password`.
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
   * Verifies that `code` is a TOTP (6 digits) or a backup code of the user with the id `userId`. A backup code is used up by
   * it, so it is not safe to repeat.
   *
   * Answers `verified: true` and which kind of code it was. A wrong code is a failure, 422 `totp_incorrect_code`.
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
   * Turns off all second factors of the user with the id `userId`: SMS codes, TOTP, backup codes.
   *
   * Answers the id of the user.
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
   * Answers the id of the user.
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
   * Deletes the passkey `passkeyIdentificationId` (its `id`) of the user with the id `userId`, and writes to the user.
   *
   * Answers the id of what is no more; so does a repeat that finds nothing because an attempt before it, whose answer was
   * lost, did it.
   *
   * Fails with 403 (`feature_not_enabled`), 404 (`resource_not_found`, `passkey_not_registered`), 500, and 400
   * (`last_required_identification_deletion_failed`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/delete/users/%7Buser_id%7D/passkeys/%7Bpasskey_identification_id%7D
   */
  deletePasskey: Operation.del("/users/:userId/passkeys/:passkeyIdentificationId", {
    success: DeletedObject,
    errors: [403, 404, 500],
    deletes: "passkey"
  }),

  /**
   * Deletes the web3 wallet `web3WalletIdentificationId` (its `id`) of the user with the id `userId`.
   *
   * Answers the id of what is no more; so does a repeat that finds nothing because an attempt before it, whose answer was
   * lost, did it.
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
   * Creates a TOTP for the user with the id `userId`.
   *
   * Answers the TOTP with its secret, its address for an authenticator app, and backup codes. Not safe to repeat.
   *
   * Fails with 403 (`feature_not_enabled`), 404 (`resource_not_found`), 500 as the reference says, and in fact with 405.
   *
   * @deprecated Clerk removed it from its API in January 2025 and answers 405. Set a secret with the `totpSecret` of
   * `create` or `update` instead.
   * @see https://github.com/clerk/clerk-sdk-java/blob/v0.3.0-beta.4/docs/sdks/users/README.md#createtotp
   */
  createTOTP: Operation.post("/users/:userId/totp", {
    success: TOTP,
    errors: [403, 404, 500]
  }),

  /**
   * Deletes the TOTPs of the user with the id `userId`.
   *
   * Answers the id of the user.
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
   * The id that Clerk wants is the `eac_…` one: take `deletableId` of the `ExternalAccount`. The `id` of a Google or
   * Facebook account is another one, which answers 404 `external_account_not_found`.
   *
   * Answers the id of what is no more; so does a repeat that finds nothing because an attempt before it, whose answer was
   * lost, did it.
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
