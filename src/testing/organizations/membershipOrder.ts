/**
 * The order of memberships in a list.
 */
import * as Order from "effect/Order"
import type { MembershipFilters } from "../../Schema/MembershipFilters.ts"
import * as Sorting from "../users/Sorting.ts"
import type { StoredMembership } from "./Stored.ts"
import type { Views } from "./Views.ts"

/**
 * Sorts memberships: by their own creation, the newest first unless `orderBy` says otherwise, or by a field of the user. Memberships of one
 * user then stay in the order of their creation.
 */
export const sortMemberships = (
  { account }: Views,
  memberships: ReadonlyArray<StoredMembership>,
  orderBy: NonNullable<MembershipFilters["orderBy"]> = "-created_at"
): ReadonlyArray<StoredMembership> => {
  if (orderBy.endsWith("created_at")) {
    return orderBy.startsWith("-")
      ? memberships.toReversed().toSorted(Order.reverse(byCreation))
      : memberships.toSorted(byCreation)
  }
  const byUser = Sorting.make(orderBy)
  return memberships.toSorted((left, right) => byUser(account(left.userId)!, account(right.userId)!))
}

const byCreation = Order.mapInput(
  Order.number,
  ({ membership }: StoredMembership) => membership.createdAt?.epochMillis ?? 0
)
