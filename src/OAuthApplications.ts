/**
 * The OAuth applications of a Clerk instance: programs that its users sign in to, and let act for them.
 *
 * ```ts
 * import { Effect } from "effect"
 * import { OAuthApplications } from "effect-clerk"
 *
 * const program = Effect.gen(function*() {
 *   const { clientId, clientSecret } = yield* OAuthApplications.create({
 *     name: "Calendar",
 *     redirectUris: ["https://calendar.example/callback"]
 *   })
 *   return { clientId, clientSecret } // the secret is redacted
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
import { operations } from "./operations/OAuthApplications.ts"
import * as Resource from "./Resource.ts"
import type { OAuthApplication, OAuthApplicationFilters } from "./Schema/OAuthApplication.ts"

/**
 * The filters and the order of `OAuthApplications.stream`.
 *
 * @since 0.1.0
 * @category models
 */
export interface StreamFilters extends Omit<OAuthApplicationFilters, "limit" | "offset"> {}

/**
 * The operations on OAuth applications as functions.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service extends Operation.Client<typeof operations, ClerkFailure> {
  /** Returns all OAuth applications that match, fetched by offset in pages of 500. */
  readonly stream: (filters?: StreamFilters) => Stream.Stream<OAuthApplication, ClerkFailure>
}

/**
 * The OAuth applications of a Clerk instance: `yield* OAuthApplications` returns the service, `OAuthApplications.create(…)` calls it.
 *
 * @since 0.1.0
 * @category services
 */
export class OAuthApplications
  extends Resource.Tag<OAuthApplications, Service>()("effect-clerk/OAuthApplications", { streams: ["stream"] })
{}

/**
 * The OAuth applications of the instance that a `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make: Effect.Effect<Service, never, Http.ClerkHttp> = Effect.gen(function*() {
  const page = (yield* Http.ClerkHttp).page("oauthApplications.list", operations.list)
  return {
    ...yield* Http.client("oauthApplications", operations),
    stream: (filters = {}) => Stream.flattenIterables(Resource.paginate(page, filters))
  }
})

/**
 * Provides `OAuthApplications` for the instance that `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<OAuthApplications, never, Http.ClerkHttp> = Resource.layer(OAuthApplications, make)
