/**
 * The bodies of `Organizations.create`, `Organizations.update`, `Organizations.updateMetadata` and `Organizations.replaceMetadata`.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { Metadata, MetadataPatch } from "./wire/Metadata.ts"
import { clearable, IsoTime } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/** Clerk counts 256 characters. */
const Name = Schema.NonEmptyString.pipe(Schema.maxLength(256))

const newOrganization = Schema.Struct(snakeCase({
  /** The name, of 1 to 256 characters, without URLs and HTML. */
  name: Name,
  /** The id of the user who becomes the administrator of the organization. */
  createdBy: clearable(Schema.String),
  /** The slug, unique in the instance: lower-case letters, digits and `-`. Only for instances with slugs. */
  slug: clearable(Schema.String),
  /** The maximum number of members, with pending invitations; 0 means unlimited. */
  maxAllowedMemberships: clearable(Schema.NonNegativeInt),
  /** The key of the role set of the organization. */
  roleSetKey: clearable(Schema.String),
  /** Metadata that the front end and the back end can read, at most 8 KB. */
  publicMetadata: clearable(Metadata),
  /** Metadata that only the back end can read, at most 8 KB. */
  privateMetadata: clearable(Metadata),
  /** When the organization was created, for organizations that come from another system. */
  createdAt: clearable(IsoTime)
}))

/**
 * The body of `Organizations.create`.
 *
 * @since 0.1.0
 * @category models
 */
export interface NewOrganization extends Schema.Schema.Type<typeof newOrganization> {}

/**
 * The body of `Organizations.create`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const NewOrganization: Schema.Schema<NewOrganization, typeof newOrganization.Encoded> = newOrganization

const organizationFields = snakeCase({
  /** The name, of 1 to 256 characters, without URLs and HTML. */
  name: clearable(Name),
  /** The slug, unique in the instance: lower-case letters, digits and `-`. */
  slug: clearable(Schema.String),
  /** The maximum number of members, with pending invitations; 0 means unlimited. */
  maxAllowedMemberships: clearable(Schema.NonNegativeInt),
  /** Whether an administrator may delete the organization in the front end. */
  adminDeleteEnabled: clearable(Schema.Boolean),
  /** The key of the role set of the organization. */
  roleSetKey: clearable(Schema.String),
  /** When the organization was created, for organizations that come from another system. */
  createdAt: clearable(IsoTime)
})

const organizationChanges = Schema.Struct(organizationFields)

/**
 * The body of `Organizations.update`. Omitted fields are not changed.
 *
 * @since 0.1.0
 * @category models
 */
export interface OrganizationChanges extends Schema.Struct.Type<typeof organizationFields> {
  /** Refused: use `Organizations.updateMetadata` to merge public metadata, or `Organizations.replaceMetadata` to replace it. */
  readonly publicMetadata?: never
  /** Refused: use `Organizations.updateMetadata` to merge private metadata, or `Organizations.replaceMetadata` to replace it. */
  readonly privateMetadata?: never
}

/**
 * The body of `Organizations.update`. Omitted fields are not changed.
 *
 * @since 0.1.0
 * @category schemas
 */
export const OrganizationChanges: Schema.Schema<OrganizationChanges, typeof organizationChanges.Encoded> =
  organizationChanges

const organizationMetadataChanges = Schema.Struct(snakeCase({
  /** Changes of the metadata that the front end and the back end can read, at most 8 KB without the keys that are `null`. */
  publicMetadata: Schema.optional(MetadataPatch),
  /** Changes of the metadata that only the back end can read, at most 8 KB without the keys that are `null`. */
  privateMetadata: Schema.optional(MetadataPatch)
}))

/**
 * The body of `Organizations.updateMetadata` and `OrganizationMemberships.updateMetadata`. Omitted metadata is not changed, given metadata is
 * merged deeply, `null` removes a key.
 *
 * @since 0.1.0
 * @category models
 */
export interface OrganizationMetadataChanges extends Schema.Schema.Type<typeof organizationMetadataChanges> {}

/**
 * The body of `Organizations.updateMetadata` and `OrganizationMemberships.updateMetadata`. Omitted metadata is not changed, given metadata is
 * merged deeply, `null` removes a key.
 *
 * @since 0.1.0
 * @category schemas
 */
export const OrganizationMetadataChanges: Schema.Schema<
  OrganizationMetadataChanges,
  typeof organizationMetadataChanges.Encoded
> = organizationMetadataChanges

const newOrganizationMetadata = Schema.Struct(snakeCase({
  /** Metadata that the front end and the back end can read, at most 8 KB; `{}` clears it. */
  publicMetadata: clearable(Metadata),
  /** Metadata that only the back end can read, at most 8 KB; `{}` clears it. */
  privateMetadata: clearable(Metadata)
}))

/**
 * The body of `Organizations.replaceMetadata`. Omitted metadata is not changed, given metadata takes the place of all of its kind.
 *
 * @since 0.1.0
 * @category models
 */
export interface NewOrganizationMetadata extends Schema.Schema.Type<typeof newOrganizationMetadata> {}

/**
 * The body of `Organizations.replaceMetadata`. Omitted metadata is not changed, given metadata takes the place of all of its kind.
 *
 * @since 0.1.0
 * @category schemas
 */
export const NewOrganizationMetadata: Schema.Schema<NewOrganizationMetadata, typeof newOrganizationMetadata.Encoded> =
  newOrganizationMetadata
