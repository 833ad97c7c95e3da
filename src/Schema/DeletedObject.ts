/**
 * What deleting something answers.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { flag, nullable, text } from "./wire/Fields.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * What deleting something answers.
 *
 * @since 0.1.0
 * @category models
 */
export class DeletedObject extends Schema.Class<DeletedObject>("effect-clerk/DeletedObject")(snakeCase({
  /** The kind of what was deleted, such as `"user"`. */
  object: text,
  id: nullable(Schema.String),
  slug: nullable(Schema.String),
  externalId: nullable(Schema.String),
  deleted: flag
})) {}

/**
 * What disabling something of a user answers: the id of the user.
 *
 * @since 0.1.0
 * @category models
 */
export class AffectedUser extends Schema.Class<AffectedUser>("effect-clerk/AffectedUser")(snakeCase({
  userId: nullable(Schema.String)
})) {}
