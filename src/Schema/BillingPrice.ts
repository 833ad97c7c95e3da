/**
 * The prices of plans, and the change of a subscription item to another price.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { BillingMoney } from "./BillingMoney.ts"
import { BillingPlan } from "./BillingPlan.ts"
import { BillingSubscriptionItem } from "./BillingSubscription.ts"
import { count, flag, nullable, object, openEnum, text, Timestamp, withDefault } from "./wire/Fields.ts"
import { clearable } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

const BillingPeriods = openEnum("month", "annual", "both")

/**
 * A price of a plan: the default one, or a custom one for some payers.
 *
 * @since 0.1.0
 * @category models
 */
export class BillingPrice extends Schema.Class<BillingPrice>("effect-clerk/BillingPrice")(snakeCase({
  /** The id of the price. */
  id: Schema.NonEmptyString,
  /** The object type, `"commerce_price"`. */
  object: object("commerce_price"),
  /** The id of its plan. */
  planId: text,
  /** The id of the Clerk instance. */
  instanceId: text,
  /** The code of the currency, such as `"USD"`. */
  currency: text,
  /** The symbol of the currency, such as `"$"`. */
  currencySymbol: text,
  /** The amount for a month, in cents. */
  amount: count,
  /** The amount for a month when it is paid for a year, in cents. */
  annualMonthlyAmount: count,
  /** The fee for a month; null when it cannot be paid by the month. */
  fee: nullable(BillingMoney),
  /** The fee for a month when it is paid for a year; null when it cannot be. */
  annualMonthlyFee: nullable(BillingMoney),
  /** The description; null when it has none. */
  description: nullable(Schema.String),
  /** Whether it is the default price of its plan. */
  isDefault: flag,
  /** The periods that it can be paid for. */
  supportedBillingPeriods: withDefault(BillingPeriods, () => ""),
  /** When it was created; null when Clerk does not say. */
  createdAt: nullable(Timestamp)
})) {}

/** An amount in cents: nothing, or one dollar or more. */
const Amount: Schema.Schema<number> = Schema.Number.pipe(
  Schema.filter(
    (amount) =>
      Number.isSafeInteger(amount) && (amount === 0 || amount >= 100) ||
      `Expected 0, or a whole number of cents from 100, got ${amount}`,
    { arbitrary: () => (fc) => fc.integer({ min: 100, max: 99_999_999 }) }
  )
)

const newBillingPrice = Schema.Struct(snakeCase({
  /** The id of the plan. */
  planId: Schema.NonEmptyString,
  /** The code of the currency; `"USD"` by default. */
  currency: Schema.optional(Schema.NonEmptyString),
  /** The amount for a month, in cents: 0, or 100 or more; `null` when it cannot be paid by the month. */
  amount: Schema.NullOr(Amount),
  /** The amount for a month when it is paid for a year, in cents: 0, or 100 or more. */
  annualMonthlyAmount: clearable(Amount),
  /** A description. */
  description: Schema.optional(Schema.String),
  /** The periods that it can be paid for; those with an amount by default. */
  supportedBillingPeriods: Schema.optional(BillingPeriods)
}))

/**
 * The parameters of `Billing.createPrice`.
 *
 * @since 0.1.0
 * @category models
 */
export interface NewBillingPrice extends Schema.Schema.Type<typeof newBillingPrice> {}

/**
 * The parameters of `Billing.createPrice`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const NewBillingPrice: Schema.Schema<NewBillingPrice, typeof newBillingPrice.Encoded> = newBillingPrice

/**
 * What a change to another price did.
 *
 * @since 0.1.0
 * @category models
 */
export class BillingPriceTransitionDetails
  extends Schema.Class<BillingPriceTransitionDetails>("effect-clerk/BillingPriceTransitionDetails")(snakeCase({
    /** The plan before; null when Clerk does not send it. */
    previousPlan: nullable(BillingPlan),
    /** The price before; null when Clerk does not send it. */
    previousPrice: nullable(BillingPrice),
    /** When the new price takes effect; null when Clerk does not say. */
    effectiveAt: nullable(Timestamp),
    /** Whether it takes effect at once or at the end of the period. */
    effectiveMode: withDefault(openEnum("immediate", "end_of_period"), () => ""),
    /** When the next payment is due; null when none is. */
    nextBillingDate: nullable(Timestamp),
    /** Whether the payer was charged at once. */
    chargedImmediately: flag,
    /** The amount that was charged at once; null when none was. */
    immediateCharge: nullable(BillingMoney),
    /** The status of the item before. */
    previousSubscriptionItemStatus: withDefault(openEnum("canceled", "ended", "abandoned"), () => ""),
    /** The id of the item before. */
    previousSubscriptionItemId: text
  }))
{}

/**
 * The change of a subscription item to another price.
 *
 * @since 0.1.0
 * @category models
 */
export class BillingPriceTransition
  extends Schema.Class<BillingPriceTransition>("effect-clerk/BillingPriceTransition")(snakeCase({
    /** The object type, `"commerce_price_transition"`. */
    object: object("commerce_price_transition"),
    /** The item with the new price. */
    subscriptionItem: BillingSubscriptionItem,
    /** What the change did. */
    transition: BillingPriceTransitionDetails
  }))
{}
