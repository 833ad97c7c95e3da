/**
 * Makes an account from the input of `create`, and changes one by the input of `update`.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { EmailAddress } from "../../Schema/EmailAddress.ts"
import { EmailAddressId, PhoneNumberId, UserId, Web3WalletId } from "../../Schema/Ids.ts"
import { PhoneNumber } from "../../Schema/PhoneNumber.ts"
import { User } from "../../Schema/User.ts"
import type { NewUser, UserChanges } from "../../Schema/UserChanges.ts"
import type { Verification } from "../../Schema/Verification.ts"
import { Web3Wallet } from "../../Schema/Web3Wallet.ts"
import { newPayer } from "../billing.ts"
import type { Account, UserFields } from "./Account.ts"
import { withUser } from "./Account.ts"
import { verifiedByAdmin } from "./identifications.ts"
import * as Password from "./Password.ts"
import type { State } from "./State.ts"

/** Makes the account of a new user, with a new id if none is given. It checks no rules. */
export const make = Effect.fnUntraced(function*(state: State, input: NewUser, now: DateTime.Utc, id?: string) {
  const userId = UserId.make(id ?? (yield* state.nextId("user")))
  const emailAddresses = yield* emailAddressesOf(
    state,
    now,
    input.emailAddress,
    input.emailAddressIdentificationStatus
  )
  const phoneNumbers = yield* phoneNumbersOf(state, now, input.phoneNumber, input.phoneNumberIdentificationStatus)
  const web3Wallets = yield* identificationsOf(
    state,
    now,
    input.web3Wallet,
    undefined,
    (value, { createdAt, id, updatedAt, verification }) =>
      new Web3Wallet({ id: Web3WalletId.make(id), web3Wallet: value, verification, createdAt, updatedAt }, true)
  )
  const user = new User({
    id: userId,
    emailAddresses,
    phoneNumbers,
    web3Wallets,
    primaryEmailAddressId: emailAddresses[0]?.id ?? null,
    primaryPhoneNumberId: phoneNumbers[0]?.id ?? null,
    primaryWeb3WalletId: web3Wallets[0]?.id ?? null,
    imageUrl: defaultImage(userId),
    publicMetadata: { ...input.publicMetadata },
    privateMetadata: { ...input.privateMetadata },
    unsafeMetadata: { ...input.unsafeMetadata },
    deleteSelfEnabled: true,
    createOrganizationEnabled: true,
    verificationAttemptsRemaining: 100,
    banned: input.banned ?? false,
    createdAt: now,
    updatedAt: now
  }, true)
  const account: Account = {
    user,
    sequence: yield* state.nextSequence,
    password: null,
    totpSecret: null,
    backupCodes: [],
    lockedUntil: input.locked ? lockEnd(state, now) : null,
    tokens: [],
    trustedDevices: [],
    ...newPayer
  }
  return applyChanges(account, input, now)
})

/** Applies the fields that `create` and `update` share: undefined keeps a value, null clears it. */
export const applyChanges = (account: Account, input: NewUser | UserChanges, now: DateTime.Utc): Account => {
  const profile = Object.fromEntries(
    Object.entries(clearedValues).flatMap(([name, empty]) => {
      const value = input[name as keyof typeof clearedValues]
      return value === undefined ? [] : [[name, value ?? empty]]
    })
  ) as Partial<UserFields>
  const password = newPassword(account, input, now)
  return withUser({
    ...account,
    ...(password === undefined ? {} : { password }),
    ...(input.totpSecret === undefined
      ? {}
      : { totpSecret: input.totpSecret === null ? null : Redacted.value(input.totpSecret).toUpperCase() }),
    ...(input.backupCodes === undefined
      ? {}
      : { backupCodes: Array.from(new Set(input.backupCodes.map(Redacted.value)), Password.storedCode) })
  }, {
    ...profile,
    ...(input.username === "" ? { username: null } : {}),
    ...(input.externalId === "" ? { externalId: null } : {}),
    ...(input.createdAt ? { createdAt: DateTime.unsafeMake(input.createdAt) } : {}),
    ...(password === undefined
      ? {}
      : { passwordLastUpdatedAt: password === null ? null : now, requiresPasswordReset: false })
  })
}

/** The value that null sets a field to. */
const clearedValues = {
  externalId: null,
  firstName: null,
  lastName: null,
  locale: null,
  timezone: null,
  username: null,
  deleteSelfEnabled: true,
  createOrganizationEnabled: true,
  createOrganizationsLimit: null,
  legalAcceptedAt: null,
  bypassClientTrust: false
}

const newPassword = (
  { user }: Account,
  { password, passwordDigest, passwordHasher }: NewUser | UserChanges,
  now: DateTime.Utc
): Password.Password | null | undefined =>
  password
    ? Password.make(Redacted.value(password), `${user.id}:${now.epochMillis}`)
    : passwordDigest
    ? { hasher: passwordHasher ?? "", digest: Redacted.value(passwordDigest) }
    : password === null
    ? null
    : undefined

/** The end of a lock that starts now, in unix milliseconds. */
export const lockEnd = (state: State, now: DateTime.Utc): number => now.epochMillis + Duration.toMillis(state.lockout)

/** The URL of the image of a user without one. */
export const defaultImage = (userId: string): string => `https://img.clerk.com/default_${userId}`

interface Identification {
  readonly id: string
  readonly reserved: boolean
  readonly verification: Verification | null
  readonly createdAt: DateTime.Utc
  readonly updatedAt: DateTime.Utc
}

type Texts = ReadonlyArray<string> | undefined

/** New e-mail addresses with the given statuses. */
export const emailAddressesOf = (state: State, now: DateTime.Utc, values: Texts, statuses: Texts) =>
  identificationsOf(
    state,
    now,
    values,
    statuses,
    (value, common) => new EmailAddress({ ...common, id: EmailAddressId.make(common.id), emailAddress: value }, true)
  )

/** New phone numbers with the given statuses. */
export const phoneNumbersOf = (state: State, now: DateTime.Utc, values: Texts, statuses: Texts) =>
  identificationsOf(
    state,
    now,
    values,
    statuses,
    (value, common) => new PhoneNumber({ ...common, id: PhoneNumberId.make(common.id), phoneNumber: value }, true)
  )

const identificationsOf = <A>(
  state: State,
  now: DateTime.Utc,
  values: Texts = [],
  statuses: Texts = [],
  make: (value: string, common: Identification) => A
): Effect.Effect<ReadonlyArray<A>> =>
  Effect.forEach(values, (value, index) =>
    Effect.map(state.nextId("idn"), (id) => {
      const status = statuses[index] ?? "verified"
      return make(value, {
        id,
        reserved: status === "reserved",
        verification: status === "verified" ? verifiedByAdmin : null,
        createdAt: now,
        updatedAt: now
      })
    }))
