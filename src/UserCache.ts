/**
 * Caches users by id, in memory or in a shared store, with a time to live.
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
 * `Users.get` and `Users.getMany` read from the cache. A write of this client replaces or drops the entry of its user at once; every
 * operation that is not a GET counts as a write, `verifyPassword` too. Writes of other clients are seen when the entry expires. Concurrent
 * gets of the same user share one request, which uses the retry policy of the first caller. Failures are not cached.
 *
 * An entry holds a user as Clerk returned it, private metadata included. It holds no password and no secret key.
 *
 * @since 0.1.0
 */
import type * as Persistence from "@effect/experimental/Persistence"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import { ClerkHttp } from "./Http.ts"
import * as Cache from "./internal/cache.ts"
import * as CacheStore from "./internal/cacheStore.ts"
import { operations } from "./operations/Users.ts"
import * as Resource from "./Resource.ts"
import { User } from "./Schema/User.ts"
import { Users } from "./Users.ts"

/**
 * How long users are cached.
 *
 * @since 0.1.0
 * @category models
 */
export interface Options {
  /** How long an entry is used without a request. */
  readonly timeToLive: Duration.DurationInput
  /**
   * How much longer an entry is kept, to be returned while Clerk is unavailable: it does not respond, or responds with 429 or 5xx. By
   * default not at all.
   */
  readonly staleOnError?: Duration.DurationInput | undefined
}

/**
 * Caches up to `capacity` users in the memory of this process, by default 1000, and evicts the least recently used.
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
  Resource.layer(Users, Effect.suspend(() => cached(CacheStore.inMemory(options.capacity), options)))

/**
 * Caches users in any store of `@effect/experimental/Persistence`, such as Redis, which processes can share. While the store does not
 * respond, requests go to Clerk, and one warning is logged.
 *
 * Instances can share a store: the keys of each instance contain a digest of its address and secret key, which is read when the layer is
 * built. When `ClerkAuth` has no key at that time, the entries of this process are not shared.
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
  Resource.layer(
    Users,
    Effect.gen(function*() {
      const { instance } = yield* ClerkHttp
      const id = yield* Effect.orElse(instance, () => Effect.sync(() => crypto.randomUUID()))
      const { storeId = "effect-clerk/users" } = options
      return yield* cached(
        yield* CacheStore.inPersistence(User, `${storeId}/${id}`, Cache.maxAge(options)),
        options
      )
    })
  )

const cached = (store: CacheStore.Store<User>, options: Options) =>
  Effect.flatMap(
    Users,
    (users) => Cache.make(users, { idParam: "userId", schema: User, operations }, store, options)
  )
