/**
 * The allowlist of a Clerk instance.
 *
 * ```ts
 * import { Effect } from "effect"
 * import { AllowlistIdentifiers } from "effect-clerk"
 *
 * const program = Effect.gen(function*() {
 *   const entry = yield* AllowlistIdentifiers.create({ identifier: "*@example.com" })
 *   const { totalCount } = yield* AllowlistIdentifiers.list()
 *   yield* AllowlistIdentifiers.delete({ identifierId: entry.id })
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
import { operations } from "./operations/AllowlistIdentifiers.ts"
import * as Resource from "./Resource.ts"
import type { AllowlistIdentifier } from "./Schema/AllowlistIdentifier.ts"

/**
 * The operations on the allowlist as functions.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service extends Operation.Client<typeof operations, ClerkFailure> {
  /** Returns all identifiers on the allowlist, fetched by offset in pages of 500. */
  readonly stream: () => Stream.Stream<AllowlistIdentifier, ClerkFailure>
}

/**
 * The allowlist of a Clerk instance: `yield* AllowlistIdentifiers` returns the service, `AllowlistIdentifiers.create(…)` calls it.
 *
 * @since 0.1.0
 * @category services
 */
export class AllowlistIdentifiers
  extends Resource.Tag<AllowlistIdentifiers, Service>()("effect-clerk/AllowlistIdentifiers", { streams: ["stream"] })
{}

/**
 * The allowlist of the instance that a `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make: Effect.Effect<Service, never, Http.ClerkHttp> = Effect.gen(function*() {
  const page = (yield* Http.ClerkHttp).page("allowlistIdentifiers.list", operations.list)
  return {
    ...yield* Http.client("allowlistIdentifiers", operations),
    stream: () => Stream.flattenIterables(Resource.paginate(page, {}))
  }
})

/**
 * Provides `AllowlistIdentifiers` for the instance that `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<AllowlistIdentifiers, never, Http.ClerkHttp> = Resource.layer(
  AllowlistIdentifiers,
  make
)
