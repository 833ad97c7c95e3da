/**
 * The organizations of an in-memory Clerk.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { operations } from "../../operations/Organizations.ts"
import { BillingCreditBalance } from "../../Schema/BillingCredit.ts"
import { DeletedObject } from "../../Schema/DeletedObject.ts"
import { OrganizationId } from "../../Schema/Ids.ts"
import { Organization } from "../../Schema/Organization.ts"
import type { OrganizationParts } from "../../Schema/OrganizationFilters.ts"
import * as Billing from "../billing.ts"
import { checkImage } from "../image.ts"
import type { Instance } from "../Instance.ts"
import { addMembership } from "../organizations/addMembership.ts"
import { omit } from "../organizations/omittedKeys.ts"
import { matches, sort } from "../organizations/organizationFilters.ts"
import * as Rules from "../organizations/Rules.ts"
import { defaultLogo, freeSlug } from "../organizations/slug.ts"
import type { StoredOrganization } from "../organizations/Stored.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { now as currentTime } from "../server/now.ts"
import { page } from "../server/page.ts"
import type { Resource } from "../server/Resource.ts"
import { merge } from "../users/Metadata.ts"
import { metadata as metadataRules } from "../users/Rules.ts"

export const make = ({ apiKeys, organizations: state, users }: Instance): Resource<typeof operations> => {
  const find = (id: string) => state.organizations.find(id)

  /** Stores an organization and returns it as Clerk does after a change, with its counts. */
  const put = (stored: StoredOrganization) =>
    Effect.zipWith(
      state.organizations.put(stored),
      state.views,
      (stored, views) => withParts({ includeMembersCount: true }, views.organization(stored))
    )

  /** Changes an organization, sets `updatedAt` and returns it. */
  const update = Effect.fnUntraced(function*(
    id: string,
    f: (organization: Organization) => Effect.Effect<Partial<Organization>, ErrorResponse.ErrorResponse>
  ) {
    const stored = yield* find(id)
    const changes = yield* f(stored.organization)
    const updatedAt = yield* currentTime
    return yield* put({
      ...stored,
      organization: new Organization({ ...stored.organization, ...changes, updatedAt }, true)
    })
  })

  /** The role set that an input names, if it names one. */
  const findRoleSet = Effect.fnUntraced(function*(roleSetKey: string | null | undefined) {
    const found = (yield* state.roleSets.all).find(({ key }) => key === roleSetKey)
    return found === undefined && roleSetKey != null
      ? yield* ErrorResponse.ofParam("form_resource_not_found", "role_set_key")
      : found
  })

  const othersThan = (id: string | null) =>
    Effect.map(state.organizations.all, (all) => all.filter((it) => it.id !== id).map((it) => it.organization))

  return {
    prefix: "organizations",
    operations,
    transformBody: omit,
    handlers: () => ({
      list: ({ limit, offset, ...filters } = {}) =>
        Effect.map(state.views, (views) => {
          const found = sort(
            views.organizations.map(views.organization).filter(matches(filters, views)),
            filters.orderBy
          )
          return {
            data: page(found, { limit, offset }).map((organization) => withParts(filters, organization)),
            totalCount: found.length
          }
        }),

      create: Effect.fnUntraced(function*({ createdBy, name, slug, ...input }) {
        const others = yield* othersThan(null)
        yield* ErrorResponse.failIfAny([
          ...Rules.name(name),
          ...Rules.slug(slug, others),
          ...metadataRules({
            publicMetadata: input.publicMetadata ?? undefined,
            privateMetadata: input.privateMetadata ?? undefined
          })
        ])
        if (createdBy && (yield* Effect.isFailure(users.find(createdBy)))) {
          return yield* ErrorResponse.ofParam("organization_creator_not_found", "created_by")
        }
        const roleSet = yield* findRoleSet(input.roleSetKey)
        const id = OrganizationId.make(yield* state.nextId("org"))
        const now = yield* currentTime
        const stored = yield* state.organizations.put({
          ...Billing.newPayer,
          id,
          organization: new Organization({
            id,
            name,
            slug: slug ?? freeSlug(others, name),
            imageUrl: defaultLogo(id),
            maxAllowedMemberships: input.maxAllowedMemberships ?? 5,
            adminDeleteEnabled: true,
            roleSetKey: input.roleSetKey ?? null,
            createdBy: createdBy ?? null,
            publicMetadata: { ...input.publicMetadata },
            privateMetadata: { ...input.privateMetadata },
            createdAt: input.createdAt ? DateTime.unsafeMake(input.createdAt) : now,
            updatedAt: now
          }, true)
        })
        if (createdBy) {
          const { creatorRole } = roleSet ?? (yield* state.settings)
          yield* addMembership(state, { organizationId: id, userId: createdBy, role: creatorRole })
        }
        return yield* put(stored)
      }),

      get: ({ organizationId, ...parts }) =>
        Effect.zipWith(
          state.find(organizationId),
          state.views,
          (stored, views) => withParts(parts, views.organization(stored))
        ),

      update: ({ organizationId, ...input }) =>
        update(
          organizationId,
          Effect.fnUntraced(function*(before) {
            yield* ErrorResponse.failIfAny([
              ...Rules.name(input.name),
              ...Rules.slug(input.slug, yield* othersThan(organizationId))
            ])
            yield* findRoleSet(input.roleSetKey)
            return {
              name: input.name ?? before.name,
              slug: input.slug ?? before.slug,
              maxAllowedMemberships: input.maxAllowedMemberships ?? before.maxAllowedMemberships,
              adminDeleteEnabled: input.adminDeleteEnabled ?? before.adminDeleteEnabled,
              roleSetKey: input.roleSetKey === undefined ? before.roleSetKey : input.roleSetKey,
              createdAt: input.createdAt ? DateTime.unsafeMake(input.createdAt) : before.createdAt
            }
          })
        ),

      delete: Effect.fnUntraced(function*({ organizationId }) {
        yield* find(organizationId)
        yield* state.remove(organizationId)
        yield* apiKeys.removeWhere(({ value }) => value.subject === organizationId)
        return new DeletedObject({ object: "organization", id: organizationId, deleted: true })
      }),

      updateMetadata: ({ organizationId, privateMetadata = {}, publicMetadata = {} }) =>
        update(organizationId, (before) => {
          const merged = {
            publicMetadata: merge(before.publicMetadata, publicMetadata),
            privateMetadata: merge(before.privateMetadata, privateMetadata)
          }
          return Effect.as(ErrorResponse.failIfAny(metadataRules(merged)), merged)
        }),

      replaceMetadata: ({ organizationId, privateMetadata, publicMetadata }) =>
        update(organizationId, (before) => {
          // An `Organization` has no null here.
          const replaced = {
            publicMetadata: publicMetadata === undefined ? before.publicMetadata : { ...publicMetadata },
            privateMetadata: privateMetadata === undefined ? before.privateMetadata : { ...privateMetadata }
          }
          return Effect.as(ErrorResponse.failIfAny(metadataRules(replaced)), replaced)
        }),

      uploadLogo: ({ file, organizationId }) =>
        update(organizationId, () =>
          Effect.map(Effect.zipRight(checkImage(file), state.nextId("img")), (id) => ({
            hasImage: true,
            imageUrl: `https://img.clerk.com/${id}`
          }))),

      deleteLogo: ({ organizationId }) =>
        update(organizationId, ({ hasImage }) =>
          hasImage
            ? Effect.succeed({ hasImage: false, imageUrl: defaultLogo(organizationId) })
            : ErrorResponse.ofCode("image_not_found")),

      getBillingSubscription: ({ organizationId }) => Effect.flatMap(find(organizationId), Billing.subscriptionOf),

      getBillingCreditBalance: ({ organizationId }) =>
        Effect.map(find(organizationId), ({ credits }) => new BillingCreditBalance({ balance: credits })),

      adjustBillingCreditBalance: Effect.fnUntraced(function*({ organizationId, ...change }) {
        const stored = yield* find(organizationId)
        const { entry, payer } = yield* Billing.adjust(stored, Billing.payerIdOf(organizationId), change, state.nextId)
        yield* state.organizations.put(payer)
        return entry
      })
    })
  }
}

/** The organization with what was asked for. */
const withParts = (
  { includeMembersCount = false, includeMissingMemberWithElevatedPermissions = false }: OrganizationParts,
  organization: Organization
): Organization =>
  new Organization({
    ...organization,
    ...(includeMembersCount ? {} : { membersCount: null, pendingInvitationsCount: null }),
    missingMemberWithElevatedPermissions: includeMissingMemberWithElevatedPermissions &&
      organization.missingMemberWithElevatedPermissions
  }, true)
