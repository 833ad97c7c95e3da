/**
 * The sign-ups of a Clerk instance.
 *
 * ```ts
 * import { SignUps } from "effect-clerk"
 *
 * const signUp = SignUps.update({ id: "sua_1", externalId: "customer_1" })
 * ```
 *
 * @since 0.1.0
 */
import type * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import type { ClerkFailure } from "./Errors.ts"
import * as Http from "./Http.ts"
import type * as Operation from "./Operation.ts"
import { operations } from "./operations/SignUps.ts"
import * as Resource from "./Resource.ts"

/**
 * The operations on the sign-ups of an instance as functions.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service extends Operation.Client<typeof operations, ClerkFailure> {}

/**
 * The sign-ups of a Clerk instance: `yield* SignUps` returns the service, `SignUps.get(…)` calls it.
 *
 * @since 0.1.0
 * @category services
 */
export class SignUps extends Resource.Tag<SignUps, Service>()("effect-clerk/SignUps") {}

/**
 * The sign-ups of the instance that a `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make: Effect.Effect<Service, never, Http.ClerkHttp> = Http.client("signUps", operations)

/**
 * Provides `SignUps` for the instance that `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<SignUps, never, Http.ClerkHttp> = Resource.layer(SignUps, make)
