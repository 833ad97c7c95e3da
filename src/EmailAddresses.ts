/**
 * The e-mail addresses of the users of a Clerk instance.
 *
 * ```ts
 * import { Effect, Redacted } from "effect"
 * import { EmailAddresses } from "effect-clerk"
 *
 * const add = EmailAddresses.create({ userId: "user_1", emailAddress: "ada@example.com" })
 *
 * const verify = Effect.fn(function*(emailAddressId: string, readCode: Effect.Effect<string>) {
 *   const { id } = yield* EmailAddresses.prepareVerification({ emailAddressId })
 *   const code = Redacted.make(yield* readCode)
 *   const { isVerified } = yield* EmailAddresses.attemptVerification({ emailAddressId, verificationId: id, code })
 *   return isVerified
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
import { operations } from "./operations/EmailAddresses.ts"
import * as Resource from "./Resource.ts"

/**
 * The operations on single e-mail addresses as functions.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service extends Operation.Client<typeof operations, ClerkFailure> {}

/**
 * The e-mail addresses of the users of a Clerk instance: `yield* EmailAddresses` returns the service, `EmailAddresses.create(…)` calls it.
 *
 * @since 0.1.0
 * @category services
 */
export class EmailAddresses extends Resource.Tag<EmailAddresses, Service>()("effect-clerk/EmailAddresses") {}

/**
 * The e-mail addresses of the users of a Clerk instance, for the instance that a `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make: Effect.Effect<Service, never, Http.ClerkHttp> = Http.client("emailAddresses", operations)

/**
 * Provides `EmailAddresses` for the instance that `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<EmailAddresses, never, Http.ClerkHttp> = Resource.layer(EmailAddresses, make)
