/**
 * Public keys in the formats that Clerk gives them.
 */
import * as ConfigError from "effect/ConfigError"
import * as Effect from "effect/Effect"
import { exportJWK, importSPKI } from "jose"
import { isJsonObject } from "../../Schema/wire/Json.ts"

/** A public RSA key. */
export interface PublicKey {
  readonly kty: "RSA"
  readonly n: string
  readonly e: string
  /** The only algorithm of the key; it can verify RS256, RS384 and RS512 without it. */
  readonly alg?: string
}

/** The algorithms that Clerk signs with. Never `none`, and none with a shared secret. */
export const algorithms: ReadonlyArray<string> = ["RS256", "RS384", "RS512"]

/** The keys of a JWKS by their ids. Keys that cannot verify a token of Clerk are left out. */
export const byId = (keys: ReadonlyArray<unknown>): ReadonlyMap<string, PublicKey> => {
  const found = new Map<string, PublicKey>()
  for (const key of keys) {
    if (isJsonObject(key) && typeof key["kid"] === "string" && !found.has(key["kid"])) {
      const publicKey = read(key)
      if (publicKey !== undefined) {
        found.set(key["kid"], publicKey)
      }
    }
  }
  return found
}

const read = (
  { alg, e, kty, n, use }: { readonly [name: string]: unknown }
): PublicKey | undefined =>
  kty === "RSA" && typeof n === "string" && n.length >= minModulusLength && typeof e === "string" &&
    (use === undefined || use === "sig")
    ? alg === undefined
      ? { kty, n, e }
      : typeof alg === "string" && algorithms.includes(alg)
      ? { kty, n, e, alg }
      : undefined
    : undefined

/** The characters of 2048 bits. Shorter keys are not safe, and Web Crypto libraries refuse them. */
const minModulusLength = 342

/**
 * Reads a public key in PEM, with line ends that are real or written as `\n`, with or without its first and last line.
 */
export const fromPem = (
  pem: string,
  path: ReadonlyArray<string>
): Effect.Effect<PublicKey, ConfigError.ConfigError> => {
  const invalid = (problem: string) =>
    ConfigError.InvalidData([...path], `Expected the JWKS public key of Clerk in PEM, ${problem}`)
  if (/PRIVATE KEY/.test(pem)) {
    return Effect.fail(invalid("got a private key"))
  }
  const base64 = pem.replace(/\\[nr]/g, "").replace(/-----(?:BEGIN|END) PUBLIC KEY-----/g, "").replace(/[\s"']/g, "")
  return Effect.tryPromise({
    try: async () =>
      read({
        ...await exportJWK(
          await importSPKI(`-----BEGIN PUBLIC KEY-----\n${base64}\n-----END PUBLIC KEY-----`, "RS256", {
            extractable: true
          })
        ),
        // PEM does not say it. Clerk's own client takes this one too.
        alg: "RS256"
      }),
    catch: () => invalid("got a value that is not a public key")
  }).pipe(
    Effect.filterOrFail((key) => key !== undefined, () => invalid("got a key with less than 2048 bits"))
  )
}
