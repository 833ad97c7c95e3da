/**
 * Decodes responses that Clerk's OpenAPI file allows, whose path is in `CLERK_OPENAPI`. `CLERK_OPENAPI_TOTP` is the path of an older
 * version that still has `createTOTP`. `drift.test.ts` compares the rest of the table with the file.
 */
import { assert, describe, it } from "@effect/vitest"
import { Schema, SchemaAST } from "effect"
import { DeletedObject, type Operation, User, userOperations } from "effect-clerk"
import { readFileSync } from "node:fs"
import { parse } from "yaml"
import { compareEndpoints } from "../../scripts/drift/compare.ts"
import { keyOf } from "../../scripts/drift/endpoint.ts"
import { type Document, endpointsOf, resolve } from "../../scripts/drift/openapi.ts"
import { show } from "../../scripts/drift/report.ts"
import { endpointOf } from "../../scripts/drift/table.ts"
import { repair } from "../support/conformance/document.ts"
import { newerShapes } from "../support/conformance/repairs.ts"
import { operations } from "../support/resources.ts"

type Json = { readonly [key: string]: any }

const { CLERK_OPENAPI, CLERK_OPENAPI_TOTP } = process.env
if (CLERK_OPENAPI === undefined || CLERK_OPENAPI_TOTP === undefined) {
  console.log(
    "skipped: the tests against Clerk's OpenAPI files, because CLERK_OPENAPI or CLERK_OPENAPI_TOTP is not set"
  )
}

describe.skipIf(CLERK_OPENAPI === undefined || CLERK_OPENAPI_TOTP === undefined)("Clerk's OpenAPI file", () => {
  const read = (path: string | undefined): Document =>
    path === undefined ? { paths: {} } : parse(readFileSync(path, "utf8"))
  const current = CLERK_OPENAPI === undefined ? read(undefined) : newerShapes.reduce(repair, read(CLERK_OPENAPI))
  const older = read(CLERK_OPENAPI_TOTP)

  it.each(operations)("has no response field that decoding loses: %s", (name, operation) => {
    const document = name === "users.createTOTP" ? older : current
    const { method, path } = endpointOf(name, operation)
    const { responses } = document.paths[path]![method.toLowerCase()]!
    const [status] = Object.keys(responses).filter((status) => status.startsWith("2"))
    const { content } = resolve<{ readonly content?: Json }>(document, responses[status!]!)
    if (content === undefined) {
      return assert.isTrue(SchemaAST.isUndefinedKeyword(operation.success.ast))
    }
    const [{ schema }] = Object.values(content)
    const success = operation.success as Schema.Schema<unknown>
    for (let variant = 0; variant < 12; variant++) {
      const response = sent(name, operation, sample(document, schema, variant) as Json)
      const value = Schema.decodeUnknownSync(success)(response)
      assertWithin(response, Schema.encodeSync(success)(value), "")
      if (value instanceof User) {
        assert.deepStrictEqual(value.unknownFields, {})
      }
    }
  })

  it("of an older version describes createTOTP as the table does", () => {
    const ours = endpointOf("users.createTOTP", userOperations.createTOTP)
    const theirs = endpointsOf(older).find((their) => keyOf(their) === keyOf(ours))
    assert.isDefined(theirs)
    assert.deepStrictEqual(compareEndpoints(ours, theirs).map(show), [
      "users.createTOTP status 405: only in the table"
    ])
  })
})

/** A sample as Clerk sends it: what every success says, and a page for a list that is asked for pages. */
const sent = (name: string, { path, success }: Operation.Any, sampled: Json): Json =>
  success.ast === DeletedObject.ast
    ? { ...sampled, deleted: true }
    : name === "users.createTOTP"
    ? { ...sampled, secret: "JBSWY3DPEHPK3PXP" }
    : path.endsWith("?paginated=true") && name !== "users.getOAuthAccessToken" && Array.isArray(sampled)
    ? { data: sampled, total_count: sampled.length }
    : sampled

/** A value that an OpenAPI schema allows, with every field present; variants differ in enums, unions and nulls. */
const sample = (document: Document, described: Json, variant: number): unknown => {
  const schema = resolve<Json>(document, described)
  const one = (schemas: ReadonlyArray<Json>) => sample(document, schemas[variant % schemas.length]!, variant)
  if (schema["nullable"] === true && variant % 3 === 2) return null
  if (schema["oneOf"] !== undefined) return one(schema["oneOf"])
  if (schema["anyOf"] !== undefined && schema["properties"] === undefined) return one(schema["anyOf"])
  if (schema["allOf"] !== undefined) {
    return Object.assign({}, ...schema["allOf"].map((part: Json) => sample(document, part, variant)))
  }
  if (schema["enum"] !== undefined) return schema["enum"][variant % schema["enum"].length]
  switch (schema["type"]) {
    case "array":
      return [sample(document, schema["items"], variant)]
    case "boolean":
      return variant % 2 === 0
    case "integer":
    case "number":
      return 1_700_000_000_000 + variant
    case "string":
      return schema["format"] === "date-time" ? "2024-01-01T00:00:00.000Z" : `text ${variant}`
    default:
      return schema["properties"] === undefined
        ? { snake_key: { camelKey: [variant] } }
        : Object.fromEntries(
          Object.entries(schema["properties"] as Json).map((
            [key, property]
          ) => [key, sample(document, property, variant)])
        )
  }
}

/** Asserts that one value contains the other. An empty value may replace null. */
const assertWithin = (expected: unknown, actual: unknown, path: string): void => {
  if (expected === null) {
    return assert.include(["null", "[]", "{}", "false"], JSON.stringify(actual), path)
  }
  if (typeof expected !== "object") {
    return assert.strictEqual(actual, expected, path)
  }
  for (const [key, value] of Object.entries(expected)) {
    assertWithin(value, (actual as Json | undefined)?.[key], `${path}.${key}`)
  }
}
