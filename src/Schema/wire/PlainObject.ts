/**
 * Objects without a class, as `JSON.parse` makes them.
 *
 * @since 0.1.0
 */

/**
 * Whether a value is an object whose prototype is `Object.prototype` or null. In another realm, such as that of `node:vm`,
 * `Object.prototype` is another object: it has no prototype, and its constructor is called Object.
 *
 * @since 0.1.0
 * @category guards
 */
export const isPlainObject = (input: unknown): input is Record<PropertyKey, unknown> => {
  if (typeof input !== "object" || input === null) {
    return false
  }
  const prototype: unknown = Object.getPrototypeOf(input)
  return prototype === Object.prototype || prototype === null ||
    typeof prototype === "object" && Object.getPrototypeOf(prototype) === null &&
      Object.hasOwn(prototype, "hasOwnProperty") && prototype.constructor.name === "Object"
}
