/**
 * The subscription of a user or an organization. Clerk calls its billing API a beta: parts that it still changes are objects with its own names.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { BillingMoney } from "./BillingMoney.ts"
import { BillingPlan } from "./BillingPlan.ts"
import { flag, list, nullable, object, openEnum, text, Timestamp } from "./wire/Fields.ts"
import { JsonObject } from "./wire/Json.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * The next payment of a subscription or of one of its items.
 *
 * @since 0.1.0
 * @category models
 */
export class BillingNextPayment extends Schema.Class<BillingNextPayment>("effect-clerk/BillingNextPayment")(snakeCase({
  /** When it is due; null when Clerk does not say. */
  date: nullable(Timestamp),
  /** The fee of the plan, without units such as seats; null when Clerk does not say. */
  amount: nullable(BillingMoney),
  /** The costs of units such as seats, as Clerk sends them. */
  perUnitTotals: list(JsonObject),
  /** The parts of the whole amount, as Clerk sends them; null when it does not. */
  totals: nullable(JsonObject)
})) {}

/**
 * A plan in a subscription.
 *
 * @since 0.1.0
 * @category models
 */
export class BillingSubscriptionItem
  extends Schema.Class<BillingSubscriptionItem>("effect-clerk/BillingSubscriptionItem")(snakeCase({
    /** The id of the item, `csub_item_…`. */
    id: text,
    /** The object type, `"commerce_subscription_item"`. */
    object: object("commerce_subscription_item"),
    /** The id of the Clerk instance. */
    instanceId: text,
    /** The id of the payer. */
    payerId: text,
    /** The status of the item; null when Clerk does not send it. */
    status: nullable(
      openEnum("active", "canceled", "expired", "ended", "past_due", "upcoming", "incomplete", "abandoned")
    ),
    /** The id of the plan; null when Clerk does not send it. */
    planId: nullable(Schema.String),
    /** The plan; null when Clerk does not send it. */
    plan: nullable(BillingPlan),
    /** How long a period is, `"month"` or `"annual"`; null when Clerk does not send it. */
    planPeriod: nullable(openEnum("month", "annual")),
    /** The id of the price; null when Clerk does not send it. */
    priceId: nullable(Schema.String),
    /** Whether the period is a free trial. */
    isFreeTrial: flag,
    /** When the period began; null when Clerk does not say. */
    periodStart: nullable(Timestamp),
    /** When the period ends; null when it does not. */
    periodEnd: nullable(Timestamp),
    /** The day that the price was prorated from, such as `"2026-05-12"`; null when Clerk does not send it. */
    prorationDate: nullable(Schema.String),
    /** When the item was canceled; null when it is not. */
    canceledAt: nullable(Timestamp),
    /** When a payment of the item became overdue; null when none is. */
    pastDueAt: nullable(Timestamp),
    /** When the item ended; null when it has not. */
    endedAt: nullable(Timestamp),
    /** All that was paid for the item; null when Clerk does not send it. */
    lifetimePaid: nullable(BillingMoney),
    /** The next payment; null when there is none. */
    nextPayment: nullable(BillingNextPayment),
    /** The credit of a payment attempt, as Clerk sends it; null when it does not. */
    credit: nullable(JsonObject),
    /** The credits that pay for the item, as Clerk sends them; null when it does not. */
    credits: nullable(JsonObject),
    /** The payment method, as Clerk sends it; null when it does not. */
    paymentMethod: nullable(JsonObject),
    /** The payer, as Clerk sends it; null when it does not. */
    payer: nullable(JsonObject),
    /** The seats that are paid for, as Clerk sends them; null when it does not. */
    seats: nullable(JsonObject),
    /** The parts of the whole amount, as Clerk sends them; null when it does not. */
    totals: nullable(JsonObject),
    /** When it was created; null when Clerk does not say. */
    createdAt: nullable(Timestamp),
    /** When it was last updated; null when Clerk does not say. */
    updatedAt: nullable(Timestamp)
  }))
{}

/**
 * The subscription of a user or an organization.
 *
 * @since 0.1.0
 * @category models
 */
export class BillingSubscription
  extends Schema.Class<BillingSubscription>("effect-clerk/BillingSubscription")(snakeCase({
    /** The id of the subscription, `csub_…`. */
    id: Schema.NonEmptyString,
    /** The object type, `"commerce_subscription"`. */
    object: object("commerce_subscription"),
    /** The id of the Clerk instance. */
    instanceId: text,
    /** The id of the payer. */
    payerId: text,
    /** The status of the subscription; null when Clerk does not send it. */
    status: nullable(openEnum("active", "past_due", "canceled", "ended", "abandoned", "incomplete")),
    /** The plans in the subscription. */
    subscriptionItems: list(BillingSubscriptionItem),
    /** The next payment; null when there is none. */
    nextPayment: nullable(BillingNextPayment),
    /** Whether the payer can begin a free trial. */
    eligibleForFreeTrial: flag,
    /** When the subscription became active; null when it has not. */
    activeAt: nullable(Timestamp),
    /** When a payment became overdue; null when none is. */
    pastDueAt: nullable(Timestamp),
    /** When it was created; null when Clerk does not say. */
    createdAt: nullable(Timestamp),
    /** When it was last updated; null when Clerk does not say. */
    updatedAt: nullable(Timestamp)
  }))
{}
