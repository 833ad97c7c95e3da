/**
 * The filters of `list` and `count`.
 */
import * as DateTime from "effect/DateTime"
import type { CountFilters, ListFilters } from "../../Schema/UserFilters.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { includesOrExcludes as signedFilter } from "../server/filters.ts"
import type { Account } from "./Account.ts"
import type { Accounts, Key } from "./Accounts.ts"

type Filters = Omit<ListFilters, "limit" | "offset" | "orderBy" | "startingAfter"> | CountFilters

/** The errors of filters that must be given together. */
export const errorsOf = ({ provider, providerUserId = [] }: Filters): ReadonlyArray<ErrorResponse.ErrorResponse> =>
  (provider === undefined) === (providerUserId.length === 0)
    ? []
    : [
      ErrorResponse.ofParam(
        "form_conditional_param_missing",
        provider === undefined ? "provider" : "provider_user_id"
      )
    ]

/** The accounts that one of the filters can match, found by an index; undefined where no filter has one. */
export const candidates = (
  accounts: Pick<Accounts, "get" | "having">,
  filters: Filters
): ReadonlyArray<Account> | undefined => {
  const userIds = included(filters.userId)
  if (userIds.length > 0) {
    return Array.from(new Set(userIds), accounts.get).filter((account) => account !== undefined)
  }
  const indexed: ReadonlyArray<readonly [Key, ReadonlyArray<string>]> = [
    ["external_id", included(filters.externalId)],
    ["email_address", (filters.emailAddress ?? []).map(lowerCase)],
    ["phone_number", (filters.phoneNumber ?? []).map(lowerCase)],
    ["username", (filters.username ?? []).map(lowerCase)],
    ["web3_wallet", (filters.web3Wallet ?? []).map(lowerCase)],
    ["provider_user_id", (filters.providerUserId ?? []).map((id) => `${filters.provider} ${lowerCase(id)}`)]
  ]
  const [first] = indexed.filter(([, values]) => values.length > 0)
  return first && Array.from(new Set(first[1].flatMap((value) => accounts.having(first[0], value))))
}

type Signed = ReadonlyArray<string | { readonly exclude: string }>

const included = (values: Signed = []): ReadonlyArray<string> => values.filter((it) => typeof it === "string")

/** Whether a user matches all filters; `organizationIdsOf` returns the ids of the organizations of a user. */
export const matches = (filters: Filters, organizationIdsOf: (userId: string) => ReadonlyArray<string>) => {
  const tests = [
    anyOf(filters.emailAddress, ({ user }) => user.emailAddresses.map((it) => it.emailAddress)),
    anyOf(filters.phoneNumber, ({ user }) => user.phoneNumbers.map((it) => it.phoneNumber)),
    anyOf(filters.username, ({ user }) => [user.username]),
    anyOf(filters.web3Wallet, ({ user }) => user.web3Wallets.map((it) => it.web3Wallet)),
    includesOrExcludes(filters.userId, ({ user }) => [user.id]),
    includesOrExcludes(filters.externalId, ({ user }) => [user.externalId]),
    includesOrExcludes(filters.organizationId, ({ user }) => organizationIdsOf(user.id)),
    contains(filters.query, (account) => [account.user.id, ...Object.values(texts).flatMap((text) => text(account))]),
    contains(filters.emailAddressQuery, texts.emailAddress),
    contains(filters.phoneNumberQuery, texts.phoneNumber),
    contains(filters.usernameQuery, texts.username),
    contains(filters.nameQuery, texts.name),
    filters.banned === undefined ? undefined : ({ user }: Account) => user.banned === filters.banned,
    before(filters.lastActiveAtBefore, ({ user }) => user.lastActiveAt),
    after(filters.lastActiveAtAfter, ({ user }) => user.lastActiveAt),
    since(filters.lastActiveAtSince, ({ user }) => user.lastActiveAt),
    before(filters.createdAtBefore, ({ user }) => user.createdAt),
    after(filters.createdAtAfter, ({ user }) => user.createdAt),
    before(filters.lastSignInAtBefore, ({ user }) => user.lastSignInAt),
    after(filters.lastSignInAtAfter, ({ user }) => user.lastSignInAt),
    anyOf(
      filters.providerUserId,
      ({ user }) =>
        user.externalAccounts.filter((it) => it.provider === filters.provider).map((it) => it.providerUserId)
    )
  ].filter((test) => test !== undefined)
  return (account: Account): boolean => tests.every((test) => test(account))
}

type Test = ((account: Account) => boolean) | undefined

type Values = (account: Account) => ReadonlyArray<string | null | undefined>

const texts = {
  emailAddress: ({ user }) => user.emailAddresses.map((it) => it.emailAddress),
  phoneNumber: ({ user }) => user.phoneNumbers.map((it) => it.phoneNumber),
  username: ({ user }) => [user.username],
  web3Wallet: ({ user }) => user.web3Wallets.map((it) => it.web3Wallet),
  name: ({ user }) => [user.firstName, user.lastName, user.fullName]
} satisfies { readonly [name: string]: Values }

const lowerCase = (text: string | null | undefined): string => (text ?? "").toLowerCase()

const anyOf = (wanted: ReadonlyArray<string> | undefined, values: Values): Test => {
  if (wanted === undefined || wanted.length === 0) {
    return undefined
  }
  const set = new Set(wanted.map(lowerCase))
  return (account) => values(account).some((value) => set.has(lowerCase(value)))
}

const includesOrExcludes = (
  wanted: Signed | undefined = [],
  values: Values
): Test => {
  if (wanted.length === 0) {
    return undefined
  }
  const test = signedFilter(wanted)
  return (account) => test(values(account))
}

const contains = (wanted: string | undefined, values: Values): Test =>
  wanted === undefined
    ? undefined
    : (account) => values(account).some((value) => lowerCase(value).includes(lowerCase(wanted)))

const time =
  (compare: (value: number, wanted: number) => boolean) =>
  (wanted: DateTime.Utc | Date | undefined, value: (account: Account) => DateTime.Utc | null): Test =>
    wanted === undefined ? undefined : (account) => {
      const found = value(account)
      return found !== null &&
        compare(DateTime.toEpochMillis(found), DateTime.toEpochMillis(DateTime.unsafeMake(wanted)))
    }

const before = time((value, wanted) => value < wanted)
const after = time((value, wanted) => value > wanted)
const since = time((value, wanted) => value >= wanted)
