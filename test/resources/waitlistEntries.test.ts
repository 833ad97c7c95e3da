/** The waitlist of an application. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream, TestClock } from "effect"
import { Invitations, WaitlistEntries, waitlistEntryOperations } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { callsEveryOperation } from "../support/conformance/everyOperation.ts"
import { codesOf, refusal } from "../support/wire.ts"
import { deleted, testOperations } from "../support/wireCases.ts"

const api = "https://api.clerk.com/v1"

const entry = {
  object: "waitlist_entry",
  id: "wle_1",
  email_address: "ada@example.com",
  status: "invited",
  is_locked: false,
  created_at: 1735689600000,
  updated_at: 1735689600000,
  invitation: { object: "invitation", id: "inv_1", email_address: "ada@example.com", status: "pending" }
}
const entryRead = {
  object: "waitlist_entry",
  id: "wle_1",
  emailAddress: "ada@example.com",
  status: "invited",
  isLocked: false,
  invitation: {
    object: "invitation",
    id: "inv_1",
    emailAddress: "ada@example.com",
    publicMetadata: {},
    revoked: false,
    status: "pending",
    url: null,
    expiresAt: null,
    createdAt: null,
    updatedAt: null
  },
  createdAt: "2025-01-01T00:00:00.000Z",
  updatedAt: "2025-01-01T00:00:00.000Z"
}

testOperations<typeof waitlistEntryOperations>("waitlistEntries", {
  list: {
    call: WaitlistEntries.list({ query: "ada", status: "invited", orderBy: "-invited_at", limit: 2, offset: 4 }),
    sends: ["GET", `${api}/waitlist_entries?query=ada&status=invited&order_by=-invited_at&limit=2&offset=4`],
    answered: { data: [entry], total_count: 5 },
    reads: { data: [entryRead], totalCount: 5 },
    refused: [401, "clerk_key_invalid"]
  },
  create: {
    call: WaitlistEntries.create({ emailAddress: "ada@example.com", notify: false }),
    sends: ["POST", `${api}/waitlist_entries`, `{"email_address":"ada@example.com","notify":false}`],
    answered: entry,
    reads: entryRead,
    refused: [422, "form_param_format_invalid"]
  },
  createBulk: {
    call: WaitlistEntries.createBulk({ entries: [{ emailAddress: "ada@example.com" }] }),
    sends: ["POST", `${api}/waitlist_entries/bulk`, `[{"email_address":"ada@example.com"}]`],
    answered: [entry],
    reads: [entryRead],
    refused: [422, "form_param_duplicate"]
  },
  delete: {
    call: WaitlistEntries.delete({ waitlistEntryId: "wle_1" }),
    sends: ["DELETE", `${api}/waitlist_entries/wle_1`],
    ...deleted("waitlist_entry", "wle_1"),
    refused: [409, "waitlist_entry_already_invited"]
  },
  invite: {
    call: WaitlistEntries.invite({ waitlistEntryId: "wle_1", ignoreExisting: true }),
    sends: ["POST", `${api}/waitlist_entries/wle_1/invite`, `{"ignore_existing":true}`],
    answered: entry,
    reads: entryRead,
    refused: [409, "waitlist_entry_already_completed"]
  },
  reject: {
    call: WaitlistEntries.reject({ waitlistEntryId: "wle_1" }),
    sends: ["POST", `${api}/waitlist_entries/wle_1/reject`],
    answered: { ...entry, status: "rejected" },
    reads: { ...entryRead, status: "rejected" },
    refused: [409, "waitlist_entry_locked"]
  }
})

describe("The in-memory Clerk", () => {
  it.effect("puts an e-mail address on the waitlist once", () =>
    Effect.gen(function*() {
      const first = yield* WaitlistEntries.create({ emailAddress: "ada@example.com" })
      const again = yield* WaitlistEntries.create({ emailAddress: "ADA@example.com" })
      assert.strictEqual(again.id, first.id)
      yield* TestClock.adjust("1 second")
      const [known, added] = yield* WaitlistEntries.createBulk({
        entries: [{ emailAddress: "ada@example.com" }, { emailAddress: "bob@example.com" }]
      })
      assert.strictEqual(known?.id, first.id)
      const newestFirst = yield* Stream.runCollect(WaitlistEntries.stream())
      assert.deepStrictEqual(Array.from(newestFirst, ({ id }) => id), [added?.id, first.id])
      const found = yield* WaitlistEntries.list({ query: "bob", orderBy: "email_address" })
      assert.strictEqual(found.totalCount, 1)
      assert.deepStrictEqual(
        yield* codesOf(WaitlistEntries.createBulk({
          entries: [{ emailAddress: "cleo@example.com" }, { emailAddress: "Cleo@example.com" }]
        })),
        [422, "form_param_duplicate"]
      )
      assert.deepStrictEqual(yield* codesOf(WaitlistEntries.create({ emailAddress: "cleo" })), [
        422,
        "form_param_format_invalid"
      ])
    }).pipe(Effect.provide(ClerkTest.layer())))

  it.effect("invites the e-mail address of an entry, which cannot be deleted then", () =>
    Effect.gen(function*() {
      const { id } = yield* WaitlistEntries.create({ emailAddress: "ada@example.com" })
      const { invitation, status } = yield* WaitlistEntries.invite({ waitlistEntryId: id })
      assert.strictEqual(status, "invited")
      assert.deepStrictEqual((yield* Invitations.list()).data.map(({ id }) => id), [invitation!.id])
      assert.deepStrictEqual(yield* codesOf(WaitlistEntries.invite({ waitlistEntryId: id })), [
        409,
        "waitlist_entry_already_invited"
      ])
      assert.deepStrictEqual(yield* codesOf(WaitlistEntries.delete({ waitlistEntryId: id })), [
        409,
        "waitlist_entry_already_invited"
      ])
      assert.strictEqual((yield* WaitlistEntries.list({ status: "invited" })).totalCount, 1)
    }).pipe(Effect.provide(ClerkTest.layer())))

  it.effect("rejects an entry once, and invites none of a user unless asked to", () =>
    Effect.gen(function*() {
      yield* ClerkTest.seed([{ emailAddress: ["ada@example.com"] }])
      const { id } = yield* WaitlistEntries.create({ emailAddress: "ada@example.com" })
      assert.deepStrictEqual(yield* codesOf(WaitlistEntries.invite({ waitlistEntryId: id })), [
        422,
        "form_identifier_exists"
      ])
      yield* WaitlistEntries.reject({ waitlistEntryId: id })
      assert.deepStrictEqual(yield* codesOf(WaitlistEntries.reject({ waitlistEntryId: id })), [
        409,
        "waitlist_entry_already_rejected"
      ])
      yield* WaitlistEntries.invite({ waitlistEntryId: id, ignoreExisting: true })
    }).pipe(Effect.provide(ClerkTest.layer())))

  it.effect("sends what Clerk's OpenAPI file allows, for every operation on the waitlist", () =>
    callsEveryOperation(
      "waitlistEntries",
      waitlistEntryOperations,
      Effect.gen(function*() {
        const { id } = yield* WaitlistEntries.create({ emailAddress: "ada@example.com", notify: false })
        const [bob, cleo] = yield* WaitlistEntries.createBulk({
          entries: [{ emailAddress: "bob@example.com" }, { emailAddress: "cleo@example.com" }]
        })
        yield* WaitlistEntries.invite({ waitlistEntryId: id })
        yield* WaitlistEntries.reject({ waitlistEntryId: bob!.id })
        yield* WaitlistEntries.delete({ waitlistEntryId: cleo!.id })
        yield* WaitlistEntries.list({ status: "invited", orderBy: "-invited_at" })
        yield* refusal(WaitlistEntries.delete({ waitlistEntryId: cleo!.id }))
      })
    ).pipe(Effect.provide(ClerkTest.layer())))
})
