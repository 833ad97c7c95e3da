/**
 * Schemas for the parameters of requests: path segments, query values and body fields. Each is checked before it is sent.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import { hasProperty, isDate } from "effect/Predicate"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { Timestamp } from "./Fields.ts"

/**
 * The most items that Clerk returns in one page.
 *
 * @since 0.1.0
 * @category constants
 */
export const maxPageSize = 500

/**
 * The number of items that Clerk returns in a page without `limit`.
 *
 * @since 0.1.0
 * @category constants
 */
export const defaultPageSize = 10

/**
 * The most values that Clerk accepts in one filter.
 *
 * @since 0.1.0
 * @category constants
 */
export const maxFilterValues = 100

/**
 * An id in a path: any string that can only reach its own route.
 *
 * Percent-encoding, done when the path is built, handles `/`, `?`, `#` and `%`. This schema rejects the ids that encoding
 * cannot make safe: the empty string, `.` and `..` in any spelling (they would reach another route with the secret key),
 * unpaired surrogates, and ids of more than 256 characters.
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
 * An OAuth provider, such as `"google"` or `"oauth_google"`. The latter is Clerk's name, which is sent.
 *
 * @since 0.1.0
 * @category schemas
 */
export const OAuthProvider: Schema.Schema<string> = Schema.transform(
  Schema.String,
  PathSegment.annotations({ arbitrary: () => (fc) => fc.string().map((name) => `oauth_${name}`) }),
  {
    strict: true,
    decode: (provider) => provider,
    encode: (provider) => provider.startsWith("oauth_") ? provider : `oauth_${provider}`
  }
)

/**
 * A boolean in a query. `false` is sent, `undefined` is omitted.
 *
 * @since 0.1.0
 * @category query
 */
export const queryFlag = Schema.optional(Schema.BooleanFromString)

/**
 * A string in a query.
 *
 * @since 0.1.0
 * @category query
 */
export const queryText = Schema.optional(Schema.String)

const Time = Schema.declare(
  (input): input is DateTime.Utc | Date =>
    isDate(input) ? !Number.isNaN(input.getTime()) : DateTime.isDateTime(input) && DateTime.isUtc(input),
  {
    identifier: "DateTime.Utc or Date",
    arbitrary: () => (fc) => fc.date({ noInvalidDate: true }).map(DateTime.unsafeMake<Date>)
  }
)

const timeAs = <I>(wire: Schema.Schema<DateTime.Utc, I>): Schema.Schema<DateTime.Utc | Date, I> =>
  Schema.transform(wire, Time, {
    strict: true,
    decode: (time) => time,
    encode: DateTime.unsafeMake<DateTime.Utc | Date>
  })

/**
 * A time in a query, sent in Unix milliseconds.
 *
 * @since 0.1.0
 * @category query
 */
export const queryTime = Schema.optional(timeAs(Schema.compose(Schema.NumberFromString, Timestamp)))

/**
 * A time in a body, sent in ISO 8601.
 *
 * @since 0.1.0
 * @category body
 */
export const IsoTime: Schema.Schema<DateTime.Utc | Date, string> = timeAs(Schema.DateTimeUtc)

/**
 * The maximum number of items in a page, from 1 to a maximum. Clerk's default is 10.
 *
 * @since 0.1.0
 * @category query
 */
export const limitOf = (max: number) =>
  Schema.optional(Schema.NumberFromString.pipe(
    Schema.filter(
      (limit) =>
        Number.isInteger(limit) && limit >= 1 && limit <= max ||
        `Expected a whole number from 1 to ${max}, got ${limit}`,
      {
        arbitrary: () => (fc) => fc.integer({ min: 1, max })
      }
    )
  ))

/**
 * The maximum number of items in a page, 1 to 500. Clerk's default is 10.
 *
 * @since 0.1.0
 * @category query
 */
export const limit = limitOf(maxPageSize)

/**
 * The number of items to skip, 0 or more. Clerk's default is 0.
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
 * The values of a filter, 1 to 100, sent as repeated keys. An empty filter is rejected, since Clerk would match everything.
 *
 * @since 0.1.0
 * @category query
 */
