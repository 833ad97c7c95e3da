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
  /** A user was created. */
  "user.created": User,
  /** A user was updated. */
  "user.updated": User,
  /** A user was deleted. */
  "user.deleted": DeletedObject,
  /** A session was created. */
  "session.created": SessionEventData,
  /** A session ended. */
  "session.ended": SessionEventData,
  /** A session was removed. */
  "session.removed": SessionEventData,
  /** A session was revoked. */
  "session.revoked": SessionEventData,
  /** A session has tasks to complete. */
  "session.pending": SessionEventData,
  /** An organization was created. */
  "organization.created": Organization,
  /** An organization was updated. */
  "organization.updated": Organization,
  /** An organization was deleted. */
  "organization.deleted": DeletedObject,
  /** A domain of an organization was created. */
  "organizationDomain.created": JsonObject,
  /** A domain of an organization was updated. */
  "organizationDomain.updated": JsonObject,
  /** A domain of an organization was deleted. */
  "organizationDomain.deleted": DeletedObject,
  /** A membership was created. */
  "organizationMembership.created": OrganizationMembership,
  /** A membership was updated. */
  "organizationMembership.updated": OrganizationMembership,
  /** A membership was deleted. */
  "organizationMembership.deleted": OrganizationMembership,
  /** An invitation to an organization was created. */
  "organizationInvitation.created": OrganizationInvitation,
  /** An invitation to an organization was revoked. */
  "organizationInvitation.revoked": OrganizationInvitation,
  /** An invitation to an organization was accepted. */
  "organizationInvitation.accepted": OrganizationInvitation,
  /** An e-mail was created. */
  "email.created": JsonObject,
  /** A text message was created. */
  "sms.created": JsonObject,
  /** A role was created. */
  "role.created": JsonObject,
  /** A role was updated. */
  "role.updated": JsonObject,
  /** A role was deleted. */
  "role.deleted": DeletedObject,
  /** A permission was created. */
  "permission.created": JsonObject,
  /** A permission was updated. */
  "permission.updated": JsonObject,
  /** A permission was deleted. */
  "permission.deleted": DeletedObject,
  /** An entry of the waitlist was created. */
  "waitlistEntry.created": JsonObject,
  /** An entry of the waitlist was updated. */
  "waitlistEntry.updated": JsonObject,
  /** An attempt of a payment was created. */
  "paymentAttempt.created": JsonObject,
  /** An attempt of a payment was updated. */
  "paymentAttempt.updated": JsonObject,
  /** A subscription was created. */
  "subscription.created": JsonObject,
  /** A subscription was updated. */
  "subscription.updated": JsonObject,
  /** A subscription became active. */
  "subscription.active": JsonObject,
  /** A subscription is past due. */
  "subscription.pastDue": JsonObject,
  /** An item of a subscription was created. */
  "subscriptionItem.created": JsonObject,
  /** An item of a subscription was updated. */
  "subscriptionItem.updated": JsonObject,
  /** An item of a subscription became active. */
  "subscriptionItem.active": JsonObject,
  /** An item of a subscription was canceled. */
  "subscriptionItem.canceled": JsonObject,
  /** An item of a subscription will begin. */
  "subscriptionItem.upcoming": JsonObject,
  /** An item of a subscription ended. */
  "subscriptionItem.ended": JsonObject,
  /** An item of a subscription was abandoned. */
  "subscriptionItem.abandoned": JsonObject,
  /** An item of a subscription is incomplete. */
  "subscriptionItem.incomplete": JsonObject,
  /** An item of a subscription is past due. */
  "subscriptionItem.pastDue": JsonObject,
  /** An item of a subscription has a free trial that ends soon. */
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

/**
 * An event as Clerk sends it.
 *
 * @since 0.1.0
 * @category models
 */
export type WebhookEventEncoded =
  | {
    readonly [Type in EventType]: {
      /** The type of the event. */
      readonly type: Type
      /** The object that changed, with Clerk's own names. */
      readonly data: Schema.Schema.Encoded<(typeof dataSchemas)[Type]>
    }
  }[EventType]
  | {
    /** A type that this library does not know. */
    readonly type: string
    /** The object that changed, with Clerk's own names. */
    readonly data: JsonObject
  }

/**
 * Whether a type of event is one that this library knows.
 *
 * @since 0.1.0
 * @category guards
 */
export const isKnownType = (type: string): type is EventType => Object.hasOwn(dataSchemas, type)

const union = () =>
  Schema.Union(
    ...Object.entries(dataSchemas).map(([type, data]) => Schema.Struct({ type: Schema.Literal(type), data })),
    Schema.transform(
      Schema.Struct({
        type: Schema.String.pipe(
          Schema.filter((type) => !isKnownType(type), {
            arbitrary: () => (fc) => fc.string().map((name) => `unknown.${name}`)
          })
        ),
        data: JsonObject
      }),
      Schema.Struct({ type: Schema.Literal("unknown"), name: Schema.String, data: JsonObject }),
      {
        strict: true,
        decode: ({ data, type }) => ({ type: "unknown", name: type, data }) as const,
        encode: ({ data, name }) => ({ type: name, data })
      }
    )
  )

/**
 * The schema of all events: one member for each type of `dataSchemas`, and one for all other types. It decodes the `type` and the `data` of
 * the body that Clerk sends, and fails where `data` cannot be decoded, while `Webhook.verify` leaves such optional fields out.
 *
 * @since 0.1.0
 * @category schemas
 */
export const WebhookEvent: Schema.Schema<WebhookEvent, WebhookEventEncoded> = union() as never
