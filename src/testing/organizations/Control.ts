/**
 * The options and the control of the organizations of an in-memory Clerk.
 *
 * @since 0.1.0
 */
import type * as Effect from "effect/Effect"
import type { Organization } from "../../Schema/Organization.ts"
import type { OrganizationMembership } from "../../Schema/OrganizationMembership.ts"
import type { CreditSeed, Some, SubscriptionSeed } from "../users/Seed.ts"

/**
 * Options of the organizations of an in-memory Clerk.
 *
 * @since 0.1.0
 * @category models
 */
export interface OrganizationsOptions {
  /** The organizations at the start, the oldest first. The memberships in the seeds of users can name them by id. */
  readonly organizations?: ReadonlyArray<OrganizationSeed> | undefined
}

/**
 * An organization to seed, with any of its fields. Missing values get defaults; its members and pending invitations are counted.
 *
 * ```ts
 * import { ClerkTest } from "effect-clerk/testing"
 *
 * const TestLive = ClerkTest.layer({
 *   organizations: [{ id: "org_acme", name: "Acme", maxAllowedMemberships: 0 }],
 *   users: [{ id: "user_ada", organizationMemberships: [{ role: "org:admin", organization: { id: "org_acme" } }] }]
 * })
 * ```
 *
 * @since 0.1.0
 * @category models
 */
export interface OrganizationSeed extends Some<typeof Organization> {
  /** The subscription, by default an active one. */
  readonly billingSubscription?: SubscriptionSeed
  /** The credits; none by default. */
  readonly billingCredits?: CreditSeed
}

/**
 * The control of the organizations of an in-memory Clerk.
 *
 * @since 0.1.0
 * @category models
 */
export interface OrganizationsControl {
  /**
   * Accepts a pending organization invitation, as the user with its e-mail address does in the front end. Returns the new membership, which
   * has the role and the metadata of the invitation. It dies with the reason when there is no such invitation or user.
   */
  readonly acceptOrganizationInvitation: (invitationId: string) => Effect.Effect<OrganizationMembership>
}
