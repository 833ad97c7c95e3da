/**
 * Turns an encoded session into the one that Clerk sends.
 */
import { omitEmptyKeys } from "../server/ResponseEncoder.ts"

export const omit = omitEmptyKeys({
  isOpaque: (key) => key === "actor",
  byKey: new Map(),
  byObject: new Map(Object.entries({
    session_activity: ["device_type", "browser_name", "browser_version", "ip_address", "city", "country"]
  }))
})
