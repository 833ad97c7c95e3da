/**
 * The operations on clients: browsers and apps with sessions.
 *
 * @since 0.1.0
 */
import * as Operation from "../Operation.ts"
import { Client, ClientToken } from "../Schema/Client.ts"
import { Page, PageFilters } from "../Schema/wire/Lists.ts"

/**
 * The operations of `Clients`, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Lists all clients of the instance, the newest first.
   *
   * Parameters: `limit` (1 to 500, by default 10), `offset` (0 or more).
   *
   * Returns the clients as `data`, and the number of all of them as `totalCount`.
   *
   * Fails with 400, 401, 410 (`operation_deprecated`, where Clerk has removed it), 422 (`form_param_value_invalid`).
   *
   * @deprecated Clerk is going to remove it. List the sessions of a user with `Sessions.list` instead.
   * @see https://clerk.com/docs/reference/backend-api/tag/clients/get/clients
   */
  list: Operation.get("/clients?paginated=true", {
    query: PageFilters,
    success: Page(Client),
    errors: [400, 401, 410, 422]
  }),

  /**
   * Gets the client of a token, which must be of an active session. `SessionToken.verify` verifies a token without a request.
   *
   * Parameters: `token`, from the cookie `__session` or the header `Authorization`.
   *
   * Returns the client.
   *
   * Fails with 400 (`invalid_session_token`), 401, 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/clients/post/clients/verify
   */
  verify: Operation.post("/clients/verify", {
    payload: ClientToken,
    success: Client,
    errors: [400, 401, 404],
    // It changes nothing.
    idempotent: true
  }),

  /**
   * Gets the client with the id `clientId`.
   *
   * Returns the client.
   *
   * Fails with 400, 401, 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/clients/get/clients/%7Bclient_id%7D
   */
  get: Operation.get("/clients/:clientId", {
    success: Client,
    errors: [400, 401, 404]
  })
}
