/**
 * The two ways in which a call can fail: Clerk said no (`ClerkErrors`), or there was no answer to be had (`SDKError`).
 *
 * ```ts
 * import { Effect } from "effect"
 * import { Errors, Users } from "effect-clerk"
 *
 * const find = (userId: string) =>
 *   Users.get({ userId }).pipe(
 *     Errors.catchStatus(404, () => Effect.succeed(null))
 *   )
 * ```
 *
 * Neither ever holds a request, a response or a header: those print the secret key.
 *
 * @since 0.1.0
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { dual } from "effect/Function"
import * as Schema from "effect/Schema"
import { ClerkError } from "./Schema/wire/ErrorBody.ts"
import type { Code } from "./Schema/wire/ErrorCode.ts"
import { JsonObject } from "./Schema/wire/Json.ts"

const withDefault = <A, I>(schema: Schema.Schema<A, I>, value: () => NoInfer<A>) =>
  Schema.propertySignature(schema).pipe(Schema.withConstructorDefault(value))

const nullByDefault = <A, I>(schema: Schema.Schema<A, I>) => withDefault(Schema.NullOr(schema), () => null)

/** What both errors tell of the call that failed. */
const call = {
  /** The operation, such as `"users.update"`. */
  operation: withDefault(Schema.String, () => "unknown"),
  /** The method, such as `"PATCH"`. */
  method: withDefault(Schema.String, () => ""),
  /** The template of the path, such as `"/users/:userId"`: never the path itself. */
  path: withDefault(Schema.String, () => ""),
  /** How many attempts were made; 0 when the input was refused. */
  attempts: withDefault(Schema.Int, () => 1),
  /** Whether a write may have happened: it was sent, and no answer told that it was refused. */
  outcomeUnknown: withDefault(Schema.Boolean, () => false),
  /** Whether the operation can be sent again without harm, even if its outcome is unknown. */
  idempotent: withDefault(Schema.Boolean, () => false)
}

/** What both errors tell of the answer, where there was one. */
const answer = {
  /** The HTTP status of the response. */
  status: Schema.Int,
  /** Clerk's name for the call: give it to their support. */
  traceId: nullByDefault(Schema.String),
  /** How long Clerk asks to wait before the next call. */
  retryAfter: nullByDefault(Schema.Duration)
}

/**
 * Clerk answered with its own error body, at any 4xx or 5xx.
 *
 * @since 0.1.0
 * @category errors
 */
export class ClerkErrors extends Schema.TaggedError<ClerkErrors>("effect-clerk/ClerkErrors")("ClerkErrors", {
  ...answer,
  /** All that Clerk found wrong. Rarely it says nothing: then this is empty. */
  errors: withDefault(Schema.Array(ClerkError), () => []),
  /** What Clerk says about the answer as a whole, under Clerk's own names. */
  meta: withDefault(JsonObject, () => ({})),
  ...call
}) {
  /** A sentence: what failed, the first error, the parameter at fault, the trace id. */
  override get message(): string {
    return sentence(this, `answered ${this.status}`, this.errors.map(describe).join("; ") || "without saying why")
  }
}

const describe = (error: ClerkError): string => {
  const what = error.longMessage || error.message || "no message"
  const code = error.code === "" ? "" : ` (${error.code})`
  return error.paramName === null ? `${what}${code}` : `${what}${code}, parameter ${error.paramName}`
}

/**
 * One thing that is wrong, and where.
 *
 * @since 0.1.0
 * @category models
 */
export class Issue extends Schema.Class<Issue>("effect-clerk/Issue")({
  /** Where: `"limit"` in an input, `"email_addresses[0].id"` in a body, `""` for the whole. */
  path: Schema.String,
  /** What was expected. It never repeats the value that came instead. */
  message: Schema.String
}) {}

/**
 * The input is not one that Clerk could take. Nothing was sent.
 *
 * @since 0.1.0
 * @category reasons
 */
export class InvalidRequest extends Schema.TaggedClass<InvalidRequest>("effect-clerk/InvalidRequest")(
  "InvalidRequest",
  {
    /** What is wrong with the input. */
    issues: Schema.Array(Issue)
  }
) {}

/**
 * No answer came: the connection could not be made, or was lost. Or nothing was sent, because `ClerkAuth` had no secret key.
 *
 * @since 0.1.0
 * @category reasons
 */
