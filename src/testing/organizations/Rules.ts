/**
 * Clerk's rules about organizations and their members. Each returns the errors of an input, or fails with one.
 */
import * as Effect from "effect/Effect"
import type { Organization } from "../../Schema/Organization.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { manageMemberships } from "./roles.ts"
import type { StoredOrganization } from "./Stored.ts"
import type { Views } from "./Views.ts"

type Errors = ReadonlyArray<ErrorResponse.ErrorResponse>

/** A name has no URLs and no HTML. */
export const name = (value: string | null | undefined): Errors =>
  value && /https?:\/\/|www\.|<[a-z/]/i.test(value)
    ? [ErrorResponse.ofParam("form_param_value_invalid", "name")]
    : []

/** A slug has lower-case letters, digits and `-`, and belongs to one organization. */
export const slug = (value: string | null | undefined, others: ReadonlyArray<Organization>): Errors =>
  typeof value !== "string"
    ? []
    : !/^[a-z0-9-]+$/.test(value)
    ? [ErrorResponse.ofParam("form_param_format_invalid", "slug")]
    : others.some((it) => it.slug === value)
    ? [ErrorResponse.ofParam("form_identifier_exists", "slug")]
    : []

/** An organization has at most as many members and pending invitations as it allows. */
export const membershipQuota = (views: Views, stored: StoredOrganization, added = 1) => {
  const { maxAllowedMemberships, membersCount, pendingInvitationsCount } = views.organization(stored)
  const used = (membersCount ?? 0) + (pendingInvitationsCount ?? 0)
  return maxAllowedMemberships > 0 && used + added > maxAllowedMemberships
    ? ErrorResponse.ofCode("organization_membership_quota_exceeded")
    : Effect.void
}

/** A user who acts for an organization is a member who may manage its members. */
export const mayManage = (views: Views, organizationId: string, userId: string | null | undefined) => {
  if (typeof userId !== "string") {
    return Effect.void
  }
  const membership = views.membershipsOf(userId).find((it) => it.organizationId === organizationId)
  return membership === undefined
    ? ErrorResponse.ofCode("not_a_member_in_organization")
    : views.membership(membership).permissions.includes(manageMemberships)
    ? Effect.void
    : ErrorResponse.ofCode("missing_organization_permission", { permissions: [manageMemberships] })
}
