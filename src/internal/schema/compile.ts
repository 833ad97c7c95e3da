/**
 * Compiles schemas to plain functions: a fast path that makes the same checks in one pass, and falls back to the schema for
 * error details.
 *
 * ```ts
 * const decode = compile(User.ast)
 * const user = decode(body) // a User, or `bail`: then decode with the schema
 * ```
 *
 * The schema is authoritative. For any input that `JSON.parse` can return, a compiled decoder returns what the schema returns, or
 * `bail`. Parts that it cannot compile, such as a record, are decoded by their own schema.
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
import { groupBy } from "../groupBy.ts"
import type { InputType } from "./ast.ts"
import {
  inputTypeOf,
  isNullish,
  isPrimitive,
  isStruct,
  nonNullishMember,
  unchangedType,
  unionMembers,
  usesDefaultParsing
} from "./ast.ts"
import type { Properties } from "./classes.ts"
import { factoryOf, plainObjects } from "./classes.ts"
import type { Decoder, Field, Fields } from "./combinators.ts"
import { alwaysBail, array, bail, compose, firstOf, object, omitted } from "./combinators.ts"

/** Compiles a schema on the first use. */
export const compile = (ast: AST.AST): Decoder => (input) => {
  try {
    return decoderOf(ast)(input)
  } catch {
    // The fallback to the schema throws again where the error is its own.
    return bail
  }
}

/** Most operations return the same schemas. */
const compiled = new WeakMap<AST.AST, Decoder>()

const decoderOf = (ast: AST.AST): Decoder => {
  const cached = compiled.get(ast)
  if (cached !== undefined) {
    return cached
  }
  let decoder: Decoder | undefined
  // A schema can contain itself.
  compiled.set(ast, (input) => decoder!(input))
  decoder = usesDefaultParsing(ast) ? compileAst(ast) : bySchema(ast)
  compiled.set(ast, decoder)
  return decoder
}

const compileAst = (ast: AST.AST): Decoder => {
  const fastDecode = ast.annotations[FastDecodeAnnotationId] as ((input: unknown) => unknown) | undefined
  if (fastDecode !== undefined) {
    return (input) => fastDecode(input) ?? bail
  }
  const type = unchangedType(ast)
  if (type !== undefined) {
    return (input) => typeof input === type ? input : bail
  }
  const fields = fieldsOf(ast)
  if (fields !== undefined) {
    return object(fields, plainObjects)
  }
  switch (ast._tag) {
    case "Literal":
      return (input) => input === ast.literal ? input : bail
    case "UnknownKeyword":
    case "AnyKeyword":
      return (input) => input
    case "Suspend": {
      let inner: Decoder | undefined
      return (input) => (inner ??= decoderOf(ast.f()))(input)
    }
    case "Refinement": {
      const from = decoderOf(ast.from)
      return (input) => {
        const value = from(input)
        return value === bail || Option.isSome(ast.filter(value, options, ast)) ? bail : value
      }
    }
    case "Declaration": {
      const decode = ast.decodeUnknown(...ast.typeParameters)
      return (input) => valueOf(decode(input, options, ast))
    }
    case "Union":
      return union(ast)
    case "TupleType":
      return ast.elements.length === 0 && ast.rest.length === 1 ? array(decoderOf(ast.rest[0]!.type)) : bySchema(ast)
    case "Transformation":
      return transformation(ast)
    default:
      return bySchema(ast)
  }
}

/** Selects the only member that can decode the input. A union of several objects is left to the schema, which compares literals. */
const union = (ast: AST.Union): Decoder => {
  const members = groupBy<AST.AST, string | undefined>(unionMembers(ast), inputTypeOf)
  const types = Array.from(members.keys()) as ReadonlyArray<InputType | undefined>
  const isUnambiguous = !members.has(undefined) && Array.from(members.values()).every(isOneOrPrimitive) &&
    (!members.has("nonNullish") || types.every((type) => type === "nonNullish" || isNullish(type)))
  if (!isUnambiguous) {
    return bySchema(ast)
  }
  const decoders = new Map(Array.from(members, ([type, members]) => [type, firstOf(members.map(decoderOf))]))
  const otherwise = decoders.get("nonNullish") ?? alwaysBail
  return (input) =>
    input === null || input === undefined
      ? (decoders.get(String(input)) ?? alwaysBail)(input)
      : (decoders.get(Array.isArray(input) ? "array" : typeof input) ?? otherwise)(input)
}

const isOneOrPrimitive = (members: ReadonlyArray<AST.AST>): boolean =>
  members.length === 1 || members.every(isPrimitive)

