/**
 * The operations on sign-in tokens, which sign a user in without a factor.
 *
 * @since 0.1.0
 */
import * as Operation from "../Operation.ts"
import { CreatedSignInToken, NewSignInToken, SignInToken } from "../Schema/SignInToken.ts"

/**
 * The operations of `SignInTokens`, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Creates a token that signs a user in once, without a factor: with the strategy `ticket` of the Frontend API, or at the address `url`.
   *
   * Parameters: `userId`, `orgId` (the organization that is active after the sign-in, of which the user must be a member),
   * `expiresInSeconds` (1 or more; by default 2592000, 30 days).
   *
   * Returns the new token; `token` and `url` are secrets. Not idempotent: when it fails with `outcomeUnknown`, create another one. The
   * lost one, which no operation lists, stays unused until it expires.
   *
   * Fails with 403 (`organization_not_enabled_in_instance`), 404 (`resource_not_found`), 422 (`form_param_value_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/sign-in-tokens/post/sign_in_tokens
   */
  create: Operation.post("/sign_in_tokens", {
    payload: NewSignInToken,
    success: CreatedSignInToken,
    errors: [403, 404, 422]
  }),

  /**
   * Revokes the pending sign-in token with the id `signInTokenId`.
   *
   * Returns the token, with `status: "revoked"`. Not idempotent: a second request fails with 400
   * (`sign_in_token_cannot_be_revoked_code`), since the token is no longer pending.
   *
   * Fails with 400 (`sign_in_token_cannot_be_revoked_code`), 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/sign-in-tokens/post/sign_in_tokens/%7Bsign_in_token_id%7D/revoke
   */
  revoke: Operation.post("/sign_in_tokens/:signInTokenId/revoke", {
    success: SignInToken,
    errors: [400, 404]
  })
}
