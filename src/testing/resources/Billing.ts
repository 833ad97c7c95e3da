/**
 * The billing of an in-memory Clerk: the plans and the items are those of the subscriptions of its users and organizations. No payment
 * gateway is called.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { operations } from "../../operations/Billing.ts"
import { BillingDiscountRedemption } from "../../Schema/BillingDiscount.ts"
import { BillingPriceTransition, BillingPriceTransitionDetails } from "../../Schema/BillingPrice.ts"
import type { BillingStatement } from "../../Schema/BillingStatement.ts"
import { BillingSubscriptionItem } from "../../Schema/BillingSubscription.ts"
import { money, omittedKeys } from "../billing.ts"
import type { BillingOptions } from "../billing/Control.ts"
import * as Payers from "../billing/payers.ts"
import * as Prices from "../billing/prices.ts"
import { statementOf } from "../billing/statements.ts"
import type { Instance } from "../Instance.ts"
import * as Collection from "../server/Collection.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { now as currentTime } from "../server/now.ts"
import { page } from "../server/page.ts"
import type { Resource } from "../server/Resource.ts"
import { omitEmptyKeys } from "../server/ResponseEncoder.ts"

export const make = (instance: Instance, options: BillingOptions): Resource<typeof operations> => ({
  prefix: "billing",
  operations,
  transformBody: omit,
  handlers: () =>
    Effect.gen(function*() {
      const { counters: { nextId } } = instance
      const payers = Payers.make(instance)
      const prices = yield* Prices.make(options.billingPlans ?? [], payers.items, nextId)
      /** The active discounts, by the ids of their items. */
      const redemptions = yield* Collection.make<
        { readonly id: string; readonly redemption: BillingDiscountRedemption }
      >()

      // The users and the organizations of the options may be stored after these handlers are made.
      const statements = yield* Collection.make<BillingStatement>()
      const allStatements = yield* Effect.cached(Effect.flatMap(payers.all, (payers) =>
        Effect.forEach(options.billingStatements ?? [], (seed) =>
          Effect.flatMap(
            statementOf(seed, payers, nextId),
            statements.put
          ), { discard: true })))
      const findStatement = (id: string) =>
        Effect.zipRight(allStatements, statements.find(id))

      const update = Effect.fnUntraced(function*(found: Payers.PayerItem, changes: Partial<BillingSubscriptionItem>) {
        const updatedAt = yield* currentTime
        const item = new BillingSubscriptionItem({ ...found.item, ...changes, updatedAt }, true)
        yield* payers.replaceItem(found, [item], updatedAt)
        return item
      })

      return {
        listPlans: ({ payerType, ...paging } = {}) =>
          Effect.map(prices.plans, (plans) => {
            const found = plans.filter((plan) => payerType === undefined || plan.forPayerType === payerType)
            return { data: page(found, paging), totalCount: found.length }
          }),

        listPrices: Effect.fnUntraced(function*({ planId, ...paging } = {}) {
          if (planId !== undefined) {
            yield* prices.findPlan(planId)
          }
          const found = (yield* prices.all).filter((price) => planId === undefined || price.planId === planId)
          return { data: page(found, paging), totalCount: found.length }
        }),

        createPrice: prices.create,

        listSubscriptionItems: ({ includeFree = false, payerType, planId, query = "", status, ...paging } = {}) =>
          Effect.map(payers.items, (items) => {
            const found = items.filter(({ item, of }) =>
              (includeFree || !isFree(item)) &&
              (payerType === undefined || of.type === payerType) &&
              (planId === undefined || item.planId === planId) &&
              (status === undefined || (status === "free_trial" ? item.isFreeTrial : item.status === status)) &&
              textsOf(of, item).some((text) => text?.toLowerCase().includes(query.toLowerCase()))
            )
            return { data: page(found.map(({ item }) => item), paging), totalCount: found.length }
          }),

        cancelSubscriptionItem: Effect.fnUntraced(function*({ endNow = false, subscriptionItemId }) {
          const found = yield* payers.findItem(subscriptionItemId)
          const { canceledAt, status } = found.item
          if (status === "ended" || status === "canceled" && !endNow) {
            return found.item
          }
          const now = yield* currentTime
          return yield* update(found, {
            canceledAt: canceledAt ?? now,
            nextPayment: null,
            ...(endNow ? { status: "ended", endedAt: now } : { status: "canceled" })
          })
        }),

        extendFreeTrial: Effect.fnUntraced(function*({ extendTo, subscriptionItemId }) {
          const found = yield* payers.findItem(subscriptionItemId)
          const { isFreeTrial, periodEnd, plan } = found.item
          if (!isFreeTrial) {
            return yield* ErrorResponse.ofCode("subscription_item_not_in_free_trial")
          }
          if (plan?.freeTrialEnabled !== true) {
            return yield* ErrorResponse.ofCode("plan_free_trials_disabled")
          }
          const now = yield* currentTime
          const end = DateTime.unsafeMake<DateTime.Utc | Date>(extendTo)
          const latest = DateTime.addDuration(periodEnd ?? now, "365 days")
          return DateTime.lessThanOrEqualTo(end, now) || DateTime.greaterThan(end, latest)
            ? yield* ErrorResponse.ofParam("form_param_value_invalid", "extend_to")
            : yield* update(found, { periodEnd: end })
        }),

        createPriceTransition: Effect.fnUntraced(function*({ fromPriceId, subscriptionItemId, toPriceId }) {
          const found = yield* payers.findItem(subscriptionItemId)
          const before = found.item
          const from = yield* prices.find(fromPriceId)
          const to = yield* prices.find(toPriceId)
          if (fromPriceId !== Prices.priceIdOf(before)) {
            return yield* ErrorResponse.ofParam("form_param_value_invalid", "from_price_id")
          }
          if (fromPriceId === toPriceId || before.status !== "active") {
            return yield* ErrorResponse.ofCode("conflict")
          }
          const now = yield* currentTime
          // A higher price takes effect at once, a lower one at the end of the period that is paid for.
          const end = to.amount < from.amount ? before.periodEnd : null
          const effectiveAt = end ?? now
          const previousStatus = end === null ? "ended" : "canceled"
          const previous = new BillingSubscriptionItem({
            ...before,
            status: previousStatus,
            canceledAt: now,
            endedAt: end === null ? now : null,
            updatedAt: now
          }, true)
          const item = new BillingSubscriptionItem({
            ...before,
            id: yield* nextId("csub_item"),
            status: end === null ? "active" : "upcoming",
            planId: to.planId,
            plan: yield* prices.findPlan(to.planId),
            priceId: to.id,
            isFreeTrial: false,
            periodStart: effectiveAt,
            periodEnd: end === null ? before.periodEnd : null,
            createdAt: now,
            updatedAt: now
          }, true)
          yield* payers.replaceItem(found, [previous, item], now)
          const isCharged = end === null && to.amount > 0
          return new BillingPriceTransition({
            subscriptionItem: item,
            transition: new BillingPriceTransitionDetails({
              previousPlan: before.plan,
              previousPrice: from,
              effectiveAt,
              effectiveMode: end === null ? "immediate" : "end_of_period",
              nextBillingDate: before.periodEnd,
              chargedImmediately: isCharged,
              immediateCharge: isCharged ? to.fee : null,
              previousSubscriptionItemStatus: previousStatus,
              previousSubscriptionItemId: previous.id
            })
          })
        }),

        applyDiscount: Effect.fnUntraced(function*({ discountId, subscriptionItemId }) {
          const { item } = yield* payers.findItem(subscriptionItemId)
          const discount = options.billingDiscounts?.find(({ id }) => id === discountId)
          if (discount === undefined) {
            return yield* ErrorResponse.ofCode("resource_not_found")
          }
          const active = (yield* redemptions.byId).get(item.id)?.redemption
          if (active?.discountId === discountId) {
            return yield* ErrorResponse.ofCode("conflict")
          }
          const { amountOff, cycles, name, percentOff } = discount
          const redemption = new BillingDiscountRedemption({
            id: yield* nextId("cdisred"),
            subscriptionItemId: item.id,
            discountId,
            name: name ?? discountId,
            source: "manual",
            effect: percentOff === undefined ? "fixed_amount" : "percentage",
            percentOff: percentOff ?? null,
            amountOff: amountOff === undefined ? null : money(amountOff),
            cyclesRemaining: cycles ?? null,
            status: "active",
            redeemedAt: yield* currentTime
          })
          yield* redemptions.put({ id: item.id, redemption })
          return redemption
        }),

        removeDiscount: Effect.fnUntraced(function*({ discountId, subscriptionItemId }) {
          const { item } = yield* payers.findItem(subscriptionItemId)
          const { redemption } = yield* redemptions.find(item.id)
          if (redemption.discountId !== discountId) {
            return yield* ErrorResponse.ofCode("resource_not_found")
          }
          yield* redemptions.remove(item.id)
          return new BillingDiscountRedemption({ ...redemption, status: "removed" }, true)
        }),

        listStatements: (paging = {}) =>
          Effect.map(Effect.zipRight(allStatements, statements.all), (all) => ({
            data: page(all.toReversed(), paging),
            totalCount: all.length
          })),

        getStatement: ({ statementId }) => findStatement(statementId),

        listPaymentAttempts: ({ statementId, ...paging }) =>
          Effect.map(findStatement(statementId), ({ groups }) => {
            const found = groups.flatMap(({ items }) => items).toReversed()
            return { data: page(found, paging), totalCount: found.length }
          })
      }
    })
})

/** Whether an item has a plan without a fee. */
const isFree = ({ plan }: BillingSubscriptionItem): boolean =>
  plan !== null && !plan.fee?.amount && !plan.annualFee?.amount && !plan.annualMonthlyFee?.amount

/** What the query of a list is compared with. */
const textsOf = ({ id, payer }: Payers.PayerAccount, { id: itemId, plan }: BillingSubscriptionItem) => [
  id,
  itemId,
  plan?.name,
  plan?.slug,
  payer.firstName,
  payer.lastName,
  payer.email,
  payer.organizationName
]

const omit = omitEmptyKeys({
  byKey: new Map(),
  byObject: new Map(Object.entries({
    ...omittedKeys,
    commerce_discount_redemption: ["name", "promo_code", "effect", "status", "amount"],
    commerce_payer: ["credits_balance"],
    commerce_payment: ["subscription_item_id", "subscription_item"]
  })),
  isOpaque: (key) => key === "payment_method"
})
