/**
 * A passkey of a user.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { PasskeyId } from "./Ids.ts"
import { Verification } from "./Verification.ts"
import { id, nullable, object, Timestamp } from "./wire/Fields.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * A passkey of a user.
 *
 * @since 0.1.0
 * @category models
 */
export class Passkey extends Schema.Class<Passkey>("effect-clerk/Passkey")(snakeCase({
  /** The id of the passkey, `idn_…`. */
  id: id(PasskeyId),
  /** The object type, `"passkey"`. */
  object: object("passkey"),
  /** The name of the passkey; null when it has none. */
  name: nullable(Schema.String),
  /** When the user last signed in with the passkey; null when never. */
  lastUsedAt: nullable(Timestamp),
  /** How it was verified; null before the first attempt to verify it. */
  verification: nullable(Verification),
  /** When it was created; null when Clerk does not say. */
  createdAt: nullable(Timestamp),
  /** When it was last updated; null when Clerk does not say. */
  updatedAt: nullable(Timestamp)
})) {}
