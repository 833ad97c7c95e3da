/**
 * Collects gets of users from all fibers into few lists, for a server whose requests each get a user or two.
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
 * Within one fiber no loader is needed: `Effect.forEach(ids, (userId) => Users.get({ userId }), { batching: true })`.
 *
 * @since 0.1.0
 */
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as Loader from "./internal/loader.ts"
import * as Resource from "./Resource.ts"
import { Users } from "./Users.ts"

/**
 * Collects the gets of all fibers and sends them as one list. `window` is how long a batch waits for more ids, by default 5 ms;
 * `maxBatchSize` is the number of ids that ends the wait, by default 100.
 *
 * A batch of one id is sent as a get. Requests use the retry policy of the layer. Their spans have no parent, because they belong to
 * several callers. A request is interrupted when no caller waits for it any more.
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
  Resource.layer(
    Users,
    Effect.gen(function*() {
      const users = yield* Users
      return { ...users, get: yield* Loader.make("userId", users, options) }
    })
  )
