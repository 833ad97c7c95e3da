/**
 * What Clerk does not take: each rule answers the refusals that an input earns.
 */
import * as Redacted from "effect/Redacted"
import type { Refusal } from "../server/Refusal.ts"
import { refuseParam } from "../server/Refusal.ts"
import { isWellFormed } from "./Password.ts"

type Refusals = ReadonlyArray<Refusal>

const when = (broken: boolean, ...refusal: Parameters<typeof refuseParam>): Refusals =>
  broken ? [refuseParam(...refusal)] : []

/** A password or a digest with its hasher, not both. */
export const passwords = (input: {
  readonly password?: Redacted.Redacted | null | undefined
  readonly passwordDigest?: Redacted.Redacted | null | undefined
  readonly passwordHasher?: string | undefined
  readonly skipPasswordChecks?: boolean | null | undefined
}): Refusals => {
  const password = input.password ? Redacted.value(input.password) : undefined
  const digest = input.passwordDigest ? Redacted.value(input.passwordDigest) : undefined
  const hasher = input.passwordHasher
  return [
    ...when(
      password !== undefined && !input.skipPasswordChecks && Array.from(password).length < 8,
      "form_password_length_too_short",
      "password"
    ),
    ...when(password !== undefined && digest !== undefined, "form_param_value_conflict", "password_digest"),
    ...when(digest !== undefined && hasher === undefined, "form_conditional_param_missing", "password_hasher"),
    ...when(
      digest !== undefined && hasher !== undefined && !isWellFormed({ digest, hasher }),
      "form_password_digest_invalid_code",
      "password_digest"
    )
  ]
}

/** A TOTP secret is in base32. */
export const totpSecret = (secret: Redacted.Redacted | null | undefined): Refusals =>
  when(
    secret !== null && secret !== undefined && !/^[A-Z2-7]+=*$/i.test(Redacted.value(secret)),
    "invalid_totp_secret_code",
    "totp_secret"
  )

/** Each kind of metadata takes at most 8 KB. */
export const metadata = (input: {
  readonly publicMetadata?: object | undefined
  readonly privateMetadata?: object | undefined
  readonly unsafeMetadata?: object | undefined
}): Refusals =>
  [
    ["public_metadata", input.publicMetadata],
    ["private_metadata", input.privateMetadata],
    ["unsafe_metadata", input.unsafeMetadata]
  ].flatMap(([param, value]) =>
    when(
      value !== undefined && new TextEncoder().encode(JSON.stringify(value)).length > 8192,
      "form_param_exceeds_allowed_size",
      param as string
    )
  )

/** A language tag of BCP 47. */
export const locale = (tag: string | null | undefined): Refusals =>
  when(typeof tag === "string" && !isLanguageTag(tag), "form_param_format_invalid", "locale")

const isLanguageTag = (tag: string): boolean => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

/** Identifiers of one kind: well formed, none twice, and as many statuses as there are identifiers, or none. */
export const identifiers = (
  param: "email_address" | "phone_number" | "web3_wallet",
  values: ReadonlyArray<string>,
  statuses: ReadonlyArray<string> = []
): Refusals => [
  ...when(values.some((value) => !forms[param].test(value)), "form_param_format_invalid", param),
  ...when(new Set(values.map((value) => value.toLowerCase())).size < values.length, "form_param_duplicate", param),
  ...when(
    statuses.length > 0 && statuses.length !== values.length,
    "form_param_array_length_mismatch",
    `${param}_identification_status`
  )
]

const forms = {
  email_address: /^[^\s@]+@[^\s@]+$/,
  phone_number: /^\+[1-9]\d{4,14}$/,
  web3_wallet: /^\S+$/
}

/** Clerk creates verified and reserved identifications. */
export const statuses = (param: "email_address" | "phone_number", values: ReadonlyArray<string> = []): Refusals =>
  when(
    values.some((value) => value !== "verified" && value !== "reserved"),
    "form_param_value_invalid",
    `${param}_identification_status`
  )
