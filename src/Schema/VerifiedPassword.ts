/**
 * What verifying a password answers.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { flag } from "./wire/Fields.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * What verifying a password answers. A wrong password is not `verified: false` but an error, `incorrect_password`.
 *
 * @since 0.1.0
 * @category models
 */
export class VerifiedPassword extends Schema.Class<VerifiedPassword>("effect-clerk/VerifiedPassword")(snakeCase({
  /** Whether the password is correct. */
  verified: flag
})) {}
