import { describe } from "@effect/vitest"
import { Effect, Either, Option, Schema, SchemaAST } from "effect"
import { flag, list, nullable, text, Timestamp, withUnknownFields } from "effect-clerk/Schema/wire/Fields"
import { alwaysSame, type Cases } from "../../support/alwaysSame.ts"

const { Number, String, Struct } = Schema

const answers: ReadonlyArray<unknown> = [
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
  answers
]

const struct = (fields: Schema.Struct.Fields): Cases[string] => [
  Struct(fields) as unknown as Schema.Schema.AnyNoContext,
  answers
]

const sentAs = (key: string) => Schema.propertySignature(String).pipe(Schema.fromKey(key))

const fallback = String.annotations({ decodingFallback: () => Either.right("fallback") })

/** A type that takes anything and makes a text of it. */
const declared = Schema.declare([], { decode: () => (input) => Either.right(`${input}`), encode: () => Either.right })

describe("fields", () =>
  alwaysSame({
    none: struct({}),
    "several, in the schema's own order": struct({ b: String, a: String, c: String }),
    "undefined or a string": a(Schema.UndefinedOr(String)),
    "null, undefined or a string": a(Schema.NullishOr(String)),
    unknown: a(Schema.Unknown),
    any: a(Schema.Any),
    void: a(Schema.Void),
    "an object": a(Schema.Object),
    never: a(Schema.Never),
    "that all objects have": struct({ toString: Schema.optional(Schema.Unknown) }),
    "with a symbol as the name": struct({ [Symbol.for("a")]: Schema.optional(String) })
  }))

describe("names", () =>
  alwaysSame({
    another: struct({ a: sentAs("b") }),
    "a symbol": struct({ [Symbol.for("a")]: sentAs("a") }),
    swapped: struct({ a: sentAs("b"), b: sentAs("a") }),
    "in a chain": struct({ a: sentAs("b"), b: sentAs("c") }),
    "in a chain, the other way round": struct({ b: sentAs("c"), a: sentAs("b") }),
    "one that is another's, which is optional": struct({ a: sentAs("b"), b: flag.pipe(Schema.fromKey("c")) }),
    renamed: [Schema.rename(Struct({ a: String, b: Schema.optional(String) }), { a: "c" }), answers],
    fewer: [Struct({ a: sentAs("b"), c: sentAs("a") }).pipe(Schema.pick("a")), answers],
    "of fields that are checked and dropped": [
      Schema.make(
        new SchemaAST.Transformation(
          Struct({ a: String, b: Schema.optional(String) }).ast,
          Struct({ a: String }).ast,
          new SchemaAST.TypeLiteralTransformation([])
        )
      ),
      answers
    ],
    "of a field that is not sent": [
      Struct({ a: String }).pipe(Schema.attachPropertySignature("kind", "one")),
      answers
    ],
    more: [Schema.extend(Struct({ a: sentAs("b") }), Struct({ c: Schema.optional(String) })), answers]
  }))

describe("optional", () =>
  alwaysSame({
    plain: a(Schema.optional(String)),
    exact: a(Schema.optionalWith(String, { exact: true })),
    nullable: a(Schema.optionalWith(String, { nullable: true })),
    "nullable, exact": a(Schema.optionalWith(String, { exact: true, nullable: true })),
    default: a(Schema.optionalWith(String, { default: () => "0" })),
    "default, exact": a(Schema.optionalWith(String, { default: () => "0", exact: true })),
    "default, nullable": a(Schema.optionalWith(String, { default: () => "0", nullable: true })),
    "default, exact, nullable": a(
      Schema.optionalWith(String, { default: () => "0", exact: true, nullable: true })
    ),
    "default of a constructor": a(
      Schema.optional(String).pipe(Schema.withConstructorDefault(() => "0"))
    ),
    "as Option": a(Schema.optionalWith(String, { as: "Option" })),
    "as Option, exact": a(Schema.optionalWith(String, { as: "Option", exact: true })),
    "as Option, nullable": a(Schema.optionalWith(String, { as: "Option", nullable: true })),
    "as Option, of nothing": a(
      Schema.optionalWith(String, { as: "Option", nullable: true, onNoneEncoding: () => Option.some(null) })
    ),
    transformed: a(Schema.optionalWith(Schema.NumberFromString, { default: () => 0 })),
    "default that throws": a(
      Schema.optionalWith(String, {
        default: () => {
          throw new Error("no default")
        }
      })
    ),
    required: a(
      Schema.optionalToRequired(String, String, { decode: Option.getOrElse(() => "0"), encode: Option.some })
    ),
    "of what is required": a(
      Schema.requiredToOptional(String, String, {
        decode: Option.liftPredicate((value) => value !== ""),
        encode: Option.getOrElse(() => "")
      })
    ),
    "of what is optional": a(
      Schema.optionalToOptional(String, Schema.Trimmed, {
        decode: Option.filter((value) => value !== ""),
        encode: (value) => value
      })
    ),
    all: [Schema.partial(Struct({ a: String, b: Number })), answers],
    "none of them": [Schema.required(Struct({ a: Schema.optional(String), b: String })), answers]
  }))

describe("the fields of the library, with other types", () =>
  alwaysSame({
    "a flag": a(flag),
    "a flag of another name": struct({ a: flag.pipe(Schema.fromKey("b")) }),
    "a text": a(text),
    "a list": a(list(Schema.NumberFromString)),
    "a list of anything": a(list(Schema.Unknown)),
    "null or a moment": a(nullable(Timestamp)),
    "null or unknown": a(nullable(Schema.Unknown)),
    "null or null": a(nullable(Schema.Null)),
    "null or one of several": a(nullable(Schema.Literal("1", 1))),
    "null or a number or a text of one": a(nullable(Schema.Union(Schema.NumberFromString, Number))),
    "null or null or a text": a(nullable(Schema.NullishOr(String))),
    "null that means something": a(
      nullable(Schema.transform(Schema.Null, String, { decode: () => "null", encode: () => null }))
    ),
    "null that means something, or a text": a(
      nullable(Schema.Union(
        Schema.transform(Schema.Null, Number, { decode: () => 0, encode: () => null }),
        String
      ))
    ),
    "null or what is made of anything": a(
      nullable(Schema.transform(Schema.Unknown, String, { decode: (value) => `${value}`, encode: (value) => value }))
    ),
    "null or what declares that null means something": a(nullable(declared)),
    "what reads as null": a(
      nullable(Schema.transform(String, Schema.NullOr(String), {
        decode: (value) => value || null,
        encode: (value) => value ?? ""
      }))
    ),
    "what reads as undefined": a(
      nullable(Schema.transform(String, Schema.UndefinedOr(String), {
        decode: (value) => value || undefined,
        encode: (value) => value ?? ""
      }))
    ),
    "null or a fallback": a(nullable(fallback)),
    "null or a text, or a fallback": a(nullable(Schema.NullOr(fallback))),
    "null or what is refused with an effect": a(nullable(Schema.filterEffect(String, () => Effect.succeed(false)))),
    "what is not known is kept": [
      withUnknownFields({ a: nullable(String), longName: nullable(Number) }) as Schema.Schema.AnyNoContext,
      [...answers, { a: "1", long_name: 1, longName: 2 }, { "~unknownFields": { b: 1 } }, { unknownFields: 1 }]
    ]
  }))
