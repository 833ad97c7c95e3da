/**
 * The identifiers on the allowlist of an instance.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { AllowlistIdentifierId } from "./Ids.ts"
import { nullable, object, openEnum, text, Timestamp } from "./wire/Fields.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * An identifier on the allowlist.
 *
 * @since 0.1.0
 * @category models
 */
export class AllowlistIdentifier
  extends Schema.Class<AllowlistIdentifier>("effect-clerk/AllowlistIdentifier")(snakeCase({
    /** The id of the entry, for `AllowlistIdentifiers.delete`. */
    id: AllowlistIdentifierId,
    /** The object type, `"allowlist_identifier"`. */
    object: object("allowlist_identifier"),
    /** The e-mail address, phone number, wallet, or pattern such as `"*@example.com"`. */
    identifier: text,
    /** The type of the identifier; null when Clerk does not send it. */
    identifierType: nullable(openEnum("email_address", "phone_number", "web3_wallet")),
    /** The id of the instance; null when Clerk does not send it. */
    instanceId: nullable(Schema.String),
    /** The id of the invitation that was sent; null when none was. */
    invitationId: nullable(Schema.String),
    /** When it was created; null when Clerk does not say. */
    createdAt: nullable(Timestamp),
    /** When it was last updated; null when Clerk does not say. */
    updatedAt: nullable(Timestamp)
  }))
{}

const newAllowlistIdentifier = Schema.Struct(snakeCase({
  /** An e-mail address, a phone number, a wallet, or a pattern such as `"*@example.com"`. */
  identifier: Schema.NonEmptyString,
  /** Whether an invitation is sent to the e-mail address or phone number; `false` by default. */
  notify: Schema.optional(Schema.Boolean)
}))

/**
 * The parameters of `AllowlistIdentifiers.create`.
 *
 * @since 0.1.0
 * @category models
 */
export interface NewAllowlistIdentifier extends Schema.Schema.Type<typeof newAllowlistIdentifier> {}

/**
 * The parameters of `AllowlistIdentifiers.create`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const NewAllowlistIdentifier: Schema.Schema<NewAllowlistIdentifier, typeof newAllowlistIdentifier.Encoded> =
  newAllowlistIdentifier
