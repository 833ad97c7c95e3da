/**
 * An API key: what a program shows that acts for a user, an organization or a machine.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { ApiKeyId } from "./Ids.ts"
import { flag, list, nullable, object, openEnum, text, Timestamp, withDefault } from "./wire/Fields.ts"
import { JsonObject } from "./wire/Json.ts"
import { clearable, limitOf, offset, queryFlag, queryText } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * What Clerk knows of an API key.
 *
 * @since 0.1.0
 * @category models
 */
export class ApiKey extends Schema.Class<ApiKey>("effect-clerk/ApiKey")(snakeCase({
  /** The id of the key, `ak_…`. It is not the key. */
  id: ApiKeyId,
  /** The object type, `"api_key"`. */
  object: object("api_key"),
  /** The type of the key, `"api_key"` unless it was created with another. */
  type: withDefault(openEnum("api_key"), () => "api_key"),
  /** The id of the owner of the key: a user `user_…`, an organization `org_…` or a machine `mch_…`. */
  subject: text,
  /** The name of the key. */
  name: text,
  /** The description; null when there is none. */
  description: nullable(Schema.String),
  /** The claims that were added to the key; null when there are none. */
  claims: nullable(JsonObject),
  /** What the key allows. */
  scopes: list(Schema.String),
  /** Whether the key was revoked. */
  revoked: flag,
  /** Why the key was revoked; null when no reason was given. */
  revocationReason: nullable(Schema.String),
  /** Whether the key has expired. */
  expired: flag,
  /** When the key expires; null when it never does. */
  expiration: nullable(Timestamp),
  /** The id of the user who created the key; null when it was no user. */
  createdBy: nullable(Schema.String),
  /** When the key was last verified; null when it never was. */
  lastUsedAt: nullable(Timestamp),
  /** When it was created; null when Clerk does not say. */
  createdAt: nullable(Timestamp),
  /** When it was last updated; null when Clerk does not say. */
  updatedAt: nullable(Timestamp)
})) {}

/**
 * An API key that was just created. The key is redacted: `Redacted.value` reads it.
 *
 * @since 0.1.0
 * @category models
 */
export class CreatedApiKey extends ApiKey.extend<CreatedApiKey>("effect-clerk/CreatedApiKey")(snakeCase({
  /** The key itself, `ak_…`. */
  secret: Schema.Redacted(Schema.String)
})) {}

/**
 * An API key itself. It is redacted: `Redacted.value` reads it.
 *
 * @since 0.1.0
 * @category models
 */
export class ApiKeySecret extends Schema.Class<ApiKeySecret>("effect-clerk/ApiKeySecret")({
  /** The key itself, `ak_…`. */
  secret: Schema.Redacted(Schema.String)
}) {}

const description = clearable(Schema.String.pipe(Schema.maxLength(255)))

const secondsUntilExpiration = clearable(Schema.Finite.pipe(Schema.positive()))

const newApiKey = Schema.Struct(snakeCase({
  /** The type, of 3 to 25 characters; `"api_key"` by default. */
  type: Schema.optional(Schema.String.pipe(Schema.minLength(3), Schema.maxLength(25))),
  /** The name, of 3 characters or more, without white space around it. */
  name: Schema.String.pipe(Schema.minLength(3), Schema.trimmed()),
  /** The id of the owner of the key, such as `user_…` or `org_…`. */
  subject: Schema.NonEmptyString,
  /** A description of at most 255 characters; none by default and with null. */
  description,
  /** Claims to add to the key; none by default and with null. */
  claims: clearable(JsonObject),
  /** What the key allows; nothing by default. */
  scopes: Schema.optional(Schema.Array(Schema.String)),
  /** The id of the user who creates the key; none by default and with null. */
  createdBy: clearable(Schema.String),
  /** In how many seconds the key expires, more than 0; by default and with null never. */
  secondsUntilExpiration
}))

/**
 * The parameters of `ApiKeys.create`.
 *
 * @since 0.1.0
 * @category models
 */
export interface NewApiKey extends Schema.Schema.Type<typeof newApiKey> {}

/**
 * The parameters of `ApiKeys.create`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const NewApiKey: Schema.Schema<NewApiKey, typeof newApiKey.Encoded> = newApiKey

const apiKeyChanges = Schema.Struct(snakeCase({
  /** The id of the owner of the key. Clerk's own client always sends it, though the file does not require it. */
  subject: Schema.optional(Schema.NonEmptyString),
  /** A description of at most 255 characters; null removes it. */
  description,
  /** The claims of the key; null removes them. */
  claims: clearable(JsonObject),
  /** What the key allows. */
  scopes: Schema.optional(Schema.Array(Schema.String)),
  /** In how many seconds from now on the key expires, more than 0; null for never. */
  secondsUntilExpiration
}))

/**
 * The parameters of `ApiKeys.update`.
 *
 * @since 0.1.0
 * @category models
 */
export interface ApiKeyChanges extends Schema.Schema.Type<typeof apiKeyChanges> {}

/**
 * The parameters of `ApiKeys.update`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const ApiKeyChanges: Schema.Schema<ApiKeyChanges, typeof apiKeyChanges.Encoded> = apiKeyChanges

const apiKeyFilters = Schema.Struct(snakeCase({
  /** The id of the owner of the keys. */
  subject: Schema.NonEmptyString,
  /** The type of the keys; `"api_key"` by default. */
  type: queryText,
  /** Whether keys that were revoked or have expired are listed too; `false` by default. */
  includeInvalid: queryFlag,
  /** A text to search for. */
  query: queryText,
  /** The maximum number of keys in the page, 1 to 100; 10 by default. */
  limit: limitOf(100),
  /** The number of keys to skip; 0 by default. */
  offset
}))

/**
 * The filters and the page of `ApiKeys.list`.
 *
 * @since 0.1.0
 * @category models
 */
export interface ApiKeyFilters extends Schema.Schema.Type<typeof apiKeyFilters> {}

/**
 * The filters and the page of `ApiKeys.list`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const ApiKeyFilters: Schema.Schema<ApiKeyFilters, typeof apiKeyFilters.Encoded> = apiKeyFilters
