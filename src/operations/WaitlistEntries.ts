/**
 * The operations on the waitlist of an application.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Operation from "../Operation.ts"
import { DeletedObject } from "../Schema/DeletedObject.ts"
import {
  NewWaitlistEntries,
  NewWaitlistEntry,
  WaitlistEntry,
  WaitlistInvite,
  WaitlistListFilters
} from "../Schema/WaitlistEntry.ts"
import { Page } from "../Schema/wire/Lists.ts"

/**
 * The operations of `WaitlistEntries`, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Lists the entries of the waitlist, the newest first unless `orderBy` says otherwise.
   *
   * Parameters: `query` (part of an e-mail address or of an id), `status`, `orderBy`, `limit` (1 to 500, by default 10), `offset` (0 or
   * more).
   *
   * Returns the entries as `data`, and the number of all that match as `totalCount`.
   *
   * Fails with no status that Clerk documents.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/waitlist-entries/get/waitlist_entries
   */
  list: Operation.get("/waitlist_entries", {
    query: WaitlistListFilters,
    success: Page(WaitlistEntry),
    errors: []
  }),

  /**
   * Puts an e-mail address on the waitlist, and sends a confirmation unless `notify` is false.
   *
   * Returns the new entry, or the existing one if the e-mail address is on the waitlist already. So it is idempotent.
   *
   * Fails with 400, 422 (`form_param_format_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/waitlist-entries/post/waitlist_entries
   */
  create: Operation.post("/waitlist_entries", {
    payload: NewWaitlistEntry,
    success: WaitlistEntry,
    errors: [400, 422],
    idempotent: true
  }),

  /**
   * Puts several e-mail addresses on the waitlist.
   *
   * Parameters: `entries` (1 to 50, each as for `create`, without an e-mail address twice), which are sent as a list.
   *
   * Returns an entry for each e-mail address, new or existing. So it is idempotent.
   *
   * Fails with 400 (`bulk_size_exceeded`), 422 (`form_param_format_invalid`, `form_param_duplicate`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/waitlist-entries/post/waitlist_entries/bulk
   */
  createBulk: Operation.post("/waitlist_entries/bulk", {
    payload: NewWaitlistEntries,
    success: Schema.Array(WaitlistEntry),
    errors: [400, 422],
    idempotent: true
  }),

  /**
   * Deletes the pending entry with the id `waitlistEntryId`.
   *
   * Returns the deleted id. A retry that gets 404 after a lost response also succeeds.
   *
   * Fails with 400, 404 (`resource_not_found`), 409 (`waitlist_entry_already_invited`, `waitlist_entry_already_completed`,
   * `waitlist_entry_already_rejected`, `waitlist_entry_locked`), 422.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/waitlist-entries/delete/waitlist_entries/%7Bwaitlist_entry_id%7D
   */
  delete: Operation.del("/waitlist_entries/:waitlistEntryId", {
    success: DeletedObject,
    errors: [400, 404, 409, 422],
    deletes: "waitlist_entry"
  }),

  /**
   * Sends an invitation to the e-mail address of the entry with the id `waitlistEntryId`.
   *
   * Parameters: `ignoreExisting`.
   *
   * Returns the entry, with the status `"invited"` and its invitation. Not idempotent: when it fails with `outcomeUnknown`, look at the
   * status of the entry, which `list` finds with its id as `query`, before you try again.
   *
   * Fails with 400 (`duplicate_record`), 404 (`resource_not_found`), 409 (`waitlist_entry_already_invited`,
   * `waitlist_entry_already_completed`, `waitlist_entry_locked`), 422 (`form_identifier_exists`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/waitlist-entries/post/waitlist_entries/%7Bwaitlist_entry_id%7D/invite
   */
  invite: Operation.post("/waitlist_entries/:waitlistEntryId/invite", {
    payload: WaitlistInvite,
    success: WaitlistEntry,
    errors: [400, 404, 409, 422]
  }),

  /**
   * Rejects the entry with the id `waitlistEntryId`.
   *
   * Returns the entry, with the status `"rejected"`. A retry after a lost response can fail with `waitlist_entry_already_rejected`, which
   * says that it is done.
   *
   * Fails with 400, 404 (`resource_not_found`), 409 (`waitlist_entry_already_rejected`, `waitlist_entry_already_completed`,
   * `waitlist_entry_locked`), 422.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/waitlist-entries/post/waitlist_entries/%7Bwaitlist_entry_id%7D/reject
   */
  reject: Operation.post("/waitlist_entries/:waitlistEntryId/reject", {
    success: WaitlistEntry,
    errors: [400, 404, 409, 422],
    // A second request changes nothing.
    idempotent: true
  })
}
