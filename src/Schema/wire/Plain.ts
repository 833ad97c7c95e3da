/**
 * Objects of no class, as JSON has them.
 *
 * @since 0.1.0
 */

/**
 * Whether something is an object of no class, wherever it comes from.
 *
 * @since 0.1.0
 * @category guards
 */
export const isPlain = (input: unknown): input is Record<PropertyKey, unknown> => {
  if (typeof input !== "object" || input === null) {
    return false
  }
  const prototype: unknown = Object.getPrototypeOf(input)
  return prototype === Object.prototype || prototype === null
}
