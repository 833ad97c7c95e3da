/**
 * The API keys of users, organizations and machines.
 *
 * ```ts
 * import { Effect } from "effect"
 * import { ApiKeys } from "effect-clerk"
 *
 * const program = Effect.gen(function*() {
 *   const { id, secret } = yield* ApiKeys.create({ name: "deployment", subject: "org_1", scopes: ["deploy"] })
 *   yield* ApiKeys.revoke({ apiKeyId: id, revocationReason: "leaked" })
 *   return secret // redacted
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
import { operations } from "./operations/ApiKeys.ts"
import * as Resource from "./Resource.ts"
import type { ApiKey, ApiKeyFilters } from "./Schema/ApiKey.ts"

/**
 * The filters of `ApiKeys.stream`.
 *
 * @since 0.1.0
 * @category models
 */
export interface StreamFilters extends Omit<ApiKeyFilters, "limit" | "offset"> {}

/**
 * The operations on API keys as functions.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service extends Operation.Client<typeof operations, ClerkFailure> {
  /** Returns all API keys of a subject, fetched by offset in pages of 100. */
  readonly stream: (filters: StreamFilters) => Stream.Stream<ApiKey, ClerkFailure>
}

/**
 * The API keys of a Clerk instance: `yield* ApiKeys` returns the service, `ApiKeys.create(…)` calls it.
 *
 * @since 0.1.0
 * @category services
 */
export class ApiKeys extends Resource.Tag<ApiKeys, Service>()("effect-clerk/ApiKeys", { streams: ["stream"] }) {}

/**
 * The API keys of the instance that a `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make: Effect.Effect<Service, never, Http.ClerkHttp> = Effect.gen(function*() {
  const page = (yield* Http.ClerkHttp).page("apiKeys.list", operations.list)
  return {
    ...yield* Http.client("apiKeys", operations),
    stream: (filters) => Stream.flattenIterables(Resource.paginate(page, filters, 100))
  }
})

/**
 * Provides `ApiKeys` for the instance that `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<ApiKeys, never, Http.ClerkHttp> = Resource.layer(ApiKeys, make)
