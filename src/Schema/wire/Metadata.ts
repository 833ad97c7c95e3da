/**
 * Metadata that is sent: copied, checked, and of at most 8 KB.
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"
import type * as FastCheck from "effect/FastCheck"
import { identity } from "effect/Function"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import { copyOf, expected, isJsonObject, JsonObject, jsonObjects } from "./Json.ts"

/**
 * The most bytes of one kind of metadata: 8 KB of its JSON in UTF-8.
 *
 * @since 0.1.0
 * @category constants
 */
export const maxMetadataBytes = 8192

const metadataOf = (sized: (json: JsonObject) => unknown): Schema.Schema<object, JsonObject> =>
  Schema.declare(
    [],
    {
      decode: () => (input): Either.Either<object, ParseResult.ParseIssue> => decodeJson(input),
      encode: () => (input, _, ast) =>
        Either.mapLeft(
          Either.flatMap(
            isJsonObject(input) ? copyOf(input, true) : Either.left(undefined),
            (json) => {
              const size = sizeOf(sized(json))
              return size > maxMetadataBytes
                ? Either.left(`it has ${size} bytes, more than the ${maxMetadataBytes} of Clerk's limit`)
                : Either.right(json)
            }
          ),
          (fault) => new ParseResult.Type(ast, input, expected(fault))
        )
    },
    {
      identifier: "Metadata",
      description: "an object of JSON values",
      jsonSchema: { type: "object" },
      arbitrary: () => (fc): FastCheck.Arbitrary<object> => jsonObjects(fc)
    }
  )

/**
 * The input of a field with metadata: any object of values that JSON can represent, with an interface of its own if you like. It is copied
 * when it is sent, so that each of its values is read once.
 *
 * In addition to what `JsonObject` rejects, it rejects more than 8 KB, and numbers beyond 2^53. JSON can represent them, but readers round them:
 * send such an id as a string. In a response, `JSON.parse` has rounded them already.
 *
 * @since 0.1.0
 * @category schemas
 */
export const Metadata: Schema.Schema<object, JsonObject> = metadataOf(identity)

/**
 * Metadata that is merged into that of an object, where `null` removes a key. It is refused as `Metadata` is, but keys with `null` do not
 * count towards the 8 KB, since Clerk does not store them.
 *
 * @since 0.1.0
 * @category schemas
 */
export const MetadataPatch: Schema.Schema<object, JsonObject> = metadataOf((json) => withoutNulls(json))

/** What is stored of a patch of nothing. */
const withoutNulls = (value: unknown): unknown =>
  isJsonObject(value)
    ? Object.fromEntries(
      Object.entries(value).flatMap(([key, inner]) => inner === null ? [] : [[key, withoutNulls(inner)]])
    )
    : value

/** The bytes of the JSON of a value in UTF-8. */
const sizeOf = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length

const decodeJson = ParseResult.decodeUnknownEither(JsonObject)
