import { describe } from "@effect/vitest"
import { Effect, Either, Option, Schema, SchemaAST } from "effect"
import { flag, list, nullable, text, Timestamp, withUnknownFields } from "effect-clerk/Schema/wire/Fields"
import { alwaysSame, type Cases } from "../../support/alwaysSame.ts"

const { Number, String, Struct } = Schema

const inputs: ReadonlyArray<unknown> = [
  {},
  { a: undefined },
  { a: null },
  { a: "" },
  { a: "1" },
  { a: 1 },
  { a: " b " },
  { b: "1" },
  { b: null },
  { b: undefined },
  { b: 1, a: 2 },
  { a: "1", b: "2" },
  { c: "3", b: "2", a: "1" }
]

/** The field `a`. */
const a = (field: Schema.Struct.Field): Cases[string] => [
  Struct({ a: field }) as unknown as Schema.Schema.AnyNoContext,
  inputs
]

const struct = (fields: Schema.Struct.Fields): Cases[string] => [
  Struct(fields) as unknown as Schema.Schema.AnyNoContext,
  inputs
]

const sentAs = (key: string) => Schema.propertySignature(String).pipe(Schema.fromKey(key))

const fallback = String.annotations({ decodingFallback: () => Either.right("fallback") })

/** A declaration that accepts any input and decodes to a string. */
const declared = Schema.declare([], { decode: () => (input) => Either.right(`${input}`), encode: () => Either.right })

describe("a compiled field", () =>
  alwaysSame({
    "in an object without fields": struct({}),
    "beside others, in the order of the schema": struct({ b: String, a: String, c: String }),
    "of type string or undefined": a(Schema.UndefinedOr(String)),
    "of type string, null or undefined": a(Schema.NullishOr(String)),
    "of type unknown": a(Schema.Unknown),
    "of type any": a(Schema.Any),
    "of type void": a(Schema.Void),
    "of type object": a(Schema.Object),
    "of type never": a(Schema.Never),
    "that is called toString": struct({ toString: Schema.optional(Schema.Unknown) }),
    "that is called by a symbol": struct({ [Symbol.for("a")]: Schema.optional(String) })
  }))

describe("a compiled field with a name", () =>
  alwaysSame({
    "other than its key": struct({ a: sentAs("b") }),
    "that is a symbol": struct({ [Symbol.for("a")]: sentAs("a") }),
    "swapped with another": struct({ a: sentAs("b"), b: sentAs("a") }),
    "in a chain of renamed fields": struct({ a: sentAs("b"), b: sentAs("c") }),
    "in a chain of renamed fields, in reverse order": struct({ b: sentAs("c"), a: sentAs("b") }),
    "that is the key of an optional field": struct({ a: sentAs("b"), b: flag.pipe(Schema.fromKey("c")) }),
    "from Schema.rename": [Schema.rename(Struct({ a: String, b: Schema.optional(String) }), { a: "c" }), inputs],
    "from Schema.pick": [Struct({ a: sentAs("b"), c: sentAs("a") }).pipe(Schema.pick("a")), inputs],
    "that is checked and dropped": [
      Schema.make(
        new SchemaAST.Transformation(
          Struct({ a: String, b: Schema.optional(String) }).ast,
          Struct({ a: String }).ast,
          new SchemaAST.TypeLiteralTransformation([])
        )
      ),
      inputs
    ],
    "from Schema.attachPropertySignature": [
      Struct({ a: String }).pipe(Schema.attachPropertySignature("kind", "one")),
      inputs
    ],
    "from Schema.extend": [Schema.extend(Struct({ a: sentAs("b") }), Struct({ c: Schema.optional(String) })), inputs]
  }))

