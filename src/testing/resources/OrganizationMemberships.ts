/**
 * The members of the organizations of an in-memory Clerk.
 */
import * as Effect from "effect/Effect"
import * as Struct from "effect/Struct"
import { operations } from "../../operations/OrganizationMemberships.ts"
import { OrganizationMembership } from "../../Schema/OrganizationMembership.ts"
import type { Instance } from "../Instance.ts"
import { addMembership } from "../organizations/addMembership.ts"
import { sortMemberships } from "../organizations/membershipOrder.ts"
import { omit } from "../organizations/omittedKeys.ts"
import * as Rules from "../organizations/Rules.ts"
import type { StoredMembership } from "../organizations/Stored.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { now as currentTime } from "../server/now.ts"
import { page } from "../server/page.ts"
import type { Handlers, Resource } from "../server/Resource.ts"
import * as UserFilters from "../users/Filters.ts"
import { merge } from "../users/Metadata.ts"
import { metadata as metadataRules } from "../users/Rules.ts"

/** `listAll` has the route of `Users.getInstanceOrganizationMemberships`, which serves it. */
type Served = Omit<typeof operations, "listAll">

export const make = ({ organizations: state, users }: Instance): Resource => {
  const put = (stored: StoredMembership) =>
    Effect.zipWith(state.memberships.put(stored), state.views, (stored, views) => views.membership(stored))

  const withChanges = (
    stored: StoredMembership,
    changes: Partial<Pick<OrganizationMembership, "role" | "publicMetadata" | "privateMetadata">>
  ) =>
    Effect.flatMap(
      currentTime,
      (updatedAt) =>
        put({
          ...stored,
          membership: new OrganizationMembership({ ...stored.membership, ...changes, updatedAt }, true)
        })
    )

  const handlers: Handlers<Served> = {
    create: Effect.fnUntraced(function*({ organizationId, privateMetadata, publicMetadata, role, userId }) {
      const organization = yield* state.organizations.find(organizationId)
      yield* users.find(userId)
      yield* state.findRoleOf(organization, role)
      if (yield* Effect.isSuccess(state.findMembership(organizationId, userId))) {
        return yield* ErrorResponse.ofCode("already_a_member_in_organization")
      }
      yield* Rules.membershipQuota(yield* state.views, organization)
      const added = yield* addMembership(state, {
        organizationId,
        userId,
        role,
        publicMetadata: { ...publicMetadata },
        privateMetadata: { ...privateMetadata }
      })
      return (yield* state.views).membership(added)
    }),

    list: Effect.fnUntraced(function*({ limit, offset, orderBy, organizationId, role, ...filters }) {
      yield* state.organizations.find(organizationId)
      const views = yield* state.views
      const matches = UserFilters.matches(filters, () => [])
      const found = views.memberships.filter((it) =>
        it.organizationId === organizationId &&
        (role === undefined || role.includes(it.membership.role)) &&
        matches(views.account(it.userId)!)
      )
      return {
        data: page(sortMemberships(views, found, orderBy), { limit, offset }).map(views.membership),
        totalCount: found.length
      }
    }),

    update: Effect.fnUntraced(function*({ organizationId, role, userId }) {
      const stored = yield* state.findMembership(organizationId, userId)
      yield* state.findRoleOf(yield* state.organizations.find(organizationId), role)
      return yield* withChanges({ ...stored, seeded: {} }, { role })
    }),

    delete: Effect.fnUntraced(function*({ organizationId, userId }) {
      const stored = yield* state.findMembership(organizationId, userId)
      const { membership } = yield* state.views
      yield* state.memberships.remove(stored.id)
      return membership(stored)
    }),

    updateMetadata: Effect.fnUntraced(
      function*({ organizationId, privateMetadata = {}, publicMetadata = {}, userId }) {
        const stored = yield* state.findMembership(organizationId, userId)
        const merged = {
          publicMetadata: merge(stored.membership.publicMetadata, publicMetadata),
          privateMetadata: merge(stored.membership.privateMetadata, privateMetadata)
        }
        yield* ErrorResponse.failIfAny(metadataRules(merged))
        return yield* withChanges(stored, merged)
      }
    )
  }

  const resource: Resource<Served> = {
    prefix: "organizationMemberships",
    operations: Struct.omit(operations, "listAll"),
    transformBody: omit,
    handlers: () => handlers
  }
  return resource
}
