/**
 * Schemas as plain functions, made once: the same checks in one pass, without the machinery that tells what is wrong.
 *
 * ```ts
 * const decode = compile(User.ast)
 * const user = decode(body) // a User, or `surprise`: then the schema itself tells
 * ```
 *
 * There is one truth, the schema: of what `JSON.parse` makes, a compiled decoder answers what the schema would, or that it does not
 * know. What is not known here at all, such as a record, the schema decodes where it stands.
 */
import type * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import type * as AST from "effect/SchemaAST"
import {
  FastDecodeAnnotationId,
  MissingValueAnnotationId,
  UnknownFieldsAnnotationId
} from "../../Schema/wire/Fields.ts"
import { isPlainObject } from "../../Schema/wire/PlainObject.ts"
import { groupBy } from "../groupBy.ts"
import type { Kind } from "./ast.ts"
import { asItIs, besidesNullish, isNullish, isOrdinary, isPrimitive, isStruct, kindOf, typesOf } from "./ast.ts"
import type { Maker, Properties } from "./classes.ts"
import { makerOf, plain } from "./classes.ts"

/** Something that the schema refuses, or that is not known here. */
export const surprise: unique symbol = Symbol("surprise")

export type Run = (input: unknown) => unknown

/** Compiles the decoding of a schema, when it is asked for the first time. */
export const compile = (ast: AST.AST): Run => (input) => {
  try {
    return run(ast)(input)
  } catch {
    // Whether that is the schema's own fault, the schema tells.
    return surprise
  }
}

/** What is compiled: most operations answer the same things. */
const known = new WeakMap<AST.AST, Run>()

const run = (ast: AST.AST): Run => {
  const before = known.get(ast)
  if (before !== undefined) {
    return before
  }
  let made: Run | undefined
  // A schema can be a part of itself.
  known.set(ast, (input) => made!(input))
  made = isOrdinary(ast) ? make(ast) : bySchema(ast)
  known.set(ast, made)
  return made
}

const make = (ast: AST.AST): Run => {
  const quick = ast.annotations[FastDecodeAnnotationId] as ((input: unknown) => unknown) | undefined
  if (quick !== undefined) {
    return (input) => quick(input) ?? surprise
  }
  const type = asItIs(ast)
  if (type !== undefined) {
    return (input) => typeof input === type ? input : surprise
  }
  const shape = shapeOf(ast)
  if (shape !== undefined) {
    return object(shape, plain)
  }
  switch (ast._tag) {
    case "Literal":
      return (input) => input === ast.literal ? input : surprise
    case "UnknownKeyword":
    case "AnyKeyword":
      return (input) => input
    case "Suspend": {
      let inner: Run | undefined
      return (input) => (inner ??= run(ast.f()))(input)
    }
    case "Refinement": {
      const from = run(ast.from)
      return (input) => {
        const value = from(input)
        return value === surprise || Option.isSome(ast.filter(value, options, ast)) ? surprise : value
      }
    }
    case "Declaration": {
      const decode = ast.decodeUnknown(...ast.typeParameters)
      return (input) => valueOf(decode(input, options, ast))
    }
    case "Union":
      return union(ast)
    case "TupleType":
      return ast.elements.length === 0 && ast.rest.length === 1 ? array(run(ast.rest[0]!.type)) : bySchema(ast)
    case "Transformation":
      return transformation(ast)
    default:
      return bySchema(ast)
  }
}

/** Decodes by the one type that can be meant. Which of several objects is meant, the schema tells by the literals in them. */
const union = (ast: AST.Union): Run => {
  const types = groupBy<AST.AST, string | undefined>(typesOf(ast), kindOf)
  const kinds = Array.from(types.keys()) as ReadonlyArray<Kind | undefined>
  const isClear = !types.has(undefined) && Array.from(types.values()).every(isOneOrPrimitive) &&
    (!types.has("something") || kinds.every((kind) => kind === "something" || isNullish(kind)))
  if (!isClear) {
    return bySchema(ast)
  }
  const runs = new Map(Array.from(types, ([kind, types]) => [kind, firstOf(types.map(run))]))
  const otherwise = runs.get("something") ?? stepAside
  return (input) =>
    input === null || input === undefined
      ? (runs.get(String(input)) ?? stepAside)(input)
      : (runs.get(Array.isArray(input) ? "array" : typeof input) ?? otherwise)(input)
}

