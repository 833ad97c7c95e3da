/**
 * The roles and permissions of the organizations of an in-memory Clerk, and the settings that name roles.
 */
import * as Effect from "effect/Effect"
import * as Ref from "effect/Ref"
import { OrganizationSettings } from "../../Schema/Instance.ts"
import { OrganizationPermission, OrganizationPermissionId } from "../../Schema/OrganizationPermission.ts"
import { OrganizationRole, OrganizationRoleId } from "../../Schema/OrganizationRole.ts"
import * as Cells from "../server/Cells.ts"
import * as Collection from "../server/Collection.ts"
import type { Counters } from "../server/Counters.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { now as currentTime } from "../server/now.ts"
import { creatorRole, defaultRoles, isCreatorEligible, memberRole, systemPermissions } from "./roles.ts"
import type { NewRole, StoredRole, StoredRoleSet } from "./Stored.ts"

export interface RoleState {
  readonly roles: Collection.Collection<StoredRole>
  readonly permissions: Collection.Collection<OrganizationPermission>
  /** One of them is that of new organizations. */
  readonly roleSets: Collection.Collection<StoredRoleSet>
  /** The settings of the organizations of the instance. */
  readonly settings: Ref.Ref<OrganizationSettings>
  /** The role with a key, or 404. */
  readonly findRole: (key: string) => Effect.Effect<StoredRole, ErrorResponse.ErrorResponse>
  /** Stores a new role, and those of its permissions that are new. It checks no rules. */
  readonly addRole: (role: NewRole) => Effect.Effect<StoredRole>
  /** Stores a new permission. It checks no rules. */
  readonly addPermission: (permission: NewPermission) => Effect.Effect<OrganizationPermission>
  /** What the API returns of a role. */
  readonly toRole: (role: StoredRole) => Effect.Effect<OrganizationRole>
  readonly reset: Effect.Effect<void>
}

export interface NewPermission {
  readonly key: string
  readonly name: string
  readonly description?: string | undefined
}

export const make = Effect.fnUntraced(function*(counters: Counters): Effect.fn.Return<RoleState> {
  const roles = yield* Collection.make<StoredRole>()
  const permissions = yield* Collection.make<OrganizationPermission>()
  const roleSets = yield* Collection.make<StoredRoleSet>()
  const settings = yield* Cells.ref(initialSettings)

  const addPermission: RoleState["addPermission"] = Effect.fnUntraced(function*({ description = "", key, name }) {
    const now = yield* currentTime
    return yield* permissions.put(
      new OrganizationPermission({
        id: OrganizationPermissionId.make(yield* counters.nextId("perm")),
        object: "permission",
        name,
        key,
        description,
        type: key in systemPermissions ? "system" : "user",
        createdAt: now,
        updatedAt: now
      })
    )
  })

  const addRole: RoleState["addRole"] = Effect.fnUntraced(function*(role) {
    const known = (yield* permissions.all).map(({ key }) => key)
    yield* Effect.forEach(
      role.permissions.filter((key) => !known.includes(key)),
      (key) => addPermission({ key, name: systemPermissions[key] ?? key })
    )
    const now = yield* currentTime
    return yield* roles.put({
      ...role,
      id: yield* counters.nextId("role"),
      description: role.description ?? null,
      createdAt: now,
      updatedAt: now
    })
  })

  const addInitialRoleSet = Effect.gen(function*() {
    const now = yield* currentTime
    yield* roleSets.put({
      id: yield* counters.nextId("role_set"),
      key: initialRoleSetKey,
      name: "Default",
      description: null,
      type: "initial",
      roles: [creatorRole, memberRole],
      defaultRole: memberRole,
      creatorRole,
      createdAt: now,
      updatedAt: now
    })
  })

  return {
    roles,
    permissions,
    roleSets,
    settings,
    addRole,
    addPermission,
    findRole: (key) =>
      Effect.flatMap(roles.all, (all) => {
        const found = all.find((role) => role.key === key)
        return found === undefined ? roleNotFound : Effect.succeed(found)
      }),
    toRole: ({ permissions: keys, ...role }) =>
      Effect.map(permissions.all, (all) =>
        new OrganizationRole({
          ...role,
          id: OrganizationRoleId.make(role.id),
          object: "role",
          isCreatorEligible: isCreatorEligible(keys),
          permissions: all.filter(({ key }) => keys.includes(key))
        })),
    reset: Effect.all([
      roles.removeWhere(() => true),
      permissions.removeWhere(() => true),
      roleSets.removeWhere(() => true),
      Ref.set(settings, initialSettings),
      Effect.forEach(defaultRoles, addRole),
      addInitialRoleSet
    ], { discard: true })
  }
})

/** The error for a role that there is not, or that an organization cannot have. */
export const roleNotFound = ErrorResponse.ofCode(
  "resource_not_found",
  { param_name: "role" },
  "Organization role not found."
)

const initialRoleSetKey = "role_set:default"

const initialSettings = new OrganizationSettings({
  object: "organization_settings",
  enabled: true,
  maxAllowedMemberships: 5,
  maxAllowedRoles: 10,
  maxAllowedDomains: 10,
  creatorRole,
  adminDeleteEnabled: true,
  domainsDefaultRole: memberRole,
  initialRoleSetKey
})
