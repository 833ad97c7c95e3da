/**
 * What Clerk tells of by webhooks: an event has a type and the data of the object that changed.
 *
 * Events are delivered at least once, in any order, and again for days until they are accepted. Clerk adds types without notice: a new
 * one is an `UnknownEvent`, not an error.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { DeletedObject } from "./Schema/DeletedObject.ts"
import { Organization } from "./Schema/Organization.ts"
import { OrganizationInvitation } from "./Schema/OrganizationInvitation.ts"
import { OrganizationMembership } from "./Schema/OrganizationMembership.ts"
import { User } from "./Schema/User.ts"
import { nullable, openEnum, text, Timestamp } from "./Schema/wire/Fields.ts"
import { JsonObject } from "./Schema/wire/Json.ts"
import { snakeCase } from "./Schema/wire/SnakeCase.ts"

/**
 * A session, as events have it.
 *
 * @since 0.1.0
 * @category models
 */
export class SessionEventData extends Schema.Class<SessionEventData>("effect-clerk/SessionEventData")(snakeCase({
  /** The id of the session, `sess_…`. */
  id: Schema.NonEmptyString,
  /** The id of the user, `user_…`. */
  userId: text,
  /** The id of the client, `client_…`; null when Clerk does not send it. */
  clientId: nullable(Schema.String),
  /** The status. */
  status: openEnum("active", "pending", "ended", "removed", "revoked", "expired", "abandoned", "replaced"),
  /** The id of the organization that was active last; null without one. */
  lastActiveOrganizationId: nullable(Schema.String),
  /** When the session was last active; null when Clerk does not say. */
  lastActiveAt: nullable(Timestamp),
  /** When the session expires; null when Clerk does not say. */
  expireAt: nullable(Timestamp),
  /** When it was created; null when Clerk does not say. */
  createdAt: nullable(Timestamp),
  /** When it was last updated; null when Clerk does not say. */
  updatedAt: nullable(Timestamp)
})) {}

/**
 * The schemas of the data of each type of event. Data that this library has no class for is a JSON object with Clerk's own names.
 *
 * @since 0.1.0
 * @category schemas
 */
export const dataSchemas = {
  "user.created": User,
  "user.updated": User,
  "user.deleted": DeletedObject,
  "session.created": SessionEventData,
  "session.ended": SessionEventData,
  "session.removed": SessionEventData,
  "session.revoked": SessionEventData,
  "session.pending": SessionEventData,
  "organization.created": Organization,
  "organization.updated": Organization,
  "organization.deleted": DeletedObject,
  "organizationDomain.created": JsonObject,
  "organizationDomain.updated": JsonObject,
  "organizationDomain.deleted": DeletedObject,
  "organizationMembership.created": OrganizationMembership,
  "organizationMembership.updated": OrganizationMembership,
  "organizationMembership.deleted": OrganizationMembership,
  "organizationInvitation.created": OrganizationInvitation,
  "organizationInvitation.revoked": OrganizationInvitation,
  "organizationInvitation.accepted": OrganizationInvitation,
  "email.created": JsonObject,
  "sms.created": JsonObject,
  "role.created": JsonObject,
  "role.updated": JsonObject,
  "role.deleted": DeletedObject,
  "permission.created": JsonObject,
  "permission.updated": JsonObject,
  "permission.deleted": DeletedObject,
  "waitlistEntry.created": JsonObject,
  "waitlistEntry.updated": JsonObject,
  "paymentAttempt.created": JsonObject,
  "paymentAttempt.updated": JsonObject,
  "subscription.created": JsonObject,
  "subscription.updated": JsonObject,
  "subscription.active": JsonObject,
  "subscription.pastDue": JsonObject,
  "subscriptionItem.created": JsonObject,
  "subscriptionItem.updated": JsonObject,
  "subscriptionItem.active": JsonObject,
  "subscriptionItem.canceled": JsonObject,
  "subscriptionItem.upcoming": JsonObject,
  "subscriptionItem.ended": JsonObject,
  "subscriptionItem.abandoned": JsonObject,
  "subscriptionItem.incomplete": JsonObject,
  "subscriptionItem.pastDue": JsonObject,
  "subscriptionItem.freeTrialEnding": JsonObject
} as const

/**
 * The types of events that this library knows.
 *
 * @since 0.1.0
 * @category models
 */
export type EventType = keyof typeof dataSchemas

/**
 * The data of a type of event.
 *
 * @since 0.1.0
 * @category type projections
 */
export type EventData<Type extends EventType> = Schema.Schema.Type<(typeof dataSchemas)[Type]>

/**
 * An event of a type that this library does not know.
 *
 * @since 0.1.0
 * @category models
 */
export interface UnknownEvent {
  /** Always `"unknown"`. */
  readonly type: "unknown"
  /** The type that Clerk sent. */
  readonly name: string
  /** The data with Clerk's own names. */
  readonly data: JsonObject
}

/**
 * An event of a type that this library knows.
 *
 * @since 0.1.0
 * @category models
 */
export type KnownEvent = {
  readonly [Type in EventType]: {
    /** The type of the event. */
    readonly type: Type
    /** The object that changed. */
    readonly data: EventData<Type>
  }
}[EventType]

/**
 * An event. Its `type` tells which one it is.
 *
 * @since 0.1.0
 * @category models
 */
export type WebhookEvent = KnownEvent | UnknownEvent
