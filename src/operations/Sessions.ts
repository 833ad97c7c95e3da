/**
 * The operations on the sessions of users, and their tokens.
 *
 * Clerk has removed the operation `verify`, which its own client still has: `SessionToken.verify` verifies a token without a request.
 *
 * @since 0.1.0
 */
import * as Operation from "../Operation.ts"
import { RefreshedSession, Session, SessionJwt } from "../Schema/Session.ts"
import {
  NewSession,
  NewSessionToken,
  RefreshOptions,
  SessionListFilters,
  SessionRefresh
} from "../Schema/SessionChanges.ts"
import { Page } from "../Schema/wire/Lists.ts"

/**
 * The operations of `Sessions`, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Lists sessions, the newest first. Clerk removes old sessions that have ended, so they are not in the list forever.
   *
   * Parameters: `userId` or `clientId`, one of which Clerk asks for, `status`, `limit` (1 to 500, by default 10), `offset` (0 or more).
   * Clerk has no filter for pending sessions: list without a status, and look at `isSignedIn`.
   *
   * Returns the sessions as `data`, and the number of all that match as `totalCount`.
   *
   * Fails with 400, 401, 422 (`form_param_value_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/sessions/get/sessions
   */
  list: Operation.get("/sessions?paginated=true", {
    query: SessionListFilters,
    success: Page(Session),
    errors: [400, 401, 422]
  }),

  /**
   * Creates an active session for the user with the id `userId`, on a new client. It is for tests: production instances refuse it. There,
   * a sign-in token signs a user in.
   *
   * Returns the new session. Not idempotent: when it fails with `outcomeUnknown`, look for the session in `list` with the same `userId`,
   * which has the newest first.
   *
   * Fails with 400 (`request_invalid_for_environment`), 401, 404 (`resource_not_found`), 422 (`form_param_value_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/sessions/post/sessions
   */
  create: Operation.post("/sessions", {
    payload: NewSession,
    success: Session,
    errors: [400, 401, 404, 422]
  }),

  /**
   * Gets the session with the id `sessionId`.
   *
   * Returns the session.
   *
   * Fails with 400, 401, 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/sessions/get/sessions/%7Bsession_id%7D
   */
  get: Operation.get("/sessions/:sessionId", {
    success: Session,
    errors: [400, 401, 404]
  }),

  /**
   * Makes a new token for the session with the id `sessionId`, in exchange for an expired one and a refresh token. It is what a server
   * does that renders pages and gets a request with an expired token.
   *
   * Parameters: `expiredToken` (which must be of this session), `refreshToken`, `requestOrigin` (the origin that the expired token was made
   * for); `requestHeaders`, `requestOriginatingIp`, `format` (`"token"` or `"cookie"`), `suffixedCookies`.
   *
   * Returns the new token, or cookies with it. Not idempotent: a token can be refreshed once. After `outcomeUnknown` let the front end
   * get a token.
   *
   * Fails with 400, 401 (`expired_session_token_invalid`, `expired_session_token_missing_azp`, `expired_session_token_missing_sid`,
   * `refresh_request_origin_azp_mismatch`, `refresh_request_origin_invalid`, `refresh_sid_mismatch`, `refresh_token_not_found`,
   * `session_refresh_expired_session_token_consumed`, `session_refresh_inactive_session`, `session_refresh_session_not_found`, …).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/sessions/post/sessions/%7Bsession_id%7D/refresh
   */
  refresh: Operation.post("/sessions/:sessionId/refresh", {
    query: RefreshOptions,
    payload: SessionRefresh,
    success: RefreshedSession,
    errors: [400, 401]
  }),

  /**
   * Revokes the session with the id `sessionId`: signs the user out on its client. Tokens that were made before stay valid until they
   * expire, for a minute by default.
   *
   * Returns the session, with the status `"revoked"`.
   *
   * Fails with 400, 401, 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/sessions/post/sessions/%7Bsession_id%7D/revoke
   */
  revoke: Operation.post("/sessions/:sessionId/revoke", {
    success: Session,
    errors: [400, 401, 404],
    // It sets a status, so a second request changes nothing.
    idempotent: true
  }),

  /**
   * Creates a token of the session with the id `sessionId`, as a front end gets it. `SessionToken.verify` accepts it, but not where
   * `authorizedParties` are set: it is made for no origin.
   *
   * Parameters: `expiresInSeconds` (30 to 315,360,000; by default as the instance says, which is a minute unless it was changed).
   *
   * Returns the token.
   *
   * Fails with 401, 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/sessions/post/sessions/%7Bsession_id%7D/tokens
   */
  createToken: Operation.post("/sessions/:sessionId/tokens", {
    payload: NewSessionToken,
    success: SessionJwt,
    errors: [401, 404],
    // A lost token does no harm: it expires, and another one is as good.
    idempotent: true
  }),

  /**
   * Creates a token from the JWT template `templateName` for the session with the id `sessionId`, for another service. `SessionToken.verify`
   * refuses it: it is no session token.
   *
   * Parameters: `expiresInSeconds` (30 to 315,360,000; by default as the template says).
   *
   * Returns the token.
   *
   * Fails with 401, 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/sessions/post/sessions/%7Bsession_id%7D/tokens/%7Btemplate_name%7D
   */
  createTokenFromTemplate: Operation.post("/sessions/:sessionId/tokens/:templateName", {
    payload: NewSessionToken,
    success: SessionJwt,
    errors: [401, 404],
    // A lost token does no harm: it expires, and another one is as good.
    idempotent: true
  })
}
