/**
 * The parameters of `OrganizationInvitations.list` and `OrganizationInvitations.listAll`.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { OrganizationInvitationStatus } from "./OrganizationInvitation.ts"
import { limit, offset, queryText } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * The orders of organization invitations: a field, with `-` in front of it for descending.
 *
 * @since 0.1.0
 * @category schemas
 */
export const OrganizationInvitationOrder = Schema.TemplateLiteral(
  Schema.Literal("", "+", "-"),
  Schema.Literal("created_at", "email_address")
)

const organizationInvitationFilters = Schema.Struct(snakeCase({
  /** The status of the invitations; every status by default. */
  status: Schema.optional(OrganizationInvitationStatus),
  /** The exact e-mail address that was invited. */
  emailAddress: queryText,
  /** The field to order by, with `-` in front of it for descending; `"-created_at"` by default. */
  orderBy: Schema.optional(OrganizationInvitationOrder),
  /** The maximum number of invitations in the page, 1 to 500; 10 by default. */
  limit,
  /** The number of invitations to skip; 0 by default. */
  offset
}))

/**
 * The filters, the order and the page of `OrganizationInvitations.list`.
 *
 * @since 0.1.0
 * @category models
 */
export interface OrganizationInvitationFilters extends Schema.Schema.Type<typeof organizationInvitationFilters> {}

/**
 * The filters, the order and the page of `OrganizationInvitations.list`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const OrganizationInvitationFilters: Schema.Schema<
  OrganizationInvitationFilters,
  typeof organizationInvitationFilters.Encoded
> = organizationInvitationFilters

const instanceInvitationFilters = Schema.Struct(snakeCase({
  /** The status of the invitations; every status by default. */
  status: Schema.optional(OrganizationInvitationStatus),
  /** Part of the e-mail address that was invited. */
  query: queryText,
  /** The field to order by, with `-` in front of it for descending; `"-created_at"` by default. */
  orderBy: Schema.optional(OrganizationInvitationOrder),
  /** The maximum number of invitations in the page, 1 to 500; 10 by default. */
  limit,
  /** The number of invitations to skip; 0 by default. */
  offset
}))

/**
 * The filters, the order and the page of `OrganizationInvitations.listAll`.
 *
 * @since 0.1.0
 * @category models
 */
export interface InstanceInvitationFilters extends Schema.Schema.Type<typeof instanceInvitationFilters> {}

/**
 * The filters, the order and the page of `OrganizationInvitations.listAll`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const InstanceInvitationFilters: Schema.Schema<
  InstanceInvitationFilters,
  typeof instanceInvitationFilters.Encoded
> = instanceInvitationFilters
