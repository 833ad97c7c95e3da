/**
 * Merges metadata as `updateMetadata` does.
 */
import type { JsonObject } from "../../Schema/wire/Json.ts"
import { isJsonObject } from "../../Schema/wire/Json.ts"

/** Merges objects deeply; null removes a key, other values replace. `__proto__` is an ordinary key. */
export const merge = (before: JsonObject, changes: object): JsonObject => {
  const merged = new Map(Object.entries(before))
  for (const [key, change] of Object.entries(changes as JsonObject)) {
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
