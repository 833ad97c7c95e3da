/**
 * The kinds of fields that Clerk's answers are made of, each with the tolerant reading that four years of broken SDKs taught.
 *
 * A field that may be null reads `null` when it is absent; a field that Clerk always sends reads its empty value (`false`,
 * `""`, `[]`, `{}`) when it is absent or null. So one odd field never costs the whole user.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Schema from "effect/Schema"
import { isJsonObject, JsonObject } from "./Json.ts"
import { keyOf, snakeCase } from "./SnakeCase.ts"

/**
 * The annotation of a field that tells what it reads when it is absent or null, for the compiled decoder.
 *
 * @since 0.1.0
 * @category annotations
 */
export const absent: unique symbol = Symbol.for("effect-clerk/absent")

/**
 * The annotation of a schema that tells a shorter way to the same value, for the compiled decoder: undefined is "ask the schema".
 *
 * @since 0.1.0
 * @category annotations
 */
export const shortcut: unique symbol = Symbol.for("effect-clerk/shortcut")

/**
 * The annotation of an object that keeps the keys which it does not know, for the compiled decoder: the field that they are in.
 *
 * @since 0.1.0
 * @category annotations
 */
export const rest: unique symbol = Symbol.for("effect-clerk/rest")

/**
 * A value that Clerk always sends: absent and null both read as an empty one.
 *
 * @since 0.1.0
 * @category fields
 */
export const tolerant = <A, I, R>(schema: Schema.Schema<A, I, R>, value: () => NoInfer<A>) =>
  Schema.optionalWith(schema, { default: value, nullable: true }).annotations({ [absent]: value })

/**
 * A value that may be null: absent and null both read as `null`.
 *
 * @since 0.1.0
 * @category fields
 */
export const nullable = <A, I, R>(schema: Schema.Schema<A, I, R>) =>
  Schema.optionalWith(Schema.NullOr(schema), { default: () => null }).annotations({ [absent]: () => null })

/**
 * A flag: absent and null both read as `false`.
 *
 * @since 0.1.0
 * @category fields
 */
export const flag = tolerant(Schema.Boolean, () => false)

/**
 * A text that Clerk always sends: absent and null both read as `""`.
 *
 * @since 0.1.0
 * @category fields
 */
export const text = tolerant(Schema.String, () => "")

/**
 * A branded id that Clerk always sends: absent and null both read as `""`.
 *
 * @since 0.1.0
 * @category fields
 */
export const id = <A extends string>(schema: Schema.Schema<A, string>) => tolerant(schema, () => "" as A)

/**
 * A count that Clerk always sends: absent and null both read as `0`.
 *
 * @since 0.1.0
 * @category fields
 */
export const count = tolerant(Schema.Number, () => 0)

/**
 * A list: absent and null both read as `[]`.
 *
 * @since 0.1.0
 * @category fields
 */
export const list = <A, I, R>(item: Schema.Schema<A, I, R>) => tolerant(Schema.Array(item), () => [])

/**
 * Metadata: absent and null both read as `{}`, and no key is touched at any depth.
 *
 * @since 0.1.0
 * @category fields
 */
export const metadata = tolerant(JsonObject, () => ({}))

/**
 * The name of the kind of object, such as `"user"`, that Clerk writes into each one.
 *
 * @since 0.1.0
 * @category fields
 */
export const object = <Kind extends string>(kind: Kind) => tolerant(openEnum(kind), () => kind)

/**
 * A moment in unix milliseconds.
 *
 * @since 0.1.0
 * @category schemas
 */
export const Timestamp = Schema.DateTimeUtcFromNumber.annotations({
  identifier: "unix milliseconds",
  [shortcut]: (input: unknown) =>
    typeof input === "number" && Math.abs(input) <= lastMoment
      ? DateTime.mapEpochMillis(epoch, () => Math.trunc(input) + 0)
      : undefined
})

/** Of those that a `Date` can hold. */
const lastMoment = 8.64e15

const epoch = DateTime.unsafeMake(0)

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
 * Names the fields for the wire and adds `unknownFields`: the keys that Clerk sent and this version does not know, as they came.
 *
 * @since 0.1.0
 * @category combinators
 */
export const withUnknownFields = <const Fields extends Schema.Struct.Fields>(declared: Fields) => {
  const struct = Schema.Struct({
    ...snakeCase(declared),
    unknownFields: metadata.pipe(Schema.fromKey(unknownFieldsKey))
  })
  const known = new Set(Object.values(struct.fields).map(keyOf).filter((key) => key !== unknownFieldsKey))
  const schema = Schema.transform(
    Schema.declare(isJsonObject, { title: "an object", jsonSchema: { type: "object" } }),
    struct as unknown as Schema.Schema<JsonObject>,
    {
      strict: true,
      decode: (body) => {
        const unknown = Object.keys(body).filter((key) => !known.has(key))
        return unknown.length === 0
          ? body
          : { ...body, [unknownFieldsKey]: Object.fromEntries(unknown.map((key) => [key, body[key]])) }
      },
      encode: ({ [unknownFieldsKey]: extra, ...body }) => ({ ...(extra as JsonObject), ...body })
    }
  ).annotations({ [rest]: "unknownFields" })
  // Schema.Class reads the fields for the constructor and uses the schema itself for everything else.
  return Object.assign(schema, { fields: struct.fields }) as unknown as typeof struct
}

const unknownFieldsKey = "~unknownFields"
