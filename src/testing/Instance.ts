/**
 * What the resources of one in-memory Clerk share.
 */
import type { ApiKey } from "../Schema/ApiKey.ts"
import type { JwtTemplate } from "../Schema/JwtTemplate.ts"
import type { M2MToken } from "../Schema/M2MToken.ts"
import type { VerifiedOAuthToken } from "../Schema/VerifiedOAuthToken.ts"
import type { State as Invitations } from "./invitations/State.ts"
import type { State as Organizations } from "./organizations/State.ts"
import type { MachineState } from "./resources/MachineState.ts"
import type { StoredToken } from "./resources/StoredToken.ts"
import type { Collection } from "./server/Collection.ts"
import type { Counters } from "./server/Counters.ts"
import type { State as Sessions } from "./sessions/State.ts"
import type { State as SignUps } from "./signUps/State.ts"
import type { TokensControl } from "./tokens/Control.ts"
import type { Tokens } from "./tokens/Tokens.ts"
import type { State as Users } from "./users/State.ts"

export interface Instance {
  /** A resource that ends a subject, such as an organization, removes its keys. */
  readonly apiKeys: Collection<StoredToken<ApiKey>>
  readonly counters: Counters
  readonly invitations: Invitations
  /** The templates of tokens, which sessions make. */
  readonly jwtTemplates: Collection<JwtTemplate>
  readonly sessions: Sessions
  readonly signUps: SignUps
  readonly tokens: Tokens
  readonly m2mTokens: Collection<StoredToken<M2MToken>>
  readonly machines: MachineState
  /** The opaque access tokens of OAuth applications. */
  readonly oauthTokens: Collection<StoredToken<VerifiedOAuthToken>>
  readonly signToken: TokensControl["signToken"]
  readonly users: Users
  readonly organizations: Organizations
}
