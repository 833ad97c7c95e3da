/**
 * Why no valid response was received: the reasons of an `SDKError`. They are exported by `Errors`.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { nullByDefault, withDefault } from "../internal/errorClass.ts"

/** Fields of the reasons about the response. The compiler writes the sentences of an object of the same file only into the declarations. */
const response = {
  /** The HTTP status of the response. */
  status: Schema.Int,
  /** Clerk's trace id of the request, for their support. */
  traceId: nullByDefault(Schema.String),
  /** How long Clerk asks to wait before the next request. */
  retryAfter: nullByDefault(Schema.Duration)
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
