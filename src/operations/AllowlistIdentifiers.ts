/**
 * The operations on the allowlist of an instance: the identifiers that may sign up while the allowlist is on.
 *
 * @since 0.1.0
 */
import * as Operation from "../Operation.ts"
import { AllowlistIdentifier, NewAllowlistIdentifier } from "../Schema/AllowlistIdentifier.ts"
import { DeletedObject } from "../Schema/DeletedObject.ts"
import { Page, PageFilters } from "../Schema/wire/Lists.ts"

/**
 * The operations of `AllowlistIdentifiers`, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Lists the identifiers on the allowlist, the newest first.
   *
   * Parameters: `limit` (1 to 500, by default 10), `offset` (0 or more).
   *
   * Returns the identifiers as `data`, and the number of all of them as `totalCount`.
   *
   * Fails with 401, 402 (`unsupported_subscription_plan_features`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/allow-list--block-list/get/allowlist_identifiers
   */
  list: Operation.get("/allowlist_identifiers?paginated=true", {
    query: PageFilters,
    success: Page(AllowlistIdentifier),
    errors: [401, 402]
  }),

  /**
   * Adds an identifier to the allowlist: an e-mail address, a phone number, a wallet, or a pattern such as `"*@example.com"`.
   *
   * Returns the new entry. Not idempotent: when it fails with `outcomeUnknown`, look for the identifier in `list` before you try again.
   *
   * Fails with 400 (`duplicate_record`), 402 (`unsupported_subscription_plan_features`), 422 (`form_param_value_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/allow-list--block-list/post/allowlist_identifiers
   */
  create: Operation.post("/allowlist_identifiers", {
    payload: NewAllowlistIdentifier,
    success: AllowlistIdentifier,
    errors: [400, 402, 422]
  }),

  /**
   * Removes the entry with the id `identifierId` from the allowlist.
   *
   * Returns the deleted id. A retry that gets 404 after a lost response also succeeds.
   *
   * Fails with 402 (`unsupported_subscription_plan_features`), 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/allow-list--block-list/delete/allowlist_identifiers/%7Bidentifier_id%7D
   */
  delete: Operation.del("/allowlist_identifiers/:identifierId", {
    success: DeletedObject,
    errors: [402, 404],
    deletes: "allowlist_identifier"
  })
}
