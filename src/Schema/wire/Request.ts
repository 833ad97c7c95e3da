/**
 * The kinds of values that requests are made of: path segments, query values and body fields, each checked before it is sent.
 *
 * @since 0.1.0
 */
import { hasProperty } from "effect/Predicate"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { Timestamp } from "./Fields.ts"

/**
 * An id as part of a path. It goes in as any string, and reaches exactly its own route or is refused.
 *
 * Percent-encoding (done when the path is built) takes care of `/`, `?`, `#` and `%`. Refused is what no encoding can save:
 * nothing at all, `.` and `..` in any spelling (they would reach another route with the secret key), half a surrogate pair,
 * and more than 256 characters.
 *
 * @since 0.1.0
 * @category schemas
 */
export const PathSegment: Schema.Schema<string> = Schema.String.pipe(
  Schema.filter((segment) =>
    segment === "" ?
      "Expected an id, got an empty string"
      : segment.length > 256
      ? `Expected an id of at most 256 characters, got ${segment.length}`
      : dots.test(segment)
      ? "Expected an id, got a path that leads to another route"
      : !segment.isWellFormed()
      ? "Expected an id of well-formed Unicode"
      : undefined, { identifier: "PathSegment" })
)

const dots = /^(?:\.|%(?:25)*2e){1,2}$/i

/**
 * A flag in a query: `false` is sent, only `undefined` is left out.
 *
 * @since 0.1.0
 * @category query
 */
export const queryFlag = Schema.optional(Schema.BooleanFromString)

/**
 * A text in a query.
 *
 * @since 0.1.0
 * @category query
 */
export const queryText = Schema.optional(Schema.String)

/**
 * A moment in a query, sent as unix milliseconds.
 *
 * @since 0.1.0
 * @category query
 */
export const queryTime = Schema.optional(Schema.compose(Schema.NumberFromString, Timestamp))

/**
 * How many things a page holds: 1 to 500, by Clerk's default 10.
 *
 * @since 0.1.0
 * @category query
 */
export const limit = Schema.optional(Schema.NumberFromString.pipe(
  Schema.filter(
    (limit) =>
      Number.isInteger(limit) && limit >= 1 && limit <= 500 || `Expected a whole number from 1 to 500, got ${limit}`,
    {
      arbitrary: () => (fc) => fc.integer({ min: 1, max: 500 })
    }
  )
))

/**
 * How many things to skip: 0 or more, by Clerk's default 0.
 *
 * @since 0.1.0
 * @category query
 */
export const offset = Schema.optional(Schema.NumberFromString.pipe(
  Schema.filter(
    (offset) => Number.isSafeInteger(offset) && offset >= 0 || `Expected a whole number of 0 or more, got ${offset}`,
    {
      arbitrary: () => (fc) => fc.nat()
    }
  )
))

/**
 * 1 to 100 values of a filter, sent as repeated keys. None at all would be no filter, and match everybody.
 *
 * @since 0.1.0
 * @category query
 */
export const upTo100 = <A, I extends string>(value: Schema.Schema<A, I>) =>
  Schema.optional(
    Schema.Array(value).pipe(
      Schema.filter((values) =>
        values.length < 1 || values.length > 100
          ? `Expected 1 to 100 values, got ${values.length}`
          : values.some((value) => value === "" || hasProperty(value, "exclude") && value.exclude === "")
          ? "Expected no empty value"
          : undefined
      )
    )
  )

/**
 * A value to look for, or one to leave out: `"user_1"` or `{ exclude: "user_1" }`.
 *
 * On the wire a leading `+` or `-` tells them apart. A value that itself begins with either means itself: `"-5"` travels as
 * `+-5`.
 *
 * @since 0.1.0
 * @category query
 */
export const Signed = Schema.transform(
  Schema.String,
  Schema.Union(Schema.String, Schema.Struct({ exclude: Schema.String })),
  {
    strict: true,
    decode: (wire) => wire.startsWith("-") ? { exclude: wire.slice(1) } : wire.startsWith("+") ? wire.slice(1) : wire,
    encode: (value) => typeof value === "object" ? `-${value.exclude}` : /^[+-]/.test(value) ? `+${value}` : value
  }
)

/**
 * A value to look for where Clerk does not say whether it reads a leading `+` or `-` as include or exclude.
 *
 * @since 0.1.0
 * @category query
 */
export const Unsigned = Schema.String.pipe(
  Schema.filter((value) =>
    !/^[+-]/.test(value) ||
    "Expected a value that does not begin with + or -, which Clerk could read as include or exclude"
  )
)

/**
 * A body field that may be cleared: `null` is sent and clears it, `undefined` is left out and leaves it as it is.
 *
 * @since 0.1.0
 * @category body
 */
export const clearable = <A, I, R>(schema: Schema.Schema<A, I, R>) => Schema.optional(Schema.NullOr(schema))

/**
 * A secret: redacted in the program, plain on the wire.
 *
 * @since 0.1.0
 * @category body
 */
export const Secret: Schema.Schema<Redacted.Redacted, string> = Schema.transform(
  Schema.String,
  Schema.RedactedFromSelf(Schema.String).annotations({ title: "Redacted.make(…)" }),
  { strict: true, decode: Redacted.make, encode: Redacted.value }
)
