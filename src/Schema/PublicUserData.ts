/**
 * The data of a user that other members of an organization can see.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { flag, nullable, text } from "./wire/Fields.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * The data of a user that other members of an organization can see.
 *
 * @since 0.1.0
 * @category models
 */
export class PublicUserData extends Schema.Class<PublicUserData>("effect-clerk/PublicUserData")(snakeCase({
  /** The id of the user; null when Clerk does not send it. */
  userId: nullable(Schema.String),
  /** The first name; null when the user has none. */
  firstName: nullable(Schema.String),
  /** The last name; null when the user has none. */
  lastName: nullable(Schema.String),
  /** The e-mail address, phone number or user name that identifies the user; null when Clerk does not send it. */
  identifier: nullable(Schema.String),
  /** The user name; null when the user has none. */
  username: nullable(Schema.String),
  /**
   * The URL of the profile image; null when Clerk does not send it.
   *
   * @deprecated by Clerk: use `imageUrl`.
   */
  profileImageUrl: nullable(Schema.String),
  /** The URL of the profile image, or of a generated image. */
  imageUrl: text,
  /** Whether the user has a profile image of their own. */
  hasImage: flag,
  /** Whether the user is banned. */
  banned: flag,
  /** Whether the user has been deprovisioned and cannot sign in. */
  deprovisioned: flag
})) {}
