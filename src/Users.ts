/**
 * The users of a Clerk instance.
 *
 * ```ts
 * import { Effect } from "effect"
 * import { Users } from "effect-clerk"
 *
 * const program = Effect.gen(function*() {
 *   const ada = yield* Users.create({ emailAddress: ["ada@example.com"], firstName: "Ada" })
 *   yield* Users.updateMetadata({ userId: ada.id, publicMetadata: { plan: "pro" } })
 *   return yield* Users.get({ userId: ada.id })
 * })
 * ```
 *
 * Every operation takes one flat object and is an `Effect` that fails with `ClerkErrors` or `SDKError`. The table of
 * operations, with the documentation of each, is in `UserOperations`.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { ClerkErrors, SDKError } from "./Errors.ts"
import * as Http from "./Http.ts"
import type * as Operation from "./Operation.ts"
import { operations } from "./UserOperations.ts"

/**
 * The operations on users as functions.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service extends Operation.Client<typeof operations, ClerkErrors | SDKError> {}

/**
 * The users of a Clerk instance: `yield* Users` gives the service, `Users.get(…)` calls it.
 *
 * @since 0.1.0
 * @category services
 */
export class Users extends Effect.Tag("effect-clerk/Users")<Users, Service>() {}

/**
 * The users of the instance that `ClerkHttp` reaches.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<Users, never, Http.ClerkHttp> = Layer.effect(Users, Http.client("users", operations))
