/**
 * Users as rows of a file, which can be imported again.
 */
import * as DateTime from "effect/DateTime"
import { hasProperty } from "effect/Predicate"
import type { UserRow } from "../../BulkRow.ts"
import type { User } from "../../Schema/User.ts"

/** What Clerk never returns, and what it returns but an import cannot set. */
const notIncluded = [
  "password",
  "passwordDigest",
  "totpSecret",
  "backupCodes",
  "passkeys",
  "externalAccounts",
  "samlAccounts",
  "enterpriseAccounts",
  "organizationMemberships",
  "profileImage",
  "sessions"
]

/** The first line of an export. */
export const header = (exportedAt: DateTime.Utc): object => ({
  object: headerObject,
  version: 1,
  exportedAt: DateTime.formatIso(exportedAt),
  notIncluded
})

const headerObject = "effect-clerk/export"

/** Whether a row is the first line of an export. */
export const isHeader = (row: unknown): boolean => hasProperty(row, "object") && row.object === headerObject

/** The row of a user, without fields that have no value. The primary address and number come first. */
export const rowOf = (user: User): UserRow => {
  const filled = {
    id: user.id,
    externalId: user.externalId,
    firstName: user.firstName,
    lastName: user.lastName,
    username: user.username,
    locale: user.locale,
    timezone: user.timezone,
    emailAddresses: primaryFirst(user.emailAddresses, user.primaryEmailAddressId).map((it) => ({
      emailAddress: it.emailAddress,
      verified: it.verification?.status === "verified"
    })),
    phoneNumbers: primaryFirst(user.phoneNumbers, user.primaryPhoneNumberId).map((it) => ({
      phoneNumber: it.phoneNumber,
      verified: it.verification?.status === "verified"
    })),
    web3Wallets: primaryFirst(user.web3Wallets, user.primaryWeb3WalletId).map(({ web3Wallet }) => web3Wallet),
    publicMetadata: user.publicMetadata,
    privateMetadata: user.privateMetadata,
    unsafeMetadata: user.unsafeMetadata,
    createdAt: DateTime.formatIso(user.createdAt),
    legalAcceptedAt: user.legalAcceptedAt === null ? null : DateTime.formatIso(user.legalAcceptedAt),
    banned: user.banned || null,
    deleteSelfEnabled: user.deleteSelfEnabled,
    createOrganizationEnabled: user.createOrganizationEnabled,
    createOrganizationsLimit: user.createOrganizationsLimit,
    bypassClientTrust: user.bypassClientTrust || null
  }
  return Object.fromEntries(Object.entries(filled).filter(([, value]) => !isEmpty(value))) as UserRow
}

const primaryFirst = <A extends { readonly id: string | null }>(items: ReadonlyArray<A>, primary: string | null) => [
  ...items.filter(({ id }) => id === primary),
  ...items.filter(({ id }) => id !== primary)
]

const isEmpty = (value: unknown): boolean =>
  value === null || typeof value === "object" && Object.keys(value).length === 0

/** The value at a path such as `"publicMetadata.plan"` or `"emailAddresses.0.emailAddress"`. A key with dots is found first. */
export const at = (row: unknown, path: string): unknown =>
  hasOwn(row, path)
    ? row[path]
    : path.split(".").reduce<unknown>((value, key) => hasOwn(value, key) ? value[key] : undefined, row)

const hasOwn = (value: unknown, key: string): value is { readonly [key: string]: unknown } =>
  typeof value === "object" && value !== null && Object.hasOwn(value, key)

/** A line of a CSV file, in the format of RFC 4180. */
export const csvLine = (cells: ReadonlyArray<unknown>): string => cells.map(csvCell).join(",")

const csvCell = (value: unknown): string => {
  const text = value === undefined || value === null
    ? ""
    : typeof value === "object"
    ? JSON.stringify(value)
    : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll("\"", "\"\"")}"` : text
}
