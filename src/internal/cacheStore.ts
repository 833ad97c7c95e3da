/**
 * Where a cache keeps its entries: in memory, or in a store of `@effect/experimental/Persistence`.
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
import * as CircuitBreaker from "./circuitBreaker.ts"
import * as Time from "./time.ts"

/** What a cache can hold. */
export interface Item {
  readonly id: string
}

export interface Entry<A> {
  readonly item: A
  readonly storedAt: number
}

/** A store of entries by id. It never fails. */
export interface Store<A> {
  readonly get: (ids: ReadonlyArray<string>) => Effect.Effect<ReadonlyArray<Entry<A>>>
  readonly set: (entries: ReadonlyArray<Entry<A>>) => Effect.Effect<void>
  readonly drop: (id: string) => Effect.Effect<void>
  /** The time by which entries age. Processes that share a store share only the time of day. */
  readonly now: Effect.Effect<number>
}

/** Keeps up to `capacity` entries and evicts the least recently used: a `Map` iterates its keys in the order of insertion. */
export const inMemory = <A extends Item>(capacity = 1000): Store<A> => {
  const entries = new Map<string, Entry<A>>()
  const insert = (entry: Entry<A>): void => {
    entries.delete(entry.item.id)
    entries.set(entry.item.id, entry)
  }
  return {
    get: (ids) =>
      Effect.sync(() => {
        const found = ids.flatMap((id) => entries.get(id) ?? [])
        found.forEach(insert)
        return found
      }),
    set: (added) =>
      Effect.sync(() => {
        added.forEach(insert)
        for (const id of entries.keys()) {
          if (entries.size <= capacity) break
          entries.delete(id)
        }
      }),
    drop: (id) => Effect.sync(() => entries.delete(id)),
    now: Time.now
  }
}

/** Keeps entries in a store that other processes may share. Ignores entries that may predate one of this client's writes. */
export const inPersistence = Effect.fnUntraced(function*<A extends Item, I>(
  schema: Schema.Schema<A, I>,
  storeId: string,
  maxAge: Duration.Duration
): Effect.fn.Return<Store<A>, never, Persistence.BackingPersistence | Scope.Scope> {
  const persistence = yield* Persistence.BackingPersistence
  const backing = yield* persistence.make(storeId)
  const breaker = CircuitBreaker.make("The cache store does not respond, so requests go to Clerk")
  const orElse = <B>(command: Effect.Effect<B, Persistence.PersistenceError>, fallback: Effect.Effect<B>) =>
    breaker(Effect.mapErrorCause(command, (cause) => Cause.fail(nameOf(Cause.squash(cause)))), fallback)
  const expiry = expiryOf(maxAge)
  const stored = Schema.Struct({ item: schema, storedAt: Schema.Number })
  const decode = Schema.decodeUnknownOption(stored)
  const encode = Schema.encodeSync(stored)
  const missed = missedWrites(Duration.toMillis(maxAge))

  return {
    get: (ids) =>
      // Redis refuses a command without keys.
      ids.length === 0 ? Effect.succeed([]) : orElse(
        backing.getMany([...ids]).pipe(
          Effect.map(Array.filterMap((value, index) =>
            value.pipe(
              Option.flatMap(decode),
              Option.filter(({ item, storedAt }) => item.id === ids[index] && missed.isNewer(item.id, storedAt))
            )
          )),
          // The store responds, but with a value that this client did not write.
          Effect.catchIf(isSyntaxError, () => Effect.succeed([]))
        ),
        Effect.succeed([])
      ),
    set: (entries) =>
      entries.length === 0 ? Effect.void : orElse(
        backing.setMany(entries.map((entry) => [entry.item.id, encode(entry), expiry])),
        missed.add(entries.map(({ item }) => item.id))
      ),
    drop: (id) => orElse(backing.remove(id), missed.add([id])),
    now: Clock.currentTimeMillis
  }
})

/** Redis accepts whole milliseconds only. */
const expiryOf = (maxAge: Duration.Duration): Option.Option<Duration.Duration> =>
  Duration.isFinite(maxAge)
    ? Option.some(Duration.millis(Math.ceil(Duration.toMillis(maxAge))))
    : Option.none()

/**
 * The ids that were written while the store did not respond, with the time of the write: entries that the store holds from before that
 * time are outdated. An id is forgotten after `maxAge`, when such entries have expired.
 */
const missedWrites = (maxAge: number) => {
  const missedAt = new Map<string, number>()
  const forgetExpired = (now: number): void => {
    // In the order of insertion, the oldest first.
    for (const [id, at] of missedAt) {
      if (now - at <= maxAge) {
        break
      }
      missedAt.delete(id)
    }
  }
  return {
    add: (ids: ReadonlyArray<string>) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        for (const id of ids) {
          missedAt.delete(id)
          missedAt.set(id, now)
        }
        forgetExpired(now)
      }),
    isNewer: (id: string, storedAt: number): boolean => storedAt > (missedAt.get(id) ?? -Infinity)
  }
}

/** A code such as `ECONNREFUSED`, or the name of the error. The message may contain the stored value. */
const nameOf = (error: unknown): string =>
  hasProperty(error, "cause") && error.cause !== undefined
    ? nameOf(error.cause)
    : hasProperty(error, "code")
    ? String(error.code)
    : error instanceof Error
    ? error.name
    : "it failed"

const isSyntaxError = (error: Persistence.PersistenceError): boolean =>
  error.reason === "BackingError" && error.cause instanceof SyntaxError
