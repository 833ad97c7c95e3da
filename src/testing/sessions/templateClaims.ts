/**
 * The claims of a JWT template for a user: shortcodes such as `{{user.first_name}}` are replaced by what they name.
 */
import type { OrganizationMembership } from "../../Schema/OrganizationMembership.ts"
import type { Session } from "../../Schema/Session.ts"
import type { User } from "../../Schema/User.ts"
import { isJsonObject, type JsonObject } from "../../Schema/wire/Json.ts"

/** What shortcodes can name. */
export const contextOf = (user: User, session: Session, membership: OrganizationMembership | undefined): JsonObject => {
  const { organization, role } = membership ?? {}
  const fullName = [user.firstName, user.lastName].filter((name) => name !== null && name !== "").join(" ")
  return {
    user: {
      id: user.id,
      external_id: user.externalId,
      first_name: user.firstName,
      last_name: user.lastName,
      full_name: fullName === "" ? null : fullName,
      username: user.username,
      image_url: user.imageUrl,
      two_factor_enabled: user.twoFactorEnabled,
      primary_email_address: user.primaryEmailAddress?.emailAddress ?? null,
      primary_phone_number: user.primaryPhoneNumber?.phoneNumber ?? null,
      public_metadata: user.publicMetadata,
      unsafe_metadata: user.unsafeMetadata,
      created_at: user.createdAt?.epochMillis ?? null,
      updated_at: user.updatedAt?.epochMillis ?? null
    },
    org: organization == null ? {} : {
      id: organization.id,
      name: organization.name,
      slug: organization.slug,
      role,
      image_url: organization.imageUrl,
      public_metadata: organization.publicMetadata
    },
    session: { id: session.id, actor: session.actor }
  }
}

/** A shortcode alone becomes what it names, with its type, or null; within a text it becomes text. */
export const resolve = (claims: unknown, context: JsonObject): unknown =>
  typeof claims === "string"
    ? resolveText(claims, context)
    : Array.isArray(claims)
    ? claims.map((item) => resolve(item, context))
    : isJsonObject(claims)
    ? Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, resolve(value, context)]))
    : claims

const resolveText = (text: string, context: JsonObject): unknown => {
  const alone = /^\{\{\s*([\w.]+)\s*\}\}$/.exec(text)?.[1]
  return alone === undefined
    ? text.replaceAll(/\{\{\s*([\w.]+)\s*\}\}/g, (_, path: string) => String(valueAt(context, path) ?? ""))
    : valueAt(context, alone)
}

const valueAt = (context: unknown, path: string): unknown =>
  path.split(".").reduce(
    (value, name) => isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : null,
    context
  )
