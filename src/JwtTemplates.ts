/**
 * The JWT templates of a Clerk instance.
 *
 * ```ts
 * import { JwtTemplates } from "effect-clerk"
 *
 * const template = JwtTemplates.create({
 *   name: "supabase",
 *   claims: { role: "authenticated", email: "{{user.primary_email_address}}" },
 *   lifetime: 300
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
import { operations } from "./operations/JwtTemplates.ts"
import * as Resource from "./Resource.ts"
import type { JwtTemplate } from "./Schema/JwtTemplate.ts"

/**
 * The operations on JWT templates as functions.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service extends Operation.Client<typeof operations, ClerkFailure> {
  /** Returns all JWT templates, fetched by offset in pages of 500. */
  readonly stream: () => Stream.Stream<JwtTemplate, ClerkFailure>
}

/**
 * The JWT templates of a Clerk instance: `yield* JwtTemplates` returns the service, `JwtTemplates.create(…)` calls it.
 *
 * @since 0.1.0
 * @category services
 */
export class JwtTemplates
  extends Resource.Tag<JwtTemplates, Service>()("effect-clerk/JwtTemplates", { streams: ["stream"] })
{}

/**
 * The JWT templates of the instance that a `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make: Effect.Effect<Service, never, Http.ClerkHttp> = Effect.gen(function*() {
  const page = (yield* Http.ClerkHttp).page("jwtTemplates.list", operations.list)
  return {
    ...yield* Http.client("jwtTemplates", operations),
    stream: () => Stream.flattenIterables(Resource.paginate(page, {}))
  }
})

/**
 * Provides `JwtTemplates` for the instance that `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<JwtTemplates, never, Http.ClerkHttp> = Resource.layer(JwtTemplates, make)
