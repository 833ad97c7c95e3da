/**
 * OAuth applications: programs that users of the instance sign in to, and let act for them.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { OAuthApplicationId } from "./Ids.ts"
import { flag, list, nullable, object, text, Timestamp } from "./wire/Fields.ts"
import { clearable, limit, offset, queryText } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * An OAuth application.
 *
 * @since 0.1.0
 * @category models
 */
export class OAuthApplication extends Schema.Class<OAuthApplication>("effect-clerk/OAuthApplication")(snakeCase({
  /** The id of the application. It is not its client id. */
  id: OAuthApplicationId,
  /** The object type, `"oauth_application"`. */
  object: object("oauth_application"),
  /** The id of the instance, `ins_…`. */
  instanceId: text,
  /** The name, of at most 256 characters. */
  name: text,
  /** The client id, which the application sends in the OAuth flow, and which its access tokens have. */
  clientId: text,
  /** The address of the application, which the consent screen shows; null without one. */
  clientUri: nullable(Schema.String),
  /** The URL of the logo; null without one. */
  clientImageUrl: nullable(Schema.String),
  /** Whether the application registered itself (RFC 7591). */
  dynamicallyRegistered: flag,
  /** Whether users are asked for their consent. */
  consentScreenEnabled: flag,
  /** Whether the application must use PKCE. */
  pkceRequired: flag,
  /** Whether the application is a public client, which has no secret and can use PKCE. */
  public: flag,
  /** The scopes that it may ask for, separated by spaces, such as `"profile email"`. */
  scopes: text,
  /** Where users can be sent back to. */
  redirectUris: list(Schema.String),
  /**
   * Where users are sent back to.
   *
   * @deprecated by Clerk: use `redirectUris`.
   */
  callbackUrl: text,
  /** Where users are sent to for a code. */
  authorizeUrl: text,
  /** Where the application gets an access token for a code. */
  tokenFetchUrl: text,
  /** Where the application gets the data of the user for an access token. */
  userInfoUrl: text,
  /** The metadata of OpenID Connect. */
  discoveryUrl: text,
  /** Where access tokens are looked up. */
  tokenIntrospectionUrl: text,
  /** When it was created; null when Clerk does not say. */
  createdAt: nullable(Timestamp),
  /** When it was last updated; null when Clerk does not say. */
  updatedAt: nullable(Timestamp)
})) {}

/**
 * An OAuth application that was just created, or whose secret was just rotated. The secret is redacted: `Redacted.value` reads it.
 *
 * @since 0.1.0
 * @category models
 */
export class OAuthApplicationWithSecret
  extends OAuthApplication.extend<OAuthApplicationWithSecret>("effect-clerk/OAuthApplicationWithSecret")(snakeCase({
    /** The client secret; null, or empty, for a public client. */
    clientSecret: nullable(Schema.Redacted(Schema.String))
  }))
{}

const Name = Schema.String.pipe(Schema.minLength(1), Schema.maxLength(256))

const settings = Schema.Struct(snakeCase({
  /** Where users can be sent back to: URLs of any scheme, such as `"myapp://callback"`. */
  redirectUris: clearable(Schema.Array(Schema.String)),
  /**
   * Where users are sent back to, of at most 1024 characters.
   *
   * @deprecated by Clerk: use `redirectUris`.
   */
  callbackUrl: clearable(Schema.String.pipe(Schema.maxLength(1024))),
  /**
   * The scopes that it may ask for, separated by spaces, of at most 1024 characters; `"profile email"` by default. There are `profile`,
   * `email`, `public_metadata` and `private_metadata`.
   */
  scopes: clearable(Schema.String.pipe(Schema.maxLength(1024))),
  /** Whether users are asked for their consent, by default yes. It cannot be disabled for an application that registered itself. */
  consentScreenEnabled: clearable(Schema.Boolean),
  /** Whether the application must use PKCE, by default not. */
  pkceRequired: clearable(Schema.Boolean),
  /** Whether the application is a public client, which has no secret and can use PKCE; by default not. */
  public: clearable(Schema.Boolean)
}))

const newOAuthApplication = Schema.extend(
  Schema.Struct(snakeCase({
    /** The name, of 1 to 256 characters. */
    name: Name
  })),
  settings
)

/**
 * The parameters of `OAuthApplications.create`. `null` is the default.
 *
 * @since 0.1.0
 * @category models
 */
export interface NewOAuthApplication extends Schema.Schema.Type<typeof newOAuthApplication> {}

/**
 * The parameters of `OAuthApplications.create`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const NewOAuthApplication: Schema.Schema<NewOAuthApplication, typeof newOAuthApplication.Encoded> =
  newOAuthApplication

const oauthApplicationChanges = Schema.extend(
  Schema.Struct(snakeCase({
    /** The new name, of 1 to 256 characters. */
    name: clearable(Name)
  })),
  settings
)

/**
 * The parameters of `OAuthApplications.update`. Fields that are left out, or null, keep their value.
 *
 * @since 0.1.0
 * @category models
 */
export interface OAuthApplicationChanges extends Schema.Schema.Type<typeof oauthApplicationChanges> {}

/**
 * The parameters of `OAuthApplications.update`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const OAuthApplicationChanges: Schema.Schema<OAuthApplicationChanges, typeof oauthApplicationChanges.Encoded> =
  oauthApplicationChanges

const oauthApplicationFilters = Schema.Struct(snakeCase({
  /** A part of a name in any case, or an exact client id. */
  nameQuery: queryText,
  /** The field to order by, with `-` in front of it for descending. */
  orderBy: Schema.optional(Schema.TemplateLiteral(Schema.Literal("", "+", "-"), Schema.Literal("name", "created_at"))),
  /** The maximum number of applications in the page, 1 to 500; 10 by default. */
  limit,
  /** The number of applications to skip; 0 by default. */
  offset
}))

/**
 * The filters, the order and the page of `OAuthApplications.list`.
 *
 * @since 0.1.0
 * @category models
 */
export interface OAuthApplicationFilters extends Schema.Schema.Type<typeof oauthApplicationFilters> {}

/**
 * The filters, the order and the page of `OAuthApplications.list`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const OAuthApplicationFilters: Schema.Schema<OAuthApplicationFilters, typeof oauthApplicationFilters.Encoded> =
  oauthApplicationFilters
