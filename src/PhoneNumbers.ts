/**
 * The phone numbers of the users of a Clerk instance.
 *
 * ```ts
 * import { Effect } from "effect"
 * import { PhoneNumbers } from "effect-clerk"
 *
 * // A second factor at sign-in. Its backup codes are sent once.
 * const addSecondFactor = PhoneNumbers.create({
 *   userId: "user_1",
 *   phoneNumber: "+15555550100",
 *   verified: true,
 *   reservedForSecondFactor: true
 * }).pipe(Effect.map(({ backupCodes }) => backupCodes))
 * ```
 *
 * @since 0.1.0
 */
import type * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import type { ClerkFailure } from "./Errors.ts"
import * as Http from "./Http.ts"
import type * as Operation from "./Operation.ts"
import { operations } from "./operations/PhoneNumbers.ts"
import * as Resource from "./Resource.ts"

/**
 * The operations on single phone numbers as functions.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service extends Operation.Client<typeof operations, ClerkFailure> {}

/**
 * The phone numbers of the users of a Clerk instance: `yield* PhoneNumbers` returns the service, `PhoneNumbers.create(…)` calls it.
 *
 * @since 0.1.0
 * @category services
 */
export class PhoneNumbers extends Resource.Tag<PhoneNumbers, Service>()("effect-clerk/PhoneNumbers") {}

/**
 * The phone numbers of the users of a Clerk instance, for the instance that a `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make: Effect.Effect<Service, never, Http.ClerkHttp> = Http.client("phoneNumbers", operations)

/**
 * Provides `PhoneNumbers` for the instance that `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<PhoneNumbers, never, Http.ClerkHttp> = Resource.layer(PhoneNumbers, make)
