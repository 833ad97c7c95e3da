/**
 * What the AST of a schema says about its inputs, for the compiled decoder. `undefined` means that it is not certain.
 */
import type * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as AST from "effect/SchemaAST"
import { FastDecodeAnnotationId } from "../../Schema/wire/Fields.ts"

/** The type of the inputs of a schema; `"nonNullish"` is anything but null and undefined. */
export type InputType =
  | "null"
  | "undefined"
  | "nonNullish"
  | "array"
  | "object"
  | "string"
  | "number"
  | "boolean"
  | "bigint"

/** Whether no annotation changes how the schema decodes its parts, or what it does when decoding fails. */
export const usesDefaultParsing = (ast: AST.Annotated): boolean =>
  Option.isNone(AST.getParseOptionsAnnotation(ast)) && Option.isNone(AST.getDecodingFallbackAnnotation(ast))

/** Whether the schema is an object with fields and no index signature. */
export const isStruct = (ast: AST.AST): ast is AST.TypeLiteral =>
  ast._tag === "TypeLiteral" && usesDefaultParsing(ast) && ast.propertySignatures.length > 0 &&
  ast.indexSignatures.length === 0

/** Whether valid inputs are not changed. It does not matter which of several such members of a union decodes an input. */
export const isPrimitive = (ast: AST.AST): boolean =>
  usesDefaultParsing(ast) &&
  (typeofKeyword[ast._tag] !== undefined || ast._tag === "Literal" ||
    ast._tag === "Refinement" && isPrimitive(ast.from))

/** The `typeof` of the inputs, if every input of that type is valid and not changed. */
export const unchangedType = (ast: AST.AST): InputType | undefined =>
  usesDefaultParsing(ast) && !(FastDecodeAnnotationId in ast.annotations) ? typeofKeyword[ast._tag] : undefined

const typeofKeyword: { readonly [Tag in AST.AST["_tag"]]?: InputType } = {
  StringKeyword: "string",
  NumberKeyword: "number",
  BooleanKeyword: "boolean",
  UndefinedKeyword: "undefined"
}

/** The members of a union, and of the unions in it; otherwise the schema itself. */
export const unionMembers = (ast: AST.AST): ReadonlyArray<AST.AST> =>
  ast._tag === "Union" && usesDefaultParsing(ast) ? ast.types.flatMap(unionMembers) : [ast]

/** The only member besides null and undefined, if it neither decodes from them nor to them. */
export const nonNullishMember = (members: ReadonlyArray<AST.AST>): AST.AST | undefined => {
  const [only, another] = members.filter((member) => !(isNullish(inputTypeOf(member)) && isPrimitive(member)))
  return only !== undefined && another === undefined && isNonNullish(inputTypeOf(only)) &&
      isNonNullish(inputTypeOf(AST.typeAST(only)))
    ? only
    : undefined
}

export const isNullish = (type: InputType | undefined): boolean => type === "null" || type === "undefined"

const isNonNullish = (type: InputType | undefined): boolean => type !== undefined && !isNullish(type)

/** The type that every valid input has. */
export const inputTypeOf = (ast: AST.AST): InputType | undefined => {
  if (!usesDefaultParsing(ast)) {
    return undefined
  }
  switch (ast._tag) {
    case "Literal":
      return ast.literal === null ? "null" : typeof ast.literal as InputType
    case "TupleType":
      return ast.elements.length === 0 ? "array" : undefined
    case "TypeLiteral":
      return isStruct(ast) && ast.propertySignatures.every(({ type }) => isPrimitive(type) || !isEncodedLiteral(type))
        ? "object"
        : undefined
    case "Refinement":
    case "Transformation":
      return inputTypeOf(ast.from)
    case "Suspend":
      return inputTypeOf(ast.f())
    case "Union":
      return ast.types.map(inputTypeOf).every(isNonNullish) ? "nonNullish" : undefined
    case "Declaration": {
      const decode = ast.decodeUnknown(...ast.typeParameters)
      return isFailure(decode(null, {}, ast)) && isFailure(decode(undefined, {}, ast)) ? "nonNullish" : undefined
    }
    default:
      return typeofKeyword[ast._tag]
  }
}

/** A union compares such fields before it decodes anything. */
const isEncodedLiteral = (ast: AST.AST): boolean => AST.isLiteral(AST.encodedAST(ast))

const isFailure = (result: Effect.Effect<unknown, unknown, unknown>): boolean =>
  Either.isEither(result) && Either.isLeft(result)
