/** The invitations to an application. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream, TestClock } from "effect"
import { invitationOperations, Invitations } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { callsEveryOperation } from "../support/conformance/everyOperation.ts"
import { codesOf, failure, refusal } from "../support/wire.ts"
import { testOperations } from "../support/wireCases.ts"

const api = "https://api.clerk.com/v1"

const invitation = {
  object: "invitation",
  id: "inv_1",
  email_address: "ada@example.com",
  public_metadata: { plan: "pro" },
  revoked: false,
  status: "pending",
  url: "https://clerk.example.com/v1/tickets/accept?ticket=1",
  expires_at: 1738281600000,
  created_at: 1735689600000,
  updated_at: 1735689600000
}
const invitationRead = {
  object: "invitation",
  id: "inv_1",
  emailAddress: "ada@example.com",
  publicMetadata: { plan: "pro" },
  revoked: false,
  status: "pending",
  url: "https://clerk.example.com/v1/tickets/accept?ticket=1",
  expiresAt: "2025-01-31T00:00:00.000Z",
  createdAt: "2025-01-01T00:00:00.000Z",
  updatedAt: "2025-01-01T00:00:00.000Z"
}

testOperations<typeof invitationOperations>("invitations", {
  list: {
    call: Invitations.list({ status: "pending", query: "ada", orderBy: "-expires_at", limit: 2, offset: 4 }),
    sends: ["GET", `${api}/invitations?paginated=true&status=pending&query=ada&order_by=-expires_at&limit=2&offset=4`],
    answered: { data: [invitation], total_count: 5 },
    reads: { data: [invitationRead], totalCount: 5 },
    refused: [401, "clerk_key_invalid"]
  },
  create: {
    call: Invitations.create({
      emailAddress: "ada@example.com",
      publicMetadata: { plan: "pro" },
      redirectUrl: "https://app.example.com/welcome",
      notify: false,
      ignoreExisting: true,
      expiresInDays: 7,
      templateSlug: "waitlist_invitation"
    }),
    sends: [
      "POST",
      `${api}/invitations`,
      `{"email_address":"ada@example.com","public_metadata":{"plan":"pro"},` +
      `"redirect_url":"https://app.example.com/welcome","notify":false,"ignore_existing":true,"expires_in_days":7,` +
      `"template_slug":"waitlist_invitation"}`
    ],
    answered: invitation,
    reads: invitationRead,
    refused: [400, "duplicate_record"]
  },
  createBulk: {
    call: Invitations.createBulk({
      invitations: [{ emailAddress: "ada@example.com" }, { emailAddress: "bob@example.com", notify: false }]
    }),
    sends: [
      "POST",
      `${api}/invitations/bulk`,
      `[{"email_address":"ada@example.com"},{"email_address":"bob@example.com","notify":false}]`
    ],
    answered: [invitation],
    reads: [invitationRead],
    refused: [422, "form_identifier_exists"]
  },
  revoke: {
    call: Invitations.revoke({ invitationId: "inv_1" }),
    sends: ["POST", `${api}/invitations/inv_1/revoke`],
    answered: { ...invitation, status: "revoked", revoked: true },
    reads: { ...invitationRead, status: "revoked", revoked: true },
    refused: [400, "invitation_already_revoked"]
  }
})

const addresses = (filters?: Parameters<typeof Invitations.list>[0]) =>
  Effect.map(Invitations.list(filters), ({ data }) => data.map(({ emailAddress }) => emailAddress))

describe("Invitations.createBulk", () => {
  it.effect("names the invitation that is wrong, before anything is sent", () =>
    Effect.gen(function*() {
      const issuesOf = (invitations: ReadonlyArray<object>) =>
        Effect.map(
          failure(Invitations.createBulk({ invitations: invitations as never })),
          (reason) =>
            reason._tag === "InvalidRequest" && reason.issues.map(({ message, path }) => `${path}: ${message}`)
        )
      assert.deepStrictEqual(
        yield* issuesOf([{ emailAddress: "ada@example.com" }, { emailAddress: "bob@example.com", expiresInDays: 400 }]),
        ["invitations[1].expiresInDays: Expected a whole number from 1 to 365, got 400"]
      )
      assert.deepStrictEqual(yield* issuesOf([]), ["invitations: Expected 1 to 10 items"])
      assert.deepStrictEqual(
        yield* issuesOf(Array.from({ length: 11 }, (_, index) => ({ emailAddress: `user${index}@example.com` }))),
        ["invitations: Expected 1 to 10 items"]
      )
      assert.lengthOf(yield* ClerkTest.requests, 0)
    }).pipe(Effect.provide(ClerkTest.layer())))
})

describe("The in-memory Clerk", () => {
  it.effect("invites an e-mail address once, and none of a user, unless asked to", () =>
    Effect.gen(function*() {
      yield* ClerkTest.seed([{ emailAddress: ["ada@example.com"] }])
      yield* Invitations.create({ emailAddress: "bob@example.com" })
      assert.deepStrictEqual(yield* codesOf(Invitations.create({ emailAddress: "BOB@example.com" })), [
        400,
        "duplicate_record"
      ])
      assert.deepStrictEqual(yield* codesOf(Invitations.create({ emailAddress: "ada@example.com" })), [
        422,
        "form_identifier_exists"
      ])
      assert.deepStrictEqual(yield* codesOf(Invitations.create({ emailAddress: "ada" })), [
        422,
        "form_param_format_invalid"
      ])
      yield* Invitations.create({ emailAddress: "bob@example.com", ignoreExisting: true })
      yield* Invitations.create({ emailAddress: "ada@example.com", ignoreExisting: true })
      assert.deepStrictEqual(yield* addresses(), ["ada@example.com", "bob@example.com", "bob@example.com"])
    }).pipe(Effect.provide(ClerkTest.layer())))

  it.effect("creates all invitations of a list or none", () =>
    Effect.gen(function*() {
      yield* ClerkTest.seed([{ emailAddress: ["ada@example.com"] }])
      const bulk = (...emailAddresses: ReadonlyArray<string>) =>
        Invitations.createBulk({
          invitations: emailAddresses.map((emailAddress) => ({ emailAddress, ignoreExisting: true }))
        })
      assert.deepStrictEqual(yield* codesOf(bulk("bob@example.com", "ada@example.com")), [
        422,
        "form_identifier_exists"
      ])
      assert.deepStrictEqual(yield* codesOf(bulk("bob@example.com", "Bob@example.com")), [422, "form_param_duplicate"])
      assert.deepStrictEqual(yield* addresses(), [])
      assert.lengthOf(yield* bulk("bob@example.com", "cleo@example.com"), 2)
    }).pipe(Effect.provide(ClerkTest.layer())))

  it.effect("revokes an invitation once, and lists it only when asked to", () =>
    Effect.gen(function*() {
      const { id } = yield* Invitations.create({ emailAddress: "ada@example.com" })
      const { revoked, status } = yield* Invitations.revoke({ invitationId: id })
      assert.deepStrictEqual([status, revoked], ["revoked", true])
      assert.deepStrictEqual(yield* codesOf(Invitations.revoke({ invitationId: id })), [
        400,
        "invitation_already_revoked"
      ])
      assert.deepStrictEqual(yield* addresses(), [])
      assert.deepStrictEqual(yield* addresses({ status: "revoked" }), ["ada@example.com"])
      yield* Invitations.create({ emailAddress: "ada@example.com" })
    }).pipe(Effect.provide(ClerkTest.layer())))

  it.effect("lets an invitation expire with the clock, after which the e-mail address can be invited again", () =>
    Effect.gen(function*() {
      yield* Invitations.create({ emailAddress: "ada@example.com", expiresInDays: 1 })
      yield* TestClock.adjust("1 day")
      assert.deepStrictEqual(yield* addresses({ status: "expired" }), ["ada@example.com"])
      yield* Invitations.create({ emailAddress: "ada@example.com" })
      assert.deepStrictEqual(yield* addresses({ status: "pending" }), ["ada@example.com"])
    }).pipe(Effect.provide(ClerkTest.layer())))

  it.effect("searches and orders invitations, and returns all as a stream", () =>
    Effect.gen(function*() {
      yield* Invitations.create({ emailAddress: "bob@example.com", expiresInDays: 2 })
      yield* Invitations.create({ emailAddress: "ada@example.com", expiresInDays: 1 })
      yield* Invitations.create({ emailAddress: "cleo@example.org", expiresInDays: 3 })
      assert.deepStrictEqual(yield* addresses({ orderBy: "email_address", query: "@EXAMPLE.com" }), [
        "ada@example.com",
        "bob@example.com"
      ])
      assert.deepStrictEqual(yield* addresses({ orderBy: "-expires_at", limit: 1, offset: 1 }), ["bob@example.com"])
      assert.strictEqual(yield* Stream.runCount(Invitations.stream()), 3)
    }).pipe(Effect.provide(ClerkTest.layer())))

  it.effect("sends what Clerk's OpenAPI file allows, for every operation on invitations", () =>
    callsEveryOperation(
      "invitations",
      invitationOperations,
      Effect.gen(function*() {
        const { id } = yield* Invitations.create({ emailAddress: "ada@example.com", publicMetadata: { a: 1 } })
        yield* Invitations.createBulk({ invitations: [{ emailAddress: "bob@example.com", expiresInDays: 1 }] })
        yield* Invitations.list({ status: "pending", orderBy: "-created_at", query: "a" })
        yield* Invitations.revoke({ invitationId: id })
        yield* refusal(Invitations.revoke({ invitationId: id }))
        yield* refusal(Invitations.revoke({ invitationId: "inv_none" }))
      })
    ).pipe(Effect.provide(ClerkTest.layer())))
})
