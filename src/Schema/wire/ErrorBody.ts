/**
 * The body of an error response.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as String from "effect/String"
import { list, metadata, nullable, text } from "./Fields.ts"
import { snakeCase } from "./SnakeCase.ts"

/**
 * One error of an error response.
 *
 * @since 0.1.0
 * @category models
 */
export class ClerkError extends Schema.Class<ClerkError>("effect-clerk/ClerkError")(snakeCase({
  /** The code, such as `"form_identifier_exists"`; `""` when Clerk sends none. */
  code: text,
  /** A short message. */
  message: text,
  /** A longer message; null when Clerk sends none. */
  longMessage: nullable(Schema.String),
  /** Details under their names on the wire, such as `param_name`. */
  meta: metadata,
  /** The trace id of the response, in older responses only; null in newer ones, where the body has it. */
  clerkTraceId: nullable(Schema.String)
})) {
  /** The name of the invalid parameter on the wire; null when Clerk does not name one. */
  get paramName(): string | null {
    const name = this.meta["param_name"]
    return typeof name === "string" ? name : null
  }

  /**
   * The path of the invalid parameter in the input of the call, such as `"emailAddress"` for Clerk's `email_address`; null when Clerk does not
   * name one. An `Issue` of an input that was not sent has the same path.
   */
  get path(): string | null {
    return this.paramName === null ? null : String.snakeToCamel(this.paramName)
  }
}

/**
 * The body of a response with a status of 4xx or 5xx.
 *
 * @since 0.1.0
 * @category models
 */
export class ErrorBody extends Schema.Class<ErrorBody>("effect-clerk/ErrorBody")(snakeCase({
  /** The errors; rarely empty. */
  errors: list(ClerkError),
  /** Details of the whole response, under their names on the wire. */
  meta: metadata,
  /** The trace id of the response, to quote to Clerk's support; null when Clerk sends none. */
  clerkTraceId: nullable(Schema.String)
})) {}
