/**
 * The parameters of `Organizations.list` and `Organizations.get`.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { filterValues, limit, offset, queryFlag, queryText, Signed } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

const organizationParts = Schema.Struct(snakeCase({
  /** `true` returns the numbers of members and of pending invitations; `false` by default. */
  includeMembersCount: queryFlag,
  /** `true` returns whether the organization has no member with elevated permissions; `false` by default. */
  includeMissingMemberWithElevatedPermissions: queryFlag
}))

/**
 * What `Organizations.get` returns in addition to the organization.
 *
 * @since 0.1.0
 * @category models
 */
export interface OrganizationParts extends Schema.Schema.Type<typeof organizationParts> {}

/**
 * What `Organizations.get` returns in addition to the organization.
 *
 * @since 0.1.0
 * @category schemas
 */
export const OrganizationParts: Schema.Schema<OrganizationParts, typeof organizationParts.Encoded> = organizationParts

/**
 * The orders of `Organizations.list`: a field, with `-` in front of it for descending.
 *
 * @since 0.1.0
 * @category schemas
 */
export const OrganizationOrder = Schema.TemplateLiteral(
  Schema.Literal("", "+", "-"),
  Schema.Literal("name", "created_at", "members_count")
)

const organizationFilters = Schema.Struct(snakeCase({
  /** `true` returns the numbers of members and of pending invitations; `false` by default. */
  includeMembersCount: queryFlag,
  /** `true` returns whether each organization has no member with elevated permissions; `false` by default. */
  includeMissingMemberWithElevatedPermissions: queryFlag,
  /** An exact id, or part of a name or slug. */
  query: queryText,
  /** The ids of users who are members, or are not with `{ exclude: id }`, 1 to 100. */
  userId: filterValues(Signed),
  /** Exact ids of organizations, or `{ exclude: id }` to leave one out, 1 to 100. */
  organizationId: filterValues(Signed),
  /** The field to order by, with `-` in front of it for descending; `"-created_at"` by default, the newest first. */
  orderBy: Schema.optional(OrganizationOrder),
  /** The maximum number of organizations in the page, 1 to 500; 10 by default. */
  limit,
  /** The number of organizations to skip; 0 by default. */
  offset
}))

/**
 * The filters, the order and the page of `Organizations.list`.
 *
 * @since 0.1.0
 * @category models
 */
export interface OrganizationFilters extends Schema.Schema.Type<typeof organizationFilters> {}

/**
 * The filters, the order and the page of `Organizations.list`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const OrganizationFilters: Schema.Schema<OrganizationFilters, typeof organizationFilters.Encoded> =
  organizationFilters