describe("a compiled optional field", () =>
  alwaysSame({
    "from Schema.optional": a(Schema.optional(String)),
    "that is exact": a(Schema.optionalWith(String, { exact: true })),
    "that is nullable": a(Schema.optionalWith(String, { nullable: true })),
    "that is nullable and exact": a(Schema.optionalWith(String, { exact: true, nullable: true })),
    "with a default": a(Schema.optionalWith(String, { default: () => "0" })),
    "with a default, exact": a(Schema.optionalWith(String, { default: () => "0", exact: true })),
    "with a default, nullable": a(Schema.optionalWith(String, { default: () => "0", nullable: true })),
    "with a default, exact and nullable": a(
      Schema.optionalWith(String, { default: () => "0", exact: true, nullable: true })
    ),
    "with a constructor default": a(
      Schema.optional(String).pipe(Schema.withConstructorDefault(() => "0"))
    ),
    "as Option": a(Schema.optionalWith(String, { as: "Option" })),
    "as Option, exact": a(Schema.optionalWith(String, { as: "Option", exact: true })),
    "as Option, nullable": a(Schema.optionalWith(String, { as: "Option", nullable: true })),
    "as Option, encoded as null": a(
      Schema.optionalWith(String, { as: "Option", nullable: true, onNoneEncoding: () => Option.some(null) })
    ),
    "with a transformed type": a(Schema.optionalWith(Schema.NumberFromString, { default: () => 0 })),
    "with a default that throws": a(
      Schema.optionalWith(String, {
        default: () => {
          throw new Error("no default")
        }
      })
    ),
    "from Schema.optionalToRequired": a(
      Schema.optionalToRequired(String, String, { decode: Option.getOrElse(() => "0"), encode: Option.some })
    ),
    "from Schema.requiredToOptional": a(
      Schema.requiredToOptional(String, String, {
        decode: Option.liftPredicate((value) => value !== ""),
        encode: Option.getOrElse(() => "")
      })
    ),
    "from Schema.optionalToOptional": a(
      Schema.optionalToOptional(String, Schema.Trimmed, {
        decode: Option.filter((value) => value !== ""),
        encode: (value) => value
      })
    ),
    "from Schema.partial": [Schema.partial(Struct({ a: String, b: Number })), inputs],
    "made required by Schema.required": [Schema.required(Struct({ a: Schema.optional(String), b: String })), inputs]
  }))

describe("a compiled field of Schema/wire/Fields", () =>
  alwaysSame({
    flag: a(flag),
    "flag with a key": struct({ a: flag.pipe(Schema.fromKey("b")) }),
    text: a(text),
    "list of numbers": a(list(Schema.NumberFromString)),
    "list of unknown": a(list(Schema.Unknown)),
    "nullable timestamp": a(nullable(Timestamp)),
    "nullable unknown": a(nullable(Schema.Unknown)),
    "nullable null": a(nullable(Schema.Null)),
    "nullable literals": a(nullable(Schema.Literal("1", 1))),
    "nullable number or number in a string": a(nullable(Schema.Union(Schema.NumberFromString, Number))),
    "nullable nullish string": a(nullable(Schema.NullishOr(String))),
    "nullable transformation of null": a(
      nullable(Schema.transform(Schema.Null, String, { decode: () => "null", encode: () => null }))
    ),
    "nullable transformation of null, or a string": a(
      nullable(Schema.Union(
        Schema.transform(Schema.Null, Number, { decode: () => 0, encode: () => null }),
        String
      ))
    ),
    "nullable transformation of unknown": a(
      nullable(Schema.transform(Schema.Unknown, String, { decode: (value) => `${value}`, encode: (value) => value }))
    ),
    "nullable declaration that accepts null": a(nullable(declared)),
    "nullable transformation to null": a(
      nullable(Schema.transform(String, Schema.NullOr(String), {
        decode: (value) => value || null,
        encode: (value) => value ?? ""
      }))
    ),
    "nullable transformation to undefined": a(
      nullable(Schema.transform(String, Schema.UndefinedOr(String), {
        decode: (value) => value || undefined,
        encode: (value) => value ?? ""
      }))
    ),
    "nullable with a decoding fallback": a(nullable(fallback)),
    "nullable nullable with a decoding fallback": a(nullable(Schema.NullOr(fallback))),
    "nullable with an effectful filter": a(nullable(Schema.filterEffect(String, () => Effect.succeed(false)))),
    withUnknownFields: [
      withUnknownFields({ a: nullable(String), longName: nullable(Number) }) as Schema.Schema.AnyNoContext,
      [...inputs, { a: "1", long_name: 1, longName: 2 }, { "~unknownFields": { b: 1 } }, { unknownFields: 1 }]
    ]
  }))
