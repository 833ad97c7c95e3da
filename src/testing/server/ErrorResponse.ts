/**
 * Error responses in Clerk's format.
 *
 * @since 0.1.0
 */
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import type { JsonObject } from "../../Schema/wire/Json.ts"
import { byStatus, catalogue, type Code } from "./errorCodes.ts"

/**
 * One error of an error response, as it is sent.
 *
 * @since 0.1.0
 * @category models
 */
export interface ErrorItem {
  /** The code, such as `"resource_not_found"`. */
  readonly code: string
  /** A short message. */
  readonly message: string
  /** The full message. */
  readonly long_message: string
  /** More details, such as `param_name`. */
  readonly meta?: JsonObject
}

/**
 * An error response that a handler fails with: a status and one error or more.
 *
 * @since 0.1.0
 * @category errors
 */
export class ErrorResponse extends Data.TaggedError("ErrorResponse")<{
  /** The HTTP status. */
  readonly status: number
  /** The errors in the body. */
  readonly errors: readonly [ErrorItem, ...ReadonlyArray<ErrorItem>]
  /** Headers of the response, such as `retry-after`. */
  readonly headers?: { readonly [name: string]: string }
}> {}

/** An error response with one error of your own. */
export const make = (status: number, code: string, message: string, meta?: JsonObject): ErrorResponse =>
  new ErrorResponse({
    status,
    errors: [{ code, message, long_message: message, ...(meta === undefined ? {} : { meta }) }]
  })

/** An error response for a code of the catalogue; `longMessage` replaces the message of the catalogue. */
export const ofCode = (code: Code, meta?: JsonObject, longMessage?: string): ErrorResponse =>
  new ErrorResponse({ status: catalogue[code][0], errors: [errorItem(code, meta, longMessage)] })

/** An error response about one parameter, by its name on the wire. */
export const ofParam = (code: Code, paramName: string): ErrorResponse => ofCode(code, { param_name: paramName })

/** The error response that Clerk sends with a status when the request itself is valid. */
export const ofStatus = (status: number): ErrorResponse => {
  const code = byStatus[status] ?? (status < 500 ? "bad_request" : "internal_clerk_error")
  return new ErrorResponse({ status, errors: [errorItem(code)] })
}

/** The same error response with headers. */
export const withHeaders = (
  { errors, status }: ErrorResponse,
  headers: { readonly [name: string]: string }
): ErrorResponse => new ErrorResponse({ status, errors, headers })

/** The most errors in one response. */
export const maxErrors = 100

/**
 * Fails with one error response that holds the errors of all, if there are any, but at most `maxErrors` of them. The status is that of the
 * first.
 */
export const failIfAny = (all: ReadonlyArray<ErrorResponse>): Effect.Effect<void, ErrorResponse> => {
  const [first, ...rest] = all.slice(0, maxErrors)
  return first === undefined
    ? Effect.void
    : new ErrorResponse({ status: first.status, errors: [...first.errors, ...rest.flatMap(({ errors }) => errors)] })
}

/** The body of an error response. */
export const toBody = ({ errors }: ErrorResponse, traceId: string) => ({ errors, clerk_trace_id: traceId })

const errorItem = (code: Code, meta?: JsonObject, longMessage?: string): ErrorItem => {
  const entry: readonly [number, string, string?] = catalogue[code]
  const [, message, long = message] = longMessage === undefined ? entry : [0, entry[1], longMessage]
  const paramName = meta?.["param_name"]
  return {
    code,
    message,
    long_message: typeof paramName === "string"
      ? long.replace("{param}", () => paramName).replace("{name}", () => paramName.replaceAll("_", " "))
      : long,
    ...(meta === undefined ? {} : { meta })
  }
}
