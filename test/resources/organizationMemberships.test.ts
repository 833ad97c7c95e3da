/** The members of organizations: literal requests and responses, and the behaviour of the in-memory Clerk. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { organizationMembershipOperations, OrganizationMemberships, Organizations, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { callsEveryOperation } from "../support/conformance/everyOperation.ts"
import { refusal } from "../support/wire.ts"
import { testOperations } from "../support/wireCases.ts"
import { membership, membershipRead } from "./organizationFixtures.ts"

const api = "https://api.clerk.com/v1/organizations/org_1/memberships"
const organizationId = "org_1"
const userId = "user_1"
const one = { answered: membership, reads: membershipRead }
const page = {
  answered: { data: [membership], total_count: 3 },
  reads: { data: [membershipRead], totalCount: 3 }
}

testOperations<typeof organizationMembershipOperations>("organizationMemberships", {
  create: {
    call: OrganizationMemberships.create({
      organizationId,
      userId,
      role: "org:admin",
      publicMetadata: { deskNumber: 1 }
    }),
    sends: ["POST", api, `{"user_id":"user_1","role":"org:admin","public_metadata":{"deskNumber":1}}`],
    ...one,
    refused: [403, "organization_membership_quota_exceeded"]
  },
  list: {
    call: OrganizationMemberships.list({
      organizationId,
      userId: [{ exclude: "user_2" }],
      role: ["org:admin", "org:member"],
      emailAddressQuery: "example",
      createdAtAfter: new Date(1735689600000),
      orderBy: "-email_address",
      limit: 1,
      offset: 2
    }),
    sends: [
      "GET",
      `${api}?user_id=-user_2&role=org%3Aadmin&role=org%3Amember&email_address_query=example&created_at_after=1735689600000&order_by=-email_address&limit=1&offset=2`
    ],
    ...page,
    refused: [422, "form_param_value_invalid"]
  },
  update: {
    call: OrganizationMemberships.update({ organizationId, userId, role: "org:admin" }),
    sends: ["PATCH", `${api}/user_1`, `{"role":"org:admin"}`],
    ...one,
    refused: [404, "resource_not_found"]
  },
  delete: {
    call: OrganizationMemberships.delete({ organizationId, userId }),
    sends: ["DELETE", `${api}/user_1`],
    ...one,
    refused: [404, "resource_not_found"]
  },
  updateMetadata: {
    call: OrganizationMemberships.updateMetadata({ organizationId, userId, privateMetadata: { deskNumber: null } }),
    sends: ["PATCH", `${api}/user_1/metadata`, `{"private_metadata":{"deskNumber":null}}`],
    ...one,
    refused: [422, "form_param_exceeds_allowed_size"]
  },
  listAll: {
    call: OrganizationMemberships.listAll({ orderBy: "username", limit: 1 }),
    sends: ["GET", "https://api.clerk.com/v1/organization_memberships?limit=1&order_by=username"],
    ...page,
    refused: [422, "form_param_value_invalid"]
  }
})

const layer = ClerkTest.layer({
  organizations: [{ id: "org_1", name: "Acme", maxAllowedMemberships: 2 }],
  users: ["ada", "bob", "cyd"].map((username) => ({
    id: `user_${username}`,
    username,
    emailAddress: [`${username}@example.com`]
  }))
})

const add = (userId: string, role = "org:member") => OrganizationMemberships.create({ organizationId, userId, role })

/** The first error of a call, as status and code. */
const errorOf = <A, E, R>(call: Effect.Effect<A, E, R>) =>
  Effect.map(refusal(call), ({ errors, status }) => [status, errors[0]?.code])

