/**
 * Clerk's rules about roles and permissions of organizations.
 */
import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Ref from "effect/Ref"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { page } from "../server/page.ts"
import { sorted } from "../server/sorted.ts"
import { isCreatorEligible } from "./roles.ts"
import type { State } from "./State.ts"
import type { StoredRole } from "./Stored.ts"

/** A role that organizations have for their creators keeps the permissions that these need. */
export const checkCreator = (state: State, key: string, permissions: ReadonlyArray<string>) =>
  Effect.zipWith(Ref.get(state.settings), state.roleSets.all, (settings, sets) => [settings, ...sets]).pipe(
    Effect.flatMap((all) =>
      all.some(({ creatorRole }) => creatorRole === key) && !isCreatorEligible(permissions)
        ? ErrorResponse.ofCode("organization_missing_creator_role_permissions")
        : Effect.void
    )
  )

/** A role that is in use cannot be deleted. */
export const checkUnused = Effect.fnUntraced(function*(state: State, { key }: StoredRole) {
  const { creatorRole, domainsDefaultRole } = yield* state.settings
  const sets = yield* state.roleSets.all
  const views = yield* state.views
  if (creatorRole === key || sets.some((set) => set.creatorRole === key)) {
    return yield* ErrorResponse.ofCode("organization_role_default_creator_role")
  }
  if (domainsDefaultRole === key || sets.some((set) => set.defaultRole === key)) {
    return yield* ErrorResponse.ofCode("organization_role_domain_default_role")
  }
  if (views.memberships.some(({ membership }) => membership.role === key)) {
    return yield* ErrorResponse.ofCode("organization_role_assigned_members")
  }
  if (views.invitations.map(views.invitation).some(({ role, status }) => role === key && status === "pending")) {
    return yield* ErrorResponse.ofCode("organization_role_exists_in_invitations")
  }
})

/** A key belongs to one role or permission. */
export const checkKey = (others: ReadonlyArray<{ readonly key: string }>, key: string | null | undefined) =>
  ErrorResponse.failIfAny(
    others.some((other) => other.key === key) ? [ErrorResponse.ofParam("form_identifier_exists", "key")] : []
  )

interface Named {
  readonly id: string
  readonly name: string
  readonly key: string
  readonly createdAt: DateTime.Utc | null
}

interface ListFilters {
  readonly query?: string | undefined
  readonly orderBy?: string | undefined
  readonly limit?: number | undefined
  readonly offset?: number | undefined
}

/** One page of roles, permissions or role sets, given with the oldest first, and the number of all that match. */
export const listed = <A extends Named>(
  all: ReadonlyArray<A>,
  { orderBy = "-created_at", query = "", ...paging }: ListFilters
): { readonly data: ReadonlyArray<A>; readonly totalCount: number } => {
  const text = query.toLowerCase()
  const found = all.filter(({ id, key, name }) =>
    id === query || [key, name].some((value) => value.toLowerCase().includes(text))
  )
  const inOrder = sorted(orderBy.startsWith("-") ? found.toReversed() : found, orderBy, {
    name: ({ name }) => name.toLowerCase(),
    key: ({ key }) => key,
    created_at: ({ createdAt }) => createdAt
  })
  return { data: page(inOrder, paging), totalCount: found.length }
}
