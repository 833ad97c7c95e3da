/** The roles of organizations, and their permissions. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted, Stream } from "effect"
import {
  InstanceSettings,
  OrganizationInvitations,
  OrganizationMemberships,
  organizationPermissionOperations,
  OrganizationPermissions,
  organizationRoleOperations,
  OrganizationRoles,
  Organizations,
  RoleSets,
  Sessions
} from "effect-clerk"
import * as ClerkKeys from "effect-clerk/ClerkKeys"
import * as SessionToken from "effect-clerk/SessionToken"
import { ClerkTest } from "effect-clerk/testing"
import { callsEveryOperation } from "../support/conformance/everyOperation.ts"
import { codesOf, failure, refusal } from "../support/wire.ts"
import { deleted, testOperations } from "../support/wireCases.ts"

const api = "https://api.clerk.com/v1"
const permissionId = "perm_1"
const organizationRoleId = "role_1"

const permission = {
  object: "permission",
  id: "perm_1",
  name: "Create invoices",
  key: "org:invoices:create",
  description: "for accountants",
  type: "user",
  created_at: 1735689600000,
  updated_at: 1735689600000
}
const permissionRead = {
  object: "permission",
  id: "perm_1",
  name: "Create invoices",
  key: "org:invoices:create",
  description: "for accountants",
  type: "user",
  createdAt: "2025-01-01T00:00:00.000Z",
  updatedAt: "2025-01-01T00:00:00.000Z"
}

const role = {
  object: "role",
  id: "role_1",
  name: "Accountant",
  key: "org:accountant",
  description: null,
  is_creator_eligible: false,
  permissions: [permission],
  created_at: 1735689600000,
  updated_at: 1735689600000
}
const roleRead = {
  object: "role",
  id: "role_1",
  name: "Accountant",
  key: "org:accountant",
  description: null,
  isCreatorEligible: false,
  permissions: [permissionRead],
  createdAt: "2025-01-01T00:00:00.000Z",
  updatedAt: "2025-01-01T00:00:00.000Z"
}

testOperations<typeof organizationPermissionOperations>("organizationPermissions", {
  list: {
    call: OrganizationPermissions.list({ query: "inv", orderBy: "key", limit: 2, offset: 4 }),
    sends: ["GET", `${api}/organization_permissions?query=inv&order_by=key&limit=2&offset=4`],
    answered: { data: [permission], total_count: 5 },
    reads: { data: [permissionRead], totalCount: 5 },
    refused: [422, "form_param_value_invalid"]
  },
  create: {
    call: OrganizationPermissions.create({
      name: "Create invoices",
      key: "org:invoices:create",
      description: "for accountants"
    }),
    sends: [
      "POST",
      `${api}/organization_permissions`,
      `{"name":"Create invoices","key":"org:invoices:create","description":"for accountants"}`
    ],
    answered: permission,
    reads: permissionRead,
    refused: [422, "form_identifier_exists"]
  },
  get: {
    call: OrganizationPermissions.get({ permissionId }),
    sends: ["GET", `${api}/organization_permissions/perm_1`],
    answered: permission,
    reads: permissionRead,
    refused: [404, "resource_not_found"]
  },
  update: {
    call: OrganizationPermissions.update({ permissionId, name: "Invoices" }),
    sends: ["PATCH", `${api}/organization_permissions/perm_1`, `{"name":"Invoices"}`],
    answered: { ...permission, name: "Invoices" },
    reads: { ...permissionRead, name: "Invoices" },
    refused: [403, "organization_system_permission_not_modifiable"]
  },
  delete: {
    call: OrganizationPermissions.delete({ permissionId }),
    sends: ["DELETE", `${api}/organization_permissions/perm_1`],
    ...deleted("permission", "perm_1"),
    refused: [404, "resource_not_found"]
  }
})

testOperations<typeof organizationRoleOperations>("organizationRoles", {
  list: {
    call: OrganizationRoles.list({ query: "acc", orderBy: "-created_at", limit: 2, offset: 4 }),
    sends: ["GET", `${api}/organization_roles?query=acc&order_by=-created_at&limit=2&offset=4`],
    answered: { data: [role], total_count: 5 },
    reads: { data: [roleRead], totalCount: 5 },
    refused: [403, "organization_not_enabled_in_instance"]
  },
  create: {
    call: OrganizationRoles.create({
      name: "Accountant",
      key: "org:accountant",
      description: null,
      permissions: ["perm_1"],
      includeInInitialRoleSet: true
    }),
    sends: [
      "POST",
      `${api}/organization_roles`,
      `{"name":"Accountant","key":"org:accountant","description":null,"permissions":["perm_1"],"include_in_initial_role_set":true}`
    ],
    answered: role,
    reads: roleRead,
    refused: [403, "organization_instance_roles_quota_exceeded"]
  },
  get: {
    call: OrganizationRoles.get({ organizationRoleId }),
    sends: ["GET", `${api}/organization_roles/role_1`],
    answered: role,
    reads: roleRead,
    refused: [404, "resource_not_found"]
  },
  update: {
    call: OrganizationRoles.update({ organizationRoleId, key: "org:clerk", permissions: [] }),
    sends: ["PATCH", `${api}/organization_roles/role_1`, `{"key":"org:clerk","permissions":[]}`],
    answered: { ...role, key: "org:clerk", permissions: [] },
    reads: { ...roleRead, key: "org:clerk", permissions: [] },
    refused: [422, "organization_missing_creator_role_permissions"]
  },
  delete: {
    call: OrganizationRoles.delete({ organizationRoleId }),
    sends: ["DELETE", `${api}/organization_roles/role_1`],
    ...deleted("role", "role_1"),
    refused: [422, "organization_role_assigned_members"]
  },
  assignPermission: {
    call: OrganizationRoles.assignPermission({ organizationRoleId, permissionId }),
    sends: ["POST", `${api}/organization_roles/role_1/permissions/perm_1`],
    answered: role,
    reads: roleRead,
    refused: [409, "organization_role_permission_association_exists"]
  },
  removePermission: {
    call: OrganizationRoles.removePermission({ organizationRoleId, permissionId }),
    sends: ["DELETE", `${api}/organization_roles/role_1/permissions/perm_1`],
    answered: { ...role, permissions: [] },
    reads: { ...roleRead, permissions: [] },
    refused: [404, "resource_not_found"]
  }
})

const organizationId = "org_acme"
const TestLive = Layer.provideMerge(
  ClerkKeys.layerJwks(),
  ClerkTest.layer({
    organizations: [{ id: organizationId, name: "Acme" }],
    users: [
      { id: "user_ada", organizationMemberships: [{ role: "org:admin", organization: { id: organizationId } }] },
      { id: "user_bob", organizationMemberships: [{ role: "org:member", organization: { id: organizationId } }] }
    ]
  })
)

const invoices = { name: "Create invoices", key: "org:invoices:create" }
const accountant = { name: "Accountant", key: "org:accountant" }

/** The only role or permission with a key. */
const roleWith = (key: string) =>
  Effect.map(OrganizationRoles.list({ query: key }), ({ data }) => data.find((role) => role.key === key)!)
