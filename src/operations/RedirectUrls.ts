/**
 * The operations on the redirect URLs of an instance: where a native app may be sent after it signed in with OAuth.
 *
 * @since 0.1.0
 */
import * as Operation from "../Operation.ts"
import { DeletedObject } from "../Schema/DeletedObject.ts"
import { NewRedirectUrl, RedirectUrl } from "../Schema/RedirectUrl.ts"
import { Page, PageFilters } from "../Schema/wire/Lists.ts"

/**
 * The operations of `RedirectUrls`, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Lists the redirect URLs, the newest first.
   *
   * Parameters: `limit` (1 to 500, by default 10), `offset` (0 or more).
   *
   * Returns the redirect URLs as `data`, and the number of all of them as `totalCount`.
   *
   * Fails with no status that Clerk documents.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/redirect-urls/get/redirect_urls
   */
  list: Operation.get("/redirect_urls?paginated=true", {
    query: PageFilters,
    success: Page(RedirectUrl),
    errors: []
  }),

  /**
   * Adds a redirect URL, such as `"https://my-app.com/oauth-callback"` or `"my-app://oauth-callback"`.
   *
   * Returns the new redirect URL. Not idempotent: when it fails with `outcomeUnknown`, look for the URL in `list` before you try again.
   *
   * Fails with 400, 422 (`insecure_url` for `http://`, `form_param_format_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/redirect-urls/post/redirect_urls
   */
  create: Operation.post("/redirect_urls", {
    payload: NewRedirectUrl,
    success: RedirectUrl,
    errors: [400, 422]
  }),

  /**
   * Gets the redirect URL with the id `id`.
   *
   * Returns the redirect URL.
   *
   * Fails with 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/redirect-urls/get/redirect_urls/%7Bid%7D
   */
  get: Operation.get("/redirect_urls/:id", {
    success: RedirectUrl,
    errors: [404]
  }),

  /**
   * Removes the redirect URL with the id `id`.
   *
   * Returns the deleted id. A retry that gets 404 after a lost response also succeeds.
   *
   * Fails with 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/redirect-urls/delete/redirect_urls/%7Bid%7D
   */
  delete: Operation.del("/redirect_urls/:id", {
    success: DeletedObject,
    errors: [404],
    deletes: "redirect_url"
  })
}
