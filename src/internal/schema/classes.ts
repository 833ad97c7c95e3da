/**
 * Empty instances of the classes that schemas make, for the compiled decoder to fill. Their constructor is spared, which copies
 * all fields twice; so this is only for classes whose constructor does no more than to fill them.
 */
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as AST from "effect/SchemaAST"
import { isOrdinary } from "./ast.ts"

export interface Properties {
  [name: PropertyKey]: unknown
}

/** What the fields of an object are put into. */
export interface Maker {
  readonly create: () => Properties
  /** The fields that a constructor fills when they are undefined. */
  readonly defaults: ReadonlySet<PropertyKey>
}

/** Objects of no class. */
export const plain: Maker = { create: () => ({}), defaults: new Set() }

/** The class that a transformation makes instances of. */
export const makerOf = (ast: AST.Transformation): Maker | undefined => {
  const { to, transformation } = ast
  const type = Option.getOrUndefined(AST.getSurrogateAnnotation(to))
  if (
    transformation._tag !== "FinalTransformation" || to._tag !== "Declaration" || type?._tag !== "TypeLiteral" ||
    !isOrdinary(to) || Option.isNone(AST.getSurrogateAnnotation(ast))
  ) {
    return undefined
  }
  const names = type.propertySignatures.map(({ name }) => name)
  const construct = (fields: Properties): object =>
    Effect.runSync(transformation.decode(fields, {}, ast, fields) as Effect.Effect<object>)
  try {
    const empty = construct({})
    const full = construct(Object.fromEntries(names.map((name) => [name, name])))
    const isFilled = Object.isExtensible(full) && Reflect.ownKeys(full).length === names.length &&
      names.every((name) => isPlainProperty(full, name))
    const prototype: object = Object.getPrototypeOf(full)
    return isFilled && onlyFills(prototype.constructor)
      ? { create: roomy(prototype), defaults: new Set(Reflect.ownKeys(empty)) }
      : undefined
  } catch {
    return undefined
  }
}

/** Whether a property holds its own name, as anything that is assigned. */
const isPlainProperty = (object: object, name: PropertyKey): boolean => {
  const property = Object.getOwnPropertyDescriptor(object, name)
  return property?.value === name && property.writable === true && property.enumerable === true
}

/** Whether a class and all above it are the schema's own, or have neither a constructor nor private state. */
const onlyFills = (self: unknown): boolean =>
  self === Data.Class || typeof self === "function" &&
    (Object.hasOwn(self, Schema.TypeId) || isSimple(Function.prototype.toString.call(self))) &&
    onlyFills(Object.getPrototypeOf(self))

/** By the words in it, wherever they stand: a class that is taken for another one is only slower. */
const isSimple = (source: string): boolean =>
  /^class\b/.test(source) && !/#|\b(?:constructor|accessor)\b/.test(source.replaceAll(pure, ""))

/** What the build writes before calls. */
const pure = /\/\* ?[#@]__PURE__ ?\*\//g

/**
 * V8 makes a hash table of an object that gets many keys by names from a list, which takes longer than all the rest, unless its
 * constructor looks as if it set many. This one never sets any. V8 counts the assignments, whatever their names are.
 */
const roomy = (prototype: object): () => Properties => {
  function Room(this: { room: unknown }, never: boolean) {
    if (never) {
      // dprint-ignore
      this.room = this.room = this.room = this.room = this.room = this.room = this.room = this.room = this.room = this.room = this.room = this.room =
      this.room = this.room = this.room = this.room = this.room = this.room = this.room = this.room = this.room = this.room = this.room = this.room =
      this.room = this.room = this.room = this.room = this.room = this.room = this.room = this.room = this.room = this.room = this.room = this.room =
      this.room = this.room = this.room = this.room = this.room = this.room = this.room = this.room = this.room = this.room = this.room = this.room = undefined
    }
  }
  Room.prototype = prototype
  const Constructor = Room as unknown as new(never: boolean) => Properties
  return () => new Constructor(false)
}