const permissionWith = (key: string) =>
  Effect.map(OrganizationPermissions.list({ query: key }), ({ data }) => data.find((it) => it.key === key)!)

describe("Keys of roles and permissions", () => {
  it.effect("are refused before they are sent when they do not have Clerk's format", () =>
    Effect.gen(function*() {
      for (const key of ["invoices:create", "org:invoices", "org:Invoices:create", "org:sys_invoices:create"]) {
        const reason = yield* failure(OrganizationPermissions.create({ name: "Invoices", key }))
        assert.strictEqual(reason._tag, "InvalidRequest")
      }
      for (const key of ["accountant", "org:", "org:a-b", "org:a:b"]) {
        const reason = yield* failure(OrganizationRoles.update({ organizationRoleId, key }))
        assert.strictEqual(reason._tag, "InvalidRequest")
      }
      assert.lengthOf(yield* ClerkTest.requests, 0)
    }).pipe(Effect.provide(TestLive)))

  it.effect("are refused with a message that does not repeat them, since a wrong value may be a secret", () =>
    Effect.gen(function*() {
      const key = "Canary"
      const reasons = yield* Effect.all([
        failure(OrganizationPermissions.create({ name: "Invoices", key })),
        failure(OrganizationRoles.create({ name: "Accountant", key })),
        failure(
          RoleSets.create({ name: "Set", key, roles: [], defaultRoleKey: "org:member", creatorRoleKey: "org:admin" })
        )
      ])
      for (const reason of reasons) {
        assert.strictEqual(reason._tag, "InvalidRequest")
        assert.notInclude(JSON.stringify(reason), key)
      }
    }).pipe(Effect.provide(TestLive)))
})

