/**
 * The statements of payers, and the payment attempts on them.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { BillingMoney } from "./BillingMoney.ts"
import { list, nullable, object, openEnum, text, Timestamp, withDefault } from "./wire/Fields.ts"
import { JsonObject } from "./wire/Json.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * A user or an organization that pays.
 *
 * @since 0.1.0
 * @category models
 */
export class BillingPayer extends Schema.Class<BillingPayer>("effect-clerk/BillingPayer")(snakeCase({
  /** The id of the payer. */
  id: text,
  /** The object type, `"commerce_payer"`. */
  object: object("commerce_payer"),
  /** The id of the Clerk instance. */
  instanceId: text,
  /** The id of the user; null for an organization. */
  userId: nullable(Schema.String),
  /** The first name of the user; null when there is none. */
  firstName: nullable(Schema.String),
  /** The last name of the user; null when there is none. */
  lastName: nullable(Schema.String),
  /** The e-mail address of the user; null when there is none. */
  email: nullable(Schema.String),
  /** The id of the organization; null for a user. */
  organizationId: nullable(Schema.String),
  /** The name of the organization; null for a user. */
  organizationName: nullable(Schema.String),
  /** The URL of the image. */
  imageUrl: text,
  /** The credits; null when Clerk does not send them. */
  creditsBalance: nullable(BillingMoney),
  /** When it was created; null when Clerk does not say. */
  createdAt: nullable(Timestamp),
  /** When it was last updated; null when Clerk does not say. */
  updatedAt: nullable(Timestamp)
})) {}

/**
 * An attempt to charge a payer.
 *
 * @since 0.1.0
 * @category models
 */
export class BillingPaymentAttempt
  extends Schema.Class<BillingPaymentAttempt>("effect-clerk/BillingPaymentAttempt")(snakeCase({
    /** The id of the attempt. */
    id: Schema.NonEmptyString,
    /** The object type, `"commerce_payment"`. */
    object: object("commerce_payment"),
    /** The id of the payment. */
    paymentId: text,
    /** The id of the Clerk instance. */
    instanceId: text,
    /** The type of the charge. */
    chargeType: text,
    /** The id of the payee. */
    payeeId: text,
    /** The payee, as Clerk sends it; null when it does not. */
    payee: nullable(JsonObject),
    /** The id of the payer. */
    payerId: text,
    /** The payer; null when Clerk does not send it. */
    payer: nullable(BillingPayer),
    /** The id of the subscription item; null when Clerk does not send it. */
    subscriptionItemId: nullable(Schema.String),
    /** The subscription item, as Clerk sends it; null when it does not. */
    subscriptionItem: nullable(JsonObject),
    /** The amount; null when Clerk does not send it. */
    amount: nullable(BillingMoney),
    /** The parts of the whole amount, as Clerk sends them; null when it does not. */
    totals: nullable(JsonObject),
    /** The id of the payment method. */
    paymentMethodId: text,
    /** The payment method, as Clerk sends it; null when it does not. */
    paymentMethod: nullable(JsonObject),
    /** The id of the statement. */
    statementId: text,
    /** The id at the payment gateway; null when there is none. */
    gatewayExternalId: nullable(Schema.String),
    /** The URL at the payment gateway; null when there is none. */
    gatewayExternalUrl: nullable(Schema.String),
    /** Whether it is pending, or how it ended. */
    status: withDefault(openEnum("pending", "paid", "failed"), () => ""),
    /** When it was paid; null when it was not. */
    paidAt: nullable(Timestamp),
    /** When it failed; null when it did not. */
    failedAt: nullable(Timestamp),
    /** When it was created; null when Clerk does not say. */
    createdAt: nullable(Timestamp),
    /** When it was last updated; null when Clerk does not say. */
    updatedAt: nullable(Timestamp)
  }))
{}

/**
 * The payment attempts of a statement on one day.
 *
 * @since 0.1.0
 * @category models
 */
export class BillingStatementGroup
  extends Schema.Class<BillingStatementGroup>("effect-clerk/BillingStatementGroup")(snakeCase({
    /** The object type, `"commerce_statement_group"`. */
    object: object("commerce_statement_group"),
    /** The day of the attempts; null when Clerk does not say. */
    timestamp: nullable(Timestamp),
    /** The attempts. */
    items: list(BillingPaymentAttempt)
  }))
{}

/**
 * The totals of a statement.
 *
 * @since 0.1.0
 * @category models
 */
export class BillingStatementTotals
  extends Schema.Class<BillingStatementTotals>("effect-clerk/BillingStatementTotals")(snakeCase({
    /** All of it; null when Clerk does not send it. */
    grandTotal: nullable(BillingMoney),
    /** All of it without taxes; null when Clerk does not send it. */
    subtotal: nullable(BillingMoney),
    /** The base fees; null when Clerk does not send them. */
    baseFee: nullable(BillingMoney),
    /** The taxes; null when Clerk does not send them. */
    taxTotal: nullable(BillingMoney)
  }))
{}

/**
 * A statement: what a payer has to pay for a period.
 *
 * @since 0.1.0
 * @category models
 */
export class BillingStatement extends Schema.Class<BillingStatement>("effect-clerk/BillingStatement")(snakeCase({
  /** The id of the statement. */
  id: Schema.NonEmptyString,
  /** The object type, `"commerce_statement"`. */
  object: object("commerce_statement"),
  /** The id of the Clerk instance. */
  instanceId: text,
  /** When it was created; null when Clerk does not say. */
  timestamp: nullable(Timestamp),
  /** The payer; null when Clerk does not send it. */
  payer: nullable(BillingPayer),
  /** Whether it still changes. */
  status: withDefault(openEnum("open", "closed"), () => ""),
  /** The totals; null when Clerk does not send them. */
  totals: nullable(BillingStatementTotals),
  /** The payment attempts, by day. */
  groups: list(BillingStatementGroup)
})) {}
