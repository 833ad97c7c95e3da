/**
 * The filters of the lists of `Billing`.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { openEnum } from "./wire/Fields.ts"
import { limit, offset, queryFlag, queryText } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

const PayerType = openEnum("user", "org")

const billingPlanFilters = Schema.Struct(snakeCase({
  /** The type of the subscribers. */
  payerType: Schema.optional(PayerType),
  /** The maximum number of plans in the page, 1 to 500; 10 by default. */
  limit,
  /** The number of plans to skip; 0 by default. */
  offset
}))

/**
 * The filters and the page of `Billing.listPlans`.
 *
 * @since 0.1.0
 * @category models
 */
export interface BillingPlanFilters extends Schema.Schema.Type<typeof billingPlanFilters> {}

/**
 * The filters and the page of `Billing.listPlans`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const BillingPlanFilters: Schema.Schema<BillingPlanFilters, typeof billingPlanFilters.Encoded> =
  billingPlanFilters

const billingPriceFilters = Schema.Struct(snakeCase({
  /** The id of the plan. */
  planId: queryText,
  /** The maximum number of prices in the page, 1 to 500; 10 by default. */
  limit,
  /** The number of prices to skip; 0 by default. */
  offset
}))

/**
 * The filters and the page of `Billing.listPrices`.
 *
 * @since 0.1.0
 * @category models
 */
export interface BillingPriceFilters extends Schema.Schema.Type<typeof billingPriceFilters> {}

/**
 * The filters and the page of `Billing.listPrices`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const BillingPriceFilters: Schema.Schema<BillingPriceFilters, typeof billingPriceFilters.Encoded> =
  billingPriceFilters

const subscriptionItemFilters = Schema.Struct(snakeCase({
  /** The status of the items; `"free_trial"` for those in a free trial. */
  status: Schema.optional(openEnum("active", "ended", "past_due", "upcoming", "free_trial")),
  /** The type of the payers. */
  payerType: Schema.optional(PayerType),
  /** The id of the plan. */
  planId: queryText,
  /** Whether items of free plans are included; `false` by default. */
  includeFree: queryFlag,
  /** A text that the items match. */
  query: queryText,
  /** The maximum number of items in the page, 1 to 500; 10 by default. */
  limit,
  /** The number of items to skip; 0 by default. */
  offset
}))

/**
 * The filters and the page of `Billing.listSubscriptionItems`.
 *
 * @since 0.1.0
 * @category models
 */
export interface SubscriptionItemFilters extends Schema.Schema.Type<typeof subscriptionItemFilters> {}

/**
 * The filters and the page of `Billing.listSubscriptionItems`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const SubscriptionItemFilters: Schema.Schema<SubscriptionItemFilters, typeof subscriptionItemFilters.Encoded> =
  subscriptionItemFilters
