/** The subscription and the credits of a user. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { Http, Retry, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { subscription } from "../fixtures/index.ts"
import { clerk, hang, json, lost, play, timed } from "../support/script.ts"
import { answering, failure } from "../support/wire.ts"
import { errorResponseOf } from "./behaviour.ts"

const userId = "user_ada"

const entry = json(200, {
  object: "commerce_credit_ledger",
  id: "ccl_1",
  amount: { amount: 500, amount_formatted: "$5.00", currency: "USD", currency_symbol: "$" }
})

const keyIn = ({ body }: { readonly body: string }): unknown =>
  (JSON.parse(body) as { readonly idempotency_key: unknown }).idempotency_key

const increase = { userId, amount: 500, action: "increase" } as const

describe("users.adjustBillingCreditBalance", () => {
  it.effect.each([["a 500", clerk(500)], ["a lost connection", lost], ["a timeout", hang]] as const)(
    "sends the key that it made again after %s",
    ([, outcome]) =>
      Effect.gen(function*() {
        const { result, sent } = yield* play([outcome, entry], Users.adjustBillingCreditBalance(increase))
        assert.strictEqual((yield* result).id, "ccl_1")
        const [first, second, ...more] = sent.map(keyIn)
        assert.match(String(first), /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
        assert.strictEqual(second, first)
        assert.lengthOf(more, 0)
      })
  )

  it.effect("makes another key for another call, also of the same effect", () =>
    Effect.gen(function*() {
      const call = Users.adjustBillingCreditBalance(increase)
      const { sent } = yield* play([entry], Effect.zipRight(call, call))
      const [first, second] = sent.map(keyIn)
      assert.notStrictEqual(first, second)
    }))

  it.effect("sends the key that it is given", () =>
    Effect.gen(function*() {
      const call = Users.adjustBillingCreditBalance({ ...increase, idempotencyKey: "order-1" })
      const { sent } = yield* play([clerk(503), entry], call)
      assert.deepStrictEqual(sent.map(keyIn), ["order-1", "order-1"])
    }))

  const invalid: ReadonlyArray<readonly [what: string, input: unknown, path: string]> = [
    ["no amount", { userId, action: "increase" }, "amount"],
    ["an amount of 0", { ...increase, amount: 0 }, "amount"],
    ["a negative amount", { ...increase, amount: -500 }, "amount"],
    ["half a cent", { ...increase, amount: 0.5 }, "amount"],
    ["an unknown action", { ...increase, action: "add" }, "action"],
    ["an empty key", { ...increase, idempotencyKey: "" }, "idempotencyKey"],
    ["a key that is null", { ...increase, idempotencyKey: null }, "idempotencyKey"],
    ["an unknown parameter", { ...increase, cents: 5 }, "cents"],
    ["no object", "user_ada", ""]
  ]
  it.effect.each(invalid)("refuses %s before any request", ([, input, path]) =>
    Effect.gen(function*() {
      const { layer, sent } = answering({ body: {} })
      const reason = yield* failure(Effect.provide(Users.adjustBillingCreditBalance(input as never), layer))
      assert(reason._tag === "InvalidRequest")
      assert.deepStrictEqual(reason.issues.map(({ path }) => path), [path])
      assert.lengthOf(sent, 0)
    }))
})

describe("a subscription with one missing or null field", () => {
  type Path = ReadonlyArray<string>

  /** Every field of every object in a value, at any depth. */
  const paths = (value: unknown): ReadonlyArray<Path> =>
    typeof value !== "object" || value === null
      ? []
      : Object.entries(value).flatMap(([key, inner]) => [
        ...Array.isArray(value) ? [] : [[key]],
        ...paths(inner).map((path) => [key, ...path])
      ])

  const changed = (path: Path, change: (object: Record<string, unknown>, key: string) => void) => {
    const body = subscription()
    change(path.slice(0, -1).reduce<any>((object, key) => object[key], body), path.at(-1)!)
    return body
  }

  const fields = paths(subscription()).filter((path) => path.join() !== "id").map((path) =>
    [path.join("."), path] as const
  )

  it("is tested with more than 60 fields", () => {
    assert.isAbove(fields.length, 60)
  })

  it.effect.each(fields)("is decoded: %s", ([, path]) =>
    Effect.gen(function*() {
      const bodies = [
        changed(path, (object, key) => delete object[key]),
        changed(path, (object, key) => (object[key] = null))
      ]
      for (const body of bodies) {
        const { layer } = answering({ body })
        const read = yield* Effect.provide(Users.getBillingSubscription({ userId }), layer)
        assert.strictEqual(read.id, "csub_1")
      }
    }).pipe(Effect.provideService(Http.OnDecodeError, () => Effect.void)))
})