export class Transport extends Schema.TaggedClass<Transport>("effect-clerk/Transport")("Transport", {
  /** The innermost cause. */
  cause: Schema.Struct({
    /** The name of the error, such as `"TypeError"`. */
    name: Schema.String,
    /** The message of the error. */
    message: Schema.String,
    /** Such as `"ECONNREFUSED"`. */
    code: Schema.NullOr(Schema.String)
  })
}) {}

/**
 * No answer came in time, or nothing was sent because the rate limiter or `ClerkAuth` took too long.
 *
 * @since 0.1.0
 * @category reasons
 */
export class Timeout extends Schema.TaggedClass<Timeout>("effect-clerk/Timeout")("Timeout", {
  /** How long it was waited for. */
  after: Schema.Duration,
  /** What did not come in time: the response, a token of the rate limiter, or the secret key. */
  waitedFor: withDefault(Schema.Literal("answer", "rateLimit", "secretKey"), () => "answer" as const)
}) {}

/**
 * An answer came whose body is not Clerk's: HTML from a proxy, nothing, half of it, a redirect.
 *
 * @since 0.1.0
 * @category reasons
 */
export class UnexpectedResponse extends Schema.TaggedClass<UnexpectedResponse>("effect-clerk/UnexpectedResponse")(
  "UnexpectedResponse",
  {
    ...answer,
    /** What is wrong with it. */
    issue: withDefault(Schema.String, () => "the body is not Clerk's"),
    /** The beginning of the body; empty at a 2xx, which may hold tokens. */
    body: withDefault(Schema.String, () => "")
  }
) {}

/**
 * A 2xx came whose body is not what the operation answers.
 *
 * @since 0.1.0
 * @category reasons
 */
export class InvalidResponse extends Schema.TaggedClass<InvalidResponse>("effect-clerk/InvalidResponse")(
  "InvalidResponse",
  {
    ...answer,
    /** What is wrong with it. */
    issues: Schema.Array(Issue),
    /** The id of the object that it is wrong with, where one could be read. */
    id: nullByDefault(Schema.String)
  }
) {}

/**
 * Why there is no answer.
 *
 * @since 0.1.0
 * @category reasons
 */
export const Reason = Schema.Union(InvalidRequest, Transport, Timeout, UnexpectedResponse, InvalidResponse)
/**
 * Why there is no answer.
 *
 * @since 0.1.0
 * @category reasons
 */
export type Reason = typeof Reason.Type

/**
 * There is no answer from Clerk to be had: `reason` tells why.
 *
 * @since 0.1.0
 * @category errors
 */
export class SDKError extends Schema.TaggedError<SDKError>("effect-clerk/SDKError")("SDKError", {
  /** Why the call failed. */
  reason: Reason,
  ...call
}) {
  /** The status of the answer, or null when none came. */
  get status(): number | null {
    return "status" in this.reason ? this.reason.status : null
  }

  /** Clerk's name for the call, or null when there is none. */
  get traceId(): string | null {
    return "traceId" in this.reason ? this.reason.traceId : null
  }

  /** How long to wait before the next call, or null when nobody said. */
  get retryAfter(): Duration.Duration | null {
    return "retryAfter" in this.reason ? this.reason.retryAfter : null
  }

  /** A sentence: what failed, why, and what to do about it. */
  override get message(): string {
    const reason = this.reason
    switch (reason._tag) {
      case "InvalidRequest":
        return sentence(this, "was not sent", list(reason.issues))
      case "Transport":
        return sentence(
          this,
          "got no answer",
          `${reason.cause.message}${reason.cause.code ? ` (${reason.cause.code})` : ""}`
        )
      case "Timeout":
        return sentence(
          this,
          reason.waitedFor === "answer" ? "got no answer" : "was not sent",
          `${awaited[reason.waitedFor]} within ${Duration.format(reason.after)}`
        )
      case "UnexpectedResponse":
        return sentence(this, `answered ${reason.status}`, reason.issue)
      case "InvalidResponse":
        return sentence(
          this,
          `answered ${reason.status}`,
          `the body is not what was expected${reason.id === null ? "" : ` of ${reason.id}`}: ${list(reason.issues)}`
        )
    }
  }
}

const awaited = {
  answer: "none came",
  rateLimit: "the rate limiter did not let it go",
  secretKey: "ClerkAuth gave no secret key"
}

const list = (issues: ReadonlyArray<Issue>): string =>
  issues.map((issue) => issue.path === "" ? issue.message : `${issue.path}: ${issue.message}`).join("; ")

