/**
 * The operations on the permissions of organizations.
 *
 * @since 0.1.0
 */
import * as Operation from "../Operation.ts"
import { DeletedObject } from "../Schema/DeletedObject.ts"
import {
  NewOrganizationPermission,
  OrganizationPermission,
  OrganizationPermissionChanges,
  OrganizationPermissionFilters
} from "../Schema/OrganizationPermission.ts"
import { Page } from "../Schema/wire/Lists.ts"

/**
 * The operations of `OrganizationPermissions`, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Lists the permissions of organizations, with those of the system. Set `orderBy`, since Clerk does not document the default order.
   *
   * Parameters: `query` (an exact id, or a part of a name or key), `orderBy` (`"created_at"`, `"name"` or `"key"`, with `-` in front of it
   * for descending), `limit` (1 to 500, by default 10), `offset` (0 or more).
   *
   * Returns the permissions as `data`, and the number of all that match as `totalCount`.
   *
   * Fails with 401, 422 (`form_param_value_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organization-permissions/get/organization_permissions
   */
  list: Operation.get("/organization_permissions", {
    query: OrganizationPermissionFilters,
    success: Page(OrganizationPermission),
    errors: [401, 422]
  }),

  /**
   * Creates a permission of organizations.
   *
   * Parameters: `name`, `key` (such as `"org:invoices:create"`, of lower-case letters, digits and `_`; not `org:sys_…`), `description`.
   *
   * Returns the new permission. Not idempotent: when it fails with `outcomeUnknown`, look for its key with `list` before you try again.
   *
   * Fails with 400, 401, 402 (`unsupported_subscription_plan_features`), 404, 422 (`form_identifier_exists`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organization-permissions/post/organization_permissions
   */
  create: Operation.post("/organization_permissions", {
    payload: NewOrganizationPermission,
    success: OrganizationPermission,
    errors: [400, 401, 402, 404, 422]
  }),

  /**
   * Gets the permission with the id `permissionId`.
   *
   * Returns the permission.
   *
   * Fails with 401, 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organization-permissions/get/organization_permissions/%7Bpermission_id%7D
   */
  get: Operation.get("/organization_permissions/:permissionId", {
    success: OrganizationPermission,
    errors: [401, 404]
  }),

  /**
   * Updates the permission with the id `permissionId`. Parameters that are left out keep their value. Permissions of the system cannot be
   * updated.
   *
   * Parameters: `name`, `key`, `description`, as in `create`.
   *
   * Returns the updated permission.
   *
   * Fails with 400, 401, 403 (`organization_system_permission_not_modifiable`), 404 (`resource_not_found`), 422 (`form_identifier_exists`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organization-permissions/patch/organization_permissions/%7Bpermission_id%7D
   */
  update: Operation.patch("/organization_permissions/:permissionId", {
    payload: OrganizationPermissionChanges,
    success: OrganizationPermission,
    errors: [400, 401, 403, 404, 422]
  }),

  /**
   * Deletes the permission with the id `permissionId`, which roles then no longer have. Permissions of the system cannot be deleted.
   *
   * Returns the deleted id. A retry that gets 404 after a lost response also succeeds.
   *
   * Fails with 401, 403 (`organization_system_permission_not_modifiable`), 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organization-permissions/delete/organization_permissions/%7Bpermission_id%7D
   */
  delete: Operation.del("/organization_permissions/:permissionId", {
    success: DeletedObject,
    errors: [401, 403, 404],
    deletes: "permission"
  })
}
