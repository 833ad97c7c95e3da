/**
 * The settings of a Clerk instance.
 *
 * ```ts
 * import { Effect } from "effect"
 * import { InstanceSettings } from "effect-clerk"
 *
 * const program = Effect.gen(function*() {
 *   const { environmentType } = yield* InstanceSettings.get()
 *   yield* InstanceSettings.updateRestrictions({ blockDisposableEmailDomains: true })
 *   yield* InstanceSettings.updateOrganizationSettings({ enabled: true, maxAllowedMemberships: 20 })
 *   return environmentType
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
import { operations } from "./operations/InstanceSettings.ts"
import * as Resource from "./Resource.ts"

/**
 * The operations on the settings of an instance as functions.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service extends Operation.Client<typeof operations, ClerkFailure> {}

/**
 * The settings of a Clerk instance: `yield* InstanceSettings` returns the service, `InstanceSettings.get(…)` calls it.
 *
 * @since 0.1.0
 * @category services
 */
export class InstanceSettings extends Resource.Tag<InstanceSettings, Service>()("effect-clerk/InstanceSettings") {}

/**
 * The settings of a Clerk instance, for the instance that a `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make: Effect.Effect<Service, never, Http.ClerkHttp> = Http.client("instanceSettings", operations)

/**
 * Provides `InstanceSettings` for the instance that `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<InstanceSettings, never, Http.ClerkHttp> = Resource.layer(InstanceSettings, make)
