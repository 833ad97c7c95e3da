/**
 * Offset pagination.
 */

/** One page of a list, by default of 10 items. */
export const page = <A>(
  items: ReadonlyArray<A>,
  { limit = 10, offset = 0 }: { readonly limit?: number | undefined; readonly offset?: number | undefined }
): ReadonlyArray<A> => items.slice(offset, offset + limit)
