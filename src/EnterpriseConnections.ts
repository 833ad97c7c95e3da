/**
 * The connections of a Clerk instance to the identity providers of enterprises, over SAML or OpenID Connect.
 *
 * ```ts
 * import { Redacted } from "effect"
 * import { EnterpriseConnections } from "effect-clerk"
 *
 * const connection = EnterpriseConnections.create({
 *   name: "Acme",
 *   provider: "oidc_custom",
 *   domains: ["acme.com"],
 *   oidc: {
 *     clientId: "clerk",
 *     clientSecret: Redacted.make("…"),
 *     discoveryUrl: "https://login.acme.com/.well-known/openid-configuration"
 *   }
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
import { operations } from "./operations/EnterpriseConnections.ts"
import * as Resource from "./Resource.ts"
import type { EnterpriseConnection } from "./Schema/EnterpriseConnection.ts"
import type { EnterpriseConnectionTestRun } from "./Schema/EnterpriseConnectionTestRun.ts"

/**
 * The operations on enterprise connections as functions.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service extends Operation.Client<typeof operations, ClerkFailure> {
  /** Returns all enterprise connections that match, fetched by offset in pages of 500. */
  readonly stream: (
    filters?: Omit<Operation.Input<typeof operations.list>, "limit" | "offset">
  ) => Stream.Stream<EnterpriseConnection, ClerkFailure>
  /** Returns all test runs of an enterprise connection that match, fetched by offset in pages of 500. */
  readonly streamTestRuns: (
    input: Omit<Operation.Input<typeof operations.listTestRuns>, "limit" | "offset">
  ) => Stream.Stream<EnterpriseConnectionTestRun, ClerkFailure>
}

/**
 * The enterprise connections of a Clerk instance: `yield* EnterpriseConnections` returns the service, `EnterpriseConnections.create(…)`
 * calls it.
 *
 * @since 0.1.0
 * @category services
 */
export class EnterpriseConnections
  extends Resource.Tag<EnterpriseConnections, Service>()("effect-clerk/EnterpriseConnections", {
    streams: ["stream", "streamTestRuns"]
  })
{}

/**
 * The enterprise connections of the instance that a `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make: Effect.Effect<Service, never, Http.ClerkHttp> = Effect.gen(function*() {
  const http = yield* Http.ClerkHttp
  const list = http.page("enterpriseConnections.list", operations.list)
  const listTestRuns = http.page("enterpriseConnections.listTestRuns", operations.listTestRuns)
  return {
    ...yield* Http.client("enterpriseConnections", operations),
    stream: (filters = {}) => Stream.flattenIterables(Resource.paginate(list, filters)),
    streamTestRuns: (input) => Stream.flattenIterables(Resource.paginate(listTestRuns, input))
  }
})

/**
 * Provides `EnterpriseConnections` for the instance that `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<EnterpriseConnections, never, Http.ClerkHttp> = Resource.layer(
  EnterpriseConnections,
  make
)
