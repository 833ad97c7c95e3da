/**
 * The roles of the members of organizations of an in-memory Clerk.
 */
import * as Effect from "effect/Effect"
import * as Ref from "effect/Ref"
import { operations } from "../../operations/OrganizationRoles.ts"
import { DeletedObject } from "../../Schema/DeletedObject.ts"
import { OrganizationSettings } from "../../Schema/Instance.ts"
import type { Instance } from "../Instance.ts"
import { checkCreator, checkKey, checkUnused, listed } from "../organizations/roleRules.ts"
import type { StoredRole } from "../organizations/Stored.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { now as currentTime } from "../server/now.ts"
import type { Resource } from "../server/Resource.ts"
import { omitEmptyKeys } from "../server/ResponseEncoder.ts"

export const make = ({ organizations: state }: Instance): Resource<typeof operations> => {
  const { permissions, roles, roleSets, settings, toRole } = state

  const keysOf = (ids: ReadonlyArray<string>) =>
    Effect.forEach(ids, (id) => Effect.map(permissions.find(id), ({ key }) => key))

  const change = Effect.fnUntraced(function*(before: StoredRole, changes: Partial<StoredRole>) {
    const after = { ...before, ...changes, updatedAt: yield* currentTime }
    yield* checkCreator(state, before.key, after.permissions)
    yield* roles.put(after)
    yield* follow(before.key, after.key)
    return yield* toRole(after)
  })

  /** Members, invitations and settings keep the role when its key changes. */
  const follow = Effect.fnUntraced(function*(before: string, role: string) {
    const renamed = (key: string) => key === before ? role : key
    yield* Ref.update(settings, (settings) =>
      new OrganizationSettings({
        ...settings,
        creatorRole: renamed(settings.creatorRole),
        domainsDefaultRole: renamed(settings.domainsDefaultRole)
      }))
    yield* Effect.forEach(yield* roleSets.all, (set) =>
      roleSets.put({
        ...set,
        roles: set.roles.map(renamed),
        creatorRole: renamed(set.creatorRole),
        defaultRole: renamed(set.defaultRole)
      }))
    yield* state.reassign((yield* state.organizations.all).map(({ id }) => id), renamed)
  })

  return {
    prefix: "organizationRoles",
    operations,
    transformBody: omitEmptyKeys({ byKey: new Map(), byObject: new Map(), isOpaque: () => false }),
    handlers: () => ({
      list: Effect.fnUntraced(function*(filters = {}) {
        const { data, totalCount } = listed(yield* roles.all, filters)
        return { data: yield* Effect.forEach(data, toRole), totalCount }
      }),

      create: Effect.fnUntraced(function*({ description, includeInInitialRoleSet, key, name, permissions }) {
        const all = yield* roles.all
        yield* checkKey(all, key)
        if (all.length >= (yield* settings).maxAllowedRoles) {
          return yield* ErrorResponse.ofCode("organization_instance_roles_quota_exceeded")
        }
        const added = yield* state.addRole({ key, name, description, permissions: yield* keysOf(permissions ?? []) })
        yield* Effect.forEach(yield* roleSets.all, (set) =>
          includeInInitialRoleSet && set.type === "initial"
            ? roleSets.put({ ...set, roles: [...set.roles, key] })
            : Effect.void)
        return yield* toRole(added)
      }),

      get: ({ organizationRoleId }) => Effect.flatMap(roles.find(organizationRoleId), toRole),

      update: Effect.fnUntraced(function*({ description, key, name, organizationRoleId, permissions }) {
        const before = yield* roles.find(organizationRoleId)
        yield* checkKey((yield* roles.all).filter(({ id }) => id !== before.id), key)
        return yield* change(before, {
          name: name ?? before.name,
          key: key ?? before.key,
          description: description ?? before.description,
          permissions: permissions == null ? before.permissions : yield* keysOf(permissions)
        })
      }),

      delete: Effect.fnUntraced(function*({ organizationRoleId }) {
        const role = yield* roles.find(organizationRoleId)
        yield* checkUnused(state, role)
        yield* roles.remove(role.id)
        yield* Effect.forEach(
          yield* roleSets.all,
          (set) => roleSets.put({ ...set, roles: set.roles.filter((key) => key !== role.key) })
        )
        return new DeletedObject({ object: "role", id: role.id, deleted: true })
      }),

      assignPermission: Effect.fnUntraced(function*({ organizationRoleId, permissionId }) {
        const role = yield* roles.find(organizationRoleId)
        const { key } = yield* permissions.find(permissionId)
        return role.permissions.includes(key)
          ? yield* ErrorResponse.ofCode("organization_role_permission_association_exists")
          : yield* change(role, { permissions: [...role.permissions, key] })
      }),

      removePermission: Effect.fnUntraced(function*({ organizationRoleId, permissionId }) {
        const role = yield* roles.find(organizationRoleId)
        const { key } = yield* permissions.find(permissionId)
        return role.permissions.includes(key)
          ? yield* change(role, { permissions: role.permissions.filter((other) => other !== key) })
          : yield* ErrorResponse.ofCode("resource_not_found")
      })
    })
  }
}
