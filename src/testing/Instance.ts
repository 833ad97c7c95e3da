/**
 * What the resources of one in-memory Clerk share.
 */
import type { State as Organizations } from "./organizations/State.ts"
import type { Counters } from "./server/Counters.ts"
import type { State as Users } from "./users/State.ts"

export interface Instance {
  readonly counters: Counters
  readonly users: Users
  readonly organizations: Organizations
}
