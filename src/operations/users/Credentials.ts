/**
 * The operations that verify, create and delete what a user signs in with: the password, second factors, passkeys, wallets and external
 * accounts. They are part of the table in `operations/Users`.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Operation from "../../Operation.ts"
import { AffectedUser, DeletedObject } from "../../Schema/DeletedObject.ts"
import { TOTP, VerifiedTOTP } from "../../Schema/TOTP.ts"
import { VerifiedPassword } from "../../Schema/VerifiedPassword.ts"
import { Secret } from "../../Schema/wire/Request.ts"

/**
 * The operations on what a user signs in with, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
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
