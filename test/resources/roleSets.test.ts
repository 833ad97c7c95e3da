/** Role sets. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import {
  InstanceSettings,
  OrganizationInvitations,
  OrganizationMemberships,
  OrganizationRoles,
  Organizations,
  roleSetOperations,
  RoleSets
} from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { callsEveryOperation } from "../support/conformance/everyOperation.ts"
import { codesOf, failure, refusal } from "../support/wire.ts"
import { testOperations } from "../support/wireCases.ts"

const api = "https://api.clerk.com/v1"
const roleSetKeyOrId = "role_set:firms"

const item = {
  object: "role_set_item",
  id: "role_1",
  name: "Admin",
  key: "org:admin",
  description: null,
  members_count: 2,
  has_members: true,
  created_at: 1735689600000,
  updated_at: 1735689600000
}
const itemRead = {
  object: "role_set_item",
  id: "role_1",
  name: "Admin",
  key: "org:admin",
  description: null,
  membersCount: 2,
  hasMembers: true,
  createdAt: "2025-01-01T00:00:00.000Z",
  updatedAt: "2025-01-01T00:00:00.000Z"
}
const roleSet = {
  object: "role_set",
  id: "role_set_1",
  name: "Firms",
  key: "role_set:firms",
  description: null,
  roles: [item],
  default_role: item,
  creator_role: item,
  type: "custom",
  role_set_migration: {
    object: "role_set_migration",
    id: "migration_1",
    organization_id: null,
    instance_id: "ins_1",
    source_role_set_id: "role_set_1",
    dest_role_set_id: "role_set_2",
    trigger_type: "role_set_deletion",
    status: "enqueued",
    migrated_members: 0,
    mappings: { "org:member": "org:admin" },
    started_at: null,
    completed_at: null,
    created_at: 1735689600000,
    updated_at: 1735689600000
  },
  created_at: 1735689600000,
  updated_at: 1735689600000
}
const roleSetRead = {
  object: "role_set",
  id: "role_set_1",
  name: "Firms",
  key: "role_set:firms",
  description: null,
  roles: [itemRead],
  defaultRole: itemRead,
  creatorRole: itemRead,
  type: "custom",
  roleSetMigration: {
    object: "role_set_migration",
    id: "migration_1",
    organizationId: null,
    instanceId: "ins_1",
    sourceRoleSetId: "role_set_1",
    destRoleSetId: "role_set_2",
    triggerType: "role_set_deletion",
    status: "enqueued",
    migratedMembers: 0,
    mappings: { "org:member": "org:admin" },
    startedAt: null,
    completedAt: null,
    createdAt: "2025-01-01T00:00:00.000Z",
    updatedAt: "2025-01-01T00:00:00.000Z"
  },
  createdAt: "2025-01-01T00:00:00.000Z",
  updatedAt: "2025-01-01T00:00:00.000Z"
}

testOperations<typeof roleSetOperations>("roleSets", {
  list: {
    call: RoleSets.list({ query: "firm", orderBy: "-created_at", limit: 2, offset: 4 }),
    sends: ["GET", `${api}/role_sets?query=firm&order_by=-created_at&limit=2&offset=4`],
    answered: { data: [roleSet], total_count: 5 },
    reads: { data: [roleSetRead], totalCount: 5 },
    refused: [403, "organization_not_enabled_in_instance"]
  },
  create: {
    call: RoleSets.create({
      name: "Firms",
      key: "role_set:firms",
      description: null,
      defaultRoleKey: "org:admin",
      creatorRoleKey: "org:admin",
      type: "custom",
      roles: ["org:admin"]
    }),
    sends: [
      "POST",
      `${api}/role_sets`,
      `{"name":"Firms","key":"role_set:firms","description":null,"default_role_key":"org:admin","creator_role_key":"org:admin","type":"custom","roles":["org:admin"]}`
    ],
    answered: roleSet,
    reads: roleSetRead,
    refused: [422, "form_identifier_exists"]
  },
  get: {
    call: RoleSets.get({ roleSetKeyOrId }),
    sends: ["GET", `${api}/role_sets/role_set%3Afirms`],
    answered: roleSet,
    reads: roleSetRead,
    refused: [404, "resource_not_found"]
  },
  update: {
    call: RoleSets.update({ roleSetKeyOrId, type: "initial", defaultRoleKey: "org:admin" }),
    sends: ["PATCH", `${api}/role_sets/role_set%3Afirms`, `{"type":"initial","default_role_key":"org:admin"}`],
    answered: { ...roleSet, type: "initial", role_set_migration: null },
    reads: { ...roleSetRead, type: "initial", roleSetMigration: null },
    refused: [404, "resource_not_found"]
  },
  replace: {
    call: RoleSets.replace({
      roleSetKeyOrId,
      destRoleSetKey: "role_set:default",
      reassignmentMappings: { "org:accountant": "org:member" }
    }),
    sends: [
      "POST",
      `${api}/role_sets/role_set%3Afirms/replace`,
      `{"dest_role_set_key":"role_set:default","reassignment_mappings":{"org:accountant":"org:member"}}`
    ],
    answered: { object: "role_set", id: "role_set_1", deleted: true },
    reads: { object: "role_set", id: "role_set_1", deleted: true, slug: null, externalId: null },
    refused: [404, "resource_not_found"]
  },
  addRoles: {
    call: RoleSets.addRoles({ roleSetKeyOrId, roleKeys: ["org:accountant"], defaultRoleKey: "org:accountant" }),
    sends: [
      "POST",
      `${api}/role_sets/role_set%3Afirms/roles`,
      `{"role_keys":["org:accountant"],"default_role_key":"org:accountant"}`
    ],
    answered: roleSet,
    reads: roleSetRead,
    refused: [404, "resource_not_found"]
  },
  replaceRole: {
    call: RoleSets.replaceRole({ roleSetKeyOrId, roleKey: "org:accountant", toRoleKey: "org:admin" }),
    sends: [
      "POST",
      `${api}/role_sets/role_set%3Afirms/roles/replace`,
      `{"role_key":"org:accountant","to_role_key":"org:admin"}`
    ],
    answered: roleSet,
    reads: roleSetRead,
    refused: [422, "form_param_value_invalid"]
  }
})

const layer = ClerkTest.layer({ users: [{ id: "user_ada" }, { id: "user_bob" }] })

/** Firms have administrators and accountants. */
const firms = {
  name: "Firms",
  roles: ["org:admin", "org:accountant"],
  defaultRoleKey: "org:accountant",
  creatorRoleKey: "org:admin"
}

