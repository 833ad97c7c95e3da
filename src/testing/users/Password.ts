/**
 * Hashes of passwords and backup codes. Neither is stored in plain text.
 */
import { hmac } from "@noble/hashes/hmac.js"
import { md5 } from "@noble/hashes/legacy.js"
import { pbkdf2 } from "@noble/hashes/pbkdf2.js"
import { sha256 } from "@noble/hashes/sha2.js"
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js"

/** A digest and its hasher. */
export interface Password {
  /** Null for a password that was given in plain text. */
  readonly hasher: string | null
  readonly digest: string
}

/** Hashes a password. The hash is a fast one, since tests create many users. */
export const make = (password: string, salt: string): Password => ({
  hasher: null,
  digest: `${hmacOf(password, salt)}$${salt}`
})

/** The stored form of a backup code. A bcrypt digest is stored as it is, and no code matches it. */
export const storedCode = (code: string): string => bcryptFormat.test(code) ? code : hashCode(code)

/** Hashes a backup code. */
export const hashCode = (code: string): string => bytesToHex(sha256(utf8ToBytes(code)))

/** Whether a digest has the format of its hasher. Digests of unknown hashers are not checked. */
export const isWellFormed = ({ digest, hasher }: Password): boolean =>
  digest !== "" && (formats.get(hasher)?.test(digest) ?? true)

/** Whether the password matches; undefined for a hasher that the in-memory Clerk does not support. */
export const verify = (password: string, { digest, hasher }: Password): boolean | undefined =>
  checks.get(hasher)?.(password, digest)

const hmacOf = (password: string, salt: string) => bytesToHex(hmac(sha256, utf8ToBytes(salt), utf8ToBytes(password)))

const pbkdf2Format = /^pbkdf2_sha256\$[1-9]\d{0,6}\$[^$]+\$[\w+/=]+$/

const bcryptFormat = /^\$2[abxy]?\$\d\d\$.{53}$/

const formats = new Map<string | null, RegExp>([
  ["bcrypt", bcryptFormat],
  ["md5", /^[\da-f]{32}$/i],
  ["sha256", /^[\da-f]{64}$/i],
  ["pbkdf2_sha256", pbkdf2Format],
  ["pbkdf2_sha256_django", pbkdf2Format]
])

type Check = (password: string, digest: string) => boolean

const unsalted = (hash: (message: Uint8Array) => Uint8Array): Check => (password, digest) =>
  bytesToHex(hash(utf8ToBytes(password))) === digest.toLowerCase()

/** `pbkdf2_sha256$iterations$salt$hash`, with the hash in base64. */
const pbkdf2Check: Check = (password, digest) => {
  const [, iterations, salt = "", expected = ""] = digest.split("$")
  const key = pbkdf2(sha256, password, salt, { c: Number(iterations), dkLen: 32 })
  return btoa(String.fromCharCode(...key)) === expected
}

const keyedCheck: Check = (password, digest) => {
  const [hash = "", ...salt] = digest.split("$")
  return hmacOf(password, salt.join("$")) === hash
}

const checks = new Map<string | null, Check>([
  [null, keyedCheck],
  ["md5", unsalted(md5)],
  ["sha256", unsalted(sha256)],
  ["pbkdf2_sha256", pbkdf2Check],
  ["pbkdf2_sha256_django", pbkdf2Check]
])
