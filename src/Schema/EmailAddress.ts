/**
 * An e-mail address of a user.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { IdentificationLink } from "./IdentificationLink.ts"
import { EmailAddressId } from "./Ids.ts"
import { Verification } from "./Verification.ts"
import { flag, id, list, nullable, object, text, Timestamp } from "./wire/Fields.ts"
import { clearable } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * An e-mail address of a user.
 *
 * @since 0.1.0
 * @category models
 */
export class EmailAddress extends Schema.Class<EmailAddress>("effect-clerk/EmailAddress")(snakeCase({
  /** The id of the e-mail address, `idn_…`. */
  id: id(EmailAddressId),
  /** The object type, `"email_address"`. */
  object: object("email_address"),
  /** The e-mail address itself, such as `"ada@example.com"`. */
  emailAddress: text,
  /** Whether it is held for this user without being verified, so that no other user can use it. */
  reserved: flag,
  /** How it was verified; null before the first attempt to verify it. */
  verification: nullable(Verification),
  /** The other identifications of the user that this address is linked to. */
  linkedTo: list(IdentificationLink),
  /** Whether its domain belongs to an active enterprise connection. */
  matchesSsoConnection: flag,
  /** When it was created; null when Clerk does not say. */
  createdAt: nullable(Timestamp),
  /** When it was last updated; null when Clerk does not say. */
  updatedAt: nullable(Timestamp)
})) {}

/**
 * A response that is one e-mail address. Without an address it does not say what was done, and fails to decode.
 *
 * @since 0.1.0
 * @category schemas
 */
export const EmailAddressResponse = EmailAddress.pipe(
  Schema.filter(({ emailAddress }) =>
    emailAddress === "" ? { path: ["email_address"], message: "Expected an e-mail address" } : undefined
  )
)

const emailAddressChanges = Schema.Struct(snakeCase({
  /** `true` marks the e-mail address as verified, without a code. */
  verified: clearable(Schema.Boolean),
  /** `true` makes it the primary e-mail address of the user. It must be verified. */
  primary: clearable(Schema.Boolean),
  /** `true` notifies the user at the previous primary e-mail address when the primary one changes. */
  notifyPrimaryEmailAddressChanged: clearable(Schema.Boolean)
}))

/**
 * The parameters of `EmailAddresses.update`.
 *
 * @since 0.1.0
 * @category models
 */
export interface EmailAddressChanges extends Schema.Schema.Type<typeof emailAddressChanges> {}

/**
 * The parameters of `EmailAddresses.update`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const EmailAddressChanges: Schema.Schema<EmailAddressChanges, typeof emailAddressChanges.Encoded> =
  emailAddressChanges

const newEmailAddress = Schema.Struct(snakeCase({
  /** The id of the user. */
  userId: Schema.NonEmptyString,
  /** The e-mail address, such as `"ada@example.com"`. */
  emailAddress: Schema.NonEmptyString,
  /** `true` marks the e-mail address as verified, without a code. */
  verified: clearable(Schema.Boolean),
  /** `true` makes it the primary e-mail address of the user. It must be verified. */
  primary: clearable(Schema.Boolean),
  /** `true` notifies the user at the previous primary e-mail address when the primary one changes. */
  notifyPrimaryEmailAddressChanged: clearable(Schema.Boolean)
}))

/**
 * The parameters of `EmailAddresses.create`.
 *
 * @since 0.1.0
 * @category models
 */
export interface NewEmailAddress extends Schema.Schema.Type<typeof newEmailAddress> {}

/**
 * The parameters of `EmailAddresses.create`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const NewEmailAddress: Schema.Schema<NewEmailAddress, typeof newEmailAddress.Encoded> = newEmailAddress
