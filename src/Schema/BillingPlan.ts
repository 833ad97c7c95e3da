/**
 * A plan that users can subscribe to.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { BillingMoney } from "./BillingMoney.ts"
import { flag, list, nullable, object, openEnum, text } from "./wire/Fields.ts"
import { JsonObject } from "./wire/Json.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * A feature that a plan includes.
 *
 * @since 0.1.0
 * @category models
 */
export class BillingFeature extends Schema.Class<BillingFeature>("effect-clerk/BillingFeature")(snakeCase({
  /** The id of the feature. */
  id: text,
  /** The object type, `"feature"`. */
  object: object("feature"),
  /** The name of the feature. */
  name: text,
  /** The description of the feature; null when it has none. */
  description: nullable(Schema.String),
  /** The name of the feature in URLs and in code. */
  slug: text,
  /** The URL of its image; null when it has none. */
  avatarUrl: nullable(Schema.String)
})) {}

/**
 * A plan that users can subscribe to.
 *
 * @since 0.1.0
 * @category models
 */
export class BillingPlan extends Schema.Class<BillingPlan>("effect-clerk/BillingPlan")(snakeCase({
  /** The id of the plan, `cplan_…`. */
  id: text,
  /** The object type, `"commerce_plan"`. */
  object: object("commerce_plan"),
  /** The name of the plan. */
  name: text,
  /** The name of the plan in URLs and in code. */
  slug: text,
  /** The description of the plan; null when it has none. */
  description: nullable(Schema.String),
  /** The URL of its image; null when it has none. */
  avatarUrl: nullable(Schema.String),
  /** The fee for a month; null when it has none. */
  fee: nullable(BillingMoney),
  /** The fee for a month when it is paid for a year; null when the plan cannot be paid for a year. */
  annualMonthlyFee: nullable(BillingMoney),
  /** The fee for a year; null when the plan cannot be paid for a year. */
  annualFee: nullable(BillingMoney),
  /**
   * The id of the product of the plan.
   *
   * @deprecated by Clerk.
   */
  productId: text,
  /** Whether it is the default plan. */
  isDefault: flag,
  /** Whether it is paid for again in each period. */
  isRecurring: flag,
  /** Whether users can see it in the pricing table. */
  publiclyVisible: flag,
  /** Whether it has a fee in addition to the prices of units. */
  hasBaseFee: flag,
  /** The type of its subscribers, `"user"` or `"org"`. */
  forPayerType: nullable(openEnum("user", "org")),
  /** The features that it includes. */
  features: list(BillingFeature),
  /** Whether it begins with a free trial. */
  freeTrialEnabled: flag,
  /** The days of its free trial; null without one. */
  freeTrialDays: nullable(Schema.Number),
  /** The prices of units such as seats, as Clerk sends them. */
  unitPrices: list(JsonObject)
})) {}
