/**
 * The stored accounts: by id, by what filters look for, and in the order of creation. It is mutable, and each change is one step.
 */
import type { User } from "../../Schema/User.ts"
import type { Account } from "./Account.ts"
import { byCreation } from "./Sorting.ts"

export type Key = "email_address" | "phone_number" | "web3_wallet" | "username" | "external_id" | "provider_user_id"

export interface Accounts {
  readonly get: (userId: string) => Account | undefined
  /** The accounts with a value, in no order. */
  readonly having: (key: Key, value: string) => ReadonlyArray<Account>
  /** All accounts, the oldest first. */
  readonly oldestFirst: ReadonlyArray<Account>
  /** The number of accounts that are older than one of the same time and sequence. */
  readonly positionOf: (account: Account) => number
  readonly put: (account: Account) => void
  readonly remove: (userId: string) => void
  readonly clear: () => void
}

export const make = (): Accounts => {
  const byId = new Map<string, Account>()
  const idsByValue = new Map<string, ReadonlyArray<string>>()
  const oldestFirst: Array<Account> = []

  const positionOf = (account: Account): number => {
    let [from, to] = [0, oldestFirst.length]
    // Most accounts are newer than all others.
    if (to > 0 && byCreation(oldestFirst[to - 1]!, account) < 0) {
      return to
    }
    while (from < to) {
      const middle = (from + to) >>> 1
      if (byCreation(oldestFirst[middle]!, account) < 0) from = middle + 1
      else to = middle
    }
    return from
  }

  const remove = (userId: string) => {
    const account = byId.get(userId)
    if (account === undefined) {
      return
    }
    byId.delete(userId)
    oldestFirst.splice(positionOf(account), 1)
    for (const value of valuesOf(account.user)) {
      const others = (idsByValue.get(value) ?? []).filter((id) => id !== userId)
      if (others.length === 0) idsByValue.delete(value)
      else idsByValue.set(value, others)
    }
  }

  return {
    get: (userId) => byId.get(userId),
    having: (key, value) => (idsByValue.get(`${key} ${value}`) ?? []).map((id) => byId.get(id)!),
    oldestFirst,
    positionOf,
    remove,
    put: (account) => {
      const { id } = account.user
      remove(id)
      byId.set(id, account)
      oldestFirst.splice(positionOf(account), 0, account)
      for (const value of valuesOf(account.user)) {
        idsByValue.set(value, [...idsByValue.get(value) ?? [], id])
      }
    },
    clear: () => {
      byId.clear()
      idsByValue.clear()
      oldestFirst.length = 0
    }
  }
}

/** The values that a user is found by, each once. Filters compare them without case, but for external ids. */
const valuesOf = (user: User): ReadonlySet<string> =>
  new Set([
    ...user.emailAddresses.map((it) => `email_address ${it.emailAddress.toLowerCase()}`),
    ...user.phoneNumbers.map((it) => `phone_number ${it.phoneNumber.toLowerCase()}`),
    ...user.web3Wallets.map((it) => `web3_wallet ${it.web3Wallet.toLowerCase()}`),
    ...user.username === null ? [] : [`username ${user.username.toLowerCase()}`],
    ...user.externalId === null ? [] : [`external_id ${user.externalId}`],
    ...user.externalAccounts.map((it) => `provider_user_id ${it.provider} ${it.providerUserId?.toLowerCase()}`)
  ])
