/**
 * The members of the organizations of a Clerk instance.
 *
 * ```ts
 * import { Effect } from "effect"
 * import { OrganizationMemberships } from "effect-clerk"
 *
 * const program = Effect.gen(function*() {
 *   yield* OrganizationMemberships.create({ organizationId: "org_1", userId: "user_1", role: "org:member" })
 *   yield* OrganizationMemberships.update({ organizationId: "org_1", userId: "user_1", role: "org:admin" })
 *   return yield* OrganizationMemberships.list({ organizationId: "org_1", role: ["org:admin"] })
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
import { operations } from "./operations/OrganizationMemberships.ts"
import * as Resource from "./Resource.ts"
import type { OrganizationMembership } from "./Schema/OrganizationMembership.ts"

/**
 * The operations on the members of organizations as functions.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service extends Operation.Client<typeof operations, ClerkFailure> {
  /** Returns all memberships of an organization that match, fetched by offset in pages of 500. */
  readonly stream: (
    input: Omit<Operation.Input<typeof operations.list>, "limit" | "offset">
  ) => Stream.Stream<OrganizationMembership, ClerkFailure>
  /** Returns the memberships of all organizations, fetched by offset in pages of 500. */
  readonly streamAll: (
    filters?: Omit<Operation.Input<typeof operations.listAll>, "limit" | "offset">
  ) => Stream.Stream<OrganizationMembership, ClerkFailure>
}

/**
 * The members of the organizations of a Clerk instance: `yield* OrganizationMemberships` returns the service,
 * `OrganizationMemberships.create(…)` calls it.
 *
 * @since 0.1.0
 * @category services
 */
export class OrganizationMemberships
  extends Resource.Tag<OrganizationMemberships, Service>()("effect-clerk/OrganizationMemberships", {
    streams: ["stream", "streamAll"]
  })
{}

/**
 * The members of the organizations of the instance that a `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make: Effect.Effect<Service, never, Http.ClerkHttp> = Effect.gen(function*() {
  const http = yield* Http.ClerkHttp
  const list = http.page("organizationMemberships.list", operations.list)
  const listAll = http.page("organizationMemberships.listAll", operations.listAll)
  return {
    ...yield* Http.client("organizationMemberships", operations),
    stream: (input) => Stream.flattenIterables(Resource.paginate(list, input)),
    streamAll: (filters = {}) => Stream.flattenIterables(Resource.paginate(listAll, filters))
  }
})

/**
 * Provides `OrganizationMemberships` for the instance that `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<OrganizationMemberships, never, Http.ClerkHttp> = Resource.layer(
  OrganizationMemberships,
  make
)
