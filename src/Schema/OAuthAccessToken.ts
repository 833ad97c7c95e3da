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
 * An access token of a user with an OAuth provider. The tokens are redacted: `Redacted.value` reads them.
 *
 * @since 0.1.0
 * @category models
 */
export class OAuthAccessToken extends Schema.Class<OAuthAccessToken>("effect-clerk/OAuthAccessToken")(snakeCase({
  /** The object type, `"oauth_access_token"`. */
  object: object("oauth_access_token"),
  /** The id of the external account, `eac_…`; null when Clerk does not send it. */
  externalAccountId: nullable(ExternalAccountId),
  /** The id of the user at the provider; null when Clerk does not send it. */
  providerUserId: nullable(Schema.String),
  /** The access token for calls to the provider. */
  token: Schema.Redacted(Schema.String),
  /** When the token expires, as the number that Clerk sends; its unit is not documented. */
  expiresAt: nullable(Schema.Number),
  /** The OAuth provider, such as `"oauth_google"`. */
  provider: text,
  /** Metadata that the front end and the back end can read. */
  publicMetadata: metadata,
  /** The label of the external account; null when there is none. */
  label: nullable(Schema.String),
  /** The scopes that the token grants. */
  scopes: list(Schema.String),
  /** The OpenID Connect id token; null when the provider sends none. */
  idToken: nullable(Schema.Redacted(Schema.String)),
  /** The token secret of an OAuth 1 provider; null for OAuth 2. */
  tokenSecret: nullable(Schema.Redacted(Schema.String))
})) {}

/**
 * A list of tokens, decoded from either of Clerk's two shapes: an array, or `{ data, total_count }`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const OAuthAccessTokens = Schema.transform(
  Schema.Union(
    Schema.Array(Schema.Unknown),
    Schema.Struct({ data: Schema.NullOr(Schema.Array(Schema.Unknown)) })
  ),
  Schema.Array(OAuthAccessToken),
  {
    strict: false,
    decode: (body) => "data" in body ? body.data ?? [] : body,
    encode: (tokens) => tokens
  }
)
