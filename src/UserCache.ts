/**
 * Users who were got before, for a while: in memory, or in a store that machines share.
 *
 * ```ts
 * import { FetchHttpClient } from "@effect/platform"
 * import { Layer } from "effect"
 * import { Clerk, UserCache } from "effect-clerk"
 *
 * const ClerkLive = UserCache.layerMemory({ timeToLive: "1 minute", capacity: 10_000, staleOnError: "10 minutes" }).pipe(
 *   Layer.provideMerge(Clerk.layerConfig()),
 *   Layer.provide(FetchHttpClient.layer)
 * )
 * ```
 *
 * `Users.get` and `Users.getMany` are answered from it. What this client writes replaces or drops the entry of that user at
 * once; what others write is seen when the entry expires. Those who get the same user at the same time share one request,
 * made by the policy of retry of the first. Whatever this client writes counts, so a password that was verified is a write, too.
 * Failures are never kept.
 *
 * What is kept is what Clerk answered: a user with private metadata. It holds no password and no key, but whoever reads the
 * store reads that.
 *
 * @since 0.1.0
 */
import type * as Persistence from "@effect/experimental/Persistence"
import * as Array from "effect/Array"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as HashMap from "effect/HashMap"
import * as Iterable from "effect/Iterable"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import { isIterable } from "effect/Predicate"
import type * as Scope from "effect/Scope"
import { type ClerkFailure, isRetryable } from "./Errors.ts"
import { ClerkHttp, OnDecodeError } from "./Http.ts"
import * as Batch from "./internal/batching.ts"
import * as Store from "./internal/cacheStore.ts"
import type * as Operation from "./Operation.ts"
import { operations } from "./operations/Users.ts"
import { User } from "./Schema/User.ts"
import { type Service, Users } from "./Users.ts"

/**
 * How long users are kept.
 *
 * @since 0.1.0
 * @category models
 */
export interface Options {
  /** How long a user is taken for the truth. */
  readonly timeToLive: Duration.DurationInput
  /** How much longer a user is kept, for when Clerk cannot be asked: it does not answer, or with 429 or 5xx. By default not at all. */
  readonly staleOnError?: Duration.DurationInput | undefined
}

/**
 * Keeps up to `capacity` users in the memory of this process, by default 1000; who was wanted last stays.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerMemory = (
  options: Options & {
    /** The maximum number of users in memory, 1000 by default. */
    readonly capacity?: number | undefined
  }
): Layer.Layer<Users, never, Users> =>
  Layer.fresh(Layer.scoped(Users, Effect.suspend(() => make(Store.inMemory(options.capacity), options))))

/**
 * Keeps users in any store of `@effect/experimental/Persistence`, such as Redis, which machines can share. While it does not
 * answer, Clerk is asked, with one warning.
 *
 * Instances can share a store: the keys of each hold a digest of its address and secret key, read when the layer is built. When
 * `ClerkAuth` has no key at that time, the entries of this process are not shared.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerPersistence = (
  options: Options & {
    /** What the keys in the store begin with, before the digest of the instance; by default `"effect-clerk/users"`. */
    readonly storeId?: string | undefined
  }
): Layer.Layer<Users, never, Users | ClerkHttp | Persistence.BackingPersistence> =>
  Layer.fresh(Layer.scoped(
    Users,
    Effect.gen(function*() {
      const { instance } = yield* ClerkHttp
      const id = yield* Effect.orElse(instance, () => Effect.sync(() => crypto.randomUUID()))
      const { storeId = "effect-clerk/users" } = options
      return yield* make(yield* Store.inPersistence(`${storeId}/${id}`, keptFor(options)), options)
    })
  ))

// ---------------------------------------------------------------------------------------------------------------------
// What is answered from the store, and what changes it
// ---------------------------------------------------------------------------------------------------------------------

