/**
 * The two errors that a call fails with, and what can be asked of them. They are exported by `Errors`.
 *
 * @since 0.1.0
 */
import * as Duration from "effect/Duration"
import { identity } from "effect/Function"
import * as Schema from "effect/Schema"
import { nullByDefault, withDefault, withoutFrames } from "../internal/errorClass.ts"
import { clip, first } from "../internal/text.ts"
import { ClerkError } from "../Schema/wire/ErrorBody.ts"
import type { Code } from "../Schema/wire/ErrorCode.ts"
import { JsonObject } from "../Schema/wire/Json.ts"
import { type Issue, Reason } from "./Reason.ts"

/** Fields of both errors about the call. */
const call = {
  /** The operation, such as `"users.update"`. */
  operation: withDefault(Schema.String, () => "unknown"),
  /** The method, such as `"PATCH"`. */
  method: withDefault(Schema.String, () => ""),
  /** The template of the path, such as `"/users/:userId"`. */
  path: withDefault(Schema.String, () => ""),
  /** The number of attempts; 0 when the input was refused. */
  attempts: withDefault(Schema.Int, () => 1),
  /** Whether a write may have succeeded: it may have been sent, and no response said that it was refused. */
  outcomeUnknown: withDefault(Schema.Boolean, () => false),
  /** Whether the operation can be sent again even if its outcome is unknown. */
  idempotent: withDefault(Schema.Boolean, () => false),
  /** The ids that earlier requests of the same call have done, for a call that sends several: `bulkBan` and `bulkUnban`. */
  done: withDefault(Schema.Array(Schema.String), (): ReadonlyArray<string> => [])
}

/** Fields of both errors about the response. */
const response = {
  /** The HTTP status of the response. */
  status: Schema.Int,
  /** Clerk's trace id of the request, for their support. */
  traceId: nullByDefault(Schema.String),
  /** How long Clerk asks to wait before the next request. */
  retryAfter: nullByDefault(Schema.Duration)
}

const clerkErrors = {
  ...response,
  /** The first ten errors of the body, and one that says how many more there are; rarely empty. */
  errors: withDefault(Schema.Array(ClerkError), () => []),
  /** The `meta` of the whole body, under Clerk's own names. */
  meta: withDefault(JsonObject, () => ({})),
  ...call
}

/**
 * An error response of Clerk, with any 4xx or 5xx status.
 *
 * @since 0.1.0
 * @category errors
 */
export class ClerkErrors
  extends Schema.TaggedError<ClerkErrors>("effect-clerk/ClerkErrors")("ClerkErrors", clerkErrors)
{
  constructor(props: Schema.Struct.Constructor<typeof clerkErrors>, options?: Schema.MakeOptions) {
    super(props, options)
    withoutFrames(this)
  }

  /** A sentence: what failed, the first error, the parameter at fault, the trace id. */
  override get message(): string {
    return sentence(this, `answered ${this.status}`, list(this.errors, describe) || "no error details")
  }
}

const describe = (error: ClerkError): string => {
  const what = error.longMessage || error.message || "no message"
  const code = error.code && ` (${error.code}${error.code === "api_version_invalid" ? ": is apiVersion right?" : ""})`
  return error.paramName === null ? `${what}${code}` : `${what}${code}, parameter ${error.paramName}`
}

const sdkError = {
  /** Why the call failed. */
  reason: Reason,
  ...call
}

/**
 * No valid response was received; see `reason`.
 *
 * @since 0.1.0
 * @category errors
 */
export class SDKError extends Schema.TaggedError<SDKError>("effect-clerk/SDKError")("SDKError", sdkError) {
  constructor(props: Schema.Struct.Constructor<typeof sdkError>, options?: Schema.MakeOptions) {
    super(props, options)
    withoutFrames(this)
  }

  /** The status of the response, or null without one. */
  get status(): number | null {
    return "status" in this.reason ? this.reason.status : null
  }

  /** Clerk's name for the call, or null when there is none. */
  get traceId(): string | null {
    return "traceId" in this.reason ? this.reason.traceId : null
  }

  /** How long Clerk asks to wait before the next request, or null. */
  get retryAfter(): Duration.Duration | null {
    return "retryAfter" in this.reason ? this.reason.retryAfter : null
  }

