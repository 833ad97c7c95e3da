/**
 * The organizations of an in-memory Clerk, with their memberships, invitations, domains and roles. All resources read and change them here.
 */
import * as Effect from "effect/Effect"
import type { OrganizationDomain } from "../../Schema/OrganizationDomain.ts"
import * as Collection from "../server/Collection.ts"
import type { Counters } from "../server/Counters.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { now as currentTime } from "../server/now.ts"
import type { State as Users } from "../users/State.ts"
import * as RoleState from "./RoleState.ts"
import type { StoredInvitation, StoredMembership, StoredOrganization } from "./Stored.ts"
import * as Views from "./Views.ts"

export interface State extends RoleState.RoleState {
  readonly organizations: Collection.Collection<StoredOrganization>
  readonly memberships: Collection.Collection<StoredMembership>
  readonly invitations: Collection.Collection<StoredInvitation>
  readonly domains: Collection.Collection<OrganizationDomain>
  /** Makes an id that is not taken. */
  readonly nextId: (prefix: string) => Effect.Effect<string>
  /** The organization with an id or a slug, or 404. */
  readonly find: (idOrSlug: string) => Effect.Effect<StoredOrganization, ErrorResponse.ErrorResponse>
  /** The membership of a user in an organization, or 404. */
  readonly findMembership: (
    organizationId: string,
    userId: string
  ) => Effect.Effect<StoredMembership, ErrorResponse.ErrorResponse>
  /** Removes an organization with what belongs to it. */
  readonly remove: (id: string) => Effect.Effect<void>
  /** What the API returns at this moment. */
  readonly views: Effect.Effect<Views.Views>
}

export const make = Effect.fnUntraced(function*(users: Users, counters: Counters): Effect.fn.Return<State> {
  const organizations = yield* Collection.make<StoredOrganization>()
  const memberships = yield* Collection.make<StoredMembership>()
  const invitations = yield* Collection.make<StoredInvitation>()
  const roles = yield* RoleState.make(counters)
  const domains = yield* Collection.make<OrganizationDomain>()

  users.onEnd((userId, reason) =>
    reason !== "deleted" ? Effect.void : Effect.zipRight(
      memberships.removeWhere((it) => it.userId === userId),
      // An invitation to an e-mail address stays when the user who has it goes.
      invitations.removeWhere((it) => it.userId === userId)
    )
  )

  const nextId: State["nextId"] = (prefix) =>
    Effect.flatMap(
      Effect.all([organizations.byId, memberships.byId, invitations.byId]),
      (taken) => counters.nextId(prefix, (id) => taken.some((items) => items.has(id)))
    )

  const removeAll = [organizations, memberships, invitations, domains].map(({ removeWhere }) => removeWhere(() => true))

  return {
    ...roles,
    organizations,
    memberships,
    invitations,
    domains,
    nextId,
    find: (idOrSlug) => firstOf(organizations, (it) => it.id === idOrSlug || it.organization.slug === idOrSlug),
    findMembership: (organizationId, userId) =>
      firstOf(memberships, (it) => it.organizationId === organizationId && it.userId === userId),
    remove: (id) =>
      Effect.all([
        organizations.removeWhere((it) => it.id === id),
        memberships.removeWhere((it) => it.organizationId === id),
        invitations.removeWhere((it) => it.organizationId === id),
        domains.removeWhere((it) => it.organizationId === id)
      ], { discard: true }),
    views: Effect.map(
      Effect.all({
        account: Effect.succeed(users.accounts.get),
        organizations: organizations.all,
        memberships: memberships.all,
        invitations: invitations.all,
        roles: roles.roles.all,
        now: currentTime
      }),
      Views.make
    ),
    reset: Effect.zipRight(Effect.all(removeAll, { discard: true }), roles.reset)
  }
})

const firstOf = <A extends { readonly id: string }>(
  { all }: Collection.Collection<A>,
  predicate: (item: A) => boolean
): Effect.Effect<A, ErrorResponse.ErrorResponse> =>
  Effect.flatMap(all, (items) => {
    const found = items.find(predicate)
    return found === undefined ? ErrorResponse.ofCode("resource_not_found") : Effect.succeed(found)
  })
