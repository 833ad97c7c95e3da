/**
 * What the in-memory Clerk keeps of one user: the user as others see it, and what nobody sees.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import type { OAuthAccessToken } from "../../Schema/OAuthAccessToken.ts"
import type { OrganizationInvitation } from "../../Schema/OrganizationInvitation.ts"
import type { OrganizationMembership } from "../../Schema/OrganizationMembership.ts"
import { User } from "../../Schema/User.ts"
import type { Password } from "./Password.ts"

export interface Account {
  readonly user: User
  /** Counts up: tells apart users who were created in the same millisecond. */
  readonly sequence: number
  readonly password: Password | null
  /** The TOTP secret, in base32. */
  readonly totpSecret: string | null
  /** Hashes of the backup codes that are left. */
  readonly backupCodes: ReadonlyArray<string>
  /** In unix milliseconds; infinite for a lock without end. */
  readonly lockedUntil: number | null
  readonly memberships: ReadonlyArray<OrganizationMembership>
  readonly invitations: ReadonlyArray<OrganizationInvitation>
  readonly tokens: ReadonlyArray<OAuthAccessToken>
}

/** What a user can be made of. */
export type Fields = ConstructorParameters<typeof User>[0]

/** Changes a user. Values come from schemas or from typed code, so they are not checked again. */
export const withUser = (account: Account, changes: Partial<Fields>): Account => ({
  ...account,
  user: new User({ ...account.user, ...changes }, true)
})

/** The account with everything brought up to date that follows from its secrets. */
export const settle = (account: Account, now: DateTime.Utc): Account => {
  const { user } = account
  const totpEnabled = account.totpSecret !== null
  const twoFactorEnabled = totpEnabled || user.phoneNumbers.some((phone) => phone.reservedForSecondFactor)
  return withUser(account, {
    passwordEnabled: account.password !== null,
    totpEnabled,
    backupCodeEnabled: account.backupCodes.length > 0,
    twoFactorEnabled,
    mfaEnabledAt: twoFactorEnabled && !user.twoFactorEnabled ? now : user.mfaEnabledAt,
    mfaDisabledAt: !twoFactorEnabled && user.twoFactorEnabled ? now : user.mfaDisabledAt
  })
}

/** The user as Clerk answers it at a moment: a lock ends by itself. */
export const view = (account: Account, now: number): User => {
  const left = (account.lockedUntil ?? 0) - now
  return withUser(account, {
    locked: left > 0,
    lockoutExpiresIn: left > 0 && left !== Infinity ? Duration.seconds(Math.ceil(left / 1000)) : null
  }).user
}

/** What must be unique in the instance, and under which parameter it is given. */
export const identifiers = (user: User): ReadonlyArray<readonly [param: string, value: string]> => [
  ...user.emailAddresses.map((it) => ["email_address", it.emailAddress.toLowerCase()] as const),
  ...user.phoneNumbers.map((it) => ["phone_number", it.phoneNumber] as const),
  ...user.web3Wallets.map((it) => ["web3_wallet", it.web3Wallet.toLowerCase()] as const),
  ...user.username === null ? [] : [["username", user.username.toLowerCase()] as const],
  ...user.externalId === null ? [] : [["external_id", user.externalId] as const]
]

/** What a user can be recognised by at sign-in. */
export const signInNames = (user: User): number =>
  user.emailAddresses.length + user.phoneNumbers.length + user.web3Wallets.length + user.externalAccounts.length +
  user.samlAccounts.length + user.enterpriseAccounts.length + (user.username === null ? 0 : 1)
