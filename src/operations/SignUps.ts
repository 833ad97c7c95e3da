/**
 * The operations on sign-ups, the attempts of guests to become users.
 *
 * @since 0.1.0
 */
import * as Operation from "../Operation.ts"
import { SignUp, SignUpChanges } from "../Schema/SignUp.ts"

/**
 * The operations of `SignUps`, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Gets the sign-up with the id `id`.
   *
   * Returns the sign-up.
   *
   * Fails with 403 (`authorization_invalid`), 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/sign-ups/get/sign_ups/%7Bid%7D
   */
  get: Operation.get("/sign_ups/:id", {
    success: SignUp,
    errors: [403, 404]
  }),

  /**
   * Updates the sign-up with the id `id`, which must be neither complete nor abandoned.
   *
   * Parameters: `id`, `externalId` (the id in your own system, which the user gets when the sign-up is complete), `customAction`.
   * What is left out keeps its value.
   *
   * Returns the sign-up.
   *
   * Fails with 403 (`authorization_invalid`, `sign_up_cannot_be_updated`), 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/sign-ups/patch/sign_ups/%7Bid%7D
   */
  update: Operation.patch("/sign_ups/:id", {
    payload: SignUpChanges,
    success: SignUp,
    errors: [403, 404]
  })
}
