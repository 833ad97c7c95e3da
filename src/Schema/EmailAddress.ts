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
  id: id(EmailAddressId),
  object: object("email_address"),
  emailAddress: text,
  /** Held for this user and unusable by others, though not verified. */
  reserved: flag,
  /** Null while nobody has tried to verify it. */
  verification: nullable(Verification),
  linkedTo: list(IdentificationLink),
  matchesSsoConnection: flag,
  createdAt: nullable(Timestamp),
  updatedAt: nullable(Timestamp)
})) {}
