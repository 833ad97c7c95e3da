/**
 * The operations on the invitations to an application.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Operation from "../Operation.ts"
import { Invitation, InvitationListFilters, NewInvitation, NewInvitations } from "../Schema/Invitation.ts"
import { Page } from "../Schema/wire/Lists.ts"

/**
 * The operations of `Invitations`, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Lists invitations, the newest first unless `orderBy` says otherwise. Revoked ones are left out, unless `status` asks for them.
   *
   * Parameters: `status`, `query` (part of an e-mail address or of an id), `orderBy`, `limit` (1 to 500, by default 10), `offset` (0 or
   * more).
   *
   * Returns the invitations as `data`, and the number of all that match as `totalCount`.
   *
   * Fails with no status that Clerk documents.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/invitations/get/invitations
   */
  list: Operation.get("/invitations?paginated=true", {
    query: InvitationListFilters,
    success: Page(Invitation),
    errors: []
  }),

  /**
   * Invites an e-mail address to sign up, and sends it an e-mail unless `notify` is false.
   *
   * Returns the new invitation. Not idempotent: when it fails with `outcomeUnknown`, look for the e-mail address by the `query` of `list`
   * before you try again.
   *
   * Fails with 400 (`duplicate_record` when there is a pending invitation, `invitations_not_supported`), 422 (`form_identifier_exists`
   * when the e-mail address belongs to a user, `form_param_format_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/invitations/post/invitations
   */
  create: Operation.post("/invitations", {
    payload: NewInvitation,
    success: Invitation,
    errors: [400, 422]
  }),

  /**
   * Invites several e-mail addresses to sign up: all of them or, when one is refused, none. An address that belongs to a user is refused
   * also with `ignoreExisting`.
   *
   * Parameters: `invitations` (1 to 10, each as for `create`), which are sent as a list.
   *
   * Returns the new invitations. Not idempotent: when it fails with `outcomeUnknown`, look for one of the e-mail addresses by the `query`
   * of `list` before you try again.
   *
   * Fails with 400 (`duplicate_record`, `bulk_size_exceeded`), 422 (`form_identifier_exists`, `form_param_format_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/invitations/post/invitations/bulk
   */
  createBulk: Operation.post("/invitations/bulk", {
    payload: NewInvitations,
    success: Schema.Array(Invitation),
    errors: [400, 422]
  }),

  /**
   * Revokes the invitation with the id `invitationId`: its link does not work any more. The e-mail address can still sign up without it.
   *
   * Returns the invitation, with the status `"revoked"`. A retry after a lost response can fail with `invitation_already_revoked`, which
   * says that it is done.
   *
   * Fails with 400 (`invitation_already_accepted`, `invitation_already_revoked`), 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/invitations/post/invitations/%7Binvitation_id%7D/revoke
   */
  revoke: Operation.post("/invitations/:invitationId/revoke", {
    success: Invitation,
    errors: [400, 404],
    // A second request changes nothing.
    idempotent: true
  })
}
