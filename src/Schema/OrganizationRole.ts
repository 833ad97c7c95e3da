/**
 * Roles of the members of organizations.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { OrganizationPermission } from "./OrganizationPermission.ts"
import { flag, list, nullable, object, text, Timestamp } from "./wire/Fields.ts"
import { clearable, keyOfPattern, limit, offset, queryText } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * The id of a role of organizations, `role_…`. It must not be empty.
 *
 * @since 0.1.0
 * @category ids
 */
export const OrganizationRoleId = Schema.NonEmptyString.pipe(Schema.brand("OrganizationRoleId"))
/**
 * The id of a role of organizations, `role_…`.
 *
 * @since 0.1.0
 * @category ids
 */
export type OrganizationRoleId = typeof OrganizationRoleId.Type

/**
 * A role of the members of organizations.
 *
 * @since 0.1.0
 * @category models
 */
export class OrganizationRole extends Schema.Class<OrganizationRole>("effect-clerk/OrganizationRole")(snakeCase({
  /** The id of the role, `role_…`. */
  id: OrganizationRoleId,
  /** The object type, `"role"`. */
  object: object("role"),
  /** The name, such as `"Billing manager"`. */
  name: text,
  /** The key, such as `"org:billing_manager"`, which memberships and tokens have. */
  key: text,
  /** The description; null when there is none. */
  description: nullable(Schema.String),
  /** Whether it has the permissions that the role of the creator of an organization needs. */
  isCreatorEligible: flag,
  /** What the role allows. */
  permissions: list(OrganizationPermission),
  /** When it was created; null when Clerk does not say. */
  createdAt: nullable(Timestamp),
  /** When it was last updated; null when Clerk does not say. */
  updatedAt: nullable(Timestamp)
})) {}

const Key = keyOfPattern(
  /^org:[a-z0-9_]+$/,
  "a key such as org:billing_manager, of lower-case letters, digits and _",
  "org:billing_manager"
)

const newOrganizationRole = Schema.Struct(snakeCase({
  /** The name of the role. */
  name: Schema.NonEmptyString,
  /** The key, such as `"org:billing_manager"`: `org:`, then lower-case letters, digits and `_`. No other role may have it. */
  key: Key,
  /** A description; none by default. */
  description: clearable(Schema.String),
  /** The ids of its permissions; none by default. */
  permissions: clearable(Schema.Array(Schema.String)),
  /** Whether the initial role set, which new organizations have, gets the role too. */
  includeInInitialRoleSet: clearable(Schema.Boolean)
}))

/**
 * The parameters of `OrganizationRoles.create`.
 *
 * @since 0.1.0
 * @category models
 */
export interface NewOrganizationRole extends Schema.Schema.Type<typeof newOrganizationRole> {}

/**
 * The parameters of `OrganizationRoles.create`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const NewOrganizationRole: Schema.Schema<NewOrganizationRole, typeof newOrganizationRole.Encoded> =
  newOrganizationRole

const organizationRoleChanges = Schema.Struct(snakeCase({
  /** The new name of the role. */
  name: clearable(Schema.NonEmptyString),
  /** The new key, such as `"org:billing_manager"`, which no other role may have. Members and settings with the role follow. */
  key: clearable(Key),
  /** The new description. */
  description: clearable(Schema.String),
  /** The ids of its permissions, which replace those before. */
  permissions: clearable(Schema.Array(Schema.String))
}))

/**
 * The parameters of `OrganizationRoles.update`. Fields that are left out, or null, keep their value.
 *
 * @since 0.1.0
 * @category models
 */
export interface OrganizationRoleChanges extends Schema.Schema.Type<typeof organizationRoleChanges> {}

/**
 * The parameters of `OrganizationRoles.update`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const OrganizationRoleChanges: Schema.Schema<OrganizationRoleChanges, typeof organizationRoleChanges.Encoded> =
  organizationRoleChanges

const organizationRoleFilters = Schema.Struct(snakeCase({
  /** Finds the role with exactly this id, and those whose name or key contains it. */
  query: queryText,
  /** The field to order by, with `-` in front of it for descending; `"-created_at"` by default, the newest roles first. */
  orderBy: Schema.optional(
    Schema.TemplateLiteral(Schema.Literal("", "+", "-"), Schema.Literal("created_at", "name", "key"))
  ),
  /** The maximum number of roles in the page, 1 to 500; 10 by default. */
  limit,
  /** The number of roles to skip; 0 by default. */
  offset
}))

/**
 * The filters, the order and the page of `OrganizationRoles.list`.
 *
 * @since 0.1.0
 * @category models
 */
export interface OrganizationRoleFilters extends Schema.Schema.Type<typeof organizationRoleFilters> {}

/**
 * The filters, the order and the page of `OrganizationRoles.list`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const OrganizationRoleFilters: Schema.Schema<OrganizationRoleFilters, typeof organizationRoleFilters.Encoded> =
  organizationRoleFilters
