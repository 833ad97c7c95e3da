/**
 * The plans and the prices of an in-memory Clerk.
 */
import * as Effect from "effect/Effect"
import { BillingPlan } from "../../Schema/BillingPlan.ts"
import { BillingPrice, type NewBillingPrice } from "../../Schema/BillingPrice.ts"
import type { BillingSubscriptionItem } from "../../Schema/BillingSubscription.ts"
import { isCurrency, money } from "../billing.ts"
import * as Collection from "../server/Collection.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { now as currentTime } from "../server/now.ts"
import type { BillingOptions } from "./Control.ts"
import { millisOf, type PayerItem } from "./payers.ts"

export const make = Effect.fnUntraced(function*(
  seeds: NonNullable<BillingOptions["billingPlans"]>,
  items: Effect.Effect<ReadonlyArray<PayerItem>>,
  nextId: (prefix: string) => Effect.Effect<string>
) {
  const customPrices = yield* Collection.make<BillingPrice>()
  const createdAt = yield* currentTime
  const seeded = seeds.map((seed) =>
    new BillingPlan({
      name: "Plan",
      slug: "plan",
      isRecurring: true,
      publiclyVisible: true,
      hasBaseFee: seed.fee != null,
      forPayerType: "user",
      ...seed
    })
  )

  /** The plans of the options and of all subscriptions, the newest first. */
  const plans = Effect.map(items, (items) => {
    const byId = new Map(
      [...seeded, ...items.toReversed().flatMap(({ item }) => item.plan ?? [])].map((it) => [it.id, it])
    )
    return Array.from(byId.values()).toReversed()
  })

  const findPlan = (id: string) =>
    Effect.flatMap(plans, (plans) => {
      const found = plans.find((plan) => plan.id === id)
      return found === undefined ? ErrorResponse.ofCode("plan_not_found") : Effect.succeed(found)
    })

  /** All prices, the lowest first, and those of one amount with the newest first. */
  const all = Effect.map(
    Effect.all([plans, customPrices.all]),
    ([plans, custom]) =>
      [...custom.toReversed(), ...plans.map((plan) => defaultPriceOf(plan, createdAt))].toSorted((left, right) =>
        left.amount - right.amount || millisOf(right.createdAt) - millisOf(left.createdAt)
      )
  )

  return {
    plans,
    all,
    findPlan,

    /** The price with an id, or 404. */
    find: (id: string) =>
      Effect.flatMap(all, (prices) => {
        const found = prices.find((price) => price.id === id)
        return found === undefined ? ErrorResponse.ofCode("resource_not_found") : Effect.succeed(found)
      }),

    create: Effect.fnUntraced(function*({ amount, currency = "USD", planId, ...input }: NewBillingPrice) {
      yield* findPlan(planId)
      const annual = input.annualMonthlyAmount ?? null
      if (!isCurrency(currency)) {
        return yield* ErrorResponse.ofParam("currency_invalid", "currency")
      }
      if (amount === null && annual === null) {
        return yield* ErrorResponse.ofParam("plan_amount_invalid", "amount")
      }
      if (Math.max(amount ?? 0, annual ?? 0) > maxAmount) {
        return yield* ErrorResponse.ofParam("plan_amount_exceeds_upper_limit", "amount")
      }
      const fee = amount === null ? null : money(amount, currency)
      const annualMonthlyFee = annual === null ? null : money(annual, currency)
      return yield* customPrices.put(
        new BillingPrice({
          id: yield* nextId("cprice"),
          planId,
          instanceId: "ins_in_memory",
          currency,
          currencySymbol: money(0, currency).currencySymbol,
          amount: amount ?? 0,
          annualMonthlyAmount: annual ?? 0,
          fee,
          annualMonthlyFee,
          description: input.description ?? null,
          supportedBillingPeriods: input.supportedBillingPeriods ??
            (fee === null ? "annual" : annualMonthlyFee === null ? "month" : "both"),
          createdAt: yield* currentTime
        })
      )
    })
  }
})

/** The id of the price that an item has: that of its plan when the item has no other. */
export const priceIdOf = ({ planId, priceId }: BillingSubscriptionItem): string =>
  priceId ?? defaultPriceIdOf(planId ?? "")

const defaultPriceIdOf = (planId: string) => planId.replace(/^(?:cplan_)?/, "cprice_default_")

const defaultPriceOf = (plan: BillingPlan, createdAt: BillingPrice["createdAt"]) =>
  new BillingPrice({
    id: defaultPriceIdOf(plan.id),
    planId: plan.id,
    instanceId: "ins_in_memory",
    currency: plan.fee?.currency ?? "USD",
    currencySymbol: plan.fee?.currencySymbol ?? "$",
    amount: plan.fee?.amount ?? 0,
    annualMonthlyAmount: plan.annualMonthlyFee?.amount ?? 0,
    fee: plan.fee,
    annualMonthlyFee: plan.annualMonthlyFee,
    isDefault: true,
    supportedBillingPeriods: plan.annualMonthlyFee === null ? "month" : plan.fee === null ? "annual" : "both",
    createdAt
  })

const maxAmount = 99_999_998
