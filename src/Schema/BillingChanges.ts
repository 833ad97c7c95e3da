/**
 * The changes of subscription items.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { IsoTime, queryFlag } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

const cancellation = Schema.Struct(snakeCase({
  /** `true` ends the item at once; by default it ends with its period. */
  endNow: queryFlag
}))

/**
 * The parameters of `Billing.cancelSubscriptionItem`.
 *
 * @since 0.1.0
 * @category models
 */
export interface Cancellation extends Schema.Schema.Type<typeof cancellation> {}

/**
 * The parameters of `Billing.cancelSubscriptionItem`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const Cancellation: Schema.Schema<Cancellation, typeof cancellation.Encoded> = cancellation

const freeTrialExtension = Schema.Struct(snakeCase({
  /** The new end of the free trial: in the future, and at most 365 days after the present end. */
  extendTo: IsoTime
}))

/**
 * The parameters of `Billing.extendFreeTrial`.
 *
 * @since 0.1.0
 * @category models
 */
export interface FreeTrialExtension extends Schema.Schema.Type<typeof freeTrialExtension> {}

/**
 * The parameters of `Billing.extendFreeTrial`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const FreeTrialExtension: Schema.Schema<FreeTrialExtension, typeof freeTrialExtension.Encoded> =
  freeTrialExtension

const priceChange = Schema.Struct(snakeCase({
  /** The id of the price that the item has. */
  fromPriceId: Schema.NonEmptyString,
  /** The id of the price that it gets. */
  toPriceId: Schema.NonEmptyString
}))

/**
 * The parameters of `Billing.createPriceTransition`.
 *
 * @since 0.1.0
 * @category models
 */
export interface PriceChange extends Schema.Schema.Type<typeof priceChange> {}

/**
 * The parameters of `Billing.createPriceTransition`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const PriceChange: Schema.Schema<PriceChange, typeof priceChange.Encoded> = priceChange

const discountUse = Schema.Struct(snakeCase({
  /** The id of the discount. */
  discountId: Schema.NonEmptyString
}))

/**
 * The parameters of `Billing.applyDiscount`.
 *
 * @since 0.1.0
 * @category models
 */
export interface DiscountUse extends Schema.Schema.Type<typeof discountUse> {}

/**
 * The parameters of `Billing.applyDiscount`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const DiscountUse: Schema.Schema<DiscountUse, typeof discountUse.Encoded> = discountUse
