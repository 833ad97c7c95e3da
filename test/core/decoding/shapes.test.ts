import { describe } from "@effect/vitest"
import { DateTime, Effect, Either, ParseResult, Schema } from "effect"
import { Timestamp } from "effect-clerk/Schema/wire/Fields"
import { alwaysSame } from "../../support/alwaysSame.ts"

const { Number, String, Struct } = Schema

interface Tree {
  readonly value: string
  readonly children: ReadonlyArray<Tree>
  readonly next: Tree | null
}
const Tree = Struct({
  value: String,
  children: Schema.Array(Schema.suspend((): Schema.Schema<Tree> => Tree)),
  next: Schema.NullOr(Schema.suspend((): Schema.Schema<Tree> => Tree))
})

class Point extends Schema.Class<Point>("Point")({ x: Number, y: Number }) {}

const Circle = Struct({ kind: Schema.Literal("circle"), radius: Number })
const Square = Struct({ kind: Schema.Literal("square"), side: Number })
const sentAs = <S extends Schema.Schema.All>(key: string, schema: S) =>
  Schema.propertySignature(schema).pipe(Schema.fromKey(key))

const fields = [{}, { a: "1" }, { a: 1 }, { a: "1", b: 2 }, { b: "2", a: "1" }, { b: "1" }, { ab: "1" }]
const lists = [[], ["a"], ["a", 1], ["1"], [1, true], ["a", 1, true], [["1"]], [[]]]
const points = [{}, { x: 1, y: 2 }, { x: 1, y: "2" }, { x: 1, y: 2, z: 3 }]
const shapes = [
  { kind: "circle", radius: 1 },
  { kind: "square", side: 1 },
  { kind: "circle", side: 1 },
  { kind: "other" },
  { kind: "circle" },
  { radius: 1 },
  { type: "circle", radius: 1 },
  { type: "square", side: 1 }
]
const texts = ["", "a", "b", "1", " 1 ", "2026-01-01T00:00:00Z", "{\"x\":1,\"y\":2}", 0, 1, -1, null]
const numbers = [0, -0, 1, -1, 9, 10, 0.5, NaN, Infinity, 8.64e15, 8.64e15 + 1, -9e15, "1", null]
const pointOf0 = Either.right(new Point({ x: 0, y: 0 }))

describe("a compiled record", () =>
  alwaysSame({
    "of numbers": [Schema.Record({ key: String, value: Number }), [...fields, ...points]],
    "with fields": [Struct({ a: String }, { key: String, value: Schema.Unknown }), fields],
    "with keys of a template literal": [
      Schema.Record({ key: Schema.TemplateLiteral("a", String), value: String }),
      fields
    ],
    "of objects": [Schema.Record({ key: String, value: Struct({ a: sentAs("b", String) }) }), [{ a: { b: "1" } }]]
  }))

describe("a compiled list", () =>
  alwaysSame({
    "that is a tuple": [Schema.Tuple(String, Schema.optionalElement(Number)), lists],
    "that is a tuple with a rest": [Schema.Tuple([String], Number, Schema.Boolean), lists],
    "that is not empty": [Schema.NonEmptyArray(String), lists],
    "of lists": [Schema.Array(Schema.Array(Schema.NumberFromString)), lists],
    "of undefined": [Schema.Array(Schema.Undefined), lists],
    "from Schema.ArrayEnsure": [Schema.ArrayEnsure(String), [...lists, "a", 1]],
    "as a Chunk": [Schema.Chunk(Point), [points, points.slice(1, 2)]],
    "as a Set": [Schema.ReadonlySet(String), lists],
    "as a Map": [Schema.Map({ key: String, value: Point }), [[["a", { x: 1, y: 2 }]], [["a"]]]],
    "with a maximum length": [Schema.Array(Schema.Unknown).pipe(Schema.maxItems(2)), lists]
  }))

