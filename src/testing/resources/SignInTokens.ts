/**
 * The sign-in tokens of an in-memory Clerk. No sign-in uses them, so they stay pending until they are revoked or expire.
 */
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { operations } from "../../operations/SignInTokens.ts"
import { SignInTokenId } from "../../Schema/Ids.ts"
import { CreatedSignInToken, SignInToken } from "../../Schema/SignInToken.ts"
import type { Instance } from "../Instance.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { now as currentTime } from "../server/now.ts"
import type { Resource } from "../server/Resource.ts"
import * as Tickets from "./tickets.ts"

export const make = ({ counters, organizations, users }: Instance): Resource<typeof operations> => ({
  prefix: "signInTokens",
  operations,
  transformBody: Tickets.omit,
  handlers: () =>
    Effect.map(
      Tickets.make<SignInToken>(users, "sign_in_token_cannot_be_revoked_code"),
      (tickets) => ({
        create: Effect.fnUntraced(function*({ expiresInSeconds, orgId, userId }) {
          const { user } = yield* users.find(userId)
          const { membershipsOf } = yield* organizations.views
          if (orgId && !membershipsOf(userId).some(({ organizationId }) => organizationId === orgId)) {
            return yield* ErrorResponse.ofParam("form_resource_not_found", "org_id")
          }
          const id = SignInTokenId.make(yield* counters.nextId("sit"))
          const now = yield* currentTime
          const token = {
            id,
            object: "sign_in_token",
            status: "pending",
            userId: user.id,
            createdAt: now,
            updatedAt: now
          } as const
          yield* tickets.put(new SignInToken({ ...token, token: null, url: null }), expiresInSeconds ?? 2_592_000)
          const ticket = Tickets.ticketOf(id)
          return new CreatedSignInToken({
            ...token,
            token: Redacted.make(ticket),
            url: Redacted.make(Tickets.urlOf(ticket))
          })
        }),

        revoke: ({ signInTokenId }) =>
          tickets.revoke(
            signInTokenId,
            (token, now) => new SignInToken({ ...token, status: "revoked", updatedAt: now })
          )
      })
    )
})
