/**
 * Sign-in tokens, which sign a user in without a factor.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { SignInTokenId, UserId } from "./Ids.ts"
import { nullable, object, openEnum, Timestamp, withDefault } from "./wire/Fields.ts"
import { clearable, wholeNumber } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * A sign-in token. Its secrets are redacted: `Redacted.value` reads them.
 *
 * @since 0.1.0
 * @category models
 */
export class SignInToken extends Schema.Class<SignInToken>("effect-clerk/SignInToken")(snakeCase({
  /** The id of the token, for `SignInTokens.revoke`. */
  id: SignInTokenId,
  /** The object type, `"sign_in_token"`. */
  object: object("sign_in_token"),
  /** The status: `"pending"` until it is used or revoked. */
  status: withDefault(openEnum("pending", "accepted", "revoked"), () => ""),
  /** The id of the user that it signs in; null when Clerk does not send it. */
  userId: nullable(UserId),
  /** The address that accepts the token, which it contains; null when Clerk does not send it. */
  url: nullable(Schema.Redacted(Schema.String)),
  /** When it was created; null when Clerk does not say. */
  createdAt: nullable(Timestamp),
  /** When it was last updated; null when Clerk does not say. */
  updatedAt: nullable(Timestamp),
  /** The token itself; null when Clerk does not send it, as after it was revoked. */
  token: nullable(Schema.Redacted(Schema.String))
})) {}

/**
 * A new sign-in token. Its secrets are redacted: `Redacted.value` reads them.
 *
 * @since 0.1.0
 * @category models
 */
export class CreatedSignInToken extends Schema.Class<CreatedSignInToken>("effect-clerk/CreatedSignInToken")(snakeCase({
  /** The id of the token, for `SignInTokens.revoke`. */
  id: SignInTokenId,
  /** The object type, `"sign_in_token"`. */
  object: object("sign_in_token"),
  /** The status: `"pending"` until it is used or revoked. */
  status: withDefault(openEnum("pending", "accepted", "revoked"), () => ""),
  /** The id of the user that it signs in; null when Clerk does not send it. */
  userId: nullable(UserId),
  /** The address that accepts the token, which it contains; null when Clerk does not send it. */
  url: nullable(Schema.Redacted(Schema.String)),
  /** When it was created; null when Clerk does not say. */
  createdAt: nullable(Timestamp),
  /** When it was last updated; null when Clerk does not say. */
  updatedAt: nullable(Timestamp),
  /** The token itself. */
  token: Schema.Redacted(Schema.String)
})) {}

const newSignInToken = Schema.Struct(snakeCase({
  /** The id of the user that the token signs in. */
  userId: Schema.NonEmptyString,
  /** The id of the organization that is active after the sign-in; the user must be a member. None by default. */
  orgId: clearable(Schema.NonEmptyString),
  /** How long the token is valid, in seconds, 1 or more; by default 2592000 (30 days). */
  expiresInSeconds: clearable(wholeNumber(1, Number.MAX_SAFE_INTEGER))
}))

/**
 * The parameters of `SignInTokens.create`.
 *
 * @since 0.1.0
 * @category models
 */
export interface NewSignInToken extends Schema.Schema.Type<typeof newSignInToken> {}

/**
 * The parameters of `SignInTokens.create`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const NewSignInToken: Schema.Schema<NewSignInToken, typeof newSignInToken.Encoded> = newSignInToken
