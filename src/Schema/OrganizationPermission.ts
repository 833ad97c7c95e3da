/**
 * Permissions of organizations: what the roles of their members allow.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { nullable, object, openEnum, text, Timestamp, withDefault } from "./wire/Fields.ts"
import { keyOfPattern, limit, offset, queryText } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * The id of a permission of organizations. It must not be empty.
 *
 * @since 0.1.0
 * @category ids
 */
export const OrganizationPermissionId = Schema.NonEmptyString.pipe(Schema.brand("OrganizationPermissionId"))
/**
 * The id of a permission of organizations.
 *
 * @since 0.1.0
 * @category ids
 */
export type OrganizationPermissionId = typeof OrganizationPermissionId.Type

/**
 * A permission of organizations.
 *
 * @since 0.1.0
 * @category models
 */
export class OrganizationPermission
  extends Schema.Class<OrganizationPermission>("effect-clerk/OrganizationPermission")(snakeCase({
    /** The id of the permission. */
    id: OrganizationPermissionId,
    /** The object type, `"permission"`. */
    object: object("permission"),
    /** The name, such as `"Read members"`. */
    name: text,
    /** The key, such as `"org:invoices:create"`, which tokens and memberships have. */
    key: text,
    /** The description; empty when there is none. */
    description: text,
    /** `"system"` for a permission that every instance has and that cannot be changed, and `"user"` for your own. */
    type: withDefault(openEnum("user", "system"), () => ""),
    /** When it was created; null when Clerk does not say. */
    createdAt: nullable(Timestamp),
    /** When it was last updated; null when Clerk does not say. */
    updatedAt: nullable(Timestamp)
  }))
{}

const Key = keyOfPattern(
  /^org:(?!sys_)[a-z0-9_]+:[a-z0-9_]+$/,
  "a key such as org:feature:action, of lower-case letters, digits and _, that does not begin with org:sys_",
  "org:invoices:create"
)

const newOrganizationPermission = Schema.Struct(snakeCase({
  /** The name of the permission. */
  name: Schema.NonEmptyString,
  /**
   * The key, such as `"org:invoices:create"`: `org:`, a feature and an action, of lower-case letters, digits and `_`. It cannot begin with
   * `org:sys_`, and no other permission may have it.
   */
  key: Key,
  /** A description; none by default. */
  description: Schema.optional(Schema.String)
}))

/**
 * The parameters of `OrganizationPermissions.create`.
 *
 * @since 0.1.0
 * @category models
 */
export interface NewOrganizationPermission extends Schema.Schema.Type<typeof newOrganizationPermission> {}

/**
 * The parameters of `OrganizationPermissions.create`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const NewOrganizationPermission: Schema.Schema<
  NewOrganizationPermission,
  typeof newOrganizationPermission.Encoded
> = newOrganizationPermission

const organizationPermissionChanges = Schema.Struct(snakeCase({
  /** The new name of the permission. */
  name: Schema.optional(Schema.NonEmptyString),
  /** The new key, such as `"org:invoices:create"`, which no other permission may have. */
  key: Schema.optional(Key),
  /** The new description. */
  description: Schema.optional(Schema.String)
}))

/**
 * The parameters of `OrganizationPermissions.update`. Fields that are left out keep their value.
 *
 * @since 0.1.0
 * @category models
 */
export interface OrganizationPermissionChanges extends Schema.Schema.Type<typeof organizationPermissionChanges> {}

/**
 * The parameters of `OrganizationPermissions.update`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const OrganizationPermissionChanges: Schema.Schema<
  OrganizationPermissionChanges,
  typeof organizationPermissionChanges.Encoded
> = organizationPermissionChanges

const organizationPermissionFilters = Schema.Struct(snakeCase({
  /** Finds the permission with exactly this id, and those whose name or key contains it. */
  query: queryText,
  /** The field to order by, with `-` in front of it for descending. */
  orderBy: Schema.optional(
    Schema.TemplateLiteral(Schema.Literal("", "+", "-"), Schema.Literal("created_at", "name", "key"))
  ),
  /** The maximum number of permissions in the page, 1 to 500; 10 by default. */
  limit,
  /** The number of permissions to skip; 0 by default. */
  offset
}))

/**
 * The filters, the order and the page of `OrganizationPermissions.list`.
 *
 * @since 0.1.0
 * @category models
 */
export interface OrganizationPermissionFilters extends Schema.Schema.Type<typeof organizationPermissionFilters> {}

/**
 * The filters, the order and the page of `OrganizationPermissions.list`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const OrganizationPermissionFilters: Schema.Schema<
  OrganizationPermissionFilters,
  typeof organizationPermissionFilters.Encoded
> = organizationPermissionFilters
