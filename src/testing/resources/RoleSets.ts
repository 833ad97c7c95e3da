/**
 * The role sets of an in-memory Clerk. Members are migrated at once.
 */
import * as Effect from "effect/Effect"
import * as Ref from "effect/Ref"
import { operations } from "../../operations/RoleSets.ts"
import { DeletedObject } from "../../Schema/DeletedObject.ts"
import { OrganizationSettings } from "../../Schema/Instance.ts"
import { Organization } from "../../Schema/Organization.ts"
import { OrganizationRoleId } from "../../Schema/OrganizationRole.ts"
import { RoleSet, RoleSetId, RoleSetItem } from "../../Schema/RoleSet.ts"
import type { Instance } from "../Instance.ts"
import { checkKey, listed } from "../organizations/roleRules.ts"
import { isCreatorEligible } from "../organizations/roles.ts"
import type { StoredOrganization, StoredRole, StoredRoleSet } from "../organizations/Stored.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { now as currentTime } from "../server/now.ts"
import type { Resource } from "../server/Resource.ts"
import { omitEmptyKeys } from "../server/ResponseEncoder.ts"

export const make = ({ counters, organizations: state }: Instance): Resource<typeof operations> => {
  const { findRole, roleSets } = state

  const find = (keyOrId: string) =>
    Effect.flatMap(roleSets.all, (all) => {
      const found = all.find(({ id, key }) => id === keyOrId || key === keyOrId)
      return found === undefined ? ErrorResponse.ofCode("resource_not_found") : Effect.succeed(found)
    })

  /** The organizations with a role set. One that names none has the initial one. */
  const organizationsOf = ({ key, type }: StoredRoleSet) =>
    Effect.map(
      state.organizations.all,
      (all) =>
        all.filter(({ organization }) =>
          organization.roleSetKey === key || organization.roleSetKey === null && type === "initial"
        )
    )

  const membersOf = Effect.fnUntraced(function*(roleSet: StoredRoleSet) {
    const ids = (yield* organizationsOf(roleSet)).map(({ id }) => id)
    return (yield* state.memberships.all).filter(({ organizationId }) => ids.includes(organizationId))
  })

  const toRoleSet = Effect.fnUntraced(function*(stored: StoredRoleSet) {
    const members = yield* membersOf(stored)
    const toItem = ({ createdAt, description, id, key, name, updatedAt }: StoredRole) => {
      const membersCount = members.filter(({ membership }) => membership.role === key).length
      return new RoleSetItem({
        id: OrganizationRoleId.make(id),
        object: "role_set_item",
        name,
        key,
        description,
        membersCount,
        hasMembers: membersCount > 0,
        createdAt,
        updatedAt
      })
    }
    const items = (yield* state.roles.all).filter(({ key }) => stored.roles.includes(key)).map(toItem)
    const { creatorRole, defaultRole, id, roles: _, ...fields } = stored
    return new RoleSet({
      ...fields,
      id: RoleSetId.make(id),
      object: "role_set",
      roles: items,
      defaultRole: items.find(({ key }) => key === defaultRole) ?? null,
      creatorRole: items.find(({ key }) => key === creatorRole) ?? null
    })
  })

  /** Checks a role set and stores it. There is one initial role set. */
  const put = Effect.fnUntraced(function*(roleSet: StoredRoleSet) {
    const others = (yield* roleSets.all).filter(({ id }) => id !== roleSet.id)
    yield* checkKey(others, roleSet.key)
    yield* ErrorResponse.failIfAny([
      ...roleSet.roles.includes(roleSet.defaultRole)
        ? []
        : [ErrorResponse.ofParam("form_param_value_invalid", "default_role_key")],
      ...roleSet.roles.includes(roleSet.creatorRole)
        ? []
        : [ErrorResponse.ofParam("form_param_value_invalid", "creator_role_key")]
    ])
    if (!isCreatorEligible((yield* findRole(roleSet.creatorRole)).permissions)) {
      return yield* ErrorResponse.ofCode("organization_missing_creator_role_permissions")
    }
    if (roleSet.type === "initial") {
      yield* Effect.forEach(others, (other) => roleSets.put({ ...other, type: "custom" }))
      yield* Ref.update(
        state.settings,
        (settings) => new OrganizationSettings({ ...settings, initialRoleSetKey: roleSet.key })
      )
    }
    return yield* roleSets.put({ ...roleSet, updatedAt: yield* currentTime })
  })

  const setKeyOf = (organizations: ReadonlyArray<StoredOrganization>, roleSetKey: string) =>
    Effect.forEach(organizations, (stored) =>
      state.organizations.put({
        ...stored,
        organization: new Organization({ ...stored.organization, roleSetKey }, true)
      }))

  return {
    prefix: "roleSets",
    operations,
    transformBody: omitEmptyKeys({
      byKey: new Map(),
      byObject: new Map([["role_set", ["role_set_migration"]]]),
      isOpaque: () => false
    }),
    handlers: () => ({
      list: Effect.fnUntraced(function*(filters = {}) {
        const { data, totalCount } = listed(yield* roleSets.all, filters)
        return { data: yield* Effect.forEach(data, toRoleSet), totalCount }
      }),

      create: Effect.fnUntraced(function*({ creatorRoleKey, defaultRoleKey, roles, type = "custom", ...input }) {
        yield* Effect.forEach(roles, findRole)
        const now = yield* currentTime
        const roleSet = yield* put({
          id: yield* counters.nextId("role_set"),
          key: input.key ?? `role_set:${input.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "_")}`,
          name: input.name,
          description: input.description ?? null,
          type,
          roles,
          defaultRole: defaultRoleKey,
          creatorRole: creatorRoleKey,
          createdAt: now,
          updatedAt: now
        })
        return yield* toRoleSet(roleSet)
      }),

      get: ({ roleSetKeyOrId }) => Effect.flatMap(find(roleSetKeyOrId), toRoleSet),

      update: Effect.fnUntraced(function*({ roleSetKeyOrId, ...changes }) {
        const before = yield* find(roleSetKeyOrId)
        const named = (yield* organizationsOf(before)).filter(({ organization }) => organization.roleSetKey !== null)
        const after = yield* put({
          ...before,
          name: changes.name ?? before.name,
          key: changes.key ?? before.key,
          description: changes.description ?? before.description,
          type: changes.type ?? before.type,
          defaultRole: changes.defaultRoleKey ?? before.defaultRole,
          creatorRole: changes.creatorRoleKey ?? before.creatorRole
        })
        yield* setKeyOf(named, after.key)
        return yield* toRoleSet(after)
      }),

      replace: Effect.fnUntraced(function*({ destRoleSetKey, reassignmentMappings = {}, roleSetKeyOrId }) {
        const source = yield* find(roleSetKeyOrId)
        const dest = yield* find(destRoleSetKey)
        if (dest.id === source.id) {
          return yield* ErrorResponse.ofParam("form_param_value_invalid", "dest_role_set_key")
        }
        if (Object.values(reassignmentMappings).some((key) => !dest.roles.includes(key))) {
          return yield* ErrorResponse.ofParam("form_param_value_invalid", "reassignment_mappings")
        }
        const roleOf = (key: string) => reassignmentMappings[key] ?? key
        const organizations = yield* organizationsOf(source)
        if ((yield* membersOf(source)).some(({ membership }) => !dest.roles.includes(roleOf(membership.role)))) {
          return yield* ErrorResponse.ofParam("form_param_missing", "reassignment_mappings")
        }
        yield* state.reassign(organizations.map(({ id }) => id), roleOf)
        yield* setKeyOf(organizations, dest.key)
        yield* roleSets.remove(source.id)
        if (source.type === "initial") {
          yield* put({ ...dest, type: "initial" })
        }
        return new DeletedObject({ object: "role_set", id: source.id, deleted: true })
      }),

      addRoles: Effect.fnUntraced(function*({ creatorRoleKey, defaultRoleKey, roleKeys, roleSetKeyOrId }) {
        const before = yield* find(roleSetKeyOrId)
        yield* Effect.forEach(roleKeys, findRole)
        const after = yield* put({
          ...before,
          roles: [...new Set([...before.roles, ...roleKeys])],
          defaultRole: defaultRoleKey ?? before.defaultRole,
          creatorRole: creatorRoleKey ?? before.creatorRole
        })
        return yield* toRoleSet(after)
      }),

      replaceRole: Effect.fnUntraced(function*({ roleKey, roleSetKeyOrId, toRoleKey }) {
        const before = yield* find(roleSetKeyOrId)
        yield* findRole(toRoleKey)
        if (roleKey === toRoleKey || !before.roles.includes(roleKey)) {
          return yield* ErrorResponse.ofParam("form_param_value_invalid", "role_key")
        }
        const roleOf = (key: string) => key === roleKey ? toRoleKey : key
        const after = yield* put({
          ...before,
          roles: [...new Set(before.roles.map(roleOf))],
          defaultRole: roleOf(before.defaultRole),
          creatorRole: roleOf(before.creatorRole)
        })
        yield* state.reassign((yield* organizationsOf(after)).map(({ id }) => id), roleOf)
        return yield* toRoleSet(after)
      })
    })
  }
}