describe("a compiled union", () =>
  alwaysSame({
    "of objects with a literal": [Schema.Union(Circle, Square), shapes],
    "of objects with a renamed literal": [
      Schema.Union(
        Struct({ kind: sentAs("type", Schema.Literal("circle")), radius: Number }),
        Struct({ kind: sentAs("type", Schema.Literal("square")), side: Number })
      ),
      shapes
    ],
    "of objects, with a literal in the second": [Schema.Union(Struct({ kind: String }), Circle), shapes],
    "of objects with a literal, and null": [Schema.NullOr(Schema.Union(Circle, Square)), [...shapes, null]],
    "of objects with a literal, and null, in a field": [
      Struct({ a: Schema.NullishOr(Schema.Union(Circle, Square)) }),
      shapes.map((a) => ({ a }))
    ],
    "of one object and null": [Schema.NullOr(Circle), [...shapes, null]],
    "of a literal with a fallback and null": [
      Schema.NullOr(Struct({
        kind: Schema.Literal("circle").annotations({ decodingFallback: () => Either.right("circle" as const) })
      })),
      shapes
    ],
    "of a transformed literal with a fallback and null": [
      Schema.NullOr(Struct({
        kind: Schema.transformLiteral("circle", 0).annotations({ decodingFallback: () => Either.right(0 as const) })
      })),
      shapes
    ],
    "with null that has a fallback": [
      Schema.Union(Point, Schema.Null.annotations({ decodingFallback: () => Either.right(null) })),
      points
    ],
    "with a transformation of null": [
      Schema.Union(Schema.transform(Schema.Null, Number, { decode: () => 0, encode: () => null }), Schema.Null),
      [null, 0]
    ],
    "of an object and a class with the same field": [Schema.Union(Struct({ x: Number }), Point), points],
    "of a class and an object": [Schema.Union(Point, Struct({ x: Number })), points],
    "of an object and unknown": [Schema.Union(Point, Schema.Unknown), points],
    "of an object and declarations": [Schema.Union(Schema.DateFromSelf, Point, Schema.URLFromSelf), [...points, {}]],
    "of a declared object and a class": [
      Schema.Union(Schema.declare((input): input is object => typeof input === "object" && input !== null), Point),
      points
    ],
    "of a tuple with a literal that has a fallback and null": [
      Schema.NullOr(
        Schema.Tuple(Schema.Literal("a").annotations({ decodingFallback: () => Either.right("a" as const) }))
      ),
      lists
    ],
    "of an object, a list, a string and null": [
      Schema.NullishOr(Schema.Union(Point, Schema.Array(Point), Schema.Trim)),
      [...points, points, [{ x: 1, y: 2 }], ...texts]
    ],
    "of objects with classes as fields": [
      Schema.Union(Struct({ a: Point }), Struct({ a: Schema.NullOr(Circle) })),
      [...points, ...shapes, null].map((a) => ({ a }))
    ],
    "of two string decoders": [Schema.Union(Schema.NumberFromString, String), texts],
    "of two filtered strings": [
      Schema.Union(String.pipe(Schema.maxLength(0)), String.pipe(Schema.minLength(2))),
      texts
    ],
    "of a number and a number in a string": [Schema.Union(Schema.NumberFromString, Number), texts],
    "of literals": [Schema.Literal("a", 1, true, null, 10n), [...texts, true, 10n]],
    "that is an enum": [Schema.Enums({ A: 0, B: "b" } as const), texts],
    "with a template literal": [Schema.TemplateLiteral("a", String), texts],
    "that contains itself": [
      Tree,
      [
        { value: "a", children: [], next: null },
        {
          value: "a",
          children: [{ value: "b", children: [], next: null }],
          next: { value: "c", children: [], next: null }
        },
        { value: "a", children: [{ value: 1, children: [], next: null }], next: null },
        { value: "a", children: [], next: 1 }
      ]
    ]
  }))

