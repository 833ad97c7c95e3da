/**
 * The invitation of a user to an organization.
 *
 * @since 0.1.0
 */
import { NodeInspectSymbol } from "effect/Inspectable"
import * as Schema from "effect/Schema"
import { OrganizationId, OrganizationInvitationId } from "./Ids.ts"
import { PublicUserData } from "./PublicUserData.ts"
import { flag, metadata, nullable, object, openEnum, text, Timestamp } from "./wire/Fields.ts"
import { withoutPrivateMetadata } from "./wire/Private.ts"
import { limit, offset } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * The status of an invitation.
 *
 * @since 0.1.0
 * @category schemas
 */
export const OrganizationInvitationStatus = openEnum("pending", "accepted", "revoked", "expired")

/**
 * The public data of an organization.
 *
 * @since 0.1.0
 * @category models
 */
export class PublicOrganizationData
  extends Schema.Class<PublicOrganizationData>("effect-clerk/PublicOrganizationData")(snakeCase({
    /** The id of the organization, `org_…`. */
    id: OrganizationId,
    /** The name of the organization. */
    name: text,
    /** The slug of the organization in URLs; null when slugs are disabled on the instance. */
    slug: nullable(Schema.String),
    /** The URL of the logo or of a generated image; null when Clerk does not send it. */
    imageUrl: nullable(Schema.String),
    /** Whether the organization has a logo of its own. */
    hasImage: flag
  }))
{}

/**
 * The invitation of a user to an organization.
 *
 * @since 0.1.0
 * @category models
 */
export class OrganizationInvitation
  extends Schema.Class<OrganizationInvitation>("effect-clerk/OrganizationInvitation")(snakeCase({
    /** The id of the invitation, `orginv_…`. */
    id: OrganizationInvitationId,
    /** The object type, `"organization_invitation"`. */
    object: object("organization_invitation"),
    /** The e-mail address that the invitation was sent to. */
    emailAddress: text,
    /** The key of the role that the invitation grants, such as `"org:member"`. */
    role: text,
    /** The display name of the role; null when Clerk does not send it. */
    roleName: nullable(Schema.String),
    /** The id of the organization, `org_…`; null when Clerk does not send it. */
    organizationId: nullable(OrganizationId),
    /** The public data of the organization; null when Clerk does not send it. */
    publicOrganizationData: nullable(PublicOrganizationData),
    /** The id of the user who sent the invitation; null when Clerk does not send it. */
    inviterId: nullable(Schema.String),
    /** The public data of the user who sent the invitation; null when Clerk does not send it. */
    publicInviterData: nullable(PublicUserData),
    /** The status of the invitation; null when Clerk does not send it. */
    status: nullable(OrganizationInvitationStatus),
    /** Metadata that the front end and the back end can read. */
    publicMetadata: metadata,
    /** Metadata that only the back end can read. */
    privateMetadata: metadata,
    /** The URL where the user accepts the invitation; null when Clerk does not send it. */
    url: nullable(Schema.String),
    /** When the invitation expires; null when it does not. */
    expiresAt: nullable(Timestamp),
    /** When it was created; null when Clerk does not say. */
    createdAt: nullable(Timestamp),
    /** When it was last updated; null when Clerk does not say. */
    updatedAt: nullable(Timestamp)
  }))
{
  /** Without private metadata, for `JSON.stringify`. `Schema.encode(OrganizationInvitation)` writes all of it. */
  toJSON(): object {
    return withoutPrivateMetadata(this)
  }

  /** Without private metadata, for logs. */
  override toString(): string {
    return `OrganizationInvitation(${JSON.stringify(this)})`
  }

  /** Without private metadata, for `console.log` on Node. */
  [NodeInspectSymbol](): object {
    return withoutPrivateMetadata(this)
  }
}

const invitationFilters = Schema.Struct({
  /** The maximum number of invitations in the page, 1 to 500; 10 by default. */
  limit,
  /** The number of invitations to skip; 0 by default. */
  offset,
  /** The status of the invitations; every status by default. */
  status: Schema.optional(OrganizationInvitationStatus)
})

/**
 * The filter and the page of `Users.getOrganizationInvitations`.
 *
 * @since 0.1.0
 * @category models
 */
export interface InvitationFilters extends Schema.Schema.Type<typeof invitationFilters> {}

/**
 * The filter and the page of `Users.getOrganizationInvitations`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const InvitationFilters: Schema.Schema<InvitationFilters, typeof invitationFilters.Encoded> = invitationFilters
