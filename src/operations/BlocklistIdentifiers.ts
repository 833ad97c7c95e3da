/**
 * The operations on the blocklist of an instance: the identifiers that may not sign up or sign in.
 *
 * @since 0.1.0
 */
import * as Operation from "../Operation.ts"
import { BlocklistIdentifier, NewBlocklistIdentifier } from "../Schema/BlocklistIdentifier.ts"
import { DeletedObject } from "../Schema/DeletedObject.ts"
import { Page } from "../Schema/wire/Lists.ts"

/**
 * The operations of `BlocklistIdentifiers`, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Lists the identifiers on the blocklist, the newest first, all in one response.
   *
   * Returns the identifiers as `data`, and the number of all of them as `totalCount`.
   *
   * Fails with 401, 402 (`unsupported_subscription_plan_features`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/allow-list--block-list/get/blocklist_identifiers
   */
  list: Operation.get("/blocklist_identifiers", {
    success: Page(BlocklistIdentifier),
    errors: [401, 402]
  }),

  /**
   * Adds an identifier to the blocklist: an e-mail address, a phone number, a wallet, or a pattern such as `"*@example.com"`.
   *
   * Returns the new entry. Not idempotent: when it fails with `outcomeUnknown`, look for the identifier in `list` before you try again.
   *
   * Fails with 400 (`duplicate_record`), 402 (`unsupported_subscription_plan_features`), 422 (`form_param_value_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/allow-list--block-list/post/blocklist_identifiers
   */
  create: Operation.post("/blocklist_identifiers", {
    payload: NewBlocklistIdentifier,
    success: BlocklistIdentifier,
    errors: [400, 402, 422]
  }),

  /**
   * Removes the entry with the id `identifierId` from the blocklist.
   *
   * Returns the deleted id. A retry that gets 404 after a lost response also succeeds.
   *
   * Fails with 402 (`unsupported_subscription_plan_features`), 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/allow-list--block-list/delete/blocklist_identifiers/%7Bidentifier_id%7D
   */
  delete: Operation.del("/blocklist_identifiers/:identifierId", {
    success: DeletedObject,
    errors: [402, 404],
    deletes: "blocklist_identifier"
  })
}
