/**
 * Creates empty instances of schema classes for the compiled decoder to fill. That skips the constructor, which copies all
 * fields twice, so it is only done for classes whose constructor does nothing but assign the fields.
 */
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as AST from "effect/SchemaAST"
import { usesDefaultParsing } from "./ast.ts"

export interface Properties {
  [name: PropertyKey]: unknown
}

/** Creates the empty objects that decoded fields are assigned to. */
export interface Factory {
  readonly create: () => Properties
  /** The fields that the constructor assigns a default when they are undefined. */
  readonly defaults: ReadonlySet<PropertyKey>
}

/** Objects without a class. */
export const plainObjects: Factory = { create: () => ({}), defaults: new Set() }

/** The factory of the class that a transformation decodes to. */
export const factoryOf = (ast: AST.Transformation): Factory | undefined => {
  const { to, transformation } = ast
  const type = Option.getOrUndefined(AST.getSurrogateAnnotation(to))
  if (
    transformation._tag !== "FinalTransformation" || to._tag !== "Declaration" || type?._tag !== "TypeLiteral" ||
    !usesDefaultParsing(to) || Option.isNone(AST.getSurrogateAnnotation(ast))
  ) {
    return undefined
  }
  const names = type.propertySignatures.map(({ name }) => name)
  const construct = (fields: Properties): object =>
    Effect.runSync(transformation.decode(fields, {}, ast, fields) as Effect.Effect<object>)
  try {
    const empty = construct({})
    const full = construct(Object.fromEntries(names.map((name) => [name, name])))
    const hasOnlyFields = Object.isExtensible(full) && Reflect.ownKeys(full).length === names.length &&
      names.every((name) => isAssigned(full, name))
    const prototype: object = Object.getPrototypeOf(full)
    return hasOnlyFields && onlyAssignsFields(prototype.constructor)
      ? { create: withPreallocatedFields(prototype), defaults: new Set(Reflect.ownKeys(empty)) }
      : undefined
  } catch {
    return undefined
  }
}

/** Whether a property holds its own name, and has the attributes of an assigned property. */
const isAssigned = (object: object, name: PropertyKey): boolean => {
  const property = Object.getOwnPropertyDescriptor(object, name)
  return property?.value === name && property.writable === true && property.enumerable === true
}

/** Whether a class and its superclasses are made by a schema, or have neither a constructor nor private state. */
const onlyAssignsFields = (self: unknown): boolean =>
  self === Data.Class || typeof self === "function" &&
    (Object.hasOwn(self, Schema.TypeId) || hasNoOwnState(Function.prototype.toString.call(self))) &&
    onlyAssignsFields(Object.getPrototypeOf(self))

/** Searches the source for keywords, also within strings and comments: a false match only makes decoding slower. */
const hasNoOwnState = (source: string): boolean =>
  /^class\b/.test(source) && !/#|\b(?:constructor|accessor)\b/.test(source.replaceAll(pureAnnotation, ""))

/** The build writes it before calls. */
const pureAnnotation = /\/\* ?[#@]__PURE__ ?\*\//g

/**
 * V8 turns an object that gets many properties by dynamic names into a hash table, which takes longer than all other decoding.
 * It does not when the constructor seems to assign many properties: V8 counts the assignments in the source, whatever the names.
 * This constructor never runs them.
 */
const withPreallocatedFields = (prototype: object): () => Properties => {
  function Preallocated(this: { field: unknown }, never: boolean) {
    if (never) {
      // dprint-ignore
      this.field = this.field = this.field = this.field = this.field = this.field = this.field = this.field = this.field = this.field = this.field = this.field =
      this.field = this.field = this.field = this.field = this.field = this.field = this.field = this.field = this.field = this.field = this.field = this.field =
      this.field = this.field = this.field = this.field = this.field = this.field = this.field = this.field = this.field = this.field = this.field = this.field =
      this.field = this.field = this.field = this.field = this.field = this.field = this.field = this.field = this.field = this.field = this.field = this.field = undefined
    }
  }
  Preallocated.prototype = prototype
  const Constructor = Preallocated as unknown as new(never: boolean) => Properties
  return () => new Constructor(false)
}
