/**
 * The operations on the members of organizations.
 *
 * @since 0.1.0
 */
import * as Operation from "../Operation.ts"
import { OrganizationMetadataChanges } from "../Schema/OrganizationChanges.ts"
import { OrganizationMembership } from "../Schema/OrganizationMembership.ts"
import { NewOrganizationMembership, OrganizationMembershipChanges } from "../Schema/OrganizationMembershipChanges.ts"
import { OrganizationMembershipFilters } from "../Schema/OrganizationMembershipFilters.ts"
import { Page } from "../Schema/wire/Lists.ts"
import { instanceMemberships } from "./users/InstanceMemberships.ts"

/**
 * The operations of `OrganizationMemberships`, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Makes a user a member of the organization with the id `organizationId`, without an invitation.
   *
   * Parameters: `userId`, `role` (the key of a role, such as `"org:member"`), `publicMetadata` and `privateMetadata` (at most 8 KB each; more
   * is refused before it is sent).
   *
   * Returns the new membership. Not idempotent: when it fails with `outcomeUnknown`, look for the user with the `userId` filter of `list`
   * before you try again. A second try fails with 400 `already_a_member_in_organization`.
   *
   * Fails with 400 (`already_a_member_in_organization`), 403 (`organization_membership_quota_exceeded`,
   * `organization_not_enabled_in_instance`), 404 (`resource_not_found`), 422 (`form_param_value_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organization-memberships/post/organizations/%7Borganization_id%7D/memberships
   */
  create: Operation.post("/organizations/:organizationId/memberships", {
    payload: NewOrganizationMembership,
    success: OrganizationMembership,
    errors: [400, 403, 404, 422]
  }),

  /**
   * Lists the members of the organization with the id `organizationId`, the newest first unless `orderBy` says otherwise.
   *
   * Parameters: filters (1 to 100 values each), `orderBy` (`created_at`, `email_address`, `first_name`, `last_name`, `phone_number` or
   * `username`, with `-` in front of it for descending), `limit` (1 to 500, by default 10), `offset` (0 or more).
   *
   * Returns one page of memberships, and the number of all that match.
   *
   * Fails with 401, 404 (`resource_not_found`), 422 (`form_param_value_invalid`, `form_param_invalid_date`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organization-memberships/get/organizations/%7Borganization_id%7D/memberships
   */
  list: Operation.get("/organizations/:organizationId/memberships", {
    query: OrganizationMembershipFilters,
    success: Page(OrganizationMembership),
    errors: [401, 404, 422]
  }),

  /**
   * Changes the role of the user with the id `userId` in the organization with the id `organizationId`.
   *
   * Parameters: `role` (the key of a role, such as `"org:admin"`).
   *
   * Returns the changed membership.
   *
   * Fails with 404 (`resource_not_found`), 422 (`form_param_value_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organization-memberships/patch/organizations/%7Borganization_id%7D/memberships/%7Buser_id%7D
   */
  update: Operation.patch("/organizations/:organizationId/memberships/:userId", {
    payload: OrganizationMembershipChanges,
    success: OrganizationMembership,
    errors: [404, 422]
  }),

  /**
   * Removes the user with the id `userId` from the organization with the id `organizationId`.
   *
   * Returns the membership that ended. A retry after a lost response fails with 404 if the first request removed the user.
   *
   * Fails with 401, 404 (`resource_not_found`), 422.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organization-memberships/delete/organizations/%7Borganization_id%7D/memberships/%7Buser_id%7D
   */
  delete: Operation.del("/organizations/:organizationId/memberships/:userId", {
    success: OrganizationMembership,
    errors: [401, 404, 422]
  }),

  /**
   * Merges metadata into that of the membership of the user with the id `userId` in the organization with the id `organizationId`, at every
   * depth. Keys that are left out keep their value; `null` removes a key. Each kind of metadata is limited to 8 KB (8192 bytes of its JSON)
   * after the merge; changes that exceed it by themselves are refused before they are sent.
   *
   * Returns the changed membership.
   *
   * Fails with 400, 404 (`resource_not_found`), 422 (`form_param_exceeds_allowed_size`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organization-memberships/patch/organizations/%7Borganization_id%7D/memberships/%7Buser_id%7D/metadata
   */
  updateMetadata: Operation.patch("/organizations/:organizationId/memberships/:userId/metadata", {
    payload: OrganizationMetadataChanges,
    success: OrganizationMembership,
    errors: [400, 404, 422]
  }),

  /**
   * Lists the memberships of all organizations of the instance. `Users.getInstanceOrganizationMemberships` is the same operation.
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
  listAll: instanceMemberships
}
