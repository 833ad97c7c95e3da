/**
 * Checks the secret key of a request, and reads its API version.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { ApiVersion } from "./ApiVersion.ts"
import { newest, versions } from "./ApiVersion.ts"
import * as ErrorResponse from "./ErrorResponse.ts"
import type { HttpRequest } from "./HttpMessage.ts"

/** The secret key of a machine that a request is authenticated with; undefined with that of the instance. */
export class MachineKey extends Context.Reference<MachineKey>()("effect-clerk/testing/MachineKey", {
  defaultValue: (): string | undefined => undefined
}) {}

/** Returns the version of the API that the request asks for, by default the newest, and the secret key of a machine. */
export const authenticate = Effect.fnUntraced(function*(
  secretKey: Redacted.Redacted,
  { headers }: HttpRequest,
  query: URLSearchParams,
  isMachineKey: (key: string) => Effect.Effect<boolean> = () => Effect.succeed(false)
): Effect.fn.Return<
  { readonly version: ApiVersion; readonly machineKey: string | undefined },
  ErrorResponse.ErrorResponse
> {
  const [, key] = /^Bearer +(\S+)$/i.exec(headers["authorization"] ?? "") ?? []
  if (key === undefined) {
    return yield* ErrorResponse.ofCode("authorization_header_format_invalid")
  }
  const isOfInstance = key === Redacted.value(secretKey)
  if (!isOfInstance && !(yield* isMachineKey(key))) {
    return yield* ErrorResponse.ofCode("clerk_key_invalid")
  }
  const inHeader = headers["clerk-api-version"]
  const inQuery = query.get("__clerk_api_version")
  if (inHeader !== undefined && inQuery !== null) {
    return yield* ErrorResponse.ofCode(
      "bad_request",
      undefined,
      "The API version must be given once: as a header or in the query."
    )
  }
  const version = versions.find((version) => version === (inHeader ?? inQuery ?? newest))
  if (version === undefined) {
    return yield* ErrorResponse.ofCode("api_version_invalid")
  }
  return { version, machineKey: isOfInstance ? undefined : key }
})
