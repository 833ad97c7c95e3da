/**
 * Filters of lists.
 */

/** Whether the values of an item include one of the wanted values, and none that is to be excluded. */
export const includesOrExcludes = (wanted: ReadonlyArray<string | { readonly exclude: string }> = []) => {
  const included = new Set(wanted.filter((it) => typeof it === "string"))
  const excluded = new Set(wanted.filter((it) => typeof it === "object").map((it) => it.exclude))
  return (values: ReadonlyArray<string | null | undefined>): boolean => {
    const found = values.filter((value) => typeof value === "string")
    return (included.size === 0 || found.some((value) => included.has(value))) &&
      !found.some((value) => excluded.has(value))
  }
}
