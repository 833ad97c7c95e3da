/**
 * Bounds for what errors and logs show of a response or an input.
 */

/** The beginning of a text. */
export const clip = (text: string, length: number): string => text.length > length ? `${text.slice(0, length)}…` : text

/** How many errors, issues or objects are shown. */
const shown = 10

/** The first items of a list, and an item that says how many more there are. */
export const first = <A>(items: ReadonlyArray<A>, more: (text: string) => A): ReadonlyArray<A> =>
  items.length > shown
    ? [...items.slice(0, shown), more(`and ${(items.length - shown).toLocaleString("en")} more`)]
    : items
