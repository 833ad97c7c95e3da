/** Clerk's official client against the in-memory invitations. */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { call, failure, server } from "../../support/official.ts"

it.layer(server())("Clerk's official client", (it) => {
  it.effect("creates, lists and revokes invitations", () =>
    Effect.gen(function*() {
      const created = yield* call(({ invitations }) =>
        invitations.createInvitation({
          emailAddress: "ada@example.com",
          publicMetadata: { plan: "pro" },
          notify: false
        })
      )
      assert.deepStrictEqual(created.publicMetadata, { plan: "pro" })
      assert.deepStrictEqual(
        yield* failure(({ invitations }) => invitations.createInvitation({ emailAddress: "ada@example.com" })),
        { status: 400, code: "duplicate_record", paramName: undefined }
      )
      const bulk = yield* call(({ invitations }) =>
        invitations.createInvitationBulk([{ emailAddress: "bob@example.com" }, { emailAddress: "cleo@example.com" }])
      )
      assert.deepStrictEqual(bulk.map(({ emailAddress }) => emailAddress), ["bob@example.com", "cleo@example.com"])
      const { data, totalCount } = yield* call(({ invitations }) =>
        invitations.getInvitationList({ orderBy: "-email_address", limit: 1 })
      )
      assert.strictEqual(totalCount, 3)
      assert.strictEqual(data[0]?.emailAddress, "cleo@example.com")
      const revoked = yield* call(({ invitations }) => invitations.revokeInvitation(created.id))
      assert.strictEqual(revoked.status, "revoked")
    }))
  it.effect("is refused for a list of invitations that is too long or has a wrong item", () =>
    Effect.gen(function*() {
      const invitation = (index: number) => ({ emailAddress: `user${index}@example.com` })
      const eleven = Array.from({ length: 11 }, (_, index) => invitation(index))
      assert.deepStrictEqual(
        yield* failure(({ invitations }) => invitations.createInvitationBulk(eleven)),
        { status: 400, code: "bulk_size_exceeded", paramName: undefined }
      )
      assert.deepStrictEqual(
        yield* failure(({ invitations }) =>
          invitations.createInvitationBulk([invitation(1), { ...invitation(2), expiresInDays: "1" as never }])
        ),
        { status: 422, code: "form_param_type_invalid", paramName: "expires_in_days" }
      )
    }))
})
