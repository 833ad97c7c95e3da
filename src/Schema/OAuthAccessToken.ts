/**
 * An access token of a user with an OAuth provider.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { ExternalAccountId } from "./Ids.ts"
import { list, metadata, nullable, object, text } from "./wire/Fields.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * An access token of a user with an OAuth provider. The tokens themselves are redacted: read one with `Redacted.value`.
 *
 * @since 0.1.0
 * @category models
 */
export class OAuthAccessToken extends Schema.Class<OAuthAccessToken>("effect-clerk/OAuthAccessToken")(snakeCase({
  object: object("oauth_access_token"),
  externalAccountId: nullable(ExternalAccountId),
  providerUserId: nullable(Schema.String),
  /** The token to call the provider with. */
  token: Schema.Redacted(Schema.String),
  /** When the token ends, as the number that Clerk sends: its unit is not documented. */
  expiresAt: nullable(Schema.Number),
  /** Such as `"oauth_google"`. */
  provider: text,
  publicMetadata: metadata,
  label: nullable(Schema.String),
  scopes: list(Schema.String),
  idToken: nullable(Schema.Redacted(Schema.String)),
  /** Only of OAuth 1 providers. */
  tokenSecret: nullable(Schema.Redacted(Schema.String))
})) {}

/**
 * The tokens as one list, whichever of Clerk's two shapes came: a bare array, or `{ data, total_count }`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const OAuthAccessTokens = Schema.transform(
  Schema.Union(
    Schema.Array(Schema.Unknown),
    Schema.Struct({ data: Schema.Array(Schema.Unknown) })
  ),
  Schema.Array(OAuthAccessToken),
  {
    strict: false,
    decode: (body) => "data" in body ? body.data : body,
    encode: (tokens) => tokens
  }
)