  /** A sentence: what failed, why, and what to do about it. */
  override get message(): string {
    const reason = this.reason
    switch (reason._tag) {
      case "InvalidRequest":
        return sentence(this, "was not sent", list(reason.issues, describeIssue))
      case "Transport":
        return sentence(
          this,
          reason.advice === null ? "got no response" : "was not sent",
          `${reason.cause.message}${reason.cause.code ? ` (${reason.cause.code})` : ""}${
            reason.advice === null ? "" : `. ${reason.advice}`
          }`
        )
      case "Timeout":
        return sentence(
          this,
          reason.waitedFor === "response" ? "got no response" : "was not sent",
          `${awaited[reason.waitedFor]} within ${Duration.format(reason.after)}`
        )
      case "UnexpectedResponse":
        return sentence(this, `answered ${reason.status}`, reason.issue)
      case "InvalidResponse":
        return sentence(
          this,
          `answered ${reason.status}`,
          `could not decode ${reason.isPartial ? "a part of " : ""}${reason.id ?? "the body"}: ${
            list(reason.issues, describeIssue)
          }`
        )
    }
  }
}

const awaited = {
  response: "no response",
  rateLimit: "the rate limiter granted no token",
  secretKey: "ClerkAuth provided no secret key"
}

const describeIssue = ({ message, path }: Issue): string => path === "" ? message : `${path}: ${message}`

/** Each item in at most 300 characters. The eleventh item of a response says how many more there are. */
const list = <A>(items: ReadonlyArray<A>, describe: (item: A) => string): string =>
  first(items, (item) => clip(describe(item), 300), identity, 11).join("; ")

const sentence = (error: ClerkFailure, happened: string, why: string): string => {
  const endpoint = error.method === "" ? "" : ` (${error.method} ${error.path})`
  const attempts = error.attempts > 1 ? ` after ${error.attempts} attempts` : ""
  const unknown = error.outcomeUnknown ? ". The write may have succeeded" : ""
  const done = error.done.length === 0 ? "" : `. Earlier requests have done ${error.done.length} ids`
  const trace = error.traceId === null ? "" : ` [trace ${error.traceId}]`
  return `${error.operation}${endpoint} ${happened}${attempts}: ${why}${unknown}${done}${trace}`
}

/**
 * A failure of any call of this library.
 *
 * @since 0.1.0
 * @category errors
 */
export type ClerkFailure = ClerkErrors | SDKError

/**
 * Whether one of the errors has a code.
 *
 * @since 0.1.0
 * @category guards
 */
export const hasCode = (error: ClerkErrors, code: Code): boolean => error.errors.some((item) => item.code === code)

/**
 * Whether a value is a failure of this library.
 *
 * @since 0.1.0
 * @category guards
 */
export const isError = (error: unknown): error is ClerkFailure =>
  error instanceof ClerkErrors || error instanceof SDKError

/**
 * Whether the same call may succeed later and can be repeated: false for a write that is not idempotent and may have succeeded.
 *
 * @since 0.1.0
 * @category guards
 */
export const isRetryable = (error: unknown): boolean =>
  isError(error) && isTransient(error) && (error.idempotent || !error.outcomeUnknown)

/**
 * Whether the same call may succeed later, whether or not it may be repeated: Clerk is unavailable, busy, or was not reached.
 *
 * @since 0.1.0
 * @category guards
 */
export const isTransient = (error: ClerkFailure): boolean => {
  if (error._tag === "ClerkErrors") {
    return isTransientStatus(error.status) || hasCode(error, "resource_locked")
  }
  switch (error.reason._tag) {
    case "Transport":
      return error.reason.advice === null
    case "Timeout":
      return true
    case "UnexpectedResponse":
      // A 2xx is unexpected only when its body was truncated.
      return isTransientStatus(error.reason.status) || Math.trunc(error.reason.status / 100) === 2
    default:
      return false
  }
}

/** Cloudflare, which Clerk is behind, responds with 520 to 530 while Clerk is unavailable; other proxies respond with 408, 502, 503 and 504. */
const isTransientStatus = (status: number): boolean =>
  [408, 429, 500, 502, 503, 504].includes(status) || status >= 520 && status <= 530
