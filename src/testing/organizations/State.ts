/**
 * The organizations of an in-memory Clerk, with their memberships, invitations, domains and roles. All resources read and change them here.
 */
import * as Effect from "effect/Effect"
import type { OrganizationDomain } from "../../Schema/OrganizationDomain.ts"
import { OrganizationInvitation } from "../../Schema/OrganizationInvitation.ts"
import { OrganizationMembership } from "../../Schema/OrganizationMembership.ts"
import * as Collection from "../server/Collection.ts"
import type { Counters } from "../server/Counters.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { now as currentTime } from "../server/now.ts"
import type { State as Users } from "../users/State.ts"
import * as RoleState from "./RoleState.ts"
import { roleNotFound } from "./RoleState.ts"
import type { StoredInvitation, StoredMembership, StoredOrganization, StoredRole } from "./Stored.ts"
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
  /** The role with a key, if members of the organization can have it, or 404. An organization that names no role set has all roles. */
  readonly findRoleOf: (
    organization: StoredOrganization,
    key: string
  ) => Effect.Effect<StoredRole, ErrorResponse.ErrorResponse>
  /** Gives the members and the invitations of organizations other roles. */
  readonly reassign: (organizationIds: ReadonlyArray<string>, roleOf: (key: string) => string) => Effect.Effect<void>
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
    findRoleOf: ({ organization }, key) =>
      Effect.flatMap(
        roles.roleSets.all,
        (sets) =>
          sets.find((set) => set.key === organization.roleSetKey)?.roles.includes(key) === false
            ? roleNotFound
            : roles.findRole(key)
      ),
    reassign: Effect.fnUntraced(function*(ids, roleOf) {
      const others = <A extends { readonly organizationId: string }>(
        all: ReadonlyArray<A>,
        role: (item: A) => string
      ) => all.filter((it) => ids.includes(it.organizationId) && roleOf(role(it)) !== role(it))
      yield* Effect.forEach(
        others(yield* memberships.all, ({ membership }) => membership.role),
        ({ membership, ...stored }) =>
          memberships.put({
            ...stored,
            membership: new OrganizationMembership({ ...membership, role: roleOf(membership.role) }, true)
          })
      )
      yield* Effect.forEach(
        others(yield* invitations.all, ({ invitation }) => invitation.role),
        ({ invitation, ...stored }) =>
          invitations.put({
            ...stored,
            invitation: new OrganizationInvitation({ ...invitation, role: roleOf(invitation.role) }, true)
          })
      )
    }),
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
