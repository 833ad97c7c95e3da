/**
 * Handlers for the subscription and the credits of a user.
 */
import * as Effect from "effect/Effect"
import { BillingCreditBalance } from "../../../Schema/BillingCredit.ts"
import * as Billing from "../../billing.ts"
import type { State } from "../State.ts"
import type { Handlers } from "./types.ts"

type BillingHandlers = Pick<
  Handlers,
  "getBillingSubscription" | "getBillingCreditBalance" | "adjustBillingCreditBalance"
>

export const make = (state: State): BillingHandlers => ({
  getBillingSubscription: ({ userId }) => Effect.flatMap(state.find(userId), Billing.subscriptionOf),

  getBillingCreditBalance: ({ userId }) =>
    Effect.map(state.find(userId), ({ credits }) => new BillingCreditBalance({ balance: credits })),

  adjustBillingCreditBalance: Effect.fnUntraced(function*({ userId, ...change }) {
    const account = yield* state.find(userId)
    const { entry, payer } = yield* Billing.adjust(account, Billing.payerIdOf(userId), change, state.nextId)
    yield* state.put(payer)
    return entry
  })
})
