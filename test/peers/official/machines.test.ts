/** Clerk's official client against the in-memory machines. */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { call, failure, server } from "../../support/official.ts"

it.layer(server())("Clerk's official client", (it) => {
  it.effect("lists, creates, gets, updates and deletes machines", () =>
    Effect.gen(function*() {
      const invoices = yield* call(({ machines }) => machines.create({ name: "invoices" }))
      const worker = yield* call(({ machines }) =>
        machines.create({ name: "worker", scopedMachines: [invoices.id], defaultTokenTtl: 60 })
      )
      assert.isString(worker.secretKey)
      assert.deepStrictEqual(worker.scopedMachines.map(({ id }) => id), [invoices.id])
      assert.strictEqual(worker.defaultTokenTtl, 60)
      const { data, totalCount } = yield* call(({ machines }) => machines.list({ query: "work", orderBy: "-name" }))
      assert.deepStrictEqual([data.map(({ name }) => name), totalCount], [["worker"], 1])
      yield* call(({ machines }) => machines.update({ machineId: worker.id, name: "workers" }))
      assert.strictEqual((yield* call(({ machines }) => machines.get(worker.id))).name, "workers")
      assert.strictEqual((yield* call(({ machines }) => machines.delete(worker.id))).id, worker.id)
      assert.deepStrictEqual(yield* failure(({ machines }) => machines.get(worker.id)), {
        status: 404,
        code: "resource_not_found",
        paramName: undefined
      })
    }))

  it.effect("gets and rotates the secret key of a machine, and gives and ends its access to another one", () =>
    Effect.gen(function*() {
      const { id: to } = yield* call(({ machines }) => machines.create({ name: "invoices" }))
      const { id, secretKey } = yield* call(({ machines }) => machines.create({ name: "worker" }))
      assert.strictEqual((yield* call(({ machines }) => machines.getSecretKey(id))).secret, secretKey)
      const rotated = yield* call(({ machines }) => machines.rotateSecretKey({ machineId: id, previousTokenTtl: 0 }))
      assert.notStrictEqual(rotated.secret, secretKey)
      const scope = yield* call(({ machines }) => machines.createScope(id, to))
      assert.deepStrictEqual([scope.fromMachineId, scope.toMachineId], [id, to])
      assert.strictEqual((yield* call(({ machines }) => machines.deleteScope(id, to))).deleted, true)
    }))
})
