/**
 * The operations that ban and lock a user, and remove its ban and lock. They are part of the table in `operations/Users`.
 *
 * @since 0.1.0
 */
import * as Operation from "../../Operation.ts"
import { User } from "../../Schema/User.ts"

/**
 * The operations that ban and lock a user, and remove its ban and lock, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Bans the user with the id `userId`: ends all sessions and prevents sign-in.
   *
   * Returns the user, with `banned: true`.
   *
   * Fails with 402 (`unsupported_subscription_plan_features`), 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/post/users/%7Buser_id%7D/ban
   */
  ban: Operation.post("/users/:userId/ban", {
    success: User,
    errors: [402, 404],
    idempotent: true
  }),

  /**
   * Removes the ban from the user with the id `userId`.
   *
   * Returns the user, with `banned: false`.
   *
   * Fails with 402 (`unsupported_subscription_plan_features`), 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/post/users/%7Buser_id%7D/unban
   */
  unban: Operation.post("/users/:userId/unban", {
    success: User,
    errors: [402, 404],
    idempotent: true
  }),

  /**
   * Locks the user with the id `userId`: prevents sign-in until the lock ends. The settings of the instance define its duration.
   *
   * Returns the user, with `locked: true` and `lockoutExpiresIn`.
   *
   * Fails with 403 (`feature_not_enabled`), 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/post/users/%7Buser_id%7D/lock
   */
  lock: Operation.post("/users/:userId/lock", {
    success: User,
    errors: [403, 404],
    idempotent: true
  }),

  /**
   * Removes the lock from the user with the id `userId`.
   *
   * Returns the user, with `locked: false`.
   *
   * Fails with 403 (`feature_not_enabled`), 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/post/users/%7Buser_id%7D/unlock
   */
  unlock: Operation.post("/users/:userId/unlock", {
    success: User,
    errors: [403, 404],
    idempotent: true
  })
}
