/** Clerk's official client against the in-memory machine-to-machine tokens. */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { call, failure, server } from "../../support/official.ts"

it.layer(server())("Clerk's official client", (it) => {
  it.effect("makes, verifies, lists and revokes tokens with the keys of machines and of the instance", () =>
    Effect.gen(function*() {
      const invoices = yield* call(({ machines }) => machines.create({ name: "invoices" }))
      const worker = yield* call(({ machines }) => machines.create({ name: "worker", scopedMachines: [invoices.id] }))
      const machineSecretKey = worker.secretKey!
      const { id, token = "" } = yield* call(({ m2m }) =>
        m2m.createToken({ machineSecretKey, secondsUntilExpiration: 3600, claims: { team: "billing" } })
      )
      const verified = yield* call(({ m2m }) => m2m.verify({ token, machineSecretKey: invoices.secretKey! }))
      assert.deepStrictEqual([verified.subject, verified.scopes, verified.claims], [
        worker.id,
        [invoices.id],
        { team: "billing" }
      ])
      const revoked = yield* call(({ m2m }) => m2m.revokeToken({ m2mTokenId: id, revocationReason: "leaked" }))
      assert.deepStrictEqual([revoked.revoked, revoked.revocationReason], [true, "leaked"])
      const { data, totalCount } = yield* call(({ m2m }) => m2m.list({ subject: worker.id, revoked: true }))
      assert.deepStrictEqual([data.map(({ id }) => id), totalCount], [[id], 1])
      assert.deepStrictEqual(yield* failure(({ m2m }) => m2m.createToken({})), {
        status: 401,
        code: "machine_secret_key_invalid",
        paramName: undefined
      })
    }))
})
