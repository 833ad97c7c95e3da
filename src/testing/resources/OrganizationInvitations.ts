/**
 * The invitations to the organizations of an in-memory Clerk.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Order from "effect/Order"
import { operations } from "../../operations/OrganizationInvitations.ts"
import { OrganizationId, OrganizationInvitationId } from "../../Schema/Ids.ts"
import { OrganizationInvitation } from "../../Schema/OrganizationInvitation.ts"
import type { NewOrganizationInvitation } from "../../Schema/OrganizationInvitationChanges.ts"
import type { OrganizationInvitationFilters } from "../../Schema/OrganizationInvitationFilters.ts"
import type { Instance } from "../Instance.ts"
import { omit } from "../organizations/omittedKeys.ts"
import * as Rules from "../organizations/Rules.ts"
import type { StoredInvitation } from "../organizations/Stored.ts"
import type { Views } from "../organizations/Views.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { now as currentTime } from "../server/now.ts"
import { page } from "../server/page.ts"
import type { Resource } from "../server/Resource.ts"
import { identifiers, metadata as metadataRules } from "../users/Rules.ts"

export const make = ({ organizations: state }: Instance): Resource<typeof operations> => {
  /** Checks all invitations before the first is stored. */
  const createAll = Effect.fnUntraced(function*(
    organizationId: string,
    given: ReadonlyArray<NewOrganizationInvitation>
  ) {
    const organization = yield* state.organizations.find(organizationId)
    const views = yield* state.views
    yield* Effect.forEach(given, (invitation) => check(views, organizationId, invitation), { discard: true })
    yield* Effect.forEach(given, ({ role }) => state.findRoleOf(organization, role), { discard: true })
    if (new Set(given.map(({ emailAddress }) => emailAddress.toLowerCase())).size < given.length) {
      return yield* ErrorResponse.ofCode("organization_invitation_not_unique")
    }
    yield* Rules.membershipQuota(views, organization, given.length)
    const stored = yield* Effect.forEach(given, (invitation) => insert(organizationId, invitation))
    return stored.map((yield* state.views).invitation)
  })

  const insert = Effect.fnUntraced(function*(organizationId: string, input: NewOrganizationInvitation) {
    const id = OrganizationInvitationId.make(yield* state.nextId("orginv"))
    const now = yield* currentTime
    const stored: StoredInvitation = {
      id,
      organizationId,
      userId: null,
      invitation: new OrganizationInvitation({
        id,
        emailAddress: input.emailAddress,
        role: input.role,
        organizationId: OrganizationId.make(organizationId),
        inviterId: input.inviterUserId ?? null,
        status: "pending",
        publicMetadata: { ...input.publicMetadata },
        privateMetadata: { ...input.privateMetadata },
        url: `https://clerk.example/v1/tickets/accept?ticket=${id}`,
        expiresAt: DateTime.add(now, { days: input.expiresInDays ?? 30 }),
        createdAt: now,
        updatedAt: now
      }, true),
      seeded: {}
    }
    return yield* state.invitations.put(stored)
  })

  const find = Effect.fnUntraced(function*(organizationId: string, invitationId: string) {
    const stored = yield* state.invitations.find(invitationId)
    return stored.organizationId === organizationId ? stored : yield* ErrorResponse.ofCode("resource_not_found")
  })

  const list = ({ limit, offset, organizationId, ...filters }: OrganizationInvitationFilters & {
    readonly organizationId: string
  }) =>
    Effect.zipWith(state.organizations.find(organizationId), state.views, (_, views) => {
      const own = views.invitations.filter((it) => it.organizationId === organizationId).map(views.invitation)
      const found = sort(own.filter(matches(filters)), filters.orderBy)
      return { data: page(found, { limit, offset }), totalCount: found.length }
    })

  return {
    prefix: "organizationInvitations",
    operations,
    transformBody: omit,
    handlers: () => ({
      create: ({ organizationId, ...input }) =>
        Effect.map(createAll(organizationId, [input]), ([invitation]) => invitation!),

      bulkCreate: ({ invitations, organizationId }) =>
        Effect.map(createAll(organizationId, invitations), (data) => ({ data, totalCount: data.length })),

      list,

      listPending: (input) => list({ ...input, status: "pending" }),

      get: ({ invitationId, organizationId }) =>
        Effect.zipWith(find(organizationId, invitationId), state.views, (stored, views) => views.invitation(stored)),

      revoke: Effect.fnUntraced(function*({ invitationId, organizationId, requestingUserId }) {
        const stored = yield* find(organizationId, invitationId)
        const views = yield* state.views
        yield* Rules.mayManage(views, organizationId, requestingUserId)
        if (views.invitation(stored).status !== "pending") {
          return yield* ErrorResponse.ofCode("organization_invitation_not_pending")
        }
        const invitation = new OrganizationInvitation({
          ...stored.invitation,
          status: "revoked",
          url: null,
          updatedAt: yield* currentTime
        }, true)
        return views.invitation(yield* state.invitations.put({ ...stored, invitation }))
      }),

      listAll: ({ limit, offset, query, ...filters } = {}) =>
        Effect.map(state.views, (views) => {
          const all = views.invitations.map(views.invitationWithOrganization)
          const found = sort(all.filter(matches(filters, query)), filters.orderBy)
          return { data: page(found, { limit, offset }), totalCount: found.length }
        })
    })
  }
}

