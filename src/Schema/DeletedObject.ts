/**
 * The response to deleting an object.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { UserId } from "./Ids.ts"
import { nullable, text } from "./wire/Fields.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * The response to deleting an object.
 *
 * @since 0.1.0
 * @category models
 */
export class DeletedObject extends Schema.Class<DeletedObject>("effect-clerk/DeletedObject")(snakeCase({
  /** The type of the deleted object, such as `"user"`. */
  object: text,
  /** The id of the deleted object; null when Clerk does not send it. */
  id: nullable(Schema.String),
  /** The slug of the deleted object; null when it had none. */
  slug: nullable(Schema.String),
  /** The external id of the deleted object; null when it had none. */
  externalId: nullable(Schema.String),
  /** Always true: without it, a response does not say that the object is deleted, and fails to decode. */
  deleted: Schema.Literal(true)
})) {}

/**
 * The response to disabling a setting of a user: the id of the user.
 *
 * @since 0.1.0
 * @category models
 */
export class AffectedUser extends Schema.Class<AffectedUser>("effect-clerk/AffectedUser")(snakeCase({
  /** The id of the user. */
  userId: UserId
})) {}
