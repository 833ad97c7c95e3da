/** Clerk's official client against the in-memory sign-ups. */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { call, failure, server } from "../../support/official.ts"

it.layer(server({ signUps: [{ id: "sua_1", emailAddress: "ada@example.com" }] }))("Clerk's official client", (it) => {
  it.effect("gets and updates sign-ups", () =>
    Effect.gen(function*() {
      const found = yield* call(({ signUps }) => signUps.get("sua_1"))
      assert.deepStrictEqual([found.status, found.emailAddress], ["missing_requirements", "ada@example.com"])
      const updated = yield* call(({ signUps }) =>
        signUps.update({ signUpAttemptId: "sua_1", externalId: "customer_1", customAction: true })
      )
      assert.deepStrictEqual([updated.externalId, updated.customAction], ["customer_1", true])
      assert.deepStrictEqual(yield* failure(({ signUps }) => signUps.get("sua_none")), {
        status: 404,
        code: "resource_not_found",
        paramName: undefined
      })
    }))
})
