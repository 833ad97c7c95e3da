/**
 * The operations that get the OAuth access tokens of a user. They are part of the table in `operations/Users`.
 *
 * @since 0.1.0
 */
import * as Operation from "../../Operation.ts"
import { OAuthAccessTokens } from "../../Schema/OAuthAccessToken.ts"
import { PageFilters } from "../../Schema/wire/Lists.ts"
import { OAuthProvider } from "../../Schema/wire/Request.ts"

/**
 * The operations that get the OAuth access tokens of a user, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Gets the access tokens of the user with the id `userId` from the OAuth provider `provider`, such as `"google"` or
   * `"oauth_google"`. Clerk refreshes an expired OAuth 2.0 token first, where possible.
   *
   * Parameters: `limit` (1 to 500, by default 10), `offset` (0 or more).
   *
   * Returns a list of tokens.
   *
   * Fails with 400 (`oauth_token_retrieval_error`, `external_account_missing_refresh_token`), 404
   * (`oauth_token_provider_not_enabled`), 422 (`oauth_missing_access_token`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/users/get/users/%7Buser_id%7D/oauth_access_tokens/%7Bprovider%7D
   */
  getOAuthAccessToken: Operation.get("/users/:userId/oauth_access_tokens/:provider?paginated=true", {
    params: { provider: OAuthProvider },
    query: PageFilters,
    success: OAuthAccessTokens,
    errors: [400, 404, 422]
  })
}
