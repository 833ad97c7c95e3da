/**
 * The sessions of users.
 *
 * ```ts
 * import { Stream } from "effect"
 * import { Sessions } from "effect-clerk"
 *
 * const signOut = (userId: string) =>
 *   Sessions.stream({ userId }).pipe(
 *     Stream.filter((session) => session.isSignedIn),
 *     Stream.runForEach(({ id }) => Sessions.revoke({ sessionId: id }))
 *   )
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
import { operations } from "./operations/Sessions.ts"
import * as Resource from "./Resource.ts"
import type { Session } from "./Schema/Session.ts"
import type { SessionFilters } from "./Schema/SessionChanges.ts"

/**
 * The operations on sessions as functions.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service extends Operation.Client<typeof operations, ClerkFailure> {
  /** Returns all sessions that match, fetched by offset in pages of 500. */
  readonly stream: (filters: SessionFilters) => Stream.Stream<Session, ClerkFailure>
}

/**
 * The sessions of users: `yield* Sessions` returns the service, `Sessions.list(…)` calls it.
 *
 * @since 0.1.0
 * @category services
 */
export class Sessions extends Resource.Tag<Sessions, Service>()("effect-clerk/Sessions", { streams: ["stream"] }) {}

/**
 * The sessions of the instance that a `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make: Effect.Effect<Service, never, Http.ClerkHttp> = Effect.gen(function*() {
  const page = (yield* Http.ClerkHttp).page("sessions.list", operations.list)
  return {
    ...yield* Http.client("sessions", operations),
    stream: (filters) => Stream.flattenIterables(Resource.paginate(page, filters))
  }
})

/**
 * Provides `Sessions` for the instance that `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<Sessions, never, Http.ClerkHttp> = Resource.layer(Sessions, make)
