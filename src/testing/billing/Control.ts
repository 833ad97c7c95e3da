/**
 * The options of the billing of an in-memory Clerk.
 *
 * @since 0.1.0
 */
import type { BillingPlan } from "../../Schema/BillingPlan.ts"
import type { BillingPaymentAttempt } from "../../Schema/BillingStatement.ts"
import type { Some } from "../users/Seed.ts"

/**
 * A discount to seed: a percentage, or an amount.
 *
 * @since 0.1.0
 * @category models
 */
export interface DiscountSeed {
  /** The id of the discount. */
  readonly id: string
  /** The name of the discount. */
  readonly name?: string
  /** The percentage that it takes off. */
  readonly percentOff?: number
  /** The amount that it takes off, in cents. */
  readonly amountOff?: number
  /** The number of periods that it applies to; without a limit by default. */
  readonly cycles?: number
}

/**
 * A statement to seed. Its totals are those of its payment attempts.
 *
 * @since 0.1.0
 * @category models
 */
export interface StatementSeed {
  /** The id of the statement, by default the next id of `Ids`. */
  readonly id?: string
  /** The id of the user or of the organization that pays. */
  readonly payer: string
  /** Whether it still changes; `"closed"` by default. */
  readonly status?: "open" | "closed"
  /** The payment attempts, the oldest first. */
  readonly paymentAttempts?: ReadonlyArray<PaymentAttemptSeed>
}

/**
 * A payment attempt to seed, by default one that was paid now.
 *
 * @since 0.1.0
 * @category models
 */
export interface PaymentAttemptSeed extends Omit<Some<typeof BillingPaymentAttempt>, "amount" | "payer"> {
  /** The amount, in cents. */
  readonly amount: number
}

/**
 * Options of the billing of an in-memory Clerk. The subscriptions are in the seeds of users and organizations.
 *
 * @since 0.1.0
 * @category models
 */
export interface BillingOptions {
  /** The plans in addition to those of the subscriptions, the oldest first. */
  readonly billingPlans?: ReadonlyArray<Some<typeof BillingPlan> & { readonly id: string }> | undefined
  /** The discounts. */
  readonly billingDiscounts?: ReadonlyArray<DiscountSeed> | undefined
  /** The statements at the start, the oldest first. */
  readonly billingStatements?: ReadonlyArray<StatementSeed> | undefined
}
