/**
 * Handlers for the organization memberships and invitations of a user.
 */
import * as Effect from "effect/Effect"
import { sortMemberships } from "../../organizations/membershipOrder.ts"
import type * as Organizations from "../../organizations/State.ts"
import { page } from "../../server/page.ts"
import type { State } from "../State.ts"
import type { Handlers } from "./types.ts"

type OrganizationHandlers = Pick<
  Handlers,
  "getOrganizationMemberships" | "getInstanceOrganizationMemberships" | "getOrganizationInvitations"
>

export const make = (state: State, organizations: Organizations.State): OrganizationHandlers => ({
  getOrganizationMemberships: ({ userId, ...paging }) =>
    Effect.zipWith(state.find(userId), organizations.views, (_, views) => {
      const found = views.membershipsOf(userId)
      return { data: page(found, paging).map(views.membership), totalCount: found.length }
    }),

  getInstanceOrganizationMemberships: ({ orderBy, ...paging } = {}) =>
    Effect.map(organizations.views, (views) => {
      const found = sortMemberships(views, views.memberships, orderBy)
      return { data: page(found, paging).map(views.membership), totalCount: found.length }
    }),

  getOrganizationInvitations: ({ status, userId, ...paging }) =>
    Effect.zipWith(state.find(userId), organizations.views, ({ user }, views) => {
      const found = views.invitationsOf(user).map(views.invitationWithOrganization)
        .filter((it) => status === undefined || it.status === status)
      return { data: page(found, paging), totalCount: found.length }
    })
})
