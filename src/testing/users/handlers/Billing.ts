/**
 * Handlers for the subscription and the credits of a user.
 */
import * as Effect from "effect/Effect"
import { BillingCreditBalance, BillingCreditEntry } from "../../../Schema/BillingCredit.ts"
import * as ErrorResponse from "../../server/ErrorResponse.ts"
import { now as currentTime } from "../../server/now.ts"
import { isCurrency, money } from "../money.ts"
import { payerIdOf } from "../SeedDefaults.ts"
import type { State } from "../State.ts"
import type { Handlers } from "./types.ts"

type BillingHandlers = Pick<
  Handlers,
  "getBillingSubscription" | "getBillingCreditBalance" | "adjustBillingCreditBalance"
>

export const make = (state: State): BillingHandlers => ({
  getBillingSubscription: Effect.fnUntraced(function*({ userId }) {
    const { subscription } = yield* state.find(userId)
    return subscription ?? (yield* ErrorResponse.ofCode("subscription_not_found"))
  }),

  getBillingCreditBalance: ({ userId }) =>
    Effect.map(state.find(userId), ({ credits }) => new BillingCreditBalance({ balance: credits })),

  adjustBillingCreditBalance: Effect.fnUntraced(
    function*({ action, amount, currency = "USD", idempotencyKey, note, userId }) {
      const account = yield* state.find(userId)
      const made = account.creditEntries.get(idempotencyKey)
      if (made !== undefined) {
        return made
      }
      if (!isCurrency(currency) || account.credits !== null && account.credits.currency !== currency) {
        return yield* ErrorResponse.ofCode("currency_invalid", { param_name: "currency" })
      }
      const change = action === "increase" ? amount : -amount
      const balance = (account.credits?.amount ?? 0) + change
      if (balance < 0) {
        return yield* ErrorResponse.ofCode("insufficient_credit_balance")
      }
      const id = yield* state.nextId("ccl")
      const entry = new BillingCreditEntry({
        id,
        payerId: payerIdOf(account.user),
        amount: money(change, currency),
        sourceType: "grant",
        sourceId: id,
        note: note ?? null,
        createdAt: yield* currentTime
      })
      yield* state.put({
        ...account,
        credits: money(balance, currency),
        creditEntries: new Map(account.creditEntries).set(idempotencyKey, entry)
      })
      return entry
    }
  )
})
