/**
 * The parameters of `Users.getInstanceOrganizationMemberships`.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { limit, offset } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * The orders of `Users.getInstanceOrganizationMemberships`: a field, with `-` in front of it for descending.
 *
 * @since 0.1.0
 * @category schemas
 */
export const MembershipOrder = Schema.TemplateLiteral(
  Schema.Literal("", "+", "-"),
  Schema.Literal("created_at", "email_address", "first_name", "last_name", "phone_number", "username")
)

const membershipFilters = Schema.Struct(snakeCase({
  /** The maximum number of memberships in the page, 1 to 500; 10 by default. */
  limit,
  /** The number of memberships to skip; 0 by default. */
  offset,
  /** The field to order by, with `-` in front of it for descending. */
  orderBy: Schema.optional(MembershipOrder)
}))

/**
 * The order and the page of `Users.getInstanceOrganizationMemberships`.
 *
 * @since 0.1.0
 * @category models
 */
export interface MembershipFilters extends Schema.Schema.Type<typeof membershipFilters> {}

/**
 * The order and the page of `Users.getInstanceOrganizationMemberships`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const MembershipFilters: Schema.Schema<MembershipFilters, typeof membershipFilters.Encoded> = membershipFilters
