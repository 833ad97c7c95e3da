/**
 * The endpoints of a table of operations, with shapes from its schemas.
 */
import { Option, type Schema, SchemaAST as AST, String as Text } from "effect"
import type { Operation } from "effect-clerk"
import type { Endpoint } from "./endpoint.ts"
import type { Field, Fields, Shape, Type } from "./shape.ts"
import { anything, array, isAnything, nothing, object, of, union } from "./shape.ts"

export const endpointsOf = (prefix: string, table: Operation.Table): ReadonlyArray<Endpoint> =>
  Object.entries(table).map(([name, operation]) => endpointOf(`${prefix}.${name}`, operation))

export const endpointOf = (name: string, operation: Operation.Any): Endpoint => {
  const [path = "", fixed] = operation.path.split("?")
  return {
    name,
    method: operation.method,
    path: path.replace(/:(\w+)/g, (_, param: string) => `{${paramName(param)}}`),
    query: new Map([...queryFields(operation.query), ...fixedFields(new URLSearchParams(fixed))]),
    mediaType: mediaTypes[operation.encoding],
    body: operation.encoding === "none" ? nothing : shapeOf(operation.payload.ast),
    response: shapeOf(operation.success.ast),
    statuses: [200, ...operation.errors]
  }
}

/** The file spells the parameters in snake_case, but for two. */
const paramName = (param: string): string =>
  param === "apiKeyId" || param === "statementId" ? param.replace(/Id$/, "ID") : Text.camelToSnake(param)

const mediaTypes = { json: "application/json", formData: "multipart/form-data", none: undefined }

/** What a value is before it is decoded. */
export const shapeOf = (ast: AST.AST): Shape => {
  switch (ast._tag) {
    case "StringKeyword":
    case "TemplateLiteral":
      return of("string", examplesOf(ast))
    case "NumberKeyword":
      return of("number")
    case "BooleanKeyword":
      return of("boolean")
    case "Literal":
      return ast.literal === null ? nothing : { ...of(typeof ast.literal as Type, [`${ast.literal}`]), closed: true }
    case "TupleType":
      return array(union([...ast.elements, ...ast.rest].map(({ type }) => shapeOf(type))))
    case "TypeLiteral":
      return object(propertiesOf(ast, shapeOf))
    case "Union":
      return union(ast.types.filter((type) => !AST.isUndefinedKeyword(type)).map(shapeOf))
    case "Refinement":
      return shapeOf(ast.from)
    case "Suspend":
      return shapeOf(ast.f())
    case "Transformation":
      return { ...decodedFrom(shapeOf(ast.from), shapeOf(ast.to)), name: classNameOf(ast.to) }
    case "Declaration":
      return of(`${ast}` === "File" ? "file" : "object")
    default:
      return anything
  }
}

/** The known values of an open enum. */
const examplesOf = (ast: AST.AST): ReadonlyArray<string> | undefined =>
  Option.getOrUndefined(AST.getExamplesAnnotation(ast)) as ReadonlyArray<string> | undefined

/** The first step of a transformation, or the next one where the first does not look into a value. */
const decodedFrom = (from: Shape, to: Shape): Shape =>
  isAnything(from) || from.types.has("object") && from.fields === undefined
    ? to
    : from.items !== undefined && isAnything(from.items)
    ? { ...from, items: to.items }
    : from

const classNameOf = (ast: AST.AST): string | undefined =>
  Option.getOrUndefined(AST.getIdentifierAnnotation(ast))?.match(/^effect-clerk\/(.+)/)?.[1]

const propertiesOf = (ast: AST.AST, shapeOf: (ast: AST.AST) => Shape): ReadonlyArray<readonly [string, Field]> =>
  AST.getPropertySignatures(ast)
    // Where a class holds the fields that it does not know.
    .filter(({ name }) => !String(name).startsWith("~"))
    .map(({ isOptional, name, type }) => [String(name), { required: !isOptional, shape: shapeOf(type) }])

const queryFields = (query: Schema.Schema.AnyNoContext): Fields =>
  new Map(propertiesOf(sentObject(query.ast), queryShape))

/** The object that is sent, whose properties still have their transformations. */
const sentObject = (ast: AST.AST): AST.AST => "from" in ast ? sentObject(ast.from) : ast

/** In a query every value is text. It stands for a number or a boolean if the first step of its decoding makes one. */
const queryShape = (ast: AST.AST): Shape => {
  switch (ast._tag) {
    case "Union":
      return union(ast.types.filter((type) => !AST.isUndefinedKeyword(type)).map(queryShape))
    case "TupleType":
      return array(union(ast.rest.map(({ type }) => queryShape(type))))
    case "Refinement":
      return queryShape(ast.from)
    case "Transformation": {
      const from = queryShape(ast.from)
      const to = from.types.has("string") ? queryShape(ast.to) : from
      return to.types.has("number") || to.types.has("boolean") ? to : from
    }
    default:
      return shapeOf(ast)
  }
}

const fixedFields = (query: URLSearchParams): ReadonlyArray<readonly [string, Field]> =>
  Array.from(query, ([name, value]) => [name, {
    required: false,
    shape: of(/^(true|false)$/.test(value) ? "boolean" : "string")
  }])
