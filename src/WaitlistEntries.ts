/**
 * The waitlist of an application.
 *
 * ```ts
 * import { Stream } from "effect"
 * import { WaitlistEntries } from "effect-clerk"
 *
 * const inviteAll = WaitlistEntries.stream({ status: "pending" }).pipe(
 *   Stream.runCollect, // an entry that is invited leaves the list of pending ones
 *   Stream.fromEffect,
 *   Stream.flattenIterables,
 *   Stream.mapEffect(({ id }) => WaitlistEntries.invite({ waitlistEntryId: id })),
 *   Stream.runCount
 * )
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
import { operations } from "./operations/WaitlistEntries.ts"
import * as Resource from "./Resource.ts"
import type { WaitlistEntry, WaitlistStreamFilters } from "./Schema/WaitlistEntry.ts"

/**
 * The operations on the waitlist as functions.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service extends Operation.Client<typeof operations, ClerkFailure> {
  /** Returns all entries that match, fetched by offset in pages of 500. */
  readonly stream: (filters?: WaitlistStreamFilters) => Stream.Stream<WaitlistEntry, ClerkFailure>
}

/**
 * The waitlist of an application: `yield* WaitlistEntries` returns the service, `WaitlistEntries.list(…)` calls it.
 *
 * @since 0.1.0
 * @category services
 */
export class WaitlistEntries
  extends Resource.Tag<WaitlistEntries, Service>()("effect-clerk/WaitlistEntries", { streams: ["stream"] })
{}

/**
 * The waitlist of the instance that a `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make: Effect.Effect<Service, never, Http.ClerkHttp> = Effect.gen(function*() {
  const page = (yield* Http.ClerkHttp).page("waitlistEntries.list", operations.list)
  return {
    ...yield* Http.client("waitlistEntries", operations),
    stream: (filters = {}) => Stream.flattenIterables(Resource.paginate(page, filters))
  }
})

/**
 * Provides `WaitlistEntries` for the instance that `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<WaitlistEntries, never, Http.ClerkHttp> = Resource.layer(WaitlistEntries, make)
