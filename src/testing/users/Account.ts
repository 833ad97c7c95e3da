/**
 * The account of one user: the user that the API returns, and the records and secrets beside it.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import { EmailAddress } from "../../Schema/EmailAddress.ts"
import { IdentificationLink } from "../../Schema/IdentificationLink.ts"
import type { OAuthAccessToken } from "../../Schema/OAuthAccessToken.ts"
import type { TrustedDevice } from "../../Schema/TrustedDevice.ts"
import { User } from "../../Schema/User.ts"
import type { Payer } from "../billing.ts"
import type { Password } from "./Password.ts"

export interface Account extends Payer {
  readonly user: User
  /** The order of creation, for users created in the same millisecond. */
  readonly sequence: number
  readonly password: Password | null
  /** The TOTP secret, in base32. */
  readonly totpSecret: string | null
  /** Hashes of the unused backup codes. */
  readonly backupCodes: ReadonlyArray<string>
  /** In unix milliseconds; infinite for a lock without an end. */
  readonly lockedUntil: number | null
  readonly tokens: ReadonlyArray<OAuthAccessToken>
  /** With those that are revoked. */
  readonly trustedDevices: ReadonlyArray<TrustedDevice>
}

/** The fields of a user. */
export type UserFields = ConstructorParameters<typeof User>[0]

/** Changes the user of an account. The values are already checked, so they are not validated again. */
export const withUser = (account: Account, changes: Partial<UserFields>): Account => ({
  ...account,
  user: new User({ ...account.user, ...changes }, true)
})

/** Updates the fields of the user that depend on its password, TOTP secret, backup codes, phone numbers and external accounts. */
export const withDerivedFields = (account: Account, now: DateTime.Utc): Account => {
  const { user } = account
  const totpEnabled = account.totpSecret !== null
  const twoFactorEnabled = totpEnabled || user.phoneNumbers.some((phone) => phone.reservedForSecondFactor)
  return withUser(account, {
    emailAddresses: user.emailAddresses.map((emailAddress) => withLinks(emailAddress, user.externalAccounts)),
    passwordEnabled: account.password !== null,
    totpEnabled,
    backupCodeEnabled: account.backupCodes.length > 0,
    twoFactorEnabled,
    mfaEnabledAt: twoFactorEnabled && !user.twoFactorEnabled ? now : user.mfaEnabledAt,
    mfaDisabledAt: !twoFactorEnabled && user.twoFactorEnabled ? now : user.mfaDisabledAt
  })
}

/** An e-mail address is linked to the external accounts that have it. */
const withLinks = (emailAddress: EmailAddress, accounts: User["externalAccounts"]): EmailAddress => {
  const linkedTo = accounts
    .filter((account) => account.emailAddress.toLowerCase() === emailAddress.emailAddress.toLowerCase())
    .map(({ identificationId, provider }) => new IdentificationLink({ id: identificationId, type: provider }, true))
  return linkedTo.length === 0 && emailAddress.linkedTo.length === 0
    ? emailAddress
    : new EmailAddress({ ...emailAddress, linkedTo }, true)
}

/** The user as Clerk returns it at a moment, with the remaining time of a lock. */
export const toUser = (account: Account, now: number): User => {
  const left = (account.lockedUntil ?? 0) - now
  return withUser(account, {
    locked: left > 0,
    lockoutExpiresIn: left > 0 && left !== Infinity ? Duration.seconds(Math.ceil(left / 1000)) : null
  }).user
}

/** The identifiers of a user that must be unique in the instance, with their parameter. Those neither verified nor reserved need not. */
export const identifiersOf = (
  user: User
): ReadonlyArray<
  readonly [param: "email_address" | "phone_number" | "web3_wallet" | "username" | "external_id", value: string]
> => [
  ...user.emailAddresses.filter(isHeld).map((it) => ["email_address", it.emailAddress.toLowerCase()] as const),
  ...user.phoneNumbers.filter(isHeld).map((it) => ["phone_number", it.phoneNumber] as const),
  ...user.web3Wallets.map((it) => ["web3_wallet", it.web3Wallet.toLowerCase()] as const),
  ...user.username === null ? [] : [["username", user.username.toLowerCase()] as const],
  ...user.externalId === null ? [] : [["external_id", user.externalId] as const]
]

const isHeld = ({ reserved, verification }: User["emailAddresses"][number] | User["phoneNumbers"][number]): boolean =>
  reserved || verification !== null

/** The number of identifications that the user can sign in with. */
export const countIdentifications = (user: User): number =>
  user.emailAddresses.length + user.phoneNumbers.length + user.web3Wallets.length + user.externalAccounts.length +
  user.samlAccounts.length + user.enterpriseAccounts.length + (user.username === null ? 0 : 1)
