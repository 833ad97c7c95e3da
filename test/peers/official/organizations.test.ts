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
})
