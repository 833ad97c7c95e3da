/**
 * The actor tokens of a Clerk instance.
 *
 * ```ts
 * import { Effect } from "effect"
 * import { ActorTokens } from "effect-clerk"
 *
 * // A link with which an administrator acts as the user for 10 minutes. It is a secret.
 * const link = ActorTokens.create({
 *   userId: "user_1",
 *   actor: { sub: "user_admin" },
 *   sessionMaxDurationInSeconds: 600
 * }).pipe(Effect.map(({ url }) => url))
 * ```
 *
 * @since 0.1.0
 */
import type * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import type { ClerkFailure } from "./Errors.ts"
import * as Http from "./Http.ts"
import type * as Operation from "./Operation.ts"
import { operations } from "./operations/ActorTokens.ts"
import * as Resource from "./Resource.ts"

/**
 * The operations on actor tokens as functions.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service extends Operation.Client<typeof operations, ClerkFailure> {}

/**
 * The actor tokens of a Clerk instance: `yield* ActorTokens` returns the service, `ActorTokens.create(…)` calls it.
 *
 * @since 0.1.0
 * @category services
 */
export class ActorTokens extends Resource.Tag<ActorTokens, Service>()("effect-clerk/ActorTokens") {}

/**
 * The actor tokens of a Clerk instance, for the instance that a `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make: Effect.Effect<Service, never, Http.ClerkHttp> = Http.client("actorTokens", operations)

/**
 * Provides `ActorTokens` for the instance that `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<ActorTokens, never, Http.ClerkHttp> = Resource.layer(ActorTokens, make)
