/**
 * JSON objects that are validated but neither copied nor renamed.
 *
 * A `Schema.Record` would rebuild the object and lose keys such as `__proto__`.
 *
 * @since 0.1.0
 */
import { hasProperty, isFunction, isString } from "effect/Predicate"
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
    arbitrary: () => (fc) =>
      fc.dictionary(fc.string(), fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as unknown)),
    message: ({ actual }) => {
      const found = isJsonObject(actual) ? faultOf(actual) : undefined
      return `Expected an object of JSON values${found === undefined ? "" : `, but ${found}`}`
    }
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

/** Why JSON cannot represent an object; undefined when it can. */
const faultOf = (object: JsonObject): string | undefined => {
  try {
    return isFlat(object)
      ? undefined
      : isFunction(object["toJSON"])
      ? `it is ${nameOf(object)}`
      : faultAt(object, [], new Set())
  } catch {
    return "it cannot be read"
  }
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

/** Why JSON cannot represent the value at a path; undefined when it can. */
const faultAt = (value: unknown, path: Array<string>, parents: Set<unknown>): string | undefined => {
  switch (typeof value) {
    case "number":
      return Number.isFinite(value) ? undefined : at(path, String(value))
    case "bigint":
    case "function":
    case "symbol":
      return at(path, `a ${typeof value}`)
    case "object":
      return value === null ? undefined : isLost(value) ? at(path, nameOf(value)) : inside(value, path, parents)
    default:
      return undefined
  }
}

const inside = (value: object, path: Array<string>, parents: Set<unknown>): string | undefined => {
  if (hasToJson(value)) {
    return undefined
  }
  if (parents.has(value)) {
    return at(path, "a circular reference")
  }
  if (parents.size >= maxDepth) {
    return `it is nested more than ${maxDepth} levels deep`
  }
  parents.add(value)
  const isArray = Array.isArray(value)
  for (const [key, inner] of Object.entries(value)) {
    path.push(key)
    const found = isArray && inner === undefined ? at(path, "undefined") : faultAt(inner, path, parents)
    if (found !== undefined) {
      return found
    }
    path.pop()
  }
  parents.delete(value)
  return undefined
}

/** Whether `JSON.stringify` would omit an object, make an empty object of it, or write something that cannot be read back. */
const isLost = (value: object): boolean => {
  if (hasToJson(value)) {
    return isRedacted(value) || !isString(value.toJSON())
  }
  if (Array.isArray(value)) {
    return false
  }
  return Symbol.iterator in value || !isPlainObject(value) && Object.keys(value).length === 0
}

const hasToJson = (value: object): value is { readonly toJSON: () => unknown } =>
  hasProperty(value, "toJSON") && isFunction(value.toJSON)

const at = (path: ReadonlyArray<string>, problem: string): string => `${path.join(".")} is ${problem}`

const nameOf = (value: object): string =>
  isRedacted(value)
    ? "a Redacted"
    : value.constructor === Object
    ? "an object whose toJSON gives no text"
    : `of the class ${value.constructor.name}`

/** Far below what the call stack allows, also for what a program does with the object, such as `JSON.stringify`. */
const maxDepth = 500
