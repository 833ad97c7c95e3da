/**
 * A trusted device of a user.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { TrustedDeviceId } from "./Ids.ts"
import { nullable, object, openEnum, text, Timestamp } from "./wire/Fields.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * A trusted device of a user: an app on a phone or tablet that holds a key of the user.
 *
 * @since 0.1.0
 * @category models
 */
export class TrustedDevice extends Schema.Class<TrustedDevice>("effect-clerk/TrustedDevice")(snakeCase({
  /** The id of the device, for `Users.revokeTrustedDevice`. */
  id: TrustedDeviceId,
  /** The object type, `"trusted_device"`. */
  object: object("trusted_device"),
  /** The platform, `"ios"` or `"android"`; null when Clerk does not send it. */
  platform: nullable(openEnum("ios", "android")),
  /** The identifier of the app on the device, such as `"com.example.app"`. */
  appIdentifier: text,
  /** The name of the device; null when it has none. */
  name: nullable(Schema.String),
  /** The algorithm of its key, `"ES256"`; null when Clerk does not send it. */
  algorithm: nullable(openEnum("ES256")),
  /** `"active"` or `"revoked"`; null when Clerk does not send it. */
  status: nullable(openEnum("active", "revoked")),
  /** When it was last used; null when never. */
  lastUsedAt: nullable(Timestamp),
  /** When it was revoked; null while it is active. */
  revokedAt: nullable(Timestamp),
  /** When it was created; null when Clerk does not say. */
  createdAt: nullable(Timestamp),
  /** When it was last updated; null when Clerk does not say. */
  updatedAt: nullable(Timestamp)
})) {}
