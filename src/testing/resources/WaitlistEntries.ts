/**
 * The waitlist of an in-memory Clerk.
 */
import * as Effect from "effect/Effect"
import { operations } from "../../operations/WaitlistEntries.ts"
import { DeletedObject } from "../../Schema/DeletedObject.ts"
import { WaitlistEntryId } from "../../Schema/Ids.ts"
import { type NewWaitlistEntry, WaitlistEntry } from "../../Schema/WaitlistEntry.ts"
import type { Instance } from "../Instance.ts"
import * as Collection from "../server/Collection.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { now as currentTime } from "../server/now.ts"
import { page } from "../server/page.ts"
import type { Resource } from "../server/Resource.ts"
import { omitEmptyKeys } from "../server/ResponseEncoder.ts"
import { sorted } from "../server/sorted.ts"
import * as Rules from "../users/Rules.ts"

export const make = ({ counters, invitations }: Instance): Resource<typeof operations> => ({
  prefix: "waitlistEntries",
  operations,
  transformBody: omitEmptyKeys({ byKey: new Map(), byObject: new Map(), isOpaque: (key) => key === "invitation" }),
  handlers: () =>
    Effect.map(Collection.make<WaitlistEntry>(), (entries) => {
      const create = Effect.fnUntraced(function*({ emailAddress }: NewWaitlistEntry) {
        yield* ErrorResponse.failIfAny(Rules.identifiers("email_address", [emailAddress]))
        const existing = (yield* entries.all).find((entry) => isSame(entry.emailAddress, emailAddress))
        const now = yield* currentTime
        return existing ?? (yield* entries.put(
          new WaitlistEntry({
            id: WaitlistEntryId.make(yield* counters.nextId("wle")),
            emailAddress,
            status: "pending",
            createdAt: now,
            updatedAt: now
          })
        ))
      })

      /** An entry that does not have one of the statuses. */
      const findUnless = Effect.fnUntraced(function*(id: string, statuses: ReadonlyArray<keyof typeof already>) {
        const entry = yield* entries.find(id)
        const status = statuses.find((status) => status === entry.status)
        return status === undefined ? entry : yield* ErrorResponse.ofCode(already[status])
      })

      const update = Effect.fnUntraced(
        function*(entry: WaitlistEntry, changes: Partial<Pick<WaitlistEntry, "status" | "invitation">>) {
          return yield* entries.put(new WaitlistEntry({ ...entry, ...changes, updatedAt: yield* currentTime }, true))
        }
      )

      return {
        list: ({ orderBy = "-created_at", query = "", status, ...paging } = {}) =>
          Effect.map(entries.all, (all) => {
            const found = all.toReversed().filter((entry) =>
              (status === undefined || entry.status === status) &&
              [entry.id, entry.emailAddress].some((text) => text.toLowerCase().includes(query.toLowerCase()))
            )
            const inOrder = sorted(found, orderBy, {
              created_at: ({ createdAt }) => createdAt,
              email_address: ({ emailAddress }) => emailAddress,
              invited_at: ({ invitation }) => invitation?.createdAt ?? null
            })
            return { data: page(inOrder, paging), totalCount: found.length }
          }),

        create: (input) => create(input),

        createBulk: Effect.fnUntraced(function*(input) {
          const addresses = input.entries.map(({ emailAddress }) => emailAddress.toLowerCase())
          if (new Set(addresses).size < addresses.length) {
            return yield* ErrorResponse.ofParam("form_param_duplicate", "email_address")
          }
          yield* ErrorResponse.failIfAny(Rules.identifiers("email_address", addresses))
          return yield* Effect.forEach(input.entries, create)
        }),

        delete: Effect.fnUntraced(function*({ waitlistEntryId }) {
          const { id } = yield* findUnless(waitlistEntryId, ["invited", "completed", "rejected"])
          yield* entries.remove(id)
          return new DeletedObject({ object: "waitlist_entry", id, deleted: true })
        }),

        invite: Effect.fnUntraced(function*({ ignoreExisting, waitlistEntryId }) {
          const entry = yield* findUnless(waitlistEntryId, ["invited", "completed"])
          const { emailAddress } = entry
          const invitation = yield* invitations.create({ emailAddress, ignoreExisting })
          return yield* update(entry, { status: "invited", invitation })
        }),

        reject: ({ waitlistEntryId }) =>
          Effect.flatMap(
            findUnless(waitlistEntryId, ["rejected", "completed"]),
            (entry) => update(entry, { status: "rejected" })
          )
      }
    })
})

const already = {
  invited: "waitlist_entry_already_invited",
  completed: "waitlist_entry_already_completed",
  rejected: "waitlist_entry_already_rejected"
} as const

const isSame = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase()
