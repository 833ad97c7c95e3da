/**
 * Orders such as `-created_at`: a field, with `-` in front of it for descending.
 */
import * as DateTime from "effect/DateTime"

/** Sorts by a field, by its name on the wire. Items that are equal keep their order; null comes first. */
export const sorted = <A>(
  items: ReadonlyArray<A>,
  orderBy: string,
  fields: { readonly [name: string]: (item: A) => string | DateTime.Utc | null }
): ReadonlyArray<A> => {
  const valueOf = fields[orderBy.replace(/^[+-]/, "")] ?? (() => null)
  const sign = orderBy.startsWith("-") ? -1 : 1
  const keyOf = (item: A) => {
    const value = valueOf(item)
    return value === null ? -Infinity : typeof value === "string" ? value : DateTime.toEpochMillis(value)
  }
  return items.toSorted((left, right) => {
    const [a, b] = [keyOf(left), keyOf(right)]
    return a < b ? -sign : a > b ? sign : 0
  })
}
