/**
 * The machines of an in-memory Clerk.
 */
import * as Array from "effect/Array"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Order from "effect/Order"
import * as Redacted from "effect/Redacted"
import { operations } from "../../operations/Machines.ts"
import { DeletedObject } from "../../Schema/DeletedObject.ts"
import { MachineId } from "../../Schema/Ids.ts"
import {
  CreatedMachine,
  DeletedMachineScope,
  Machine,
  type MachineFilters,
  MachineScope,
  MachineSecretKey
} from "../../Schema/Machine.ts"
import type { Instance } from "../Instance.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { now as currentTime } from "../server/now.ts"
import { page } from "../server/page.ts"
import type { Resource } from "../server/Resource.ts"
import { omitEmptyKeys } from "../server/ResponseEncoder.ts"
import type { SecretKey, StoredMachine } from "./MachineState.ts"

export const make = ({ counters, m2mTokens, machines }: Instance): Resource<typeof operations> => {
  const nextKey = Effect.map(counters.nextId("secret"), (id): SecretKey => ({ secret: `ak_${id}`, validUntil: null }))

  return {
    prefix: "machines",
    operations,
    transformBody: omit,
    handlers: () =>
      Effect.as(machines.removeWhere(() => true), {
        list: Effect.fnUntraced(function*(filters = {}) {
          const found = inOrder((yield* machines.all).filter(matches(filters)), filters)
          return {
            data: yield* Effect.forEach(page(found, filters), machines.toMachine),
            totalCount: found.length
          }
        }),

        create: Effect.fnUntraced(function*({ defaultTokenTtl = 3600, name, scopedMachines = [] }) {
          const ids = (yield* machines.all).map(({ id }) => id)
          if (scopedMachines.some((id) => !ids.includes(id))) {
            return yield* ErrorResponse.ofParam("form_resource_not_found", "scoped_machines")
          }
          const now = yield* currentTime
          const key = yield* nextKey
          const id = MachineId.make(yield* counters.nextId("mch"))
          const stored = yield* machines.put<StoredMachine>({
            id,
            machine: new Machine({
              id,
              object: "machine",
              name,
              instanceId: "ins_in_memory",
              defaultTokenTtl: Duration.seconds(defaultTokenTtl),
              scopedMachines: [],
              createdAt: now,
              updatedAt: now
            }),
            scopes: scopedMachines,
            keys: [key]
          })
          return new CreatedMachine({
            ...yield* machines.toMachine(stored),
            secretKey: Redacted.make(key.secret)
          })
        }),

        get: ({ machineId }) => Effect.flatMap(machines.find(machineId), machines.toMachine),

        update: Effect.fnUntraced(function*({ defaultTokenTtl, machineId, name }) {
          const stored = yield* machines.find(machineId)
          const { machine } = stored
          const changed = yield* machines.put({
            ...stored,
            machine: new Machine({
              ...machine,
              name: name ?? machine.name,
              defaultTokenTtl: defaultTokenTtl === undefined
                ? machine.defaultTokenTtl
                : Duration.seconds(defaultTokenTtl),
              updatedAt: yield* currentTime
            })
          })
          return yield* machines.toMachine(changed)
        }),

        delete: Effect.fnUntraced(function*({ machineId }) {
          yield* machines.remove(machineId)
          yield* m2mTokens.removeWhere(({ value }) => value.subject === machineId)
          yield* Effect.forEach(yield* machines.all, (other) => machines.put(withoutScope(other, machineId)))
          return new DeletedObject({ object: "machine", id: machineId, deleted: true, slug: null, externalId: null })
        }),

        getSecretKey: ({ machineId }) => Effect.map(machines.find(machineId), ({ keys: [key] }) => secretKeyOf(key)),

        rotateSecretKey: Effect.fnUntraced(function*({ machineId, previousTokenTtl }) {
          const stored = yield* machines.find(machineId)
          const [previous] = stored.keys
          const validUntil = DateTime.add(yield* currentTime, { seconds: previousTokenTtl })
          const key = yield* nextKey
          yield* machines.put({ ...stored, keys: [key, { ...previous, validUntil }] })
          return secretKeyOf(key)
        }),

        createScope: Effect.fnUntraced(function*({ machineId, toMachineId }) {
          const stored = yield* machines.find(machineId)
          const to = yield* machines.find(toMachineId)
          if (stored.scopes.includes(to.id)) {
            return yield* ErrorResponse.ofCode("conflict", undefined, "The machine has access to that one already.")
          }
          if (stored.scopes.length >= maxScopes) {
            return yield* ErrorResponse.ofCode(
              "form_param_value_invalid",
              { param_name: "to_machine_id" },
              `A machine has access to at most ${maxScopes} machines.`
            )
          }
          yield* machines.put({ ...stored, scopes: [...stored.scopes, to.id] })
          return new MachineScope({
            object: "machine_scope",
            fromMachineId: stored.machine.id,
            toMachineId: to.machine.id,
            createdAt: yield* currentTime
          })
        }),

        deleteScope: Effect.fnUntraced(function*({ machineId, otherMachineId }) {
          const stored = yield* machines.find(machineId)
          if (!stored.scopes.includes(otherMachineId)) {
            return yield* ErrorResponse.ofCode("resource_not_found")
          }
          yield* machines.put(withoutScope(stored, otherMachineId))
          return new DeletedMachineScope({
            object: "machine_scope",
            fromMachineId: stored.machine.id,
            toMachineId: MachineId.make(otherMachineId),
            deleted: true
          })
        })
      })
  }
}

const maxScopes = 150

const matches = ({ query = "" }: MachineFilters) => ({ id, machine: { name } }: StoredMachine): boolean =>
  id === query || name.toLowerCase().includes(query.toLowerCase())

/** Machines are stored in the order of their creation. */
const inOrder = (found: ReadonlyArray<StoredMachine>, { orderBy = "-created_at" }: MachineFilters) => {
  const ascending = orderBy.endsWith("name")
    ? Array.sortWith(found, ({ machine }) => machine.name, Order.string)
    : found
  return orderBy.startsWith("-") ? ascending.toReversed() : ascending
}

const withoutScope = (stored: StoredMachine, machineId: string): StoredMachine => ({
  ...stored,
  scopes: stored.scopes.filter((id) => id !== machineId)
})

const secretKeyOf = ({ secret }: SecretKey) =>
  new MachineSecretKey({ object: "machine_secret_key", secret: Redacted.make(secret) })

const omit = omitEmptyKeys({
  byKey: new Map(),
  byObject: new Map(),
  isOpaque: () => false
})
