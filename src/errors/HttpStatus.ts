/**
 * What a backend responds to its own caller when a call of Clerk's API failed. It is exported by `Errors`.
 *
 * @since 0.1.0
 */
import * as Duration from "effect/Duration"
import {
  type ClerkErrors,
  type ClerkFailure,
  hasCode,
  isRetryable,
  isTransient,
  type SDKError
} from "./ClerkFailure.ts"

/**
 * The status and headers of a response. `new Response(body, status)` and `HttpServerResponse.json(body, status)` accept it.
 *
 * @since 0.1.0
 * @category models
 */
export interface HttpStatus {
  /** The HTTP status. */
  readonly status: 400 | 404 | 409 | 413 | 422 | 500 | 502 | 503
  /** When the caller may try again; null when that is of no use, or could repeat a write that may have succeeded. */
  readonly retryAfter: Duration.Duration | null
  /** `retryAfter` as the header `retry-after`, in whole seconds. */
  readonly headers: { readonly [name: string]: string }
}

/**
 * The status that a backend responds with when a call of Clerk's API failed and nothing better is known.
 *
 * | status        | failure                                                                                                     |
 * | ------------- | ----------------------------------------------------------------------------------------------------------- |
 * | 400, 413, 422 | the input was refused, by Clerk or before it was sent; so were an address or number that the instance blocks |
 * | 404           | Clerk has no such user or other resource                                                                    |
 * | 409           | the input conflicts with the state of the resource                                                          |
 * | 500           | the backend itself is at fault: its secret key, its plan, its settings at Clerk, or its connection           |
 * | 502           | the response is not one of Clerk's API, or cannot be decoded                                                 |
 * | 503           | Clerk is unavailable, was not reached, or limits the rate; with `retryAfter`, by default 10 seconds          |
 *
 * It is never 401 or 403: those of Clerk are about the secret key of the backend, not about its caller.
 *
 * ```ts
 * import { HttpServerResponse } from "@effect/platform"
 * import { Effect } from "effect"
 * import { Errors, Users } from "effect-clerk"
 *
 * const handler = (userId: string) =>
 *   Users.get({ userId }).pipe(
 *     Effect.flatMap((user) => HttpServerResponse.json({ name: user.fullName })),
 *     Effect.catchIf(Errors.isError, (error) => Effect.succeed(HttpServerResponse.empty(Errors.toHttpStatus(error))))
 *   )
 * ```
 *
 * @since 0.1.0
 * @category conversions
 */
export const toHttpStatus = (error: ClerkFailure): HttpStatus =>
  isTransient(error)
    ? withRetryAfter(isRetryable(error) ? error.retryAfter ?? Duration.seconds(defaultRetryAfter) : null)
    : { status: error._tag === "ClerkErrors" ? ofResponse(error) : ofReason(error), retryAfter: null, headers: {} }

/** The window of Clerk's rate limits, in seconds. */
const defaultRetryAfter = 10

const withRetryAfter = (retryAfter: Duration.Duration | null): HttpStatus => ({
  status: 503,
  retryAfter,
  headers: retryAfter === null ? {} : { "retry-after": String(Math.ceil(Duration.toSeconds(retryAfter))) }
})

const ofResponse = (error: ClerkErrors): HttpStatus["status"] => {
  const { status } = error
  switch (status) {
    case 400:
    case 404:
    case 409:
    case 413:
    case 422:
      return faultsOfBackend.some((code) => hasCode(error, code)) ? 500 : status
    case 403:
      return blocked.some((code) => hasCode(error, code)) ? 422 : 500
    default:
      return status >= 500 ? 503 : 500
  }
}

/** Codes about the backend and its instance, at statuses that are otherwise about the input. */
const faultsOfBackend = [
  "api_version_invalid",
  "request_invalid_for_environment",
  "request_invalid_for_instance"
] as const

/** Codes about the input, at a status that is otherwise about the secret key and the instance. */
const blocked = ["not_allowed_access", "unsupported_country_code"] as const

const ofReason = ({ reason }: SDKError): HttpStatus["status"] => {
  switch (reason._tag) {
    case "InvalidRequest":
      return 400
    case "UnexpectedResponse":
    case "InvalidResponse":
      return 502
    default:
      return 500
  }
}
