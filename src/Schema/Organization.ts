/**
 * An organization that a user belongs to.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { OrganizationId } from "./Ids.ts"
import { count, flag, id, metadata, nullable, object, text, Timestamp } from "./wire/Fields.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * An organization.
 *
 * @since 0.1.0
 * @category models
 */
export class Organization extends Schema.Class<Organization>("effect-clerk/Organization")(snakeCase({
  id: id(OrganizationId),
  object: object("organization"),
  name: text,
  /** Null where the instance has slugs turned off. */
  slug: nullable(Schema.String),
  imageUrl: nullable(Schema.String),
  hasImage: flag,
  membersCount: nullable(Schema.Number),
  pendingInvitationsCount: nullable(Schema.Number),
  /** 0 means without limit. */
  maxAllowedMemberships: count,
  adminDeleteEnabled: flag,
  missingMemberWithElevatedPermissions: flag,
  roleSetKey: nullable(Schema.String),
  createdBy: nullable(Schema.String),
  publicMetadata: metadata,
  privateMetadata: metadata,
  lastActiveAt: nullable(Timestamp),
  createdAt: nullable(Timestamp),
  updatedAt: nullable(Timestamp)
})) {}
