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
  id: id(Web3WalletId),
  object: object("web3_wallet"),
  /** The address of the wallet. */
  web3Wallet: text,
  verification: nullable(Verification),
  createdAt: nullable(Timestamp),
  updatedAt: nullable(Timestamp)
})) {}
