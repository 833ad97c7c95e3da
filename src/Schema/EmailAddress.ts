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
 * The response to replacing the e-mail addresses of a user. Without an address, a response does not say that they are replaced, and
 * fails to decode.
 *
 * @since 0.1.0
 * @category schemas
 */
export const ReplacedEmailAddress = EmailAddress.pipe(
  Schema.filter(({ emailAddress }) =>
    emailAddress === "" ? { path: ["email_address"], message: "Expected an e-mail address" } : undefined
  )
)
