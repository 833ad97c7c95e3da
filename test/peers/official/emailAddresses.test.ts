/** Clerk's official client against the e-mail addresses of the in-memory Clerk. */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { call, failure, server } from "../../support/official.ts"

const userId = "user_ada"

it.layer(server({ users: [{ id: userId, emailAddress: ["ada@example.com"] }] }))("Clerk's official client", (it) => {
  it.effect("creates, gets, updates and deletes e-mail addresses", () =>
    Effect.gen(function*() {
      const { id } = yield* call(({ emailAddresses }) =>
        emailAddresses.createEmailAddress({ userId, emailAddress: "ada@work.example" })
      )
      assert.isNull((yield* call(({ emailAddresses }) => emailAddresses.getEmailAddress(id))).verification)
      const updated = yield* call(({ emailAddresses }) =>
        emailAddresses.updateEmailAddress(id, { verified: true, primary: true })
      )
      assert.strictEqual(updated.verification?.status, "verified")
      const user = yield* call(({ users }) => users.getUser(userId))
      assert.strictEqual(user.primaryEmailAddress?.emailAddress, "ada@work.example")
      assert.strictEqual((yield* call(({ emailAddresses }) => emailAddresses.deleteEmailAddress(id))).id, id)
      assert.deepStrictEqual(yield* failure(({ emailAddresses }) => emailAddresses.getEmailAddress(id)), {
        status: 404,
        code: "resource_not_found",
        paramName: undefined
      })
    }))
})
