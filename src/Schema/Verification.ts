/**
 * How an e-mail address, phone number, wallet, passkey or account was verified.
 *
 * Clerk documents eleven variants told apart by a key that is often absent. They differ only in which optional fields they
 * carry, so here they are one flat object.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { nullable, openEnum, text, Timestamp, tolerant } from "./wire/Fields.ts"
import { JsonObject } from "./wire/Json.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * The state of a verification.
 *
 * @since 0.1.0
 * @category models
 */
export class Verification extends Schema.Class<Verification>("effect-clerk/Verification")(snakeCase({
  /** Which of Clerk's variants it is, such as `"verification_otp"`; null in older payloads. */
  object: nullable(Schema.String),
  /** `"verified"` when the owner has proved it. */
  status: tolerant(openEnum("unverified", "verified", "failed", "expired", "transferable"), () => ""),
  /** How it is proved, such as `"email_code"`, `"from_oauth_google"`, `"admin"` or `"web3_metamask_signature"`. */
  strategy: text,
  attempts: nullable(Schema.Number),
  expireAt: nullable(Timestamp),
  verifiedAtClient: nullable(Schema.String),
  channel: nullable(Schema.String),
  externalVerificationRedirectUrl: nullable(Schema.String),
  nonce: nullable(Schema.String),
  message: nullable(Schema.String),
  /** Why it failed, as Clerk sent it. */
  error: nullable(JsonObject)
})) {
  /** Whether the owner has proved it. */
  get isVerified(): boolean {
    return this.status === "verified"
  }
}
