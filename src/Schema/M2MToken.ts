/**
 * A machine-to-machine (M2M) token: what a machine shows to another one that it calls.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { M2MTokenId } from "./Ids.ts"
import { flag, list, nullable, object, text, Timestamp } from "./wire/Fields.ts"
import { JsonObject } from "./wire/Json.ts"
import { clearable, limitOf, offset, queryFlag } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * What Clerk knows of a machine-to-machine token.
 *
 * @since 0.1.0
 * @category models
 */
export class M2MToken extends Schema.Class<M2MToken>("effect-clerk/M2MToken")(snakeCase({
  /** The id of the token, `mt_…`. It is not the token. */
  id: M2MTokenId,
  /** The object type, `"machine_to_machine_token"`. */
  object: object("machine_to_machine_token"),
  /** The id of the machine that made the token, `mch_…`. */
  subject: text,
  /** The ids of the machines that the token gives access to. */
  scopes: list(Schema.String),
  /** The claims that were added to the token; null when there are none. */
  claims: nullable(JsonObject),
  /** Whether the token was revoked. */
  revoked: flag,
  /** Why the token was revoked; null when no reason was given. */
  revocationReason: nullable(Schema.String),
  /** Whether the token has expired. */
  expired: flag,
  /** When the token expires; null when it never does. */
  expiration: nullable(Timestamp),
  /** When the token was last verified; null when it never was, or Clerk does not say. */
  lastUsedAt: nullable(Timestamp),
  /** When it was created; null when Clerk does not say. */
  createdAt: nullable(Timestamp),
  /** When it was last updated; null when Clerk does not say. */
  updatedAt: nullable(Timestamp)
})) {}

/**
 * A machine-to-machine token that was just made. The token is redacted: `Redacted.value` reads it.
 *
 * @since 0.1.0
 * @category models
 */
export class CreatedM2MToken extends M2MToken.extend<CreatedM2MToken>("effect-clerk/CreatedM2MToken")(snakeCase({
  /** The token, `mt_…` or a JWT, to send as `Authorization: Bearer`. */
  token: Schema.Redacted(Schema.String)
})) {}

const tokens = Schema.Array(M2MToken)

/**
 * A page of tokens with the total count. Clerk names the items `m2m_tokens`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const M2MTokens = Schema.Struct(snakeCase({
  /** The tokens of the page. */
  data: Schema.propertySignature(
    Schema.transform(Schema.NullOr(tokens), Schema.typeSchema(tokens), {
      strict: true,
      decode: (items) => items ?? [],
      encode: (items) => items
    })
  ).pipe(Schema.fromKey("m2m_tokens")),
  /** The number of tokens in all pages; null when Clerk does not send it. */
  totalCount: nullable(Schema.Int)
}))

const newM2MToken = Schema.Struct(snakeCase({
  /** `"opaque"` by default, which Clerk verifies and can revoke, or `"jwt"`, which is verified without a request and cannot be revoked. */
  tokenFormat: Schema.optional(Schema.Literal("opaque", "jwt")),
  /** In how many seconds the token expires, more than 0; by default and with null the `defaultTokenTtl` of the machine. */
  secondsUntilExpiration: clearable(Schema.Finite.pipe(Schema.positive())),
  /** Claims to add to the token; none by default and with null. */
  claims: clearable(JsonObject),
  /**
   * Returns a token of the machine that exists, with the same claims and scopes, if it is valid for at least this many seconds, 0 or more
   * and less than the token would be valid. For opaque tokens only; by default every call makes a token.
   */
  minRemainingTtlSeconds: Schema.optional(Schema.NonNegativeInt)
}))

/**
 * The parameters of `M2MTokens.create`.
 *
 * @since 0.1.0
 * @category models
 */
export interface NewM2MToken extends Schema.Schema.Type<typeof newM2MToken> {}

/**
 * The parameters of `M2MTokens.create`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const NewM2MToken: Schema.Schema<NewM2MToken, typeof newM2MToken.Encoded> = newM2MToken

const m2mTokenFilters = Schema.Struct(snakeCase({
  /** The id of the machine that made the tokens, `mch_…`. */
  subject: Schema.NonEmptyString,
  /** Whether revoked tokens are listed too; `false` by default. */
  revoked: queryFlag,
  /** Whether expired tokens are listed too; `false` by default. */
  expired: queryFlag,
  /** The maximum number of tokens in the page, 1 to 100; 10 by default. */
  limit: limitOf(100),
  /** The number of tokens to skip; 0 by default. */
  offset
}))

/**
 * The filters and the page of `M2MTokens.list`.
 *
 * @since 0.1.0
 * @category models
 */
export interface M2MTokenFilters extends Schema.Schema.Type<typeof m2mTokenFilters> {}

/**
 * The filters and the page of `M2MTokens.list`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const M2MTokenFilters: Schema.Schema<M2MTokenFilters, typeof m2mTokenFilters.Encoded> = m2mTokenFilters