describe("the in-memory Clerk", () => {
  const withAda = Effect.provide(ClerkTest.layer({
    users: [
      { id: userId, billingSubscription: { subscriptionItems: [{ plan: { name: "Pro", slug: "pro" } }] } },
      { id: "user_bob", billingCredits: { amount: 1000 } }
    ]
  }))
  const balanceOf = (userId: string) =>
    Effect.map(Users.getBillingCreditBalance({ userId }), ({ balance }) => balance?.amountFormatted ?? null)

  it.effect("returns the subscription of a user, and 404 for a user without one", () =>
    Effect.gen(function*() {
      const { status, subscriptionItems } = yield* Users.getBillingSubscription({ userId })
      assert.strictEqual(status, "active")
      assert.deepStrictEqual(
        subscriptionItems.map(({ plan, planPeriod, status }) => [plan?.slug, planPeriod, status]),
        [["pro", "month", "active"]]
      )
      assert.deepStrictEqual(
        yield* errorResponseOf(Users.getBillingSubscription({ userId: "user_bob" })),
        [404, "subscription_not_found"]
      )
    }).pipe(withAda))

  it.effect("adds and subtracts credits, and keeps them at 0 or more", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual([yield* balanceOf(userId), yield* balanceOf("user_bob")], [null, "$10.00"])
      yield* Users.adjustBillingCreditBalance(increase)
      const decrease = { userId, action: "decrease" } as const
      const entry = yield* Users.adjustBillingCreditBalance({ ...decrease, amount: 150, note: "Refund" })
      assert.deepStrictEqual([entry.amount.amount, entry.amount.amountFormatted, entry.note], [
        -150,
        "-$1.50",
        "Refund"
      ])
      assert.strictEqual(yield* balanceOf(userId), "$3.50")
      assert.deepStrictEqual(
        yield* errorResponseOf(Users.adjustBillingCreditBalance({ ...decrease, amount: 351 })),
        [422, "insufficient_credit_balance"]
      )
      assert.deepStrictEqual(
        yield* errorResponseOf(Users.adjustBillingCreditBalance({ ...increase, currency: "EUR" })),
        [400, "currency_invalid", "currency"]
      )
      const { byUser } = yield* ClerkTest.snapshot
      assert.deepStrictEqual(byUser[userId]?.billingCreditEntries.map(({ amount }) => amount.amount), [500, -150])
    }).pipe(withAda))

  it.effect("makes the change of a key once", () =>
    Effect.gen(function*() {
      const call = Users.adjustBillingCreditBalance({ ...increase, idempotencyKey: "order-1" })
      const first = yield* call
      assert.deepStrictEqual(yield* call, first)
      assert.strictEqual(yield* balanceOf(userId), "$5.00")
    }).pipe(withAda))

  it.effect("makes the change of a call once when its response is lost", () =>
    Effect.gen(function*() {
      yield* ClerkTest.fault({ operation: "users.adjustBillingCreditBalance", drop: "after" })
      const { result } = yield* timed(Users.adjustBillingCreditBalance(increase))
      assert.strictEqual((yield* result).amount.amount, 500)
      assert.strictEqual(yield* balanceOf(userId), "$5.00")
    }).pipe(Effect.provide(ClerkTest.layer({ retry: Retry.standard, users: [{ id: userId }] }))))
})
