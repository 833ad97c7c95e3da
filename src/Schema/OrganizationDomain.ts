/**
 * The domains of organizations.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { OrganizationDomainId, OrganizationId } from "./Ids.ts"
import { PublicOrganizationData } from "./OrganizationInvitation.ts"
import { count, nullable, object, openEnum, text, Timestamp } from "./wire/Fields.ts"
import { clearable } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * How users with an e-mail address of the domain get into the organization: only by an invitation, by one that they get automatically, by a
 * suggestion that they get automatically, or by signing in with the organization's own connection.
 *
 * @since 0.1.0
 * @category schemas
 */
export const EnrollmentMode = openEnum(
  "manual_invitation",
  "automatic_invitation",
  "automatic_suggestion",
  "enterprise_sso"
)

/**
 * How a domain was verified.
 *
 * @since 0.1.0
 * @category models
 */
export class OrganizationDomainVerification
  extends Schema.Class<OrganizationDomainVerification>("effect-clerk/OrganizationDomainVerification")(snakeCase({
    /** The status, such as `"verified"`; null when Clerk does not send it. */
    status: nullable(openEnum("unverified", "verified", "failed", "expired")),
    /** The name of the strategy, such as `"affiliation_email_code"`. */
    strategy: text,
    /** The number of attempts; null when Clerk does not say. */
    attempts: nullable(Schema.Number),
    /** When the verification expires; null when it does not. */
    expireAt: nullable(Timestamp),
    /** When the ownership was verified; null before, and for an affiliation. */
    verifiedAt: nullable(Timestamp)
  }))
{}

/**
 * A domain of an organization.
 *
 * @since 0.1.0
 * @category models
 */
export class OrganizationDomain extends Schema.Class<OrganizationDomain>("effect-clerk/OrganizationDomain")(snakeCase({
  /** The id of the domain, `orgdmn_…`. */
  id: OrganizationDomainId,
  /** The object type, `"organization_domain"`. */
  object: object("organization_domain"),
  /** The id of the organization, `org_…`; null when Clerk does not send it. */
  organizationId: nullable(OrganizationId),
  /** The name of the domain, such as `"example.com"`. */
  name: text,
  /** How users of the domain get into the organization; null when Clerk does not send it. */
  enrollmentMode: nullable(EnrollmentMode),
  /** The e-mail address by which the affiliation was verified; null when it was not by e-mail. */
  affiliationEmailAddress: nullable(Schema.String),
  /** How it was verified that the organization uses the domain; null when it was not. */
  affiliationVerification: nullable(OrganizationDomainVerification),
  /** How it was verified that the organization owns the domain; null before an attempt. */
  ownershipVerification: nullable(OrganizationDomainVerification),
  /**
   * The same as `affiliationVerification`.
   *
   * @deprecated by Clerk: use `affiliationVerification`.
   */
  verification: nullable(OrganizationDomainVerification),
  /** The number of pending invitations that the domain made. */
  totalPendingInvitations: count,
  /** The number of pending suggestions that the domain made. */
  totalPendingSuggestions: count,
  /** The public data of the organization; null when Clerk does not send it. */
  publicOrganizationData: nullable(PublicOrganizationData),
  /** When it was created; null when Clerk does not say. */
  createdAt: nullable(Timestamp),
  /** When it was last updated; null when Clerk does not say. */
  updatedAt: nullable(Timestamp)
})) {}

const newOrganizationDomain = Schema.Struct(snakeCase({
  /** The name of the domain, such as `"example.com"`. */
  name: Schema.NonEmptyString,
  /** How users of the domain get into the organization. */
  enrollmentMode: EnrollmentMode,
  /** Whether the domain is verified; `true` by default. */
  verified: clearable(Schema.Boolean)
}))

/**
 * The body of `OrganizationDomains.create`.
 *
 * @since 0.1.0
 * @category models
 */
export interface NewOrganizationDomain extends Schema.Schema.Type<typeof newOrganizationDomain> {}

/**
 * The body of `OrganizationDomains.create`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const NewOrganizationDomain: Schema.Schema<NewOrganizationDomain, typeof newOrganizationDomain.Encoded> =
  newOrganizationDomain

const organizationDomainChanges = Schema.Struct(snakeCase({
  /** How users of the domain get into the organization. */
  enrollmentMode: clearable(EnrollmentMode),
  /** Whether the domain is verified. */
  verified: clearable(Schema.Boolean)
}))

/**
 * The body of `OrganizationDomains.update`. Omitted fields are not changed.
 *
 * @since 0.1.0
 * @category models
 */
export interface OrganizationDomainChanges extends Schema.Schema.Type<typeof organizationDomainChanges> {}

/**
 * The body of `OrganizationDomains.update`. Omitted fields are not changed.
 *
 * @since 0.1.0
 * @category schemas
 */
export const OrganizationDomainChanges: Schema.Schema<
  OrganizationDomainChanges,
  typeof organizationDomainChanges.Encoded
> = organizationDomainChanges
