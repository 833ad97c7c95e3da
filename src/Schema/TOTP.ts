/**
 * A time-based one-time password of a user, and what verifying one answers.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { flag, nullable, object, openEnum, text, Timestamp } from "./wire/Fields.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * A time-based one-time password. Its secrets are redacted: read one with `Redacted.value`.
 *
 * @since 0.1.0
 * @category models
 */
export class TOTP extends Schema.Class<TOTP>("effect-clerk/TOTP")(snakeCase({
  id: text,
  object: object("totp"),
  /** The shared secret, in base32. */
  secret: nullable(Schema.Redacted(Schema.String)),
  /** The `otpauth://` address that an authenticator app reads, as a QR code usually; it holds the secret. */
  uri: nullable(Schema.Redacted(Schema.String)),
  verified: flag,
  backupCodes: nullable(Schema.Array(Schema.Redacted(Schema.String))),
  createdAt: nullable(Timestamp),
  updatedAt: nullable(Timestamp)
})) {}

/**
 * What verifying a code answers.
 *
 * @since 0.1.0
 * @category models
 */
export class VerifiedTOTP extends Schema.Class<VerifiedTOTP>("effect-clerk/VerifiedTOTP")(snakeCase({
  verified: flag,
  /** `"totp"`, or `"backup_code"` when the code was a backup code, which is now used up. */
  codeType: nullable(openEnum("totp", "backup_code"))
})) {}
