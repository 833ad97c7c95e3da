/**
 * Clerk's OpenAPI file as JSON Schema: the requests and responses of each endpoint that the tables have.
 */
import { isRecord } from "effect/Predicate"
import { keyOf } from "../../../scripts/drift/endpoint.ts"
import { type Document, endpointsOf, resolve, valueAt } from "../../../scripts/drift/openapi.ts"
import { resources } from "../../../scripts/drift/resources.ts"
import * as Table from "../../../scripts/drift/table.ts"
import type { Repair } from "./repairs.ts"

export interface JsonSchema {
  readonly [key: string]: unknown
}

/** A document with one schema for each query, body and response. References lead to its components. */
export interface Described {
  readonly components: JsonSchema
  readonly endpoints: ReadonlyArray<DescribedEndpoint>
}

export interface DescribedEndpoint {
  readonly method: string
  readonly path: string
  readonly query: JsonSchema
  /** The schema of a JSON body; undefined for a file and without a body. */
  readonly body?: JsonSchema | undefined
  /** The schema of the response to a success. */
  readonly success: JsonSchema
  /** The error statuses that the file or the table documents. */
  readonly errors: ReadonlyArray<number>
}

export const describe = (document: Document, repairs: ReadonlyArray<Repair>): Described => {
  const repaired = repairs.reduce(repair, document)
  const inFile = new Set(endpointsOf(repaired).map(keyOf))
  const ours = resources.flatMap(({ prefix, table }) => Table.endpointsOf(prefix, table))
  return {
    components: asJsonSchema({ schemas: repaired.components?.["schemas"] ?? {} }) as JsonSchema,
    endpoints: ours.filter((our) => inFile.has(keyOf(our))).map((our) => {
      const { parameters = [], requestBody, responses } = repaired.paths[our.path]![our.method.toLowerCase()]!
      const schemaOf = (part: object | undefined): JsonSchema | undefined =>
        part && asJsonSchema(valueAt(resolve(repaired, part), ["content", "application/json", "schema"])) as JsonSchema
      const query = parameters.map((parameter) =>
        resolve<Exclude<typeof parameter, { $ref: string }>>(repaired, parameter)
      ).filter((parameter) => parameter.in === "query")
      return {
        method: our.method,
        path: our.path,
        query: {
          type: "object",
          properties: Object.fromEntries(
            query.map(({ name, schema }) => [name, asJsonSchema({ ...schema, nullable: false })])
          ),
          required: query.filter(({ required }) => required).map(({ name }) => name)
        },
        body: schemaOf(requestBody),
        success: schemaOf(responses["200"] ?? responses["201"]) ?? {},
        errors: [...new Set([...our.statuses, ...Object.keys(responses).map(Number)])].filter((status) => status >= 400)
      }
    })
  }
}

/** A copy of a document with an object at a place merged with another. Fails where the document has no object, or is right already. */
export const repair = <A>(document: A, { add, at, reason }: Repair): A => {
  const copy = structuredClone(document)
  const target = valueAt(copy, at)
  if (!isRecord(target)) {
    throw new Error(`Nothing is at ${at.join(".")} of the OpenAPI file: ${reason}`)
  }
  const before = JSON.stringify(target)
  for (const [key, value] of Object.entries(add)) {
    if (value === undefined) delete target[key]
    else target[key] = value
  }
  if (JSON.stringify(target) === before) {
    throw new Error(`The OpenAPI file needs no repair at ${at.join(".")}: ${reason}`)
  }
  return copy
}

/** OpenAPI 3.0 says `nullable` where JSON Schema has the type `null`, and has keywords that are only for documentation. */
const asJsonSchema = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(asJsonSchema)
  if (!isRecord(value)) return value
  const { exclusiveMinimum, nullable, ...rest } = Object.fromEntries(
    Object.entries(value)
      // An object of properties can have any of these names.
      .filter(([key, inner]) => !(isRecord(inner) ? key === "example" && !isSchema(inner) : documentation.has(key)))
      .filter(([key]) => !key.startsWith("x-") && key !== "discriminator")
      .map(([key, inner]) => [key, asJsonSchema(inner)])
  )
  // A number in JSON Schema, a boolean beside `minimum` in OpenAPI 3.0.
  const schema = exclusiveMinimum === true ? { ...rest, exclusiveMinimum: rest["minimum"] } : rest
  return nullable === undefined || isRecord(nullable)
    ? isRecord(nullable) ? { ...schema, nullable } : schema
    : nullable === true
    ? { anyOf: [{ type: "null" }, schema] }
    : schema
}

/** Whether a record can be the schema of a property that is named `example`. */
const isSchema = (record: object): boolean => "type" in record || "$ref" in record

const documentation = new Set(["example", "description", "deprecated", "title"])
