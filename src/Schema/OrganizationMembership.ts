/**
 * The membership of a user in an organization.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { Organization } from "./Organization.ts"
import { PublicUserData } from "./PublicUserData.ts"
import { list, metadata, nullable, object, text, Timestamp } from "./wire/Fields.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * The membership of a user in an organization.
 *
 * @since 0.1.0
 * @category models
 */
export class OrganizationMembership
  extends Schema.Class<OrganizationMembership>("effect-clerk/OrganizationMembership")(snakeCase({
    id: text,
    object: object("organization_membership"),
    /** Such as `"org:admin"`. */
    role: text,
    roleName: nullable(Schema.String),
    permissions: list(Schema.String),
    publicMetadata: metadata,
    privateMetadata: metadata,
    organization: nullable(Organization),
    publicUserData: nullable(PublicUserData),
    createdAt: nullable(Timestamp),
    updatedAt: nullable(Timestamp)
  }))
{}
