/**
 * Accepts an invitation, which users do in the front end.
 */
import * as Effect from "effect/Effect"
import { OrganizationInvitation } from "../../Schema/OrganizationInvitation.ts"
import { now as currentTime } from "../server/now.ts"
import type { State as Users } from "../users/State.ts"
import { addMembership } from "./addMembership.ts"
import type { State } from "./State.ts"

export const acceptInvitation = Effect.fnUntraced(
  function*(state: State, users: Users, invitationId: string) {
    const views = yield* state.views
    const stored = views.invitations.find(({ id }) => id === invitationId)
    if (stored === undefined) {
      return yield* Effect.fail("there is none with that id")
    }
    const { emailAddress, privateMetadata, publicMetadata, role, status } = views.invitation(stored)
    if (status !== "pending") {
      return yield* Effect.fail(`it is ${status}`)
    }
    const account = (yield* users.all).find(({ user }) =>
      views.invitationsOf(user).some(({ id }) => id === invitationId)
    )
    if (account === undefined) {
      return yield* Effect.fail(`no user has the e-mail address ${emailAddress}`)
    }
    const { organizationId } = stored
    const userId = account.user.id
    if (views.membershipsOf(userId).some((it) => it.organizationId === organizationId)) {
      return yield* Effect.fail("the user is a member already")
    }
    const added = yield* addMembership(state, { organizationId, userId, role, publicMetadata, privateMetadata })
    const now = yield* currentTime
    yield* state.invitations.put({
      ...stored,
      userId,
      invitation: new OrganizationInvitation({ ...stored.invitation, status: "accepted", updatedAt: now }, true)
    })
    return (yield* state.views).membership(added)
  },
  Effect.catchAll((reason) => Effect.dieMessage(`The organization invitation cannot be accepted: ${reason}.`))
)