describe("The members of an organization of the in-memory Clerk", () => {
  it.effect("are the same for the organization, for the user and in the snapshot", () =>
    Effect.gen(function*() {
      const added = yield* add("user_ada", "org:admin")
      assert.deepStrictEqual([added.roleName, added.publicUserData?.identifier, added.organization?.membersCount], [
        "Admin",
        "ada@example.com",
        1
      ])
      const { data } = yield* OrganizationMemberships.list({ organizationId })
      assert.deepStrictEqual(data, [added])
      assert.deepStrictEqual((yield* Users.getOrganizationMemberships({ userId: "user_ada" })).data, data)
      assert.deepStrictEqual((yield* OrganizationMemberships.listAll()).data, data)
      assert.deepStrictEqual((yield* ClerkTest.snapshot).byUser["user_ada"]?.organizationMemberships, data)
      assert.deepStrictEqual(
        (yield* Users.list({ organizationId: ["org_1"] })).map(({ id }) => id as string),
        ["user_ada"]
      )
      const changed = yield* OrganizationMemberships.update({ organizationId, userId: "user_ada", role: "org:member" })
      assert.deepStrictEqual([changed.role, changed.permissions.includes("org:sys_memberships:manage")], [
        "org:member",
        false
      ])
      yield* Users.delete({ userId: "user_ada" })
      assert.strictEqual((yield* OrganizationMemberships.list({ organizationId })).totalCount, 0)
    }).pipe(Effect.provide(layer)))

  it.effect("are refused with Clerk's codes", () =>
    Effect.gen(function*() {
      yield* add("user_ada")
      assert.deepStrictEqual(
        yield* Effect.all([
          errorOf(add("user_ada")),
          errorOf(add("user_gone")),
          errorOf(add("user_bob", "org:unknown")),
          errorOf(
            OrganizationMemberships.create({ organizationId: "org_gone", userId: "user_bob", role: "org:member" })
          ),
          errorOf(OrganizationMemberships.update({ organizationId, userId: "user_ada", role: "org:unknown" })),
          errorOf(OrganizationMemberships.delete({ organizationId, userId: "user_bob" })),
          errorOf(OrganizationMemberships.list({ organizationId: "org_gone" })),
          Effect.zipRight(add("user_bob"), errorOf(add("user_cyd")))
        ]),
        [
          [400, "already_a_member_in_organization"],
          [404, "resource_not_found"],
          [404, "resource_not_found"],
          [404, "resource_not_found"],
          [404, "resource_not_found"],
          [404, "resource_not_found"],
          [404, "resource_not_found"],
          [403, "organization_membership_quota_exceeded"]
        ]
      )
      yield* Organizations.update({ organizationId, maxAllowedMemberships: 0 })
      yield* add("user_cyd")
    }).pipe(Effect.provide(layer)))

  it.effect("are listed with filters, in an order, and as a stream", () =>
    Effect.gen(function*() {
      yield* Organizations.update({ organizationId, maxAllowedMemberships: 0 })
      yield* add("user_bob")
      yield* add("user_ada", "org:admin")
      yield* add("user_cyd")
      const names = (filters: Omit<Parameters<typeof OrganizationMemberships.list>[0], "organizationId">) =>
        Effect.map(
          OrganizationMemberships.list({ organizationId, ...filters }),
          ({ data }) => data.map((it) => it.publicUserData?.username).join(" ")
        )
      assert.strictEqual(yield* names({}), "cyd ada bob")
      assert.strictEqual(yield* names({ orderBy: "username", limit: 2 }), "ada bob")
      assert.strictEqual(yield* names({ role: ["org:admin"] }), "ada")
      assert.strictEqual(yield* names({ emailAddress: ["BOB@example.com"] }), "bob")
      assert.strictEqual(yield* names({ userId: [{ exclude: "user_bob" }], orderBy: "created_at" }), "ada cyd")
      assert.strictEqual(yield* names({ query: "CYD" }), "cyd")
      assert.strictEqual(yield* Stream.runCount(OrganizationMemberships.stream({ organizationId })), 3)
      assert.strictEqual(yield* Stream.runCount(OrganizationMemberships.streamAll()), 3)
    }).pipe(Effect.provide(layer)))

  it.effect("get what Clerk's OpenAPI file allows, for every operation", () =>
    callsEveryOperation(
      "organizationMemberships",
      organizationMembershipOperations,
      Effect.gen(function*() {
        const userId = "user_ada"
        yield* OrganizationMemberships.create({ organizationId, userId, role: "org:admin", publicMetadata: null })
        yield* OrganizationMemberships.list({ organizationId, role: ["org:admin"], lastActiveAtBefore: new Date(0) })
        yield* OrganizationMemberships.listAll({ limit: 5 })
        yield* OrganizationMemberships.update({ organizationId, userId, role: "org:member" })
        const changed = yield* OrganizationMemberships.updateMetadata({
          organizationId,
          userId,
          publicMetadata: { a: { b: 1 } }
        })
        assert.deepStrictEqual(changed.publicMetadata, { a: { b: 1 } })
        yield* OrganizationMemberships.delete({ organizationId, userId })
      }),
      // `Users.getInstanceOrganizationMemberships` has the same route.
      ["listAll"]
    ).pipe(Effect.provide(layer)))
})
