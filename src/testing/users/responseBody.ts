/**
 * Turns an encoded body into the body that Clerk sends for an operation on users.
 */
import { omittedKeys as billingKeys } from "../billing.ts"
import { omittedKeys as organizationKeys } from "../organizations/omittedKeys.ts"
import { page } from "../server/page.ts"
import type { ResponseContext } from "../server/Resource.ts"
import { omitEmptyKeys } from "../server/ResponseEncoder.ts"

/** Clerk sends access tokens as an array, or as a page with `paginated=true`. */
export const transformBody = (encoded: unknown, { input, operation, query }: ResponseContext): unknown => {
  const body = omit(encoded)
  if (operation !== "getOAuthAccessToken" || !Array.isArray(body)) {
    return body
  }
  const data = page(body, input)
  return query.get("paginated") === "true" ? { data, total_count: body.length } : data
}

const externalAccount = ["external_account_id", "avatar_url"]

/** The keys that are missing in Clerk's description of its API, or that it does not allow to be null. */
export const omit = omitEmptyKeys({
  isOpaque: (key) => key.endsWith("_metadata") || key === "error" || key === "scim",
  byKey: new Map(Object.entries({
    verification: [
      "object",
      "verified_at_client",
      "channel",
      "external_verification_redirect_url",
      "nonce",
      "message",
      "error"
    ],
    saml_connection: ["protocol", "domain", "logo_public_url"],
    enterprise_connection: ["domain"],
    ...organizationKeys.byKey
  })),
  byObject: new Map(Object.entries({
    user: ["timezone", "profile_image_url", "organization_memberships", "requires_password_reset"],
    passkey: ["created_at", "updated_at"],
    external_account: externalAccount,
    google_account: externalAccount,
    facebook_account: externalAccount,
    enterprise_account: ["protocol"],
    ...organizationKeys.byObject,
    oauth_access_token: ["id_token", "token_secret"],
    ...billingKeys
  }))
})
