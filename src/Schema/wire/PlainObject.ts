/**
 * Objects without a class, as `JSON.parse` makes them.
 *
 * @since 0.1.0
 */

/**
 * Whether a value is an object whose prototype is `Object.prototype` or null.
 *
 * @since 0.1.0
 * @category guards
 */
export const isPlainObject = (input: unknown): input is Record<PropertyKey, unknown> => {
  if (typeof input !== "object" || input === null) {
    return false
  }
  const prototype: unknown = Object.getPrototypeOf(input)
  return prototype === Object.prototype || prototype === null
}