const sentence = (error: ClerkFailure, happened: string, why: string): string => {
  const endpoint = error.method === "" ? "" : ` (${error.method} ${error.path})`
  const attempts = error.attempts > 1 ? ` after ${error.attempts} attempts` : ""
  const unknown = error.outcomeUnknown ? ". It may have been carried out all the same" : ""
  const trace = error.traceId === null ? "" : ` [trace ${error.traceId}]`
  return `${error.operation}${endpoint} ${happened}${attempts}: ${why}${unknown}${trace}`
}

/**
 * A failure of any call of this library.
 *
 * @since 0.1.0
 * @category errors
 */
export type ClerkFailure = ClerkErrors | SDKError

/**
 * Handles the failures with one status, whether the body was Clerk's or not. All other failures stay, and so do their types:
 * a status is no part of a type.
 *
 * @since 0.1.0
 * @category combinators
 */
export const catchStatus: {
  <A2, E2, R2>(
    status: number,
    handler: (error: ClerkFailure) => Effect.Effect<A2, E2, R2>
  ): <A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A | A2, E | E2, R | R2>
  <A, E, R, A2, E2, R2>(
    self: Effect.Effect<A, E, R>,
    status: number,
    handler: (error: ClerkFailure) => Effect.Effect<A2, E2, R2>
  ): Effect.Effect<A | A2, E | E2, R | R2>
} = dual(3, <A, E, R, A2, E2, R2>(
  self: Effect.Effect<A, E, R>,
  status: number,
  handler: (error: ClerkFailure) => Effect.Effect<A2, E2, R2>
): Effect.Effect<A | A2, E | E2, R | R2> =>
  Effect.catchAll(
    self,
    (error): Effect.Effect<A2, E | E2, R2> =>
      isError(error) && error.status === status ? handler(error) : Effect.fail(error)
  ))

/**
 * Handles the failures in which Clerk names one code, first or not. All other failures stay, and so do their types.
 *
 * @since 0.1.0
 * @category combinators
 */
export const catchCode: {
  <A2, E2, R2>(
    code: Code,
    handler: (error: ClerkErrors) => Effect.Effect<A2, E2, R2>
  ): <A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A | A2, E | E2, R | R2>
  <A, E, R, A2, E2, R2>(
    self: Effect.Effect<A, E, R>,
    code: Code,
    handler: (error: ClerkErrors) => Effect.Effect<A2, E2, R2>
  ): Effect.Effect<A | A2, E | E2, R | R2>
} = dual(3, <A, E, R, A2, E2, R2>(
  self: Effect.Effect<A, E, R>,
  code: Code,
  handler: (error: ClerkErrors) => Effect.Effect<A2, E2, R2>
): Effect.Effect<A | A2, E | E2, R | R2> =>
  Effect.catchAll(
    self,
    (error): Effect.Effect<A2, E | E2, R2> =>
      error instanceof ClerkErrors && hasCode(error, code) ? handler(error) : Effect.fail(error)
  ))

/**
 * Whether Clerk names a code among the errors.
 *
 * @since 0.1.0
 * @category guards
 */
export const hasCode = (error: ClerkErrors, code: Code): boolean => error.errors.some((item) => item.code === code)

/**
 * Whether a failure is one of the two of this library.
 *
 * @since 0.1.0
 * @category guards
 */
export const isError = (error: unknown): error is ClerkFailure =>
  error instanceof ClerkErrors || error instanceof SDKError

/**
 * Whether the same call may succeed later, and trying does no harm: false when a write that must not happen twice may have
 * happened.
 *
 * @since 0.1.0
 * @category guards
 */
export const isRetryable = (error: unknown): boolean =>
  isError(error) && isTransient(error) && (error.idempotent || !error.outcomeUnknown)

const isTransient = (error: ClerkFailure): boolean => {
  if (error._tag === "ClerkErrors") {
    return transientStatuses.has(error.status) || hasCode(error, "resource_locked")
  }
  switch (error.reason._tag) {
    case "Transport":
    case "Timeout":
      return true
    case "UnexpectedResponse":
      // A 2xx is unexpected only when its body was cut off.
      return transientStatuses.has(error.reason.status) || Math.trunc(error.reason.status / 100) === 2
    default:
      return false
  }
}

const transientStatuses = new Set([429, 500, 502, 503, 504])
