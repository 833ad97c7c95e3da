/**
 * The operations on single phone numbers of users.
 *
 * @since 0.1.0
 */
import * as Operation from "../Operation.ts"
import { CodeVerification, SubmittedCode } from "../Schema/CodeVerification.ts"
import { DeletedObject } from "../Schema/DeletedObject.ts"
import { NewPhoneNumber, PhoneNumberChanges, PhoneNumberResponse } from "../Schema/PhoneNumber.ts"

/**
 * The operations of `PhoneNumbers`, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Adds a phone number to the user with the id `userId`.
   *
   * Parameters: `userId`, `phoneNumber`, `verified` (`true`: verified without a code; otherwise unverified), `primary` (`true`: it becomes
   * the primary one, as the first one of a user always does), `reservedForSecondFactor` (`true`: it is a second factor at sign-in, and
   * must be verified; without another second factor it is the default one).
   *
   * Returns the new phone number, with `backupCodes` when the second factor is the first one of the user. Not idempotent: when it fails
   * with `outcomeUnknown`, look for it in the user, with `Users.get`, before you try again. Its backup codes are then lost:
   * `Users.update` sets others.
   *
   * Fails with 400 (`identification_create_second_factor_unverified`), 401, 403 (`unsupported_country_code`), 404
   * (`resource_not_found`), 422 (`form_identifier_exists`, `form_param_format_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/phone-numbers/post/phone_numbers
   */
  create: Operation.post("/phone_numbers", {
    payload: NewPhoneNumber,
    success: PhoneNumberResponse,
    errors: [400, 401, 403, 404, 422]
  }),

  /**
   * Gets the phone number with the id `phoneNumberId`.
   *
   * Returns the phone number.
   *
   * Fails with 400, 401, 403, 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/phone-numbers/get/phone_numbers/%7Bphone_number_id%7D
   */
  get: Operation.get("/phone_numbers/:phoneNumberId", {
    success: PhoneNumberResponse,
    errors: [400, 401, 403, 404]
  }),

  /**
   * Marks the phone number with the id `phoneNumberId` as verified, or makes it the primary one or a second factor of its user. The number
   * itself cannot be changed: create another one and delete this one.
   *
   * Parameters: `phoneNumberId`, `verified`, `primary`, `reservedForSecondFactor`.
   *
   * Returns the phone number, with `backupCodes` when the second factor is the first one of the user. A retry after a lost response
   * returns none: `Users.update` sets others.
   *
   * Fails with 400 (`identification_update_second_factor_unverified`, `identification_update_failed`), 401, 403, 404
   * (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/phone-numbers/patch/phone_numbers/%7Bphone_number_id%7D
   */
  update: Operation.patch("/phone_numbers/:phoneNumberId", {
    payload: PhoneNumberChanges,
    success: PhoneNumberResponse,
    errors: [400, 401, 403, 404]
  }),

  /**
   * Deletes the phone number with the id `phoneNumberId`. The last identification of a user is refused.
   *
   * Returns the deleted id. A retry that gets 404 after a lost response also succeeds.
   *
   * Fails with 400 (`last_required_identification_deletion_failed`), 401, 403, 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/phone-numbers/delete/phone_numbers/%7Bphone_number_id%7D
   */
  delete: Operation.del("/phone_numbers/:phoneNumberId", {
    success: DeletedObject,
    errors: [400, 401, 403, 404],
    deletes: "phone_number"
  }),

  /**
   * Sends a one-time code to the phone number with the id `phoneNumberId`, for a sign-in that a backend drives itself.
   *
   * Returns the verification, whose `id` is a parameter of `attemptVerification`. Not idempotent, since each request sends a message: when
   * it fails with `outcomeUnknown`, the user may have got a code whose id is lost. Send another one.
   *
   * Fails with 400, 401, 403, 404 (`resource_not_found`), 429 (too many codes were sent to the number), 500.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/phone-numbers/post/phone_numbers/%7Bphone_number_id%7D/prepare_verification
   */
  prepareVerification: Operation.post("/phone_numbers/:phoneNumberId/prepare_verification", {
    success: CodeVerification,
    errors: [400, 401, 403, 404, 429, 500]
  }),

  /**
   * Checks a code that was sent to the phone number with the id `phoneNumberId`. The right code also marks the number as verified. It
   * never creates a session: to sign the user in, use `SignInTokens.create`.
   *
   * Parameters: `phoneNumberId`, `verificationId` (the `id` that `prepareVerification` returned), `code`.
   *
   * Returns the verification. Read `isVerified`: a wrong or expired code is no failure, but the status `"unverified"`, `"failed"` or
   * `"expired"`. Not idempotent, since attempts are counted: when it fails with `outcomeUnknown`, try the same code again;
   * `verification_already_verified` then says that it was right.
   *
   * Fails with 400 (`verification_already_verified`), 401, 403, 404 (`resource_not_found`), 500.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/phone-numbers/post/phone_numbers/%7Bphone_number_id%7D/attempt_verification
   */
  attemptVerification: Operation.post("/phone_numbers/:phoneNumberId/attempt_verification", {
    payload: SubmittedCode,
    success: CodeVerification,
    errors: [400, 401, 403, 404, 500]
  })
}
