/**
 * The invitations of an in-memory Clerk.
 */
import * as Effect from "effect/Effect"
import { operations } from "../../operations/Invitations.ts"
import { Invitation } from "../../Schema/Invitation.ts"
import type { Instance } from "../Instance.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { now as currentTime } from "../server/now.ts"
import { page } from "../server/page.ts"
import type { Resource } from "../server/Resource.ts"
import { listUnlessPaginated } from "../server/ResponseEncoder.ts"
import { sorted } from "../server/sorted.ts"

export const make = ({ invitations }: Instance): Resource<typeof operations> => ({
  prefix: "invitations",
  operations,
  transformBody: listUnlessPaginated,
  handlers: () =>
    Effect.as(invitations.reset, {
      list: ({ orderBy = "-created_at", query = "", status, ...paging } = {}) =>
        Effect.map(invitations.all, (all) => {
          const found = all.filter((invitation) =>
            (status === undefined ? invitation.status !== "revoked" : invitation.status === status) &&
            [invitation.id, invitation.emailAddress].some((text) => text.toLowerCase().includes(query.toLowerCase()))
          )
          const inOrder = sorted(found, orderBy, {
            created_at: ({ createdAt }) => createdAt,
            email_address: ({ emailAddress }) => emailAddress,
            expires_at: ({ expiresAt }) => expiresAt
          })
          return { data: page(inOrder, paging), totalCount: found.length }
        }),

      create: (input) => invitations.create(input),

      createBulk: (input) => invitations.createBulk(input.invitations),

      revoke: Effect.fnUntraced(function*({ invitationId }) {
        const invitation = yield* invitations.find(invitationId)
        if (invitation.status === "accepted") {
          return yield* ErrorResponse.ofCode("invitation_already_accepted")
        }
        if (invitation.status === "revoked") {
          return yield* ErrorResponse.ofCode("invitation_already_revoked")
        }
        return yield* invitations.put(
          new Invitation({ ...invitation, status: "revoked", revoked: true, updatedAt: yield* currentTime }, true)
        )
      })
    })
})
