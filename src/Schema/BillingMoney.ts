/**
 * An amount of money.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { text } from "./wire/Fields.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * An amount of money.
 *
 * @since 0.1.0
 * @category models
 */
export class BillingMoney extends Schema.Class<BillingMoney>("effect-clerk/BillingMoney")(snakeCase({
  /** The amount in cents, such as 4999. */
  amount: Schema.Int,
  /** The amount as text, such as `"$49.99"`. */
  amountFormatted: text,
  /** The code of the currency, such as `"USD"`. */
  currency: text,
  /** The symbol of the currency, such as `"$"`. */
  currencySymbol: text
})) {}
