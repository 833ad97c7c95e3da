/**
 * The actor tokens of an in-memory Clerk. No sign-in uses them, so they stay pending until they are revoked or expire.
 */
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { operations } from "../../operations/ActorTokens.ts"
import { ActorToken, CreatedActorToken } from "../../Schema/ActorToken.ts"
import { ActorTokenId } from "../../Schema/Ids.ts"
import type { Instance } from "../Instance.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { now as currentTime } from "../server/now.ts"
import type { Resource } from "../server/Resource.ts"
import * as Tickets from "./tickets.ts"

export const make = ({ counters, users }: Instance): Resource<typeof operations> => ({
  prefix: "actorTokens",
  operations,
  transformBody: Tickets.omit,
  handlers: () =>
    Effect.map(
      Tickets.make<ActorToken>(users, "actor_token_cannot_be_revoked_code"),
      (tickets) => ({
        create: Effect.fnUntraced(function*({ actor, expiresInSeconds = 3600, userId }) {
          const { user } = yield* Effect.mapError(
            users.find(userId),
            () => ErrorResponse.ofParam("form_resource_not_found", "user_id")
          )
          const id = ActorTokenId.make(yield* counters.nextId("act"))
          const now = yield* currentTime
          const token = {
            id,
            object: "actor_token",
            status: "pending",
            userId: user.id,
            actor,
            createdAt: now,
            updatedAt: now
          } as const
          yield* tickets.put(new ActorToken({ ...token, token: null, url: null }), expiresInSeconds)
          const ticket = Tickets.ticketOf(id)
          return new CreatedActorToken({
            ...token,
            token: Redacted.make(ticket),
            url: Redacted.make(Tickets.urlOf(ticket))
          })
        }),

        revoke: ({ actorTokenId }) =>
          tickets.revoke(actorTokenId, (token, now) => new ActorToken({ ...token, status: "revoked", updatedAt: now }))
      })
    )
})
