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
  id: id(PasskeyId),
  object: object("passkey"),
  name: nullable(Schema.String),
  lastUsedAt: nullable(Timestamp),
  verification: nullable(Verification),
  createdAt: nullable(Timestamp),
  updatedAt: nullable(Timestamp)
})) {}
