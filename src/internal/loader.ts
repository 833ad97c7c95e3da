/**
 * Collects the gets of all fibers during a window of time and fetches them as lists.
 */
import * as Deferred from "effect/Deferred"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as FiberId from "effect/FiberId"
import * as FiberSet from "effect/FiberSet"
import type * as Scope from "effect/Scope"
import type { ClerkFailure } from "../Errors.ts"
import { maxFilterValues } from "../Schema/wire/Request.ts"
import * as Batching from "./batching.ts"

export interface Options {
  readonly window?: Duration.DurationInput | undefined
  readonly maxBatchSize?: number | undefined
}

/** A get that joins the batch of the current window. */
export const make = Effect.fnUntraced(function*<IdParam extends string, A>(
  idParam: IdParam,
  gets: Batching.Gets<IdParam, A>,
  { maxBatchSize = maxFilterValues, window = "5 millis" }: Options
): Effect.fn.Return<Batching.Get<IdParam, A>, never, Scope.Scope> {
  const fetch = Batching.fetchInLists(Batching.makeSource(idParam, gets))
  const runFork = yield* FiberSet.makeRuntime()
  const load = makeLoad({ fetch, maxBatchSize, open: undefined, runFork, window })
  return Batching.makeGet(
    idParam,
    (input) => {
      const id = Batching.readId(idParam, input)
      return id === undefined ? gets.get(input) : load(id)
    },
    Batching.makeResolver(Batching.fetchEach(load, "unbounded"))
  )
})

interface Loader<A> {
  readonly fetch: Batching.Fetch<A>
  readonly maxBatchSize: number
  readonly runFork: (effect: Effect.Effect<void>) => Fiber.RuntimeFiber<void>
  readonly window: Duration.DurationInput
  /** The batch that still accepts ids. */
  open: Batch<A> | undefined
}

interface Batch<A> {
  readonly entries: Map<string, Entry<A>>
  readonly isFull: Deferred.Deferred<void>
  fiber?: Fiber.Fiber<void>
}

interface Entry<A> {
  readonly result: Deferred.Deferred<A, ClerkFailure>
  /** How many callers wait for the result. */
  waiting: number
}

/** `RequestResolver.dataLoader` would fetch for callers that were interrupted, and leave callers waiting when its scope closes. */
const makeLoad = <A>(loader: Loader<A>) => (id: string): Effect.Effect<A, ClerkFailure> =>
  Effect.acquireUseRelease(
    join(loader, id),
    ({ entry }) => Deferred.await(entry.result),
    ({ batch, entry }) => leave(loader, batch, entry, id)
  )

/** Adds the id to the open batch synchronously, so that no other fiber can close the batch in between. */
const join = <A>(loader: Loader<A>, id: string) =>
  Effect.suspend(() => {
    const batch: Batch<A> = loader.open ?? { entries: new Map(), isFull: Deferred.unsafeMake(FiberId.none) }
    loader.open = batch
    const isFirst = batch.entries.size === 0
    const entry = batch.entries.get(id) ?? { result: Deferred.unsafeMake(FiberId.none), waiting: 0 }
    entry.waiting += 1
    batch.entries.set(id, entry)
    if (batch.entries.size >= loader.maxBatchSize) {
      close(loader, batch)
      Deferred.unsafeDone(batch.isFull, Effect.void)
    }
    return Effect.as(isFirst ? start(loader, batch) : Effect.void, { batch, entry })
  })

/** Interrupts the fetch of a batch when no caller waits for it. */
const leave = <A>(loader: Loader<A>, batch: Batch<A>, entry: Entry<A>, id: string) =>
  Effect.suspend(() => {
    entry.waiting -= 1
    if (entry.waiting === 0) {
      batch.entries.delete(id)
    }
    if (batch.entries.size > 0 || batch.fiber === undefined) {
      return Effect.void
    }
    close(loader, batch)
    return Fiber.interruptAsFork(batch.fiber, FiberId.none)
  })

const start = <A>(loader: Loader<A>, batch: Batch<A>) =>
  Effect.sync(() => {
    const fiber = loader.runFork(fetchBatch(loader, batch))
    batch.fiber = fiber
    fiber.addObserver(() => {
      close(loader, batch)
      batch.entries.forEach(({ result }) => Deferred.unsafeDone(result, Effect.interrupt))
    })
  })

const fetchBatch = <A>(loader: Loader<A>, batch: Batch<A>): Effect.Effect<void> =>
  Effect.zipRight(
    Effect.raceFirst(Deferred.await(batch.isFull), Effect.sleep(loader.window)),
    Effect.suspend(() => {
      close(loader, batch)
      return loader.fetch([...batch.entries.keys()], {
        complete: (id, exit) =>
          Effect.sync(() => {
            const result = batch.entries.get(id)?.result
            return result && Deferred.unsafeDone(result, exit)
          }),
        isAwaited: (id) => batch.entries.has(id)
      })
    })
  )

const close = <A>(loader: Loader<A>, batch: Batch<A>): void => {
  loader.open = loader.open === batch ? undefined : loader.open
}
