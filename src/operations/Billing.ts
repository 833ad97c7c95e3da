/**
 * The operations on plans, prices, subscription items and statements. Clerk calls its billing API a beta. Those on the subscription and the
 * credits of one user or organization belong to `Users` and `Organizations`.
 *
 * @since 0.1.0
 */
import * as Operation from "../Operation.ts"
import { Cancellation, DiscountUse, FreeTrialExtension, PriceChange } from "../Schema/BillingChanges.ts"
import { BillingDiscountRedemption } from "../Schema/BillingDiscount.ts"
import { BillingPlanFilters, BillingPriceFilters, SubscriptionItemFilters } from "../Schema/BillingFilters.ts"
import { BillingPlan } from "../Schema/BillingPlan.ts"
import { BillingPrice, BillingPriceTransition, NewBillingPrice } from "../Schema/BillingPrice.ts"
import { BillingPaymentAttempt, BillingStatement } from "../Schema/BillingStatement.ts"
import { BillingSubscriptionItem } from "../Schema/BillingSubscription.ts"
import { Page, PageFilters } from "../Schema/wire/Lists.ts"

/**
 * The operations of `Billing`, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Lists the plans, free and paid, the newest first.
   *
   * Parameters: `payerType`, `limit` (1 to 500, by default 10), `offset` (0 or more).
   *
   * Returns one page of plans, and the number of all that match.
   *
   * Fails with 400, 401, 422 (`form_param_value_invalid`), 500.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/billing/get/billing/plans
   */
  listPlans: Operation.get("/billing/plans?paginated=true", {
    query: BillingPlanFilters,
    success: Page(BillingPlan),
    errors: [400, 401, 422, 500]
  }),

  /**
   * Lists the prices, default and custom, the lowest first, and those of one amount with the newest first.
   *
   * Parameters: `planId`, `limit` (1 to 500, by default 10), `offset` (0 or more).
   *
   * Returns one page of prices, and the number of all that match.
   *
   * Fails with 400, 401, 404 (`plan_not_found`), 422 (`form_param_value_invalid`), 500.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/billing/get/billing/prices
   */
  listPrices: Operation.get("/billing/prices?paginated=true", {
    query: BillingPriceFilters,
    success: Page(BillingPrice),
    errors: [400, 401, 404, 422, 500]
  }),

  /**
   * Creates a custom price of a plan, which some payers can be given.
   *
   * Parameters: `planId`, `amount` and `annualMonthlyAmount` (in cents: 0, or 100 or more; `null` for none), `currency` (`"USD"` by
   * default), `description`, `supportedBillingPeriods`.
   *
   * Returns the new price. Not idempotent: when it fails with `outcomeUnknown`, look for its amounts and its description in `listPrices`
   * before you try again.
   *
   * Fails with 400 (`currency_invalid`), 401, 404 (`plan_not_found`), 422 (`plan_amount_invalid`, `plan_amount_exceeds_upper_limit`), 500.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/billing/post/billing/prices
   */
  createPrice: Operation.post("/billing/prices", {
    payload: NewBillingPrice,
    success: BillingPrice,
    errors: [400, 401, 404, 422, 500]
  }),

  /**
   * Lists the subscription items of all users and organizations, the newest first.
   *
   * Parameters: `status`, `payerType`, `planId`, `includeFree` (`false` by default), `query`, `limit` (1 to 500, by default 10), `offset`
   * (0 or more).
   *
   * Returns one page of items, and the number of all that match.
   *
   * Fails with 400, 401, 422 (`form_param_value_invalid`), 500.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/billing/get/billing/subscription_items
   */
  listSubscriptionItems: Operation.get("/billing/subscription_items?paginated=true", {
    query: SubscriptionItemFilters,
    success: Page(BillingSubscriptionItem),
    errors: [400, 401, 422, 500]
  }),

  /**
   * Cancels the subscription item with the id `subscriptionItemId`: at the end of its period, or at once.
   *
   * Parameters: `subscriptionItemId`, `endNow` (`false` by default).
   *
   * Returns the item.
   *
   * Fails with 400, 401, 403 (`billing_not_enabled`), 404 (`subscription_item_not_found`), 422, 500.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/billing/delete/billing/subscription_items/%7Bsubscription_item_id%7D
   */
  cancelSubscriptionItem: Operation.del("/billing/subscription_items/:subscriptionItemId", {
    query: Cancellation,
    success: BillingSubscriptionItem,
    errors: [400, 401, 403, 404, 422, 500]
  }),

  /**
   * Extends the free trial of the subscription item with the id `subscriptionItemId`. The same time again changes nothing.
   *
   * Parameters: `subscriptionItemId`, `extendTo` (in the future, and at most 365 days after the present end).
   *
   * Returns the item. Clerk's file has an older shape of it; its own client reads that of the other operations.
   *
   * Fails with 400, 401, 403 (`subscription_item_not_in_free_trial`, `plan_free_trials_disabled`), 404 (`subscription_item_not_found`), 422
   * (`form_param_value_invalid`), 500.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/billing/post/billing/subscription_items/%7Bsubscription_item_id%7D/extend_free_trial
   */
  extendFreeTrial: Operation.post("/billing/subscription_items/:subscriptionItemId/extend_free_trial", {
    payload: FreeTrialExtension,
    success: BillingSubscriptionItem,
    errors: [400, 401, 403, 404, 422, 500],
    idempotent: true
  }),

  /**
   * Gives the subscription item with the id `subscriptionItemId` another price: at once, or at the end of its period.
   *
   * Parameters: `subscriptionItemId`, `fromPriceId` (the price that it has), `toPriceId`.
   *
   * Returns the item with the new price, and what the change did. Not idempotent: when it fails with `outcomeUnknown`, look at the items of
   * the subscription of the payer before you try again. A second try fails, since the item no longer has the old price.
   *
   * Fails with 400, 401, 403 (`billing_not_enabled`), 404 (`subscription_item_not_found`, `resource_not_found`), 409 (`conflict`), 422
   * (`form_param_value_invalid`), 500.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/billing/post/billing/subscription_items/%7Bsubscription_item_id%7D/price_transition
   */
  createPriceTransition: Operation.post("/billing/subscription_items/:subscriptionItemId/price_transition", {
    payload: PriceChange,
    success: BillingPriceTransition,
    errors: [400, 401, 403, 404, 409, 422, 500]
  }),

  /**
   * Gives the subscription item with the id `subscriptionItemId` a discount, which replaces the one that it has.
   *
   * Parameters: `subscriptionItemId`, `discountId`.
   *
   * Returns the use of the discount. Not idempotent: when it fails with `outcomeUnknown`, try again. A 409 then says that the item has it.
   *
   * Fails with 400, 401, 403 (`billing_not_enabled`), 404 (`subscription_item_not_found`, `resource_not_found`), 409 (`conflict`), 422, 500.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/billing/post/billing/subscription_items/%7Bsubscription_item_id%7D/discounts
   */
  applyDiscount: Operation.post("/billing/subscription_items/:subscriptionItemId/discounts", {
    payload: DiscountUse,
    success: BillingDiscountRedemption,
    errors: [400, 401, 403, 404, 409, 422, 500]
  }),

  /**
   * Takes the discount with the id `discountId` from the subscription item with the id `subscriptionItemId`, which must have it.
   *
   * Returns the use of the discount, which is removed. Idempotent, but a retry after a lost response can fail with 404.
   *
   * Fails with 400, 401, 403 (`billing_not_enabled`), 404 (`subscription_item_not_found`, `resource_not_found`), 409 (`conflict`), 422, 500.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/billing/delete/billing/subscription_items/%7Bsubscription_item_id%7D/discounts/%7Bdiscount_id%7D
   */
  removeDiscount: Operation.del("/billing/subscription_items/:subscriptionItemId/discounts/:discountId", {
    success: BillingDiscountRedemption,
    errors: [400, 401, 403, 404, 409, 422, 500]
  }),

  /**
   * Lists the statements of all payers, the newest first.
   *
   * Parameters: `limit` (1 to 500, by default 10), `offset` (0 or more).
   *
   * Returns one page of statements, and the number of all of them.
   *
   * Fails with 400, 401, 422 (`form_param_value_invalid`), 500.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/billing/get/billing/statements
   */
  listStatements: Operation.get("/billing/statements?paginated=true", {
    query: PageFilters,
    success: Page(BillingStatement),
    errors: [400, 401, 422, 500]
  }),

  /**
   * Gets the statement with the id `statementId`.
   *
   * Returns the statement.
   *
   * Fails with 400, 401, 404 (`resource_not_found`), 422, 500.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/billing/get/billing/statements/%7BstatementID%7D
   */
  getStatement: Operation.get("/billing/statements/:statementId", {
    success: BillingStatement,
    errors: [400, 401, 404, 422, 500]
  }),

  /**
   * Lists the payment attempts of the statement with the id `statementId`, the newest first.
   *
   * Parameters: `statementId`, `limit` (1 to 500, by default 10), `offset` (0 or more).
   *
   * Returns one page of payment attempts, and the number of all of them.
   *
   * Fails with 400, 401, 404 (`resource_not_found`), 422 (`form_param_value_invalid`), 500.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/billing/get/billing/statements/%7BstatementID%7D/payment_attempts
   */
  listPaymentAttempts: Operation.get("/billing/statements/:statementId/payment_attempts?paginated=true", {
    query: PageFilters,
    success: Page(BillingPaymentAttempt),
    errors: [400, 401, 404, 422, 500]
  })
}
