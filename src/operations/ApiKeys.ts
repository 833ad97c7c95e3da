/**
 * The operations on API keys of users, organizations and machines.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Operation from "../Operation.ts"
import { ApiKey, ApiKeyChanges, ApiKeyFilters, ApiKeySecret, CreatedApiKey, NewApiKey } from "../Schema/ApiKey.ts"
import { DeletedObject } from "../Schema/DeletedObject.ts"
import { Page } from "../Schema/wire/Lists.ts"
import { clearable, Secret } from "../Schema/wire/Request.ts"
import { snakeCase } from "../Schema/wire/SnakeCase.ts"

/**
 * The operations of `ApiKeys`, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Lists the API keys of `subject`, the newest first.
   *
   * Parameters: `subject` (the id of a user, an organization or a machine), `type` (by default `"api_key"`), `includeInvalid` (whether revoked
   * and expired keys are listed too, by default not), `query`, `limit` (1 to 100, by default 10), `offset` (0 or more).
   *
   * Returns the keys as `data`, and the number of all that match as `totalCount`.
   *
   * Fails with 400, 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/api-keys/get/api_keys
   */
  list: Operation.get("/api_keys", {
    query: ApiKeyFilters,
    success: Page(ApiKey),
    errors: [400, 404]
  }),

  /**
   * Creates an API key of `subject`.
   *
   * Parameters: `name` (3 characters or more), `subject` (the id of a user, an organization or a machine), `type` (3 to 25 characters),
   * `description` (at most 255 characters), `claims`, `scopes`, `createdBy` (the id of a user), `secondsUntilExpiration` (more than 0, by default
   * the key never expires).
   *
   * Returns the key with its `secret`, redacted. Not idempotent: when it fails with `outcomeUnknown`, look for the name in `list` before you
   * try again, and read the secret with `getSecret`.
   *
   * Fails with 400, 409 (`conflict` when the subject has a key of that name).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/api-keys/post/api_keys
   */
  create: Operation.post("/api_keys", {
    payload: NewApiKey,
    success: CreatedApiKey,
    errors: [400, 409]
  }),

  /**
   * Gets the API key with the id `apiKeyId`.
   *
   * Returns what Clerk knows of the key, without its secret.
   *
   * Fails with 400, 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/api-keys/get/api_keys/%7BapiKeyID%7D
   */
  get: Operation.get("/api_keys/:apiKeyId", {
    success: ApiKey,
    errors: [400, 404]
  }),

  /**
   * Updates the API key with the id `apiKeyId`. Parameters that are left out keep their value.
   *
   * Parameters: `subject`, `description` (at most 255 characters), `claims`, `scopes`, `secondsUntilExpiration` (from now on, more than 0).
   *
   * Returns the updated key.
   *
   * Fails with 400, 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/api-keys/patch/api_keys/%7BapiKeyID%7D
   */
  update: Operation.patch("/api_keys/:apiKeyId", {
    payload: ApiKeyChanges,
    success: ApiKey,
    errors: [400, 404]
  }),

  /**
   * Deletes the API key with the id `apiKeyId`. It is no longer valid.
   *
   * Returns the deleted id. A retry that gets 404 after a lost response also succeeds.
   *
   * Fails with 400, 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/api-keys/delete/api_keys/%7BapiKeyID%7D
   */
  delete: Operation.del("/api_keys/:apiKeyId", {
    success: DeletedObject,
    errors: [400, 404],
    deletes: "api_key"
  }),

  /**
   * Gets the secret of the API key with the id `apiKeyId`.
   *
   * Returns the secret, redacted.
   *
   * Fails with 400, 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/api-keys/get/api_keys/%7BapiKeyID%7D/secret
   */
  getSecret: Operation.get("/api_keys/:apiKeyId/secret", {
    success: ApiKeySecret,
    errors: [400, 404]
  }),

  /**
   * Revokes the API key with the id `apiKeyId` for ever.
   *
   * Parameters: `revocationReason` (for your records; none by default).
   *
   * Returns the key, with `revoked: true`.
   *
   * Fails with 400, 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/api-keys/post/api_keys/%7BapiKeyID%7D/revoke
   */
  revoke: Operation.post("/api_keys/:apiKeyId/revoke", {
    payload: Schema.Struct(snakeCase({
      /** Why the key is revoked; null for no reason. */
      revocationReason: clearable(Schema.String)
    })),
    success: ApiKey,
    errors: [400, 404],
    idempotent: true
  }),

  /**
   * Asks Clerk about an API key.
   *
   * Parameters: `secret` (the key itself, redacted).
   *
   * Returns what Clerk knows of the key. Check `revoked` and `expired`: `MachineToken.verify` does so.
   *
   * Fails with 400, 404 (`resource_not_found` for a key that is not known).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/api-keys/post/api_keys/verify
   */
  verify: Operation.post("/api_keys/verify", {
    payload: Schema.Struct({
      /** The key itself. */
      secret: Secret
    }),
    success: ApiKey,
    errors: [400, 404],
    idempotent: true
  })
}
