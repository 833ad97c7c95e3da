/**
 * Actor tokens, with which one person acts as a user.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { ActorTokenId, UserId } from "./Ids.ts"
import { metadata, nullable, object, openEnum, Timestamp, withDefault } from "./wire/Fields.ts"
import { JsonObject, jsonObjects } from "./wire/Json.ts"
import { wholeNumber } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * An actor token. Its secrets are redacted: `Redacted.value` reads them.
 *
 * @since 0.1.0
 * @category models
 */
export class ActorToken extends Schema.Class<ActorToken>("effect-clerk/ActorToken")(snakeCase({
  /** The id of the token, for `ActorTokens.revoke`. */
  id: ActorTokenId,
  /** The object type, `"actor_token"`. */
  object: object("actor_token"),
  /** The status: `"pending"` until it is used or revoked. */
  status: withDefault(openEnum("pending", "accepted", "revoked"), () => ""),
  /** The id of the user that the actor impersonates; null when Clerk does not send it. */
  userId: nullable(UserId),
  /** The actor, which impersonates the user: `sub` is its id. It becomes the claim `act` of the session tokens. */
  actor: metadata,
  /** The address that accepts the token, which it contains; null when Clerk does not send it. */
  url: nullable(Schema.Redacted(Schema.String)),
  /** When it was created; null when Clerk does not say. */
  createdAt: nullable(Timestamp),
  /** When it was last updated; null when Clerk does not say. */
  updatedAt: nullable(Timestamp),
  /** The token itself; null when Clerk does not send it, as after it was revoked. */
  token: nullable(Schema.Redacted(Schema.String))
})) {}

/**
 * A new actor token. Its secrets are redacted: `Redacted.value` reads them.
 *
 * @since 0.1.0
 * @category models
 */
export class CreatedActorToken extends Schema.Class<CreatedActorToken>("effect-clerk/CreatedActorToken")(snakeCase({
  /** The id of the token, for `ActorTokens.revoke`. */
  id: ActorTokenId,
  /** The object type, `"actor_token"`. */
  object: object("actor_token"),
  /** The status: `"pending"` until it is used or revoked. */
  status: withDefault(openEnum("pending", "accepted", "revoked"), () => ""),
  /** The id of the user that the actor impersonates; null when Clerk does not send it. */
  userId: nullable(UserId),
  /** The actor, which impersonates the user: `sub` is its id. It becomes the claim `act` of the session tokens. */
  actor: metadata,
  /** The address that accepts the token, which it contains; null when Clerk does not send it. */
  url: nullable(Schema.Redacted(Schema.String)),
  /** When it was created; null when Clerk does not say. */
  createdAt: nullable(Timestamp),
  /** When it was last updated; null when Clerk does not say. */
  updatedAt: nullable(Timestamp),
  /** The token itself. */
  token: Schema.Redacted(Schema.String)
})) {}

/**
 * The actor, which impersonates a user.
 *
 * @since 0.1.0
 * @category models
 */
export interface Actor extends JsonObject {
  /** The id of the actor, such as that of an administrator. */
  readonly sub: string
}

/**
 * The actor, which impersonates a user. All its fields become the claim `act` of the session tokens.
 *
 * @since 0.1.0
 * @category schemas
 */
export const Actor: Schema.Schema<Actor, JsonObject> = JsonObject.pipe(
  Schema.filter((json): json is Actor => typeof json["sub"] === "string" && json["sub"] !== "", {
    message: () => "Expected the id of the actor as sub",
    arbitrary: () => (fc) => jsonObjects(fc).map((json) => ({ ...json, sub: "user_1" }))
  })
)

const newActorToken = Schema.Struct(snakeCase({
  /** The id of the user that the actor impersonates. */
  userId: Schema.NonEmptyString,
  /** The actor: `sub` and any other fields. */
  actor: Actor,
  /** How long the token is valid, in seconds, 1 or more; by default 3600 (an hour). */
  expiresInSeconds: Schema.optional(wholeNumber(1, Number.MAX_SAFE_INTEGER)),
  /** How long the session lasts that the token creates, in seconds, 1 or more; by default 1800 (30 minutes). */
  sessionMaxDurationInSeconds: Schema.optional(wholeNumber(1, Number.MAX_SAFE_INTEGER))
}))

/**
 * The parameters of `ActorTokens.create`.
 *
 * @since 0.1.0
 * @category models
 */
export interface NewActorToken extends Schema.Schema.Type<typeof newActorToken> {}

/**
 * The parameters of `ActorTokens.create`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const NewActorToken: Schema.Schema<NewActorToken, typeof newActorToken.Encoded> = newActorToken
