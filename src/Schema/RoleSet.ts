/**
 * Role sets: the roles that the members of an organization can have.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { OrganizationRoleId } from "./OrganizationRole.ts"
import { count, list, nullable, object, openEnum, text, Timestamp, withDefault } from "./wire/Fields.ts"
import { JsonObject } from "./wire/Json.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * The id of a role set. It must not be empty.
 *
 * @since 0.1.0
 * @category ids
 */
export const RoleSetId = Schema.NonEmptyString.pipe(Schema.brand("RoleSetId"))
/**
 * The id of a role set.
 *
 * @since 0.1.0
 * @category ids
 */
export type RoleSetId = typeof RoleSetId.Type

/**
 * A role in a role set.
 *
 * @since 0.1.0
 * @category models
 */
export class RoleSetItem extends Schema.Class<RoleSetItem>("effect-clerk/RoleSetItem")(snakeCase({
  /** The id of the role, `role_…`. */
  id: OrganizationRoleId,
  /** The object type, `"role_set_item"`. */
  object: object("role_set_item"),
  /** The name of the role. */
  name: text,
  /** The key of the role, such as `"org:admin"`. */
  key: text,
  /** The description of the role; null when there is none. */
  description: nullable(Schema.String),
  /** The number of members with the role in organizations with the role set; null when Clerk does not say. */
  membersCount: nullable(Schema.Number),
  /** Whether there are members with the role; null when Clerk does not say. */
  hasMembers: nullable(Schema.Boolean),
  /** When the role was created; null when Clerk does not say. */
  createdAt: nullable(Timestamp),
  /** When the role was last updated; null when Clerk does not say. */
  updatedAt: nullable(Timestamp)
})) {}

/**
 * The migration of members from one role set to another.
 *
 * @since 0.1.0
 * @category models
 */
export class RoleSetMigration extends Schema.Class<RoleSetMigration>("effect-clerk/RoleSetMigration")(snakeCase({
  /** The id of the migration. */
  id: text,
  /** The object type, `"role_set_migration"`. */
  object: object("role_set_migration"),
  /** The id of the organization; null for a migration of all. */
  organizationId: nullable(Schema.String),
  /** The id of the instance, `ins_…`. */
  instanceId: text,
  /** The id of the role set that members come from. */
  sourceRoleSetId: text,
  /** The id of the role set that members get; null within one role set. */
  destRoleSetId: nullable(Schema.String),
  /** What began the migration, such as `"role_set_deletion"`. */
  triggerType: withDefault(openEnum("role_set_deletion", "role_removal"), () => ""),
  /** The status, such as `"enqueued"`. */
  status: withDefault(openEnum("enqueued", "in_progress", "completed"), () => ""),
  /** How many members have been migrated. */
  migratedMembers: count,
  /** The keys of roles that members get, by the keys of the roles that they have; null without any. */
  mappings: nullable(JsonObject),
  /** When it began; null before. */
  startedAt: nullable(Timestamp),
  /** When it ended; null before. */
  completedAt: nullable(Timestamp),
  /** When it was created; null when Clerk does not say. */
  createdAt: nullable(Timestamp),
  /** When it was last updated; null when Clerk does not say. */
  updatedAt: nullable(Timestamp)
})) {}

/**
 * A role set: the roles that the members of an organization can have.
 *
 * @since 0.1.0
 * @category models
 */
export class RoleSet extends Schema.Class<RoleSet>("effect-clerk/RoleSet")(snakeCase({
  /** The id of the role set. */
  id: RoleSetId,
  /** The object type, `"role_set"`. */
  object: object("role_set"),
  /** The name of the role set. */
  name: text,
  /** The key, such as `"role_set:default"`. */
  key: text,
  /** The description; null when there is none. */
  description: nullable(Schema.String),
  /** The roles in the set. */
  roles: list(RoleSetItem),
  /** The role of new members; null when Clerk does not say. */
  defaultRole: nullable(RoleSetItem),
  /** The role of the creator of an organization; null when Clerk does not say. */
  creatorRole: nullable(RoleSetItem),
  /** `"initial"` for the role set of new organizations, of which there is one, else `"custom"`. */
  type: withDefault(openEnum("initial", "custom"), () => ""),
  /** The migration of members that has not ended; null without one. */
  roleSetMigration: nullable(RoleSetMigration),
  /** When it was created; null when Clerk does not say. */
  createdAt: nullable(Timestamp),
  /** When it was last updated; null when Clerk does not say. */
  updatedAt: nullable(Timestamp)
})) {}
