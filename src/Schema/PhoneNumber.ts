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
import { clearable } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * A phone number of a user.
 *
 * @since 0.1.0
 * @category models
 */
export class PhoneNumber extends Schema.Class<PhoneNumber>("effect-clerk/PhoneNumber")(snakeCase({
  /** The id of the phone number, `idn_…`. */
  id: id(PhoneNumberId),
  /** The object type, `"phone_number"`. */
  object: object("phone_number"),
  /** The phone number in E.164 format, such as `"+15555550100"`. */
  phoneNumber: text,
  /** Whether the phone number is a second factor at sign-in. */
  reservedForSecondFactor: flag,
  /** Whether the phone number is the default second factor. */
  defaultSecondFactor: flag,
  /** Whether it is held for this user without being verified, so that no other user can use it. */
  reserved: flag,
  /** How it was verified; null before the first attempt to verify it. */
  verification: nullable(Verification),
  /** The other identifications of the user that this phone number is linked to. */
  linkedTo: list(IdentificationLink),
  /** The backup codes, sent once when the number becomes a second factor; null otherwise. */
  backupCodes: nullable(Schema.Array(Schema.Redacted(Schema.String))),
  /** When it was created; null when Clerk does not say. */
  createdAt: nullable(Timestamp),
  /** When it was last updated; null when Clerk does not say. */
  updatedAt: nullable(Timestamp)
})) {}

/**
 * A response that is one phone number. Without a number it does not say what was done, and fails to decode.
 *
 * @since 0.1.0
 * @category schemas
 */
export const PhoneNumberResponse = PhoneNumber.pipe(
  Schema.filter(({ phoneNumber }) =>
    phoneNumber === "" ? { path: ["phone_number"], message: "Expected a phone number" } : undefined
  )
)

const phoneNumberChanges = Schema.Struct(snakeCase({
  /** `true` marks the phone number as verified, without a code. */
  verified: clearable(Schema.Boolean),
  /** `true` makes it the primary phone number of the user. It must be verified. */
  primary: clearable(Schema.Boolean),
  /** Whether it is a second factor at sign-in; it must be verified. The first second factor becomes the default one. */
  reservedForSecondFactor: clearable(Schema.Boolean)
}))

/**
 * The parameters of `PhoneNumbers.update`.
 *
 * @since 0.1.0
 * @category models
 */
export interface PhoneNumberChanges extends Schema.Schema.Type<typeof phoneNumberChanges> {}

/**
 * The parameters of `PhoneNumbers.update`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const PhoneNumberChanges: Schema.Schema<PhoneNumberChanges, typeof phoneNumberChanges.Encoded> =
  phoneNumberChanges

const newPhoneNumber = Schema.Struct(snakeCase({
  /** The id of the user. */
  userId: Schema.NonEmptyString,
  /** The phone number in E.164 format, such as `"+15555550100"`. */
  phoneNumber: Schema.NonEmptyString,
  /** `true` marks the phone number as verified, without a code. */
  verified: clearable(Schema.Boolean),
  /** `true` makes it the primary phone number of the user. It must be verified. */
  primary: clearable(Schema.Boolean),
  /** Whether it is a second factor at sign-in; it must be verified. The first second factor becomes the default one. */
  reservedForSecondFactor: clearable(Schema.Boolean)
}))

/**
 * The parameters of `PhoneNumbers.create`.
 *
 * @since 0.1.0
 * @category models
 */
export interface NewPhoneNumber extends Schema.Schema.Type<typeof newPhoneNumber> {}

/**
 * The parameters of `PhoneNumbers.create`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const NewPhoneNumber: Schema.Schema<NewPhoneNumber, typeof newPhoneNumber.Encoded> = newPhoneNumber