describe("The in-memory Clerk", () => {
  it.effect("has the permissions of the system, which cannot be changed", () =>
    Effect.gen(function*() {
      const { data, totalCount } = yield* OrganizationPermissions.list({ orderBy: "key", limit: 1 })
      assert.deepStrictEqual([data.map(({ key, type }) => [key, type]), totalCount], [
        [["org:sys_billing:manage", "system"]],
        8
      ])
      const permissionId = data[0]!.id
      const code = "organization_system_permission_not_modifiable"
      assert.deepStrictEqual(yield* codesOf(OrganizationPermissions.update({ permissionId, name: "a" })), [403, code])
      assert.deepStrictEqual(yield* codesOf(OrganizationPermissions.delete({ permissionId })), [403, code])
    }).pipe(Effect.provide(TestLive)))

  it.effect("puts the permissions of a new role into memberships and session tokens", () =>
    Effect.gen(function*() {
      const { id } = yield* OrganizationPermissions.create(invoices)
      yield* OrganizationRoles.create({ ...accountant, permissions: [id] })
      const changed = yield* OrganizationMemberships.update({
        organizationId,
        userId: "user_bob",
        role: accountant.key
      })
      assert.deepStrictEqual([changed.roleName, changed.permissions], ["Accountant", [invoices.key]])
      const session = yield* Sessions.create({ userId: "user_bob", activeOrganizationId: organizationId })
      const { jwt } = yield* Sessions.createToken({ sessionId: session.id })
      const { organization } = yield* SessionToken.verify(Redacted.value(jwt))
      assert.deepStrictEqual([organization?.role, organization?.permissions], [accountant.key, [invoices.key]])
    }).pipe(Effect.provide(TestLive)))

  it.effect("gives permissions to roles and takes them, also when a permission is renamed or deleted", () =>
    Effect.gen(function*() {
      const { id: permissionId } = yield* OrganizationPermissions.create(invoices)
      const { id: organizationRoleId } = yield* OrganizationRoles.create(accountant)
      const both = { organizationRoleId, permissionId }
      const keys = Effect.map(
        OrganizationRoles.get({ organizationRoleId }),
        ({ permissions }) => permissions.map(({ key }) => key)
      )
      assert.lengthOf((yield* OrganizationRoles.assignPermission(both)).permissions, 1)
      assert.deepStrictEqual(yield* codesOf(OrganizationRoles.assignPermission(both)), [
        409,
        "organization_role_permission_association_exists"
      ])
      yield* OrganizationPermissions.update({ permissionId, key: "org:invoices:write" })
      assert.deepStrictEqual(yield* keys, ["org:invoices:write"])
      assert.lengthOf((yield* OrganizationRoles.removePermission(both)).permissions, 0)
      assert.deepStrictEqual(yield* codesOf(OrganizationRoles.removePermission(both)), [404, "resource_not_found"])
      yield* OrganizationRoles.update({ organizationRoleId, permissions: [permissionId] })
      yield* OrganizationPermissions.delete({ permissionId })
      assert.deepStrictEqual(yield* keys, [])
    }).pipe(Effect.provide(TestLive)))

  it.effect("lets members, invitations and settings follow a role whose key changes", () =>
    Effect.gen(function*() {
      yield* OrganizationInvitations.create({ organizationId, emailAddress: "eve@example.com", role: "org:admin" })
      const { id: organizationRoleId } = yield* roleWith("org:admin")
      yield* OrganizationRoles.update({ organizationRoleId, key: "org:owner", name: "Owner" })
      const { data } = yield* OrganizationMemberships.list({ organizationId, role: ["org:owner"] })
      assert.deepStrictEqual(data.map(({ publicUserData }) => publicUserData?.userId), ["user_ada"])
      const invitations = yield* OrganizationInvitations.list({ organizationId })
      assert.deepStrictEqual(invitations.data.map(({ role }) => role), ["org:owner"])
      assert.strictEqual((yield* InstanceSettings.getOrganizationSettings()).creatorRole, "org:owner")
      const { id } = yield* Organizations.create({ name: "Other", createdBy: "user_bob" })
      const others = yield* OrganizationMemberships.list({ organizationId: id })
      assert.deepStrictEqual(others.data.map(({ role, roleName }) => [role, roleName]), [["org:owner", "Owner"]])
    }).pipe(Effect.provide(TestLive)))

  it.effect("refuses to delete a role that is in use", () =>
    Effect.gen(function*() {
      const codeOf = (key: string) =>
        Effect.flatMap(
          roleWith(key),
          ({ id: organizationRoleId }) => codesOf(OrganizationRoles.delete({ organizationRoleId }))
        )
      assert.deepStrictEqual(yield* codeOf("org:admin"), [422, "organization_role_default_creator_role"])
      assert.deepStrictEqual(yield* codeOf("org:member"), [422, "organization_role_domain_default_role"])
      const { id: organizationRoleId } = yield* OrganizationRoles.create(accountant)
      const role = accountant.key
      yield* OrganizationMemberships.update({ organizationId, userId: "user_bob", role })
      assert.deepStrictEqual(yield* codeOf(role), [422, "organization_role_assigned_members"])
      yield* OrganizationMemberships.delete({ organizationId, userId: "user_bob" })
      const invitation = yield* OrganizationInvitations.create({ organizationId, emailAddress: "a@b.example", role })
      assert.deepStrictEqual(yield* codeOf(role), [422, "organization_role_exists_in_invitations"])
      yield* OrganizationInvitations.revoke({ organizationId, invitationId: invitation.id })
      yield* OrganizationRoles.delete({ organizationRoleId })
      assert.deepStrictEqual(
        yield* codesOf(OrganizationMemberships.create({ organizationId, userId: "user_bob", role })),
        [404, "resource_not_found"]
      )
    }).pipe(Effect.provide(TestLive)))

  it.effect("has one role of a key, at most ten roles, and a creator role with the permissions that it needs", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* codesOf(OrganizationRoles.create({ name: "Admin", key: "org:admin" })), [
        422,
        "form_identifier_exists"
      ])
      assert.deepStrictEqual(yield* codesOf(OrganizationRoles.create({ ...accountant, permissions: ["perm_none"] })), [
        404,
        "resource_not_found"
      ])
      const { id: organizationRoleId, isCreatorEligible } = yield* roleWith("org:admin")
      assert.isTrue(isCreatorEligible)
      const missing = [422, "organization_missing_creator_role_permissions"]
      const { id: permissionId } = yield* permissionWith("org:sys_memberships:manage")
      assert.deepStrictEqual(
        yield* codesOf(OrganizationRoles.removePermission({ organizationRoleId, permissionId })),
        missing
      )
      const { id } = yield* OrganizationRoles.create(accountant)
      assert.deepStrictEqual(
        yield* codesOf(InstanceSettings.updateOrganizationSettings({ creatorRoleId: id })),
        missing
      )
      const settings = yield* InstanceSettings.updateOrganizationSettings({ domainsDefaultRoleId: id })
      assert.strictEqual(settings.domainsDefaultRole, accountant.key)
      yield* Effect.forEach(Array.from("abcdefg"), (key) => OrganizationRoles.create({ name: key, key: `org:${key}` }))
      assert.deepStrictEqual(yield* codesOf(OrganizationRoles.create({ name: "h", key: "org:h" })), [
        403,
        "organization_instance_roles_quota_exceeded"
      ])
      const { data } = yield* OrganizationRoles.list({ limit: 2 })
      assert.deepStrictEqual(data.map(({ name }) => name), ["g", "f"])
      const streamed = yield* Stream.runCollect(OrganizationRoles.stream({ orderBy: "name", query: "org:a" }))
      assert.deepStrictEqual(Array.from(streamed, ({ key }) => key), ["org:a", "org:accountant", "org:admin"])
      const permissions = yield* Stream.runCollect(OrganizationPermissions.stream({ query: "sys_domains" }))
      assert.lengthOf(Array.from(permissions), 2)
    }).pipe(Effect.provide(TestLive)))

  it.effect("sends what Clerk's OpenAPI file allows, for every operation on roles and permissions", () =>
    Effect.gen(function*() {
      yield* callsEveryOperation(
        "organizationPermissions",
        organizationPermissionOperations,
        Effect.gen(function*() {
          const { id: permissionId } = yield* OrganizationPermissions.create({ ...invoices, description: "money" })
          yield* OrganizationPermissions.list({ query: "org", orderBy: "-name", limit: 2, offset: 0 })
          yield* OrganizationPermissions.get({ permissionId })
          yield* OrganizationPermissions.update({ permissionId, name: "Invoices", key: "org:invoices:write" })
          yield* OrganizationPermissions.delete({ permissionId })
          yield* refusal(OrganizationPermissions.get({ permissionId }))
        })
      )
      yield* ClerkTest.reset
      yield* callsEveryOperation(
        "organizationRoles",
        organizationRoleOperations,
        Effect.gen(function*() {
          const { id: permissionId } = yield* OrganizationPermissions.create(invoices)
          const { id: organizationRoleId } = yield* OrganizationRoles.create({ ...accountant, permissions: null })
          const both = { organizationRoleId, permissionId }
          yield* OrganizationRoles.list({ query: "org", orderBy: "+key", limit: 2, offset: 0 })
          yield* OrganizationRoles.get({ organizationRoleId })
          yield* OrganizationRoles.update({ organizationRoleId, description: "money", permissions: [permissionId] })
          yield* OrganizationRoles.removePermission(both)
          yield* OrganizationRoles.assignPermission(both)
          yield* OrganizationRoles.delete({ organizationRoleId })
          yield* refusal(OrganizationRoles.get({ organizationRoleId }))
        })
      )
    }).pipe(Effect.provide(ClerkTest.layer())))
})
