/**
 * The filters and the order of the list of organizations.
 */
import * as Order from "effect/Order"
import type { Organization } from "../../Schema/Organization.ts"
import type { OrganizationFilters } from "../../Schema/OrganizationFilters.ts"
import { includesOrExcludes } from "../server/filters.ts"
import type { Views } from "./Views.ts"

/** Whether an organization matches all filters. */
export const matches = (
  { organizationId, query, userId }: OrganizationFilters,
  { memberships }: Views
): (organization: Organization) => boolean => {
  const text = query?.toLowerCase()
  const isWanted = includesOrExcludes(organizationId)
  const hasMembers = includesOrExcludes(userId)
  return ({ id, name, slug }) =>
    (text === undefined || id === query || [name, slug ?? ""].some((it) => it.toLowerCase().includes(text))) &&
    isWanted([id]) &&
    hasMembers(memberships.filter((it) => it.organizationId === id).map((it) => it.userId))
}

/** Sorts organizations, given with the oldest first. */
export const sort = (
  organizations: ReadonlyArray<Organization>,
  orderBy: NonNullable<OrganizationFilters["orderBy"]> = "-created_at"
): ReadonlyArray<Organization> => {
  const order = orders[orderBy.replace(/^[+-]/, "") as keyof typeof orders]
  return orderBy.startsWith("-")
    ? organizations.toReversed().sort(Order.reverse(order))
    : organizations.toSorted(order)
}

const orders = {
  name: Order.mapInput(Order.string, ({ name }: Organization) => name.toLowerCase()),
  created_at: Order.mapInput(Order.number, ({ createdAt }: Organization) => createdAt?.epochMillis ?? 0),
  members_count: Order.mapInput(Order.number, ({ membersCount }: Organization) => membersCount ?? 0)
}
