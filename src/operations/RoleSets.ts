/**
 * The operations on role sets: the roles that the members of an organization can have.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Operation from "../Operation.ts"
import { DeletedObject } from "../Schema/DeletedObject.ts"
import { RoleSet } from "../Schema/RoleSet.ts"
import { AddedRoles, NewRoleSet, RoleSetChanges, RoleSetFilters, RoleSetReplacement } from "../Schema/RoleSetChanges.ts"
import { Page } from "../Schema/wire/Lists.ts"
import { snakeCase } from "../Schema/wire/SnakeCase.ts"

/**
 * The operations of `RoleSets`, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Lists the role sets, the newest first unless `orderBy` says otherwise.
   *
   * Parameters: `query` (an exact id, or a part of a name or key), `orderBy` (`"created_at"`, `"name"` or `"key"`, with `-` in front of it
   * for descending), `limit` (1 to 500, by default 10), `offset` (0 or more).
   *
   * Returns the role sets as `data`, and the number of all that match as `totalCount`.
   *
   * Fails with 400, 401, 403 (`organization_not_enabled_in_instance`), 422 (`form_param_value_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/role-sets/get/role_sets
   */
  list: Operation.get("/role_sets", {
    query: RoleSetFilters,
    success: Page(RoleSet),
    errors: [400, 401, 403, 422]
  }),

  /**
   * Creates a role set.
   *
   * Parameters: `name`, `key` (such as `"role_set:default"`, by default made from the name), `description`, `roles` (the keys of 1 to 10
   * roles), `defaultRoleKey` and `creatorRoleKey` (keys in `roles`), `type` (`"initial"` or `"custom"`).
   *
   * Returns the new role set. Not idempotent: when it fails with `outcomeUnknown`, look for its key with `get` before you try again.
   *
   * Fails with 400, 401, 402 (`unsupported_subscription_plan_features`), 403 (`organization_not_enabled_in_instance`), 404
   * (`resource_not_found` for an unknown role), 422 (`form_identifier_exists`, `form_param_value_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/role-sets/post/role_sets
   */
  create: Operation.post("/role_sets", {
    payload: NewRoleSet,
    success: RoleSet,
    errors: [400, 401, 402, 403, 404, 422]
  }),

  /**
   * Gets the role set with the key or the id `roleSetKeyOrId`.
   *
   * Returns the role set, with its roles.
   *
   * Fails with 401, 403 (`organization_not_enabled_in_instance`), 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/role-sets/get/role_sets/%7Brole_set_key_or_id%7D
   */
  get: Operation.get("/role_sets/:roleSetKeyOrId", {
    success: RoleSet,
    errors: [401, 403, 404]
  }),

  /**
   * Updates the role set with the key or the id `roleSetKeyOrId`. Parameters that are left out keep their value.
   *
   * Parameters: `name`, `key`, `description`, `type` (`"initial"` makes it the role set of new organizations), `defaultRoleKey` and
   * `creatorRoleKey` (keys of roles in the set).
   *
   * Returns the updated role set.
   *
   * Fails with 400, 401, 403 (`organization_not_enabled_in_instance`), 404 (`resource_not_found`), 422 (`form_identifier_exists`,
   * `form_param_value_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/role-sets/patch/role_sets/%7Brole_set_key_or_id%7D
   */
  update: Operation.patch("/role_sets/:roleSetKeyOrId", {
    payload: RoleSetChanges,
    success: RoleSet,
    errors: [400, 401, 403, 404, 422]
  }),

  /**
   * Deletes the role set with the key or the id `roleSetKeyOrId`, and gives its organizations another one. Clerk migrates the members in the
   * background.
   *
   * Parameters: `destRoleSetKey`, `reassignmentMappings` (the keys of roles that members get, by the keys of those that they have).
   *
   * Returns the deleted id. Not idempotent: when it fails with `outcomeUnknown`, 404 of `get` says that it has been done.
   *
   * Fails with 400, 401, 403 (`organization_not_enabled_in_instance`), 404 (`resource_not_found`), 422 (`form_param_missing`,
   * `form_param_value_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/role-sets/post/role_sets/%7Brole_set_key_or_id%7D/replace
   */
  replace: Operation.post("/role_sets/:roleSetKeyOrId/replace", {
    payload: RoleSetReplacement,
    success: DeletedObject,
    errors: [400, 401, 403, 404, 422]
  }),

  /**
   * Adds roles to the role set with the key or the id `roleSetKeyOrId`.
   *
   * Parameters: `roleKeys` (1 to 10), `defaultRoleKey` and `creatorRoleKey` (keys of roles that are added).
   *
   * Returns the role set, with its roles. Not idempotent: when it fails with `outcomeUnknown`, look at the roles with `get` before you try again.
   *
   * Fails with 400, 401, 403 (`organization_not_enabled_in_instance`), 404 (`resource_not_found`), 422 (`form_param_value_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/role-sets/post/role_sets/%7Brole_set_key_or_id%7D/roles
   */
  addRoles: Operation.post("/role_sets/:roleSetKeyOrId/roles", {
    payload: AddedRoles,
    success: RoleSet,
    errors: [400, 401, 403, 404, 422]
  }),

  /**
   * Removes a role from the role set with the key or the id `roleSetKeyOrId`, and gives its members another role.
   *
   * Parameters: `roleKey` (the key of the role to remove), `toRoleKey` (the key of the role that members get).
   *
   * Returns the role set, with its roles. Not idempotent: when it fails with `outcomeUnknown`, look at the roles with `get` before you try again.
   *
   * Fails with 400, 401, 403 (`organization_not_enabled_in_instance`), 404 (`resource_not_found`), 422 (`form_param_value_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/role-sets/post/role_sets/%7Brole_set_key_or_id%7D/roles/replace
   */
  replaceRole: Operation.post("/role_sets/:roleSetKeyOrId/roles/replace", {
    payload: Schema.Struct(snakeCase({
      /** The key of the role to remove. */
      roleKey: Schema.NonEmptyString,
      /** The key of the role that its members get. */
      toRoleKey: Schema.NonEmptyString
    })),
    success: RoleSet,
    errors: [400, 401, 403, 404, 422]
  })
}
