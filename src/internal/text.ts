/**
 * Bounds for what errors and logs show of a response or an input.
 */

/** The beginning of a text. */
export const clip = (text: string, length: number): string => text.length > length ? `${text.slice(0, length)}…` : text

/** Makes something of the first items of a list, and of how many more there are. */
export const first = <A, B>(
  items: ReadonlyArray<A>,
  make: (item: A) => B,
  more: (text: string) => B,
  shown = 10
): ReadonlyArray<B> => {
  const made = items.slice(0, shown).map((item) => make(item))
  return items.length > shown ? [...made, more(`and ${(items.length - shown).toLocaleString("en")} more`)] : made
}
