/**
 * Where users are kept who were got before.
 */
import * as Persistence from "@effect/experimental/Persistence"
import * as Array from "effect/Array"
import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { hasProperty } from "effect/Predicate"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"
import { User } from "../Schema/User.ts"
import * as Outage from "./circuitBreaker.ts"

export interface Entry {
  readonly user: User
  readonly storedAt: number
}

/** Where entries are; it never fails. */
export interface Store {
  readonly get: (userIds: ReadonlyArray<string>) => Effect.Effect<ReadonlyArray<Entry>>
  readonly set: (entries: ReadonlyArray<Entry>) => Effect.Effect<void>
  readonly drop: (userId: string) => Effect.Effect<void>
}

/** A `Map` keeps the order in which its keys came: who was wanted last is the last. */
export const inMemory = (capacity = 1000): Store => {
  const entries = new Map<string, Entry>()
  const keep = (entry: Entry): void => {
    entries.delete(entry.user.id)
    entries.set(entry.user.id, entry)
  }
  return {
    get: (userIds) =>
      Effect.sync(() => {
        const found = userIds.flatMap((userId) => entries.get(userId) ?? [])
        found.forEach(keep)
        return found
      }),
    set: (added) =>
      Effect.sync(() => {
        added.forEach(keep)
        for (const userId of entries.keys()) {
          if (entries.size <= capacity) break
          entries.delete(userId)
        }
      }),
    drop: (userId) => Effect.sync(() => entries.delete(userId))
  }
}

const Stored = Schema.Struct({ user: User, storedAt: Schema.Number })

/** In a store that others may use, too. It answers nobody whom it may hold as they were before a write of this client. */
export const inPersistence = Effect.fnUntraced(function*(
  storeId: string,
  kept: Duration.Duration
): Effect.fn.Return<Store, never, Persistence.BackingPersistence | Scope.Scope> {
  const persistence = yield* Persistence.BackingPersistence
  const backing = yield* persistence.make(storeId)
  const without = Outage.make("The store of the user cache does not answer, asking Clerk")
  const orWithout = <A>(ask: Effect.Effect<A, Persistence.PersistenceError>, instead: Effect.Effect<A>) =>
    without(Effect.mapErrorCause(ask, (cause) => Cause.fail(nameOf(Cause.squash(cause)))), instead)
  // Redis takes whole milliseconds only.
  const expiry = Duration.isFinite(kept)
    ? Option.some(Duration.millis(Math.ceil(Duration.toMillis(kept))))
    : Option.none()
  const decode = Schema.decodeUnknownOption(Stored)
  const encode = Schema.encodeSync(Stored)

  // Who was written while the store did not answer, the last of them last: what it holds of them from before is not the truth.
  const unsure = new Map<string, number>()
  const doubt = (userIds: ReadonlyArray<string>) =>
    Effect.map(Clock.currentTimeMillis, (now) => {
      for (const userId of userIds) {
        unsure.delete(userId)
        unsure.set(userId, now)
      }
      for (const [userId, since] of unsure) {
        if (now - since <= Duration.toMillis(kept)) {
          break
        }
        unsure.delete(userId)
      }
    })
  const isSure = ({ storedAt, user }: Entry): boolean => storedAt > (unsure.get(user.id) ?? -Infinity)

  return {
    get: (userIds) =>
      // Redis takes no commands without keys.
      userIds.length === 0 ? Effect.succeed([]) : orWithout(
        backing.getMany([...userIds]).pipe(
          Effect.map(Array.filterMap((stored, index) =>
            stored.pipe(
              Option.flatMap(decode),
              Option.filter((entry) => entry.user.id === userIds[index] && isSure(entry))
            )
          )),
          // The store answers, only not with what this wrote.
          Effect.catchIf(isGarbage, () => Effect.succeed([]))
        ),
        Effect.succeed([])
      ),
    set: (entries) =>
      entries.length === 0 ? Effect.void : orWithout(
        backing.setMany(entries.map((entry) => [entry.user.id, encode(entry), expiry])),
        doubt(entries.map(({ user }) => user.id))
      ),
    drop: (userId) => orWithout(backing.remove(userId), doubt([userId]))
  }
})

/** Such as `ECONNREFUSED`. Not the message, which can hold what was to be stored. */
const nameOf = (error: unknown): string =>
  hasProperty(error, "cause") && error.cause !== undefined
    ? nameOf(error.cause)
    : hasProperty(error, "code")
    ? String(error.code)
    : error instanceof Error
    ? error.name
    : "it failed"

const isGarbage = (error: Persistence.PersistenceError): boolean =>
  error.reason === "BackingError" && error.cause instanceof SyntaxError
