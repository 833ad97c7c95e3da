/**
 * The invitation of a user to an organization.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { OrganizationId } from "./Ids.ts"
import { PublicUserData } from "./PublicUserData.ts"
import { flag, id, metadata, nullable, object, openEnum, text, Timestamp } from "./wire/Fields.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * The state of an invitation.
 *
 * @since 0.1.0
 * @category schemas
 */
export const OrganizationInvitationStatus = openEnum("pending", "accepted", "revoked", "expired")

/**
 * What anybody may see of an organization.
 *
 * @since 0.1.0
 * @category models
 */
export class PublicOrganizationData
  extends Schema.Class<PublicOrganizationData>("effect-clerk/PublicOrganizationData")(snakeCase({
    id: id(OrganizationId),
    name: text,
    /** Null where the instance has slugs turned off. */
    slug: nullable(Schema.String),
    imageUrl: nullable(Schema.String),
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
    id: text,
    object: object("organization_invitation"),
    emailAddress: text,
    /** Such as `"org:member"`. */
    role: text,
    roleName: nullable(Schema.String),
    organizationId: nullable(OrganizationId),
    publicOrganizationData: nullable(PublicOrganizationData),
    inviterId: nullable(Schema.String),
    publicInviterData: nullable(PublicUserData),
    status: nullable(OrganizationInvitationStatus),
    publicMetadata: metadata,
    privateMetadata: metadata,
    url: nullable(Schema.String),
    expiresAt: nullable(Timestamp),
    createdAt: nullable(Timestamp),
    updatedAt: nullable(Timestamp)
  }))
{}
