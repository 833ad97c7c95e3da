/** Clerk's official client against the in-memory billing. */
import { assert, it } from "@effect/vitest"
import { DateTime, Effect } from "effect"
import { call, failure, server } from "../../support/official.ts"

const clerk = server({
  organizations: [
    {
      id: "org_acme",
      billingSubscription: { subscriptionItems: [{ id: "csub_item_acme", plan: { id: "cplan_team" } }] }
    }
  ],
  billingPlans: [{ id: "cplan_max", name: "Max", slug: "max" }],
  users: [
    {
      id: "user_ada",
      billingSubscription: {
        subscriptionItems: [
          {
            id: "csub_item_ada",
            isFreeTrial: true,
            periodEnd: DateTime.unsafeMake(14 * 24 * 3600 * 1000),
            plan: { id: "cplan_pro", name: "Pro", slug: "pro", freeTrialEnabled: true }
          }
        ]
      }
    }
  ]
})

it.layer(clerk)("Clerk's official client", (it) => {
  it.effect("lists plans, extends free trials and cancels subscription items", () =>
    Effect.gen(function*() {
      const { data, totalCount } = yield* call(({ billing }) => billing.getPlanList({ payerType: "user" }))
      assert.deepStrictEqual([data.map(({ id }) => id), totalCount], [["cplan_pro", "cplan_max"], 2])

      const extendTo = new Date(20 * 24 * 3600 * 1000)
      const extended = yield* call(({ billing }) =>
        billing.extendSubscriptionItemFreeTrial("csub_item_ada", { extendTo })
      )
      assert.strictEqual(extended.periodEnd, extendTo.getTime())
      const canceled = yield* call(({ billing }) => billing.cancelSubscriptionItem("csub_item_ada", { endNow: true }))
      assert.strictEqual(canceled.status, "ended")
      const subscription = yield* call(({ billing }) => billing.getUserBillingSubscription("user_ada"))
      assert.strictEqual(subscription.subscriptionItems[0]?.status, "ended")
      const ofAcme = yield* call(({ billing }) => billing.getOrganizationBillingSubscription("org_acme"))
      assert.deepStrictEqual(ofAcme.subscriptionItems.map(({ id }) => id), ["csub_item_acme"])
      assert.deepStrictEqual(yield* failure(({ billing }) => billing.cancelSubscriptionItem("csub_item_none")), {
        status: 404,
        code: "subscription_item_not_found",
        paramName: undefined
      })
    }))
})
