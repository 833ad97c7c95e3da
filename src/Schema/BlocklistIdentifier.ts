/**
 * The identifiers on the blocklist of an instance.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { BlocklistIdentifierId } from "./Ids.ts"
import { nullable, object, openEnum, text, Timestamp } from "./wire/Fields.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * An identifier on the blocklist.
 *
 * @since 0.1.0
 * @category models
 */
export class BlocklistIdentifier
  extends Schema.Class<BlocklistIdentifier>("effect-clerk/BlocklistIdentifier")(snakeCase({
    /** The id of the entry, for `BlocklistIdentifiers.delete`. */
    id: BlocklistIdentifierId,
    /** The object type, `"blocklist_identifier"`. */
    object: object("blocklist_identifier"),
    /** The e-mail address, phone number, wallet, or pattern such as `"*@example.com"`. */
    identifier: text,
    /** The type of the identifier; null when Clerk does not send it. */
    identifierType: nullable(openEnum("email_address", "phone_number", "web3_wallet")),
    /** The id of the instance; null when Clerk does not send it. */
    instanceId: nullable(Schema.String),
    /** When it was created; null when Clerk does not say. */
    createdAt: nullable(Timestamp),
    /** When it was last updated; null when Clerk does not say. */
    updatedAt: nullable(Timestamp)
  }))
{}

const newBlocklistIdentifier = Schema.Struct(snakeCase({
  /** An e-mail address, a phone number, a wallet, or a pattern such as `"*@example.com"`. */
  identifier: Schema.NonEmptyString
}))

/**
 * The parameters of `BlocklistIdentifiers.create`.
 *
 * @since 0.1.0
 * @category models
 */
export interface NewBlocklistIdentifier extends Schema.Schema.Type<typeof newBlocklistIdentifier> {}

/**
 * The parameters of `BlocklistIdentifiers.create`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const NewBlocklistIdentifier: Schema.Schema<NewBlocklistIdentifier, typeof newBlocklistIdentifier.Encoded> =
  newBlocklistIdentifier
