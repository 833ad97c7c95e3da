/**
 * Sign-ups: the attempts of guests to become users.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { SignUpId } from "./Ids.ts"
import { flag, list, metadata, nullable, object, openEnum, Timestamp, withDefault } from "./wire/Fields.ts"
import { JsonObject } from "./wire/Json.ts"
import { clearable } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * How far the verification of one identifier of a sign-up is.
 *
 * @since 0.1.0
 * @category models
 */
export class SignUpVerification extends Schema.Class<SignUpVerification>("effect-clerk/SignUpVerification")(snakeCase({
  /** What the guest has to do next; `""` when there is nothing. */
  nextAction: withDefault(openEnum("needs_prepare", "needs_attempt", ""), () => ""),
  /** The strategies that it can be verified with, such as `"email_code"`. */
  supportedStrategies: list(Schema.String)
})) {}

/**
 * The verifications of a sign-up.
 *
 * @since 0.1.0
 * @category models
 */
export class SignUpVerifications
  extends Schema.Class<SignUpVerifications>("effect-clerk/SignUpVerifications")(snakeCase({
    /** That of the e-mail address; null when there is none. */
    emailAddress: nullable(SignUpVerification),
    /** That of the phone number; null when there is none. */
    phoneNumber: nullable(SignUpVerification),
    /** That of the web3 wallet; null when there is none. */
    web3Wallet: nullable(SignUpVerification),
    /** That of the external account, as Clerk sends it; null when there is none. */
    externalAccount: nullable(JsonObject)
  }))
{}

/**
 * A sign-up: the attempt of a guest to become a user.
 *
 * @since 0.1.0
 * @category models
 */
export class SignUp extends Schema.Class<SignUp>("effect-clerk/SignUp")(snakeCase({
  /** The id of the sign-up. */
  id: SignUpId,
  /** The object type, `"sign_up_attempt"`. */
  object: object("sign_up_attempt"),
  /** Whether fields are missing, or it is over: complete or abandoned. */
  status: withDefault(openEnum("missing_requirements", "complete", "abandoned"), () => ""),
  /** The fields that it needs, such as `"email_address"`. */
  requiredFields: list(Schema.String),
  /** The fields that it can have. */
  optionalFields: list(Schema.String),
  /** The required fields that it does not have yet. */
  missingFields: list(Schema.String),
  /** The fields that must still be verified. */
  unverifiedFields: list(Schema.String),
  /** The verifications of its identifiers; null when Clerk does not send them. */
  verifications: nullable(SignUpVerifications),
  /** The user name; null when it has none. */
  username: nullable(Schema.String),
  /** The e-mail address; null when it has none. */
  emailAddress: nullable(Schema.String),
  /** The phone number, in the E.164 format; null when it has none. */
  phoneNumber: nullable(Schema.String),
  /** The address of the web3 wallet; null when it has none. */
  web3Wallet: nullable(Schema.String),
  /** Whether it has a password. */
  passwordEnabled: flag,
  /** The first name; null when it has none. */
  firstName: nullable(Schema.String),
  /** The last name; null when it has none. */
  lastName: nullable(Schema.String),
  /** The unsafe metadata that the user will have. */
  unsafeMetadata: metadata,
  /** The public metadata that the user will have. */
  publicMetadata: metadata,
  /** Whether it is marked as a custom action. */
  customAction: flag,
  /** The id in your own system that the user will have; null when it has none. */
  externalId: nullable(Schema.String),
  /** The id of the session that the complete sign-up created; null before. */
  createdSessionId: nullable(Schema.String),
  /** The id of the user that the complete sign-up created; null before. */
  createdUserId: nullable(Schema.String),
  /** When it is abandoned, unless it is complete; null when Clerk does not say. */
  abandonAt: nullable(Timestamp),
  /** When the guest accepted the legal terms; null when they have not. */
  legalAcceptedAt: nullable(Timestamp),
  /** The language of the guest as a BCP 47 tag, such as `"en-US"`; null when it is not known. */
  locale: nullable(Schema.String),
  /**
   * The external account, as Clerk sends it; null when there is none.
   *
   * @deprecated by Clerk: use `verifications.externalAccount`.
   */
  externalAccount: nullable(JsonObject)
})) {}

const signUpChanges = Schema.Struct(snakeCase({
  /** The id in your own system, which the user gets when the sign-up is complete. */
  externalId: clearable(Schema.String),
  /** Whether the sign-up is marked as a custom action. */
  customAction: clearable(Schema.Boolean)
}))

/**
 * The changes of `SignUps.update`. Fields that are left out keep their value.
 *
 * @since 0.1.0
 * @category models
 */
export interface SignUpChanges extends Schema.Schema.Type<typeof signUpChanges> {}

/**
 * The changes of `SignUps.update`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const SignUpChanges: Schema.Schema<SignUpChanges, typeof signUpChanges.Encoded> = signUpChanges
