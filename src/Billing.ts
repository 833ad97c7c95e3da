/**
 * The plans, prices, subscription items and statements of a Clerk instance.
 *
 * ```ts
 * import { Effect, Stream } from "effect"
 * import { Billing } from "effect-clerk"
 *
 * const cancelAll = Billing.streamSubscriptionItems({ planId: "cplan_old" }).pipe(
 *   Stream.runForEach(({ id }) => Billing.cancelSubscriptionItem({ subscriptionItemId: id })),
 *   Effect.withSpan("cancelAll")
 * )
 * ```
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import type { ClerkFailure } from "./Errors.ts"
import * as Http from "./Http.ts"
import type * as Operation from "./Operation.ts"
import { operations } from "./operations/Billing.ts"
import * as Resource from "./Resource.ts"
import type { BillingPlan } from "./Schema/BillingPlan.ts"
import type { BillingPrice } from "./Schema/BillingPrice.ts"
import type { BillingStatement } from "./Schema/BillingStatement.ts"
import type { BillingSubscriptionItem } from "./Schema/BillingSubscription.ts"

/**
 * The operations on plans, prices, subscription items and statements as functions.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service extends Operation.Client<typeof operations, ClerkFailure> {
  /** Returns all plans that match, fetched by offset in pages of 500. */
  readonly streamPlans: (
    filters?: Omit<Operation.Input<typeof operations.listPlans>, "limit" | "offset">
  ) => Stream.Stream<BillingPlan, ClerkFailure>
  /** Returns all prices that match, fetched by offset in pages of 500. */
  readonly streamPrices: (
    filters?: Omit<Operation.Input<typeof operations.listPrices>, "limit" | "offset">
  ) => Stream.Stream<BillingPrice, ClerkFailure>
  /** Returns all subscription items that match, fetched by offset in pages of 500. */
  readonly streamSubscriptionItems: (
    filters?: Omit<Operation.Input<typeof operations.listSubscriptionItems>, "limit" | "offset">
  ) => Stream.Stream<BillingSubscriptionItem, ClerkFailure>
  /** Returns all statements, fetched by offset in pages of 500. */
  readonly streamStatements: () => Stream.Stream<BillingStatement, ClerkFailure>
}

/**
 * The billing of a Clerk instance: `yield* Billing` returns the service, `Billing.listPlans(…)` calls it.
 *
 * @since 0.1.0
 * @category services
 */
export class Billing extends Resource.Tag<Billing, Service>()("effect-clerk/Billing", {
  streams: ["streamPlans", "streamPrices", "streamSubscriptionItems", "streamStatements"]
}) {}

/**
 * The billing of the instance that a `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make: Effect.Effect<Service, never, Http.ClerkHttp> = Effect.gen(function*() {
  const http = yield* Http.ClerkHttp
  const listPlans = http.page("billing.listPlans", operations.listPlans)
  const listPrices = http.page("billing.listPrices", operations.listPrices)
  const listItems = http.page("billing.listSubscriptionItems", operations.listSubscriptionItems)
  const listStatements = http.page("billing.listStatements", operations.listStatements)
  return {
    ...yield* Http.client("billing", operations),
    streamPlans: (filters = {}) => Stream.flattenIterables(Resource.paginate(listPlans, filters)),
    streamPrices: (filters = {}) => Stream.flattenIterables(Resource.paginate(listPrices, filters)),
    streamSubscriptionItems: (filters = {}) => Stream.flattenIterables(Resource.paginate(listItems, filters)),
    streamStatements: () => Stream.flattenIterables(Resource.paginate(listStatements, {}))
  }
})

/**
 * Provides `Billing` for the instance that `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<Billing, never, Http.ClerkHttp> = Resource.layer(Billing, make)