export const filterValues = <A, I extends string>(value: Schema.Schema<A, I>) =>
  Schema.optional(
    Schema.Array(value).pipe(
      Schema.filter((values) =>
        values.length < 1 || values.length > maxFilterValues
          ? `Expected 1 to ${maxFilterValues} values, got ${values.length}`
          : values.some((value) => value === "" || hasProperty(value, "exclude") && value.exclude === "")
          ? "Expected no empty value"
          : undefined
      )
    )
  )

/**
 * A value to exclude.
 *
 * @since 0.1.0
 * @category models
 */
export interface Excluded {
  /** The value to exclude. */
  readonly exclude: string
}

/**
 * A value to include or to exclude: `"user_1"` or `{ exclude: "user_1" }`.
 *
 * On the wire, a leading `-` excludes and a leading `+` includes. A value that itself starts with either is sent with a `+`:
 * `"-5"` becomes `+-5`.
 *
 * @since 0.1.0
 * @category query
 */
export const Signed: Schema.Schema<string | Excluded, string> = Schema.transform(
  Schema.String,
  Schema.Union(
    Schema.String,
    Schema.Struct({ exclude: Schema.String })
  ),
  {
    strict: true,
    decode: (wire) => wire.startsWith("-") ? { exclude: wire.slice(1) } : wire.startsWith("+") ? wire.slice(1) : wire,
    encode: (value) => typeof value === "object" ? `-${value.exclude}` : /^[+-]/.test(value) ? `+${value}` : value
  }
)

/**
 * A value to include, for filters where Clerk does not document the meaning of a leading `+` or `-`. Such values are rejected.
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
 * A body field that can be cleared: `null` is sent and clears it, `undefined` is omitted and changes nothing.
 *
 * @since 0.1.0
 * @category body
 */
export const clearable = <A, I, R>(schema: Schema.Schema<A, I, R>) => Schema.optional(Schema.NullOr(schema))

/**
 * A name in a body that programs use, such as the key of a role. `example` is a value that the pattern allows.
 *
 * @since 0.1.0
 * @category body
 */
export const keyOfPattern = (pattern: RegExp, expected: string, example: string): Schema.Schema<string> =>
  Schema.String.pipe(
    Schema.filter((key) => pattern.test(key) || `Expected ${expected}`, {
      arbitrary: () => (fc) => fc.nat().map((count) => `${example}_${count}`)
    })
  )

/**
 * A whole number in a body, within limits.
 *
 * @since 0.1.0
 * @category body
 */
export const wholeNumber = (min: number, max: number): Schema.Schema<number> =>
  Schema.Number.pipe(
    Schema.filter(
      (value) =>
        Number.isInteger(value) && value >= min && value <= max ||
        `Expected a whole number from ${min} to ${max}, got ${value}`,
      { arbitrary: () => (fc) => fc.integer({ min, max }) }
    )
  )

/**
 * The items of a body, 1 to `max`.
 *
 * @since 0.1.0
 * @category body
 */
export const items = <A, I>(
  item: Schema.Schema<A, I>,
  max: number
): Schema.Schema<ReadonlyArray<A>, ReadonlyArray<I>> => {
  const message = () => `Expected 1 to ${max} items`
  return Schema.Array(item).pipe(Schema.minItems(1, { message }), Schema.maxItems(max, { message }))
}

/**
 * A body that is a list, which is one field of the input.
 *
 * @since 0.1.0
 * @category body
 */
export const listBody = <Name extends string, A, I>(
  name: Name,
  list: Schema.Schema<ReadonlyArray<A>, ReadonlyArray<I>>
): Schema.Schema<{ readonly [Key in Name]: ReadonlyArray<A> }, ReadonlyArray<I>> =>
  Schema.transform(Schema.encodedSchema(list), Schema.Struct({ [name]: list }), {
    strict: false,
    decode: (items) => ({ [name]: items }),
    encode: (input: { readonly [name: string]: unknown }) => input[name]
  }) as never

/**
 * A secret: `Redacted` in the program, plain text on the wire.
 *
 * @since 0.1.0
 * @category body
 */
export const Secret: Schema.Schema<Redacted.Redacted, string> = Schema.transform(
  Schema.String,
  Schema.RedactedFromSelf(Schema.String).annotations({ title: "Redacted.make(…)" }),
  { strict: true, decode: Redacted.make, encode: Redacted.value }
)
