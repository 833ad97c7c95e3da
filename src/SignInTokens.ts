/**
 * The sign-in tokens of a Clerk instance.
 *
 * ```ts
 * import { Effect } from "effect"
 * import { SignInTokens } from "effect-clerk"
 *
 * // A link that signs the user in. It is a secret: `Redacted.value` reads it.
 * const link = SignInTokens.create({ userId: "user_1", expiresInSeconds: 600 }).pipe(Effect.map(({ url }) => url))
 * ```
 *
 * @since 0.1.0
 */
import type * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import type { ClerkFailure } from "./Errors.ts"
import * as Http from "./Http.ts"
import type * as Operation from "./Operation.ts"
import { operations } from "./operations/SignInTokens.ts"
import * as Resource from "./Resource.ts"

/**
 * The operations on sign-in tokens as functions.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service extends Operation.Client<typeof operations, ClerkFailure> {}

/**
 * The sign-in tokens of a Clerk instance: `yield* SignInTokens` returns the service, `SignInTokens.create(…)` calls it.
 *
 * @since 0.1.0
 * @category services
 */
export class SignInTokens extends Resource.Tag<SignInTokens, Service>()("effect-clerk/SignInTokens") {}

/**
 * The sign-in tokens of a Clerk instance, for the instance that a `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make: Effect.Effect<Service, never, Http.ClerkHttp> = Http.client("signInTokens", operations)

/**
 * Provides `SignInTokens` for the instance that `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<SignInTokens, never, Http.ClerkHttp> = Resource.layer(SignInTokens, make)
