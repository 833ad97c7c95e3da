/**
 * The credits of a user or an organization, which pay for a subscription.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { BillingMoney } from "./BillingMoney.ts"
import { nullable, object, text } from "./wire/Fields.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * The balance of the credits of a user or an organization.
 *
 * @since 0.1.0
 * @category models
 */
export class BillingCreditBalance
  extends Schema.Class<BillingCreditBalance>("effect-clerk/BillingCreditBalance")(snakeCase({
    /** The object type, `"commerce_credit_balance"`. */
    object: object("commerce_credit_balance"),
    /** The balance; null when the payer has never had credits. */
    balance: Schema.NullOr(BillingMoney)
  }))
{}

/**
 * One change of the credits of a user or an organization.
 *
 * @since 0.1.0
 * @category models
 */
export class BillingCreditEntry extends Schema.Class<BillingCreditEntry>("effect-clerk/BillingCreditEntry")(snakeCase({
  /** The id of the entry. */
  id: Schema.NonEmptyString,
  /** The object type, `"commerce_credit_ledger"`. */
  object: object("commerce_credit_ledger"),
  /** The id of the payer whose credits were changed. */
  payerId: text,
  /** The change: positive for an increase, negative for a decrease. */
  amount: BillingMoney,
  /** What caused the change, such as `"grant"`. */
  sourceType: text,
  /** The id of what caused the change. */
  sourceId: text,
  /** The note that was given with the change; null when there is none. */
  note: nullable(Schema.String),
  /** When it was created; null when Clerk does not say. */
  createdAt: nullable(Schema.DateTimeUtc)
})) {}

const creditAdjustment = Schema.Struct(snakeCase({
  /** The amount in cents, 1 or more. */
  amount: Schema.Int.pipe(Schema.positive()),
  /** Whether the credits grow or shrink. */
  action: Schema.Literal("increase", "decrease"),
  /** The code of the currency; `"USD"` by default. */
  currency: Schema.optional(Schema.NonEmptyString),
  /** What tells this change from others: Clerk makes the change of a key once. */
  idempotencyKey: Schema.NonEmptyString,
  /** A note, which is kept with the entry. */
  note: Schema.optional(Schema.String)
}))

/**
 * The body of `adjustBillingCreditBalance` of `Users` and `Organizations`, with its key.
 *
 * @since 0.1.0
 * @category models
 */
export interface CreditAdjustment extends Schema.Schema.Type<typeof creditAdjustment> {}

/**
 * The body of `adjustBillingCreditBalance` of `Users` and `Organizations`, with its key.
 *
 * @since 0.1.0
 * @category schemas
 */
export const CreditAdjustment: Schema.Schema<CreditAdjustment, typeof creditAdjustment.Encoded> = creditAdjustment
