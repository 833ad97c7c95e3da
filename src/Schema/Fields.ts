/**
 * The kinds of fields that Clerk's answers are made of, each with the tolerant reading that four years of broken SDKs taught.
 *
 * A field that may be null reads `null` when it is absent; a field that Clerk always sends reads its empty value (`false`,
 * `""`, `[]`, `{}`) when it is absent or null. So one odd field never costs the whole user.
 *
 * @since 0.1.0
 */
import * as Duration from "effect/Duration"
import * as Schema from "effect/Schema"
import { isJsonObject, JsonObject } from "./Json.ts"
import { keyOf, snakeCase } from "./SnakeCase.ts"

/**
 * A value that may be null: absent and null both read as `null`.
 *
 * @since 0.1.0
 * @category fields
 */
export const nullable = <A, I, R>(schema: Schema.Schema<A, I, R>) =>
  Schema.optionalWith(Schema.NullOr(schema), { default: () => null })

/**
 * A flag: absent and null both read as `false`.
 *
 * @since 0.1.0
 * @category fields
 */
export const flag = Schema.optionalWith(Schema.Boolean, { default: () => false, nullable: true })

/**
 * A text that Clerk always sends: absent and null both read as `""`.
 *
 * @since 0.1.0
 * @category fields
 */
export const text = Schema.optionalWith(Schema.String, { default: () => "", nullable: true })

/**
 * A branded id that Clerk always sends: absent and null both read as `""`.
 *
 * @since 0.1.0
 * @category fields
 */
export const id = <A extends string>(schema: Schema.Schema<A, string>) =>
  Schema.optionalWith(schema, { default: () => "" as A, nullable: true })

/**
 * A count that Clerk always sends: absent and null both read as `0`.
 *
 * @since 0.1.0
 * @category fields
 */
export const count = Schema.optionalWith(Schema.Number, { default: () => 0, nullable: true })

/**
 * A list: absent and null both read as `[]`.
 *
 * @since 0.1.0
 * @category fields
 */
export const list = <A, I, R>(item: Schema.Schema<A, I, R>) =>
  Schema.optionalWith(Schema.Array(item), { default: () => [], nullable: true })

/**
 * Metadata: absent and null both read as `{}`, and no key is touched at any depth.
 *
 * @since 0.1.0
 * @category fields
 */
export const metadata = Schema.optionalWith(JsonObject, { default: () => ({}), nullable: true })

/**
 * The name of the kind of object, such as `"user"`, that Clerk writes into each one.
 *
 * @since 0.1.0
 * @category fields
 */
export const object = <Kind extends string>(kind: Kind) =>
  Schema.optionalWith(openEnum(kind), { default: () => kind, nullable: true })

/**
 * A moment in unix milliseconds.
 *
 * @since 0.1.0
 * @category schemas
 */
export const Timestamp = Schema.DateTimeUtcFromNumber.annotations({ identifier: "unix milliseconds" })

/**
 * A length of time in seconds; less than none reads as none.
 *
 * @since 0.1.0
 * @category schemas
 */
export const Seconds: Schema.Schema<Duration.Duration, number> = Schema.transform(
  Schema.Number,
  Schema.DurationFromSelf.pipe(
    Schema.filter((duration) => Duration.isFinite(duration), {
      arbitrary: () => (fc) => fc.nat().map(Duration.seconds)
    })
  ),
  { strict: true, decode: Duration.seconds, encode: Duration.toSeconds }
).annotations({ identifier: "seconds" })

/**
 * Known values that autocomplete, and any other string: Clerk adds values without warning.
 *
 * @since 0.1.0
 * @category schemas
 */
export const openEnum = <const Known extends string>(
  ...known: ReadonlyArray<Known>
): Schema.Schema<OpenEnum<Known>, string> =>
  Schema.String.annotations({
    description: `one of ${known.join(", ")}, or a value that Clerk has added since`
  }) as Schema.Schema<OpenEnum<Known>, string>

/**
 * One of the known strings, or any other.
 *
 * @since 0.1.0
 * @category models
 */
export type OpenEnum<Known extends string> = Known | (string & {})

/**
 * Names the fields for the wire and adds `extra`: the keys that Clerk sent and this version does not know, as they came.
 *
 * @since 0.1.0
 * @category combinators
 */
export const withExtra = <const Fields extends Schema.Struct.Fields>(declared: Fields) => {
  const struct = Schema.Struct({ ...snakeCase(declared), extra: metadata.pipe(Schema.fromKey(extraKey)) })
  const known = new Set(Object.values(struct.fields).map(keyOf).filter((key) => key !== extraKey))
  const schema = Schema.transform(
    Schema.declare(isJsonObject, { title: "an object", jsonSchema: { type: "object" } }),
    struct as unknown as Schema.Schema<JsonObject>,
    {
      strict: true,
      decode: (body) => {
        const unknown = Object.entries(body).filter(([key]) => !known.has(key))
        return unknown.length === 0 ? body : { ...body, [extraKey]: Object.fromEntries(unknown) }
      },
      encode: ({ [extraKey]: extra, ...body }) => ({ ...(extra as JsonObject), ...body })
    }
  )
  // Schema.Class reads the fields for the constructor and uses the schema itself for everything else.
  return Object.assign(schema, { fields: struct.fields }) as unknown as typeof struct
}

const extraKey = "~extra"
