/**
 * The user of the current session.
 *
 * ```ts
 * import { Effect } from "effect"
 * import * as CurrentUser from "effect-clerk/CurrentUser"
 *
 * const greeting = Effect.map(CurrentUser.get, (user) => `Hello, ${user.fullName}`)
 * ```
 *
 * The user is requested when the effect runs, through the `UserCache` and the `UserLoader` beneath, and in a batch with others.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import { CurrentSession } from "./Authentication.ts"
import type { ClerkFailure } from "./Errors.ts"
import type { User } from "./Schema/User.ts"
import { Users } from "./Users.ts"

/**
 * Gets the user of the current session. Fails as `Users.get`: with 404 when the user was deleted since the session began.
 *
 * @since 0.1.0
 * @category operations
 */
export const get: Effect.Effect<User, ClerkFailure, CurrentSession | Users> = Effect.flatMap(
  CurrentSession,
  ({ userId }) => Users.get({ userId })
)
