/**
 * What other members of an organization may see of a user.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { flag, nullable, text } from "./wire/Fields.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * What other members of an organization may see of a user.
 *
 * @since 0.1.0
 * @category models
 */
export class PublicUserData extends Schema.Class<PublicUserData>("effect-clerk/PublicUserData")(snakeCase({
  userId: nullable(Schema.String),
  firstName: nullable(Schema.String),
  lastName: nullable(Schema.String),
  /** The e-mail address, phone number or user name that the user is known by. */
  identifier: nullable(Schema.String),
  username: nullable(Schema.String),
  /** @deprecated by Clerk: use `imageUrl`. */
  profileImageUrl: nullable(Schema.String),
  imageUrl: text,
  hasImage: flag,
  banned: flag,
  deprovisioned: flag
})) {}
