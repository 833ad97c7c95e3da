/**
 * The response to verifying a password.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * The response to verifying a password. A wrong password fails with the error code `incorrect_password` instead.
 *
 * @since 0.1.0
 * @category models
 */
export class VerifiedPassword extends Schema.Class<VerifiedPassword>("effect-clerk/VerifiedPassword")(snakeCase({
  /** Whether the password is correct. */
  verified: Schema.Boolean
})) {}
