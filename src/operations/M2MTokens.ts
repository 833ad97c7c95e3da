/**
 * The operations on machine-to-machine (M2M) tokens. They accept the secret key of a machine in place of that of the instance.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Operation from "../Operation.ts"
import { CreatedM2MToken, M2MToken, M2MTokenFilters, M2MTokens, NewM2MToken } from "../Schema/M2MToken.ts"
import { clearable, Secret } from "../Schema/wire/Request.ts"
import { snakeCase } from "../Schema/wire/SnakeCase.ts"

/**
 * The operations of `M2MTokens`, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Lists the opaque tokens that the machine `subject` made, the newest first. With the secret key of a machine, only its own.
   *
   * Parameters: `subject` (the id of the machine), `revoked` and `expired` (whether such tokens are listed too, by default not), `limit` (1 to
   * 100, by default 10), `offset` (0 or more).
   *
   * Returns the tokens as `data`, and the number of all that match as `totalCount`. JWTs are not listed, since Clerk does not store them.
   *
   * Fails with 400, 403 (`authorization_invalid` for the tokens of another machine), 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/m2m-tokens/get/m2m_tokens
   */
  list: Operation.get("/m2m_tokens", {
    query: M2MTokenFilters,
    success: M2MTokens,
    errors: [400, 403, 404]
  }),

  /**
   * Makes a token of the machine whose secret key the client has. With the secret key of the instance, Clerk responds with 401
   * (`machine_secret_key_invalid`).
   *
   * Parameters: `tokenFormat` (`"opaque"` by default, or `"jwt"`), `secondsUntilExpiration` (more than 0, by default the `defaultTokenTtl` of the
   * machine), `claims`, `minRemainingTtlSeconds` (0 or more: returns a token that exists and is valid that long).
   *
   * Returns the token, redacted, with what Clerk knows of it; its `scopes` are the machines that the machine has access to. Not idempotent:
   * after a failure with `outcomeUnknown`, make another token. The first one, if there is one, expires unused.
   *
   * Fails with 400 (also when `minRemainingTtlSeconds` is not less than the lifetime), 401 (`machine_secret_key_invalid`), 409 (`conflict`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/m2m-tokens/post/m2m_tokens
   */
  create: Operation.post("/m2m_tokens", {
    payload: NewM2MToken,
    success: CreatedM2MToken,
    errors: [400, 401, 409]
  }),

  /**
   * Revokes the opaque token with the id `m2mTokenId`. With the secret key of a machine, only its own. JWTs cannot be revoked.
   *
   * Parameters: `revocationReason` (for your records; none by default).
   *
   * Returns the token, with `revoked: true`.
   *
   * Fails with 400, 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/m2m-tokens/post/m2m_tokens/%7Bm2m_token_id%7D/revoke
   */
  revoke: Operation.post("/m2m_tokens/:m2mTokenId/revoke", {
    payload: Schema.Struct(snakeCase({
      /** Why the token is revoked; null for no reason. */
      revocationReason: clearable(Schema.String)
    })),
    success: M2MToken,
    errors: [400, 404],
    idempotent: true
  }),

  /**
   * Asks Clerk about an opaque token. With the secret key of a machine, the token must give access to that machine.
   *
   * Parameters: `token` (redacted).
   *
   * Returns what Clerk knows of the token. Check `revoked` and `expired`: `MachineToken.verify` does so, and verifies JWTs too.
   *
   * Fails with 400, 404 (`resource_not_found` for a token that is not known).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/m2m-tokens/post/m2m_tokens/verify
   */
  verify: Operation.post("/m2m_tokens/verify", {
    payload: Schema.Struct({
      /** The opaque token to verify. */
      token: Secret
    }),
    success: M2MToken,
    errors: [400, 404],
    idempotent: true
  })
}
