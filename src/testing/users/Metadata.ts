/**
 * Deep merging, as `updateMetadata` does it.
 */
import type { JsonObject } from "../../Schema/wire/Json.ts"
import { isJsonObject } from "../../Schema/wire/Json.ts"

/** Objects merge, a null removes its key, everything else replaces. A key such as `__proto__` is a key like any other. */
export const merge = (before: JsonObject, changes: JsonObject): JsonObject => {
  const merged = new Map(Object.entries(before))
  for (const [key, change] of Object.entries(changes)) {
    if (change === null) {
      merged.delete(key)
    } else if (isJsonObject(change)) {
      const old = merged.get(key)
      merged.set(key, merge(isJsonObject(old) ? old : {}, change))
    } else {
      merged.set(key, change)
    }
  }
  return Object.fromEntries(merged)
}
