/** Clerk's official client against the phone numbers of the in-memory Clerk. */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { call, failure, server } from "../../support/official.ts"

const userId = "user_ada"

it.layer(server({ users: [{ id: userId, username: "ada" }] }))("Clerk's official client", (it) => {
  it.effect("creates, gets, updates and deletes phone numbers", () =>
    Effect.gen(function*() {
      const { id } = yield* call(({ phoneNumbers }) =>
        phoneNumbers.createPhoneNumber({ userId, phoneNumber: "+15555550100", verified: true })
      )
      assert.strictEqual(
        (yield* call(({ phoneNumbers }) => phoneNumbers.getPhoneNumber(id))).phoneNumber,
        "+15555550100"
      )
      const updated = yield* call(({ phoneNumbers }) =>
        phoneNumbers.updatePhoneNumber(id, { reservedForSecondFactor: true })
      )
      assert.isTrue(updated.reservedForSecondFactor && updated.defaultSecondFactor)
      assert.strictEqual((yield* call(({ phoneNumbers }) => phoneNumbers.deletePhoneNumber(id))).id, id)
      assert.deepStrictEqual(yield* failure(({ phoneNumbers }) => phoneNumbers.deletePhoneNumber(id)), {
        status: 404,
        code: "resource_not_found",
        paramName: undefined
      })
    }))
})
