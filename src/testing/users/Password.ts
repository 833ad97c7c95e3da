/**
 * Passwords and backup codes as the in-memory Clerk keeps them: never as they are.
 */
import { hmac } from "@noble/hashes/hmac.js"
import { md5 } from "@noble/hashes/legacy.js"
import { pbkdf2 } from "@noble/hashes/pbkdf2.js"
import { sha256 } from "@noble/hashes/sha2.js"
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js"

/** A digest and how it was made. */
export interface Password {
  /** Null for a password that came as plain text. */
  readonly hasher: string | null
  readonly digest: string
}

/** The digest of a password that came as plain text. Tests create many users, so it is a quick one. */
export const make = (password: string, salt: string): Password => ({
  hasher: null,
  digest: `${keyed(password, salt)}$${salt}`
})

/** What is kept of a backup code. One that came as a digest is kept as it is, and no code matches it. */
export const keepCode = (code: string): string => bcryptForm.test(code) ? code : hashCode(code)

/** What a code is looked for by among those that are kept. */
export const hashCode = (code: string): string => bytesToHex(sha256(utf8ToBytes(code)))

/** Whether a digest has the form that its hasher gives it; of most hashers the in-memory Clerk does not know. */
export const isWellFormed = ({ digest, hasher }: Password): boolean =>
  digest !== "" && (forms.get(hasher)?.test(digest) ?? true)

/** Whether it is the password; undefined when the in-memory Clerk cannot tell. */
export const verify = (password: string, { digest, hasher }: Password): boolean | undefined =>
  checks.get(hasher)?.(password, digest)

const keyed = (password: string, salt: string) => bytesToHex(hmac(sha256, utf8ToBytes(salt), utf8ToBytes(password)))

const pbkdf2Form = /^pbkdf2_sha256\$[1-9]\d{0,6}\$[^$]+\$[\w+/=]+$/

const bcryptForm = /^\$2[abxy]?\$\d\d\$.{53}$/

const forms = new Map<string | null, RegExp>([
  ["bcrypt", bcryptForm],
  ["md5", /^[\da-f]{32}$/i],
  ["sha256", /^[\da-f]{64}$/i],
  ["pbkdf2_sha256", pbkdf2Form],
  ["pbkdf2_sha256_django", pbkdf2Form]
])

type Check = (password: string, digest: string) => boolean

const plain = (hash: (message: Uint8Array) => Uint8Array): Check => (password, digest) =>
  bytesToHex(hash(utf8ToBytes(password))) === digest.toLowerCase()

/** `pbkdf2_sha256$iterations$salt$hash`, with the hash in base64. */
const derived: Check = (password, digest) => {
  const [, iterations, salt = "", expected = ""] = digest.split("$")
  const key = pbkdf2(sha256, password, salt, { c: Number(iterations), dkLen: 32 })
  return btoa(String.fromCharCode(...key)) === expected
}

const own: Check = (password, digest) => {
  const [hash = "", ...salt] = digest.split("$")
  return keyed(password, salt.join("$")) === hash
}

const checks = new Map<string | null, Check>([
  [null, own],
  ["md5", plain(md5)],
  ["sha256", plain(sha256)],
  ["pbkdf2_sha256", derived],
  ["pbkdf2_sha256_django", derived]
])
