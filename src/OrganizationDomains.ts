/**
 * The domains of the organizations of a Clerk instance.
 *
 * ```ts
 * import { Effect } from "effect"
 * import { OrganizationDomains } from "effect-clerk"
 *
 * const program = Effect.gen(function*() {
 *   const domain = yield* OrganizationDomains.create({
 *     organizationId: "org_1",
 *     name: "example.com",
 *     enrollmentMode: "automatic_invitation"
 *   })
 *   yield* OrganizationDomains.verifyOwnership({ organizationId: "org_1", domainId: domain.id })
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
import { operations } from "./operations/OrganizationDomains.ts"
import * as Resource from "./Resource.ts"
import type { OrganizationDomain } from "./Schema/OrganizationDomain.ts"

/**
 * The operations on the domains of organizations as functions.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service extends Operation.Client<typeof operations, ClerkFailure> {
  /** Returns all domains of an organization that match, fetched by offset in pages of 500. */
  readonly stream: (
    input: Omit<Operation.Input<typeof operations.list>, "limit" | "offset">
  ) => Stream.Stream<OrganizationDomain, ClerkFailure>
  /** Returns the domains of all organizations that match, fetched by offset in pages of 500. */
  readonly streamAll: (
    filters?: Omit<Operation.Input<typeof operations.listAll>, "limit" | "offset">
  ) => Stream.Stream<OrganizationDomain, ClerkFailure>
}

/**
 * The domains of the organizations of a Clerk instance: `yield* OrganizationDomains` returns the service,
 * `OrganizationDomains.create(…)` calls it.
 *
 * @since 0.1.0
 * @category services
 */
export class OrganizationDomains
  extends Resource.Tag<OrganizationDomains, Service>()("effect-clerk/OrganizationDomains", {
    streams: ["stream", "streamAll"]
  })
{}

/**
 * The domains of the organizations of the instance that a `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make: Effect.Effect<Service, never, Http.ClerkHttp> = Effect.gen(function*() {
  const http = yield* Http.ClerkHttp
  const list = http.page("organizationDomains.list", operations.list)
  const listAll = http.page("organizationDomains.listAll", operations.listAll)
  return {
    ...yield* Http.client("organizationDomains", operations),
    stream: (input) => Stream.flattenIterables(Resource.paginate(list, input)),
    streamAll: (filters = {}) => Stream.flattenIterables(Resource.paginate(listAll, filters))
  }
})

/**
 * Provides `OrganizationDomains` for the instance that `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<OrganizationDomains, never, Http.ClerkHttp> = Resource.layer(
  OrganizationDomains,
  make
)
