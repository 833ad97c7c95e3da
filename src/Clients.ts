/**
 * The clients of an instance: browsers and apps with sessions.
 *
 * ```ts
 * import { Effect } from "effect"
 * import { Clients, Sessions } from "effect-clerk"
 *
 * const sessionsOfTheSameBrowser = (sessionId: string) =>
 *   Effect.gen(function*() {
 *     const { clientId } = yield* Sessions.get({ sessionId })
 *     return clientId === null ? [] : (yield* Clients.get({ clientId })).sessions
 *   })
 * ```
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import type { ClerkFailure } from "./Errors.ts"
import * as Http from "./Http.ts"
import type * as Operation from "./Operation.ts"
import { operations } from "./operations/Clients.ts"
import * as Resource from "./Resource.ts"
import type { Client } from "./Schema/Client.ts"

/**
 * The operations on clients as functions.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service extends Operation.Client<typeof operations, ClerkFailure> {
  /**
   * Returns all clients of the instance, fetched by offset in pages of 500.
   *
   * @deprecated Clerk is going to remove the list of clients.
   */
  readonly stream: () => Stream.Stream<Client, ClerkFailure>
}

/**
 * The clients of an instance: `yield* Clients` returns the service, `Clients.get(…)` calls it.
 *
 * @since 0.1.0
 * @category services
 */
export class Clients extends Resource.Tag<Clients, Service>()("effect-clerk/Clients", { streams: ["stream"] }) {}

/**
 * The clients of the instance that a `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make: Effect.Effect<Service, never, Http.ClerkHttp> = Effect.gen(function*() {
  const page = (yield* Http.ClerkHttp).page("clients.list", operations.list)
  return {
    ...yield* Http.client("clients", operations),
    stream: () => Stream.flattenIterables(Resource.paginate(page, {}))
  }
})

/**
 * Provides `Clients` for the instance that `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<Clients, never, Http.ClerkHttp> = Resource.layer(Clients, make)
