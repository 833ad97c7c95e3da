/**
 * The operations on the domains of an instance: the primary one, and satellites.
 *
 * @since 0.1.0
 */
import * as Operation from "../Operation.ts"
import { DeletedObject } from "../Schema/DeletedObject.ts"
import { Domain, DomainChanges, NewDomain } from "../Schema/Domain.ts"
import { Page } from "../Schema/wire/Lists.ts"

/**
 * The operations of `Domains`, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Lists all domains of the instance, the newest first. The list has no pages.
   *
   * Returns the primary domain and the satellites as `data`, and their number as `totalCount`.
   *
   * Clerk documents no error of its own.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/domains/get/domains
   */
  list: Operation.get("/domains", {
    success: Page(Domain),
    errors: []
  }),

  /**
   * Adds a satellite domain to the instance.
   *
   * Parameters: `name` (such as `"example.com"`; in development instances also with a port), `isSatellite` (always `true`), `proxyUrl` (in
   * production instances only).
   *
   * Returns the new domain. Not idempotent: when it fails with `outcomeUnknown`, look for its name in `list` before you try again. A second
   * try fails with 422.
   *
   * Fails with 400 (`domain_update_forbidden`), 402 (`unsupported_subscription_plan_features`), 422 (`primary_domain_already_exists`,
   * `form_already_exists`, `form_param_format_invalid`, `invalid_proxy_configuration`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/domains/post/domains
   */
  add: Operation.post("/domains", {
    payload: NewDomain,
    success: Domain,
    errors: [400, 402, 422]
  }),

  /**
   * Updates the domain with the id `domainId`, primary or satellite. Another name of the primary domain of a production instance needs its
   * DNS records first, and changes the home URL of the instance.
   *
   * Parameters: `domainId`, `name`, `proxyUrl` (in production instances only; `null` removes it), `isSecondary`. What is left out keeps its
   * value.
   *
   * Returns the domain.
   *
   * Fails with 400 (`domain_update_forbidden`), 404 (`resource_not_found`), 422 (`form_already_exists`, `form_param_format_invalid`,
   * `invalid_proxy_configuration`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/domains/patch/domains/%7Bdomain_id%7D
   */
  update: Operation.patch("/domains/:domainId", {
    payload: DomainChanges,
    success: Domain,
    errors: [400, 404, 422]
  }),

  /**
   * Deletes the satellite domain with the id `domainId`. The primary domain cannot be deleted.
   *
   * Returns the deleted id. A retry that gets 404 after a lost response also succeeds.
   *
   * Fails with 403 (`operation_not_allowed_on_primary_domain`), 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/domains/delete/domains/%7Bdomain_id%7D
   */
  delete: Operation.del("/domains/:domainId", {
    success: DeletedObject,
    errors: [403, 404],
    deletes: "domain"
  })
}
