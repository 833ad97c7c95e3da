/**
 * The operations that merge and replace the metadata of a user. They are part of the table in `operations/Users`.
 *
 * @since 0.1.0
 */
import * as Operation from "../../Operation.ts"
import type { Rule } from "../../RateLimit.ts"
import { User } from "../../Schema/User.ts"
import { MetadataChanges, NewMetadata } from "../../Schema/UserChanges.ts"

/**
 * The limit of the changes of one user. Clerk counts those of the user and of its metadata together.
 *
 * @since 0.1.0
 * @category constants
 */
export const changesOfOneUser: Rule = {
  per: "userId",
  limit: 10,
  window: "10 seconds",
  burst: 3,
  operations: ["users.update", "users.updateMetadata", "users.replaceMetadata"]
}

/**
 * The operations that merge and replace the metadata of a user, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Merges metadata into that of the user with the id `userId`, at every depth. Keys that are left out keep their value; `null`
   * removes a key. Each kind of metadata is limited to 8 KB (8192 bytes of its JSON) after the merge; changes that exceed it by
   * themselves are refused before they are sent. Limited to 10 requests in 10 seconds for each user.
   *
   * Returns the updated user.
   *
   * Fails with 400, 401, 404 (`resource_not_found`), 422 (`form_param_exceeds_allowed_size`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/patch/users/%7Buser_id%7D/metadata
   */
  updateMetadata: Operation.patch("/users/:userId/metadata", {
    payload: MetadataChanges,
    success: User,
    errors: [400, 401, 404, 422],
    rateLimit: changesOfOneUser
  }),

  /**
   * Replaces metadata of the user with the id `userId`. Metadata of a kind that is left out keeps its value; given metadata takes the
   * place of all of its kind, and `{}` clears it. `null` clears it too, but Clerk keeps the null, which a `User` reads as `{}`. Each kind
   * of metadata is limited to 8 KB. Limited to 10 requests in 10 seconds for each user.
   *
   * Returns the updated user.
   *
   * Fails with 400, 401, 404 (`resource_not_found`), 422 (`form_param_exceeds_allowed_size`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/put/users/%7Buser_id%7D/metadata
   */
  replaceMetadata: Operation.put("/users/:userId/metadata", {
    payload: NewMetadata,
    success: User,
    errors: [400, 401, 404, 422],
    rateLimit: changesOfOneUser
  })
}
