/**
 * The control of the in-memory Clerk: what a test does beside the API, never through it.
 *
 * @since 0.1.0
 */
import type * as Duration from "effect/Duration"
import type * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import type { OAuthAccessToken } from "../Schema/OAuthAccessToken.ts"
import type { OrganizationInvitation } from "../Schema/OrganizationInvitation.ts"
import type { OrganizationMembership } from "../Schema/OrganizationMembership.ts"
import type { User } from "../Schema/User.ts"
import type { Fault } from "./server/Faults.ts"
import type { Answer, ConnectionLost, Request } from "./server/Message.ts"
import type { SeenRequest } from "./server/RequestLog.ts"
import type { UserSeed } from "./users/Seed.ts"

/**
 * How the in-memory Clerk begins.
 *
 * @since 0.1.0
 * @category models
 */
export interface Options {
  /** Users who are there from the start, the oldest first. */
  readonly users?: ReadonlyArray<UserSeed> | undefined
  /** The one secret key that it takes, by default `sk_test_in_memory`. One that does not look like Clerk's is a mistake: it dies. */
  readonly secretKey?: Redacted.Redacted | undefined
  /** How long a user stays locked, by default an hour; `Duration.infinity` for ever. */
  readonly lockout?: Duration.DurationInput | undefined
}

/**
 * What the in-memory Clerk holds at a moment.
 *
 * @since 0.1.0
 * @category models
 */
export interface Snapshot {
  /** All users, the newest first. */
  readonly users: ReadonlyArray<User>
  /** What else there is of each user, by id. */
  readonly byUser: { readonly [userId: string]: Belongings }
}

/**
 * What the in-memory Clerk holds of a user beside the user.
 *
 * @since 0.1.0
 * @category models
 */
export interface Belongings {
  /** The memberships in organizations. */
  readonly organizationMemberships: ReadonlyArray<OrganizationMembership>
  /** The invitations to organizations. */
  readonly organizationInvitations: ReadonlyArray<OrganizationInvitation>
  /** The OAuth access tokens. */
  readonly oauthAccessTokens: ReadonlyArray<OAuthAccessToken>
  /** How many backup codes are left. */
  readonly backupCodes: number
}

/**
 * The control of an in-memory Clerk.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service {
  /** Adds users, the oldest first, and answers them. A seed that breaks the rules is a mistake of the test: it dies. */
  readonly seed: (users: ReadonlyArray<UserSeed>) => Effect.Effect<ReadonlyArray<User>>
  /** What there is now. */
  readonly snapshot: Effect.Effect<Snapshot>
  /** The requests seen, in order, without their secrets. */
  readonly requests: Effect.Effect<ReadonlyArray<SeenRequest>>
  /** Queues a fault. */
  readonly fault: (fault: Fault) => Effect.Effect<void>
  /** Back to how it began: without faults and requests, and with the users of the options only. */
  readonly reset: Effect.Effect<void>
  /** The secret key that it takes. */
  readonly secretKey: Redacted.Redacted
  /** Answers a request, for those who have another way in: a mocked `fetch`, another HTTP server. */
  readonly handle: (request: Request) => Effect.Effect<Answer, ConnectionLost>
}
