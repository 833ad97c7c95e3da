/**
 * What an in-memory Clerk stores of organizations. `Views` makes what the API returns of it.
 */
import type * as DateTime from "effect/DateTime"
import type { Organization } from "../../Schema/Organization.ts"
import type { OrganizationInvitation } from "../../Schema/OrganizationInvitation.ts"
import type { OrganizationMembership } from "../../Schema/OrganizationMembership.ts"
import type { Payer } from "../billing.ts"

export interface StoredOrganization extends Payer {
  readonly id: string
  /** Without its counts. */
  readonly organization: Organization
}

export interface StoredMembership {
  readonly id: string
  readonly organizationId: string
  readonly userId: string
  /** Without the organization, the user, and what the role says. */
  readonly membership: OrganizationMembership
  /** What a seed says instead of the role and the user. */
  readonly seeded: Partial<Pick<OrganizationMembership, "roleName" | "permissions" | "publicUserData">>
}

export interface StoredInvitation {
  readonly id: string
  readonly organizationId: string
  /** The user that it was seeded for, or who accepted it; others are found by their e-mail address. */
  readonly userId: string | null
  /** Without the organization, the user who sent it, and what the role says. */
  readonly invitation: OrganizationInvitation
  /** What a seed says instead of the role and the user who sent it. */
  readonly seeded: Partial<Pick<OrganizationInvitation, "roleName" | "publicInviterData">>
}

export interface StoredRoleSet {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly description: string | null
  readonly type: string
  /** The keys of its roles. */
  readonly roles: ReadonlyArray<string>
  readonly defaultRole: string
  readonly creatorRole: string
  readonly createdAt: DateTime.Utc
  readonly updatedAt: DateTime.Utc
}

export interface NewRole {
  readonly key: string
  readonly name: string
  readonly description?: string | null | undefined
  /** The keys of its permissions. */
  readonly permissions: ReadonlyArray<string>
}

export interface StoredRole {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly description: string | null
  /** The keys of its permissions. */
  readonly permissions: ReadonlyArray<string>
  readonly createdAt: DateTime.Utc
  readonly updatedAt: DateTime.Utc
}
