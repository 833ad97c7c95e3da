/**
 * The allowlist of an in-memory Clerk.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { operations } from "../../operations/AllowlistIdentifiers.ts"
import { AllowlistIdentifier } from "../../Schema/AllowlistIdentifier.ts"
import { DeletedObject } from "../../Schema/DeletedObject.ts"
import { AllowlistIdentifierId } from "../../Schema/Ids.ts"
import type { Instance } from "../Instance.ts"
import * as Collection from "../server/Collection.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { now as currentTime } from "../server/now.ts"
import { page } from "../server/page.ts"
import type { Resource } from "../server/Resource.ts"
import { listUnlessPaginated, omitEmptyKeys } from "../server/ResponseEncoder.ts"
import { identifierTypeOf } from "./identifierType.ts"

export const make = ({ counters, invitations }: Instance): Resource<typeof operations> => ({
  prefix: "allowlistIdentifiers",
  operations,
  transformBody: (body, context) => listUnlessPaginated(omit(body), context),
  handlers: () =>
    Effect.map(Collection.make<AllowlistIdentifier>(), (entries) => ({
      list: (paging = {}) =>
        Effect.map(entries.all, (all) => ({ data: page(all.toReversed(), paging), totalCount: all.length })),

      create: Effect.fnUntraced(function*({ identifier, notify }) {
        if ((yield* entries.all).some((entry) => entry.identifier === identifier)) {
          return yield* ErrorResponse.ofCode("duplicate_record")
        }
        const now = yield* currentTime
        // An e-mail address of a user is not invited.
        const invitation = notify === true && identifierTypeOf(identifier) === "email_address" &&
            !identifier.includes("*")
          ? yield* Effect.option(invitations.create({ emailAddress: identifier }))
          : Option.none()
        return yield* entries.put(
          new AllowlistIdentifier({
            id: AllowlistIdentifierId.make(yield* counters.nextId("alid")),
            object: "allowlist_identifier",
            identifier,
            identifierType: identifierTypeOf(identifier),
            instanceId: "ins_in_memory",
            invitationId: Option.getOrNull(Option.map(invitation, ({ id }) => id)),
            createdAt: now,
            updatedAt: now
          })
        )
      }),

      delete: ({ identifierId }) =>
        Effect.map(entries.remove(identifierId), ({ id }) =>
          new DeletedObject({
            object: "allowlist_identifier",
            id,
            deleted: true
          }))
    }))
})

const omit = omitEmptyKeys({
  byKey: new Map(),
  byObject: new Map(Object.entries({ allowlist_identifier: ["invitation_id"] })),
  isOpaque: () => false
})
