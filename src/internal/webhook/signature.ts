/**
 * Signatures of webhooks: HMAC with SHA-256, by Web Crypto, which compares in constant time.
 */
import * as ConfigError from "effect/ConfigError"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Encoding from "effect/Encoding"
import * as Redacted from "effect/Redacted"
import * as Content from "../http/content.ts"

/** Imports a secret `whsec_…`. The error does not contain it. */
export const importSecret = (
  secret: Redacted.Redacted,
  path: ReadonlyArray<string>
): Effect.Effect<CryptoKey, ConfigError.ConfigError> => {
  const bytes = Encoding.decodeBase64(Redacted.value(secret).trim().replace(/^whsec_/, ""))
  return Either.isRight(bytes) && bytes.right.length > 0
    ? Effect.promise(() =>
      crypto.subtle.importKey("raw", new Uint8Array(bytes.right), { name: "HMAC", hash: "SHA-256" }, false, [
        "sign",
        "verify"
      ])
    )
    : Effect.fail(ConfigError.InvalidData([...path], "Expected a signing secret of a webhook, whsec_ and base64"))
}

/** Whether one of the signatures is that of one of the secrets. Versions other than `v1` are skipped. */
export const isValid = (
  secrets: ReadonlyArray<CryptoKey>,
  signatures: string,
  signed: Uint8Array<ArrayBuffer>
): Effect.Effect<boolean> => {
  const candidates = signatures.split(" ", maxSignatures).flatMap((signature) => {
    const [version, base64 = ""] = signature.split(",")
    const bytes = version === "v1" ? Encoding.decodeBase64(base64) : undefined
    return bytes !== undefined && Either.isRight(bytes) ? [new Uint8Array(bytes.right)] : []
  })
  return Effect.exists(
    secrets.flatMap((secret) => candidates.map((bytes) => [secret, bytes] as const)),
    ([secret, bytes]) => Effect.promise(() => crypto.subtle.verify("HMAC", secret, bytes, signed))
  )
}

/** Far more than a rotation of secrets needs. */
const maxSignatures = 32

/** What is signed: the id, the time and the raw bytes of the body. */
export const content = (id: string, timestamp: string, body: Uint8Array) =>
  Content.join([new TextEncoder().encode(`${id}.${timestamp}.`), body])
