/**
 * Who may ask, and for which version of the API.
 */
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { Request } from "./Message.ts"
import type { Refusal } from "./Refusal.ts"
import { refuse } from "./Refusal.ts"

export const check = (
  secretKey: Redacted.Redacted,
  { headers }: Request,
  query: URLSearchParams
): Effect.Effect<void, Refusal> => {
  const [, key] = /^Bearer +(\S+)$/i.exec(headers["authorization"] ?? "") ?? []
  if (key === undefined) {
    return refuse("authorization_header_format_invalid")
  }
  if (key !== Redacted.value(secretKey)) {
    return refuse("clerk_key_invalid")
  }
  const inHeader = headers["clerk-api-version"]
  const inQuery = query.get("__clerk_api_version")
  if (inHeader !== undefined && inQuery !== null) {
    return refuse("bad_request", undefined, "The version of the API is to be given once: as a header, or in the query.")
  }
  const version = inHeader ?? inQuery
  return version === null || versions.has(version) ? Effect.void : refuse("api_version_invalid")
}

const versions = new Set(["2021-02-05", "2024-10-01", "2025-04-10", "2025-11-10", "2026-05-12"])
