/**
 * The operations on invitations to organizations.
 *
 * @since 0.1.0
 */
import * as Operation from "../Operation.ts"
import { OrganizationInvitation } from "../Schema/OrganizationInvitation.ts"
import {
  NewOrganizationInvitation,
  NewOrganizationInvitations,
  OrganizationInvitationRevocation
} from "../Schema/OrganizationInvitationChanges.ts"
import { InstanceInvitationFilters, OrganizationInvitationFilters } from "../Schema/OrganizationInvitationFilters.ts"
import { Page, PageFilters } from "../Schema/wire/Lists.ts"

/**
 * The operations of `OrganizationInvitations`, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Invites an e-mail address to the organization with the id `organizationId`, and sends an e-mail unless `notify` is `false`.
   *
   * Parameters: `emailAddress`, `role` (the key of a role), `inviterUserId` (a member who may manage members), `redirectUrl`, `expiresInDays`
   * (1 to 365, by default 30), `notify`, `publicMetadata` and `privateMetadata` (at most 8 KB each), which the membership gets.
   *
   * Returns the new invitation, with `status: "pending"`. Not idempotent: when it fails with `outcomeUnknown`, look for it with the
   * `emailAddress` filter of `list` before you try again. A second try fails with 400 `organization_invitation_not_unique`.
   *
   * Fails with 400 (`organization_invitation_not_unique`, `already_a_member_in_organization`), 402
   * (`unsupported_subscription_plan_features`), 403 (`organization_membership_quota_exceeded`, `not_a_member_in_organization`,
   * `missing_organization_permission`), 404 (`resource_not_found`), 422 (`form_param_format_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organization-invitations/post/organizations/%7Borganization_id%7D/invitations
   */
  create: Operation.post("/organizations/:organizationId/invitations", {
    payload: NewOrganizationInvitation,
    success: OrganizationInvitation,
    errors: [400, 402, 403, 404, 422]
  }),

  /**
   * Invites several e-mail addresses to the organization with the id `organizationId` in one request.
   *
   * Parameters: `invitations` (1 to 10, each with the parameters of `create`). More are refused before they are sent.
   *
   * Returns the new invitations, and their number. Not idempotent: when it fails with `outcomeUnknown`, look for them with `list` before you
   * try again.
   *
   * Fails with 400 (`bulk_size_exceeded`, `organization_invitation_not_unique`, `already_a_member_in_organization`), 403
   * (`organization_membership_quota_exceeded`, `not_a_member_in_organization`, `missing_organization_permission`), 404
   * (`resource_not_found`), 422 (`form_param_format_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organization-invitations/post/organizations/%7Borganization_id%7D/invitations/bulk
   */
  bulkCreate: Operation.post("/organizations/:organizationId/invitations/bulk", {
    payload: NewOrganizationInvitations,
    success: Page(OrganizationInvitation),
    errors: [400, 403, 404, 422]
  }),

  /**
   * Lists the invitations of the organization with the id `organizationId`, the newest first unless `orderBy` says otherwise. Invitations that
   * a domain of the organization made are not included.
   *
   * Parameters: `status` (`"pending"`, `"accepted"`, `"revoked"`, `"expired"`), `emailAddress`, `orderBy` (`created_at` or `email_address`,
   * with `-` in front of it for descending), `limit` (1 to 500, by default 10), `offset` (0 or more).
   *
   * Returns one page of invitations, and the number of all that match.
   *
   * Fails with 400, 404 (`resource_not_found`), 422 (`form_param_value_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organization-invitations/get/organizations/%7Borganization_id%7D/invitations
   */
  list: Operation.get("/organizations/:organizationId/invitations", {
    query: OrganizationInvitationFilters,
    success: Page(OrganizationInvitation),
    errors: [400, 404, 422]
  }),

  /**
   * Lists the pending invitations of the organization with the id `organizationId`, the newest first. `list` with `status: "pending"` returns
   * the same.
   *
   * Parameters: `limit` (1 to 500, by default 10), `offset` (0 or more).
   *
   * Returns one page of invitations, and the number of all pending ones.
   *
   * Fails with 400, 404 (`resource_not_found`).
   *
   * @deprecated by Clerk: use `list` with `status: "pending"`.
   * @see https://clerk.com/docs/reference/backend-api/tag/organization-invitations/get/organizations/%7Borganization_id%7D/invitations/pending
   */
  listPending: Operation.get("/organizations/:organizationId/invitations/pending", {
    query: PageFilters,
    success: Page(OrganizationInvitation),
    errors: [400, 404]
  }),

  /**
   * Gets the invitation with the id `invitationId` of the organization with the id `organizationId`.
   *
   * Returns the invitation.
   *
   * Fails with 400, 403, 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organization-invitations/get/organizations/%7Borganization_id%7D/invitations/%7Binvitation_id%7D
   */
  get: Operation.get("/organizations/:organizationId/invitations/:invitationId", {
    success: OrganizationInvitation,
    errors: [400, 403, 404]
  }),

  /**
   * Revokes the pending invitation with the id `invitationId` of the organization with the id `organizationId`: it can no longer be accepted.
   *
   * Parameters: `requestingUserId` (a member who may manage members).
   *
   * Returns the invitation, with `status: "revoked"`. A retry after a lost response fails with 404 (`organization_invitation_not_pending`) if
   * the first request revoked the invitation.
   *
   * Fails with 400, 403 (`not_a_member_in_organization`, `missing_organization_permission`), 404 (`resource_not_found`,
   * `organization_invitation_not_pending`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organization-invitations/post/organizations/%7Borganization_id%7D/invitations/%7Binvitation_id%7D/revoke
   */
  revoke: Operation.post("/organizations/:organizationId/invitations/:invitationId/revoke", {
    payload: OrganizationInvitationRevocation,
    success: OrganizationInvitation,
    errors: [400, 403, 404],
    idempotent: true
  }),

  /**
   * Lists the invitations of all organizations of the instance, the newest first unless `orderBy` says otherwise.
   *
   * Parameters: `status` (`"pending"`, `"accepted"`, `"revoked"`, `"expired"`), `query` (part of an e-mail address), `orderBy` (`created_at` or
   * `email_address`, with `-` in front of it for descending), `limit` (1 to 500, by default 10), `offset` (0 or more).
   *
   * Returns one page of invitations with the public data of their organizations, and the number of all that match.
   *
   * Fails with 400, 404, 422 (`form_param_value_invalid`), 500.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organization-invitations/get/organization_invitations
   */
  listAll: Operation.get("/organization_invitations", {
    query: InstanceInvitationFilters,
    success: Page(OrganizationInvitation),
    errors: [400, 404, 422, 500]
  })
}
