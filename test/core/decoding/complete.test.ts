import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import * as ParseResult from "effect/ParseResult"
import { afterAll, beforeEach, vi } from "vitest"
import { factoryOf } from "../../../src/internal/schema/classes.ts"
import { operations } from "../../support/resources.ts"
import { schemas } from "../../support/schemas.ts"

// Parts that are not compiled call `decodeUnknownEither`, which this mock records.
const bySchema = vi.fn(ParseResult.decodeUnknownEither)
vi.doMock("effect/ParseResult", () => ({ ...ParseResult, decodeUnknownEither: bySchema }))
vi.resetModules()
const { compile } = await import("../../../src/internal/schema/compile.ts")

beforeEach(() => {
  bySchema.mockClear()
})

afterAll(() => {
  vi.doUnmock("effect/ParseResult")
  vi.resetModules()
})

/** Schemas of requests only, which are never decoded. */
const sentOnly =
  /^(ProfileImage|\w*(\.\w*)?Filters|UserChanges\.NewUser|SessionChanges|RoleSetChanges\.RoleSetReplacement)|Request\.(queryTime|Signed)|\.(query|payload)$/

it("the compiled decoder leaves a record to its schema", () => {
  compile(Schema.Array(Schema.Record({ key: Schema.String, value: Schema.Number })).ast)([])
  assert.deepStrictEqual(bySchema.mock.calls.map(([schema]) => String(schema)), ["{ readonly [x: string]: number }"])
})

describe("every part of a response schema is compiled", () => {
  it.each(operations)("of the operation %s", (_, { success }) => {
    compile(success.ast)({})
    assert.deepStrictEqual(bySchema.mock.calls.map(([schema]) => String(schema)), [])
  })

  it.each(schemas.filter(([name]) => !sentOnly.test(name)))("of the schema %s", (_, schema) => {
    compile(schema.ast)({})
    assert.deepStrictEqual(bySchema.mock.calls.map(([schema]) => String(schema)), [])
  })
})

describe("every class is decoded without a call of its constructor", () => {
  const classes = schemas.filter(([, schema]) => typeof schema === "function" && "identifier" in schema)

  it("is tested with more than 20 classes", () => {
    assert.isAbove(classes.length, 20)
  })

  it.each(classes)("%s", (_, { ast }) => {
    assert.isDefined(ast._tag === "Transformation" ? factoryOf(ast) : undefined)
  })
})
