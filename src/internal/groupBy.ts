/**
 * Groups items by a key. `Array.groupBy` of Effect returns an object, in which a key such as `__proto__` is unsafe.
 */

/** Keeps the order of the keys and of the items within each group. */
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
