/**
 * First-come, first-served queues of requests that wait for a token.
 */
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as FiberId from "effect/FiberId"

/** The requests that wait for one bucket, and the bucket's state in memory. */
export interface Queue {
  /** In order of arrival; the first one may take a token. */
  readonly waiting: Set<Deferred.Deferred<void>>
  /** When the bucket will be full, in milliseconds of the monotonic clock. */
  fullAt: number
}

/** Returns the queue of a key. Idle queues whose bucket is full are evicted, since there may be millions of keys. */
export const makeQueues = () => {
  const queues = new Map<string, Queue>()
  let evictAtSize = 1000
  return (key: string, now: number): Queue => {
    const existing = queues.get(key)
    if (existing !== undefined) {
      return existing
    }
    if (queues.size >= evictAtSize) {
      queues.forEach((queue, key) => queue.waiting.size === 0 && queue.fullAt < now && queues.delete(key))
      evictAtSize = Math.max(1000, 2 * queues.size)
    }
    const queue = { waiting: new Set<Deferred.Deferred<void>>(), fullAt: now }
    queues.set(key, queue)
    return queue
  }
}

/** Runs an effect when all earlier requests have left the queue. A semaphore would wake all of them to admit one. */
export const inQueue = <A>(queue: Queue, effect: Effect.Effect<A>): Effect.Effect<A> =>
  Effect.acquireUseRelease(
    Effect.sync(() => {
      const turn = Deferred.unsafeMake<void>(FiberId.none)
      queue.waiting.add(turn)
      wakeFirst(queue)
      return turn
    }),
    (turn) => Effect.zipRight(Deferred.await(turn), effect),
    (turn) =>
      Effect.sync(() => {
        queue.waiting.delete(turn)
        wakeFirst(queue)
      })
  )

const wakeFirst = ({ waiting: [first] }: Queue): void => {
  if (first !== undefined) {
    Deferred.unsafeDone(first, Effect.void)
  }
}
