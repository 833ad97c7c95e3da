/**
 * Clerk's validation rules. Each returns the errors of an input.
 */
import * as Redacted from "effect/Redacted"
import type { Code } from "../server/errorCodes.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { isWellFormed } from "./Password.ts"

type Errors = ReadonlyArray<ErrorResponse.ErrorResponse>

const errorIf = (broken: boolean, code: Code, param: string): Errors =>
  broken ? [ErrorResponse.ofParam(code, param)] : []

/** Either a password, or a digest with its hasher. */
export const passwords = (input: {
  readonly password?: Redacted.Redacted | null | undefined
  readonly passwordDigest?: Redacted.Redacted | null | undefined
  readonly passwordHasher?: string | undefined
  readonly skipPasswordChecks?: boolean | null | undefined
}): Errors => {
  const password = input.password ? Redacted.value(input.password) : undefined
  const digest = input.passwordDigest ? Redacted.value(input.passwordDigest) : undefined
  const hasher = input.passwordHasher
  return [
    ...errorIf(
      password !== undefined && !input.skipPasswordChecks && Array.from(password).length < 8,
      "form_password_length_too_short",
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
  errorIf(typeof tag === "string" && !isLanguageTag(tag), "form_param_format_invalid", "locale")

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
): Errors => [
  ...errorIf(values.some((value) => !formats[param].test(value)), "form_param_format_invalid", param),
  ...errorIf(new Set(values.map((value) => value.toLowerCase())).size < values.length, "form_param_duplicate", param),
  ...errorIf(
    statuses.length > 0 && statuses.length !== values.length,
    "form_param_array_length_mismatch",
    `${param}_identification_status`
  )
]

const formats = {
  email_address: /^[^\s@]+@[^\s@]+$/,
  phone_number: /^\+[1-9]\d{4,14}$/,
  web3_wallet: /^\S+$/
}

/** `create` accepts the statuses verified and reserved. */
export const statuses = (param: "email_address" | "phone_number", values: ReadonlyArray<string> = []): Errors =>
  errorIf(
    values.some((value) => value !== "verified" && value !== "reserved"),
    "form_param_value_invalid",
    `${param}_identification_status`
  )