const isOneOrPrimitive = (types: ReadonlyArray<AST.AST>): boolean => types.length === 1 || types.every(isPrimitive)

const transformation = (ast: AST.Transformation): Run => {
  const kind = ast.transformation
  switch (kind._tag) {
    case "TypeLiteralTransformation":
      return bySchema(ast)
    case "ComposeTransformation":
      return compose(run(ast.from), run(ast.to))
    case "FinalTransformation": {
      const maker = makerOf(ast)
      const shape = maker && shapeOf(ast.from)
      return maker !== undefined && shape !== undefined ? object(shape, maker) : compose(
        run(ast.from),
        (value, input) => valueOf(kind.decode(value, options, ast, input)),
        run(ast.to)
      )
    }
  }
}

/** The fields of an object, where nothing but its fields is to be looked at. */
const shapeOf = (ast: AST.AST): Shape | undefined => {
  if (!isOrdinary(ast)) {
    return undefined
  }
  if (ast._tag === "TypeLiteral") {
    return shape(ast, ast, [])
  }
  if (ast._tag !== "Transformation") {
    return undefined
  }
  const { from, to, transformation } = ast
  if (transformation._tag === "TypeLiteralTransformation") {
    return shape(from, to, transformation.propertySignatureTransformations)
  }
  const extra = ast.annotations[UnknownFieldsAnnotationId] as string | undefined
  return extra === undefined ? undefined : withUnknownFields(shapeOf(to), extra)
}

const shape = (
  from: AST.AST,
  to: AST.AST,
  changes: ReadonlyArray<AST.PropertySignatureTransformation>
): Shape | undefined => {
  if (!isStruct(from) || !isStruct(to)) {
    return undefined
  }
  const signatures = new Map(from.propertySignatures.map((signature) => [signature.name, signature]))
  const names = new Set(to.propertySignatures.map(({ name }) => name))
  const fields: Array<Field> = []
  for (const signature of to.propertySignatures) {
    const change = changes.find((change) => change.to === signature.name)
    const source = signatures.get(change?.from ?? signature.name)
    // Where names are swapped, the order in which the schema changes them counts.
    if (source === undefined || source.name !== signature.name && names.has(source.name)) {
      return undefined
    }
    signatures.delete(source.name)
    fields.push(field(source.name, source, change?.decode, signature))
  }
  // What every object has would look as if it was sent, and JSON has no other keys than texts.
  const isClear = fields.every(({ key }) => typeof key === "string" && !(key in Object.prototype))
  return isClear && signatures.size === 0 ? { fields, extra: undefined } : undefined
}

const field = (
  key: PropertyKey,
  from: AST.PropertySignature,
  change: AST.PropertySignatureTransformation["decode"] | undefined,
  to: AST.PropertySignature
): Field => {
  const whenAbsent = to.annotations[MissingValueAnnotationId] as (() => unknown) | undefined
  const present = besidesNullish(typesOf(from.type))
  if (whenAbsent !== undefined && change !== undefined && present !== undefined) {
    const decode = run(present)
    const read = (value: unknown) => value === undefined || value === null ? whenAbsent() : decode(value)
    return { key, name: to.name, read, asItIs: asItIs(present), empty: primitiveOf(whenAbsent()) }
  }
  const decode = run(from.type)
  const check = change === undefined && from === to ? undefined : run(to.type)
  const read = (value: unknown, source: Properties) => {
    let found: unknown = value
    let isThere = value !== undefined || !from.isOptional || Object.hasOwn(source, key)
    if (isThere) {
      found = decode(value)
      if (found === surprise) {
        return surprise
      }
    }
    if (change !== undefined) {
      const changed = change(isThere ? Option.some(found) : Option.none())
      isThere = Option.isSome(changed)
      found = Option.getOrUndefined(changed)
    }
    return !isThere && to.isOptional ? nothing : check === undefined ? found : check(found)
  }
  return { key, name: to.name, read, asItIs: undefined, empty: undefined }
}

