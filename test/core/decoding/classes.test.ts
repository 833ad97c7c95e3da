import { assert, describe, it } from "@effect/vitest"
import { Effect, Either, Equal, ParseResult, Schema } from "effect"
import { User } from "effect-clerk"
import { list, nullable, Timestamp, withUnknownFields } from "effect-clerk/Schema/wire/Fields"
import { afterAll, beforeAll } from "vitest"
import { factoryOf } from "../../../src/internal/schema/classes.ts"
import { compile } from "../../../src/internal/schema/compile.ts"
import { userAda } from "../../fixtures/index.ts"
import { alwaysSame, type Cases } from "../../support/alwaysSame.ts"

const { Number, String, Struct } = Schema

const xy = { x: Number, y: Schema.propertySignature(Number).pipe(Schema.fromKey("why")) }

class Point extends Schema.Class<Point>("Point")(xy) {}

const points = [
  {},
  { x: 1, why: 2 },
  { x: -1, why: 2 },
  { x: 3, why: 2 },
  { x: 1, y: 2 },
  { x: 1, why: "2" },
  { x: 1, why: 2, z: 3 },
  { x: 1, why: 2, sum: 9, tag: null },
  { _tag: "Tagged", x: 1, why: 2 }
]

class WithGetter extends Schema.Class<WithGetter>("WithGetter")(xy) {
  get sum() {
    return this.x + this.y
  }
  plus(other: number) {
    return this.sum + other
  }
  static of(x: number) {
    return new WithGetter({ x, y: x })
  }
}

class Larger extends WithGetter.extend<Larger>("Larger")({ z: nullable(Number) }) {}

class WithInitialiser extends Schema.Class<WithInitialiser>("WithInitialiser")(xy) {
  readonly origin = "file"
  readonly sum = this.x + this.y
}

class WithInitialiserBeneath
  extends WithInitialiser.extend<WithInitialiserBeneath>("Beneath")({ z: nullable(Number) })
{}

class OverAField extends Schema.Class<OverAField>("OverAField")(xy) {
  override readonly x = 0
}

class WithPrivate extends Schema.Class<WithPrivate>("WithPrivate")(xy) {
  #seen = 0
  get seen() {
    return ++this.#seen
  }
}

class WithPrivateBeneath extends WithPrivate.extend<WithPrivateBeneath>("PrivateBeneath")({ z: nullable(Number) }) {}

class WithConstructor extends Schema.Class<WithConstructor>("WithConstructor")(xy) {
  constructor(...[props, options]: ConstructorParameters<typeof Point>) {
    super({ ...props, x: Math.abs(props.x) }, options)
  }
}

class ThatThrows extends Schema.Class<ThatThrows>("ThatThrows")(xy) {
  constructor(...[props, options]: ConstructorParameters<typeof Point>) {
    if (props.x > props.y) throw new Error("x is too large")
    super(props, options)
  }
}

class Frozen extends Schema.Class<Frozen>("Frozen")(xy) {
  constructor(...[props, options]: ConstructorParameters<typeof Point>) {
    super(props, options)
    Object.freeze(this)
  }
}

class AsAFunction extends Point {
  static override get ast() {
    return super.ast
  }
}

class WithSetter extends Schema.Class<WithSetter>("WithSetter")({ a: Schema.optional(Number) }) {}
Object.defineProperty(WithSetter.prototype, "a", {
  set(value: number) {
    Object.defineProperty(this, "b", { value: value * 2, enumerable: true })
  }
})

/** A class as compilers emit it for ES5. */
function OldFashioned(...args: ConstructorParameters<typeof Point>): Point {
  return Reflect.construct(Point, args, OldFashioned) as Point
}
Object.setPrototypeOf(OldFashioned, Point)
OldFashioned.prototype = Object.create(Point.prototype, { constructor: { value: OldFashioned, enumerable: false } })

const Mixed = <Base extends new(...args: Array<any>) => object>(base: Base) =>
  class extends base {
    readonly mixed = true
  }
class WithMixin extends Mixed(Point) {}

class WithDefaults extends Schema.Class<WithDefaults>("WithDefaults")({
  a: Schema.optional(Number).pipe(Schema.withConstructorDefault(() => 1)),
  b: Schema.UndefinedOr(Number).pipe(Schema.propertySignature, Schema.withConstructorDefault(() => 2)),
  c: Schema.Unknown.pipe(Schema.propertySignature, Schema.withConstructorDefault(() => 3)),
  d: Schema.optional(Number)
}) {}

class Kept extends Schema.Class<Kept>("Kept")(withUnknownFields({
  id: String,
  createdAt: nullable(Timestamp),
  points: list(Point)
})) {}

class Strict extends Schema.Class<Strict>("Strict")(xy, [undefined, undefined, {
  parseOptions: { onExcessProperty: "error" }
}]) {}

class OfStrict extends Schema.Class<OfStrict>("OfStrict")(
  Struct(xy).annotations({ parseOptions: { onExcessProperty: "error" } })
) {}

const zero = { a: 0 }
class FallbackOfType extends Schema.Class<FallbackOfType>("FallbackOfType")({ x: Number }, {
  decodingFallback: (): Effect.Effect<any> => Either.right(zero)
}) {}

class Made extends Point.transformOrFail<Made>("Made")({ sum: Number }, {
  decode: (point) => ParseResult.succeed({ ...point, sum: point.x + point.y }),
  encode: ({ x, y }) => ParseResult.succeed({ x, y })
}) {}

class MadeFrom extends Point.transformOrFailFrom<MadeFrom>("MadeFrom")({ sum: nullable(Number) }, {
  decode: (point) => ParseResult.succeed({ ...point, sum: null }),
  encode: ({ why, x }) => ParseResult.succeed({ why, x })
}) {}

