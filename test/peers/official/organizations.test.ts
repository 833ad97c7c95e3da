/** Clerk's official client against the in-memory organizations. */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { call, failure, server } from "../../support/official.ts"

const users = [
  { id: "user_ada", emailAddress: ["ada@example.com"] },
  { id: "user_bob", emailAddress: ["bob@example.com"] }
]

it.layer(server({ users }))("Clerk's official client", (it) => {
  it.effect("creates, gets, lists, updates and deletes organizations", () =>
    Effect.gen(function*() {
      const acme = yield* call(({ organizations }) =>
        organizations.createOrganization({
          name: "Acme",
          slug: "acme",
          createdBy: "user_ada",
          maxAllowedMemberships: 3
        })
      )
      assert.strictEqual(acme.createdBy, "user_ada")
      const found = yield* call(({ organizations }) =>
        organizations.getOrganization({ slug: "acme", includeMembersCount: true })
      )
      assert.deepStrictEqual([found.id, found.membersCount, found.maxAllowedMemberships], [acme.id, 1, 3])
      const list = yield* call(({ organizations }) =>
        organizations.getOrganizationList({ query: "acm", orderBy: "-name", organizationId: [acme.id] })
      )
      assert.deepStrictEqual([list.totalCount, list.data[0]?.name], [1, "Acme"])
      const updated = yield* call(({ organizations }) =>
        organizations.updateOrganization(acme.id, { name: "New", adminDeleteEnabled: false })
      )
      assert.deepStrictEqual([updated.name, updated.slug, updated.adminDeleteEnabled], ["New", "acme", false])
      yield* call(({ organizations }) =>
        organizations.updateOrganizationMetadata(acme.id, { publicMetadata: { a: { b: 1 } } })
      )
      const merged = yield* call(({ organizations }) =>
        organizations.updateOrganizationMetadata(acme.id, { publicMetadata: { a: { c: 2 } } })
      )
      assert.deepStrictEqual(merged.publicMetadata, { a: { b: 1, c: 2 } })
      const replaced = yield* call(({ organizations }) =>
        organizations.replaceOrganizationMetadata(acme.id, { publicMetadata: {} })
      )
      assert.deepStrictEqual(replaced.publicMetadata, {})
      const file = new Blob([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])], { type: "image/png" })
      const logo = yield* call(({ organizations }) =>
        organizations.updateOrganizationLogo(acme.id, { file, uploaderUserId: "user_ada" })
      )
      assert.isTrue(logo.hasImage)
      assert.isFalse((yield* call(({ organizations }) => organizations.deleteOrganizationLogo(acme.id))).hasImage)
      yield* call(({ organizations }) => organizations.deleteOrganization(acme.id))
      assert.deepStrictEqual(
        yield* failure(({ organizations }) => organizations.getOrganization({ organizationId: acme.id })),
        { status: 404, code: "resource_not_found", paramName: undefined }
      )
    }))

  it.effect("adds, lists, updates and removes members", () =>
    Effect.gen(function*() {
      const { id: organizationId } = yield* call(({ organizations }) =>
        organizations.createOrganization({ name: "One" })
      )
      const member = { organizationId, userId: "user_bob" }
      const added = yield* call(({ organizations }) =>
        organizations.createOrganizationMembership({ ...member, role: "org:member" })
      )
      assert.deepStrictEqual([added.role, added.publicUserData?.identifier], ["org:member", "bob@example.com"])
      const updated = yield* call(({ organizations }) =>
        organizations.updateOrganizationMembership({ ...member, role: "org:admin" })
      )
      assert.include(updated.permissions, "org:sys_memberships:manage")
      yield* call(({ organizations }) =>
        organizations.updateOrganizationMembershipMetadata({ ...member, publicMetadata: { a: 1 } })
      )
      const list = yield* call(({ organizations }) =>
        organizations.getOrganizationMembershipList({
          organizationId,
          userId: ["user_bob"],
          role: ["org:admin"],
          orderBy: "+username"
        })
      )
      assert.deepStrictEqual([list.totalCount, list.data[0]?.publicMetadata], [1, { a: 1 }])
      const all = yield* call(({ organizations }) =>
        organizations.getInstanceOrganizationMembershipList({ orderBy: "-created_at" })
      )
      assert.strictEqual(all.totalCount, 1)
      yield* call(({ organizations }) => organizations.deleteOrganizationMembership(member))
      assert.deepStrictEqual(
        yield* failure(({ organizations }) => organizations.deleteOrganizationMembership(member)),
        { status: 404, code: "resource_not_found", paramName: undefined }
      )
    }))

  it.effect("invites, one by one and in bulk, and revokes", () =>
    Effect.gen(function*() {
      const { id: organizationId } = yield* call(({ organizations }) =>
        organizations.createOrganization({ name: "Two", createdBy: "user_ada" })
      )
      const invitation = yield* call(({ organizations }) =>
        organizations.createOrganizationInvitation({
          organizationId,
          emailAddress: "cyd@example.com",
          role: "org:member",
          inviterUserId: "user_ada",
          expiresInDays: 3
        })
      )
      assert.strictEqual(invitation.status, "pending")
      const bulk = yield* call(({ organizations }) =>
        organizations.createOrganizationInvitationBulk(organizationId, [
          { emailAddress: "d@example.com", role: "org:member", publicMetadata: { a: 1 } },
          { emailAddress: "e@example.com", role: "org:admin" }
        ])
      )
      assert.deepStrictEqual([bulk.totalCount, bulk.data[0]?.emailAddress], [2, "d@example.com"])
      const one = { organizationId, invitationId: invitation.id }
      const revoked = yield* call(({ organizations }) =>
        organizations.revokeOrganizationInvitation({ ...one, requestingUserId: "user_ada" })
      )
      assert.strictEqual(revoked.status, "revoked")
      assert.strictEqual(
        (yield* call(({ organizations }) => organizations.getOrganizationInvitation(one))).role,
        "org:member"
      )
      const list = yield* call(({ organizations }) =>
        organizations.getOrganizationInvitationList({ organizationId, status: ["pending"] })
      )
      assert.strictEqual(list.totalCount, 2)
    }))

  it.effect("adds, lists, updates and deletes domains", () =>
    Effect.gen(function*() {
      const { id: organizationId } = yield* call(({ organizations }) =>
        organizations.createOrganization({ name: "Three" })
      )
      const domain = yield* call(({ organizations }) =>
        organizations.createOrganizationDomain({
          organizationId,
          name: "example.com",
          enrollmentMode: "automatic_invitation",
          verified: true
        })
      )
      const one = { organizationId, domainId: domain.id }
      const updated = yield* call(({ organizations }) =>
        organizations.updateOrganizationDomain({ ...one, enrollmentMode: "manual_invitation" })
      )
      // The client returns domains as they are sent, with names that its types do not have.
      assert.propertyVal(updated, "enrollment_mode" as never, "manual_invitation" as never)
      const list = yield* call(({ organizations }) => organizations.getOrganizationDomainList({ organizationId }))
      assert.strictEqual(list.data[0]?.name, "example.com")
      const deleted = yield* call(({ organizations }) => organizations.deleteOrganizationDomain(one))
      assert.strictEqual(deleted.id, domain.id)
    }))
})
