/**
 * JSON objects that are validated but neither copied nor renamed.
 *
 * A `Schema.Record` would rebuild the object and lose keys such as `__proto__`.
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"
import type * as FastCheck from "effect/FastCheck"
import * as Option from "effect/Option"
import { isFunction, isString } from "effect/Predicate"
import { isRedacted } from "effect/Redacted"
import * as Schema from "effect/Schema"
import { isPlainObject } from "./PlainObject.ts"

/**
 * An object with any keys and JSON values.
 *
 * @since 0.1.0
 * @category models
 */
export interface JsonObject {
  readonly [key: string]: unknown
}

/**
 * An object of values that JSON can represent.
 *
 * It rejects `NaN` and `Infinity`, which JSON would turn into `null` (in a metadata merge, `null` deletes the key), functions,
 * symbols, bigints, circular references, more than 500 levels of nesting, secrets, and objects such as a `Map` or an `Error` that would
 * be sent empty. A `Date` or a `DateTime` is sent as a string. Properties that are `undefined` are omitted.
 *
 * @since 0.1.0
 * @category schemas
 */
export const JsonObject: Schema.Schema<JsonObject> = Schema.declare(
  (input: unknown): input is JsonObject => isJsonObject(input) && faultOf(input) === undefined,
  {
    identifier: "JsonObject",
    description: "an object of JSON values",
    jsonSchema: { type: "object" },
    arbitrary: () => (fc) => jsonObjects(fc),
    message: ({ actual }) => expected(isJsonObject(actual) ? faultOf(actual) : undefined)
  }
)

/**
 * Whether a value is an object, and neither null nor an array. Its values are not checked.
 *
 * @since 0.1.0
 * @category guards
 */
export const isJsonObject = (input: unknown): input is JsonObject =>
  typeof input === "object" && input !== null && !Array.isArray(input)

/**
 * Arbitrary objects of JSON values, without numbers beyond 2^53.
 *
 * @since 0.1.0
 * @category arbitraries
 */
export const jsonObjects = (
  fc: Pick<typeof FastCheck, "dictionary" | "jsonValue" | "string">
): FastCheck.Arbitrary<JsonObject> =>
  fc.dictionary(fc.string(), fc.jsonValue().map((value): unknown => JSON.parse(JSON.stringify(value), withoutRounded)))

const withoutRounded = (_: string, value: unknown): unknown => typeof value === "number" && isRounded(value) ? 0 : value

/** Whether a number is beyond 2^53, where not every whole number exists. */
const isRounded = (value: number): boolean => Math.abs(value) > Number.MAX_SAFE_INTEGER

/**
 * The message of a value that is not an object of JSON values, with what is wrong with it.
 *
 * @since 0.1.0
 * @category messages
 */
export const expected = (fault?: string): string => `Expected an object of JSON values${fault ? `, but ${fault}` : ""}`

// ---------------------------------------------------------------------------------------------------------------------
// What JSON cannot represent
// ---------------------------------------------------------------------------------------------------------------------

/** Why JSON cannot represent an object; undefined when it can. */
const faultOf = (object: JsonObject): string | undefined => {
  try {
    if (isFlat(object)) {
      return undefined
    }
  } catch {
    return "it cannot be read"
  }
  return Option.getOrUndefined(Either.getLeft(copyOf(object, false)))
}

/** Fast path for most objects: plain, and with primitive values only. */
const isFlat = (object: JsonObject): boolean => {
  if (!isPlainObject(object) || "toJSON" in object) {
    return false
  }
  for (const key in object) {
    const value = object[key]
    if (typeof value !== "string" && typeof value !== "boolean" && value !== null && !Number.isFinite(value)) {
      return false
    }
  }
  return true
}

/**
 * What JSON has of an object, or why JSON cannot represent it. What is sent may not have numbers beyond 2^53, which readers round.
 *
 * @since 0.1.0
 * @category conversions
 */
