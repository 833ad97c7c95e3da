/**
 * The subscription and the credits of a payer, who is a user or an organization.
 */
import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type { CreditAdjustment } from "../Schema/BillingCredit.ts"
import { BillingCreditEntry } from "../Schema/BillingCredit.ts"
import { BillingMoney } from "../Schema/BillingMoney.ts"
import { BillingPlan } from "../Schema/BillingPlan.ts"
import { BillingSubscription, BillingSubscriptionItem } from "../Schema/BillingSubscription.ts"
import * as ErrorResponse from "./server/ErrorResponse.ts"
import { now as currentTime } from "./server/now.ts"
import type { CreditSeed, SubscriptionItemSeed, SubscriptionSeed } from "./users/Seed.ts"

/** The keys that Clerk leaves out where they are empty, by the type of their object. */
export const omittedKeys = {
  commerce_subscription: ["next_payment"],
  commerce_subscription_item: [
    "credit",
    "price_id",
    "payment_method",
    "lifetime_paid",
    "payer",
    "proration_date",
    "created_at",
    "updated_at"
  ]
}

/** What the account of a payer has. */
export interface Payer {
  readonly subscription: BillingSubscription | null
  /** Null before the first change. */
  readonly credits: BillingMoney | null
  /** The changes of the credits, by their idempotency keys. */
  readonly creditEntries: ReadonlyMap<string, BillingCreditEntry>
}

/** A payer who has no subscription and never had credits. */
export const newPayer: Payer = { subscription: null, credits: null, creditEntries: new Map() }

/** The id of a user or an organization in billing. */
export const payerIdOf = (id: string): string => id.replace(/^(?:user|org)_/, "cpayer_")

/** Whether a text is the code of a currency. */
export const isCurrency = (currency: string): boolean => /^[A-Z]{3}$/.test(currency)

/** The subscription, or 404. */
export const subscriptionOf = ({ subscription }: Payer) =>
  subscription === null ? ErrorResponse.ofCode("subscription_not_found") : Effect.succeed(subscription)

/** Changes the credits, once for each idempotency key. */
export const adjust = Effect.fnUntraced(function*<P extends Payer>(
  payer: P,
  payerId: string,
  { action, amount, currency = "USD", idempotencyKey, note }: CreditAdjustment,
  nextId: (prefix: string) => Effect.Effect<string>
) {
  const made = payer.creditEntries.get(idempotencyKey)
  if (made !== undefined) {
    return { entry: made, payer }
  }
  if (!isCurrency(currency) || payer.credits !== null && payer.credits.currency !== currency) {
    return yield* ErrorResponse.ofCode("currency_invalid", { param_name: "currency" })
  }
  const change = action === "increase" ? amount : -amount
  const balance = (payer.credits?.amount ?? 0) + change
  if (balance < 0) {
    return yield* ErrorResponse.ofCode("insufficient_credit_balance")
  }
  const id = yield* nextId("ccl")
  const entry = new BillingCreditEntry({
    id,
    payerId,
    amount: money(change, currency),
    sourceType: "grant",
    sourceId: id,
    note: note ?? null,
    createdAt: yield* currentTime
  })
  return {
    entry,
    payer: {
      ...payer,
      credits: money(balance, currency),
      creditEntries: new Map(payer.creditEntries).set(idempotencyKey, entry)
    }
  }
})

/** The payer of a seed. */
export const seededPayer = Effect.fnUntraced(function*(
  seed: { readonly billingSubscription?: SubscriptionSeed; readonly billingCredits?: CreditSeed },
  id: string,
  now: DateTime.Utc,
  nextId: (prefix: string) => Effect.Effect<string>
): Effect.fn.Return<Payer> {
  return {
    ...newPayer,
    subscription: seed.billingSubscription === undefined
      ? null
      : yield* seededSubscription(seed.billingSubscription, id, now, nextId),
    credits: seed.billingCredits === undefined ? null : money(seed.billingCredits.amount, seed.billingCredits.currency)
  }
})

const seededSubscription = Effect.fnUntraced(function*(
  { subscriptionItems = [], ...given }: SubscriptionSeed,
  id: string,
  now: DateTime.Utc,
  nextId: (prefix: string) => Effect.Effect<string>
) {
  const common = { payerId: payerIdOf(id), instanceId: "ins_in_memory", createdAt: now, updatedAt: now }
  const item = Effect.fnUntraced(function*({ plan = {}, ...given }: SubscriptionItemSeed) {
    const planId = plan.id ?? (yield* nextId("cplan"))
    return new BillingSubscriptionItem({
      id: yield* nextId("csub_item"),
      status: "active",
      planPeriod: "month",
      planId,
      plan: new BillingPlan({
        name: "Plan",
        slug: "plan",
        isRecurring: true,
        publiclyVisible: true,
        forPayerType: id.startsWith("org_") ? "org" : "user",
        ...plan,
        id: planId
      }),
      periodStart: now,
      ...common,
      ...given
    })
  })
  return new BillingSubscription({
    id: yield* nextId("csub"),
    status: "active",
    activeAt: now,
    ...common,
    ...given,
    subscriptionItems: yield* Effect.forEach(subscriptionItems, item)
  })
})

/** An amount in cents, with its text in American English. */
export const money = (amount: number, currency = "USD"): BillingMoney => {
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency })
  return new BillingMoney({
    amount,
    amountFormatted: format.format(amount / 100),
    currency,
    currencySymbol: format.formatToParts(0).find(({ type }) => type === "currency")!.value
  })
}
