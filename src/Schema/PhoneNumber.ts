/**
 * A phone number of a user.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { IdentificationLink } from "./IdentificationLink.ts"
import { PhoneNumberId } from "./Ids.ts"
import { Verification } from "./Verification.ts"
import { flag, id, list, nullable, object, text, Timestamp } from "./wire/Fields.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * A phone number of a user.
 *
 * @since 0.1.0
 * @category models
 */
export class PhoneNumber extends Schema.Class<PhoneNumber>("effect-clerk/PhoneNumber")(snakeCase({
  id: id(PhoneNumberId),
  object: object("phone_number"),
  /** In E.164 form, such as `"+15555550100"`. */
  phoneNumber: text,
  reservedForSecondFactor: flag,
  defaultSecondFactor: flag,
  /** Held for this user and unusable by others, though not verified. */
  reserved: flag,
  /** Null while nobody has tried to verify it. */
  verification: nullable(Verification),
  linkedTo: list(IdentificationLink),
  /** Backup codes, sent once when the number becomes a second factor; null otherwise. */
  backupCodes: nullable(Schema.Array(Schema.Redacted(Schema.String))),
  createdAt: nullable(Timestamp),
  updatedAt: nullable(Timestamp)
})) {}
