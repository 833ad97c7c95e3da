/**
 * What the API returns of organizations, memberships and invitations: what is stored, with counts, roles and users at one moment.
 */
import type * as DateTime from "effect/DateTime"
import { groupBy } from "../../internal/groupBy.ts"
import { Organization } from "../../Schema/Organization.ts"
import { OrganizationInvitation, PublicOrganizationData } from "../../Schema/OrganizationInvitation.ts"
import { OrganizationMembership } from "../../Schema/OrganizationMembership.ts"
import { PublicUserData } from "../../Schema/PublicUserData.ts"
import type { User } from "../../Schema/User.ts"
import type { Account } from "../users/Account.ts"
import { manageMemberships } from "./roles.ts"
import type { StoredInvitation, StoredMembership, StoredOrganization, StoredRole } from "./Stored.ts"

export interface Contents {
  readonly account: (userId: string) => Account | undefined
  readonly organizations: ReadonlyArray<StoredOrganization>
  readonly memberships: ReadonlyArray<StoredMembership>
  readonly invitations: ReadonlyArray<StoredInvitation>
  readonly roles: ReadonlyArray<StoredRole>
  readonly now: DateTime.Utc
}

export interface Views extends Contents {
  /** An organization with the counts of its members and pending invitations. */
  readonly organization: (stored: StoredOrganization) => Organization
  readonly membership: (stored: StoredMembership) => OrganizationMembership
  /** An invitation without the organization, as the organization's own list returns it. */
  readonly invitation: (stored: StoredInvitation) => OrganizationInvitation
  /** An invitation with the public data of the organization. */
  readonly invitationWithOrganization: (stored: StoredInvitation) => OrganizationInvitation
  /** The memberships of a user, the oldest first. */
  readonly membershipsOf: (userId: string) => ReadonlyArray<StoredMembership>
  /** The invitations of a user, or to one of the user's e-mail addresses, the oldest first. */
  readonly invitationsOf: (user: User) => ReadonlyArray<StoredInvitation>
}

export const make = (contents: Contents): Views => {
  const { account, invitations, memberships, now, organizations, roles } = contents
  const organizationById = new Map(organizations.map((stored) => [stored.id, stored]))
  const roleByKey = new Map(roles.map((role) => [role.key, role]))
  const members = groupBy(memberships, ({ organizationId }) => organizationId)
  const pending = groupBy(
    invitations.filter(({ invitation }) => statusOf(invitation, now) === "pending"),
    ({ organizationId }) => organizationId
  )
  const byUser = groupBy(memberships, ({ userId }) => userId)
  const permissionsOf = ({ membership, seeded }: StoredMembership) =>
    seeded.permissions ?? roleByKey.get(membership.role)?.permissions ?? []

  const organization: Views["organization"] = ({ id, organization }) => {
    const own = members.get(id) ?? []
    return new Organization({
      ...organization,
      membersCount: own.length,
      pendingInvitationsCount: pending.get(id)?.length ?? 0,
      missingMemberWithElevatedPermissions: !own.some((it) => permissionsOf(it).includes(manageMemberships))
    }, true)
  }

  const invitation: Views["invitation"] = ({ invitation, seeded }) => {
    const inviter = invitation.inviterId === null ? undefined : account(invitation.inviterId)
    return new OrganizationInvitation({
      ...invitation,
      status: statusOf(invitation, now),
      roleName: roleByKey.get(invitation.role)?.name ?? null,
      publicInviterData: inviter === undefined ? null : publicInviterData(inviter.user),
      ...seeded
    }, true)
  }

  return {
    ...contents,
    organization,
    membership: (stored) => {
      const { membership, organizationId, seeded, userId } = stored
      const own = organizationById.get(organizationId)
      const user = account(userId)?.user
      return new OrganizationMembership({
        ...membership,
        roleName: roleByKey.get(membership.role)?.name ?? null,
        organization: own === undefined ? null : organization(own),
        publicUserData: user === undefined ? null : publicUserData(user),
        ...seeded,
        permissions: permissionsOf(stored)
      }, true)
    },
    invitation,
    invitationWithOrganization: (stored) => {
      const own = organizationById.get(stored.organizationId)?.organization
      return new OrganizationInvitation({
        ...invitation(stored),
        publicOrganizationData: own === undefined ? null : new PublicOrganizationData({
          id: own.id,
          name: own.name,
          slug: own.slug,
          imageUrl: own.imageUrl,
          hasImage: own.hasImage
        }, true)
      }, true)
    },
    membershipsOf: (userId) => byUser.get(userId) ?? [],
    invitationsOf: (user) => {
      const addresses = new Set(user.emailAddresses.map(({ emailAddress }) => emailAddress.toLowerCase()))
      return invitations.filter(({ invitation, userId }) =>
        userId === null ? addresses.has(invitation.emailAddress.toLowerCase()) : userId === user.id
      )
    }
  }
}

/** A pending invitation expires with the time. */
const statusOf = ({ expiresAt, status }: OrganizationInvitation, now: DateTime.Utc) =>
  status === "pending" && expiresAt !== null && expiresAt.epochMillis <= now.epochMillis ? "expired" : status

const identifierOf = (user: User): string | null =>
  (user.primaryEmailAddress ?? user.emailAddresses[0])?.emailAddress ??
    user.username ?? user.phoneNumbers[0]?.phoneNumber ?? null

const publicUserData = (user: User): PublicUserData =>
  new PublicUserData({
    userId: user.id,
    firstName: user.firstName,
    lastName: user.lastName,
    identifier: identifierOf(user),
    username: user.username,
    imageUrl: user.imageUrl ?? "",
    hasImage: user.hasImage,
    banned: user.banned
  }, true)

/** Clerk sends fewer fields of the user who invites. */
const publicInviterData = (user: User): PublicUserData =>
  new PublicUserData(
    { ...publicUserData(user), identifier: identifierOf(user) ?? "", username: null, banned: false },
    true
  )
