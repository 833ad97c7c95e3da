/**
 * The bodies of `OrganizationInvitations.create`, `OrganizationInvitations.bulkCreate` and `OrganizationInvitations.revoke`.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { Metadata } from "./wire/Metadata.ts"
import { clearable, listBody } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * The most invitations that one request can create.
 *
 * @since 0.1.0
 * @category constants
 */
export const maxInvitations = 10

const newOrganizationInvitation = Schema.Struct(snakeCase({
  /** The e-mail address to invite. */
  emailAddress: Schema.NonEmptyString,
  /** The key of the role that the invitation grants, such as `"org:member"`. */
  role: Schema.NonEmptyString,
  /** The id of the user who invites, who must be allowed to manage the members of the organization. */
  inviterUserId: clearable(Schema.String),
  /** The URL to which the link in the e-mail leads after the invitation is accepted. */
  redirectUrl: clearable(Schema.String),
  /** How many days the invitation is valid, 1 to 365; 30 by default. */
  expiresInDays: clearable(Schema.Int.pipe(Schema.between(1, 365))),
  /** Whether an e-mail is sent; `true` by default. */
  notify: clearable(Schema.Boolean),
  /** Metadata of the later membership that the front end and the back end can read, at most 8 KB. */
  publicMetadata: clearable(Metadata),
  /** Metadata of the later membership that only the back end can read, at most 8 KB. */
  privateMetadata: clearable(Metadata)
}))

/**
 * The body of `OrganizationInvitations.create`, and one item of `OrganizationInvitations.bulkCreate`.
 *
 * @since 0.1.0
 * @category models
 */
export interface NewOrganizationInvitation extends Schema.Schema.Type<typeof newOrganizationInvitation> {}

/**
 * The body of `OrganizationInvitations.create`, and one item of `OrganizationInvitations.bulkCreate`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const NewOrganizationInvitation: Schema.Schema<
  NewOrganizationInvitation,
  typeof newOrganizationInvitation.Encoded
> = newOrganizationInvitation

const many = Schema.Array(NewOrganizationInvitation).pipe(
  Schema.filter(
    ({ length }) =>
      length >= 1 && length <= maxInvitations || `Expected 1 to ${maxInvitations} invitations, got ${length}`,
    { arbitrary: () => (fc) => fc.constant([{ emailAddress: "ada@example.com", role: "org:member" }]) }
  )
)

/**
 * The parameters of `OrganizationInvitations.bulkCreate`.
 *
 * @since 0.1.0
 * @category models
 */
export interface NewOrganizationInvitations {
  /** The invitations, 1 to 10. */
  readonly invitations: ReadonlyArray<NewOrganizationInvitation>
}

/**
 * The body of `OrganizationInvitations.bulkCreate`, which is the list itself.
 *
 * @since 0.1.0
 * @category schemas
 */
export const NewOrganizationInvitations: Schema.Schema<NewOrganizationInvitations, typeof many.Encoded> = listBody(
  "invitations",
  many
)

const organizationInvitationRevocation = Schema.Struct(snakeCase({
  /** The id of the user who revokes it, who must be allowed to manage the members of the organization. */
  requestingUserId: clearable(Schema.String)
}))

/**
 * The body of `OrganizationInvitations.revoke`.
 *
 * @since 0.1.0
 * @category models
 */
export interface OrganizationInvitationRevocation extends Schema.Schema.Type<typeof organizationInvitationRevocation> {}

/**
 * The body of `OrganizationInvitations.revoke`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const OrganizationInvitationRevocation: Schema.Schema<
  OrganizationInvitationRevocation,
  typeof organizationInvitationRevocation.Encoded
> = organizationInvitationRevocation
