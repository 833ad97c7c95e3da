/**
 * The bodies of `OrganizationMemberships.create` and `OrganizationMemberships.update`.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { Metadata } from "./wire/Metadata.ts"
import { clearable } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

const newOrganizationMembership = Schema.Struct(snakeCase({
  /** The id of the user who becomes a member. */
  userId: Schema.NonEmptyString,
  /** The key of the role, such as `"org:member"`. */
  role: Schema.NonEmptyString,
  /** Metadata that the front end and the back end can read, at most 8 KB. */
  publicMetadata: clearable(Metadata),
  /** Metadata that only the back end can read, at most 8 KB. */
  privateMetadata: clearable(Metadata)
}))

/**
 * The body of `OrganizationMemberships.create`.
 *
 * @since 0.1.0
 * @category models
 */
export interface NewOrganizationMembership extends Schema.Schema.Type<typeof newOrganizationMembership> {}

/**
 * The body of `OrganizationMemberships.create`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const NewOrganizationMembership: Schema.Schema<
  NewOrganizationMembership,
  typeof newOrganizationMembership.Encoded
> = newOrganizationMembership

const organizationMembershipChanges = Schema.Struct({
  /** The key of the new role, such as `"org:admin"`. */
  role: Schema.NonEmptyString
})

/**
 * The body of `OrganizationMemberships.update`.
 *
 * @since 0.1.0
 * @category models
 */
export interface OrganizationMembershipChanges extends Schema.Schema.Type<typeof organizationMembershipChanges> {}

/**
 * The body of `OrganizationMemberships.update`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const OrganizationMembershipChanges: Schema.Schema<OrganizationMembershipChanges> = organizationMembershipChanges
