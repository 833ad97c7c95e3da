/**
 * A web3 wallet of a user.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { Web3WalletId } from "./Ids.ts"
import { Verification } from "./Verification.ts"
import { id, nullable, object, text, Timestamp } from "./wire/Fields.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * A web3 wallet of a user.
 *
 * @since 0.1.0
 * @category models
 */
export class Web3Wallet extends Schema.Class<Web3Wallet>("effect-clerk/Web3Wallet")(snakeCase({
  /** The id of the web3 wallet, `idn_…`. */
  id: id(Web3WalletId),
  /** The object type, `"web3_wallet"`. */
  object: object("web3_wallet"),
  /** The address of the wallet, such as `"0x…"`. */
  web3Wallet: text,
  /** How it was verified; null before the first attempt to verify it. */
  verification: nullable(Verification),
  /** When it was created; null when Clerk does not say. */
  createdAt: nullable(Timestamp),
  /** When it was last updated; null when Clerk does not say. */
  updatedAt: nullable(Timestamp)
})) {}
