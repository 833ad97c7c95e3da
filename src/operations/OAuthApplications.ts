/**
 * The operations on OAuth applications, which users of the instance sign in to, and on their access tokens.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Operation from "../Operation.ts"
import { DeletedObject } from "../Schema/DeletedObject.ts"
import {
  NewOAuthApplication,
  OAuthApplication,
  OAuthApplicationChanges,
  OAuthApplicationFilters,
  OAuthApplicationWithSecret
} from "../Schema/OAuthApplication.ts"
import { ProfileImage } from "../Schema/ProfileImage.ts"
import { VerifiedOAuthToken } from "../Schema/VerifiedOAuthToken.ts"
import { Page } from "../Schema/wire/Lists.ts"
import { Secret } from "../Schema/wire/Request.ts"
import { snakeCase } from "../Schema/wire/SnakeCase.ts"

/**
 * The operations of `OAuthApplications`, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Lists the OAuth applications of the instance. Set `orderBy`, since Clerk's descriptions of the default order differ.
   *
   * Parameters: `nameQuery` (a part of a name, or an exact client id), `orderBy` (`"name"` or `"created_at"`, with `-` in front of it for
   * descending), `limit` (1 to 500, by default 10), `offset` (0 or more).
   *
   * Returns the applications as `data`, and the number of all that match as `totalCount`.
   *
   * Fails with 400, 403 (`authorization_invalid`), 422 (`form_param_value_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/oauth-applications/get/oauth_applications
   */
  list: Operation.get("/oauth_applications", {
    query: OAuthApplicationFilters,
    success: Page(OAuthApplication),
    errors: [400, 403, 422]
  }),

  /**
   * Creates an OAuth application.
   *
   * Parameters: `name` (1 to 256 characters), `redirectUris`, `scopes` (separated by spaces, at most 1024 characters, by default
   * `"profile email"`), `consentScreenEnabled` (by default true), `pkceRequired` (by default false), `public` (by default false).
   *
   * Returns the application with its `clientSecret`, redacted, unless it is a public client. Not idempotent, and names need not be unique: when
   * it fails with `outcomeUnknown`, look for the name with `list` before you try again, and make another secret with `rotateSecret`.
   *
   * Fails with 400, 403 (`authorization_invalid`), 422 (`form_param_format_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/oauth-applications/post/oauth_applications
   */
  create: Operation.post("/oauth_applications", {
    payload: NewOAuthApplication,
    success: OAuthApplicationWithSecret,
    errors: [400, 403, 422]
  }),

  /**
   * Gets the OAuth application with the id `oauthApplicationId`. `list` finds the id of a client id.
   *
   * Returns the application, without its secret.
   *
   * Fails with 403 (`authorization_invalid`), 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/oauth-applications/get/oauth_applications/%7Boauth_application_id%7D
   */
  get: Operation.get("/oauth_applications/:oauthApplicationId", {
    success: OAuthApplication,
    errors: [403, 404]
  }),

  /**
   * Updates the OAuth application with the id `oauthApplicationId`. Parameters that are left out keep their value.
   *
   * Parameters: `name` (1 to 256 characters), `redirectUris`, which replace those before, `scopes` (at most 1024 characters),
   * `consentScreenEnabled`, `pkceRequired`, `public`.
   *
   * Returns the updated application.
   *
   * Fails with 400, 403 (`authorization_invalid`), 404 (`resource_not_found`), 422 (`form_param_format_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/oauth-applications/patch/oauth_applications/%7Boauth_application_id%7D
   */
  update: Operation.patch("/oauth_applications/:oauthApplicationId", {
    payload: OAuthApplicationChanges,
    success: OAuthApplication,
    errors: [400, 403, 404, 422]
  }),

  /**
   * Deletes the OAuth application with the id `oauthApplicationId`. It cannot be restored.
   *
   * Returns the deleted id. A retry that gets 404 after a lost response also succeeds.
   *
   * Fails with 403 (`authorization_invalid`), 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/oauth-applications/delete/oauth_applications/%7Boauth_application_id%7D
   */
  delete: Operation.del("/oauth_applications/:oauthApplicationId", {
    success: DeletedObject,
    errors: [403, 404],
    deletes: "oauth_application"
  }),

  /**
   * Sets the logo of the OAuth application with the id `oauthApplicationId`.
   *
   * Parameters: `file` (a `File`, a `Blob` or bytes, optionally with a name and a type; 1 byte to 10 MB; JPEG, PNG, GIF or WebP),
   * `uploaderUserId`.
   *
   * Returns the application, with the new `clientImageUrl`.
   *
   * Fails with 400 (`request_body_invalid` when the file is not an image), 403 (`authorization_invalid`), 404 (`resource_not_found`), 413
   * (`image_too_large`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/oauth-applications/put/oauth_applications/%7Boauth_application_id%7D/logo
   */
  uploadLogo: Operation.put("/oauth_applications/:oauthApplicationId/logo", {
    payload: Schema.Struct(snakeCase({
      /** The image, of 1 byte to 10 MB. */
      file: ProfileImage,
      /** The id of the user who uploads it. */
      uploaderUserId: Schema.optional(Schema.String)
    })),
    encoding: "formData",
    success: OAuthApplication,
    errors: [400, 403, 404, 413]
  }),

  /**
   * Replaces the client secret of the OAuth application with the id `oauthApplicationId`. The previous secret ends at once.
   *
   * Returns the application with its new `clientSecret`, redacted. Not idempotent: when it fails with `outcomeUnknown`, the new secret cannot be
   * read; rotate it again.
   *
   * Fails with 403 (`authorization_invalid`), 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/oauth-applications/post/oauth_applications/%7Boauth_application_id%7D/rotate_secret
   */
  rotateSecret: Operation.post("/oauth_applications/:oauthApplicationId/rotate_secret", {
    success: OAuthApplicationWithSecret,
    errors: [403, 404]
  }),

  /**
   * Revokes a token of the OAuth application with the id `oauthApplicationId`, and all other tokens of the same grant. JWTs cannot be revoked.
   *
   * Parameters: `token` (the opaque access token or refresh token itself, redacted).
   *
   * Returns nothing.
   *
   * Fails with 400, 403 (`authorization_invalid`), 404 (`resource_not_found`), 422.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/oauth-applications/post/oauth_applications/%7Boauth_application_id%7D/revoke_token
   */
  revokeToken: Operation.post("/oauth_applications/:oauthApplicationId/revoke_token", {
    payload: Schema.Struct({
      /** The opaque access token or refresh token itself. */
      token: Secret
    }),
    success: Schema.Undefined,
    errors: [400, 403, 404, 422],
    idempotent: true
  }),

  /**
   * Asks Clerk about an access token of an OAuth application.
   *
   * Parameters: `accessToken` (the token itself, redacted).
   *
   * Returns what Clerk knows of the token. Check `active`, `revoked` and `expired`: `MachineToken.verify` does so, and the audience.
   *
   * Fails with 400, 404 (`resource_not_found` for a token that is not known).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/oauth-access-tokens/post/oauth_applications/access_tokens/verify
   */
  verifyAccessToken: Operation.post("/oauth_applications/access_tokens/verify", {
    payload: Schema.Struct(snakeCase({
      /** The token itself. */
      accessToken: Secret
    })),
    success: VerifiedOAuthToken,
    errors: [400, 404],
    idempotent: true
  })
}
