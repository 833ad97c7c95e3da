/**
 * The body that Clerk sends with a 4xx or 5xx.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { list, metadata, nullable, text } from "./Fields.ts"
import { snakeCase } from "./SnakeCase.ts"

/**
 * One thing that Clerk found wrong.
 *
 * @since 0.1.0
 * @category models
 */
export class ClerkError extends Schema.Class<ClerkError>("effect-clerk/ClerkError")(snakeCase({
  /** Such as `"form_identifier_exists"`; Clerk sends `""` now and then. */
  code: text,
  message: text,
  longMessage: nullable(Schema.String),
  /** Details under Clerk's own names, such as `param_name`. */
  meta: metadata,
  /** Only in older answers: newer ones have one for the whole body. */
  clerkTraceId: nullable(Schema.String)
})) {
  /** The parameter at fault, under its name on the wire, or null when Clerk does not say. */
  get paramName(): string | null {
    const name = this.meta["param_name"]
    return typeof name === "string" ? name : null
  }
}

/**
 * The body that Clerk sends with a 4xx or 5xx.
 *
 * @since 0.1.0
 * @category models
 */
export class ErrorBody extends Schema.Class<ErrorBody>("effect-clerk/ErrorBody")(snakeCase({
  errors: list(ClerkError),
  meta: metadata,
  clerkTraceId: nullable(Schema.String)
})) {}
