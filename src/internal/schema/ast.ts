/**
 * What is known of a schema before it decodes anything, for the compiled decoder. Where it is not certain, it is not known.
 */
import type * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as AST from "effect/SchemaAST"
import { FastDecodeAnnotationId } from "../../Schema/wire/Fields.ts"

/** What a type is decoded of; `"something"` is anything but null and undefined. */
export type Kind = "null" | "undefined" | "something" | "array" | "object" | "string" | "number" | "boolean" | "bigint"

/** Without annotations that change how the schema decodes all that is inside, or what it does when it fails. */
export const isOrdinary = (ast: AST.Annotated): boolean =>
  Option.isNone(AST.getParseOptionsAnnotation(ast)) && Option.isNone(AST.getDecodingFallbackAnnotation(ast))

/** Whether it has fields, and nothing but fields. */
export const isStruct = (ast: AST.AST): ast is AST.TypeLiteral =>
  ast._tag === "TypeLiteral" && isOrdinary(ast) && ast.propertySignatures.length > 0 && ast.indexSignatures.length === 0

/** Whether what it takes stays as it is, so that it does not matter which of several such types takes it. */
export const isPrimitive = (ast: AST.AST): boolean =>
  isOrdinary(ast) &&
  (keywords[ast._tag] !== undefined || ast._tag === "Literal" || ast._tag === "Refinement" && isPrimitive(ast.from))

/** The `typeof` of all that a type takes, if it takes all of it as it is. */
export const asItIs = (ast: AST.AST): Kind | undefined =>
  isOrdinary(ast) && !(FastDecodeAnnotationId in ast.annotations) ? keywords[ast._tag] : undefined

const keywords: { readonly [Tag in AST.AST["_tag"]]?: Kind } = {
  StringKeyword: "string",
  NumberKeyword: "number",
  BooleanKeyword: "boolean",
  UndefinedKeyword: "undefined"
}

/** The types of a union, and of the unions in it. */
export const typesOf = (ast: AST.AST): ReadonlyArray<AST.AST> =>
  ast._tag === "Union" && isOrdinary(ast) ? ast.types.flatMap(typesOf) : [ast]

/** The only one of several types that is neither null nor undefined, if it never takes them and never makes them. */
export const besidesNullish = (types: ReadonlyArray<AST.AST>): AST.AST | undefined => {
  const [only, another] = types.filter((type) => !(isNullish(kindOf(type)) && isPrimitive(type)))
  return only !== undefined && another === undefined && isThere(kindOf(only)) && isThere(kindOf(AST.typeAST(only)))
    ? only
    : undefined
}

export const isNullish = (kind: Kind | undefined): boolean => kind === "null" || kind === "undefined"

const isThere = (kind: Kind | undefined): boolean => kind !== undefined && !isNullish(kind)

/** What alone a type is decoded of. */
export const kindOf = (ast: AST.AST): Kind | undefined => {
  if (!isOrdinary(ast)) {
    return undefined
  }
  switch (ast._tag) {
    case "Literal":
      return ast.literal === null ? "null" : typeof ast.literal as Kind
    case "TupleType":
      return ast.elements.length === 0 ? "array" : undefined
    case "TypeLiteral":
      return isStruct(ast) && ast.propertySignatures.every(({ type }) => isPrimitive(type) || !isLiteralOnTheWire(type))
        ? "object"
        : undefined
    case "Refinement":
    case "Transformation":
      return kindOf(ast.from)
    case "Suspend":
      return kindOf(ast.f())
    case "Union":
      return ast.types.map(kindOf).every(isThere) ? "something" : undefined
    case "Declaration": {
      const decode = ast.decodeUnknown(...ast.typeParameters)
      return isRefusal(decode(null, {}, ast)) && isRefusal(decode(undefined, {}, ast)) ? "something" : undefined
    }
    default:
      return keywords[ast._tag]
  }
}

/** A union looks into such fields before it decodes anything. */
const isLiteralOnTheWire = (ast: AST.AST): boolean => AST.isLiteral(AST.encodedAST(ast))

const isRefusal = (result: Effect.Effect<unknown, unknown, unknown>): boolean =>
  Either.isEither(result) && Either.isLeft(result)
