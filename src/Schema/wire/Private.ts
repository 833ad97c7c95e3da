/**
 * Keeps private metadata out of logs, and out of JSON that is sent to a browser by mistake.
 *
 * @since 0.1.0
 */

/**
 * The own fields of an object without its private metadata.
 *
 * @since 0.1.0
 * @category combinators
 */
export const withoutPrivateMetadata = <A extends { readonly privateMetadata: unknown }>(
  self: A
): Omit<A, "privateMetadata"> => {
  const { privateMetadata: _, ...others } = self
  return others
}
