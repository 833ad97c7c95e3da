/**
 * The control of the users of an in-memory Clerk.
 *
 * @since 0.1.0
 */
import type * as Duration from "effect/Duration"
import type * as Effect from "effect/Effect"
import type { BillingCreditEntry } from "../../Schema/BillingCredit.ts"
import type { BillingSubscription } from "../../Schema/BillingSubscription.ts"
import type { OAuthAccessToken } from "../../Schema/OAuthAccessToken.ts"
import type { OrganizationInvitation } from "../../Schema/OrganizationInvitation.ts"
import type { OrganizationMembership } from "../../Schema/OrganizationMembership.ts"
import type { TrustedDevice } from "../../Schema/TrustedDevice.ts"
import type { User } from "../../Schema/User.ts"
import type { UserSeed } from "./Seed.ts"

/**
 * Options of the users of an in-memory Clerk.
 *
 * @since 0.1.0
 * @category models
 */
export interface UsersOptions {
  /** The users at the start, the oldest first. */
  readonly users?: ReadonlyArray<UserSeed> | undefined
  /** How long a lock lasts, by default one hour; `Duration.infinity` for a lock without an end. */
  readonly lockout?: Duration.DurationInput | undefined
  /** Whether to serve `createTOTP`, which Clerk removed in 2025. By default it gets the status 405, as from Clerk. */
  readonly createTOTP?: boolean | undefined
}

/**
 * The users of an in-memory Clerk at one moment.
 *
 * @since 0.1.0
 * @category models
 */
export interface Snapshot {
  /** All users, the newest first. */
  readonly users: ReadonlyArray<User>
  /** The records of each user that a `User` does not contain, by user id. */
  readonly byUser: { readonly [userId: string]: UserRecords }
}

/**
 * The records of one user that a `User` does not contain.
 *
 * @since 0.1.0
 * @category models
 */
export interface UserRecords {
  /** The organization memberships of the user. */
  readonly organizationMemberships: ReadonlyArray<OrganizationMembership>
  /** The organization invitations of the user. */
  readonly organizationInvitations: ReadonlyArray<OrganizationInvitation>
  /** The OAuth access tokens of the user. */
  readonly oauthAccessTokens: ReadonlyArray<OAuthAccessToken>
  /** The trusted devices of the user, with those that are revoked. */
  readonly trustedDevices: ReadonlyArray<TrustedDevice>
  /** The subscription of the user; null without one. */
  readonly billingSubscription: BillingSubscription | null
  /** The changes of the credits of the user, the oldest first. */
  readonly billingCreditEntries: ReadonlyArray<BillingCreditEntry>
  /** The number of unused backup codes. */
  readonly backupCodes: number
}

/**
 * The control of the users of an in-memory Clerk.
 *
 * @since 0.1.0
 * @category models
 */
export interface UsersControl {
  /** Adds users, the oldest first, and returns them. A seed that breaks a rule dies with the reason. */
  readonly seed: (users: ReadonlyArray<UserSeed>) => Effect.Effect<ReadonlyArray<User>>
  /** The users at this moment. */
  readonly snapshot: Effect.Effect<Snapshot>
}
