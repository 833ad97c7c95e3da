/**
 * What the control over HTTP and the page need of an in-memory Clerk.
 */
import type * as Effect from "effect/Effect"
import type { User } from "../../Schema/User.ts"
import type { Fault } from "../server/Faults.ts"
import type { InMemoryServer } from "../server/InMemoryServer.ts"
import type { UsersControl } from "../users/Control.ts"
import type { Found } from "../users/UsersResource.ts"

export interface Source extends InMemoryServer, Pick<UsersControl, "snapshot"> {
  /** Queues all faults, or none and dies when one is wrong. */
  readonly faults: (faults: ReadonlyArray<Fault>) => Effect.Effect<void>
  /** The newest users in which a text occurs, and the number of all of them. */
  readonly find: (text: string, limit: number) => Effect.Effect<Found>
  /** Adds users by seeds as JSON, or fails with a sentence about the first that is wrong. */
  readonly seedJson: (items: ReadonlyArray<unknown>) => Effect.Effect<ReadonlyArray<User>, string>
}
