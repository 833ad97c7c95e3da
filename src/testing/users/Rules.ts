/**
 * Clerk's validation rules. Each returns the errors of an input.
 */
import * as Redacted from "effect/Redacted"
import type { Code } from "../server/errorCodes.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { leakedPasswords } from "./leakedPasswords.ts"
import { isWellFormed } from "./Password.ts"

type Errors = ReadonlyArray<ErrorResponse.ErrorResponse>

const errorIf = (broken: boolean, code: Code, param: string): Errors =>
  broken ? [ErrorResponse.ofParam(code, param)] : []

/** Either a password, or a digest with its hasher. The password may be none of the identifiers. */
export const passwords = (input: {
  readonly password?: Redacted.Redacted | null | undefined
  readonly passwordDigest?: Redacted.Redacted | null | undefined
  readonly passwordHasher?: string | undefined
  readonly skipPasswordChecks?: boolean | null | undefined
}, identifiers: ReadonlyArray<string | null | undefined> = []): Errors => {
  const password = input.password ? Redacted.value(input.password) : undefined
  const digest = input.passwordDigest ? Redacted.value(input.passwordDigest) : undefined
  const hasher = input.passwordHasher
  return [
    ...(password === undefined ? [] : passwordLength(password, input.skipPasswordChecks === true)),
    ...errorIf(
      password !== undefined && !input.skipPasswordChecks && leakedPasswords.has(password.toLowerCase()),
      "form_password_pwned",
      "password"
    ),
    ...errorIf(
      password !== undefined && !input.skipPasswordChecks &&
        identifiers.some((it) => it?.toLowerCase() === password.toLowerCase()),
      "form_password_matches_identifier",
      "password"
    ),
    ...errorIf(password !== undefined && digest !== undefined, "form_param_value_conflict", "password_digest"),
    ...errorIf(digest !== undefined && hasher === undefined, "form_conditional_param_missing", "password_hasher"),
    ...errorIf(
      digest !== undefined && hasher !== undefined && !isWellFormed({ digest, hasher }),
      "form_password_digest_invalid_code",
      "password_digest"
    )
  ]
}

/** Clerk hashes 72 bytes at most. */
const passwordLength = (password: string, skipChecks: boolean): Errors =>
  password.length > 72 || new TextEncoder().encode(password).length > 72
    ? [ErrorResponse.ofParam("form_password_size_in_bytes_exceeded", "password")]
    : errorIf(!skipChecks && Array.from(password).length < 8, "form_password_length_too_short", "password")

/** Names and ids of other systems have at most 256 characters, user names at most 64. */
export const lengths = (input: {
  readonly firstName?: string | null | undefined
  readonly lastName?: string | null | undefined
  readonly externalId?: string | null | undefined
  readonly username?: string | null | undefined
}): Errors => [
  ...errorIf(isLonger(input.firstName, 256), "form_param_max_length_exceeded", "first_name"),
  ...errorIf(isLonger(input.lastName, 256), "form_param_max_length_exceeded", "last_name"),
  ...errorIf(isLonger(input.externalId, 256), "form_param_max_length_exceeded", "external_id"),
  ...errorIf(isLonger(input.username, 64), "form_username_invalid_length", "username")
]

/** Characters may be two code units long. */
const isLonger = (text: string | null | undefined, max: number): boolean =>
  typeof text === "string" && text.length > max && Array.from(text.slice(0, 2 * max + 1)).length > max

/** A TOTP secret must be in base32. */
export const totpSecret = (secret: Redacted.Redacted | null | undefined): Errors =>
  errorIf(
    secret !== null && secret !== undefined && !/^[A-Z2-7]+=*$/i.test(Redacted.value(secret)),
    "invalid_totp_secret_code",
    "totp_secret"
  )

/** Each kind of metadata may have at most 8 KB. */
export const metadata = (input: {
  readonly publicMetadata?: object | undefined
  readonly privateMetadata?: object | undefined
  readonly unsafeMetadata?: object | undefined
}): Errors =>
  [
    ["public_metadata", input.publicMetadata],
    ["private_metadata", input.privateMetadata],
    ["unsafe_metadata", input.unsafeMetadata]
  ].flatMap(([param, value]) =>
    errorIf(
      value !== undefined && new TextEncoder().encode(JSON.stringify(value)).length > 8192,
      "form_param_exceeds_allowed_size",
      param as string
    )
  )

/** A locale must be a BCP 47 language tag. */
export const locale = (tag: string | null | undefined): Errors =>
  errorIf(typeof tag === "string" && (tag.length > 256 || !isLanguageTag(tag)), "form_param_format_invalid", "locale")

const isLanguageTag = (tag: string): boolean => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

/** Identifiers of one kind must be well formed and distinct, with one status each or none at all. */
export const identifiers = (
  param: "email_address" | "phone_number" | "web3_wallet",
  values: ReadonlyArray<string>,
  statuses: ReadonlyArray<string> = []
): Errors =>
  values.length > 100 ? [ErrorResponse.ofParam("form_param_array_size_exceeded", param)] : [
    ...errorIf(values.some((value) => !isFormatted[param](value)), "form_param_format_invalid", param),
    ...errorIf(new Set(values.map((value) => value.toLowerCase())).size < values.length, "form_param_duplicate", param),
    ...errorIf(
      statuses.length > 0 && statuses.length !== values.length,
      "form_param_array_length_mismatch",
      `${param}_identification_status`
    )
  ]

/** An address of RFC 5322 without comments: dot-separated words or a quoted text, then the labels of a domain. */
const isEmailAddress = (value: string): boolean => {
  const at = value.lastIndexOf("@")
  const [local, domain] = [value.slice(0, at), value.slice(at + 1)]
  return at > 0 && value.length <= 254 && local.length <= 64 && localPart.test(local) &&
    domain.split(".").every((label) => domainLabel.test(label))
}

const localPart = /^(?:[^\s"(),.:;<>@[\]\\]+(?:\.[^\s"(),.:;<>@[\]\\]+)*|"(?:[^"\\\r\n]|\\[^\r\n])*")$/

const domainLabel = /^[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u

const isFormatted = {
  email_address: isEmailAddress,
  phone_number: (value: string) => /^\+[1-9]\d{4,14}$/.test(value),
  web3_wallet: (value: string) => value.length <= 256 && /^\S+$/.test(value)
}

/** `create` accepts the statuses verified and reserved. */
export const statuses = (param: "email_address" | "phone_number", values: ReadonlyArray<string> = []): Errors =>
  errorIf(
    values.some((value) => value !== "verified" && value !== "reserved"),
    "form_param_value_invalid",
    `${param}_identification_status`
  )
