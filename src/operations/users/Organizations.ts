/**
 * The operations that get the organization memberships and invitations of users. They are part of the table in `operations/Users`.
 *
 * @since 0.1.0
 */
import * as Operation from "../../Operation.ts"
import { InvitationFilters, OrganizationInvitation } from "../../Schema/OrganizationInvitation.ts"
import { OrganizationMembership } from "../../Schema/OrganizationMembership.ts"
import { Page, PageFilters } from "../../Schema/wire/Lists.ts"
import { instanceMemberships } from "./InstanceMemberships.ts"

/**
 * The operations that get the organization memberships and invitations of users, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Gets the organization memberships of the user with the id `userId`.
   *
   * Parameters: `limit` (1 to 500, by default 10), `offset` (0 or more).
   *
   * Returns one page of memberships, and their total number.
   *
   * Fails with 403 (`organization_not_enabled_in_instance`), 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/get/users/%7Buser_id%7D/organization_memberships
   */
  getOrganizationMemberships: Operation.get("/users/:userId/organization_memberships", {
    query: PageFilters,
    success: Page(OrganizationMembership),
    errors: [403, 404]
  }),

  /**
   * Gets the organization memberships of all users of the instance.
   *
   * Parameters: `limit` (1 to 500, by default 10), `offset` (0 or more), `orderBy` (`created_at`, `email_address`, `first_name`,
   * `last_name`, `phone_number` or `username`, with `-` in front of it for descending).
   *
   * Returns one page of memberships, and their total number.
   *
   * Fails with 400, 401, 422 (`form_param_value_invalid`), 500.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organization-memberships/get/organization_memberships
   */
  getInstanceOrganizationMemberships: instanceMemberships,

  /**
   * Gets the organization invitations of the user with the id `userId`.
   *
   * Parameters: `limit` (1 to 500, by default 10), `offset` (0 or more), `status` (`"pending"`, `"accepted"`, `"revoked"`,
   * `"expired"`).
   *
   * Returns one page of invitations, and their total number.
   *
   * Fails with 400, 403 (`organization_not_enabled_in_instance`), 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/get/users/%7Buser_id%7D/organization_invitations
   */
  getOrganizationInvitations: Operation.get("/users/:userId/organization_invitations", {
    query: InvitationFilters,
    success: Page(OrganizationInvitation),
    errors: [400, 403, 404]
  })
}
