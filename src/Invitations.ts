/**
 * The invitations to an application.
 *
 * ```ts
 * import { Effect } from "effect"
 * import { Errors, Invitations } from "effect-clerk"
 *
 * const invite = (emailAddress: string) =>
 *   Invitations.create({ emailAddress, publicMetadata: { plan: "pro" } }).pipe(
 *     Errors.catchCodes({
 *       duplicate_record: () => Effect.logInfo("invited already"),
 *       form_identifier_exists: () => Effect.logInfo("a user already")
 *     })
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
import { operations } from "./operations/Invitations.ts"
import * as Resource from "./Resource.ts"
import type { Invitation, InvitationStreamFilters } from "./Schema/Invitation.ts"

/**
 * The operations on invitations as functions.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service extends Operation.Client<typeof operations, ClerkFailure> {
  /** Returns all invitations that match, fetched by offset in pages of 500. */
  readonly stream: (filters?: InvitationStreamFilters) => Stream.Stream<Invitation, ClerkFailure>
}

/**
 * The invitations to an application: `yield* Invitations` returns the service, `Invitations.list(…)` calls it.
 *
 * @since 0.1.0
 * @category services
 */
export class Invitations
  extends Resource.Tag<Invitations, Service>()("effect-clerk/Invitations", { streams: ["stream"] })
{}

/**
 * The invitations of the instance that a `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make: Effect.Effect<Service, never, Http.ClerkHttp> = Effect.gen(function*() {
  const page = (yield* Http.ClerkHttp).page("invitations.list", operations.list)
  return {
    ...yield* Http.client("invitations", operations),
    stream: (filters = {}) => Stream.flattenIterables(Resource.paginate(page, filters))
  }
})

/**
 * Provides `Invitations` for the instance that `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<Invitations, never, Http.ClerkHttp> = Resource.layer(Invitations, make)