/** The rules that one invitation must follow. */
const check = Effect.fnUntraced(function*(views: Views, organizationId: string, input: NewOrganizationInvitation) {
  const emailAddress = input.emailAddress.toLowerCase()
  yield* ErrorResponse.failIfAny([
    ...identifiers("email_address", [input.emailAddress]),
    ...metadataRules({
      publicMetadata: input.publicMetadata ?? undefined,
      privateMetadata: input.privateMetadata ?? undefined
    })
  ])
  yield* Rules.mayManage(views, organizationId, input.inviterUserId)
  const members = views.memberships.filter((it) => it.organizationId === organizationId)
  const addresses = members.flatMap(({ userId }) => views.account(userId)?.user.emailAddresses ?? [])
  if (addresses.some((it) => it.emailAddress.toLowerCase() === emailAddress)) {
    return yield* ErrorResponse.ofCode("already_a_member_in_organization")
  }
  const pending = views.invitations.filter((it) => it.organizationId === organizationId).map(views.invitation)
    .filter(({ status }) => status === "pending")
  if (pending.some((it) => it.emailAddress.toLowerCase() === emailAddress)) {
    return yield* ErrorResponse.ofCode("organization_invitation_not_unique")
  }
})

const matches =
  ({ emailAddress, status }: Pick<OrganizationInvitationFilters, "emailAddress" | "status">, query = "") =>
  (invitation: OrganizationInvitation): boolean =>
    (status === undefined || invitation.status === status) &&
    (emailAddress === undefined || invitation.emailAddress.toLowerCase() === emailAddress.toLowerCase()) &&
    invitation.emailAddress.toLowerCase().includes(query.toLowerCase())

/** Sorts invitations, given with the oldest first. */
const sort = (
  invitations: ReadonlyArray<OrganizationInvitation>,
  orderBy: NonNullable<OrganizationInvitationFilters["orderBy"]> = "-created_at"
): ReadonlyArray<OrganizationInvitation> => {
  const order = orderBy.endsWith("created_at") ? byCreation : byEmailAddress
  return orderBy.startsWith("-") ? invitations.toReversed().sort(Order.reverse(order)) : invitations.toSorted(order)
}

const byCreation = Order.mapInput(Order.number, ({ createdAt }: OrganizationInvitation) => createdAt?.epochMillis ?? 0)

const byEmailAddress = Order.mapInput(Order.string, ({ emailAddress }: OrganizationInvitation) => emailAddress)
