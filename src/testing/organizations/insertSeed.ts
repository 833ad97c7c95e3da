/**
 * Stores the organizations, memberships and invitations of seeds.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { OrganizationId, OrganizationInvitationId, OrganizationMembershipId } from "../../Schema/Ids.ts"
import { Organization } from "../../Schema/Organization.ts"
import { OrganizationInvitation } from "../../Schema/OrganizationInvitation.ts"
import { OrganizationMembership } from "../../Schema/OrganizationMembership.ts"
import type { User } from "../../Schema/User.ts"
import { seededPayer } from "../billing.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { now as currentTime } from "../server/now.ts"
import type { MembershipSeed, Some } from "../users/Seed.ts"
import type { OrganizationSeed } from "./Control.ts"
import { nameOfRole } from "./roles.ts"
import { defaultLogo, freeSlug } from "./slug.ts"
import type { State } from "./State.ts"

/** Stores organizations. A seed that breaks a rule dies with the reason. */
export const insertAll = (state: State, seeds: ReadonlyArray<OrganizationSeed>): Effect.Effect<void> =>
  Effect.forEach(
    seeds,
    (seed, index) =>
      Effect.flatMap(currentTime, (now) => insert(state, seed, now)).pipe(
        Effect.catchAll(({ errors }) =>
          Effect.dieMessage(
            `The organization at ${index} cannot be seeded: ${
              errors.map((it) => `${it.code}, ${it.long_message}`).join("; ")
            }`
          )
        )
      ),
    { discard: true }
  )

/** Stores an organization, or changes the one with the id, and returns its id. */
const insert = Effect.fnUntraced(function*(state: State, seed: OrganizationSeed, now: DateTime.Utc) {
  const { billingCredits, billingSubscription, ...given } = seed
  const byId = yield* state.organizations.byId
  const before = given.id === undefined ? undefined : byId.get(given.id)
  const id = OrganizationId.make(given.id ?? (yield* state.nextId("org")))
  const { organization } = before ?? {}
  const name = given.name ?? organization?.name ?? "Organization"
  const others = Array.from(byId.values(), ({ organization }) => organization).filter((it) => it.id !== id)
  if (given.slug && others.some(({ slug }) => slug === given.slug)) {
    return yield* ErrorResponse.ofParam("form_identifier_exists", "slug")
  }
  const payer = yield* seededPayer(seed, id, now, state.nextId)
  yield* state.organizations.put({
    ...payer,
    ...(billingCredits === undefined && billingSubscription === undefined ? before : {}),
    id,
    organization: new Organization({
      ...organization ?? {
        slug: freeSlug(others, name),
        imageUrl: defaultLogo(id),
        maxAllowedMemberships: 5,
        adminDeleteEnabled: true,
        createdAt: now,
        updatedAt: now
      },
      ...given,
      name,
      id
    })
  })
  return id
})

/** Stores a membership of a user, and its organization. */
export const insertMembership =
  (state: State, user: User, now: DateTime.Utc) =>
  ({ organization = {}, permissions, publicUserData, roleName, ...given }: MembershipSeed) =>
    Effect.gen(function*() {
      const organizationId = yield* insert(state, organization, now)
      if (yield* Effect.isSuccess(state.findMembership(organizationId, user.id))) {
        return yield* ErrorResponse.ofCode("already_a_member_in_organization")
      }
      const membership = new OrganizationMembership({
        role: "org:member",
        createdAt: now,
        updatedAt: now,
        ...given,
        id: OrganizationMembershipId.make(given.id ?? (yield* state.nextId("orgmem")))
      })
      yield* addRole(state, membership.role, roleName, permissions)
      yield* state.memberships.put({
        id: membership.id,
        organizationId,
        userId: user.id,
        membership,
        seeded: {
          ...(roleName === undefined ? {} : { roleName }),
          ...(permissions === undefined ? {} : { permissions }),
          ...(publicUserData === undefined ? {} : { publicUserData })
        }
      })
    })

/** Stores an invitation of a user, and its organization. */
export const insertInvitation =
  (state: State, user: User, now: DateTime.Utc) =>
  ({ organizationId, publicInviterData, publicOrganizationData, roleName, ...given }: Some<
    typeof OrganizationInvitation
  >) =>
    Effect.gen(function*() {
      const { hasImage, id, imageUrl, name, slug } = publicOrganizationData ?? {}
      const known = yield* insert(
        state,
        withoutUndefined({ hasImage, imageUrl, name, slug, id: organizationId ?? id }),
        now
      )
      const invitationId = OrganizationInvitationId.make(given.id ?? (yield* state.nextId("orginv")))
      const invitation = new OrganizationInvitation({
        emailAddress: user.emailAddresses[0]?.emailAddress ?? "",
        role: "org:member",
        status: "pending",
        url: `https://clerk.example/v1/tickets/accept?ticket=${invitationId}`,
        expiresAt: DateTime.add(now, { days: 30 }),
        createdAt: now,
        updatedAt: now,
        ...given,
        id: invitationId,
        organizationId: known
      })
      yield* addRole(state, invitation.role, roleName)
      yield* state.invitations.put({
        id: invitation.id,
        organizationId: known,
        userId: user.id,
        invitation,
        seeded: {
          ...(roleName === undefined ? {} : { roleName }),
          ...(publicInviterData === undefined ? {} : { publicInviterData })
        }
      })
    })

/** A role that only seeds name becomes a role of the instance. */
const addRole = Effect.fnUntraced(function*(
  state: State,
  key: string,
  name?: string | null,
  permissions: ReadonlyArray<string> = []
) {
  if (yield* Effect.isFailure(state.findRole(key))) {
    yield* state.addRole({ key, name: name ?? nameOfRole(key), permissions })
  }
})

const withoutUndefined = <A extends object>(fields: A): { readonly [K in keyof A]?: Exclude<A[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null)) as never
