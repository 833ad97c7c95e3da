/**
 * The operations on the roles of the members of organizations.
 *
 * @since 0.1.0
 */
import * as Operation from "../Operation.ts"
import { DeletedObject } from "../Schema/DeletedObject.ts"
import {
  NewOrganizationRole,
  OrganizationRole,
  OrganizationRoleChanges,
  OrganizationRoleFilters
} from "../Schema/OrganizationRole.ts"
import { Page } from "../Schema/wire/Lists.ts"

/**
 * The operations of `OrganizationRoles`, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Lists the roles of the members of organizations, the newest first unless `orderBy` says otherwise.
   *
   * Parameters: `query` (an exact id, or a part of a name or key), `orderBy` (`"created_at"`, `"name"` or `"key"`, with `-` in front of it
   * for descending), `limit` (1 to 500, by default 10), `offset` (0 or more).
   *
   * Returns the roles as `data`, with their permissions, and the number of all that match as `totalCount`.
   *
   * Fails with 400, 401, 403 (`organization_not_enabled_in_instance`), 422 (`form_param_value_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organization-roles/get/organization_roles
   */
  list: Operation.get("/organization_roles", {
    query: OrganizationRoleFilters,
    success: Page(OrganizationRole),
    errors: [400, 401, 403, 422]
  }),

  /**
   * Creates a role.
   *
   * Parameters: `name`, `key` (such as `"org:billing_manager"`, of lower-case letters, digits and `_`), `description`, `permissions` (their
   * ids), `includeInInitialRoleSet`.
   *
   * Returns the new role. Not idempotent: when it fails with `outcomeUnknown`, look for its key with `list` before you try again.
   *
   * Fails with 400, 401, 402 (`unsupported_subscription_plan_features`), 403 (`organization_instance_roles_quota_exceeded`), 404
   * (`resource_not_found` for an unknown permission), 422 (`form_identifier_exists`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organization-roles/post/organization_roles
   */
  create: Operation.post("/organization_roles", {
    payload: NewOrganizationRole,
    success: OrganizationRole,
    errors: [400, 401, 402, 403, 404, 422]
  }),

  /**
   * Gets the role with the id `organizationRoleId`.
   *
   * Returns the role, with its permissions.
   *
   * Fails with 401, 403 (`organization_not_enabled_in_instance`), 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organization-roles/get/organization_roles/%7Borganization_role_id%7D
   */
  get: Operation.get("/organization_roles/:organizationRoleId", {
    success: OrganizationRole,
    errors: [401, 403, 404]
  }),

  /**
   * Updates the role with the id `organizationRoleId`. Parameters that are left out keep their value.
   *
   * Parameters: `name`, `key`, `description`, `permissions` (their ids, which replace those before).
   *
   * Returns the updated role.
   *
   * Fails with 400, 401, 403 (`organization_not_enabled_in_instance`), 404 (`resource_not_found`), 422 (`form_identifier_exists`,
   * `organization_missing_creator_role_permissions`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organization-roles/patch/organization_roles/%7Borganization_role_id%7D
   */
  update: Operation.patch("/organization_roles/:organizationRoleId", {
    payload: OrganizationRoleChanges,
    success: OrganizationRole,
    errors: [400, 401, 403, 404, 422]
  }),

  /**
   * Deletes the role with the id `organizationRoleId`. A role that is in use is refused.
   *
   * Returns the deleted id. A retry that gets 404 after a lost response also succeeds.
   *
   * Fails with 401, 403 (`organization_not_enabled_in_instance`), 404 (`resource_not_found`), 422 (`organization_role_assigned_members`,
   * `organization_role_default_creator_role`, `organization_role_domain_default_role`, `organization_role_exists_in_invitations`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organization-roles/delete/organization_roles/%7Borganization_role_id%7D
   */
  delete: Operation.del("/organization_roles/:organizationRoleId", {
    success: DeletedObject,
    errors: [401, 403, 404, 422],
    deletes: "role"
  }),

  /**
   * Gives the role with the id `organizationRoleId` the permission with the id `permissionId`.
   *
   * Returns the role, with its permissions. Not idempotent: when it fails with `outcomeUnknown`, try again, where 409 says that it has been
   * done.
   *
   * Fails with 401, 403 (`organization_not_enabled_in_instance`), 404 (`resource_not_found`), 409
   * (`organization_role_permission_association_exists` when it has the permission already).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organization-roles/post/organization_roles/%7Borganization_role_id%7D/permissions/%7Bpermission_id%7D
   */
  assignPermission: Operation.post("/organization_roles/:organizationRoleId/permissions/:permissionId", {
    success: OrganizationRole,
    errors: [401, 403, 404, 409]
  }),

  /**
   * Takes the permission with the id `permissionId` from the role with the id `organizationRoleId`.
   *
   * Returns the role, with its permissions. A retry after a lost response fails with 404 if the first attempt took the permission.
   *
   * Fails with 401, 403 (`organization_not_enabled_in_instance`), 404 (`resource_not_found`), 422
   * (`organization_missing_creator_role_permissions`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organization-roles/delete/organization_roles/%7Borganization_role_id%7D/permissions/%7Bpermission_id%7D
   */
  removePermission: Operation.del("/organization_roles/:organizationRoleId/permissions/:permissionId", {
    success: OrganizationRole,
    errors: [401, 403, 404, 422]
  })
}
