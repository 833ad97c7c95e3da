/** Clerk's official client against the in-memory roles of organizations, their permissions and role sets. */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { call, failure, server } from "../../support/official.ts"

it.layer(server())("Clerk's official client", (it) => {
  it.effect("manages roles of organizations and their permissions", () =>
    Effect.gen(function*() {
      const permission = yield* call(({ organizationPermissions }) =>
        organizationPermissions.createOrganizationPermission({ name: "Create invoices", key: "org:invoices:create" })
      )
      const renamed = yield* call(({ organizationPermissions }) =>
        organizationPermissions.updateOrganizationPermission({ permissionId: permission.id, name: "Invoices" })
      )
      assert.deepStrictEqual([renamed.name, renamed.key], ["Invoices", "org:invoices:create"])
      const permissions = yield* call(({ organizationPermissions }) =>
        organizationPermissions.getOrganizationPermissionList({ query: "invoices" })
      )
      assert.deepStrictEqual([permissions.data.map(({ id }) => id), permissions.totalCount], [[permission.id], 1])
      const role = yield* call(({ organizationRoles }) =>
        organizationRoles.createOrganizationRole({ name: "Accountant", key: "org:accountant" })
      )
      const both = { organizationRoleId: role.id, permissionId: permission.id }
      const assigned = yield* call(({ organizationRoles }) =>
        organizationRoles.assignPermissionToOrganizationRole(both)
      )
      assert.deepStrictEqual(assigned.permissions.map(({ key }) => key), ["org:invoices:create"])
      const removed = yield* call(({ organizationRoles }) =>
        organizationRoles.removePermissionFromOrganizationRole(both)
      )
      assert.deepStrictEqual(removed.permissions, [])
      const updated = yield* call(({ organizationRoles }) =>
        organizationRoles.updateOrganizationRole({ organizationRoleId: role.id, description: "money" })
      )
      assert.deepStrictEqual([updated.description, updated.isCreatorEligible], ["money", false])
      const found = yield* call(({ organizationRoles }) => organizationRoles.getOrganizationRole(role.id))
      assert.deepStrictEqual([found.key, found.description], ["org:accountant", "money"])
      const roles = yield* call(({ organizationRoles }) =>
        organizationRoles.getOrganizationRoleList({ orderBy: "name" })
      )
      assert.deepStrictEqual(roles.data.map(({ name }) => name), ["Accountant", "Admin", "Member"])
      const deleted = yield* call(({ organizationRoles }) => organizationRoles.deleteOrganizationRole(role.id))
      assert.strictEqual(deleted.id, role.id)
      yield* call(({ organizationPermissions }) => organizationPermissions.deleteOrganizationPermission(permission.id))
      assert.deepStrictEqual(
        yield* failure(({ organizationPermissions }) =>
          organizationPermissions.getOrganizationPermission(permission.id)
        ),
        { status: 404, code: "resource_not_found", paramName: undefined }
      )
    }))

  it.effect("manages role sets", () =>
    Effect.gen(function*() {
      const created = yield* call(({ roleSets }) =>
        roleSets.createRoleSet({
          name: "Admins",
          roles: ["org:admin"],
          defaultRoleKey: "org:admin",
          creatorRoleKey: "org:admin"
        })
      )
      assert.deepStrictEqual([created.key, created.type, created.defaultRole?.key], [
        "role_set:admins",
        "custom",
        "org:admin"
      ])
      const roleSetKeyOrId = created.key
      const { data } = yield* call(({ roleSets }) => roleSets.getRoleSetList({ query: "admins" }))
      assert.deepStrictEqual(data.map(({ id }) => id), [created.id])
      const added = yield* call(({ roleSets }) =>
        roleSets.addRolesToRoleSet({ roleSetKeyOrId, roleKeys: ["org:member"], defaultRoleKey: "org:member" })
      )
      assert.deepStrictEqual(added.roles.map(({ key }) => key), ["org:admin", "org:member"])
      const replaced = yield* call(({ roleSets }) =>
        roleSets.replaceRoleInRoleSet({ roleSetKeyOrId, roleKey: "org:member", toRoleKey: "org:admin" })
      )
      assert.deepStrictEqual(replaced.roles.map(({ key, membersCount }) => [key, membersCount]), [["org:admin", 0]])
      const updated = yield* call(({ roleSets }) => roleSets.updateRoleSet({ roleSetKeyOrId, description: "few" }))
      assert.strictEqual(updated.description, "few")
      yield* call(({ roleSets }) => roleSets.replaceRoleSet({ roleSetKeyOrId, destRoleSetKey: "role_set:default" }))
      assert.deepStrictEqual(yield* failure(({ roleSets }) => roleSets.getRoleSet(roleSetKeyOrId)), {
        status: 404,
        code: "resource_not_found",
        paramName: undefined
      })
    }))
})
