/**
 * Compares the table of operations with Clerk's OpenAPI file, whose path is in `CLERK_OPENAPI`. `CLERK_OPENAPI_TOTP` is
 * the path of an older version that still has `createTOTP`.
 */
import { assert, describe, it } from "@effect/vitest"
import { Schema, SchemaAST as AST } from "effect"
import { type Operation, User, userOperations } from "effect-clerk"
import { readFileSync } from "node:fs"
import { parse } from "yaml"

interface Spec {
  readonly paths: { readonly [path: string]: { readonly [method: string]: Endpoint } }
  readonly components: { readonly [kind: string]: { readonly [name: string]: Json } }
}

interface Endpoint {
  readonly parameters?: ReadonlyArray<{ readonly name: string; readonly in: string }>
  readonly requestBody?: { readonly content: { readonly [type: string]: { readonly schema: Json } } }
  readonly responses: { readonly [status: string]: Json }
}

type Json = { readonly [key: string]: any }

const { CLERK_OPENAPI, CLERK_OPENAPI_TOTP } = process.env
if (CLERK_OPENAPI === undefined || CLERK_OPENAPI_TOTP === undefined) {
  console.log(
    "skipped: the tests against Clerk's OpenAPI files, because CLERK_OPENAPI or CLERK_OPENAPI_TOTP is not set"
  )
}

const operations: Operation.Table = userOperations

/** Fields that Clerk's official client sends but the OpenAPI file does not list. */
const undocumented: { readonly [name: string]: ReadonlyArray<string> } = { create: ["timezone"], update: ["timezone"] }

/** Statuses that Clerk's list of error codes has for an operation, though the description of the operation leaves them out. */
const undocumentedErrors: { readonly [name: string]: ReadonlyArray<number> } = {
  delete: [409],
  ban: [404],
  unban: [404],
  lock: [404],
  unlock: [404],
  setProfileImage: [413],
  getOrganizationMemberships: [404],
  deletePasskey: [400],
  createTOTP: [405]
}

describe.skipIf(CLERK_OPENAPI === undefined || CLERK_OPENAPI_TOTP === undefined)(
  "The operation table agrees with Clerk's OpenAPI file:",
  () => {
    const read = (path: string | undefined): Spec =>
      path === undefined ? { paths: {}, components: {} } : parse(readFileSync(path, "utf8"))
    const current = read(CLERK_OPENAPI)
    const older = read(CLERK_OPENAPI_TOTP)

    for (const [name, operation] of Object.entries(operations)) {
      const spec = name === "createTOTP" ? older : current
      const [path] = operation.path.split("?")
      const template = path!.replace(/:(\w+)/g, (_, param: string) => `{${snake(param)}}`)
      const endpoint = spec.paths[template]?.[operation.method.toLowerCase()]

      describe(`users.${name}`, () => {
        it("has the documented method and path", () => {
          assert.isDefined(endpoint, `${operation.method} ${template}`)
        })

        it("has the documented query parameters", () => {
          const documented = (endpoint?.parameters ?? []).map((it) => resolve(spec, it)).filter((it) =>
            it["in"] === "query"
          )
            .map((it) => it["name"])
          const fixed = new URLSearchParams(operation.path.split("?")[1])
          assert.sameMembers([...wireNames(operation.query), ...fixed.keys()], documented)
        })

        it("has the documented body fields", () => {
          const content = Object.values(endpoint?.requestBody?.content ?? {})[0]
          const documented = content === undefined ? [] : Object.keys(resolve(spec, content.schema)["properties"] ?? {})
          const ours = wireNames(operation.payload).filter((it) => !undocumented[name]?.includes(it))
          assert.sameMembers(ours, documented)
        })

        it("keeps every documented field of its response", () => {
          const content = resolve(spec, endpoint!.responses["200"]!)["content"] as Json
          const schema = Object.values(content)[0]["schema"] as Json
          const successSchema = operation.success as Schema.Schema<unknown>
          for (let variant = 0; variant < 12; variant++) {
            const sampled = sample(spec, schema, variant) as Json
            const response = name in succeeded ? { ...sampled, ...succeeded[name] } : sampled
            const value = Schema.decodeUnknownSync(successSchema)(response)
            assertWithin(response, Schema.encodeSync(successSchema)(value), "")
            if (value instanceof User) {
              assert.deepStrictEqual(value.unknownFields, {})
            }
          }
        })

        it("has the documented error statuses", () => {
          const documented = Object.keys(endpoint?.responses ?? {}).map(Number).filter((status) => status >= 400)
          assert.sameMembers([...operation.errors], [...documented, ...undocumentedErrors[name] ?? []])
        })
      })
    }
  }
)

/** What every success says, so that another body is not taken for one. */
const succeeded: { readonly [name: string]: object } = {
  ...Object.fromEntries(
    ["delete", "deletePasskey", "deleteWeb3Wallet", "deleteExternalAccount"].map((name) => [name, { deleted: true }])
  ),
  createTOTP: { secret: "JBSWY3DPEHPK3PXP" }
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const wireNames = (schema: Operation.Any["query"]): Array<string> =>
  AST.getPropertySignatures(AST.encodedAST(schema.ast)).map((signature) => String(signature.name))

const resolve = (spec: Spec, schema: Json): Json =>
  typeof schema["$ref"] === "string"
    ? resolve(spec, schema["$ref"].slice(2).split("/").reduce((at: any, key: string) => at[key], spec))
    : schema

/** A value that an OpenAPI schema allows, with every field present; variants differ in enums, unions and nulls. */
const sample = (spec: Spec, described: Json, variant: number): unknown => {
  const schema = resolve(spec, described)
  const one = (schemas: ReadonlyArray<Json>) => sample(spec, schemas[variant % schemas.length]!, variant)
  if (schema["nullable"] === true && variant % 3 === 2) return null
  if (schema["oneOf"] !== undefined) return one(schema["oneOf"])
  if (schema["anyOf"] !== undefined && schema["properties"] === undefined) return one(schema["anyOf"])
  if (schema["allOf"] !== undefined) {
    return Object.assign({}, ...schema["allOf"].map((part: Json) => sample(spec, part, variant)))
  }
  if (schema["enum"] !== undefined) return schema["enum"][variant % schema["enum"].length]
  switch (schema["type"]) {
    case "array":
      return [sample(spec, schema["items"], variant)]
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
          Object.entries(schema["properties"] as Json).map(([key, property]) => [key, sample(spec, property, variant)])
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
