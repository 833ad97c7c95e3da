/**
 * The sort orders of `list`.
 */
import * as DateTime from "effect/DateTime"
import * as Order from "effect/Order"
import type { ListFilters } from "../../Schema/UserFilters.ts"
import type { Account } from "./Account.ts"

type OrderBy = NonNullable<ListFilters["orderBy"]>

type Key = OrderBy extends infer By ? By extends `+${string}` | `-${string}` ? never : By : never

/** Users without the value come last in both directions. Users with equal values are sorted newest first. */
export const make = (orderBy: OrderBy = "-created_at"): Order.Order<Account> => {
  const key = orderBy.replace(/^[+-]/, "") as Key
  const direction = orderBy.startsWith("-") ? -1 : 1
  if (key === "created_at") {
    return direction === 1 ? byCreation : Order.reverse(byCreation)
  }
  const value = values[key]
  return Order.combine(
    Order.make((left, right) => {
      const [a, b] = [value(left), value(right)]
      if (a === null || b === null) {
        return a === b ? 0 : a === null ? 1 : -1
      }
      return a === b ? 0 : a < b === (direction === 1) ? -1 : 1
    }),
    Order.reverse(byCreation)
  )
}

/** Whether an order is by the time of creation. */
export const isByCreation = (orderBy: OrderBy = "-created_at"): boolean => orderBy.endsWith("created_at")

/** By the time of creation, then by the order of creation. */
export const byCreation: Order.Order<Account> = Order.combine(
  Order.mapInput(Order.number, ({ user }: Account) => DateTime.toEpochMillis(user.createdAt)),
  Order.mapInput(Order.number, ({ sequence }: Account) => sequence)
)

const millis = (time: DateTime.Utc | null) => time === null ? null : DateTime.toEpochMillis(time)
const lowerCase = (text: string | null | undefined) => text?.toLowerCase() ?? null

const values: { readonly [K in Exclude<Key, "created_at">]: (account: Account) => string | number | null } = {
  updated_at: ({ user }) => millis(user.updatedAt),
  email_address: ({ user }) => lowerCase((user.primaryEmailAddress ?? user.emailAddresses[0])?.emailAddress),
  web3wallet: ({ user }) => lowerCase((user.primaryWeb3Wallet ?? user.web3Wallets[0])?.web3Wallet),
  first_name: ({ user }) => lowerCase(user.firstName),
  last_name: ({ user }) => lowerCase(user.lastName),
  phone_number: ({ user }) => lowerCase((user.primaryPhoneNumber ?? user.phoneNumbers[0])?.phoneNumber),
  username: ({ user }) => lowerCase(user.username),
  last_active_at: ({ user }) => millis(user.lastActiveAt),
  last_sign_in_at: ({ user }) => millis(user.lastSignInAt)
}
