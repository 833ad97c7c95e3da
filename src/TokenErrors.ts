/**
 * Why a token is not accepted: the token is invalid (`TokenInvalid`), or the keys that verify it are unavailable (`KeysUnavailable`).
 *
 * The first is the fault of the caller: 401. The second is not: 503.
 *
 * @since 0.1.0
 */
import type * as Duration from "effect/Duration"
import * as Schema from "effect/Schema"
import { ClerkErrors, SDKError } from "./Errors.ts"
import { withoutFrames } from "./internal/errorClass.ts"

/**
 * Why a token is invalid.
 *
 * - `malformed`: not a token of Clerk, a claim with a wrong type, or a claim of your own that its schema refuses
 * - `wrongAlgorithm`: not signed with RS256, RS384 or RS512
 * - `unknownKey`: the instance has no key with the id that the token names
 * - `badSignature`: changed, or signed with another key
 * - `wrongTokenType`: a machine token, an OAuth access token or a token of a JWT template where a session token is expected
 * - `wrongIssuer`, `wrongAudience`, `wrongAuthorizedParty`: made by or for somebody else
 * - `expired`, `notActiveYet`, `issuedInFuture`: not valid at this time
 * - `sessionPending`: the user has tasks to complete before the session is active
 * - `revoked`, `unknownToken`: an opaque token of a machine that was revoked, or that Clerk does not know
 *
 * @since 0.1.0
 * @category schemas
 */
export const TokenInvalidReason = Schema.Literal(
  "malformed",
  "wrongAlgorithm",
  "unknownKey",
  "badSignature",
  "wrongTokenType",
  "wrongIssuer",
  "wrongAudience",
  "wrongAuthorizedParty",
  "expired",
  "notActiveYet",
  "issuedInFuture",
  "sessionPending",
  "revoked",
  "unknownToken"
)
/**
 * Why a token is invalid.
 *
 * @since 0.1.0
 * @category models
 */
export type TokenInvalidReason = typeof TokenInvalidReason.Type

const tokenInvalid = {
  /** Why the token is invalid. */
  reason: TokenInvalidReason,
  /** A sentence for logs. It contains nothing of the token. */
  description: Schema.String
}

/**
 * The token is invalid, so the caller is not signed in. Tell a caller nothing about the reason, which would help an attacker.
 *
 * @since 0.1.0
 * @category errors
 */
export class TokenInvalid
  extends Schema.TaggedError<TokenInvalid>("effect-clerk/TokenInvalid")("TokenInvalid", tokenInvalid)
{
  constructor(props: Schema.Struct.Constructor<typeof tokenInvalid>, options?: Schema.MakeOptions) {
    super(props, options)
    withoutFrames(this)
  }

  /** The description with the reason. */
  override get message(): string {
    return `${this.description} (${this.reason})`
  }
}

const keysUnavailable = {
  /** The failure of the request to Clerk. */
  cause: Schema.Union(ClerkErrors, SDKError)
}

/**
 * Clerk could not be asked for the keys or about the token, so nothing is known about the token. Respond with 503.
 *
 * @since 0.1.0
 * @category errors
 */
export class KeysUnavailable
  extends Schema.TaggedError<KeysUnavailable>("effect-clerk/KeysUnavailable")("KeysUnavailable", keysUnavailable)
{
  constructor(props: Schema.Struct.Constructor<typeof keysUnavailable>, options?: Schema.MakeOptions) {
    super(props, options)
    withoutFrames(this)
  }

  /** How long Clerk asks to wait before the next request, or null. */
  get retryAfter(): Duration.Duration | null {
    return this.cause.retryAfter
  }

  /** A sentence with the failure of the request. */
  override get message(): string {
    return `The token cannot be verified, because Clerk could not be asked: ${this.cause.message}`
  }
}

/**
 * A token is not accepted.
 *
 * @since 0.1.0
 * @category errors
 */
export type TokenError = TokenInvalid | KeysUnavailable
