/**
 * The operations that ban and unban many users. They are part of the table in `operations/Users`.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Operation from "../../Operation.ts"
import { User } from "../../Schema/User.ts"
import { PathSegment } from "../../Schema/wire/Request.ts"
import { snakeCase } from "../../Schema/wire/SnakeCase.ts"

/**
 * The most users that one request can ban or unban.
 *
 * @since 0.1.0
 * @category constants
 */
export const maxBulkSize = 50

const ManyUsers = Schema.Struct(snakeCase({
  /** The ids of the users. */
  userIds: Schema.Array(PathSegment).pipe(
    Schema.filter(({ length }) =>
      length >= 1 && length <= maxBulkSize || `Expected 1 to ${maxBulkSize} ids, got ${length}`
    )
  )
}))

/**
 * The operations that ban and unban many users, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Bans the users with the ids `userIds`: ends all their sessions and prevents sign-in.
   *
   * Parameters: `userIds`, any number of ids, each of which is sent once. Clerk accepts 50 in a request, so `Users.bulkBan` sends one
   * request for each 50 ids, one after the other. All ids are checked before the first request. When a request fails, the others are
   * not sent, and `done` of the error has the ids that are banned already.
   *
   * Returns the users, with `banned: true`. Users that cannot be decoded are left out and reported (see `Http.OnDecodeError`).
   *
   * Fails with 400 (`bulk_size_exceeded`), 402 (`unsupported_subscription_plan_features`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/post/users/ban
   */
  bulkBan: Operation.post("/users/ban", {
    payload: ManyUsers,
    success: Schema.Array(User),
    errors: [400, 402],
    idempotent: true
  }),

  /**
   * Removes the ban from the users with the ids `userIds`.
   *
   * Parameters: `userIds`, any number of ids, each of which is sent once. Clerk accepts 50 in a request, so `Users.bulkUnban` sends one
   * request for each 50 ids, one after the other. All ids are checked before the first request. When a request fails, the others are
   * not sent, and `done` of the error has the ids whose ban is removed already.
   *
   * Returns the users, with `banned: false`. Users that cannot be decoded are left out and reported (see `Http.OnDecodeError`).
   *
   * Fails with 400 (`bulk_size_exceeded`), 402 (`unsupported_subscription_plan_features`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/post/users/unban
   */
  bulkUnban: Operation.post("/users/unban", {
    payload: ManyUsers,
    success: Schema.Array(User),
    errors: [400, 402],
    idempotent: true
  })
}
