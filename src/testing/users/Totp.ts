/**
 * Time-based one-time passwords, RFC 6238: 6 digits every 30 seconds, SHA-1.
 */
import { sha256 } from "@noble/hashes/sha2.js"
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js"
import { Secret, TOTP } from "otpauth"

const make = (secret: string, label = "") =>
  new TOTP({ issuer: "Clerk", label, secret: Secret.fromBase32(secret), algorithm: "SHA1", digits: 6, period: 30 })

/** Whether a code is valid now, with one period of tolerance in both directions. */
export const verify = (secret: string, code: string, now: number): boolean =>
  make(secret).validate({ token: code, timestamp: now, window: 1 }) !== null

/** The `otpauth://` URI for an authenticator app. */
export const uri = (secret: string, label: string): string => make(secret, label).toString()

/** A secret derived from an id, so that tests are deterministic. */
export const secretFrom = (id: string): string =>
  new Secret({ buffer: sha256(utf8ToBytes(id)).slice(0, 20).buffer as ArrayBuffer }).base32

/** Ten backup codes derived from an id. */
export const backupCodesFrom = (id: string): ReadonlyArray<string> =>
  Array.from({ length: 10 }, (_, index) => bytesToHex(sha256(utf8ToBytes(`${id}:${index}`))).slice(0, 8))
