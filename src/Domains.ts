/**
 * The domains of a Clerk instance.
 *
 * ```ts
 * import { Domains } from "effect-clerk"
 *
 * const domain = Domains.add({ name: "example.com", isSatellite: true })
 * ```
 *
 * @since 0.1.0
 */
import type * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import type { ClerkFailure } from "./Errors.ts"
import * as Http from "./Http.ts"
import type * as Operation from "./Operation.ts"
import { operations } from "./operations/Domains.ts"
import * as Resource from "./Resource.ts"

/**
 * The operations on the domains of an instance as functions.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service extends Operation.Client<typeof operations, ClerkFailure> {}

/**
 * The domains of a Clerk instance: `yield* Domains` returns the service, `Domains.add(…)` calls it.
 *
 * @since 0.1.0
 * @category services
 */
export class Domains extends Resource.Tag<Domains, Service>()("effect-clerk/Domains") {}

/**
 * The domains of the instance that a `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make: Effect.Effect<Service, never, Http.ClerkHttp> = Http.client("domains", operations)

/**
 * Provides `Domains` for the instance that `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<Domains, never, Http.ClerkHttp> = Resource.layer(Domains, make)
