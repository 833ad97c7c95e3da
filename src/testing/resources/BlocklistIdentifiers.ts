/**
 * The blocklist of an in-memory Clerk.
 */
import * as Effect from "effect/Effect"
import { operations } from "../../operations/BlocklistIdentifiers.ts"
import { BlocklistIdentifier } from "../../Schema/BlocklistIdentifier.ts"
import { DeletedObject } from "../../Schema/DeletedObject.ts"
import { BlocklistIdentifierId } from "../../Schema/Ids.ts"
import type { Instance } from "../Instance.ts"
import * as Collection from "../server/Collection.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { now as currentTime } from "../server/now.ts"
import type { Resource } from "../server/Resource.ts"
import { omitEmptyKeys } from "../server/ResponseEncoder.ts"
import { identifierTypeOf } from "./identifierType.ts"

export const make = ({ counters }: Instance): Resource<typeof operations> => ({
  prefix: "blocklistIdentifiers",
  operations,
  transformBody: omit,
  handlers: () =>
    Effect.map(Collection.make<BlocklistIdentifier>(), (entries) => ({
      list: () => Effect.map(entries.all, (all) => ({ data: all.toReversed(), totalCount: all.length })),

      create: Effect.fnUntraced(function*({ identifier }) {
        if ((yield* entries.all).some((entry) => entry.identifier === identifier)) {
          return yield* ErrorResponse.ofCode("duplicate_record")
        }
        const now = yield* currentTime
        return yield* entries.put(
          new BlocklistIdentifier({
            id: BlocklistIdentifierId.make(yield* counters.nextId("blid")),
            object: "blocklist_identifier",
            identifier,
            identifierType: identifierTypeOf(identifier),
            instanceId: "ins_in_memory",
            createdAt: now,
            updatedAt: now
          })
        )
      }),

      delete: ({ identifierId }) =>
        Effect.map(entries.remove(identifierId), ({ id }) =>
          new DeletedObject({
            object: "blocklist_identifier",
            id,
            deleted: true
          }))
    }))
})

const omit = omitEmptyKeys({
  byKey: new Map(),
  byObject: new Map(Object.entries({ blocklist_identifier: [] })),
  isOpaque: () => false
})