const primitiveOf = (value: unknown): unknown => typeof value === "object" && value !== null ? undefined : value

const options: AST.ParseOptions = {}

const stepAside: Run = () => surprise

/** What is not known here, the schema decodes where it stands. */
const bySchema = (ast: AST.AST): Run => {
  const decode = ParseResult.decodeUnknownEither(Schema.make<unknown, unknown>(ast))
  return (input) => valueOf(decode(input))
}

const valueOf = (result: Effect.Effect<unknown, unknown, unknown>): unknown =>
  Either.isEither(result) && Either.isRight(result) ? result.right : surprise

const compose = (...steps: ReadonlyArray<(value: unknown, input: unknown) => unknown>): Run => (input) => {
  let value = input
  for (const step of steps) {
    value = step(value, input)
    if (value === surprise) {
      return surprise
    }
  }
  return value
}

const firstOf = (steps: ReadonlyArray<Run>): Run =>
  steps.length === 1 ? steps[0]! : (input) => {
    for (const step of steps) {
      const value = step(input)
      if (value !== surprise) {
        return value
      }
    }
    return surprise
  }

const array = (item: Run): Run => (input) => {
  if (!Array.isArray(input)) {
    return surprise
  }
  const length = input.length
  const items = new Array<unknown>(length)
  for (let index = 0; index < length; index++) {
    const value = item(input[index])
    if (value === surprise) {
      return surprise
    }
    items[index] = value
  }
  return items
}

// ---------------------------------------------------------------------------------------------------------------------
// Objects
// ---------------------------------------------------------------------------------------------------------------------

interface Field {
  /** The name on the wire. */
  readonly key: PropertyKey
  readonly name: PropertyKey
  readonly read: (value: unknown, source: Properties) => unknown
  /** The `typeof` of what needs no reading, and what is read of null and of nothing, where it is one value: most fields are so. */
  readonly asItIs: string | undefined
  readonly empty: unknown
}

interface Shape {
  readonly fields: ReadonlyArray<Field>
  /** The field for the keys that are not known. */
  readonly extra: Field | undefined
}

/** What is read of a field that is not to be there. */
const nothing: unique symbol = Symbol("nothing")

const withUnknownFields = (shape: Shape | undefined, name: string): Shape | undefined => {
  const extra = shape?.fields.find((field) => field.name === name)
  return shape && extra && { fields: shape.fields.filter((field) => field !== extra), extra }
}

const object = ({ extra, fields }: Shape, { create, defaults }: Maker): Run => {
  const { length } = fields
  const places = new Map(fields.map(({ key }, index) => [key, index]))
  return (input) => {
    if (!isPlainObject(input)) {
      return surprise
    }
    // All keys in their own order, which is quicker than to ask for each by its name.
    const sent = new Array<unknown>(length)
    let unknown = 0
    for (const key in input) {
      const index = places.get(key)
      if (index === undefined) {
        unknown++
      } else {
        sent[index] = input[key]
      }
    }
    const target = create()
    for (let index = 0; index < length; index++) {
      const { asItIs, empty, name, read } = fields[index]!
      let value = sent[index]
      if (typeof value !== asItIs) {
        value = (value === undefined || value === null) && empty !== undefined ? empty : read(value, input)
        if (value === surprise || (value === undefined || value === nothing) && defaults.has(name)) {
          return surprise
        }
        if (value === nothing) {
          continue
        }
      }
      target[name as string] = value
    }
    if (extra !== undefined) {
      const value = extra.read(unknown === 0 ? undefined : without(input, places), input)
      if (value === surprise) {
        return surprise
      }
      target[extra.name as string] = value
    }
    return target
  }
}

const without = (object: Properties, keys: ReadonlyMap<PropertyKey, unknown>): Properties =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !keys.has(key)))
