/**
 * The operations on the subscription and the credits of an organization. They are part of the table in `operations/Organizations`.
 *
 * @since 0.1.0
 */
import * as Operation from "../../Operation.ts"
import { BillingCreditBalance, BillingCreditEntry, CreditAdjustment } from "../../Schema/BillingCredit.ts"
import { BillingSubscription } from "../../Schema/BillingSubscription.ts"

/**
 * The operations on the subscription and the credits of an organization, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Gets the subscription of the organization with the id `organizationId`. Clerk calls its billing API a beta.
   *
   * Returns the subscription, with the plans in it.
   *
   * Fails with 400, 401, 403 (`billing_not_enabled`), 404 (`resource_not_found`, `subscription_not_found`), 422, 500.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/billing/get/organizations/%7Borganization_id%7D/billing/subscription
   */
  getBillingSubscription: Operation.get("/organizations/:organizationId/billing/subscription", {
    success: BillingSubscription,
    errors: [400, 401, 403, 404, 422, 500]
  }),

  /**
   * Gets the balance of the credits of the organization with the id `organizationId`. Credits reduce the next payments.
   *
   * Returns the balance, which is null for an organization that has never had credits.
   *
   * Fails with 400, 401, 403 (`billing_not_enabled`), 404 (`resource_not_found`, `payer_not_found`), 422, 500.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/billing/get/organizations/%7Borganization_id%7D/billing/credits
   */
  getBillingCreditBalance: Operation.get("/organizations/:organizationId/billing/credits", {
    success: BillingCreditBalance,
    errors: [400, 401, 403, 404, 422, 500]
  }),

  /**
   * Increases or decreases the credits of the organization with the id `organizationId`.
   *
   * Parameters: `amount` (in cents, 1 or more), `action` (`"increase"` or `"decrease"`), `currency` (`"USD"` by default), `note`,
   * `idempotencyKey`. Clerk makes the change of a key once: the same key again returns the first entry. `Organizations` makes a key for
   * each call without one, and sends it with each retry of the call. To repeat the call yourself, give a key.
   *
   * Returns the entry of the change; its amount is negative for a decrease.
   *
   * Fails with 400 (`currency_invalid`), 401, 403 (`billing_not_enabled`), 404 (`resource_not_found`, `payer_not_found`), 409
   * (`conflict`), 422 (`invalid_credit_amount`, `insufficient_credit_balance`), 500.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/billing/post/organizations/%7Borganization_id%7D/billing/credits
   */
  adjustBillingCreditBalance: Operation.post("/organizations/:organizationId/billing/credits", {
    payload: CreditAdjustment,
    success: BillingCreditEntry,
    errors: [400, 401, 403, 404, 409, 422, 500],
    idempotent: true
  })
}
