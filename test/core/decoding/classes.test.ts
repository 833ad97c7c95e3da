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

/** As compilers made classes once. */
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
  "with fields of its own": [WithInitialiser, points],
  "with fields of its own, beneath": [WithInitialiserBeneath, points],
  "with a field of its own in the place of another": [OverAField, points],
  "with private state": [WithPrivate, points],
  "with private state, beneath": [WithPrivateBeneath, points],
  "with a constructor that changes fields": [WithConstructor, points],
  "with a constructor that throws": [ThatThrows, points],
  "that is frozen": [Frozen, points],
  "with a schema of its own": [AsAFunction, points],
  "that is a function": [OldFashioned, points],
  "with a setter": [WithSetter, [{ a: 1 }, {}]],
  "with a mixin": [WithMixin, points],
  "with defaults of the constructor": [
    WithDefaults,
    [{}, { a: 1, b: 1, c: 1, d: 1 }, { a: undefined, b: undefined, c: undefined, d: undefined }, { c: null }]
  ],
  "without fields": [class extends Schema.Class<object>("Empty")({}) {}, points],
  "with a filter over its fields": [
    class extends Schema.Class<Point>("Filtered")(Struct(xy).pipe(Schema.filter(({ x, y }) => x < y))) {},
    points
  ],
  "that is filtered": [Point.pipe(Schema.filter(({ x, y }) => x < y)), points],
  "with a tag": [class extends Schema.TaggedClass<Point>()("Tagged", xy) {}, points],
  "that is an error": [class extends Schema.TaggedError<Point>()("Tagged", xy) {}, points],
  "that is a request": [
    class extends Schema.TaggedRequest<Point>()("Tagged", { failure: String, success: String, payload: xy }) {},
    points
  ],
  "that keeps what it does not know": [
    Kept,
    [{ id: "1" }, { id: "1", created_at: 0, points: [{ x: 1, why: 2 }] }, { id: "1", b: 1, "~unknownFields": 1 }]
  ],
  "of classes": [
    class extends Schema.Class<object>("Outer")({ a: Point, b: Schema.Array(Kept), c: Schema.NullOr(Larger) }) {},
    [{ a: { x: 1, why: 2 }, b: [{ id: "1", c: 1 }], c: null }, { a: {}, b: [], c: null }]
  ],
  "all of whose fields must be known": [Strict, points],
  "of fields that must all be known": [OfStrict, points],
  "that must know all fields": [Point.annotations({ parseOptions: { onExcessProperty: "error" } }), points],
  "whose type has a fallback": [FallbackOfType, points],
  "with an identifier of another": [Point.annotations({ identifier: "Another" }), points],
  "made of another": [Made, points],
  "made of what another is sent as": [MadeFrom, points],
  "in its type": [Schema.typeSchema(Point), [new Point({ x: 1, y: 2 }), ...points]],
  "as it is sent": [Schema.encodedSchema(Point), points],
  "as a text": [Schema.parseJson(Point), points.map((point) => JSON.stringify(point))]
} as unknown as Cases

describe("a class", () => {
  // An error remembers who made it.
  const { stackTraceLimit } = Error
  beforeAll(() => {
    Error.stackTraceLimit = 0
  })
  afterAll(() => {
    Error.stackTraceLimit = stackTraceLimit
  })
  alwaysSame(classes)
})

describe("what decodes a class", () => {
  it("is its constructor, wherever that does more than to fill it", () => {
    const made = Object.entries(classes).filter(([, [schema]]) => !isFilled(schema)).map(([name]) => name)
    assert.deepStrictEqual(made, [
      "with fields of its own",
      "with fields of its own, beneath",
      "with a field of its own in the place of another",
      "with private state",
      "with private state, beneath",
      "with a constructor that changes fields",
      "with a constructor that throws",
      "that is frozen",
      "that is a function",
      "with a setter",
      "with a mixin",
      "with a filter over its fields",
      "that is filtered",
      "with a tag",
      "that is an error",
      "that is a request",
      "whose type has a fallback",
      "in its type",
      "as it is sent",
      "as a text"
    ])
  })

  it("leaves private state, methods and equality as they are", () => {
    const decode = (schema: Schema.Schema.AnyNoContext) => compile(schema.ast)({ x: 1, why: 2 })
    assert.strictEqual((decode(WithPrivate) as WithPrivate).seen, 1)
    assert.strictEqual((decode(WithPrivateBeneath) as WithPrivateBeneath).seen, 1)
    assert.strictEqual((decode(WithGetter) as WithGetter).plus(1), 4)
    assert.isTrue(Equal.equals(decode(Point), new Point({ x: 1, y: 2 })))
    assert.isTrue(Object.isFrozen(decode(Frozen)))
  })

  it("makes users of the class that was asked for", () => {
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
