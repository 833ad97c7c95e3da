/**
 * Checks the secret key and the API version of a request.
 */
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as ErrorResponse from "./ErrorResponse.ts"
import type { HttpRequest } from "./HttpMessage.ts"

export const authenticate = (
  secretKey: Redacted.Redacted,
  { headers }: HttpRequest,
  query: URLSearchParams
): Effect.Effect<void, ErrorResponse.ErrorResponse> => {
  const [, key] = /^Bearer +(\S+)$/i.exec(headers["authorization"] ?? "") ?? []
  if (key === undefined) {
    return ErrorResponse.ofCode("authorization_header_format_invalid")
  }
  if (key !== Redacted.value(secretKey)) {
    return ErrorResponse.ofCode("clerk_key_invalid")
  }
  const inHeader = headers["clerk-api-version"]
  const inQuery = query.get("__clerk_api_version")
  if (inHeader !== undefined && inQuery !== null) {
    return ErrorResponse.ofCode(
      "bad_request",
      undefined,
      "The API version must be given once: as a header or in the query."
    )
  }
  const version = inHeader ?? inQuery
  return version === null || versions.has(version) ? Effect.void : ErrorResponse.ofCode("api_version_invalid")
}

const versions = new Set(["2021-02-05", "2024-10-01", "2025-04-10", "2025-11-10", "2026-05-12"])