describe("a compiled transformation or filter:", () =>
  alwaysSame({
    "a brand": [String.pipe(Schema.minLength(1), Schema.brand("Id")), texts],
    "several filters": [Number.pipe(Schema.int(), Schema.between(0, 9), Schema.brand("Digit")), numbers],
    "a filter that throws": [
      String.pipe(Schema.filter((value) => {
        if (value === "a") throw new Error("no a")
        return true
      })),
      texts
    ],
    "a filter over fields": [Struct({ a: String }).pipe(Schema.filter(({ a }) => a !== "1")), fields],
    "an effectful filter": [Schema.filterEffect(String, (value) => Effect.succeed(value !== "a")), texts],
    "an asynchronous filter": [Schema.filterEffect(String, () => Effect.as(Effect.yieldNow(), true)), texts],
    transformOrFail: [
      Schema.transformOrFail(String, Number, {
        decode: (value, _, ast) =>
          value === "a" ? ParseResult.fail(new ParseResult.Type(ast, value)) : ParseResult.succeed(value.length),
        encode: (value) => ParseResult.succeed("b".repeat(value))
      }),
      texts
    ],
    "transformOrFail with an effect": [
      Schema.transformOrFail(String, Number, {
        decode: (value) => Effect.succeed(value.length),
        encode: (value) => Effect.succeed("b".repeat(value))
      }),
      texts
    ],
    "a transformation to a value that a filter rejects": [
      Schema.transform(String, Number.pipe(Schema.positive()), { decode: (value) => value.length, encode: () => "" }),
      texts
    ],
    "a transformation between objects": [
      Schema.transform(Struct({ a: sentAs("b", String) }), Struct({ b: sentAs("c", String) }), {
        decode: ({ a }) => ({ c: a }),
        encode: ({ c }) => ({ a: c! })
      }),
      fields
    ],
    compose: [Schema.compose(Schema.Trim, Schema.NumberFromString), texts],
    "JSON in a string": [Schema.parseJson(Point), texts],
    DateTimeUtc: [Schema.DateTimeUtc, texts],
    Date: [Schema.Date, texts],
    Timestamp: [Timestamp, numbers],
    "Timestamp with a filter": [Timestamp.pipe(Schema.filter((at) => DateTime.toEpochMillis(at) > 0)), numbers],
    "Timestamp with a fallback": [
      Timestamp.annotations({ decodingFallback: () => Either.right(DateTime.unsafeMake(0)) }),
      numbers
    ],
    Duration: [Schema.Duration, [{ _tag: "Millis", millis: 1 }, { _tag: "Infinity" }, [1, 2], "1"]],
    DurationFromMillis: [Schema.DurationFromMillis, numbers],
    Redacted: [Struct({ a: Schema.Redacted(String) }), fields],
    Option: [Schema.Option(String), [{ _tag: "None" }, { _tag: "Some", value: "a" }, { _tag: "Some" }]],
    OptionFromNullOr: [Schema.OptionFromNullOr(String), texts],
    Data: [Schema.Data(Struct({ a: String })), fields]
  }))

describe("a compiled schema with an annotation:", () =>
  alwaysSame({
    "unknown fields are an error": [
      Struct({ a: String }).annotations({ parseOptions: { onExcessProperty: "error" } }),
      fields
    ],
    "unknown fields are kept": [
      Struct({ a: String }).annotations({ parseOptions: { onExcessProperty: "preserve" } }),
      fields
    ],
    "unknown fields are an error, in a list": [
      Schema.Array(Struct({ a: Struct({ b: String }) })).annotations({ parseOptions: { onExcessProperty: "error" } }),
      [[{ a: { b: "1" } }], [{ a: { b: "1", c: 1 } }], [{ a: { b: "1" }, c: 1 }]]
    ],
    "unknown fields are an error, with a renamed field": [
      Struct({ a: sentAs("b", String) }).annotations({ parseOptions: { onExcessProperty: "error" } }),
      fields
    ],
    "fields are exact": [
      Struct({ a: Schema.UndefinedOr(String) }).annotations({ parseOptions: { exact: true } }),
      [...fields, { a: undefined }]
    ],
    "fields keep their order": [
      Struct({ a: String, b: Schema.Unknown }).annotations({ parseOptions: { propertyOrder: "original" } }),
      fields
    ],
    "items are decoded concurrently": [Schema.Array(Point).annotations({ concurrency: "unbounded" }), [points]],
    "a fallback for a field": [
      Struct({ a: Number.annotations({ decodingFallback: () => Either.right(0) }) }),
      fields
    ],
    "a fallback for an item": [Schema.Array(String.annotations({ decodingFallback: () => Either.right("") })), lists],
    "a fallback for all": [
      Struct({ a: Number }).annotations({ decodingFallback: () => Either.right({ a: 0 }) }),
      fields
    ],
    "a fallback with an effect": [
      Number.annotations({ decodingFallback: () => Effect.succeed(0) }),
      numbers
    ],
    "a fallback for a class": [Point.annotations({ decodingFallback: () => pointOf0 }), points],
    "a fallback for a class within a field": [
      Struct({ a: Schema.NullOr(Point.annotations({ decodingFallback: () => pointOf0 })) }),
      [...points, null].map((a) => ({ a }))
    ],
    "unknown fields are an error, in a class": [
      Point.annotations({ parseOptions: { onExcessProperty: "error" } }),
      points
    ]
  }))
