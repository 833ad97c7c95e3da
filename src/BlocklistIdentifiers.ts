/**
 * The blocklist of a Clerk instance.
 *
 * ```ts
 * import { Effect } from "effect"
 * import { BlocklistIdentifiers } from "effect-clerk"
 *
 * const program = Effect.gen(function*() {
 *   const entry = yield* BlocklistIdentifiers.create({ identifier: "*@example.com" })
 *   const { totalCount } = yield* BlocklistIdentifiers.list()
 *   yield* BlocklistIdentifiers.delete({ identifierId: entry.id })
 * })
 * ```
 *
 * @since 0.1.0
 */
import type * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import type { ClerkFailure } from "./Errors.ts"
import * as Http from "./Http.ts"
import type * as Operation from "./Operation.ts"
import { operations } from "./operations/BlocklistIdentifiers.ts"
import * as Resource from "./Resource.ts"

/**
 * The operations on the blocklist as functions.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service extends Operation.Client<typeof operations, ClerkFailure> {}

/**
 * The blocklist of a Clerk instance: `yield* BlocklistIdentifiers` returns the service, `BlocklistIdentifiers.create(…)` calls it.
 *
 * @since 0.1.0
 * @category services
 */
export class BlocklistIdentifiers
  extends Resource.Tag<BlocklistIdentifiers, Service>()("effect-clerk/BlocklistIdentifiers")
{}

/**
 * The blocklist of the instance that a `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make: Effect.Effect<Service, never, Http.ClerkHttp> = Http.client("blocklistIdentifiers", operations)

/**
 * Provides `BlocklistIdentifiers` for the instance that `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<BlocklistIdentifiers, never, Http.ClerkHttp> = Resource.layer(
  BlocklistIdentifiers,
  make
)
