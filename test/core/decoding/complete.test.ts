import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { userOperations } from "effect-clerk"
import * as ParseResult from "effect/ParseResult"
import { beforeEach, vi } from "vitest"
import { factoryOf } from "../../../src/internal/schema/classes.ts"
import { compile } from "../../../src/internal/schema/compile.ts"
import { schemas } from "../../support/schemas.ts"

// What is not compiled is decoded by the schema where it stands: here it is seen.
vi.mock("effect/ParseResult", async (original) => {
  const actual = await original<typeof ParseResult>()
  return { ...actual, decodeUnknownEither: vi.fn(actual.decodeUnknownEither) }
})

const bySchema = vi.mocked(ParseResult.decodeUnknownEither)

beforeEach(() => {
  bySchema.mockClear()
})

/** What is only sent, and which of two objects or binary forms it is decoded to: no answer is made of them. */
const sentOnly = /^(ProfileImage|UserFilters|Request\.Signed)|\.(query|payload)$/

it("a record is left to the schema, and seen here", () => {
  compile(Schema.Array(Schema.Record({ key: Schema.String, value: Schema.Number })).ast)([])
  assert.deepStrictEqual(bySchema.mock.calls.map(([schema]) => String(schema)), ["{ readonly [x: string]: number }"])
})

describe("nothing that Clerk answers is left to the schema", () => {
  it.each(Object.entries(userOperations))("%s", (_, { success }) => {
    compile(success.ast)({})
    assert.deepStrictEqual(bySchema.mock.calls.map(([schema]) => String(schema)), [])
  })

  it.each(schemas.filter(([name]) => !sentOnly.test(name)))("%s", (_, schema) => {
    compile(schema.ast)({})
    assert.deepStrictEqual(bySchema.mock.calls.map(([schema]) => String(schema)), [])
  })
})

describe("every class is filled without its constructor", () => {
  const classes = schemas.filter(([, schema]) => typeof schema === "function" && "identifier" in schema)

  it("is held against twenty classes", () => {
    assert.isAbove(classes.length, 20)
  })

  it.each(classes)("%s", (_, { ast }) => {
    assert.isDefined(ast._tag === "Transformation" ? factoryOf(ast) : undefined)
  })
})
