/**
 * A one-time code that was sent to an e-mail address or a phone number.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { CodeVerificationId } from "./Ids.ts"
import { nullable, openEnum, text, Timestamp, withDefault } from "./wire/Fields.ts"
import { Secret } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * The verification of an e-mail address or a phone number by a one-time code.
 *
 * @since 0.1.0
 * @category models
 */
export class CodeVerification extends Schema.Class<CodeVerification>("effect-clerk/CodeVerification")(snakeCase({
  /** The id of the verification, for `attemptVerification`. */
  id: CodeVerificationId,
  /** The object type, such as `"verification_otp"`; null when Clerk does not send it. */
  object: nullable(Schema.String),
  /** The status: `"verified"` once the right code was submitted, `"unverified"` while it can be. */
  status: withDefault(openEnum("unverified", "verified", "expired", "failed"), () => ""),
  /** The method, `"email_code"` or `"phone_code"`. */
  strategy: text,
  /** The number of attempts so far; null when they are not counted. */
  attempts: nullable(Schema.Number),
  /** When the code expires; null when it does not. */
  expireAt: nullable(Timestamp),
  /** The channel that the code was sent over, such as `"sms"`; null for an e-mail address. */
  channel: nullable(Schema.String)
})) {
  /** Whether the status is `"verified"`. */
  get isVerified(): boolean {
    return this.status === "verified"
  }
}

const submittedCode = Schema.Struct(snakeCase({
  /** The id of the verification, from `prepareVerification`. */
  verificationId: Schema.NonEmptyString,
  /** The code that the user received. */
  code: Secret
}))

/**
 * The parameters of `EmailAddresses.attemptVerification` and `PhoneNumbers.attemptVerification`.
 *
 * @since 0.1.0
 * @category models
 */
export interface SubmittedCode extends Schema.Schema.Type<typeof submittedCode> {}

/**
 * The parameters of `EmailAddresses.attemptVerification` and `PhoneNumbers.attemptVerification`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const SubmittedCode: Schema.Schema<SubmittedCode, typeof submittedCode.Encoded> = submittedCode
