/** Clerk's official client against the settings of the in-memory Clerk. */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { call, failure, server } from "../../support/official.ts"

it.layer(server())("Clerk's official client", (it) => {
  it.effect("gets and updates the settings of the instance", () =>
    Effect.gen(function*() {
      yield* call(({ instance }) => instance.update({ testMode: true, allowedOrigins: ["capacitor://localhost"] }))
      const { allowedOrigins, id } = yield* call(({ instance }) => instance.get())
      assert.deepStrictEqual([id, allowedOrigins], ["ins_in_memory", ["capacitor://localhost"]])
      const restrictions = yield* call(({ instance }) => instance.updateRestrictions({ allowlist: true }))
      assert.deepStrictEqual([restrictions.allowlist, restrictions.blocklist], [true, false])
      yield* call(({ instance }) => instance.updateOrganizationSettings({ maxAllowedMemberships: 20 }))
      const settings = yield* call(({ instance }) => instance.getOrganizationSettings())
      assert.strictEqual(settings.maxAllowedMemberships, 20)
      const refused = yield* failure(({ instance }) =>
        instance.updateOrganizationSettings({ creatorRoleId: "role_none" })
      )
      assert.strictEqual(refused.status, 404)
    }))
})
