/** Plans, prices, subscription items and statements. */
import { assert, describe, it } from "@effect/vitest"
import { Chunk, DateTime, Effect, Stream, TestClock } from "effect"
import { Billing, BillingMoney, billingOperations, Organizations, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { callsEveryOperation } from "../support/conformance/everyOperation.ts"
import { codesOf, failure, plain, refusal } from "../support/wire.ts"
import { testOperations } from "../support/wireCases.ts"

const api = "https://api.clerk.com/v1/billing"

const money = { amount: 2500, amount_formatted: "$25.00", currency: "USD", currency_symbol: "$" }
const moneyRead = { amount: 2500, amountFormatted: "$25.00", currency: "USD", currencySymbol: "$" }

const plan = {
  object: "commerce_plan",
  id: "cplan_pro",
  name: "Pro",
  fee: money,
  annual_monthly_fee: null,
  annual_fee: null,
  description: "For teams",
  product_id: "",
  is_default: false,
  is_recurring: true,
  publicly_visible: true,
  has_base_fee: true,
  for_payer_type: "org",
  slug: "pro",
  avatar_url: null,
  free_trial_enabled: true,
  free_trial_days: 14
}
const planRead = {
  object: "commerce_plan",
  id: "cplan_pro",
  name: "Pro",
  fee: moneyRead,
  annualMonthlyFee: null,
  annualFee: null,
  description: "For teams",
  productId: "",
  isDefault: false,
  isRecurring: true,
  publiclyVisible: true,
  hasBaseFee: true,
  forPayerType: "org",
  slug: "pro",
  avatarUrl: null,
  features: [],
  freeTrialEnabled: true,
  freeTrialDays: 14,
  unitPrices: []
}

const price = {
  object: "commerce_price",
  id: "cprice_1",
  plan_id: "cplan_pro",
  instance_id: "ins_1",
  currency: "USD",
  currency_symbol: "$",
  amount: 2500,
  annual_monthly_amount: 0,
  fee: money,
  annual_monthly_fee: null,
  is_default: false,
  created_at: 1735689600000,
  supported_billing_periods: "month"
}
const priceRead = {
  object: "commerce_price",
  id: "cprice_1",
  planId: "cplan_pro",
  instanceId: "ins_1",
  currency: "USD",
  currencySymbol: "$",
  amount: 2500,
  annualMonthlyAmount: 0,
  fee: moneyRead,
  annualMonthlyFee: null,
  description: null,
  isDefault: false,
  createdAt: "2025-01-01T00:00:00.000Z",
  supportedBillingPeriods: "month"
}

const item = {
  object: "commerce_subscription_item",
  id: "csub_item_1",
  instance_id: "ins_1",
  status: "active",
  plan_id: "cplan_pro",
  plan,
  plan_period: "month",
  payer_id: "cpayer_1",
  is_free_trial: true,
  period_start: 1735689600000,
  period_end: null,
  canceled_at: null,
  past_due_at: null,
  ended_at: null
}
const itemRead = {
  object: "commerce_subscription_item",
  id: "csub_item_1",
  instanceId: "ins_1",
  status: "active",
  planId: "cplan_pro",
  plan: planRead,
  planPeriod: "month",
  priceId: null,
  payerId: "cpayer_1",
  isFreeTrial: true,
  periodStart: "2025-01-01T00:00:00.000Z",
  periodEnd: null,
  prorationDate: null,
  canceledAt: null,
  pastDueAt: null,
  endedAt: null,
  lifetimePaid: null,
  nextPayment: null,
  credit: null,
  credits: null,
  paymentMethod: null,
  payer: null,
  seats: null,
  totals: null,
  createdAt: null,
  updatedAt: null
}

const redemption = {
  object: "commerce_discount_redemption",
  id: "cdisred_1",
  subscription_item_id: "csub_item_1",
  discount_id: "cdis_1",
  source: "manual",
  effect: "percentage",
  percent_off: 20,
  cycles_remaining: null,
  cycles_applied: 1,
  status: "active",
  redeemed_at: 1735689600000,
  redeemed_by: "user_1"
}
const redemptionRead = {
  object: "commerce_discount_redemption",
  id: "cdisred_1",
  subscriptionItemId: "csub_item_1",
  discountId: "cdis_1",
  name: null,
  source: "manual",
  promoCode: null,
  effect: "percentage",
  percentOff: 20,
  amountOff: null,
  amount: null,
  cyclesRemaining: null,
  cyclesApplied: 1,
  status: "active",
  redeemedAt: "2025-01-01T00:00:00.000Z",
  redeemedBy: "user_1"
}

const payer = { object: "commerce_payer", id: "cpayer_1", instance_id: "ins_1", user_id: "user_1", email: "a@b.com" }
const payerRead = {
  object: "commerce_payer",
  id: "cpayer_1",
  instanceId: "ins_1",
  userId: "user_1",
  firstName: null,
  lastName: null,
  email: "a@b.com",
  organizationId: null,
  organizationName: null,
  imageUrl: "",
  creditsBalance: null,
  createdAt: null,
  updatedAt: null
}

const attempt = {
  object: "commerce_payment",
  id: "cpayatt_1",
  payment_id: "cpay_1",
  instance_id: "ins_1",
  charge_type: "recurring",
  payee_id: "cpayee_1",
  payee: { id: "cpayee_1" },
  payer_id: "cpayer_1",
  payer,
  amount: money,
  payment_method_id: "cpm_1",
  payment_method: { id: "cpm_1", last4: "4242" },
  statement_id: "cstmt_1",
  gateway_external_id: "pi_1",
  gateway_external_url: null,
  status: "paid",
  paid_at: 1735689600000,
  failed_at: null,
  created_at: 1735689600000,
  updated_at: 1735689600000
}
const attemptRead = {
  object: "commerce_payment",
  id: "cpayatt_1",
  paymentId: "cpay_1",
  instanceId: "ins_1",
  chargeType: "recurring",
  payeeId: "cpayee_1",
  payee: { id: "cpayee_1" },
  payerId: "cpayer_1",
  payer: payerRead,
  subscriptionItemId: null,
  subscriptionItem: null,
  amount: moneyRead,
  totals: null,
  paymentMethodId: "cpm_1",
  paymentMethod: { id: "cpm_1", last4: "4242" },
  statementId: "cstmt_1",
  gatewayExternalId: "pi_1",
  gatewayExternalUrl: null,
  status: "paid",
  paidAt: "2025-01-01T00:00:00.000Z",
  failedAt: null,
  createdAt: "2025-01-01T00:00:00.000Z",
  updatedAt: "2025-01-01T00:00:00.000Z"
}

const statement = {
  object: "commerce_statement",
  id: "cstmt_1",
  instance_id: "ins_1",
  timestamp: 1735689600000,
  payer,
  status: "closed",
  totals: { grand_total: money, subtotal: money, base_fee: money, tax_total: money },
  groups: [{ object: "commerce_statement_group", timestamp: 1735689600000, items: [attempt] }]
}
const statementRead = {
  object: "commerce_statement",
  id: "cstmt_1",
  instanceId: "ins_1",
  timestamp: "2025-01-01T00:00:00.000Z",
  payer: payerRead,
  status: "closed",
  totals: { grandTotal: moneyRead, subtotal: moneyRead, baseFee: moneyRead, taxTotal: moneyRead },
  groups: [{ object: "commerce_statement_group", timestamp: "2025-01-01T00:00:00.000Z", items: [attemptRead] }]
}

const subscriptionItemId = "csub_item_1"

testOperations<typeof billingOperations>("billing", {
  listPlans: {
    call: Billing.listPlans({ payerType: "org", limit: 2 }),
    sends: ["GET", `${api}/plans?paginated=true&payer_type=org&limit=2`],
    answered: { data: [plan], total_count: 1 },
    reads: { data: [planRead], totalCount: 1 },
    refused: [401, "clerk_key_invalid"]
  },
  listPrices: {
    call: Billing.listPrices({ planId: "cplan_pro", offset: 1 }),
    sends: ["GET", `${api}/prices?paginated=true&plan_id=cplan_pro&offset=1`],
    answered: { data: [price], total_count: 2 },
    reads: { data: [priceRead], totalCount: 2 },
    refused: [404, "plan_not_found"]
  },
  createPrice: {
    call: Billing.createPrice({ planId: "cplan_pro", amount: null, annualMonthlyAmount: 2500, description: "Acme" }),
    sends: [
      "POST",
      `${api}/prices`,
      `{"plan_id":"cplan_pro","amount":null,"annual_monthly_amount":2500,"description":"Acme"}`
    ],
    answered: price,
    reads: priceRead,
    refused: [400, "currency_invalid"]
  },
  listSubscriptionItems: {
    call: Billing.listSubscriptionItems({ status: "free_trial", payerType: "user", includeFree: false, query: "ada" }),
    sends: [
      "GET",
      `${api}/subscription_items?paginated=true&status=free_trial&payer_type=user&include_free=false&query=ada`
    ],
    answered: { data: [item], total_count: 1 },
    reads: { data: [itemRead], totalCount: 1 },
    refused: [422, "form_param_value_invalid"]
  },
  cancelSubscriptionItem: {
    call: Billing.cancelSubscriptionItem({ subscriptionItemId, endNow: true }),
    sends: ["DELETE", `${api}/subscription_items/csub_item_1?end_now=true`],
    answered: { ...item, status: "ended" },
    reads: { ...itemRead, status: "ended" },
    refused: [404, "subscription_item_not_found"]
  },
  extendFreeTrial: {
    call: Billing.extendFreeTrial({ subscriptionItemId, extendTo: DateTime.unsafeMake("2025-02-01T00:00:00Z") }),
    sends: [
      "POST",
      `${api}/subscription_items/csub_item_1/extend_free_trial`,
      `{"extend_to":"2025-02-01T00:00:00.000Z"}`
    ],
    answered: item,
    reads: itemRead,
    refused: [403, "subscription_item_not_in_free_trial"]
  },
  createPriceTransition: {
    call: Billing.createPriceTransition({ subscriptionItemId, fromPriceId: "cprice_1", toPriceId: "cprice_2" }),
    sends: [
      "POST",
      `${api}/subscription_items/csub_item_1/price_transition`,
      `{"from_price_id":"cprice_1","to_price_id":"cprice_2"}`
    ],
    answered: {
      object: "commerce_price_transition",
      subscription_item: item,
      transition: {
        previous_plan: plan,
        previous_price: price,
        effective_at: 1735689600000,
        effective_mode: "immediate",
        charged_immediately: true,
        immediate_charge: money,
        previous_subscription_item_status: "ended",
        previous_subscription_item_id: "csub_item_0"
      }
    },
    reads: {
      object: "commerce_price_transition",
      subscriptionItem: itemRead,
      transition: {
        previousPlan: planRead,
        previousPrice: priceRead,
        effectiveAt: "2025-01-01T00:00:00.000Z",
        effectiveMode: "immediate",
        nextBillingDate: null,
        chargedImmediately: true,
        immediateCharge: moneyRead,
        previousSubscriptionItemStatus: "ended",
        previousSubscriptionItemId: "csub_item_0"
      }
    },
    refused: [409, "conflict"]
  },
  applyDiscount: {
    call: Billing.applyDiscount({ subscriptionItemId, discountId: "cdis_1" }),
    sends: ["POST", `${api}/subscription_items/csub_item_1/discounts`, `{"discount_id":"cdis_1"}`],
    answered: redemption,
    reads: redemptionRead,
    refused: [409, "conflict"]
  },
  removeDiscount: {
    call: Billing.removeDiscount({ subscriptionItemId, discountId: "cdis_1" }),
    sends: ["DELETE", `${api}/subscription_items/csub_item_1/discounts/cdis_1`],
    answered: { ...redemption, status: "removed" },
    reads: { ...redemptionRead, status: "removed" },
    refused: [404, "resource_not_found"]
  },
  listStatements: {
    call: Billing.listStatements({ limit: 500 }),
    sends: ["GET", `${api}/statements?paginated=true&limit=500`],
    answered: { data: [statement], total_count: 1 },
    reads: { data: [statementRead], totalCount: 1 },
    refused: [401, "clerk_key_invalid"]
  },
  getStatement: {
    call: Billing.getStatement({ statementId: "cstmt_1" }),
    sends: ["GET", `${api}/statements/cstmt_1`],
    answered: statement,
    reads: statementRead,
    refused: [404, "resource_not_found"]
  },
  listPaymentAttempts: {
    call: Billing.listPaymentAttempts({ statementId: "cstmt_1" }),
    sends: ["GET", `${api}/statements/cstmt_1/payment_attempts?paginated=true`],
    answered: { data: [attempt], total_count: 1 },
    reads: { data: [attemptRead], totalCount: 1 },
    refused: [404, "resource_not_found"]
  }
})

const usd = (amount: number) =>
  new BillingMoney({
    amount,
    amountFormatted: `$${(amount / 100).toFixed(2)}`,
    currency: "USD",
    currencySymbol: "$"
  })

const inMemory = ClerkTest.layer({
  billingPlans: [{ id: "cplan_max", name: "Max", slug: "max", forPayerType: "org", fee: usd(9900) }],
  billingDiscounts: [{ id: "cdis_1", percentOff: 20 }, { id: "cdis_2", amountOff: 500, cycles: 3 }],
  billingStatements: [
    {
      id: "cstmt_ada",
      payer: "user_ada",
      paymentAttempts: [{ amount: 1000, status: "failed" }, { amount: 1000 }]
    },
    { id: "cstmt_acme", payer: "org_acme", status: "open" }
  ],
  users: [
    {
      id: "user_ada",
      firstName: "Ada",
      emailAddress: ["ada@example.com"],
      billingSubscription: {
        subscriptionItems: [
          {
            id: "csub_item_ada",
            isFreeTrial: true,
            periodEnd: DateTime.unsafeMake(14 * 24 * 3600 * 1000),
            plan: { id: "cplan_pro", name: "Pro", slug: "pro", fee: usd(1000), freeTrialEnabled: true }
          }
        ]
      }
    },
    {
      id: "user_bob",
      billingSubscription: { subscriptionItems: [{ id: "csub_item_bob", plan: { id: "cplan_free", fee: usd(0) } }] }
    }
  ],
  organizations: [
    {
      id: "org_acme",
      name: "Acme",
      billingSubscription: {
        subscriptionItems: [
          {
            id: "csub_item_acme",
            periodEnd: DateTime.unsafeMake(30 * 24 * 3600 * 1000),
            plan: { id: "cplan_team", name: "Team", slug: "team", fee: usd(5000) }
          }
        ]
      }
    }
  ]
})

describe("The in-memory Clerk", () => {
  it.effect("lists the plans of its options and of all subscriptions, and their prices, the lowest first", () =>
    Effect.gen(function*() {
      const plans = yield* Billing.listPlans({ payerType: "org" })
      assert.sameMembers(plans.data.map(({ id }) => id), ["cplan_team", "cplan_max"])
      assert.strictEqual((yield* Billing.listPlans()).totalCount, 4)
      assert.strictEqual(Chunk.size(yield* Stream.runCollect(Billing.streamPlans())), 4)

      const created = yield* Billing.createPrice({ planId: "cplan_max", amount: 7500, annualMonthlyAmount: 7000 })
      assert.deepStrictEqual([created.isDefault, created.supportedBillingPeriods], [false, "both"])
      const prices = yield* Stream.runCollect(Billing.streamPrices({ planId: "cplan_max" }))
      assert.deepStrictEqual(Chunk.toReadonlyArray(prices).map(({ amount, isDefault }) => [amount, isDefault]), [
        [7500, false],
        [9900, true]
      ])
      assert.strictEqual((yield* Billing.listPrices({ limit: 1 })).totalCount, 5)
      assert.deepStrictEqual(yield* codesOf(Billing.listPrices({ planId: "cplan_none" })), [404, "plan_not_found"])
      const create = (input: object) =>
        codesOf(Billing.createPrice({ planId: "cplan_max", amount: null, annualMonthlyAmount: null, ...input }))
      assert.deepStrictEqual(yield* create({}), [422, "plan_amount_invalid"])
      assert.deepStrictEqual(yield* create({ amount: 99_999_999 }), [422, "plan_amount_exceeds_upper_limit"])
      assert.deepStrictEqual(yield* create({ amount: 100, currency: "dollar" }), [400, "currency_invalid"])
      assert.deepStrictEqual(yield* create({ amount: 100, planId: "cplan_none" }), [404, "plan_not_found"])
    }).pipe(Effect.provide(inMemory)))

  it.effect("lists the subscription items of users and organizations, without free ones unless asked", () =>
    Effect.gen(function*() {
      const ids = Effect.fnUntraced(function*(filters?: object) {
        return Chunk.toReadonlyArray(yield* Stream.runCollect(Billing.streamSubscriptionItems(filters)))
          .map(({ id }) => id)
      })
      assert.sameMembers([...yield* ids()], ["csub_item_ada", "csub_item_acme"])
      assert.strictEqual((yield* Billing.listSubscriptionItems({ includeFree: true })).totalCount, 3)
      assert.deepStrictEqual(yield* ids({ payerType: "org" }), ["csub_item_acme"])
      assert.deepStrictEqual(yield* ids({ status: "free_trial" }), ["csub_item_ada"])
      assert.deepStrictEqual(yield* ids({ planId: "cplan_team" }), ["csub_item_acme"])
      assert.deepStrictEqual(yield* ids({ query: "ADA@example" }), ["csub_item_ada"])
      yield* Users.delete({ userId: "user_ada" })
      assert.deepStrictEqual(yield* ids(), ["csub_item_acme"])
    }).pipe(Effect.provide(inMemory)))

  it.effect("cancels a subscription item at the end of its period or at once, as its payer sees", () =>
    Effect.gen(function*() {
      const cancel = (endNow: boolean) =>
        Billing.cancelSubscriptionItem({ subscriptionItemId: "csub_item_acme", endNow })
      yield* TestClock.adjust("1 hour")
      const canceled = yield* cancel(false)
      assert.deepStrictEqual([canceled.status, canceled.endedAt], ["canceled", null])
      assert.deepStrictEqual(plain(yield* cancel(false)), plain(canceled))
      yield* TestClock.adjust("1 hour")
      const ended = yield* cancel(true)
      assert.deepStrictEqual([ended.status, plain(ended.canceledAt)], ["ended", plain(canceled.canceledAt)])
      const subscription = yield* Organizations.getBillingSubscription({ organizationId: "org_acme" })
      assert.strictEqual(subscription.subscriptionItems[0]?.status, "ended")
      assert.deepStrictEqual(
        yield* codesOf(Billing.cancelSubscriptionItem({ subscriptionItemId: "csub_item_none" })),
        [404, "subscription_item_not_found"]
      )
    }).pipe(Effect.provide(inMemory)))

  it.effect("extends a free trial by at most 365 days", () =>
    Effect.gen(function*() {
      const extend = (days: number, id = "csub_item_ada") =>
        Billing.extendFreeTrial({ subscriptionItemId: id, extendTo: new Date(days * 24 * 3600 * 1000) })
      assert.strictEqual(plain((yield* extend(20)).periodEnd), "1970-01-21T00:00:00.000Z")
      assert.strictEqual(plain((yield* extend(20)).periodEnd), "1970-01-21T00:00:00.000Z")
      assert.deepStrictEqual(yield* codesOf(extend(386)), [422, "form_param_value_invalid"])
      assert.deepStrictEqual(yield* codesOf(extend(0)), [422, "form_param_value_invalid"])
      assert.deepStrictEqual(yield* codesOf(extend(20, "csub_item_acme")), [403, "subscription_item_not_in_free_trial"])
    }).pipe(Effect.provide(inMemory)))

  it.effect("changes to a higher price at once, and to a lower one at the end of the period", () =>
    Effect.gen(function*() {
      const { data } = yield* Billing.listPrices({ planId: "cplan_team" })
      const team = data[0]!.id
      const max = (yield* Billing.listPrices({ planId: "cplan_max" })).data[0]!.id
      const change = (subscriptionItemId: string, fromPriceId: string, toPriceId: string) =>
        Billing.createPriceTransition({ subscriptionItemId, fromPriceId, toPriceId })
      assert.deepStrictEqual(yield* codesOf(change("csub_item_acme", max, team)), [422, "form_param_value_invalid"])
      assert.deepStrictEqual(yield* codesOf(change("csub_item_acme", team, team)), [409, "conflict"])
      assert.deepStrictEqual(yield* codesOf(change("csub_item_acme", team, "cprice_none")), [404, "resource_not_found"])

      const up = yield* change("csub_item_acme", team, max)
      assert.deepStrictEqual(
        [up.subscriptionItem.planId, up.subscriptionItem.status, up.transition.effectiveMode],
        ["cplan_max", "active", "immediate"]
      )
      assert.strictEqual(up.transition.immediateCharge?.amount, 9900)
      const down = yield* change(up.subscriptionItem.id, max, team)
      assert.deepStrictEqual(
        [down.subscriptionItem.status, down.transition.effectiveMode, plain(down.transition.effectiveAt)],
        ["upcoming", "end_of_period", "1970-01-31T00:00:00.000Z"]
      )
      const { subscriptionItems } = yield* Organizations.getBillingSubscription({ organizationId: "org_acme" })
      assert.deepStrictEqual(subscriptionItems.map(({ planId, status }) => [planId, status]), [
        ["cplan_team", "ended"],
        ["cplan_max", "canceled"],
        ["cplan_team", "upcoming"]
      ])
    }).pipe(Effect.provide(inMemory)))

  it.effect("gives a subscription item one discount at a time", () =>
    Effect.gen(function*() {
      const item = { subscriptionItemId: "csub_item_acme" }
      const apply = (discountId: string) => Billing.applyDiscount({ ...item, discountId })
      const remove = (discountId: string) => Billing.removeDiscount({ ...item, discountId })
      assert.deepStrictEqual(yield* codesOf(remove("cdis_1")), [404, "resource_not_found"])
      const first = yield* apply("cdis_1")
      assert.deepStrictEqual([first.effect, first.percentOff, first.status], ["percentage", 20, "active"])
      assert.deepStrictEqual(yield* codesOf(apply("cdis_1")), [409, "conflict"])
      const second = yield* apply("cdis_2")
      assert.deepStrictEqual([second.effect, second.amountOff?.amount, second.cyclesRemaining], [
        "fixed_amount",
        500,
        3
      ])
      assert.deepStrictEqual(yield* codesOf(remove("cdis_1")), [404, "resource_not_found"])
      assert.strictEqual((yield* remove("cdis_2")).status, "removed")
      assert.deepStrictEqual(yield* codesOf(apply("cdis_none")), [404, "resource_not_found"])
    }).pipe(Effect.provide(inMemory)))

  it.effect("returns the statements of its options, with their payment attempts and totals", () =>
    Effect.gen(function*() {
      const statements = Chunk.toReadonlyArray(yield* Stream.runCollect(Billing.streamStatements()))
      assert.deepStrictEqual(statements.map(({ id, payer }) => [id, payer?.organizationName, payer?.firstName]), [
        ["cstmt_acme", "Acme", null],
        ["cstmt_ada", null, "Ada"]
      ])
      const { status, totals } = yield* Billing.getStatement({ statementId: "cstmt_ada" })
      assert.deepStrictEqual([status, totals?.grandTotal?.amountFormatted], ["closed", "$10.00"])
      const { data, totalCount } = yield* Billing.listPaymentAttempts({ statementId: "cstmt_ada", limit: 1 })
      assert.deepStrictEqual([data.map(({ status }) => status), totalCount], [["paid"], 2])
      assert.deepStrictEqual(yield* codesOf(Billing.getStatement({ statementId: "cstmt_none" })), [
        404,
        "resource_not_found"
      ])
      yield* ClerkTest.reset
      assert.strictEqual((yield* Billing.listStatements()).totalCount, 2)
    }).pipe(Effect.provide(inMemory)))

  it.effect("sends what Clerk's OpenAPI file allows, for every operation of billing", () =>
    callsEveryOperation(
      "billing",
      billingOperations,
      Effect.gen(function*() {
        const { id: toPriceId } = yield* Billing.createPrice({
          planId: "cplan_team",
          amount: 6000,
          description: "Acme"
        })
        yield* Billing.listPlans({ payerType: "user" })
        const { data } = yield* Billing.listPrices({ planId: "cplan_team" })
        yield* Billing.listSubscriptionItems({ includeFree: true })
        const ada = { subscriptionItemId: "csub_item_ada" }
        yield* Billing.extendFreeTrial({ ...ada, extendTo: new Date(20 * 24 * 3600 * 1000) })
        yield* Billing.applyDiscount({ ...ada, discountId: "cdis_1" })
        yield* Billing.applyDiscount({ ...ada, discountId: "cdis_2" })
        yield* Billing.removeDiscount({ ...ada, discountId: "cdis_2" })
        yield* refusal(Billing.removeDiscount({ ...ada, discountId: "cdis_2" }))
        yield* Billing.createPriceTransition({
          subscriptionItemId: "csub_item_acme",
          fromPriceId: data[0]!.id,
          toPriceId
        })
        yield* Billing.cancelSubscriptionItem({ ...ada, endNow: true })
        yield* Billing.listStatements()
        yield* Billing.getStatement({ statementId: "cstmt_ada" })
        yield* Billing.listPaymentAttempts({ statementId: "cstmt_ada" })
      })
    ).pipe(Effect.provide(inMemory)))
})

describe("A price", () => {
  it.effect("of less than one dollar is refused before it is sent", () =>
    Effect.gen(function*() {
      const reason = yield* failure(Billing.createPrice({ planId: "cplan_pro", amount: 99 }))
      assert.deepStrictEqual(plain(reason), {
        _tag: "InvalidRequest",
        issues: [{ path: "amount", message: "Expected 0, or a whole number of cents from 100, got 99" }]
      })
    }).pipe(Effect.provide(inMemory)))
})
