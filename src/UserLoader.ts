/**
 * Gets of users from anywhere in a program as few lists: for a server whose requests each get a user or two.
 *
 * ```ts
 * import { FetchHttpClient } from "@effect/platform"
 * import { Layer } from "effect"
 * import { Clerk, UserLoader } from "effect-clerk"
 *
 * const ClerkLive = UserLoader.layer({ window: "5 millis" }).pipe(
 *   Layer.provideMerge(Clerk.layerConfig()),
 *   Layer.provide(FetchHttpClient.layer)
 * )
 * ```
 *
 * Within one fiber nothing is needed for that: `Effect.forEach(ids, (userId) => Users.get({ userId }), { batching: true })`.
 *
 * @since 0.1.0
 */
import * as Deferred from "effect/Deferred"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as FiberId from "effect/FiberId"
import * as FiberSet from "effect/FiberSet"
import * as Layer from "effect/Layer"
import type { ClerkFailure } from "./Errors.ts"
import { OnDecodeError } from "./Http.ts"
import * as Batch from "./internal/batching.ts"
import type { User } from "./Schema/User.ts"
import { Users } from "./Users.ts"

/**
 * Collects the gets of all fibers for the length of a window, by default 5 ms or until there are 100 users, and makes one list
 * of them.
 *
 * A get that is alone in its window stays a get. The calls are made by the policy of retry of the layer, and their spans have
 * no parent: they belong to many. They are interrupted when nobody waits for them any longer.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = (options: {
  /** How long gets are collected before they are sent, 5 milliseconds by default. */
  readonly window?: Duration.DurationInput | undefined
  /** The number of users at which a batch is sent at once, 100 by default. */
  readonly maxBatchSize?: number | undefined
} = {}): Layer.Layer<Users, never, Users> =>
  Layer.fresh(Layer.scoped(
    Users,
    Effect.gen(function*() {
      const users = yield* Users
      const ask = Batch.together({
        one: (userId) => users.get({ userId }),
        many: (userIds) => Effect.provideService(users.getMany(userIds), OnDecodeError, () => Effect.void)
      })
      const load = yield* loader(ask, options.window ?? "5 millis", options.maxBatchSize ?? Batch.most)
      return {
        ...users,
        get: Batch.get(
          (input) => Batch.isPlain(input) ? load(input.userId) : users.get(input),
          Batch.resolverOf(Batch.alone(load, "unbounded"))
        )
      }
    })
  ))

interface Collection {
  readonly wanted: Map<string, Wanted>
  readonly isFull: Deferred.Deferred<void>
  fiber?: Fiber.Fiber<void>
}

interface Wanted {
  readonly answer: Deferred.Deferred<User, ClerkFailure>
  /** How many wait for it. */
  waiting: number
}

/** `RequestResolver.dataLoader` would go on asking when all who wanted to know are gone, and leave them waiting when it is closed. */
const loader = Effect.fnUntraced(function*(ask: Batch.Ask, window: Duration.DurationInput, maxBatchSize: number) {
  const runFork = yield* FiberSet.makeRuntime()
  let open: Collection | undefined

  const close = (collection: Collection) => {
    open = open === collection ? undefined : open
  }

  const start = (collection: Collection) => {
    const { isFull, wanted } = collection
    return Effect.raceFirst(Deferred.await(isFull), Effect.sleep(window)).pipe(
      Effect.zipRight(Effect.suspend(() => {
        close(collection)
        return ask([...wanted.keys()], {
          tell: (userId, exit) =>
            Effect.sync(() => {
              const answer = wanted.get(userId)?.answer
              return answer && Deferred.unsafeDone(answer, exit)
            }),
          waitsFor: (userId) => wanted.has(userId)
        })
      })),
      (ask) =>
        Effect.sync(() => {
          const fiber = runFork(ask)
          collection.fiber = fiber
          fiber.addObserver(() => {
            close(collection)
            wanted.forEach(({ answer }) => Deferred.unsafeDone(answer, Effect.interrupt))
          })
        })
    )
  }

  /** Whoever comes is in the collection before anything else can happen. */
  const join = (userId: string) =>
    Effect.suspend(() => {
      const collection: Collection = open ?? { wanted: new Map(), isFull: Deferred.unsafeMake(FiberId.none) }
      const { isFull, wanted } = open = collection
      const isFirst = wanted.size === 0
      const mine = wanted.get(userId) ?? { answer: Deferred.unsafeMake(FiberId.none), waiting: 0 }
      mine.waiting += 1
      wanted.set(userId, mine)
      if (wanted.size >= maxBatchSize) {
        close(collection)
        Deferred.unsafeDone(isFull, Effect.void)
      }
      return Effect.as(isFirst ? start(collection) : Effect.void, { collection, mine })
    })

  return (userId: string) =>
    Effect.acquireUseRelease(
      join(userId),
      ({ mine }) => Deferred.await(mine.answer),
      ({ collection, mine }) =>
        Effect.suspend(() => {
          mine.waiting -= 1
          if (mine.waiting === 0) {
            collection.wanted.delete(userId)
          }
          if (collection.wanted.size > 0 || collection.fiber === undefined) {
            return Effect.void
          }
          close(collection)
          return Fiber.interruptAsFork(collection.fiber, FiberId.none)
        })
    )
})
