/**
 * The parameters of operations on role sets.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { clearable, items, keyOfPattern, limit, offset, queryText } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

const Key = keyOfPattern(
  /^role_set:[a-z0-9_]+$/,
  "a key such as role_set:default, of lower-case letters, digits and _",
  "role_set:default"
)

const RoleKeys = items(Schema.NonEmptyString, 10)

const newRoleSet = Schema.Struct(snakeCase({
  /** The name of the role set. */
  name: Schema.NonEmptyString,
  /**
   * The key, such as `"role_set:default"`: `role_set:`, then lower-case letters, digits and `_`. No other role set may have it. By default it
   * is made from the name.
   */
  key: Schema.optional(Key),
  /** A description; none by default. */
  description: clearable(Schema.String),
  /** The key of the role of new members, which must be in `roles`. */
  defaultRoleKey: Schema.NonEmptyString,
  /** The key of the role of the creator of an organization, which must be in `roles`. */
  creatorRoleKey: Schema.NonEmptyString,
  /** `"initial"` makes it the role set of new organizations, instead of the one before. */
  type: Schema.optional(Schema.Literal("initial", "custom")),
  /** The keys of its roles, 1 to 10. */
  roles: RoleKeys
}))

/**
 * The parameters of `RoleSets.create`.
 *
 * @since 0.1.0
 * @category models
 */
export interface NewRoleSet extends Schema.Schema.Type<typeof newRoleSet> {}

/**
 * The parameters of `RoleSets.create`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const NewRoleSet: Schema.Schema<NewRoleSet, typeof newRoleSet.Encoded> = newRoleSet

const roleSetChanges = Schema.Struct(snakeCase({
  /** The new name of the role set. */
  name: clearable(Schema.NonEmptyString),
  /** The new key, such as `"role_set:default"`, which no other role set may have. */
  key: clearable(Key),
  /** The new description. */
  description: clearable(Schema.String),
  /** `"initial"` makes it the role set of new organizations; the one before becomes a custom one. */
  type: clearable(Schema.Literal("initial")),
  /** The key of the role of new members, which must be in the role set. */
  defaultRoleKey: clearable(Schema.NonEmptyString),
  /** The key of the role of the creator of an organization, which must be in the role set. */
  creatorRoleKey: clearable(Schema.NonEmptyString)
}))

/**
 * The parameters of `RoleSets.update`. Fields that are left out, or null, keep their value.
 *
 * @since 0.1.0
 * @category models
 */
export interface RoleSetChanges extends Schema.Schema.Type<typeof roleSetChanges> {}

/**
 * The parameters of `RoleSets.update`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const RoleSetChanges: Schema.Schema<RoleSetChanges, typeof roleSetChanges.Encoded> = roleSetChanges

const roleSetFilters = Schema.Struct(snakeCase({
  /** Finds the role set with exactly this id, and those whose name or key contains it. */
  query: queryText,
  /** The field to order by, with `-` in front of it for descending; `"-created_at"` by default, the newest role sets first. */
  orderBy: Schema.optional(
    Schema.TemplateLiteral(Schema.Literal("", "+", "-"), Schema.Literal("created_at", "name", "key"))
  ),
  /** The maximum number of role sets in the page, 1 to 500; 10 by default. */
  limit,
  /** The number of role sets to skip; 0 by default. */
  offset
}))

/**
 * The filters, the order and the page of `RoleSets.list`.
 *
 * @since 0.1.0
 * @category models
 */
export interface RoleSetFilters extends Schema.Schema.Type<typeof roleSetFilters> {}

/**
 * The filters, the order and the page of `RoleSets.list`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const RoleSetFilters: Schema.Schema<RoleSetFilters, typeof roleSetFilters.Encoded> = roleSetFilters

const roleSetReplacement = Schema.Struct(snakeCase({
  /** The key of the role set that organizations get instead. */
  destRoleSetKey: Schema.NonEmptyString,
  /**
   * The keys of roles that members get, by the keys of the roles that they have. It is required for roles of members that the other role set
   * does not have.
   */
  reassignmentMappings: Schema.optional(Schema.Record({ key: Schema.String, value: Schema.String }))
}))

/**
 * The parameters of `RoleSets.replace`.
 *
 * @since 0.1.0
 * @category models
 */
export interface RoleSetReplacement extends Schema.Schema.Type<typeof roleSetReplacement> {}

/**
 * The parameters of `RoleSets.replace`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const RoleSetReplacement: Schema.Schema<RoleSetReplacement, typeof roleSetReplacement.Encoded> =
  roleSetReplacement

const addedRoles = Schema.Struct(snakeCase({
  /** The keys of the roles to add, 1 to 10. */
  roleKeys: RoleKeys,
  /** The key of the role of new members from now on, one of those that are added. */
  defaultRoleKey: Schema.optional(Schema.NonEmptyString),
  /** The key of the role of the creator of an organization from now on, one of those that are added. */
  creatorRoleKey: Schema.optional(Schema.NonEmptyString)
}))

/**
 * The parameters of `RoleSets.addRoles`.
 *
 * @since 0.1.0
 * @category models
 */
export interface AddedRoles extends Schema.Schema.Type<typeof addedRoles> {}

/**
 * The parameters of `RoleSets.addRoles`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const AddedRoles: Schema.Schema<AddedRoles, typeof addedRoles.Encoded> = addedRoles
