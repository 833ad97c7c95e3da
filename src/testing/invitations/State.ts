/**
 * The invitations of an in-memory Clerk, which its allowlist and its waitlist also create.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { InvitationId } from "../../Schema/Ids.ts"
import { Invitation, type NewInvitation } from "../../Schema/Invitation.ts"
import type { JsonObject } from "../../Schema/wire/Json.ts"
import * as Collection from "../server/Collection.ts"
import type { Counters } from "../server/Counters.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { now as currentTime } from "../server/now.ts"
import * as Rules from "../users/Rules.ts"
import type { State as Users } from "../users/State.ts"

export interface State {
  /** All invitations as they are at this moment, the newest first. */
  readonly all: Effect.Effect<ReadonlyArray<Invitation>>
  /** The invitation with an id as it is at this moment, or 404. */
  readonly find: (id: string) => Effect.Effect<Invitation, ErrorResponse.ErrorResponse>
  /** Creates an invitation. Fails when the e-mail address is malformed, has a pending invitation or belongs to a user. */
  readonly create: (input: NewInvitation) => Effect.Effect<Invitation, ErrorResponse.ErrorResponse>
  /** Creates all invitations or none. `ignoreExisting` does not allow the e-mail addresses of users. */
  readonly createBulk: (
    inputs: ReadonlyArray<NewInvitation>
  ) => Effect.Effect<ReadonlyArray<Invitation>, ErrorResponse.ErrorResponse>
  /** Stores a changed invitation. */
  readonly put: (invitation: Invitation) => Effect.Effect<Invitation>
  readonly reset: Effect.Effect<void>
}

export const make = (counters: Counters, users: Users): Effect.Effect<State> =>
  Effect.map(Collection.make<Invitation>(), (invitations) => {
    const all = Effect.zipWith(
      invitations.all,
      currentTime,
      (all, now) => all.toReversed().map((invitation) => at(invitation, now))
    )

    const belongsToUser = (emailAddress: string) =>
      Effect.map(
        users.all,
        (accounts) =>
          accounts.some(({ user }) => user.emailAddresses.some((own) => isSame(own.emailAddress, emailAddress)))
      )

    const check = Effect.fnUntraced(function*({ emailAddress, ignoreExisting }: NewInvitation, allowUsers: boolean) {
      yield* ErrorResponse.failIfAny(Rules.identifiers("email_address", [emailAddress]))
      if (!(ignoreExisting && allowUsers) && (yield* belongsToUser(emailAddress))) {
        return yield* ErrorResponse.ofParam("form_identifier_exists", "email_address")
      }
      const isPending = (yield* all).some((it) => it.status === "pending" && isSame(it.emailAddress, emailAddress))
      if (!ignoreExisting && isPending) {
        return yield* ErrorResponse.ofCode("duplicate_record", { email_addresses: [emailAddress] })
      }
    })

    const add = Effect.fnUntraced(function*({ emailAddress, expiresInDays, publicMetadata }: NewInvitation) {
      const now = yield* currentTime
      const id = InvitationId.make(yield* counters.nextId("inv"))
      return yield* invitations.put(
        new Invitation({
          id,
          emailAddress,
          publicMetadata: (publicMetadata ?? {}) as JsonObject,
          status: "pending",
          url: `https://clerk.in-memory.test/v1/tickets/accept?ticket=${id}`,
          expiresAt: DateTime.add(now, { days: expiresInDays ?? 30 }),
          createdAt: now,
          updatedAt: now
        })
      )
    })

    return {
      all,
      put: invitations.put,
      find: (id) => Effect.zipWith(invitations.find(id), currentTime, at),
      create: (input) => Effect.zipRight(check(input, true), add(input)),

      createBulk: Effect.fnUntraced(function*(inputs) {
        const addresses = inputs.map(({ emailAddress }) => emailAddress.toLowerCase())
        if (new Set(addresses).size < addresses.length) {
          return yield* ErrorResponse.ofParam("form_param_duplicate", "email_address")
        }
        yield* Effect.forEach(inputs, (input) => check(input, false), { discard: true })
        return yield* Effect.forEach(inputs, add)
      }),

      reset: invitations.removeWhere(() => true)
    }
  })

const isSame = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase()

/** A pending invitation expires with the clock. */
const at = (invitation: Invitation, now: DateTime.Utc): Invitation =>
  invitation.status === "pending" && invitation.expiresAt !== null &&
    DateTime.greaterThanOrEqualTo(now, invitation.expiresAt)
    ? new Invitation({ ...invitation, status: "expired" }, true)
    : invitation
