/**
 * Handlers for the organization memberships and invitations of a user.
 */
import * as Effect from "effect/Effect"
import { page } from "../../server/page.ts"
import * as Sorting from "../Sorting.ts"
import type { State } from "../State.ts"
import type { Handlers } from "./types.ts"

type OrganizationHandlers = Pick<
  Handlers,
  "getOrganizationMemberships" | "getInstanceOrganizationMemberships" | "getOrganizationInvitations"
>

export const make = (state: State): OrganizationHandlers => ({
  getOrganizationMemberships: ({ userId, ...paging }) =>
    Effect.map(state.find(userId), ({ memberships }) => ({
      data: page(memberships, paging),
      totalCount: memberships.length
    })),

  // Memberships of one user stay together, in the order of the users.
  getInstanceOrganizationMemberships: ({ orderBy, ...paging } = {}) =>
    Effect.map(state.all, (accounts) => {
      const found = accounts.toSorted(Sorting.make(orderBy)).flatMap(({ memberships }) => memberships)
      return { data: page(found, paging), totalCount: found.length }
    }),

  getOrganizationInvitations: ({ status, userId, ...paging }) =>
    Effect.map(state.find(userId), ({ invitations }) => {
      const found = invitations.filter((it) => status === undefined || it.status === status)
      return { data: page(found, paging), totalCount: found.length }
    })
})
