/**
 * What Clerk tells of an access token of an OAuth application.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import { flag, list, nullable, object, text, Timestamp, withDefault } from "./wire/Fields.ts"
import { JsonObject } from "./wire/Json.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * A time of an OAuth access token. Clerk's own client documents seconds, its tests and other tokens have milliseconds; no token is of 1973,
 * so the number tells which it is.
 */
const SecondsOrMillis = Schema.transform(
  Schema.Number,
  Schema.compose(
    Timestamp,
    Schema.DateTimeUtcFromSelf.annotations({
      arbitrary: () => (fc) =>
        fc.date({ min: new Date(firstMillis), noInvalidDate: true }).map((date) => DateTime.unsafeMake(date))
    })
  ),
  {
    strict: true,
    decode: (time) => Math.abs(time) < firstMillis ? time * 1000 : time,
    encode: (millis) => millis
  }
)

const firstMillis = 1e11

/**
 * What Clerk tells of an access token of an OAuth application: which user lets which application act, and for what.
 *
 * @since 0.1.0
 * @category models
 */
export class VerifiedOAuthToken extends Schema.Class<VerifiedOAuthToken>("effect-clerk/VerifiedOAuthToken")(snakeCase({
  /** The object type, `"clerk_idp_oauth_access_token"`. */
  object: object("clerk_idp_oauth_access_token"),
  /** The id of the token, `oat_…`. It is not the token. */
  id: text,
  /** `false` for a JWT that has expired, of which Clerk tells nothing else. */
  active: withDefault(Schema.Boolean, () => true),
  /** The client id of the OAuth application. */
  clientId: text,
  /** The id of the user for whom the application acts, `user_…`. */
  subject: text,
  /** What the token allows. */
  scopes: list(Schema.String),
  /** Whom the token is for; empty when it does not say. */
  aud: withDefault(Schema.Union(Schema.String, Schema.Array(Schema.String)), () => []),
  /** Who acts with a token that was exchanged for another one (RFC 8693); null otherwise. */
  act: nullable(JsonObject),
  /** Whether the token was revoked. */
  revoked: flag,
  /** Why the token was revoked; null when no reason was given. */
  revocationReason: nullable(Schema.String),
  /** Whether the token has expired. */
  expired: flag,
  /** When the token expires; null when it never does. */
  expiration: nullable(SecondsOrMillis),
  /** When it was created; null when Clerk does not say. */
  createdAt: nullable(SecondsOrMillis),
  /** When it was last updated; null when Clerk does not say. */
  updatedAt: nullable(SecondsOrMillis)
})) {}
