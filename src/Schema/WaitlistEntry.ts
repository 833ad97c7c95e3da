/**
 * The entries of the waitlist of an application.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { WaitlistEntryId } from "./Ids.ts"
import { Invitation } from "./Invitation.ts"
import { flag, nullable, object, openEnum, text, Timestamp } from "./wire/Fields.ts"
import { clearable, items, limit, listBody, offset, queryText } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

const Status = openEnum("pending", "invited", "rejected", "completed")

/**
 * An e-mail address on the waitlist.
 *
 * @since 0.1.0
 * @category models
 */
export class WaitlistEntry extends Schema.Class<WaitlistEntry>("effect-clerk/WaitlistEntry")(snakeCase({
  /** The id of the entry. */
  id: WaitlistEntryId,
  /** The object type, `"waitlist_entry"`. */
  object: object("waitlist_entry"),
  /** The e-mail address. */
  emailAddress: text,
  /** The status; null when Clerk does not send it. */
  status: nullable(Status),
  /** Whether Clerk is working on the entry in a batch, so that it cannot be changed. */
  isLocked: flag,
  /** The invitation; null before the entry is invited. */
  invitation: nullable(Invitation),
  /** When it was created; null when Clerk does not say. */
  createdAt: nullable(Timestamp),
  /** When it was last updated; null when Clerk does not say. */
  updatedAt: nullable(Timestamp)
})) {}

const filters = snakeCase({
  /** Part of an e-mail address or of an id. */
  query: queryText,
  /** The status of the entries; every status by default. */
  status: Schema.optional(Status),
  /** The field to order by, with `-` in front of it for descending; `-created_at` by default. */
  orderBy: Schema.optional(Schema.TemplateLiteral(
    Schema.Literal("", "+", "-"),
    Schema.Literal("created_at", "email_address", "invited_at")
  ))
})

const listFilters = Schema.Struct({ ...filters, limit, offset })

/**
 * The filters and the order of `WaitlistEntries.stream`.
 *
 * @since 0.1.0
 * @category models
 */
export interface WaitlistStreamFilters extends Schema.Struct.Type<typeof filters> {}

/**
 * The filters, the order and the page of `WaitlistEntries.list`.
 *
 * @since 0.1.0
 * @category models
 */
export interface WaitlistListFilters extends WaitlistStreamFilters {
  /** The maximum number of entries in the page, 1 to 500; 10 by default. */
  readonly limit?: number | undefined
  /** The number of entries to skip; 0 by default. */
  readonly offset?: number | undefined
}

/**
 * The filters, the order and the page of `WaitlistEntries.list`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const WaitlistListFilters: Schema.Schema<WaitlistListFilters, typeof listFilters.Encoded> = listFilters

const newWaitlistEntry = Schema.Struct(snakeCase({
  /** The e-mail address. */
  emailAddress: Schema.NonEmptyString,
  /** Whether a confirmation is sent to the e-mail address; `true` by default. */
  notify: clearable(Schema.Boolean)
}))

/**
 * The parameters of `WaitlistEntries.create`.
 *
 * @since 0.1.0
 * @category models
 */
export interface NewWaitlistEntry extends Schema.Schema.Type<typeof newWaitlistEntry> {}

/**
 * The parameters of `WaitlistEntries.create`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const NewWaitlistEntry: Schema.Schema<NewWaitlistEntry, typeof newWaitlistEntry.Encoded> = newWaitlistEntry

/**
 * The parameters of `WaitlistEntries.createBulk`.
 *
 * @since 0.1.0
 * @category models
 */
export interface NewWaitlistEntries {
  /** The entries, 1 to 50. */
  readonly entries: ReadonlyArray<NewWaitlistEntry>
}

/**
 * The parameters of `WaitlistEntries.createBulk`, which are sent as a list.
 *
 * @since 0.1.0
 * @category schemas
 */
export const NewWaitlistEntries: Schema.Schema<NewWaitlistEntries, ReadonlyArray<typeof newWaitlistEntry.Encoded>> =
  listBody("entries", items(NewWaitlistEntry, 50))

const waitlistInvite = Schema.Struct(snakeCase({
  /** `true` invites although the e-mail address has a pending invitation, or belongs to a user; `false` by default. */
  ignoreExisting: clearable(Schema.Boolean)
}))

/**
 * The options of `WaitlistEntries.invite`.
 *
 * @since 0.1.0
 * @category models
 */
export interface WaitlistInvite extends Schema.Schema.Type<typeof waitlistInvite> {}

/**
 * The options of `WaitlistEntries.invite`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const WaitlistInvite: Schema.Schema<WaitlistInvite, typeof waitlistInvite.Encoded> = waitlistInvite
