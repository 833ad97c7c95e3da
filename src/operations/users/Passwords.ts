/**
 * The operations that remove the password of a user and mark it as compromised. They are part of the table in `operations/Users`.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Operation from "../../Operation.ts"
import { User } from "../../Schema/User.ts"
import { clearable } from "../../Schema/wire/Request.ts"
import { snakeCase } from "../../Schema/wire/SnakeCase.ts"

/**
 * The operations that remove the password of a user and mark it as compromised, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Removes the password of the user with the id `userId`, even if the user has no other way to sign in. Nothing happens to a user without
   * a password. The sessions of the user stay, unless `signOutOfOtherSessions` is true.
   *
   * Returns the user, with `passwordEnabled: false`.
   *
   * Fails with 400, 401, 403, 404 (`resource_not_found`), 500.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/post/users/%7Buser_id%7D/remove_password
   */
  removePassword: Operation.post("/users/:userId/remove_password", {
    payload: Schema.Struct(snakeCase({
      /** `true` ends all sessions of the user. */
      signOutOfOtherSessions: Schema.optional(Schema.Boolean)
    })),
    success: User,
    errors: [400, 401, 403, 404, 500],
    idempotent: true
  }),

  /**
   * Marks the password of the user with the id `userId` as compromised: the user has to set another one at the next sign-in. The sessions of
   * the user stay, unless `revokeAllSessions` is true. Requires the API version 2025-11-10 or newer.
   *
   * Returns the user, with `requiresPasswordReset: true`.
   *
   * Fails with 400, 401, 403 (`password_disabled`), 404 (`resource_not_found`), 422.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/post/users/%7Buser_id%7D/password/set_compromised
   */
  setPasswordCompromised: Operation.post("/users/:userId/password/set_compromised", {
    payload: Schema.Struct(snakeCase({
      /** `true` ends all sessions of the user. */
      revokeAllSessions: clearable(Schema.Boolean)
    })),
    success: User,
    errors: [400, 401, 403, 404, 422],
    idempotent: true
  }),

  /**
   * Clears the mark of a compromised password of the user with the id `userId`. A user whose password is in quarantine because the e-mail
   * address was reserved still has to set another one. Requires the API version 2025-11-10 or newer.
   *
   * Returns the user, with `requiresPasswordReset: false` except in that quarantine.
   *
   * Fails with 400, 401, 403 (`password_disabled`), 404 (`resource_not_found`), 422.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/post/users/%7Buser_id%7D/password/unset_compromised
   */
  unsetPasswordCompromised: Operation.post("/users/:userId/password/unset_compromised", {
    success: User,
    errors: [400, 401, 403, 404, 422],
    idempotent: true
  })
}
