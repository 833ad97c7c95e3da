/**
 * Caches the gets of a resource by id. A write of this client replaces or drops the entry of the item that it concerns.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as HashMap from "effect/HashMap"
import * as Iterable from "effect/Iterable"
import * as Option from "effect/Option"
import { isString } from "effect/Predicate"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"
import { type ClerkFailure, isRetryable } from "../Errors.ts"
import type * as Operation from "../Operation.ts"
import * as Batching from "./batching.ts"
import type { Item, Store } from "./cacheStore.ts"
import * as Input from "./http/input.ts"

export interface Options {
  readonly timeToLive: Duration.DurationInput
  readonly staleOnError?: Duration.DurationInput | undefined
}

/** What is cached of a resource. */
export interface Config<IdParam extends string, A extends Item, I> {
  /** The parameter of `get` and of the writes that names the item; with an `s`, of the writes that name several. */
  readonly idParam: IdParam
  readonly schema: Schema.Schema<A, I>
  /** The operations of the resource: every one that is not a GET is a write. */
  readonly operations: Operation.Table
}

/** How long an entry is kept: while it is fresh, and while it may be used because Clerk is unavailable. */
export const maxAge = ({ staleOnError = 0, timeToLive }: Options): Duration.Duration =>
  Duration.sum(timeToLive, staleOnError)

/** A service with a cache. */
export interface Cached<Service> {
  /** Its `get` and `getMany` use the store, and its writes update it. */
  readonly service: Service
  /** Drops the entry of an item that was written elsewhere. A get in flight does not store it again. */
  readonly invalidate: (id: string) => Effect.Effect<void>
}

export const make = <IdParam extends string, A extends Item, I, Service extends Batching.Gets<IdParam, A>>(
  service: Service,
  { idParam, operations, schema }: Config<IdParam, A, I>,
  store: Store<A>,
  options: Options
): Effect.Effect<Cached<Service>, never, Scope.Scope> =>
  Effect.map(Effect.scope, (scope) => {
    const cache: Cache<A> = {
      inFlight: new Set(),
      isItem: Schema.is(schema),
      lookups: new Map(),
      maxAge: Duration.toMillis(maxAge(options)),
      scope,
      source: { one: Batching.makeSource(idParam, service).one, many: service.getMany },
      store,
      timeToLive: Duration.toMillis(options.timeToLive)
    }
    const gets: Batching.Gets<IdParam, A> = {
      get: (input) => {
        const id = Batching.readId(idParam, input)
        return id === undefined ? service.get(input) : getOne(cache, id)
      },
      getMany: (ids) =>
        Effect.suspend(() => {
          const read = Input.readIds(ids, "ids")
          return read instanceof Input.Unreadable ? service.getMany(ids) : getMany(cache, read)
        })
    }
    return {
      service: {
        ...service,
        ...writesOf(cache, service, idParam, operations),
        get: Batching.batchedGet(idParam, gets),
        getMany: gets.getMany
      },
      invalidate: (id) =>
        Effect.suspend(() => {
          supersede(cache, id)
          return cache.store.drop(id)
        })
    }
  })

interface Cache<A extends Item> {
  /** For each call in flight, the ids that were written since it began: what it returns of those may be outdated. */
  readonly inFlight: Set<Set<string>>
  readonly isItem: (value: unknown) => value is A
  readonly lookups: Map<string, Lookup<A>>
  readonly maxAge: number
  readonly scope: Scope.Scope
  readonly source: Batching.Source<A>
  readonly store: Store<A>
  readonly timeToLive: number
}

/** A get in flight that several callers share. */
interface Lookup<A> {
  readonly fiber: Fiber.RuntimeFiber<A, ClerkFailure>
  /** How many callers wait for it. */
  waiting: number
}

// ---------------------------------------------------------------------------------------------------------------------
// Entries
// ---------------------------------------------------------------------------------------------------------------------

