/**
 * The public keys of a Clerk instance.
 *
 * ```ts
 * import { Effect } from "effect"
 * import { Jwks } from "effect-clerk"
 *
 * const keyIds = Jwks.get().pipe(Effect.map(({ keys }) => keys.map(({ kid }) => kid)))
 * ```
 *
 * @since 0.1.0
 */
import type * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import type { ClerkFailure } from "./Errors.ts"
import * as Http from "./Http.ts"
import type * as Operation from "./Operation.ts"
import { operations } from "./operations/Jwks.ts"
import * as Resource from "./Resource.ts"

/**
 * The operations on public keys as functions.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service extends Operation.Client<typeof operations, ClerkFailure> {}

/**
 * The public keys of a Clerk instance: `yield* Jwks` returns the service, `Jwks.get(…)` calls it.
 *
 * @since 0.1.0
 * @category services
 */
export class Jwks extends Resource.Tag<Jwks, Service>()("effect-clerk/Jwks") {}

/**
 * The public keys of a Clerk instance, for the instance that a `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make: Effect.Effect<Service, never, Http.ClerkHttp> = Http.client("jwks", operations)

/**
 * Provides `Jwks` for the instance that `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<Jwks, never, Http.ClerkHttp> = Resource.layer(Jwks, make)
