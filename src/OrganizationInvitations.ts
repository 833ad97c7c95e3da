/**
 * The invitations to the organizations of a Clerk instance.
 *
 * ```ts
 * import { Effect } from "effect"
 * import { OrganizationInvitations } from "effect-clerk"
 *
 * const program = Effect.gen(function*() {
 *   const invitation = yield* OrganizationInvitations.create({
 *     organizationId: "org_1",
 *     emailAddress: "ada@example.com",
 *     role: "org:member"
 *   })
 *   yield* OrganizationInvitations.revoke({ organizationId: "org_1", invitationId: invitation.id })
 * })
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
import { operations } from "./operations/OrganizationInvitations.ts"
import * as Resource from "./Resource.ts"
import type { OrganizationInvitation } from "./Schema/OrganizationInvitation.ts"

/**
 * The operations on invitations to organizations as functions.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service extends Operation.Client<typeof operations, ClerkFailure> {
  /** Returns all invitations of an organization that match, fetched by offset in pages of 500. */
  readonly stream: (
    input: Omit<Operation.Input<typeof operations.list>, "limit" | "offset">
  ) => Stream.Stream<OrganizationInvitation, ClerkFailure>
  /** Returns the invitations of all organizations that match, fetched by offset in pages of 500. */
  readonly streamAll: (
    filters?: Omit<Operation.Input<typeof operations.listAll>, "limit" | "offset">
  ) => Stream.Stream<OrganizationInvitation, ClerkFailure>
}

/**
 * The invitations to the organizations of a Clerk instance: `yield* OrganizationInvitations` returns the service,
 * `OrganizationInvitations.create(…)` calls it.
 *
 * @since 0.1.0
 * @category services
 */
export class OrganizationInvitations
  extends Resource.Tag<OrganizationInvitations, Service>()("effect-clerk/OrganizationInvitations", {
    streams: ["stream", "streamAll"]
  })
{}

/**
 * The invitations to the organizations of the instance that a `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make: Effect.Effect<Service, never, Http.ClerkHttp> = Effect.gen(function*() {
  const http = yield* Http.ClerkHttp
  const list = http.page("organizationInvitations.list", operations.list)
  const listAll = http.page("organizationInvitations.listAll", operations.listAll)
  return {
    ...yield* Http.client("organizationInvitations", operations),
    stream: (input) => Stream.flattenIterables(Resource.paginate(list, input)),
    streamAll: (filters = {}) => Stream.flattenIterables(Resource.paginate(listAll, filters))
  }
})

/**
 * Provides `OrganizationInvitations` for the instance that `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<OrganizationInvitations, never, Http.ClerkHttp> = Resource.layer(
  OrganizationInvitations,
  make
)
