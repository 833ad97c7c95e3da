/**
 * Schemas for the fields of Clerk's responses. They tolerate missing and null fields, so that one of them does not fail the
 * whole object.
 *
 * A missing nullable field decodes to `null`. A missing or null field of any other kind decodes to its empty value: `false`,
 * `""`, `0`, `[]` or `{}`.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Schema from "effect/Schema"
import * as AST from "effect/SchemaAST"
import { isJsonObject, JsonObject } from "./Json.ts"
import { keyOf, snakeCase, type SnakeCaseFields } from "./SnakeCase.ts"

/**
 * Annotates a field with a function that returns the value of a missing or null field. The compiled decoder reads it.
 *
 * @since 0.1.0
 * @category annotations
 */
export const MissingValueAnnotationId: unique symbol = Symbol.for("effect-clerk/MissingValue")

/**
 * Annotates a schema with a faster function that decodes to the same value, or returns undefined to fall back to the schema.
 * The compiled decoder calls it.
 *
 * @since 0.1.0
 * @category annotations
 */
export const FastDecodeAnnotationId: unique symbol = Symbol.for("effect-clerk/FastDecode")

/**
 * Annotates an object with the name of the field that holds its unknown fields. The compiled decoder reads it.
 *
 * @since 0.1.0
 * @category annotations
 */
export const UnknownFieldsAnnotationId: unique symbol = Symbol.for("effect-clerk/UnknownFields")

/**
 * A field with a default value: missing and null both decode to it.
 *
 * @since 0.1.0
 * @category fields
 */
export const withDefault = <A, I, R>(schema: Schema.Schema<A, I, R>, value: () => NoInfer<A>) =>
  Schema.optionalWith(schema, { default: value, nullable: true }).annotations({ [MissingValueAnnotationId]: value })

/**
 * A nullable field: missing and null both decode to `null`.
 *
 * @since 0.1.0
 * @category fields
 */
export const nullable = <A, I, R>(schema: Schema.Schema<A, I, R>) =>
  Schema.optionalWith(Schema.NullOr(schema), { default: () => null }).annotations({
    [MissingValueAnnotationId]: () => null
  })

/**
 * A boolean field: missing and null both decode to `false`.
 *
 * @since 0.1.0
 * @category fields
 */
export const flag = withDefault(Schema.Boolean, () => false)

/**
 * A string field: missing and null both decode to `""`.
 *
 * @since 0.1.0
 * @category fields
 */
export const text = withDefault(Schema.String, () => "")

/**
 * A field with a branded id: missing and null both decode to `""`.
 *
 * @since 0.1.0
 * @category fields
 */
export const id = <A extends string>(schema: Schema.Schema<A, string>) => withDefault(schema, () => "" as A)

/**
 * A number field: missing and null both decode to `0`.
 *
 * @since 0.1.0
 * @category fields
 */
export const count = withDefault(Schema.Number, () => 0)

/**
 * A field with a list: missing and null both decode to `[]`.
 *
 * @since 0.1.0
 * @category fields
 */
export const list = <A, I, R>(item: Schema.Schema<A, I, R>) => withDefault(Schema.Array(item), () => [])

/**
 * A field with metadata: missing and null both decode to `{}`. Keys inside it are never renamed.
 *
 * @since 0.1.0
 * @category fields
 */
export const metadata = withDefault(JsonObject, () => ({}))

/**
 * The field `object` with the type of the object, such as `"user"`: missing and null both decode to that type.
 *
 * @since 0.1.0
 * @category fields
 */
export const object = <Type extends string>(type: Type) => withDefault(openEnum(type), () => type)

/**
 * A time in Unix milliseconds.
 *
 * @since 0.1.0
 * @category schemas
 */
export const Timestamp = Schema.DateTimeUtcFromNumber.annotations({
  title: "unix milliseconds",
  [FastDecodeAnnotationId]: (input: unknown) =>
    typeof input === "number" && Math.abs(input) <= maxEpochMillis
      ? makeUtc(Math.trunc(input) + 0)
      : undefined
})

/** The last time that a `Date` can represent. */
const maxEpochMillis = 8.64e15

/**
 * Makes what `DateTime.unsafeMake` makes, without its `Object.defineProperty` for a property that is undefined until the parts of the time
 * are asked for: a page of 500 users has thousands of times.
 */
const utcMaker = (): (epochMillis: number) => DateTime.Utc => {
  function Utc(this: { epochMillis: number }, epochMillis: number) {
    this.epochMillis = epochMillis
  }
  Utc.prototype = Object.getPrototypeOf(DateTime.unsafeMake(0))
  const Constructor = Utc as unknown as new(epochMillis: number) => DateTime.Utc
  return (epochMillis) => new Constructor(epochMillis)
}

const makeUtc = utcMaker()

/**
 * A duration in seconds. A negative number decodes to zero.
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
).annotations({ title: "seconds" })

/**
 * Known values, which editors complete, or any other string, since Clerk can add values.
 *
 * @since 0.1.0
 * @category schemas
 */
export const openEnum = <const Known extends string>(
  ...known: ReadonlyArray<Known>
): Schema.Schema<OpenEnum<Known>, string> =>
  Schema.String.annotations({
    description: "one of the examples, or a newer value",
    examples: known as ReadonlyArray<string> as [string]
  }) as Schema.Schema<OpenEnum<Known>, string>

/**
 * One of the known strings, or any other string.
 *
 * @since 0.1.0
 * @category models
 */
export type OpenEnum<Known extends string> = Known | (string & {})

/**
 * The field that `withUnknownFields` adds.
 *
 * @since 0.1.0
 * @category models
 */
export type UnknownFields = {
  /** The fields that Clerk sent and this version of the library does not know, under their names on the wire. */
  readonly unknownFields: Schema.PropertySignature<
    ":",
    JsonObject,
    typeof unknownFieldsKey,
    "?:",
    JsonObject | null | undefined,
    true
  >
}

/**
 * Renames every field to snake_case on the wire, and adds the field `unknownFields` for all others.
 *
 * @since 0.1.0
 * @category combinators
 */
export const withUnknownFields = <const Fields extends Schema.Struct.Fields>(
  declared: Fields
): Schema.Struct<SnakeCaseFields<Fields> & UnknownFields> => {
  const struct = Schema.Struct({
    ...snakeCase(declared),
    unknownFields: metadata.pipe(Schema.fromKey(unknownFieldsKey))
  })
  const knownKeys = new Set(Object.values(struct.fields).map(keyOf).filter((key) => key !== unknownFieldsKey))
  const schema = Schema.transform(
    Schema.declare(isJsonObject, { title: "an object" }),
    struct as unknown as Schema.Schema<JsonObject>,
    {
      strict: true,
      decode: (body) => {
        const unknownKeys = Object.keys(body).filter((key) => !knownKeys.has(key))
        return unknownKeys.length === 0
          ? body
          : { ...body, [unknownFieldsKey]: Object.fromEntries(unknownKeys.map((key) => [key, body[key]])) }
      },
      encode: ({ [unknownFieldsKey]: unknownFields, ...body }) => ({ ...(unknownFields as JsonObject), ...body })
    }
  ).annotations({
    [UnknownFieldsAnnotationId]: "unknownFields",
    // What JSONSchema sees.
    [AST.SurrogateAnnotationId]: Schema.Struct(snakeCase(declared)).annotations({
      jsonSchema: { additionalProperties: true }
    }).ast
  })
  // Schema.Class reads the fields for the constructor and uses the schema itself for everything else.
  return Object.assign(schema, { fields: struct.fields }) as never
}

const unknownFieldsKey = "~unknownFields"
