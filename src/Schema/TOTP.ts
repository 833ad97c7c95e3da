/**
 * A time-based one-time password (TOTP) of a user, and the response to verifying a code.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { flag, nullable, object, openEnum, text, Timestamp } from "./wire/Fields.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * A time-based one-time password (TOTP). The secrets are redacted: `Redacted.value` reads them.
 *
 * @since 0.1.0
 * @category models
 */
export class TOTP extends Schema.Class<TOTP>("effect-clerk/TOTP")(snakeCase({
  /** The id of the TOTP, `totp_…`. */
  id: text,
  /** The object type, `"totp"`. */
  object: object("totp"),
  /** The shared secret in base32. */
  secret: Schema.Redacted(Schema.String),
  /** The `otpauth://` URI for an authenticator app, usually shown as a QR code; it contains the secret. */
  uri: nullable(Schema.Redacted(Schema.String)),
  /** Whether the user has verified a code. */
  verified: flag,
  /** The backup codes; null when Clerk does not send them. */
  backupCodes: nullable(Schema.Array(Schema.Redacted(Schema.String))),
  /** When it was created; null when Clerk does not say. */
  createdAt: nullable(Timestamp),
  /** When it was last updated; null when Clerk does not say. */
  updatedAt: nullable(Timestamp)
})) {}

/**
 * The response to verifying a TOTP code or a backup code.
 *
 * @since 0.1.0
 * @category models
 */
export class VerifiedTOTP extends Schema.Class<VerifiedTOTP>("effect-clerk/VerifiedTOTP")(snakeCase({
  /** Whether the code is valid. */
  verified: Schema.Boolean,
  /** `"totp"`, or `"backup_code"` for a backup code, which cannot be used again; null when Clerk does not say. */
  codeType: nullable(openEnum("totp", "backup_code"))
})) {}
