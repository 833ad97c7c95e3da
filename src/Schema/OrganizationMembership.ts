/**
 * The membership of a user in an organization.
 *
 * @since 0.1.0
 */
import { NodeInspectSymbol } from "effect/Inspectable"
import * as Schema from "effect/Schema"
import { OrganizationMembershipId } from "./Ids.ts"
import { Organization } from "./Organization.ts"
import { PublicUserData } from "./PublicUserData.ts"
import { list, metadata, nullable, object, text, Timestamp } from "./wire/Fields.ts"
import { withoutPrivateMetadata } from "./wire/Private.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * The membership of a user in an organization.
 *
 * @since 0.1.0
 * @category models
 */
export class OrganizationMembership
  extends Schema.Class<OrganizationMembership>("effect-clerk/OrganizationMembership")(snakeCase({
    /** The id of the membership, `orgmem_…`. */
    id: OrganizationMembershipId,
    /** The object type, `"organization_membership"`. */
    object: object("organization_membership"),
    /** The key of the role, such as `"org:admin"`. */
    role: text,
    /** The display name of the role; null when Clerk does not send it. */
    roleName: nullable(Schema.String),
    /** The keys of the permissions that the role grants, such as `"org:sys_profile:manage"`. */
    permissions: list(Schema.String),
    /** Metadata that the front end and the back end can read. */
    publicMetadata: metadata,
    /** Metadata that only the back end can read. */
    privateMetadata: metadata,
    /** The organization; null when Clerk does not send it. */
    organization: nullable(Organization),
    /** The public data of the member; null when Clerk does not send it. */
    publicUserData: nullable(PublicUserData),
    /** When it was created; null when Clerk does not say. */
    createdAt: nullable(Timestamp),
    /** When it was last updated; null when Clerk does not say. */
    updatedAt: nullable(Timestamp)
  }))
{
  /** Without private metadata, for `JSON.stringify`. `Schema.encode(OrganizationMembership)` writes all of it. */
  toJSON(): object {
    return withoutPrivateMetadata(this)
  }

  /** Without private metadata, for logs. */
  override toString(): string {
    return `OrganizationMembership(${JSON.stringify(this)})`
  }

  /** Without private metadata, for `console.log` on Node. */
  [NodeInspectSymbol](): object {
    return withoutPrivateMetadata(this)
  }
}
