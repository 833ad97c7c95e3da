/**
 * The statements of the seeds of an in-memory Clerk.
 */
import * as Effect from "effect/Effect"
import {
  BillingPaymentAttempt,
  BillingStatement,
  BillingStatementGroup,
  BillingStatementTotals
} from "../../Schema/BillingStatement.ts"
import { money } from "../billing.ts"
import { now as currentTime } from "../server/now.ts"
import type { StatementSeed } from "./Control.ts"
import type { PayerAccount } from "./payers.ts"

/** The statement of a seed. An unknown payer dies. */
export const statementOf = Effect.fnUntraced(function*(
  { id, payer, paymentAttempts = [], status = "closed" }: StatementSeed,
  payers: ReadonlyArray<PayerAccount>,
  nextId: (prefix: string) => Effect.Effect<string>
) {
  const account = payers.find((it) => it.id === payer)
  if (account === undefined) {
    return yield* Effect.dieMessage(
      `A statement cannot be seeded: there is no user and no organization with the id ${payer}.`
    )
  }
  const now = yield* currentTime
  const statementId = id ?? (yield* nextId("cstmt"))
  const attempts = yield* Effect.forEach(
    paymentAttempts,
    Effect.fnUntraced(function*({ amount, ...attempt }) {
      const paymentMethodId = attempt.paymentMethodId ?? `cpm_of_${account.payer.id}`
      const isPaid = (attempt.status ?? "paid") === "paid"
      return new BillingPaymentAttempt({
        id: yield* nextId("cpayatt"),
        paymentId: yield* nextId("cpay"),
        instanceId: "ins_in_memory",
        chargeType: "recurring",
        payeeId: "cpayee_in_memory",
        payee: {},
        paymentMethod: {
          object: "commerce_payment_method",
          id: paymentMethodId,
          payer_id: account.payer.id,
          payment_type: "card",
          gateway: "stripe",
          gateway_external_id: "pm_in_memory",
          gateway_external_account_id: null,
          last4: "4242",
          status: "active",
          card_type: "visa"
        },
        status: "paid",
        paidAt: isPaid ? now : null,
        failedAt: attempt.status === "failed" ? now : null,
        createdAt: now,
        updatedAt: now,
        ...attempt,
        amount: money(amount),
        payer: account.payer,
        payerId: account.payer.id,
        paymentMethodId,
        statementId
      })
    })
  )
  const total = money(
    paymentAttempts.reduce((sum, { amount, status = "paid" }) => sum + (status === "paid" ? amount : 0), 0)
  )
  return new BillingStatement({
    id: statementId,
    instanceId: "ins_in_memory",
    timestamp: now,
    payer: account.payer,
    status,
    totals: new BillingStatementTotals({ grandTotal: total, subtotal: total, baseFee: total, taxTotal: money(0) }),
    groups: attempts.length === 0 ? [] : [new BillingStatementGroup({ timestamp: now, items: attempts })]
  })
})
