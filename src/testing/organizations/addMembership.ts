/**
 * Makes a user a member of an organization.
 */
import * as Effect from "effect/Effect"
import { OrganizationMembershipId } from "../../Schema/Ids.ts"
import { OrganizationMembership } from "../../Schema/OrganizationMembership.ts"
import type { JsonObject } from "../../Schema/wire/Json.ts"
import { now as currentTime } from "../server/now.ts"
import type { State } from "./State.ts"
import type { StoredMembership } from "./Stored.ts"

export interface NewMembership {
  readonly organizationId: string
  readonly userId: string
  readonly role: string
  readonly publicMetadata?: JsonObject
  readonly privateMetadata?: JsonObject
}

/** Stores a membership. It checks no rules. */
export const addMembership = Effect.fnUntraced(function*(
  state: State,
  { organizationId, privateMetadata = {}, publicMetadata = {}, role, userId }: NewMembership
): Effect.fn.Return<StoredMembership> {
  const id = OrganizationMembershipId.make(yield* state.nextId("orgmem"))
  const now = yield* currentTime
  return yield* state.memberships.put({
    id,
    organizationId,
    userId,
    membership: new OrganizationMembership({
      id,
      role,
      publicMetadata,
      privateMetadata,
      createdAt: now,
      updatedAt: now
    }),
    seeded: {}
  })
})
