/**
 * An organization.
 *
 * @since 0.1.0
 */
import { NodeInspectSymbol } from "effect/Inspectable"
import * as Schema from "effect/Schema"
import { OrganizationId } from "./Ids.ts"
import { count, flag, metadata, nullable, object, text, Timestamp } from "./wire/Fields.ts"
import { withoutPrivateMetadata } from "./wire/Private.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * An organization.
 *
 * @since 0.1.0
 * @category models
 */
export class Organization extends Schema.Class<Organization>("effect-clerk/Organization")(snakeCase({
  /** The id of the organization, `org_…`. */
  id: OrganizationId,
  /** The object type, `"organization"`. */
  object: object("organization"),
  /** The name of the organization. */
  name: text,
  /** The slug of the organization in URLs; null when slugs are disabled on the instance. */
  slug: nullable(Schema.String),
  /** The URL of the logo or of a generated image; null when Clerk does not send it. */
  imageUrl: nullable(Schema.String),
  /**
   * The URL of the logo after `Organizations.uploadLogo`; null when Clerk does not send it.
   *
   * @deprecated by Clerk: use `imageUrl`.
   */
  logoUrl: nullable(Schema.String),
  /** Whether the organization has a logo of its own. */
  hasImage: flag,
  /** The number of members; null when Clerk does not send it. */
  membersCount: nullable(Schema.Number),
  /** The number of pending invitations; null when Clerk does not send it. */
  pendingInvitationsCount: nullable(Schema.Number),
  /** The maximum number of members; 0 means unlimited. */
  maxAllowedMemberships: count,
  /** Whether an administrator may delete the organization. */
  adminDeleteEnabled: flag,
  /** Whether the organization has no member with elevated permissions. */
  missingMemberWithElevatedPermissions: flag,
  /** The key of the role set of the organization; null when it has none. */
  roleSetKey: nullable(Schema.String),
  /** The id of the user who created the organization; null when Clerk does not send it. */
  createdBy: nullable(Schema.String),
  /** Metadata that the front end and the back end can read. */
  publicMetadata: metadata,
  /** Metadata that only the back end can read. */
  privateMetadata: metadata,
  /** When the organization was last active; null when Clerk does not say. */
  lastActiveAt: nullable(Timestamp),
  /** When it was created; null when Clerk does not say. */
  createdAt: nullable(Timestamp),
  /** When it was last updated; null when Clerk does not say. */
  updatedAt: nullable(Timestamp)
})) {
  /** Without private metadata, for `JSON.stringify`. `Schema.encode(Organization)` writes all of it. */
  toJSON(): object {
    return withoutPrivateMetadata(this)
  }

  /** Without private metadata, for logs. */
  override toString(): string {
    return `Organization(${JSON.stringify(this)})`
  }

  /** Without private metadata, for `console.log` on Node. */
  [NodeInspectSymbol](): object {
    return withoutPrivateMetadata(this)
  }
}
