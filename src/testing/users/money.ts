/**
 * Amounts of money.
 */
import { BillingMoney } from "../../Schema/BillingMoney.ts"

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

/** Whether a text has the form of a currency's code. */
export const isCurrency = (currency: string): boolean => /^[A-Z]{3}$/.test(currency)