const make = Effect.fnUntraced(function*(
  store: Store.Store,
  options: Options
): Effect.fn.Return<Service, never, Users | Scope.Scope> {
  const users = yield* Users
  const scope = yield* Effect.scope
  const timeToLive = Duration.toMillis(options.timeToLive)
  const kept = Duration.toMillis(keptFor(options))
  const flights = new Set<Set<string>>()
  const lookups = new Map<string, Lookup>()

  /** Runs a call with the ids of those who were written meanwhile: what it answers of them may be older than that. */
  const fly = <A, E>(call: (written: Set<string>) => Effect.Effect<A, E>): Effect.Effect<A, E> =>
    Effect.acquireUseRelease(
      Effect.sync(() => {
        const written = new Set<string>()
        flights.add(written)
        return written
      }),
      call,
      (written) => Effect.sync(() => flights.delete(written))
    )

  /** Whether the store may still take what is older than the last write. */
  const isInDoubt = (userId: string): boolean => Iterable.some(flights, (written) => written.has(userId))

  const drop = (userIds: ReadonlyArray<string>) => Effect.forEach(userIds, store.drop, { discard: true })

  /** Stores take their time, and need not keep an order: who was written while one took an answer is dropped again. */
  const put = (found: ReadonlyArray<User>, written: ReadonlySet<string>): Effect.Effect<void> =>
    Effect.flatMap(Clock.currentTimeMillis, (storedAt) => {
      const fit = found.filter(({ id }) => !written.has(id))
      return Effect.zipRight(
        store.set(fit.map((user) => ({ user, storedAt }))),
        Effect.suspend(() => drop(fit.filter(({ id }) => written.has(id)).map(({ id }) => id)))
      )
    }).pipe(Effect.uninterruptible)

  /** What is known of users: who is taken for the truth, and who is there when Clerk cannot be asked. */
  const recall = Effect.fnUntraced(function*(userIds: ReadonlyArray<string>) {
    const entries = yield* store.get(userIds.filter((userId) => !isInDoubt(userId)))
    const now = yield* Clock.currentTimeMillis
    const youngerThan = (age: number) =>
      HashMap.fromIterable(
        entries.filter(({ storedAt }) => now - storedAt < age).map(({ user }) => [user.id as string, user] as const)
      )
    return { fresh: youngerThan(timeToLive), known: youngerThan(kept) }
  })

  /** Asks Clerk, once for all who want to know. */
  const lookup = (userId: string): Effect.Effect<User, ClerkFailure> =>
    Effect.acquireUseRelease(
      Effect.suspend(() => {
        const known = lookups.get(userId)
        return known !== undefined ? Effect.succeed(known) : Effect.map(
          Effect.interruptible(fly((written) =>
            users.get({ userId }).pipe(
              Effect.tap((user) => put([user], written)),
              Effect.tapError((error) => error.status === 404 ? store.drop(userId) : Effect.void)
            )
          )).pipe(Effect.withUnhandledErrorLogLevel(Option.none()), Effect.forkIn(scope)),
          (fiber) => {
            const made: Lookup = { fiber, waiting: 0 }
            lookups.set(userId, made)
            return made
          }
        )
      }).pipe(Effect.tap((lookup) => {
        lookup.waiting += 1
      })),
      ({ fiber }) => Fiber.join(fiber),
      (lookup) =>
        Effect.suspend(() => {
          lookup.waiting -= 1
          if (lookup.waiting > 0) {
            return Effect.void
          }
          if (lookups.get(userId) === lookup) {
            lookups.delete(userId)
          }
          return Fiber.interruptFork(lookup.fiber)
        })
    )

  const one = Effect.fnUntraced(function*(userId: string) {
    const { fresh, known } = yield* recall([userId])
    return yield* Option.match(HashMap.get(fresh, userId), {
      onSome: Effect.succeed,
      onNone: () =>
        Effect.catchIf(
          lookup(userId),
          isUnavailable,
          (error) => Effect.mapError(HashMap.get(known, userId), () => error)
        )
    })
  })

  const many = Effect.fnUntraced(function*(userIds: Iterable<string>) {
    const wanted = Array.dedupe(userIds)
    const { fresh, known } = yield* recall(wanted)
    const missing = wanted.filter((userId) => !HashMap.has(fresh, userId))
    if (missing.length === 0) {
      return fresh
    }
    const found = yield* fly((written) =>
      users.getMany(missing).pipe(
        Effect.tap((found) => put(HashMap.toValues(found), written)),
        Effect.tap((found) =>
          drop(missing.filter((userId) => HashMap.has(known, userId) && !HashMap.has(found, userId)))
        )
      )
    ).pipe(Effect.catchIf(
      (error) => isUnavailable(error) && missing.every((userId) => HashMap.has(known, userId)),
      () => Effect.succeed(known)
    ))
    return HashMap.union(fresh, found)
  })

  /** What a write answers replaces what was known; without an answer nothing is known. */
  const writing = <A>(
    userId: string | undefined,
    call: Effect.Effect<A, ClerkFailure>
  ): Effect.Effect<A, ClerkFailure> =>
    fly((written) =>
      Effect.onExit(call, (exit) => {
        const user = Exit.isSuccess(exit) && exit.value instanceof User ? exit.value : undefined
        const id = user?.id ?? userId
        if (id === undefined) {
          return Effect.void
        }
        // Of two writes at once, nobody knows which was the last.
        const isLast = !written.has(id)
        flights.forEach((flight) => flight === written || flight.add(id))
        lookups.delete(id)
        return user !== undefined && isLast ? put([user], written) : store.drop(id)
      })
    )

  const writes = Object.fromEntries(
    Object.entries<Operation.Any>(operations).filter(([, { method }]) => method !== "GET").map(([name]) => {
      const call = users[name as keyof typeof operations] as (input?: unknown) => Effect.Effect<unknown, ClerkFailure>
      return [name, (input?: { readonly userId?: string }) => writing(input?.userId, call(input))]
    })
  ) as Partial<Service>

  // What is wrong with any other input is told by the call itself.
  const get: Service["get"] = (input) => Batch.isPlain(input) ? one(input.userId) : users.get(input)

  return {
    ...users,
    ...writes,
    get: Batch.get(
      get,
      Batch.resolver({
        one,
        // Who cannot be read is asked for alone, and that call tells.
        many: (userIds) => Effect.provideService(many(userIds), OnDecodeError, () => Effect.void)
      })
    ),
    // What is wrong with any other input is told by the call itself.
    getMany: (userIds) => isIterable(userIds) && typeof userIds !== "string" ? many(userIds) : users.getMany(userIds)
  }
})

interface Lookup {
  readonly fiber: Fiber.RuntimeFiber<User, ClerkFailure>
  waiting: number
}

/** Whether Clerk cannot be asked, of which it says nothing about a user. */
const isUnavailable = (error: ClerkFailure): boolean => isRetryable(error) || (error.status ?? 0) >= 500

const keptFor = ({ staleOnError = 0, timeToLive }: Options): Duration.Duration => Duration.sum(timeToLive, staleOnError)
