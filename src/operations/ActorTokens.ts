/**
 * The operations on actor tokens, with which one person acts as a user.
 *
 * @since 0.1.0
 */
import * as Operation from "../Operation.ts"
import { ActorToken, CreatedActorToken, NewActorToken } from "../Schema/ActorToken.ts"

/**
 * The operations of `ActorTokens`, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Creates a token with which an actor signs in as a user, such as an administrator who looks into a problem.
   *
   * Parameters: `userId` (the user that the actor impersonates), `actor` (`sub`, the id of the actor, and any other fields; all of it becomes
   * the claim `act` of the session tokens), `expiresInSeconds` (1 or more; by default 3600, an hour), `sessionMaxDurationInSeconds` (1 or
   * more; by default 1800, 30 minutes).
   *
   * Returns the new token; `token` and `url` are secrets. Not idempotent: when it fails with `outcomeUnknown`, create another one. The
   * lost one, which no operation lists, stays unused until it expires.
   *
   * Fails with 400, 402 (`unsupported_subscription_plan_features`), 422 (`form_resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/actor-tokens/post/actor_tokens
   */
  create: Operation.post("/actor_tokens", {
    payload: NewActorToken,
    success: CreatedActorToken,
    errors: [400, 402, 422]
  }),

  /**
   * Revokes the pending actor token with the id `actorTokenId`. A session that it has created does not end.
   *
   * Returns the token, with `status: "revoked"`. Not idempotent: a second request fails with 400 (`actor_token_cannot_be_revoked_code`),
   * since the token is no longer pending.
   *
   * Fails with 400 (`actor_token_cannot_be_revoked_code`), 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/actor-tokens/post/actor_tokens/%7Bactor_token_id%7D/revoke
   */
  revoke: Operation.post("/actor_tokens/:actorTokenId/revoke", {
    success: ActorToken,
    errors: [400, 404]
  })
}
