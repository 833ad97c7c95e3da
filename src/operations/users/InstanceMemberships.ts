/**
 * The operation on the organization memberships of all users. The tables in `operations/Users` and `operations/OrganizationMemberships`
 * share it.
 *
 * @since 0.1.0
 */
import * as Operation from "../../Operation.ts"
import { MembershipFilters } from "../../Schema/MembershipFilters.ts"
import { OrganizationMembership } from "../../Schema/OrganizationMembership.ts"
import { Page } from "../../Schema/wire/Lists.ts"

/**
 * Lists the organization memberships of all users of the instance.
 *
 * @since 0.1.0
 * @category operations
 */
export const instanceMemberships = Operation.get("/organization_memberships", {
  query: MembershipFilters,
  success: Page(OrganizationMembership),
  errors: [400, 401, 422, 500]
})
