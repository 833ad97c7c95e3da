/**
 * The sessions of users, and their tokens.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { ClientId, OrganizationId, SessionId, UserId } from "./Ids.ts"
import { flag, list, nullable, object, openEnum, text, Timestamp } from "./wire/Fields.ts"
import { JsonObject } from "./wire/Json.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * The device and the place of the latest activity of a session.
 *
 * @since 0.1.0
 * @category models
 */
export class SessionActivity extends Schema.Class<SessionActivity>("effect-clerk/SessionActivity")(snakeCase({
  /** The id of the activity, `sess_activity_…`. */
  id: text,
  /** The object type, `"session_activity"`. */
  object: object("session_activity"),
  /** The type of the device, such as `"Macintosh"`; null when it is unknown. */
  deviceType: nullable(Schema.String),
  /** Whether the device is a phone or a tablet. */
  isMobile: flag,
  /** The name of the browser; null when it is unknown. */
  browserName: nullable(Schema.String),
  /** The version of the browser; null when it is unknown. */
  browserVersion: nullable(Schema.String),
  /** The IP address; null when it is unknown. */
  ipAddress: nullable(Schema.String),
  /** The city; null when it is unknown. */
  city: nullable(Schema.String),
  /** The country; null when it is unknown. */
  country: nullable(Schema.String)
})) {}

/**
 * A task that the user must complete before the session becomes active.
 *
 * @since 0.1.0
 * @category models
 */
export class SessionTask extends Schema.Class<SessionTask>("effect-clerk/SessionTask")(snakeCase({
  /** What is to be done. */
  key: openEnum("choose-organization", "reset-password", "setup-mfa")
})) {}

/**
 * A session of a user on a client. It is active, or pending while the user has tasks to complete, until it expires or ends.
 *
 * @since 0.1.0
 * @category models
 */
export class Session extends Schema.Class<Session>("effect-clerk/Session")(snakeCase({
  /** The id of the session, `sess_…`. */
  id: SessionId,
  /** The object type, `"session"`. */
  object: object("session"),
  /** The id of the user, `user_…`. */
  userId: UserId,
  /** The id of the client, `client_…`; null when Clerk does not send it. */
  clientId: nullable(ClientId),
  /** The actor, which impersonates the user, as the claim `act` of its tokens; null when the user acts. */
  actor: nullable(JsonObject),
  /** The status; null when Clerk does not send it. */
  status: nullable(
    openEnum("active", "pending", "revoked", "ended", "expired", "removed", "abandoned", "replaced")
  ),
  /** The id of the organization that was last active, `org_…`; null when none was. */
  lastActiveOrganizationId: nullable(OrganizationId),
  /** The latest activity; null when it is unknown. */
  latestActivity: nullable(SessionActivity),
  /** The tasks that the user must complete while the session is pending. */
  tasks: list(SessionTask),
  /** When the session was last active; null when Clerk does not say. */
  lastActiveAt: nullable(Timestamp),
  /** When the session expires; null when Clerk does not say. */
  expireAt: nullable(Timestamp),
  /** When the session counts as abandoned; null when Clerk does not say. */
  abandonAt: nullable(Timestamp),
  /** When it was created; null when Clerk does not say. */
  createdAt: nullable(Timestamp),
  /** When it was last updated; null when Clerk does not say. */
  updatedAt: nullable(Timestamp)
})) {
  /** Whether the user is signed in: the session is active, or pending. */
  get isSignedIn(): boolean {
    return this.status === "active" || this.status === "pending"
  }
}

/**
 * A token of a session. It is redacted: `Redacted.value` reads it.
 *
 * @since 0.1.0
 * @category models
 */
export class SessionJwt extends Schema.Class<SessionJwt>("effect-clerk/SessionJwt")(snakeCase({
  /** The object type, `"token"`. */
  object: object("token"),
  /** The token, a JWT. */
  jwt: Schema.Redacted(Schema.String)
})) {}

/**
 * A refreshed session: a new token, or cookies with it. Both are redacted: `Redacted.value` reads them.
 *
 * @since 0.1.0
 * @category models
 */
export class RefreshedSession extends Schema.Class<RefreshedSession>("effect-clerk/RefreshedSession")(snakeCase({
  /** What Clerk sent: `"token"` with `jwt`, or `"cookies"` with `cookies`. */
  object: openEnum("token", "cookies"),
  /** The token, a JWT; null with cookies. */
  jwt: nullable(Schema.Redacted(Schema.String)),
  /** The values of `Set-Cookie` headers; empty with a token. */
  cookies: list(Schema.Redacted(Schema.String))
})) {}
