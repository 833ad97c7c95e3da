/**
 * JSON values as they are: checked, never copied, never re-cased.
 *
 * A `Schema.Record` would rebuild the object and so lose a key such as `__proto__`; a user's metadata is the user's own.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

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
 * key"), functions, symbols, bigints, circular references, and collections such as `Map` that would arrive empty. Properties that are `undefined` are left out when sent.
 *
 * @since 0.1.0
 * @category schemas
 */
export const JsonObject: Schema.Schema<JsonObject> = Schema.declare(
  (input: unknown): input is JsonObject => isJsonObject(input) && fault(input, [], new Set()) === undefined,
  {
    identifier: "JsonObject",
    description: "an object of JSON values",
    arbitrary: () => (fc) =>
      fc.dictionary(fc.string(), fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as unknown)),
    message: ({ actual }) => {
      const found = isJsonObject(actual) ? fault(actual, [], new Set()) : undefined
      return found === undefined
        ? "Expected an object of JSON values"
        : `Expected an object of JSON values, but ${found}`
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
      break
    default:
      return undefined
  }
  if (value === null || typeof (value as { readonly toJSON?: unknown }).toJSON === "function") {
    return undefined
  }
  if (Symbol.iterator in value && !Array.isArray(value)) {
    return at(path, `a ${value.constructor.name}, which JSON cannot hold`)
  }
  if (parents.has(value)) {
    return at(path, "a circular reference")
  }
  if (parents.size > deepest) {
    return "it is nested too deeply"
  }
  parents.add(value)
  for (const key of Object.keys(value)) {
    path.push(key)
    const found = fault((value as JsonObject)[key], path, parents)
    if (found !== undefined) {
      return found
    }
    path.pop()
  }
  parents.delete(value)
  return undefined
}

const at = (path: ReadonlyArray<string>, what: string): string => `${path.join(".") || "it"} is ${what}`

/** 8 KB, which is what Clerk takes, nest about 4000 times at the most. */
const deepest = 4096
