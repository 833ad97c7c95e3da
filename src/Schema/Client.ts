/**
 * The clients of an instance: browsers and apps with sessions.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { ClientId, SessionId } from "./Ids.ts"
import { Session } from "./Session.ts"
import { list, nullable, object, Timestamp } from "./wire/Fields.ts"
import { Secret } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * A client: a browser or an app, with its sessions.
 *
 * @since 0.1.0
 * @category models
 */
export class Client extends Schema.Class<Client>("effect-clerk/Client")(snakeCase({
  /** The id of the client, `client_…`. */
  id: ClientId,
  /** The object type, `"client"`. */
  object: object("client"),
  /** The ids of the sessions. */
  sessionIds: list(SessionId),
  /** The sessions, with those that are revoked. */
  sessions: list(Session),
  /** The id of the sign-in that was begun; null without one. */
  signInId: nullable(Schema.String),
  /** The id of the sign-up that was begun; null without one. */
  signUpId: nullable(Schema.String),
  /** The id of the session that was last active; null when none was. */
  lastActiveSessionId: nullable(SessionId),
  /** The strategy by which the user last signed in, such as `"oauth_google"`; null when it is unknown. */
  lastAuthenticationStrategy: nullable(Schema.String),
  /** When it was created; null when Clerk does not say. */
  createdAt: nullable(Timestamp),
  /** When it was last updated; null when Clerk does not say. */
  updatedAt: nullable(Timestamp)
})) {}

const clientToken = Schema.Struct(snakeCase({
  /** The token of a session of the client. */
  token: Secret
}))

/**
 * The parameters of `Clients.verify`.
 *
 * @since 0.1.0
 * @category models
 */
export interface ClientToken extends Schema.Schema.Type<typeof clientToken> {}

/**
 * The parameters of `Clients.verify`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const ClientToken: Schema.Schema<ClientToken, typeof clientToken.Encoded> = clientToken
