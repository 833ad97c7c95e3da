/**
 * The users of an in-memory Clerk: one resource of the server, with its seed and snapshot.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Struct from "effect/Struct"
import { operations } from "../../operations/Users.ts"
import type { User } from "../../Schema/User.ts"
import type { AddEvent } from "../events/Events.ts"
import type { OrganizationsOptions } from "../organizations/Control.ts"
import * as OrganizationSeeds from "../organizations/insertSeed.ts"
import * as OrganizationsState from "../organizations/State.ts"
import type { Counters } from "../server/Counters.ts"
import type { Resource } from "../server/Resource.ts"
import type { Snapshot, UsersControl, UsersOptions } from "./Control.ts"
import * as Billing from "./handlers/Billing.ts"
import * as Identifications from "./handlers/Identifications.ts"
import * as List from "./handlers/List.ts"
import * as Organizations from "./handlers/Organizations.ts"
import * as Password from "./handlers/Password.ts"
import * as ProfileImage from "./handlers/ProfileImage.ts"
import * as SecondFactors from "./handlers/SecondFactors.ts"
import * as TrustedDevices from "./handlers/TrustedDevices.ts"
import * as UserHandlers from "./handlers/User.ts"
import { insertSeed } from "./insertSeed.ts"
import { reads } from "./reads.ts"
import { transformBody } from "./responseBody.ts"
import type { UserSeed } from "./Seed.ts"
import * as Sorting from "./Sorting.ts"
import * as State from "./State.ts"

export interface UsersResource extends UsersControl {
  readonly resource: Resource<typeof operations>
  readonly state: State.State
  readonly organizations: OrganizationsState.State
  /** The newest users in which a text occurs, and the number of all of them. */
  readonly find: (text: string, limit: number) => Effect.Effect<Found>
}

export interface Found {
  readonly users: ReadonlyArray<User>
  readonly total: number
}

export const make = Effect.fnUntraced(function*(
  options: UsersOptions & OrganizationsOptions,
  counters: Counters,
  addEvent: AddEvent
): Effect.fn.Return<UsersResource> {
  const state = yield* State.make(Duration.decode(options.lockout ?? "1 hour"), counters, addEvent)
  const organizations = yield* OrganizationsState.make(state, counters)
  const insert = insertAll(state, organizations)
  const lists = List.make(state, organizations)
  return {
    state,
    organizations,
    resource: {
      prefix: "users",
      // The route without this method responds with 405.
      operations: options.createTOTP === true ? operations : Struct.omit(operations, "createTOTP") as typeof operations,
      reads,
      transformBody,
      handlers: () =>
        Effect.as(
          Effect.all([
            state.reset,
            organizations.reset,
            OrganizationSeeds.insertAll(organizations, options.organizations ?? []),
            insert(options.users ?? [])
          ]),
          {
            ...Billing.make(state),
            ...Identifications.make(state),
            ...lists,
            ...Organizations.make(state, organizations),
            ...Password.make(state),
            ...ProfileImage.make(state),
            ...SecondFactors.make(state),
            ...TrustedDevices.make(state),
            ...UserHandlers.make(state)
          }
        )
    },
    seed: insert,
    find: (text, limit) => {
      const filter = text === "" ? {} : { query: text }
      return Effect.all({
        users: lists.list({ ...filter, limit }),
        total: Effect.map(lists.count(filter), ({ totalCount }) => totalCount)
      }).pipe(Effect.orDie)
    },
    snapshot: snapshot(state, organizations)
  }
})

const insertAll = (state: State.State, organizations: OrganizationsState.State) => (seeds: ReadonlyArray<UserSeed>) =>
  Effect.forEach(
    seeds,
    (seed, index) =>
      Effect.catchAll(insertSeed(state, organizations, seed), (error) =>
        Effect.dieMessage(
          `The user at ${index} cannot be seeded: ${
            error._tag === "ErrorResponse"
              ? error.errors.map((it) => `${it.code}, ${it.long_message}`).join("; ")
              : error.message
          }`
        ))
  )

const snapshot = (state: State.State, organizations: OrganizationsState.State): Effect.Effect<Snapshot> =>
  Effect.gen(function*() {
    const views = yield* organizations.views
    const accounts = (yield* state.all).toSorted(Sorting.make())
    return {
      users: yield* Effect.forEach(accounts, state.toUser),
      byUser: Object.fromEntries(accounts.map((account) => [account.user.id, {
        organizationMemberships: views.membershipsOf(account.user.id).map(views.membership),
        organizationInvitations: views.invitationsOf(account.user).map(views.invitationWithOrganization),
        oauthAccessTokens: account.tokens,
        trustedDevices: account.trustedDevices,
        billingSubscription: account.subscription,
        billingCreditEntries: Array.from(account.creditEntries.values()),
        backupCodes: account.backupCodes.length
      }]))
    }
  })
