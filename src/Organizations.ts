/**
 * The organizations of a Clerk instance.
 *
 * ```ts
 * import { Effect } from "effect"
 * import { Organizations } from "effect-clerk"
 *
 * const program = Effect.gen(function*() {
 *   const acme = yield* Organizations.create({ name: "Acme", slug: "acme", createdBy: "user_1" })
 *   yield* Organizations.updateMetadata({ organizationId: acme.id, publicMetadata: { plan: "pro" } })
 *   return yield* Organizations.get({ organizationId: "acme", includeMembersCount: true })
 * })
 * ```
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import type * as HashMap from "effect/HashMap"
import type * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import type { ClerkFailure } from "./Errors.ts"
import * as Http from "./Http.ts"
import { withIdempotencyKey } from "./internal/idempotencyKey.ts"
import type * as Operation from "./Operation.ts"
import { operations } from "./operations/Organizations.ts"
import * as Resource from "./Resource.ts"
import type { BillingCreditEntry, CreditAdjustment } from "./Schema/BillingCredit.ts"
import type { Organization } from "./Schema/Organization.ts"
import type { OrganizationFilters } from "./Schema/OrganizationFilters.ts"

/**
 * The operations on organizations as functions.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service extends Operation.Client<typeof operations, ClerkFailure> {
  /**
   * Increases or decreases the credits of an organization; see `operations/organizations/Billing`. A call without an `idempotencyKey` gets a
   * new one, which all its retries send, so that Clerk makes the change once. To repeat the call yourself, give a key.
   */
  readonly adjustBillingCreditBalance: (
    input: NewCreditAdjustment
  ) => Effect.Effect<BillingCreditEntry, ClerkFailure>
  /** Returns all organizations that match, fetched by offset in pages of 500. */
  readonly stream: (
    filters?: Omit<OrganizationFilters, "limit" | "offset">
  ) => Stream.Stream<Organization, ClerkFailure>
  /** Returns the organizations with these ids, by id. Ids that are not found are left out. Sends one request for each 100 distinct ids. */
  readonly getMany: (
    organizationIds: Iterable<string>
  ) => Effect.Effect<HashMap.HashMap<string, Organization>, ClerkFailure>
}

/**
 * A change of the credits of an organization, with a key if you repeat it yourself.
 *
 * @since 0.1.0
 * @category models
 */
export interface NewCreditAdjustment extends Omit<CreditAdjustment, "idempotencyKey"> {
  /** The id of the organization. */
  readonly organizationId: string
  /** What tells this change from others: Clerk makes the change of a key once. By default a new key for each call. */
  readonly idempotencyKey?: string | undefined
}

/**
 * The organizations of a Clerk instance: `yield* Organizations` returns the service, `Organizations.get(…)` calls it.
 *
 * @since 0.1.0
 * @category services
 */
export class Organizations
  extends Resource.Tag<Organizations, Service>()("effect-clerk/Organizations", { streams: ["stream"] })
{}

/**
 * The organizations of the instance that a `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make: Effect.Effect<Service, never, Http.ClerkHttp> = Effect.gen(function*() {
  const page = (yield* Http.ClerkHttp).page("organizations.list", operations.list)
  const client = yield* Http.client("organizations", operations)
  const adjustment = operations.adjustBillingCreditBalance
  return {
    ...client,
    adjustBillingCreditBalance: (input) =>
      Effect.suspend(() => client.adjustBillingCreditBalance(withIdempotencyKey(adjustment, "organizationId", input))),
    stream: (filters = {}) => Stream.flattenIterables(Resource.paginate(page, filters)),
    getMany: Resource.getMany(
      "organizations",
      operations.list,
      (organizationId) => Effect.map(client.list({ organizationId, limit: organizationId.length }), ({ data }) => data)
    )
  }
})

/**
 * Provides `Organizations` for the instance that `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<Organizations, never, Http.ClerkHttp> = Resource.layer(Organizations, make)