/** A role set with an organization, of which Ada is the administrator and Bob an accountant. */
const setUp = Effect.gen(function*() {
  yield* OrganizationRoles.create({ name: "Accountant", key: "org:accountant" })
  const { key } = yield* RoleSets.create(firms)
  const { id: organizationId } = yield* Organizations.create({ name: "Acme", roleSetKey: key, createdBy: "user_ada" })
  yield* OrganizationMemberships.create({ organizationId, userId: "user_bob", role: "org:accountant" })
  return { key, organizationId }
})

const rolesOf = (organizationId: string) =>
  Effect.map(
    OrganizationMemberships.list({ organizationId, orderBy: "created_at" }),
    ({ data }) => data.map(({ role }) => role)
  )

describe("RoleSets.create", () => {
  it.effect("refuses keys and numbers of roles that Clerk does not accept before they are sent", () =>
    Effect.gen(function*() {
      for (const changes of [{ key: "firms" }, { key: "role_set:Firms" }, { roles: [] }, { name: "" }]) {
        assert.strictEqual((yield* failure(RoleSets.create({ ...firms, ...changes })))._tag, "InvalidRequest")
      }
      assert.lengthOf(yield* ClerkTest.requests, 0)
    }).pipe(Effect.provide(layer)))
})

describe("The in-memory Clerk", () => {
  it.effect("gives members only the roles in the role set of their organization, and counts them", () =>
    Effect.gen(function*() {
      const { key, organizationId } = yield* setUp
      assert.deepStrictEqual([key, yield* rolesOf(organizationId)], ["role_set:firms", ["org:admin", "org:accountant"]])
      const { creatorRole, defaultRole, roles, type } = yield* RoleSets.get({ roleSetKeyOrId: key })
      assert.deepStrictEqual(
        [creatorRole?.key, defaultRole?.key, roles.map(({ key, membersCount }) => [key, membersCount]), type],
        ["org:admin", "org:accountant", [["org:admin", 1], ["org:accountant", 1]], "custom"]
      )
      const role = "org:member"
      const notFound = [404, "resource_not_found"]
      assert.deepStrictEqual(
        yield* codesOf(OrganizationMemberships.update({ organizationId, userId: "user_bob", role })),
        notFound
      )
      assert.deepStrictEqual(
        yield* codesOf(OrganizationInvitations.create({ organizationId, emailAddress: "eve@example.com", role })),
        notFound
      )
      yield* RoleSets.addRoles({ roleSetKeyOrId: key, roleKeys: [role], defaultRoleKey: role })
      yield* OrganizationMemberships.update({ organizationId, userId: "user_bob", role })
      assert.deepStrictEqual(yield* codesOf(Organizations.create({ name: "Other", roleSetKey: "role_set:none" })), [
        422,
        "form_resource_not_found"
      ])
    }).pipe(Effect.provide(layer)))

  it.effect("checks the roles and the key of a role set", () =>
    Effect.gen(function*() {
      yield* setUp
      const invalid = [422, "form_param_value_invalid"]
      assert.deepStrictEqual(yield* codesOf(RoleSets.create({ ...firms, key: "role_set:firms" })), [
        422,
        "form_identifier_exists"
      ])
      const other = { ...firms, name: "Other" }
      assert.deepStrictEqual(yield* codesOf(RoleSets.create({ ...other, defaultRoleKey: "org:member" })), invalid)
      assert.deepStrictEqual(yield* codesOf(RoleSets.create({ ...other, creatorRoleKey: "org:accountant" })), [
        422,
        "organization_missing_creator_role_permissions"
      ])
      assert.deepStrictEqual(yield* codesOf(RoleSets.create({ ...other, roles: ["org:none"] })), [
        404,
        "resource_not_found"
      ])
      const { data: [admin] } = yield* OrganizationRoles.list({ query: "org:accountant" })
      assert.deepStrictEqual(yield* codesOf(OrganizationRoles.delete({ organizationRoleId: admin!.id })), [
        422,
        "organization_role_domain_default_role"
      ])
    }).pipe(Effect.provide(layer)))

  it.effect("replaces a role in a role set, with that of its members and invitations", () =>
    Effect.gen(function*() {
      const { key, organizationId } = yield* setUp
      const emailAddress = "eve@example.com"
      yield* OrganizationInvitations.create({ organizationId, emailAddress, role: "org:accountant" })
      const change = { roleSetKeyOrId: key, roleKey: "org:accountant", toRoleKey: "org:member" }
      const { defaultRole, roles } = yield* RoleSets.replaceRole(change)
      assert.deepStrictEqual([defaultRole?.key, roles.map(({ key }) => key)], ["org:member", [
        "org:admin",
        "org:member"
      ]])
      assert.deepStrictEqual(yield* rolesOf(organizationId), ["org:admin", "org:member"])
      const { data } = yield* OrganizationInvitations.list({ organizationId })
      assert.deepStrictEqual(data.map(({ role }) => role), ["org:member"])
      assert.deepStrictEqual(yield* codesOf(RoleSets.replaceRole(change)), [422, "form_param_value_invalid"])
    }).pipe(Effect.provide(layer)))

  it.effect("replaces a role set, when each member gets a role of the other one", () =>
    Effect.gen(function*() {
      const { key, organizationId } = yield* setUp
      const change = { roleSetKeyOrId: key, destRoleSetKey: "role_set:default" }
      assert.deepStrictEqual(yield* codesOf(RoleSets.replace(change)), [422, "form_param_missing"])
      assert.deepStrictEqual(
        yield* codesOf(RoleSets.replace({ ...change, reassignmentMappings: { "org:accountant": "org:none" } })),
        [422, "form_param_value_invalid"]
      )
      yield* RoleSets.replace({ ...change, reassignmentMappings: { "org:accountant": "org:member" } })
      assert.deepStrictEqual(yield* rolesOf(organizationId), ["org:admin", "org:member"])
      assert.strictEqual((yield* Organizations.get({ organizationId })).roleSetKey, "role_set:default")
      assert.strictEqual((yield* refusal(RoleSets.get({ roleSetKeyOrId: key }))).status, 404)
    }).pipe(Effect.provide(layer)))

  it.effect("has one initial role set, which a new role can join, and which the settings name", () =>
    Effect.gen(function*() {
      const { key } = yield* setUp
      yield* RoleSets.update({ roleSetKeyOrId: key, type: "initial", key: "role_set:all" })
      const { data, totalCount } = yield* RoleSets.list({ orderBy: "created_at" })
      assert.deepStrictEqual([data.map(({ key, type }) => [key, type]), totalCount], [
        [["role_set:default", "custom"], ["role_set:all", "initial"]],
        2
      ])
      assert.strictEqual((yield* InstanceSettings.getOrganizationSettings()).initialRoleSetKey, "role_set:all")
      yield* OrganizationRoles.create({ name: "Guest", key: "org:guest", includeInInitialRoleSet: true })
      const { roles } = yield* RoleSets.get({ roleSetKeyOrId: "role_set:all" })
      assert.include(roles.map(({ key }) => key), "org:guest")
      const streamed = yield* Stream.runCollect(RoleSets.stream({ query: "fir" }))
      assert.deepStrictEqual(Array.from(streamed, ({ name }) => name), ["Firms"])
    }).pipe(Effect.provide(layer)))

  it.effect("sends what Clerk's OpenAPI file allows, for every operation on role sets", () =>
    callsEveryOperation(
      "roleSets",
      roleSetOperations,
      Effect.gen(function*() {
        const { key: roleSetKeyOrId } = yield* setUp
        yield* RoleSets.list({ query: "role", orderBy: "+name", limit: 2, offset: 0 })
        yield* RoleSets.get({ roleSetKeyOrId })
        yield* RoleSets.update({ roleSetKeyOrId, description: "of accountants" })
        yield* RoleSets.addRoles({ roleSetKeyOrId, roleKeys: ["org:member"], creatorRoleKey: "org:admin" })
        yield* RoleSets.replaceRole({ roleSetKeyOrId, roleKey: "org:accountant", toRoleKey: "org:member" })
        yield* RoleSets.replace({ roleSetKeyOrId, destRoleSetKey: "role_set:default" })
        yield* refusal(RoleSets.get({ roleSetKeyOrId }))
      })
    ).pipe(Effect.provide(layer)))
})
