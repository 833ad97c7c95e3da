/**
 * JSON values as they are: checked, never copied, never re-cased.
 *
 * A `Schema.Record` would rebuild the object and so lose a key such as `__proto__`; a user's metadata is the user's own.
 *
 * @since 0.1.0
 */
import { hasProperty, isFunction, isString } from "effect/Predicate"
import { isRedacted } from "effect/Redacted"
import * as Schema from "effect/Schema"
import { isPlainObject } from "./PlainObject.ts"

/**
 * An object of JSON values under keys of the user's own.
 *
 * @since 0.1.0
 * @category models
 */
export interface JsonObject {
  readonly [key: string]: unknown
}

/**
 * An object whose every value has a meaning in JSON.
 *
 * Refused are numbers that JSON would turn into `null` (`NaN`, `Infinity`: to a metadata merge a `null` means "delete this
 * key"), functions, symbols, bigints, circular references, secrets, and objects such as a `Map` or an `Error` that would arrive
 * empty. A `Date` or a `DateTime` is sent as its text. Properties that are `undefined` are left out when sent.
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
 * Whether a value is an object, and neither null nor an array; its values are not looked at.
 *
 * @since 0.1.0
 * @category guards
 */
export const isJsonObject = (input: unknown): input is JsonObject =>
  typeof input === "object" && input !== null && !Array.isArray(input)

/** What is wrong with an object, if anything. */
const faultOf = (object: JsonObject): string | undefined => {
  try {
    return isFlat(object)
      ? undefined
      : isFunction(object["toJSON"])
      ? `it is ${nameOf(object)}`
      : fault(object, [], new Set())
  } catch {
    return "it cannot be read"
  }
}

/** Whether an object is of those that are nearly all there are: plain, with nothing in it that wants a second look. */
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

/** What is wrong with a value, and where, if anything: `path` and `parents` are those of the value. */
const fault = (value: unknown, path: Array<string>, parents: Set<unknown>): string | undefined => {
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
  if (tellsItself(value)) {
    return undefined
  }
  if (parents.has(value)) {
    return at(path, "a circular reference")
  }
  if (parents.size > deepest) {
    return "it is nested too deeply"
  }
  parents.add(value)
  const isArray = Array.isArray(value)
  for (const [key, inner] of Object.entries(value)) {
    path.push(key)
    const found = isArray && inner === undefined ? at(path, "undefined") : fault(inner, path, parents)
    if (found !== undefined) {
      return found
    }
    path.pop()
  }
  parents.delete(value)
  return undefined
}

/** Whether JSON would make another thing of an object: nothing, an empty object, or something for people to read. */
const isLost = (value: object): boolean => {
  if (tellsItself(value)) {
    return isRedacted(value) || !isString(value.toJSON())
  }
  if (Array.isArray(value)) {
    return false
  }
  return Symbol.iterator in value || !isPlainObject(value) && Object.keys(value).length === 0
}

const tellsItself = (value: object): value is { readonly toJSON: () => unknown } =>
  hasProperty(value, "toJSON") && isFunction(value.toJSON)

const at = (path: ReadonlyArray<string>, what: string): string => `${path.join(".")} is ${what}`

const nameOf = (value: object): string =>
  isRedacted(value)
    ? "a Redacted"
    : value.constructor === Object
    ? "an object whose toJSON gives no text"
    : `of the class ${value.constructor.name}`

/** 8 KB, which is what Clerk takes, nest about 4000 times at the most. */
const deepest = 4096
