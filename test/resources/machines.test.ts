/** The machines, their secret keys and their scopes. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted, Stream, TestClock } from "effect"
import { machineOperations, Machines } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { callsEveryOperation } from "../support/conformance/everyOperation.ts"
import { failure, refusal } from "../support/wire.ts"
import { deleted, testOperations } from "../support/wireCases.ts"

const api = "https://api.clerk.com/v1"

const other = {
  object: "machine",
  id: "mch_2",
  name: "invoices",
  instance_id: "ins_1",
  default_token_ttl: 3600,
  created_at: 1735689600000,
  updated_at: 1735689600000
}
const otherRead = {
  object: "machine",
  id: "mch_2",
  name: "invoices",
  instanceId: "ins_1",
  defaultTokenTtl: "1h",
  createdAt: "2025-01-01T00:00:00.000Z",
  updatedAt: "2025-01-01T00:00:00.000Z"
}
const machine = { ...other, id: "mch_1", name: "worker", scoped_machines: [other] }
const machineRead = { ...otherRead, id: "mch_1", name: "worker", scopedMachines: [otherRead] }

testOperations<typeof machineOperations>("machines", {
  list: {
    call: Machines.list({ query: "work", orderBy: "+name", limit: 2, offset: 4 }),
    sends: ["GET", `${api}/machines?query=work&order_by=%2Bname&limit=2&offset=4`],
    answered: { data: [machine], total_count: 5 },
    reads: { data: [machineRead], totalCount: 5 },
    refused: [403, "authorization_invalid"]
  },
  create: {
    call: Machines.create({ name: "worker", scopedMachines: ["mch_2"], defaultTokenTtl: 3600 }),
    sends: ["POST", `${api}/machines`, `{"name":"worker","scoped_machines":["mch_2"],"default_token_ttl":3600}`],
    answered: { ...machine, secret_key: "ak_1" },
    reads: { ...machineRead, secretKey: "<ak_1>" },
    refused: [422, "form_param_value_invalid"]
  },
  get: {
    call: Machines.get({ machineId: "mch_1" }),
    sends: ["GET", `${api}/machines/mch_1`],
    answered: machine,
    reads: machineRead,
    refused: [404, "resource_not_found"]
  },
  update: {
    call: Machines.update({ machineId: "mch_1", name: "worker", defaultTokenTtl: 60 }),
    sends: ["PATCH", `${api}/machines/mch_1`, `{"name":"worker","default_token_ttl":60}`],
    answered: { ...machine, default_token_ttl: 60 },
    reads: { ...machineRead, defaultTokenTtl: "1m" },
    refused: [404, "resource_not_found"]
  },
  delete: {
    call: Machines.delete({ machineId: "mch_1" }),
    sends: ["DELETE", `${api}/machines/mch_1`],
    ...deleted("machine", "mch_1"),
    refused: [404, "resource_not_found"]
  },
  getSecretKey: {
    call: Machines.getSecretKey({ machineId: "mch_1" }),
    sends: ["GET", `${api}/machines/mch_1/secret_key`],
    answered: { object: "machine_secret_key", secret: "ak_1" },
    reads: { object: "machine_secret_key", secret: "<ak_1>" },
    refused: [404, "resource_not_found"]
  },
  rotateSecretKey: {
    call: Machines.rotateSecretKey({ machineId: "mch_1", previousTokenTtl: 0 }),
    sends: ["POST", `${api}/machines/mch_1/secret_key/rotate`, `{"previous_token_ttl":0}`],
    answered: { object: "machine_secret_key", secret: "ak_2" },
    reads: { object: "machine_secret_key", secret: "<ak_2>" },
    refused: [404, "resource_not_found"]
  },
  createScope: {
    call: Machines.createScope({ machineId: "mch_1", toMachineId: "mch_2" }),
    sends: ["POST", `${api}/machines/mch_1/scopes`, `{"to_machine_id":"mch_2"}`],
    answered: {
      object: "machine_scope",
      from_machine_id: "mch_1",
      to_machine_id: "mch_2",
      created_at: 1735689600000
    },
    reads: {
      object: "machine_scope",
      fromMachineId: "mch_1",
      toMachineId: "mch_2",
      createdAt: "2025-01-01T00:00:00.000Z"
    },
    refused: [409, "conflict"]
  },
  deleteScope: {
    call: Machines.deleteScope({ machineId: "mch_1", otherMachineId: "mch_2" }),
    sends: ["DELETE", `${api}/machines/mch_1/scopes/mch_2`],
    answered: { object: "machine_scope", from_machine_id: "mch_1", to_machine_id: "mch_2", deleted: true },
    reads: { object: "machine_scope", fromMachineId: "mch_1", toMachineId: "mch_2", deleted: true },
    refused: [404, "resource_not_found"]
  }
})

describe("Machines", () => {
  it.effect("are refused before they are sent when a name, a list or a time is out of its limits", () =>
    Effect.gen(function*() {
      const ids = Array.from({ length: 151 }, (_, index) => `mch_${index}`)
      for (
        const call of [
          Machines.create({ name: "" }),
          Machines.create({ name: "a".repeat(256) }),
          Machines.create({ name: "a", scopedMachines: ids }),
          Machines.create({ name: "a", defaultTokenTtl: 0 }),
          Machines.update({ machineId: "mch_1", defaultTokenTtl: 1.5 }),
          Machines.rotateSecretKey({ machineId: "mch_1", previousTokenTtl: 28_801 })
        ]
      ) {
        assert.strictEqual((yield* failure<unknown, unknown, Machines>(call))._tag, "InvalidRequest")
      }
      assert.lengthOf(yield* ClerkTest.requests, 0)
    }).pipe(Effect.provide(ClerkTest.layer())))
})

describe("The in-memory Clerk", () => {
  it.effect("lists machines, the newest first, and finds them by a part of their name or their id", () =>
    Effect.gen(function*() {
      const invoices = yield* Machines.create({ name: "Invoices" })
      const worker = yield* Machines.create({ name: "Worker" })
      yield* Machines.create({ name: "Invoice archive" })
      const names = (filters?: Parameters<typeof Machines.list>[0]) =>
        Effect.map(Machines.list(filters), ({ data, totalCount }) => [data.map(({ name }) => name), totalCount])
      assert.deepStrictEqual(yield* names(), [["Invoice archive", "Worker", "Invoices"], 3])
      assert.deepStrictEqual(yield* names({ query: "invoice", orderBy: "created_at" }), [
        ["Invoices", "Invoice archive"],
        2
      ])
      assert.deepStrictEqual(yield* names({ query: worker.id }), [["Worker"], 1])
      assert.deepStrictEqual(yield* names({ orderBy: "-name", limit: 2 }), [["Worker", "Invoices"], 3])
      assert.strictEqual(yield* Stream.runCount(Machines.stream({ query: "invoice" })), 2)
      yield* Machines.update({ machineId: invoices.id, name: "Bills", defaultTokenTtl: 60 })
      assert.deepStrictEqual(yield* names({ query: "bill" }), [["Bills"], 1])
    }).pipe(Effect.provide(ClerkTest.layer())))

  it.effect("gives and ends the access of one machine to another, and ends it with the other machine", () =>
    Effect.gen(function*() {
      const a = yield* Machines.create({ name: "a" })
      const b = yield* Machines.create({ name: "b", scopedMachines: [a.id] })
      const c = yield* Machines.create({ name: "c" })
      const scopes = Effect.map(
        Machines.get({ machineId: b.id }),
        ({ scopedMachines }) => scopedMachines.map(({ name }) => name)
      )
      const scope = { machineId: b.id, toMachineId: c.id }
      yield* Machines.createScope(scope)
      assert.deepStrictEqual(yield* scopes, ["a", "c"])
      assert.strictEqual((yield* refusal(Machines.createScope(scope))).status, 409)
      yield* Machines.deleteScope({ machineId: b.id, otherMachineId: a.id })
      assert.strictEqual(
        (yield* refusal(Machines.deleteScope({ machineId: b.id, otherMachineId: a.id }))).status,
        404
      )
      yield* Machines.delete({ machineId: c.id })
      assert.deepStrictEqual(yield* scopes, [])
      const unknown = yield* refusal(Machines.create({ name: "d", scopedMachines: [c.id] }))
      assert.strictEqual(unknown.errors[0]?.code, "form_resource_not_found")
    }).pipe(Effect.provide(ClerkTest.layer())))

  it.effect("gives a machine 150 scopes and no more", () =>
    Effect.gen(function*() {
      const ids = yield* Effect.forEach(
        Array.from({ length: 151 }, (_, index) => `m${index}`),
        (name) => Effect.map(Machines.create({ name }), ({ id }) => id)
      )
      const { id } = yield* Machines.create({ name: "all", scopedMachines: ids.slice(0, 150) })
      const error = yield* refusal(Machines.createScope({ machineId: id, toMachineId: ids[150]! }))
      assert.strictEqual(error.status, 422)
    }).pipe(Effect.provide(ClerkTest.layer())))

  it.effect("returns the secret key until it is rotated", () =>
    Effect.gen(function*() {
      yield* TestClock.adjust("1 hour")
      const { id: machineId, secretKey } = yield* Machines.create({ name: "worker" })
      const current = Effect.map(Machines.getSecretKey({ machineId }), ({ secret }) => Redacted.value(secret))
      assert.strictEqual(yield* current, Redacted.value(secretKey))
      const { secret } = yield* Machines.rotateSecretKey({ machineId, previousTokenTtl: 60 })
      assert.notStrictEqual(Redacted.value(secret), Redacted.value(secretKey))
      assert.strictEqual(yield* current, Redacted.value(secret))
    }).pipe(Effect.provide(ClerkTest.layer())))

  it.effect("sends what Clerk's OpenAPI file allows, for every operation on machines", () =>
    callsEveryOperation(
      "machines",
      machineOperations,
      Effect.gen(function*() {
        const { id: otherMachineId } = yield* Machines.create({ name: "invoices", defaultTokenTtl: 60 })
        const { id: machineId } = yield* Machines.create({ name: "worker", scopedMachines: [otherMachineId] })
        yield* Machines.list({ query: "work", orderBy: "-name", limit: 1, offset: 0 })
        yield* Machines.get({ machineId })
        yield* Machines.update({ machineId, name: "workers" })
        yield* Machines.getSecretKey({ machineId })
        yield* Machines.rotateSecretKey({ machineId, previousTokenTtl: 60 })
        yield* Machines.deleteScope({ machineId, otherMachineId })
        yield* Machines.createScope({ machineId, toMachineId: otherMachineId })
        yield* refusal(Machines.createScope({ machineId, toMachineId: otherMachineId }))
        yield* Machines.delete({ machineId })
        yield* refusal(Machines.get({ machineId }))
      })
    ).pipe(Effect.provide(ClerkTest.layer())))
})
