/**
 * The operations on single e-mail addresses of users.
 *
 * @since 0.1.0
 */
import * as Operation from "../Operation.ts"
import { CodeVerification, SubmittedCode } from "../Schema/CodeVerification.ts"
import { DeletedObject } from "../Schema/DeletedObject.ts"
import { EmailAddressChanges, EmailAddressResponse, NewEmailAddress } from "../Schema/EmailAddress.ts"

/**
 * The operations of `EmailAddresses`, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Adds an e-mail address to the user with the id `userId`.
   *
   * Parameters: `userId`, `emailAddress`, `verified` (`true`: verified without a code; otherwise unverified), `primary` (`true`: it becomes
   * the primary one, as the first one of a user always does), `notifyPrimaryEmailAddressChanged`.
   *
   * Returns the new e-mail address. Not idempotent: when it fails with `outcomeUnknown`, look for it in the user, with `Users.get`, before
   * you try again.
   *
   * Fails with 400, 401, 403, 404 (`resource_not_found`), 409 (`attribute_managed_by_scim`), 422 (`form_identifier_exists`,
   * `form_param_format_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/email-addresses/post/email_addresses
   */
  create: Operation.post("/email_addresses", {
    payload: NewEmailAddress,
    success: EmailAddressResponse,
    errors: [400, 401, 403, 404, 409, 422]
  }),

  /**
   * Gets the e-mail address with the id `emailAddressId`.
   *
   * Returns the e-mail address.
   *
   * Fails with 400, 401, 403, 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/email-addresses/get/email_addresses/%7Bemail_address_id%7D
   */
  get: Operation.get("/email_addresses/:emailAddressId", {
    success: EmailAddressResponse,
    errors: [400, 401, 403, 404]
  }),

  /**
   * Marks the e-mail address with the id `emailAddressId` as verified, or makes it the primary one of its user. The address itself cannot
   * be changed: create another one and delete this one.
   *
   * Parameters: `emailAddressId`, `verified`, `primary`, `notifyPrimaryEmailAddressChanged`.
   *
   * Returns the e-mail address.
   *
   * Fails with 400, 401, 403, 404 (`resource_not_found`), 409 (`attribute_managed_by_scim`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/email-addresses/patch/email_addresses/%7Bemail_address_id%7D
   */
  update: Operation.patch("/email_addresses/:emailAddressId", {
    payload: EmailAddressChanges,
    success: EmailAddressResponse,
    errors: [400, 401, 403, 404, 409]
  }),

  /**
   * Deletes the e-mail address with the id `emailAddressId`. One that is linked to an external account is refused, as is the last
   * identification of a user.
   *
   * Returns the deleted id. A retry that gets 404 after a lost response also succeeds.
   *
   * Fails with 400 (`delete_linked_identification_disallowed`, `last_required_identification_deletion_failed`), 401, 403, 404
   * (`resource_not_found`), 409 (`attribute_managed_by_scim`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/email-addresses/delete/email_addresses/%7Bemail_address_id%7D
   */
  delete: Operation.del("/email_addresses/:emailAddressId", {
    success: DeletedObject,
    errors: [400, 401, 403, 404, 409],
    deletes: "email_address"
  }),

  /**
   * Sends a one-time code to the e-mail address with the id `emailAddressId`, for a sign-in that a backend drives itself.
   *
   * Returns the verification, whose `id` is a parameter of `attemptVerification`. Not idempotent, since each request sends a message: when
   * it fails with `outcomeUnknown`, the user may have got a code whose id is lost. Send another one.
   *
   * Fails with 400, 401, 403, 404 (`resource_not_found`), 500.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/email-addresses/post/email_addresses/%7Bemail_address_id%7D/prepare_verification
   */
  prepareVerification: Operation.post("/email_addresses/:emailAddressId/prepare_verification", {
    success: CodeVerification,
    errors: [400, 401, 403, 404, 500]
  }),

  /**
   * Checks a code that was sent to the e-mail address with the id `emailAddressId`. The right code also marks the address as verified. It
   * never creates a session: to sign the user in, use `SignInTokens.create`.
   *
   * Parameters: `emailAddressId`, `verificationId` (the `id` that `prepareVerification` returned), `code`.
   *
   * Returns the verification. Read `isVerified`: a wrong or expired code is no failure, but the status `"unverified"`, `"failed"` or
   * `"expired"`. Not idempotent, since attempts are counted: when it fails with `outcomeUnknown`, try the same code again;
   * `verification_already_verified` then says that it was right.
   *
   * Fails with 400 (`verification_already_verified`), 401, 403, 404 (`resource_not_found`), 500.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/email-addresses/post/email_addresses/%7Bemail_address_id%7D/attempt_verification
   */
  attemptVerification: Operation.post("/email_addresses/:emailAddressId/attempt_verification", {
    payload: SubmittedCode,
    success: CodeVerification,
    errors: [400, 401, 403, 404, 500]
  })
}
