/**
 * The operations that list, count, get, create, update and delete users. They are part of the table in `operations/Users`.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Operation from "../../Operation.ts"
import { DeletedObject } from "../../Schema/DeletedObject.ts"
import { User } from "../../Schema/User.ts"
import { NewUser, UserChanges } from "../../Schema/UserChanges.ts"
import { CountFilters, ListFilters } from "../../Schema/UserFilters.ts"
import { TotalCount } from "../../Schema/wire/Lists.ts"
import { changesOfOneUser } from "./Metadata.ts"

/** A metadata parameter of `update`, which Clerk refuses since its version 2026-05-12. */
const metadataElsewhere =
  "Expected no metadata, which Users.update does not change: use Users.updateMetadata to merge it, or Users.replaceMetadata to replace it"

/**
 * The operations that list, count, get, create, update and delete users, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Lists users, the newest first unless `orderBy` says otherwise.
   *
   * Parameters: filters (1 to 100 values each), `limit` (1 to 500, by default 10), and either `offset` (0 or more) or
   * `startingAfter`, the id of the last user of the previous page. A large `offset` is slow; `startingAfter` is not.
   *
   * Returns the users of one page. The last page has fewer than `limit` users. Users that cannot be decoded are left out and
   * reported (see `Http.OnDecodeError`).
   *
   * Fails with 400, 401, 422 (`form_param_value_invalid`, `form_param_invalid_date`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/get/users
   */
  list: Operation.get("/users", {
    query: ListFilters,
    success: Schema.Array(User),
    errors: [400, 401, 422]
  }),

  /**
   * Creates a user. The required fields depend on the settings of the instance.
   *
   * E-mail addresses and phone numbers are marked as verified, unless `emailAddressIdentificationStatus` or
   * `phoneNumberIdentificationStatus` is `"reserved"`. The first of each becomes the primary one. Each kind of metadata has at most
   * 8 KB (8192 bytes of its JSON); more is refused before it is sent.
   *
   * Returns the new user. Not idempotent: when it fails with `outcomeUnknown`, look for the user before you try again, by
   * `externalId` for example.
   *
   * Fails with 400, 401, 402 (`banned` without a plan that includes it), 403 (`user_quota_exceeded`, `not_allowed_access`), 422
   * (`form_identifier_exists`, `form_data_missing`, `form_password_pwned`, …).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/post/users
   */
  create: Operation.post("/users", {
    payload: NewUser,
    success: User,
    errors: [400, 401, 402, 403, 422]
  }),

  /**
   * Counts the users that match the filters (1 to 100 values each).
   *
   * Returns the number as `totalCount`.
   *
   * Fails with 422 (`form_param_value_invalid`, `form_param_invalid_date`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/get/users/count
   */
  count: Operation.get("/users/count", {
    query: CountFilters,
    success: TotalCount,
    errors: [422]
  }),

  /**
   * Gets the user with the id `userId`.
   *
   * Returns the user.
   *
   * Fails with 400, 401, 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/get/users/%7Buser_id%7D
   */
  get: Operation.get("/users/:userId", {
    success: User,
    errors: [400, 401, 404]
  }),

  /**
   * Updates the user with the id `userId`. Fields that are left out keep their value; `null` clears a field.
   *
   * The primary e-mail address, phone number and wallet are set by the id of a verified one of the same user. A `username` of
   * `null` or `""` removes the user name, unless the instance requires one. With `password`, `skipPasswordChecks` skips the
   * password policy and `signOutOfOtherSessions` ends all sessions. Metadata is refused before it is sent: use
   * `updateMetadata` to merge it, or `replaceMetadata` to replace it. Limited to 10 requests in 10 seconds for each user.
   *
   * Returns the updated user.
   *
   * Fails with 400, 401, 404 (`resource_not_found`), 409 (`attribute_managed_by_scim`, `resource_locked`), 422
   * (`form_identifier_exists`, `form_verification_needed`, `form_conditional_param_disallowed`, …).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/patch/users/%7Buser_id%7D
   */
  update: Operation.patch("/users/:userId", {
    payload: UserChanges,
    refused: {
      publicMetadata: metadataElsewhere,
      privateMetadata: metadataElsewhere,
      unsafeMetadata: metadataElsewhere
    },
    success: User,
    errors: [400, 401, 404, 409, 422],
    rateLimit: changesOfOneUser
  }),

  /**
   * Deletes the user with the id `userId` permanently.
   *
   * Returns the deleted id. A retry that gets 404 after a lost response also succeeds.
   *
   * Fails with 400, 401, 404 (`resource_not_found`), 409 (`user_managed_by_scim`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/delete/users/%7Buser_id%7D
   */
  delete: Operation.del("/users/:userId", {
    success: DeletedObject,
    errors: [400, 401, 404, 409],
    deletes: "user"
  })
}