export const copyOf = (object: JsonObject, isSent: boolean): Either.Either<JsonObject, string> =>
  Either.try({
    try: () => {
      const walk: Walk = { isSent, parents: new Set(), path: [] }
      const copy = isFunction(object["toJSON"]) ? fail(walk, nameOf(object)) : copyValue(object, walk)
      return copy as JsonObject
    },
    catch: (error) => error instanceof Fault ? error.message : "it cannot be read"
  })

class Fault extends Error {}

interface Walk {
  readonly isSent: boolean
  readonly parents: Set<unknown>
  readonly path: Array<string>
}

const fail = ({ path }: Walk, problem: string): never => {
  throw new Fault(`${path.join(".") || "it"} is ${problem}`)
}

const failAt = (walk: Walk, key: PropertyKey, problem: string): never => {
  walk.path.push(String(key))
  return fail(walk, problem)
}

const copyValue = (value: unknown, walk: Walk): unknown => {
  switch (typeof value) {
    case "number":
      return !Number.isFinite(value)
        ? fail(walk, String(value))
        : walk.isSent && isRounded(value)
        ? fail(walk, "a number beyond 2^53, which JSON readers round")
        : value
    case "bigint":
    case "function":
    case "symbol":
      return fail(walk, `a ${typeof value}`)
    case "object":
      return value === null ? value : copyObject(value, walk)
    default:
      return value
  }
}

const copyObject = (value: object, walk: Walk): unknown => {
  const { parents, path } = walk
  const toJson = "toJSON" in value ? value.toJSON : undefined
  if (isFunction(toJson)) {
    const text: unknown = isRedacted(value) ? undefined : toJson.call(value)
    return isString(text) ? text : fail(walk, nameOf(value))
  }
  if (parents.has(value)) {
    return fail(walk, "a circular reference")
  }
  if (parents.size >= maxDepth) {
    throw new Fault(`it is nested more than ${maxDepth} levels deep`)
  }
  const isList = Array.isArray(value)
  const length = isList ? value.length : 0
  if (length > maxItems) {
    return fail(walk, `a list of ${length} items`)
  }
  const keys = Object.keys(value)
  if (!isList && isLost(value, keys)) {
    return fail(walk, nameOf(value))
  }
  const [symbol] = Object.getOwnPropertySymbols(value).filter((key) => propertyIsEnumerable.call(value, key))
  if (symbol !== undefined) {
    return failAt(walk, symbol, "a symbol as key")
  }
  // The indices come first.
  if (length > 0 && keys[length - 1] !== String(length - 1)) {
    return failAt(walk, [...keys, ""].findIndex((key, index) => key !== String(index)), "an empty item")
  }
  if (isList && keys.length > length) {
    return failAt(walk, keys[length]!, "a property of a list")
  }
  parents.add(value)
  const entries: Array<[key: string, copy: unknown]> = []
  for (const key of keys) {
    path.push(key)
    const inner: unknown = value[key as keyof typeof value]
    entries.push([key, isList && inner === undefined ? fail(walk, "undefined") : copyValue(inner, walk)])
    path.pop()
  }
  parents.delete(value)
  return isList ? entries.map(([, copy]) => copy) : Object.fromEntries(entries)
}

const { propertyIsEnumerable, toString } = Object.prototype

/** Whether `JSON.stringify` would make an empty object or a primitive of an object, or leave out what matters of it. */
const isLost = (value: object, keys: ReadonlyArray<string>): boolean =>
  Symbol.iterator in value || !isPlainObject(value) && keys.length === 0 ||
  /^\[object (?:BigInt|Boolean|Error|Number|String|Symbol)\]$/.test(toString.call(value))

const nameOf = (value: object): string =>
  isRedacted(value)
    ? "a Redacted"
    : value.constructor.name === "Object"
    ? "an object whose toJSON gives no text"
    : `of the class ${value.constructor.name}`

/** Far below what the call stack allows, also for what a program does with the object, such as `JSON.stringify`. */
const maxDepth = 500

/** More than metadata of 8 KB can have. */
const maxItems = 10_000
