/**
 * How an e-mail address, phone number, wallet, passkey or account was verified.
 *
 * Clerk documents eleven variants, distinguished by a key that is often missing. They differ only in their optional fields, so
 * this is one flat object.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { nullable, openEnum, text, Timestamp, withDefault } from "./wire/Fields.ts"
import { JsonObject } from "./wire/Json.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * The verification of an identification.
 *
 * @since 0.1.0
 * @category models
 */
export class Verification extends Schema.Class<Verification>("effect-clerk/Verification")(snakeCase({
  /** The variant of the verification, such as `"verification_otp"`; null in older responses. */
  object: nullable(Schema.String),
  /** The status: `"verified"` once the user has proved ownership. */
  status: withDefault(openEnum("unverified", "verified", "failed", "expired", "transferable"), () => ""),
  /** The method, such as `"email_code"`, `"from_oauth_google"`, `"admin"` or `"web3_metamask_signature"`. */
  strategy: text,
  /** The number of attempts so far; null when they are not counted. */
  attempts: nullable(Schema.Number),
  /** When the verification expires; null when it does not. */
  expireAt: nullable(Timestamp),
  /** The id of the client that completed the verification; null when Clerk does not send it. */
  verifiedAtClient: nullable(Schema.String),
  /** The channel of the code, such as `"sms"`; null when it has none. */
  channel: nullable(Schema.String),
  /** The URL at the provider where the user continues; null when there is none. */
  externalVerificationRedirectUrl: nullable(Schema.String),
  /** The nonce to sign; null except for a passkey or a web3 wallet. */
  nonce: nullable(Schema.String),
  /** The message to sign; null except for a web3 wallet. */
  message: nullable(Schema.String),
  /** Why it failed, as Clerk sent it; null when it has not failed. */
  error: nullable(JsonObject)
})) {
  /** Whether the status is `"verified"`. */
  get isVerified(): boolean {
    return this.status === "verified"
  }
}
