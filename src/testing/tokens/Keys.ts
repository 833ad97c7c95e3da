/**
 * The key pair of an in-memory Clerk. It signs by Web Crypto, so that the test kit needs no package for it.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Encoding from "effect/Encoding"
import { isJsonObject, type JsonObject } from "../../Schema/wire/Json.ts"

export interface Keys {
  /** The id of the key, as in the header of tokens. */
  readonly keyId: string
  /** The public key in PEM. */
  readonly publicKeyPem: string
  /** The public keys as Clerk serves them. */
  readonly jwks: { readonly keys: ReadonlyArray<JsonObject> }
  /** Signs claims as they are, with RS256 unless the header says RS384 or RS512. */
  readonly sign: (payload: unknown, header: JsonObject) => Effect.Effect<string>
  /** The claims of a token that `sign` made with RS256, also after it has expired; undefined for any other. */
  readonly verify: (token: string) => Effect.Effect<JsonObject | undefined>
}

export const make: Effect.Effect<Keys> = Effect.gen(function*() {
  const pair = yield* Effect.promise(() =>
    crypto.subtle.generateKey(
      { name: rsa, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" },
      true,
      ["sign", "verify"]
    )
  )
  const [spki, { e, kty, n }, pkcs8] = yield* Effect.promise(() =>
    Promise.all([
      crypto.subtle.exportKey("spki", pair.publicKey),
      crypto.subtle.exportKey("jwk", pair.publicKey),
      crypto.subtle.exportKey("pkcs8", pair.privateKey)
    ])
  )
  const keyId = "ins_in_memory"
  return {
    keyId,
    publicKeyPem: `-----BEGIN PUBLIC KEY-----\n${
      Encoding.encodeBase64(new Uint8Array(spki)).replace(/(.{64})(?=.)/g, "$1\n")
    }\n-----END PUBLIC KEY-----\n`,
    jwks: { keys: [{ use: "sig", kty: kty!, kid: keyId, alg: "RS256", n: n!, e: e! }] },
    sign: (payload, header) =>
      Effect.promise(async () => {
        const whole = { alg: "RS256", kid: keyId, typ: "JWT", ...header }
        const hash = `SHA-${/^RS(384|512)$/.exec(whole.alg)?.[1] ?? "256"}`
        const key = await crypto.subtle.importKey("pkcs8", pkcs8, { name: rsa, hash }, false, ["sign"])
        const text = `${encode(whole)}.${encode(payload)}`
        const signature = await crypto.subtle.sign(rsa, key, new TextEncoder().encode(text))
        return `${text}.${Encoding.encodeBase64Url(new Uint8Array(signature))}`
      }),
    verify: (token) =>
      Effect.promise(async () => {
        const [header = "", payload = "", signature = ""] = token.split(".")
        const claims = decode(payload)
        const bytes = Either.getOrUndefined(Encoding.decodeBase64Url(signature))
        const text = new TextEncoder().encode(`${header}.${payload}`)
        return bytes !== undefined && isJsonObject(claims) &&
            await crypto.subtle.verify(rsa, pair.publicKey, new Uint8Array(bytes), text)
          ? claims
          : undefined
      })
  }
})

/** The issuer of all tokens. */
export const issuer = "https://clerk.in-memory.test"

const rsa = "RSASSA-PKCS1-v1_5"

const decode = (part: string): unknown =>
  Either.getOrUndefined(
    Either.flatMap(Encoding.decodeBase64UrlString(part), (text) => Either.try(() => JSON.parse(text) as unknown))
  )

const encode = (value: unknown): string => Encoding.encodeBase64Url(JSON.stringify(value))

/** The time in whole seconds, as tokens have it. */
export const nowInSeconds: Effect.Effect<number> = Effect.map(Clock.currentTimeMillis, (now) => Math.floor(now / 1000))
