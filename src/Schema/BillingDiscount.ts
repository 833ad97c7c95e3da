/**
 * The discounts of subscription items.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { BillingMoney } from "./BillingMoney.ts"
import { count, nullable, object, openEnum, text, Timestamp, withDefault } from "./wire/Fields.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * The use of a discount by a subscription item.
 *
 * @since 0.1.0
 * @category models
 */
export class BillingDiscountRedemption
  extends Schema.Class<BillingDiscountRedemption>("effect-clerk/BillingDiscountRedemption")(snakeCase({
    /** The id of the redemption. */
    id: Schema.NonEmptyString,
    /** The object type, `"commerce_discount_redemption"`. */
    object: object("commerce_discount_redemption"),
    /** The id of the subscription item. */
    subscriptionItemId: text,
    /** The id of the discount. */
    discountId: text,
    /** The name of the discount; null when Clerk does not send it. */
    name: nullable(Schema.String),
    /** How the item got it. */
    source: withDefault(openEnum("promotion", "manual", "promo_code"), () => ""),
    /** The promotion code that was given; null when none was. */
    promoCode: nullable(Schema.String),
    /** Whether it is a part of the price or an amount; null when Clerk does not send it. */
    effect: nullable(openEnum("percentage", "fixed_amount")),
    /** The percentage; null for an amount. */
    percentOff: nullable(Schema.Number),
    /** The amount; null for a percentage. */
    amountOff: nullable(BillingMoney),
    /** What it takes off the next payment; null when Clerk does not send it. */
    amount: nullable(BillingMoney),
    /** The number of periods that it still applies to; null without a limit. */
    cyclesRemaining: nullable(Schema.Number),
    /** The number of periods that it has applied to. */
    cyclesApplied: count,
    /** Whether it applies; null when Clerk does not send it. */
    status: nullable(openEnum("active", "exhausted", "removed")),
    /** When the item got it; null when Clerk does not say. */
    redeemedAt: nullable(Timestamp),
    /** Who gave it to the item; null when Clerk does not say. */
    redeemedBy: nullable(Schema.String)
  }))
{}
