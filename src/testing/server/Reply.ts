/**
 * Values into the bodies that Clerk sends.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type * as Operation from "../../Operation.ts"
import type { JsonObject } from "../../Schema/wire/Json.ts"
import { isJsonObject } from "../../Schema/wire/Json.ts"
import { page } from "../users/Listing.ts"

/** Prepares the encoder of what an operation answers. A value that does not encode is a mistake of the in-memory Clerk. */
export const encoder = (operation: Operation.Any): (value: unknown) => Effect.Effect<unknown> => {
  const encode = Schema.encodeUnknown(operation.success)
  return (value) => Effect.orDie(Effect.map(encode(value), (body) => asClerkSends(body, "")))
}

/** The access tokens come in the shape that is asked for: bare, or as a page when `paginated=true`. */
export const shaped = (name: string, body: unknown, query: URLSearchParams, input: object): unknown => {
  if (name !== "users.getOAuthAccessToken" || !Array.isArray(body)) {
    return body
  }
  const data = page(body, input)
  return query.get("paginated") === "true" ? { data, total_count: body.length } : data
}

/**
 * The schemas write every key of a thing, empty ones as null. Clerk leaves some of them out: those that its description of
 * the API does not have, or does not allow to be null.
 */
const asClerkSends = (value: unknown, key: string): unknown => {
  if (Array.isArray(value)) {
    return value.map((item) => asClerkSends(item, key))
  }
  // What is inside metadata and the like is the user's own.
  if (!isJsonObject(value) || key.endsWith("_metadata") || key === "error" || key === "scim") {
    return value
  }
  const leftOut = leftOutOf(value, key)
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, inner]) => !((inner === null || inner === false) && leftOut.includes(name)))
      .map(([name, inner]) => [name, asClerkSends(inner, name)])
  )
}

const leftOutOf = (value: JsonObject, key: string): ReadonlyArray<string> =>
  byKey.get(key) ?? (value["deleted"] === true ? deleted : byObject.get(String(value["object"])) ?? [])

const deleted = ["id", "slug", "external_id"]

const externalAccount = ["external_account_id", "avatar_url"]

const byKey = new Map<string, ReadonlyArray<string>>(Object.entries({
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
  public_organization_data: ["image_url"],
  public_inviter_data: ["profile_image_url", "username", "banned", "deprovisioned"]
}))

const byObject = new Map<string, ReadonlyArray<string>>(Object.entries({
  user: ["timezone", "profile_image_url", "organization_memberships", "requires_password_reset"],
  passkey: ["created_at", "updated_at"],
  external_account: externalAccount,
  google_account: externalAccount,
  facebook_account: externalAccount,
  enterprise_account: ["protocol"],
  organization_membership: ["role_name", "public_user_data"],
  organization: [
    "image_url",
    "members_count",
    "pending_invitations_count",
    "created_by",
    "last_active_at"
  ],
  organization_invitation: ["organization_id", "public_organization_data", "status"],
  oauth_access_token: ["id_token", "token_secret"]
}))