/** Runs a call with the ids that are written while it is in flight. */
const track = <A extends Item, B, E>(
  { inFlight }: Cache<A>,
  call: (written: Set<string>) => Effect.Effect<B, E>
): Effect.Effect<B, E> =>
  Effect.acquireUseRelease(
    Effect.sync(() => {
      const written = new Set<string>()
      inFlight.add(written)
      return written
    }),
    call,
    (written) => Effect.sync(() => inFlight.delete(written))
  )

const drop = <A extends Item>({ store }: Cache<A>, ids: ReadonlyArray<string>): Effect.Effect<void> =>
  Effect.forEach(ids, store.drop, { discard: true })

/**
 * Stores items, but none that was written while its call was in flight. The store may be slow and may reorder commands, so an item that is
 * written while the store accepts it is dropped again.
 */
const put = <A extends Item>(
  cache: Cache<A>,
  items: ReadonlyArray<A>,
  written: ReadonlySet<string>
): Effect.Effect<void> =>
  Effect.flatMap(cache.store.now, (storedAt) => {
    const current = items.filter(({ id }) => !written.has(id))
    return Effect.zipRight(
      cache.store.set(current.map((item) => ({ item, storedAt }))),
      Effect.suspend(() => drop(cache, current.filter(({ id }) => written.has(id)).map(({ id }) => id)))
    )
  }).pipe(Effect.uninterruptible)

/** Reads entries. `fresh`: within the time to live. `known`: usable while Clerk is unavailable. */
const recall = Effect.fnUntraced(function*<A extends Item>(cache: Cache<A>, ids: ReadonlyArray<string>) {
  // The store may still accept an outdated item of an id that was written.
  const isUncertain = (id: string) => Iterable.some(cache.inFlight, (written) => written.has(id))
  const entries = yield* cache.store.get(ids.filter((id) => !isUncertain(id)))
  const now = yield* cache.store.now
  const youngerThan = (age: number) =>
    HashMap.fromIterable(
      // An entry of the future was stored before the clock was set back.
      entries.filter(({ storedAt }) => Math.abs(now - storedAt) < age).map(({ item }) => [item.id, item] as const)
    )
  return { fresh: youngerThan(cache.timeToLive), known: youngerThan(cache.maxAge) }
})

// ---------------------------------------------------------------------------------------------------------------------
// Reads
// ---------------------------------------------------------------------------------------------------------------------

const getOne = Effect.fnUntraced(function*<A extends Item>(cache: Cache<A>, id: string) {
  const { fresh, known } = yield* recall(cache, [id])
  return yield* Option.match(HashMap.get(fresh, id), {
    onSome: Effect.succeed,
    onNone: () =>
      Effect.catchIf(
        lookup(cache, id),
        isUnavailable,
        (error) => Effect.mapError(HashMap.get(known, id), () => error)
      )
  })
})

const getMany = Effect.fnUntraced(function*<A extends Item>(cache: Cache<A>, ids: ReadonlyArray<string>) {
  const { fresh, known } = yield* recall(cache, ids)
  const missing = ids.filter((id) => !HashMap.has(fresh, id))
  if (missing.length === 0) {
    return fresh
  }
  const found = yield* Effect.catchIf(
    fetchMany(cache, missing, known),
    (error) => isUnavailable(error) && missing.every((id) => HashMap.has(known, id)),
    () => Effect.succeed(known)
  )
  return HashMap.union(fresh, found)
})

/** Fetches and stores items, and drops the entries of those that no longer exist. */
const fetchMany = <A extends Item>(
  cache: Cache<A>,
  ids: ReadonlyArray<string>,
  known: HashMap.HashMap<string, A>
) =>
  track(cache, (written) =>
    cache.source.many(ids).pipe(
      Effect.tap((found) => put(cache, HashMap.toValues(found), written)),
      Effect.tap((found) => drop(cache, ids.filter((id) => HashMap.has(known, id) && !HashMap.has(found, id))))
    ))

/** Gets an item with one request for all callers that wait for it, and interrupts the request when no caller waits any more. */
const lookup = <A extends Item>(cache: Cache<A>, id: string): Effect.Effect<A, ClerkFailure> =>
  Effect.acquireUseRelease(
    Effect.tap(
      Effect.suspend(() => {
        const pending = cache.lookups.get(id)
        return pending === undefined ? startLookup(cache, id) : Effect.succeed(pending)
      }),
      (lookup) => {
        lookup.waiting += 1
      }
    ),
    ({ fiber }) => Fiber.join(fiber),
    (lookup) => leaveLookup(cache, id, lookup)
  )

