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
 * `onEvent` drops the entry of a user of whose change a webhook tells.
 *
 * An entry holds a user as Clerk returned it, private metadata included. It holds no password and no secret key.
 *
 * @since 0.1.0
 */
import type * as Persistence from "@effect/experimental/Persistence"
import * as Context from "effect/Context"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import { hasProperty, isString } from "effect/Predicate"
import type * as Scope from "effect/Scope"
import { ClerkHttp } from "./Http.ts"
import * as Cache from "./internal/cache.ts"
import * as CacheStore from "./internal/cacheStore.ts"
import { operations } from "./operations/Users.ts"
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
 * A cache of users, and those beneath it.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service {
  /** Drops the entry of a user, so that the next get asks Clerk. */
  readonly invalidate: (userId: string) => Effect.Effect<void>
}

/**
 * The cache that a layer of this module adds to `Users`.
 *
 * @since 0.1.0
 * @category services
 */
export class UserCache extends Context.Tag("effect-clerk/UserCache")<UserCache, Service>() {}

/**
 * Drops the entry of a user from the cache and from those beneath it. A get in flight does not store the user again.
 *
 * @since 0.1.0
 * @category operations
 */
export const invalidate = (userId: string): Effect.Effect<void, never, UserCache> =>
  Effect.flatMap(UserCache, (cache) => cache.invalidate(userId))

/**
 * Drops the entry of the user of a `user.updated` or `user.deleted` event; other events change nothing. For `Webhook.handlers`.
 *
 * ```ts
 * import { UserCache } from "effect-clerk"
 * import * as Webhook from "effect-clerk/Webhook"
 *
 * const handle = Webhook.handlers({ "user.updated": UserCache.onEvent, "user.deleted": UserCache.onEvent })
 * ```
 *
 * @since 0.1.0
 * @category operations
 */
export const onEvent = ({ data, type }: {
  /** The type of the event. */
  readonly type: string
  /** The data of the event, with the id of the user. */
  readonly data: unknown
}): Effect.Effect<void, never, UserCache> =>
  (type === "user.updated" || type === "user.deleted") && hasProperty(data, "id") && isString(data.id)
    ? invalidate(data.id)
    : Effect.void

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
): Layer.Layer<Users | UserCache, never, Users> =>
  layer(Effect.suspend(() => cached(CacheStore.inMemory(options.capacity), options)))

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
): Layer.Layer<Users | UserCache, never, Users | ClerkHttp | Persistence.BackingPersistence> =>
  layer(
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

const cached = Effect.fnUntraced(function*(store: CacheStore.Store<User>, options: Options) {
  const users = yield* Users
  const beneath = yield* Effect.serviceOption(UserCache)
  const cache = yield* Cache.make(users, { idParam: "userId", schema: User, operations }, store, options)
  return Context.make(Users, cache.service).pipe(
    Context.add(UserCache, {
      // The one beneath first: from it, a get could store an outdated user again.
      invalidate: (userId) =>
        Effect.zipRight(
          Option.match(beneath, { onNone: () => Effect.void, onSome: (cache) => cache.invalidate(userId) }),
          cache.invalidate(userId)
        )
    })
  )
})

/** Fresh, as `Resource.layer`: two instances must not share a cache. */
const layer = <R>(
  make: Effect.Effect<Context.Context<Users | UserCache>, never, R>
): Layer.Layer<Users | UserCache, never, Exclude<R, Scope.Scope>> => Layer.fresh(Layer.scopedContext(make))
