/**
 * The operations on the domains of organizations.
 *
 * @since 0.1.0
 */
import * as Operation from "../Operation.ts"
import { DeletedObject } from "../Schema/DeletedObject.ts"
import { NewOrganizationDomain, OrganizationDomain, OrganizationDomainChanges } from "../Schema/OrganizationDomain.ts"
import { InstanceDomainFilters, OrganizationDomainFilters } from "../Schema/OrganizationDomainFilters.ts"
import { Page } from "../Schema/wire/Lists.ts"

/**
 * The operations of `OrganizationDomains`, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Adds a domain to the organization with the id `organizationId`.
   *
   * Parameters: `name` (such as `"example.com"`), `enrollmentMode` (`"manual_invitation"`, `"automatic_invitation"`,
   * `"automatic_suggestion"` or `"enterprise_sso"`), `verified` (`true` by default).
   *
   * Returns the new domain. Not idempotent: when it fails with `outcomeUnknown`, look for it with the `domains` filter of `listAll` before
   * you try again. A second try fails with 422.
   *
   * Fails with 400, 403 (`organization_domains_not_enabled`, `organization_domain_quota_exceeded`,
   * `organization_domain_enrollment_mode_not_enabled`), 404 (`resource_not_found`), 422 (`organization_domain_already_exists`,
   * `organization_domain_already_exists_same_organization`, `organization_domain_common`, `organization_domain_blocked`,
   * `form_param_format_invalid`, `form_param_value_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organization-domains/post/organizations/%7Borganization_id%7D/domains
   */
  create: Operation.post("/organizations/:organizationId/domains", {
    payload: NewOrganizationDomain,
    success: OrganizationDomain,
    errors: [400, 403, 404, 422]
  }),

  /**
   * Lists the domains of the organization with the id `organizationId`, the newest first.
   *
   * Parameters: `verified`, `enrollmentMode` (a mode, or `{ exclude: mode }`), `limit` (1 to 500, by default 10), `offset` (0 or more).
   *
   * Returns one page of domains, and the number of all that match.
   *
   * Fails with 401, 404 (`resource_not_found`), 422 (`form_param_value_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organization-domains/get/organizations/%7Borganization_id%7D/domains
   */
  list: Operation.get("/organizations/:organizationId/domains", {
    query: OrganizationDomainFilters,
    success: Page(OrganizationDomain),
    errors: [401, 404, 422]
  }),

  /**
   * Updates the domain with the id `domainId` of the organization with the id `organizationId`. Fields that are left out keep their value.
   *
   * Parameters: `enrollmentMode`, `verified`.
   *
   * Returns the updated domain.
   *
   * Fails with 400, 403 (`organization_domain_enrollment_mode_not_enabled`), 404 (`resource_not_found`), 422 (`form_param_value_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organization-domains/patch/organizations/%7Borganization_id%7D/domains/%7Bdomain_id%7D
   */
  update: Operation.patch("/organizations/:organizationId/domains/:domainId", {
    payload: OrganizationDomainChanges,
    success: OrganizationDomain,
    errors: [400, 403, 404, 422]
  }),

  /**
   * Removes the domain with the id `domainId` from the organization with the id `organizationId`.
   *
   * Returns the deleted id. A retry that gets 404 after a lost response also succeeds.
   *
   * Fails with 400, 401, 403 (`organization_domains_not_enabled`), 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organization-domains/delete/organizations/%7Borganization_id%7D/domains/%7Bdomain_id%7D
   */
  delete: Operation.del("/organizations/:organizationId/domains/:domainId", {
    success: DeletedObject,
    errors: [400, 401, 403, 404],
    deletes: "organization_domain"
  }),

  /**
   * Marks the ownership of the domain with the id `domainId` as verified, without the challenge by DNS. A domain whose ownership is verified
   * already stays as it is.
   *
   * Returns the domain, with its `ownershipVerification`.
   *
   * Fails with 401, 403 (`organization_domains_not_enabled`), 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organization-domains/post/organizations/%7Borganization_id%7D/domains/%7Bdomain_id%7D/verify_ownership
   */
  verifyOwnership: Operation.post("/organizations/:organizationId/domains/:domainId/verify_ownership", {
    success: OrganizationDomain,
    errors: [401, 403, 404],
    idempotent: true
  }),

  /**
   * Lists the domains of all organizations of the instance, the newest first unless `orderBy` says otherwise.
   *
   * Parameters: `organizationId`, `verified`, `enrollmentMode` (modes, or `{ exclude: mode }`), `query` (part of a name, or the exact id of an
   * organization), `domains` (1 to 100 exact names), `orderBy` (`name` or `created_at`, with `-` in front of it for descending), `limit` (1 to
   * 500, by default 10), `offset` (0 or more).
   *
   * Returns one page of domains, and the number of all that match.
   *
   * Fails with 401, 403 (`organization_domains_not_enabled`), 422 (`form_param_value_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organization-domains/get/organization_domains
   */
  listAll: Operation.get("/organization_domains", {
    query: InstanceDomainFilters,
    success: Page(OrganizationDomain),
    errors: [401, 403, 422]
  })
}
