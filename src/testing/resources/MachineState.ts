/**
 * The machines of an in-memory Clerk, with their secret keys and their scopes.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Struct from "effect/Struct"
import { Machine, ScopedMachine } from "../../Schema/Machine.ts"
import * as Collection from "../server/Collection.ts"
import { now as currentTime } from "../server/now.ts"

export interface StoredMachine {
  readonly id: string
  /** The machine without those that it has access to. */
  readonly machine: Machine
  /** The ids of the machines that it has access to. */
  readonly scopes: ReadonlyArray<string>
  /** The secret keys, the current one first. */
  readonly keys: readonly [SecretKey, ...ReadonlyArray<SecretKey>]
}

export interface SecretKey {
  readonly secret: string
  /** When it ends; null for the current key. */
  readonly validUntil: DateTime.Utc | null
}

export interface MachineState extends Collection.Collection<StoredMachine> {
  /** A machine as Clerk returns it, with the machines that it has access to. */
  readonly toMachine: (stored: StoredMachine) => Effect.Effect<Machine>
  /** The machine that a secret key is of; undefined when there is none, or the key has ended. */
  readonly ofKey: (secret: string) => Effect.Effect<StoredMachine | undefined>
}

export const make: Effect.Effect<MachineState> = Effect.map(Collection.make<StoredMachine>(), (machines) => ({
  ...machines,
  toMachine: ({ machine, scopes }) =>
    Effect.map(machines.all, (all) =>
      new Machine({
        ...machine,
        scopedMachines: all.filter(({ id }) => scopes.includes(id)).map(({ machine }) =>
          new ScopedMachine(Struct.omit(machine, "scopedMachines"))
        )
      })),
  ofKey: (secret) =>
    Effect.zipWith(
      machines.all,
      currentTime,
      (all, now) =>
        all.find(({ keys }) =>
          keys.some((key) =>
            key.secret === secret && (key.validUntil === null || DateTime.greaterThan(key.validUntil, now))
          )
        )
    )
}))
