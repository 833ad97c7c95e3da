/** Clerk's official client against the in-memory waitlist. */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { call, failure, server } from "../../support/official.ts"

it.layer(server())("Clerk's official client", (it) => {
  it.effect("creates, lists, invites, rejects and deletes entries of the waitlist", () =>
    Effect.gen(function*() {
      const ada = yield* call(({ waitlistEntries }) => waitlistEntries.create({ emailAddress: "ada@example.com" }))
      const [bob, cleo] = yield* call(({ waitlistEntries }) =>
        waitlistEntries.createBulk([{ emailAddress: "bob@example.com" }, { emailAddress: "cleo@example.com" }])
      )
      const { data, totalCount } = yield* call(({ waitlistEntries }) =>
        waitlistEntries.list({ orderBy: "-email_address", limit: 1 })
      )
      assert.strictEqual(totalCount, 3)
      assert.strictEqual(data[0]?.id, cleo?.id)
      const invited = yield* call(({ waitlistEntries }) => waitlistEntries.invite(ada.id))
      assert.strictEqual(invited.invitation?.emailAddress, "ada@example.com")
      const rejected = yield* call(({ waitlistEntries }) => waitlistEntries.reject(bob!.id))
      assert.strictEqual(rejected.status, "rejected")
      const deleted = yield* call(({ waitlistEntries }) => waitlistEntries.delete(cleo!.id))
      assert.strictEqual(deleted.id, cleo?.id)
      assert.deepStrictEqual(yield* failure(({ waitlistEntries }) => waitlistEntries.delete(ada.id)), {
        status: 409,
        code: "waitlist_entry_already_invited",
        paramName: undefined
      })
    }))
})
