/**
 * The invitations to an application.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { InvitationId } from "./Ids.ts"
import { flag, metadata, nullable, object, openEnum, text, Timestamp } from "./wire/Fields.ts"
import { Metadata } from "./wire/Metadata.ts"
import { clearable, items, limit, listBody, offset, queryText, wholeNumber } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

const Status = openEnum("pending", "accepted", "revoked", "expired")

/**
 * The invitation of an e-mail address to sign up.
 *
 * @since 0.1.0
 * @category models
 */
export class Invitation extends Schema.Class<Invitation>("effect-clerk/Invitation")(snakeCase({
  /** The id of the invitation, `inv_…`. */
  id: InvitationId,
  /** The object type, `"invitation"`. */
  object: object("invitation"),
  /** The e-mail address that is invited. */
  emailAddress: text,
  /** The public metadata of the user who signs up with the invitation. */
  publicMetadata: metadata,
  /** Whether the invitation was revoked. */
  revoked: flag,
  /** The status; null when Clerk does not send it. */
  status: nullable(Status),
  /** The URL where the user accepts the invitation; null when Clerk does not send it. */
  url: nullable(Schema.String),
  /** When the invitation expires; null when Clerk does not say. */
  expiresAt: nullable(Timestamp),
  /** When it was created; null when Clerk does not say. */
  createdAt: nullable(Timestamp),
  /** When it was last updated; null when Clerk does not say. */
  updatedAt: nullable(Timestamp)
})) {}

const filters = snakeCase({
  /** The status of the invitations; by default every status but `"revoked"`. */
  status: Schema.optional(Status),
  /** Part of an e-mail address or of an id. */
  query: queryText,
  /** The field to order by, with `-` in front of it for descending; `-created_at` by default. */
  orderBy: Schema.optional(Schema.TemplateLiteral(
    Schema.Literal("", "+", "-"),
    Schema.Literal("created_at", "email_address", "expires_at")
  ))
})

const listFilters = Schema.Struct({ ...filters, limit, offset })

/**
 * The filters and the order of `Invitations.stream`.
 *
 * @since 0.1.0
 * @category models
 */
export interface InvitationStreamFilters extends Schema.Struct.Type<typeof filters> {}

/**
 * The filters, the order and the page of `Invitations.list`.
 *
 * @since 0.1.0
 * @category models
 */
export interface InvitationListFilters extends InvitationStreamFilters {
  /** The maximum number of invitations in the page, 1 to 500; 10 by default. */
  readonly limit?: number | undefined
  /** The number of invitations to skip; 0 by default. */
  readonly offset?: number | undefined
}

/**
 * The filters, the order and the page of `Invitations.list`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const InvitationListFilters: Schema.Schema<InvitationListFilters, typeof listFilters.Encoded> = listFilters

const newInvitation = Schema.Struct(snakeCase({
  /** The e-mail address to invite. */
  emailAddress: Schema.NonEmptyString,
  /** The public metadata of the user who signs up with the invitation, at most 8 KB. */
  publicMetadata: Schema.optional(Metadata),
  /** Where the user is sent from the link of the e-mail; only for sign-up pages of your own. */
  redirectUrl: Schema.optional(Schema.String),
  /** Whether an e-mail is sent; `true` by default. */
  notify: clearable(Schema.Boolean),
  /** `true` creates the invitation although the e-mail address has a pending one, or belongs to a user; `false` by default. */
  ignoreExisting: clearable(Schema.Boolean),
  /** The days until the invitation expires, 1 to 365; 30 by default. */
  expiresInDays: clearable(wholeNumber(1, 365)),
  /** The template of the e-mail; `"invitation"` by default. */
  templateSlug: Schema.optional(openEnum("invitation", "waitlist_invitation"))
}))

/**
 * The parameters of `Invitations.create`.
 *
 * @since 0.1.0
 * @category models
 */
export interface NewInvitation extends Schema.Schema.Type<typeof newInvitation> {}

/**
 * The parameters of `Invitations.create`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const NewInvitation: Schema.Schema<NewInvitation, typeof newInvitation.Encoded> = newInvitation

/**
 * The parameters of `Invitations.createBulk`.
 *
 * @since 0.1.0
 * @category models
 */
export interface NewInvitations {
  /** The invitations, 1 to 10. */
  readonly invitations: ReadonlyArray<NewInvitation>
}

/**
 * The parameters of `Invitations.createBulk`, which are sent as a list.
 *
 * @since 0.1.0
 * @category schemas
 */
export const NewInvitations: Schema.Schema<NewInvitations, ReadonlyArray<typeof newInvitation.Encoded>> = listBody(
  "invitations",
  items(NewInvitation, 10)
)
