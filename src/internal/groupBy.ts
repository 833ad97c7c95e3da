/**
 * Things by what they have in common. `Array.groupBy` of Effect makes an object, which is no place for keys that come from outside.
 */

/** In the order in which they came. */
export const groupBy = <A, Key>(items: Iterable<A>, keyOf: (item: A) => Key): ReadonlyMap<Key, ReadonlyArray<A>> => {
  const groups = new Map<Key, Array<A>>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key) ?? []
    groups.set(key, group)
    group.push(item)
  }
  return groups
}
