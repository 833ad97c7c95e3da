/**
 * The permissions of the organizations of a Clerk instance. `OrganizationRoles` gives them to roles.
 *
 * ```ts
 * import { Effect } from "effect"
 * import { OrganizationPermissions, OrganizationRoles } from "effect-clerk"
 *
 * const program = Effect.gen(function*() {
 *   const create = yield* OrganizationPermissions.create({ name: "Create invoices", key: "org:invoices:create" })
 *   return yield* OrganizationRoles.create({ name: "Accountant", key: "org:accountant", permissions: [create.id] })
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
import { operations } from "./operations/OrganizationPermissions.ts"
import * as Resource from "./Resource.ts"
import type { OrganizationPermission, OrganizationPermissionFilters } from "./Schema/OrganizationPermission.ts"

/**
 * The filters and the order of `OrganizationPermissions.stream`.
 *
 * @since 0.1.0
 * @category models
 */
export interface StreamFilters extends Omit<OrganizationPermissionFilters, "limit" | "offset"> {}

/**
 * The operations on permissions of organizations as functions.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service extends Operation.Client<typeof operations, ClerkFailure> {
  /** Returns all permissions of organizations that match, fetched by offset in pages of 500. */
  readonly stream: (filters?: StreamFilters) => Stream.Stream<OrganizationPermission, ClerkFailure>
}

/**
 * The permissions of organizations of a Clerk instance: `yield* OrganizationPermissions` returns the service, `OrganizationPermissions.create(…)` calls it.
 *
 * @since 0.1.0
 * @category services
 */
export class OrganizationPermissions
  extends Resource.Tag<OrganizationPermissions, Service>()("effect-clerk/OrganizationPermissions", {
    streams: ["stream"]
  })
{}

/**
 * The permissions of organizations of the instance that a `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make: Effect.Effect<Service, never, Http.ClerkHttp> = Effect.gen(function*() {
  const page = (yield* Http.ClerkHttp).page("organizationPermissions.list", operations.list)
  return {
    ...yield* Http.client("organizationPermissions", operations),
    stream: (filters = {}) => Stream.flattenIterables(Resource.paginate(page, filters))
  }
})

/**
 * Provides `OrganizationPermissions` for the instance that `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<OrganizationPermissions, never, Http.ClerkHttp> = Resource.layer(
  OrganizationPermissions,
  make
)
