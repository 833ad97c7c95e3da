/**
 * A link from an e-mail address or phone number to another identification.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { text } from "./wire/Fields.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * Another identification of the same user, such as the Google account that an e-mail address comes from.
 *
 * @since 0.1.0
 * @category models
 */
export class IdentificationLink extends Schema.Class<IdentificationLink>("effect-clerk/IdentificationLink")(snakeCase({
  /** The id of the linked identification. */
  id: text,
  /** The type of the linked identification, such as `"oauth_google"`, `"saml"` or `"oauth_custom_…"`. */
  type: text
})) {}
