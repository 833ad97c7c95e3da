/**
 * The users of an in-memory Clerk: one resource of the server, with its seed and snapshot.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Struct from "effect/Struct"
import { operations } from "../../operations/Users.ts"
import type { AddEvent } from "../events/Events.ts"
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
import * as User from "./handlers/User.ts"
import { insertSeed } from "./insertSeed.ts"
import { transformBody } from "./responseBody.ts"
import type { UserSeed } from "./Seed.ts"
import * as Sorting from "./Sorting.ts"
import * as State from "./State.ts"

export interface UsersResource extends UsersControl {
  readonly resource: Resource<typeof operations>
  readonly state: State.State
}

export const make = Effect.fnUntraced(function*(
  options: UsersOptions,
  counters: Counters,
  addEvent: AddEvent
): Effect.fn.Return<UsersResource> {
  const state = yield* State.make(Duration.decode(options.lockout ?? "1 hour"), counters, addEvent)
  return {
    state,
    resource: {
      prefix: "users",
      // The route without this method responds with 405.
      operations: options.createTOTP === true ? operations : Struct.omit(operations, "createTOTP") as typeof operations,
      transformBody,
      handlers: () =>
        Effect.as(Effect.zipRight(state.reset, insertAll(state, options.users ?? [])), {
          ...Billing.make(state),
          ...Identifications.make(state),
          ...List.make(state),
          ...Organizations.make(state),
          ...Password.make(state),
          ...ProfileImage.make(state),
          ...SecondFactors.make(state),
          ...TrustedDevices.make(state),
          ...User.make(state)
        })
    },
    seed: (users) => insertAll(state, users),
    snapshot: snapshot(state)
  }
})

const insertAll = (state: State.State, seeds: ReadonlyArray<UserSeed>) =>
  Effect.forEach(seeds, (seed, index) =>
    Effect.catchAll(insertSeed(state, seed), (error) =>
      Effect.dieMessage(
        `The user at ${index} cannot be seeded: ${
          error._tag === "ErrorResponse"
            ? error.errors.map((it) => `${it.code}, ${it.long_message}`).join("; ")
            : error.message
        }`
      )))

const snapshot = (state: State.State): Effect.Effect<Snapshot> =>
  Effect.gen(function*() {
    const accounts = (yield* state.all).toSorted(Sorting.make())
    return {
      users: yield* Effect.forEach(accounts, state.toUser),
      byUser: Object.fromEntries(accounts.map((account) => [account.user.id, {
        organizationMemberships: account.memberships,
        organizationInvitations: account.invitations,
        oauthAccessTokens: account.tokens,
        trustedDevices: account.trustedDevices,
        billingSubscription: account.subscription,
        billingCreditEntries: Array.from(account.creditEntries.values()),
        backupCodes: account.backupCodes.length
      }]))
    }
  })
