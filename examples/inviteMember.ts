import { Effect } from "effect"
import { OrganizationInvitations, OrganizationMemberships, Users } from "effect-clerk"

// Makes someone an administrator: a user with the address becomes a member at once, anyone else is invited.
export const addAdministrator = Effect.fn("addAdministrator")(
  function*(organizationId: string, emailAddress: string, inviterUserId: string) {
    const [user] = yield* Users.list({ emailAddress: [emailAddress], limit: 1 })
    if (user === undefined) {
      yield* OrganizationInvitations.create({ organizationId, emailAddress, inviterUserId, role: "org:admin" })
      return "invited"
    }
    yield* OrganizationMemberships.create({ organizationId, userId: user.id, role: "org:admin" })
    return "added"
  }
)
