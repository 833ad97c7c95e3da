/**
 * The role sets of a Clerk instance: the roles that the members of an organization can have.
 *
 * ```ts
 * import { Effect } from "effect"
 * import { Organizations, RoleSets } from "effect-clerk"
 *
 * const program = Effect.gen(function*() {
 *   const { key } = yield* RoleSets.create({
 *     name: "Firms",
 *     roles: ["org:admin", "org:accountant"],
 *     defaultRoleKey: "org:accountant",
 *     creatorRoleKey: "org:admin"
 *   })
 *   return yield* Organizations.create({ name: "Acme", roleSetKey: key })
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
import { operations } from "./operations/RoleSets.ts"
import * as Resource from "./Resource.ts"
import type { RoleSet } from "./Schema/RoleSet.ts"
import type { RoleSetFilters } from "./Schema/RoleSetChanges.ts"

/**
 * The filters and the order of `RoleSets.stream`.
 *
 * @since 0.1.0
 * @category models
 */
export interface StreamFilters extends Omit<RoleSetFilters, "limit" | "offset"> {}

/**
 * The operations on role sets as functions.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service extends Operation.Client<typeof operations, ClerkFailure> {
  /** Returns all role sets that match, fetched by offset in pages of 500. */
  readonly stream: (filters?: StreamFilters) => Stream.Stream<RoleSet, ClerkFailure>
}

/**
 * The role sets of a Clerk instance: `yield* RoleSets` returns the service, `RoleSets.create(…)` calls it.
 *
 * @since 0.1.0
 * @category services
 */
export class RoleSets extends Resource.Tag<RoleSets, Service>()("effect-clerk/RoleSets", { streams: ["stream"] }) {}

/**
 * The role sets of the instance that a `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make: Effect.Effect<Service, never, Http.ClerkHttp> = Effect.gen(function*() {
  const page = (yield* Http.ClerkHttp).page("roleSets.list", operations.list)
  return {
    ...yield* Http.client("roleSets", operations),
    stream: (filters = {}) => Stream.flattenIterables(Resource.paginate(page, filters))
  }
})

/**
 * Provides `RoleSets` for the instance that `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<RoleSets, never, Http.ClerkHttp> = Resource.layer(RoleSets, make)
