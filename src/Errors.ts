/**
 * The failures of a call: an error response of Clerk (`ClerkErrors`), or no valid response (`SDKError`).
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
 * They never contain a request, a response or a header, which would print the secret key.
 *
 * @since 0.1.0
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { dual, identity } from "effect/Function"
import * as Schema from "effect/Schema"
import { clip, first } from "./internal/text.ts"
import { ClerkError } from "./Schema/wire/ErrorBody.ts"
import type { Code } from "./Schema/wire/ErrorCode.ts"
import { JsonObject } from "./Schema/wire/Json.ts"

const withDefault = <A, I>(schema: Schema.Schema<A, I>, value: () => NoInfer<A>) =>
  Schema.propertySignature(schema).pipe(Schema.withConstructorDefault(value))

const nullByDefault = <A, I>(schema: Schema.Schema<A, I>) => withDefault(Schema.NullOr(schema), () => null)

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

/** Errors are printed without a stack trace: its frames would be those of this library, and they are expected. */
const withoutFrames = (error: Error): void => {
  Object.defineProperty(error, "stack", { get: () => String(error) })
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
  const code = error.code && ` (${error.code})`
  return error.paramName === null ? `${what}${code}` : `${what}${code}, parameter ${error.paramName}`
}

/**
 * A fault of an input or a body, with its path.
 *
 * @since 0.1.0
 * @category models
 */
export class Issue extends Schema.Class<Issue>("effect-clerk/Issue")({
  /** The path, such as `"limit"` in an input or `"email_addresses[0].id"` in a body; `""` for the whole. At most 1,000 characters. */
  path: Schema.String,
  /** What was expected, in at most 1,000 characters. It never repeats the value that was found. */
  message: Schema.String
}) {}

/**
 * The input is invalid. Nothing was sent.
 *
 * @since 0.1.0
 * @category reasons
 */
export class InvalidRequest extends Schema.TaggedClass<InvalidRequest>("effect-clerk/InvalidRequest")(
  "InvalidRequest",
  {
    /** What is wrong with the input: the first ten issues, and one that says how many more there are. */
    issues: Schema.Array(Issue)
  }
) {}

/**
 * No response was received: the connection failed or was lost. Or nothing was sent, because `ClerkAuth` failed.
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
  }),
  /** What to do about a fault that every repeat meets again, such as a wrong certificate; null if the call may succeed later. */
  advice: nullByDefault(Schema.String)
}) {}

/**
 * No response was received in time, or nothing was sent because the rate limiter or `ClerkAuth` took too long.
 *
 * @since 0.1.0
 * @category reasons
 */
export class Timeout extends Schema.TaggedClass<Timeout>("effect-clerk/Timeout")("Timeout", {
  /** The timeout. */
  after: Schema.Duration,
  /** What the attempt waited for: the response, a token of the rate limiter, or the secret key. */
  waitedFor: withDefault(Schema.Literal("response", "rateLimit", "secretKey"), () => "response" as const)
}) {}

/**
 * A response whose body is not from Clerk's API: HTML of a proxy, an empty or truncated body, a redirect.
 *
 * @since 0.1.0
 * @category reasons
 */
export class UnexpectedResponse extends Schema.TaggedClass<UnexpectedResponse>("effect-clerk/UnexpectedResponse")(
  "UnexpectedResponse",
  {
    ...response,
    /** What is wrong with it. */
    issue: withDefault(Schema.String, () => "unexpected body instead of a Clerk error"),
    /** The beginning of the body; empty at a 2xx, which may hold tokens, and where the request had a secret parameter. */
    body: withDefault(Schema.String, () => "")
  }
) {}

/**
 * A 2xx response whose JSON does not match the schema of the operation.
 *
 * @since 0.1.0
 * @category reasons
 */
export class InvalidResponse extends Schema.TaggedClass<InvalidResponse>("effect-clerk/InvalidResponse")(
  "InvalidResponse",
  {
    ...response,
    /** What is wrong with it: the first ten issues, and one that says how many more there are. */
    issues: Schema.Array(Issue),
    /** The id of the object that could not be decoded, where it has one. */
    id: nullByDefault(Schema.String),
    /** Whether the object is returned without the items and optional fields that could not be decoded. */
    isPartial: withDefault(Schema.Boolean, () => false)
  }
) {}

/**
 * Why no valid response was received.
 *
 * @since 0.1.0
 * @category reasons
 */
export const Reason = Schema.Union(InvalidRequest, Transport, Timeout, UnexpectedResponse, InvalidResponse)
/**
 * Why no valid response was received.
 *
 * @since 0.1.0
 * @category reasons
 */
export type Reason = typeof Reason.Type

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
 * Handles failures with a status, whether the body was Clerk's or not. The error type stays the same, because a status is not part of
 * it.
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
 * Handles `ClerkErrors` that contain an error code. The error type stays the same.
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
 * An `SDKError` with one reason.
 *
 * @since 0.1.0
 * @category errors
 */
export type WithReason<Tag extends Reason["_tag"]> = SDKError & {
  /** Why the call failed. */
  readonly reason: Extract<Reason, { readonly _tag: Tag }>
}

/**
 * Handles `SDKError`s with a reason, such as `"InvalidRequest"`. The error type stays the same, because other reasons are left.
 *
 * @since 0.1.0
 * @category combinators
 */
export const catchReason: {
  <Tag extends Reason["_tag"], A2, E2, R2>(
    tag: Tag,
    handler: (error: WithReason<Tag>) => Effect.Effect<A2, E2, R2>
  ): <A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A | A2, E | E2, R | R2>
  <A, E, R, Tag extends Reason["_tag"], A2, E2, R2>(
    self: Effect.Effect<A, E, R>,
    tag: Tag,
    handler: (error: WithReason<Tag>) => Effect.Effect<A2, E2, R2>
  ): Effect.Effect<A | A2, E | E2, R | R2>
} = dual(3, <A, E, R, Tag extends Reason["_tag"], A2, E2, R2>(
  self: Effect.Effect<A, E, R>,
  tag: Tag,
  handler: (error: WithReason<Tag>) => Effect.Effect<A2, E2, R2>
): Effect.Effect<A | A2, E | E2, R | R2> =>
  Effect.catchAll(
    self,
    (error): Effect.Effect<A2, E | E2, R2> => hasReason(error, tag) ? handler(error) : Effect.fail(error)
  ))

const hasReason = <Tag extends Reason["_tag"]>(error: unknown, tag: Tag): error is WithReason<Tag> =>
  error instanceof SDKError && error.reason._tag === tag

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

const isTransient = (error: ClerkFailure): boolean => {
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

/** Cloudflare, which Clerk is behind, answers 520 to 530 while Clerk is away; other proxies answer 408, 502, 503 and 504. */
const isTransientStatus = (status: number): boolean =>
  [408, 429, 500, 502, 503, 504].includes(status) || status >= 520 && status <= 530
