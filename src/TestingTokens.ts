/**
 * The testing tokens of a Clerk instance.
 *
 * ```ts
 * import { Effect } from "effect"
 * import { TestingTokens } from "effect-clerk"
 *
 * // For the query parameter `__clerk_testing_token` of end-to-end tests.
 * const token = TestingTokens.create().pipe(Effect.map(({ token }) => token))
 * ```
 *
 * @since 0.1.0
 */
import type * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import type { ClerkFailure } from "./Errors.ts"
import * as Http from "./Http.ts"
import type * as Operation from "./Operation.ts"
import { operations } from "./operations/TestingTokens.ts"
import * as Resource from "./Resource.ts"

/**
 * The operations on testing tokens as functions.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service extends Operation.Client<typeof operations, ClerkFailure> {}

/**
 * The testing tokens of a Clerk instance: `yield* TestingTokens` returns the service, `TestingTokens.create(…)` calls it.
 *
 * @since 0.1.0
 * @category services
 */
export class TestingTokens extends Resource.Tag<TestingTokens, Service>()("effect-clerk/TestingTokens") {}

/**
 * The testing tokens of a Clerk instance, for the instance that a `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make: Effect.Effect<Service, never, Http.ClerkHttp> = Http.client("testingTokens", operations)

/**
 * Provides `TestingTokens` for the instance that `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<TestingTokens, never, Http.ClerkHttp> = Resource.layer(TestingTokens, make)