const classes = {
  "with fields": [Point, points],
  "with getters, methods and statics": [WithGetter, points],
  "that extends another": [Larger, points],
  "with property initialisers": [WithInitialiser, points],
  "that extends a class with property initialisers": [WithInitialiserBeneath, points],
  "with a property initialiser over a schema field": [OverAField, points],
  "with private state": [WithPrivate, points],
  "that extends a class with private state": [WithPrivateBeneath, points],
  "with a constructor that changes fields": [WithConstructor, points],
  "with a constructor that throws": [ThatThrows, points],
  "that is frozen": [Frozen, points],
  "that overrides its AST": [AsAFunction, points],
  "that is a function with a prototype": [OldFashioned, points],
  "with a setter on its prototype": [WithSetter, [{ a: 1 }, {}]],
  "with a mixin": [WithMixin, points],
  "with constructor defaults": [
    WithDefaults,
    [{}, { a: 1, b: 1, c: 1, d: 1 }, { a: undefined, b: undefined, c: undefined, d: undefined }, { c: null }]
  ],
  "without fields": [class extends Schema.Class<object>("Empty")({}) {}, points],
  "with a filter over its fields": [
    class extends Schema.Class<Point>("Filtered")(Struct(xy).pipe(Schema.filter(({ x, y }) => x < y))) {},
    points
  ],
  "that is filtered": [Point.pipe(Schema.filter(({ x, y }) => x < y)), points],
  "that is a TaggedClass": [class extends Schema.TaggedClass<Point>()("Tagged", xy) {}, points],
  "that is a TaggedError": [class extends Schema.TaggedError<Point>()("Tagged", xy) {}, points],
  "that is a TaggedRequest": [
    class extends Schema.TaggedRequest<Point>()("Tagged", { failure: String, success: String, payload: xy }) {},
    points
  ],
  "that keeps unknown fields": [
    Kept,
    [{ id: "1" }, { id: "1", created_at: 0, points: [{ x: 1, why: 2 }] }, { id: "1", b: 1, "~unknownFields": 1 }]
  ],
  "with fields that are classes": [
    class extends Schema.Class<object>("Outer")({ a: Point, b: Schema.Array(Kept), c: Schema.NullOr(Larger) }) {},
    [{ a: { x: 1, why: 2 }, b: [{ id: "1", c: 1 }], c: null }, { a: {}, b: [], c: null }]
  ],
  "that rejects unknown fields by class annotation": [Strict, points],
  "that rejects unknown fields by struct annotation": [OfStrict, points],
  "that rejects unknown fields by later annotation": [
    Point.annotations({ parseOptions: { onExcessProperty: "error" } }),
    points
  ],
  "whose type has a decoding fallback": [FallbackOfType, points],
  "with another identifier": [Point.annotations({ identifier: "Another" }), points],
  "made by transformOrFail": [Made, points],
  "made by transformOrFailFrom": [MadeFrom, points],
  "as its type schema": [Schema.typeSchema(Point), [new Point({ x: 1, y: 2 }), ...points]],
  "as its encoded schema": [Schema.encodedSchema(Point), points],
  "as a JSON string": [Schema.parseJson(Point), points.map((point) => JSON.stringify(point))]
} as unknown as Cases

describe("a compiled class", () => {
  // The stack traces of two errors differ.
  const { stackTraceLimit } = Error
  beforeAll(() => {
    Error.stackTraceLimit = 0
  })
  afterAll(() => {
    Error.stackTraceLimit = stackTraceLimit
  })
  alwaysSame(classes)
})

describe("the compiled decoder", () => {
  it("calls the constructor of a class that does more than assign its fields", () => {
    const constructed = Object.entries(classes).filter(([, [schema]]) => !isFilled(schema)).map(([name]) => name)
    assert.deepStrictEqual(constructed, [
      "with property initialisers",
      "that extends a class with property initialisers",
      "with a property initialiser over a schema field",
      "with private state",
      "that extends a class with private state",
      "with a constructor that changes fields",
      "with a constructor that throws",
      "that is frozen",
      "that is a function with a prototype",
      "with a setter on its prototype",
      "with a mixin",
      "with a filter over its fields",
      "that is filtered",
      "that is a TaggedClass",
      "that is a TaggedError",
      "that is a TaggedRequest",
      "whose type has a decoding fallback",
      "as its type schema",
      "as its encoded schema",
      "as a JSON string"
    ])
  })

  it("decodes to instances with private state, methods and equality", () => {
    const decode = (schema: Schema.Schema.AnyNoContext) => compile(schema.ast)({ x: 1, why: 2 })
    assert.strictEqual((decode(WithPrivate) as WithPrivate).seen, 1)
    assert.strictEqual((decode(WithPrivateBeneath) as WithPrivateBeneath).seen, 1)
    assert.strictEqual((decode(WithGetter) as WithGetter).plus(1), 4)
    assert.isTrue(Equal.equals(decode(Point), new Point({ x: 1, y: 2 })))
    assert.isTrue(Object.isFrozen(decode(Frozen)))
  })

  it("decodes to a subclass of User when that is the schema", () => {
    class Customer extends User {
      get domain() {
        return this.primaryEmailAddress?.emailAddress.split("@")[1]
      }
    }
    const customer = compile(Customer.ast)(userAda()) as Customer
    assert.instanceOf(customer, Customer)
    assert.strictEqual(customer.domain, "example.com")
  })
})

const isFilled = ({ ast }: Schema.Schema.AnyNoContext): boolean =>
  ast._tag === "Transformation" && factoryOf(ast) !== undefined
