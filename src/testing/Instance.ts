/**
 * What the resources of one in-memory Clerk share.
 */
import type { State as Invitations } from "./invitations/State.ts"
import type { State as Organizations } from "./organizations/State.ts"
import type { Counters } from "./server/Counters.ts"
import type { State as Sessions } from "./sessions/State.ts"
import type { Tokens } from "./tokens/Tokens.ts"
import type { State as Users } from "./users/State.ts"

export interface Instance {
  readonly counters: Counters
  readonly invitations: Invitations
  readonly sessions: Sessions
  readonly tokens: Tokens
  readonly users: Users
  readonly organizations: Organizations
}
