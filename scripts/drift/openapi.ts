/**
 * The endpoints of an OpenAPI document, with shapes from its schemas.
 */
import type { Endpoint } from "./endpoint.ts"
import {
  anything,
  array,
  type Field,
  intersection,
  nothing,
  object,
  of,
  type Shape,
  type Type,
  union
} from "./shape.ts"

/** What is read of an OpenAPI 3.0 document. */
export interface Document {
  readonly paths: { readonly [path: string]: { readonly [method: string]: DocumentOperation } }
  readonly components?: { readonly [kind: string]: { readonly [name: string]: unknown } }
}

interface DocumentOperation {
  readonly operationId?: string
  readonly tags?: ReadonlyArray<string>
  readonly parameters?: ReadonlyArray<Reference | Parameter>
  readonly requestBody?: Reference | Content
  readonly responses: { readonly [status: string]: Reference | Content }
}

interface Reference {
  readonly $ref: string
}

interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly schema?: SchemaObject
}

interface Content {
  readonly content?: { readonly [mediaType: string]: { readonly schema?: SchemaObject } }
}

interface SchemaObject {
  readonly $ref?: string
  readonly type?: string
  readonly format?: string
  readonly nullable?: boolean
  readonly enum?: ReadonlyArray<unknown>
  readonly properties?: { readonly [name: string]: SchemaObject }
  readonly required?: ReadonlyArray<string>
  readonly items?: SchemaObject
  readonly allOf?: ReadonlyArray<SchemaObject>
  readonly oneOf?: ReadonlyArray<SchemaObject>
  readonly anyOf?: ReadonlyArray<SchemaObject>
}

/** An endpoint with the resources that the document counts it to. */
export interface DocumentEndpoint extends Endpoint {
  readonly tags: ReadonlyArray<string>
}

const methods = new Set(["get", "post", "put", "patch", "delete"])

export const endpointsOf = (document: Document): ReadonlyArray<DocumentEndpoint> =>
  Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).filter(([method]) => methods.has(method)).map(([method, operation]) =>
      endpointOf(document, method.toUpperCase(), path, operation)
    )
  )

const endpointOf = (
  document: Document,
  method: string,
  path: string,
  { operationId = "", parameters = [], requestBody, responses, tags = [] }: DocumentOperation
): DocumentEndpoint => {
  const contentOf = (part: Reference | Content | undefined) =>
    Object.entries(part === undefined ? {} : resolve<Content>(document, part).content ?? {})[0]
  const bodyShape = (content: ReturnType<typeof contentOf>) =>
    content === undefined ? nothing : shapeOf(document, content[1].schema ?? {})
  const success = Object.keys(responses).find((status) => status.startsWith("2"))
  return {
    name: operationId,
    method,
    path,
    tags,
    query: new Map(
      parameters.map((parameter) => resolve<Parameter>(document, parameter))
        .filter((parameter) => parameter.in === "query")
        // A query has no null.
        .map(({ name, required = false, schema = {} }) => [name, {
          required,
          shape: shapeOf(document, { ...schema, nullable: false })
        }])
    ),
    mediaType: contentOf(requestBody)?.[0],
    body: bodyShape(contentOf(requestBody)),
    response: bodyShape(contentOf(success === undefined ? undefined : responses[success])),
    // A table does not tell the statuses of successes apart.
    statuses: Object.keys(responses).map((status) => status.startsWith("2") ? 200 : Number(status))
      .filter(Number.isInteger)
  }
}

/** The object that a reference within the document leads to. */
export const resolve = <A extends object>(document: Document, value: Reference | A): A => {
  if (!("$ref" in value) || typeof value.$ref !== "string") {
    return value as A
  }
  const target = valueAt(document, value.$ref.slice(2).split("/"))
  if (typeof target !== "object" || target === null) {
    throw new Error(`The OpenAPI file refers to ${value.$ref}, which it does not have.`)
  }
  return resolve(document, target as Reference | A)
}

export const valueAt = (document: unknown, keys: ReadonlyArray<string>): unknown =>
  keys.reduce<unknown>((at, key) => (at as { readonly [key: string]: unknown } | undefined)?.[key], document)

const shapeOf = (document: Document, schema: SchemaObject, parents: ReadonlyArray<string> = []): Shape => {
  const { $ref, allOf = [], nullable } = schema
  if ($ref !== undefined) {
    return parents.includes($ref) ? anything : shapeOf(document, resolve(document, { $ref }), [...parents, $ref])
  }
  const inner = (schema: SchemaObject) => shapeOf(document, schema, parents)
  const variants = [schema.oneOf, schema.anyOf].flatMap((schemas) =>
    schemas === undefined ? [] : [union(schemas.map(inner))]
  )
  const shape = intersection([ownShape(schema, inner), ...allOf.map(inner), ...variants])
  return nullable === true ? union([shape, nothing]) : shape
}

const ownShape = (schema: SchemaObject, shapeOf: (schema: SchemaObject) => Shape): Shape => {
  const { format, items, properties = {}, required = [], type } = schema
  switch (type) {
    case undefined:
      return Object.keys(properties).length === 0 ? anything : ownShape({ ...schema, type: "object" }, shapeOf)
    case "array":
      return array(shapeOf(items ?? {}))
    case "object":
      return object(
        Object.entries(properties).map(([name, property]): [string, Field] => [name, {
          required: required.includes(name),
          shape: shapeOf(property)
        }])
      )
    default:
      return format === "binary"
        ? of("file")
        : of(type === "integer" ? "number" : type as Type, schema.enum?.filter((value) => value !== null).map(String))
  }
}