const transformation = (ast: AST.Transformation): Decoder => {
  const { from, to, transformation } = ast
  switch (transformation._tag) {
    case "TypeLiteralTransformation":
      return bySchema(ast)
    case "ComposeTransformation":
      return compose(decoderOf(from), decoderOf(to))
    case "FinalTransformation": {
      const factory = factoryOf(ast)
      const fields = factory && fieldsOf(from)
      return factory !== undefined && fields !== undefined ? object(fields, factory) : compose(
        decoderOf(from),
        (value, input) => valueOf(transformation.decode(value, options, ast, input)),
        decoderOf(to)
      )
    }
  }
}

/** Decodes a part that cannot be compiled. */
const bySchema = (ast: AST.AST): Decoder => {
  const decode = ParseResult.decodeUnknownEither(Schema.make<unknown, unknown>(ast))
  return (input) => valueOf(decode(input))
}

const valueOf = (result: Effect.Effect<unknown, unknown, unknown>): unknown =>
  Either.isEither(result) && Either.isRight(result) ? result.right : bail

const options: AST.ParseOptions = {}

// ---------------------------------------------------------------------------------------------------------------------
// Fields of objects
// ---------------------------------------------------------------------------------------------------------------------

/** The fields of an object schema that has nothing but fields. */
const fieldsOf = (ast: AST.AST): Fields | undefined => {
  if (!usesDefaultParsing(ast)) {
    return undefined
  }
  if (ast._tag === "TypeLiteral") {
    return structFields(ast, ast, [])
  }
  if (ast._tag !== "Transformation") {
    return undefined
  }
  const { from, to, transformation } = ast
  if (transformation._tag === "TypeLiteralTransformation") {
    return structFields(from, to, transformation.propertySignatureTransformations)
  }
  const unknownFields = ast.annotations[UnknownFieldsAnnotationId] as string | undefined
  return unknownFields === undefined ? undefined : withUnknownFields(fieldsOf(to), unknownFields)
}

const withUnknownFields = (fields: Fields | undefined, name: string): Fields | undefined => {
  const unknown = fields?.known.find((field) => field.name === name)
  return fields && unknown && { known: fields.known.filter((field) => field !== unknown), unknown }
}

const structFields = (
  from: AST.AST,
  to: AST.AST,
  transformations: ReadonlyArray<AST.PropertySignatureTransformation>
): Fields | undefined => {
  if (!isStruct(from) || !isStruct(to)) {
    return undefined
  }
  const sources = new Map(from.propertySignatures.map((signature) => [signature.name, signature]))
  const names = new Set(to.propertySignatures.map(({ name }) => name))
  const known: Array<Field> = []
  for (const signature of to.propertySignatures) {
    const transformation = transformations.find((transformation) => transformation.to === signature.name)
    const source = sources.get(transformation?.from ?? signature.name)
    // When a field takes the name of another, the result depends on the order in which the schema renames them.
    if (source === undefined || source.name !== signature.name && names.has(source.name)) {
      return undefined
    }
    sources.delete(source.name)
    known.push(fieldOf(source.name, source, transformation?.decode, signature))
  }
  // Keys of `Object.prototype` would look as if they were sent, and JSON has no symbols as keys.
  const canBeLookedUp = known.every(({ key }) => typeof key === "string" && !(key in Object.prototype))
  return canBeLookedUp && sources.size === 0 ? { known, unknown: undefined } : undefined
}

const fieldOf = (
  key: PropertyKey,
  from: AST.PropertySignature,
  transform: AST.PropertySignatureTransformation["decode"] | undefined,
  to: AST.PropertySignature
): Field => {
  const getMissingValue = to.annotations[MissingValueAnnotationId] as (() => unknown) | undefined
  const present = nonNullishMember(unionMembers(from.type))
  if (getMissingValue !== undefined && transform !== undefined && present !== undefined) {
    const decodePresent = decoderOf(present)
    return {
      key,
      name: to.name,
      decode: (value) => value === undefined || value === null ? getMissingValue() : decodePresent(value),
      missingValue: primitiveOf(getMissingValue())
    }
  }
  const decodeFrom = decoderOf(from.type)
  const decodeTo = transform === undefined && from === to ? undefined : decoderOf(to.type)
  const decode = (value: unknown, source: Properties) => {
    let decoded: unknown = value
    let isPresent = value !== undefined || !from.isOptional || Object.hasOwn(source, key)
    if (isPresent) {
      decoded = decodeFrom(value)
      if (decoded === bail) {
        return bail
      }
    }
    if (transform !== undefined) {
      const transformed = transform(isPresent ? Option.some(decoded) : Option.none())
      isPresent = Option.isSome(transformed)
      decoded = Option.getOrUndefined(transformed)
    }
    return !isPresent && to.isOptional ? omitted : decodeTo === undefined ? decoded : decodeTo(decoded)
  }
  return { key, name: to.name, decode, missingValue: undefined }
}

const primitiveOf = (value: unknown): unknown => typeof value === "object" && value !== null ? undefined : value