const startLookup = <A extends Item>(cache: Cache<A>, id: string): Effect.Effect<Lookup<A>> =>
  Effect.interruptible(fetchOne(cache, id)).pipe(
    Effect.withUnhandledErrorLogLevel(Option.none()),
    Effect.forkIn(cache.scope),
    Effect.map((fiber) => {
      const lookup: Lookup<A> = { fiber, waiting: 0 }
      cache.lookups.set(id, lookup)
      return lookup
    })
  )

const fetchOne = <A extends Item>(cache: Cache<A>, id: string): Effect.Effect<A, ClerkFailure> =>
  track(cache, (written) =>
    cache.source.one(id).pipe(
      Effect.tap((item) => put(cache, [item], written)),
      Effect.tapError((error) => error.status === 404 ? cache.store.drop(id) : Effect.void)
    ))

const leaveLookup = <A extends Item>({ lookups }: Cache<A>, id: string, lookup: Lookup<A>) =>
  Effect.suspend(() => {
    lookup.waiting -= 1
    if (lookup.waiting > 0) {
      return Effect.void
    }
    if (lookups.get(id) === lookup) {
      lookups.delete(id)
    }
    return Fiber.interruptFork(lookup.fiber)
  })

/** Whether Clerk is unavailable, which says nothing about the item. */
const isUnavailable = (error: ClerkFailure): boolean =>
  isRetryable(error) || (error.status ?? 0) >= 500 || error._tag === "SDKError" && error.reason._tag === "Transport"

// ---------------------------------------------------------------------------------------------------------------------
// Writes
// ---------------------------------------------------------------------------------------------------------------------

type Call = (input: unknown) => Effect.Effect<unknown, ClerkFailure>

/** The writes of a service, each of which updates the store. */
const writesOf = <A extends Item, Service extends object>(
  cache: Cache<A>,
  service: Service,
  idParam: string,
  operations: Operation.Table
): Partial<Service> =>
  Object.fromEntries(
    Object.entries(operations).filter(([, { method }]) => method !== "GET").map(([name]): [string, Call] => {
      const call = service[name as keyof Service] as Call
      return [name, (given) =>
        Effect.suspend(() => {
          const input = Input.read(given, [], Input.maxIds)
          const ids = [idParam, `${idParam}s`].flatMap((name) =>
            Input.attempt((): unknown => input[name as keyof typeof input])
          )
          return write(cache, ids.filter(isString), call(input))
        })]
    })
  ) as Partial<Service>

/** Tells all calls in flight, but not the write itself, that an item was written. Later gets do not join a lookup that began before. */
const supersede = <A extends Item>({ inFlight, lookups }: Cache<A>, id: string, own?: Set<string>): void => {
  inFlight.forEach((written) => written === own || written.add(id))
  lookups.delete(id)
}

/** The items that a write returns replace their entries. A write that fails, or returns something else, drops those of its input. */
const write = <A extends Item, B>(
  cache: Cache<A>,
  idsOfInput: ReadonlyArray<string>,
  call: Effect.Effect<B, ClerkFailure>
): Effect.Effect<B, ClerkFailure> =>
  track(cache, (written) =>
    Effect.onExit(call, (exit) => {
      const returned: ReadonlyArray<unknown> = Exit.isSuccess(exit) ? [exit.value].flat() : []
      const items = returned.filter(cache.isItem)
      const ids = new Set([...idsOfInput, ...items.map(({ id }) => id)])
      // When two writes overlap, their order is unknown.
      const current = items.filter(({ id }) => !written.has(id))
      ids.forEach((id) => supersede(cache, id, written))
      const stored = new Set(current.map(({ id }) => id))
      return Effect.zipRight(
        drop(cache, Array.from(ids).filter((id) => !stored.has(id))),
        current.length === 0 ? Effect.void : put(cache, current, written)
      )
    }))
