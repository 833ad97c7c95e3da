/**
 * The roles of the members of organizations of a Clerk instance.
 *
 * ```ts
 * import { Effect } from "effect"
 * import { OrganizationMemberships, OrganizationRoles } from "effect-clerk"
 *
 * const program = Effect.gen(function*() {
 *   const { key } = yield* OrganizationRoles.create({ name: "Accountant", key: "org:accountant" })
 *   return yield* OrganizationMemberships.update({ organizationId: "org_1", userId: "user_1", role: key })
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
import { operations } from "./operations/OrganizationRoles.ts"
import * as Resource from "./Resource.ts"
import type { OrganizationRole, OrganizationRoleFilters } from "./Schema/OrganizationRole.ts"

/**
 * The filters and the order of `OrganizationRoles.stream`.
 *
 * @since 0.1.0
 * @category models
 */
export interface StreamFilters extends Omit<OrganizationRoleFilters, "limit" | "offset"> {}

/**
 * The operations on roles of organizations as functions.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service extends Operation.Client<typeof operations, ClerkFailure> {
  /** Returns all roles of organizations that match, fetched by offset in pages of 500. */
  readonly stream: (filters?: StreamFilters) => Stream.Stream<OrganizationRole, ClerkFailure>
}

/**
 * The roles of organizations of a Clerk instance: `yield* OrganizationRoles` returns the service, `OrganizationRoles.create(…)` calls it.
 *
 * @since 0.1.0
 * @category services
 */
export class OrganizationRoles
  extends Resource.Tag<OrganizationRoles, Service>()("effect-clerk/OrganizationRoles", { streams: ["stream"] })
{}

/**
 * The roles of organizations of the instance that a `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make: Effect.Effect<Service, never, Http.ClerkHttp> = Effect.gen(function*() {
  const page = (yield* Http.ClerkHttp).page("organizationRoles.list", operations.list)
  return {
    ...yield* Http.client("organizationRoles", operations),
    stream: (filters = {}) => Stream.flattenIterables(Resource.paginate(page, filters))
  }
})

/**
 * Provides `OrganizationRoles` for the instance that `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<OrganizationRoles, never, Http.ClerkHttp> = Resource.layer(OrganizationRoles, make)
