/** Invitations to organizations: literal requests and responses, and the behaviour of the in-memory Clerk. */
import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, Exit, Stream, TestClock } from "effect"
import {
  organizationInvitationOperations,
  OrganizationInvitations,
  OrganizationMemberships,
  Organizations,
  SDKError,
  Users
} from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { callsEveryOperation } from "../support/conformance/everyOperation.ts"
import { refusal } from "../support/wire.ts"
import { testOperations } from "../support/wireCases.ts"
import { invitation, invitationRead } from "./organizationFixtures.ts"

const api = "https://api.clerk.com/v1/organizations/org_1/invitations"
const organizationId = "org_1"
const invitationId = "orginv_1"
const emailAddress = "bob@example.com"
const one = { answered: invitation, reads: invitationRead }
const page = {
  answered: { data: [invitation], total_count: 3 },
  reads: { data: [invitationRead], totalCount: 3 }
}

testOperations<typeof organizationInvitationOperations>("organizationInvitations", {
  create: {
    call: OrganizationInvitations.create({
      organizationId,
      emailAddress,
      role: "org:member",
      inviterUserId: "user_1",
      expiresInDays: 7,
      notify: false,
      publicMetadata: { deskNumber: 1 }
    }),
    sends: [
      "POST",
      api,
      `{"email_address":"bob@example.com","role":"org:member","inviter_user_id":"user_1","expires_in_days":7,"notify":false,"public_metadata":{"deskNumber":1}}`
    ],
    ...one,
    refused: [400, "organization_invitation_not_unique"]
  },
  bulkCreate: {
    call: OrganizationInvitations.bulkCreate({
      organizationId,
      invitations: [{ emailAddress, role: "org:member" }, { emailAddress: "cyd@example.com", role: "org:admin" }]
    }),
    sends: [
      "POST",
      `${api}/bulk`,
      `[{"email_address":"bob@example.com","role":"org:member"},{"email_address":"cyd@example.com","role":"org:admin"}]`
    ],
    ...page,
    refused: [400, "bulk_size_exceeded"]
  },
  list: {
    call: OrganizationInvitations.list({ organizationId, status: "pending", emailAddress, orderBy: "email_address" }),
    sends: ["GET", `${api}?status=pending&email_address=bob%40example.com&order_by=email_address`],
    ...page,
    refused: [404, "resource_not_found"]
  },
  listPending: {
    call: OrganizationInvitations.listPending({ organizationId, limit: 1 }),
    sends: ["GET", `${api}/pending?limit=1`],
    ...page,
    refused: [404, "resource_not_found"]
  },
  get: {
    call: OrganizationInvitations.get({ organizationId, invitationId }),
    sends: ["GET", `${api}/orginv_1`],
    ...one,
    refused: [404, "resource_not_found"]
  },
  revoke: {
    call: OrganizationInvitations.revoke({ organizationId, invitationId, requestingUserId: "user_1" }),
    sends: ["POST", `${api}/orginv_1/revoke`, `{"requesting_user_id":"user_1"}`],
    ...one,
    refused: [404, "organization_invitation_not_pending"]
  },
  listAll: {
    call: OrganizationInvitations.listAll({ status: "accepted", query: "bob", orderBy: "-created_at", offset: 1 }),
    sends: [
      "GET",
      "https://api.clerk.com/v1/organization_invitations?status=accepted&query=bob&order_by=-created_at&offset=1"
    ],
    ...page,
    refused: [422, "form_param_value_invalid"]
  }
})

const layer = ClerkTest.layer({
  organizations: [{ id: "org_1", name: "Acme", maxAllowedMemberships: 4 }],
  users: [
    {
      id: "user_ada",
      emailAddress: ["ada@example.com"],
      organizationMemberships: [{ role: "org:admin", organization: { id: "org_1" } }]
    },
    { id: "user_bob", emailAddress: ["bob@example.com"] }
  ]
})

const invite = (emailAddress: string, inviterUserId?: string) =>
  OrganizationInvitations.create({
    organizationId,
    emailAddress,
    role: "org:member",
    ...(inviterUserId === undefined ? {} : { inviterUserId })
  })

const counts = Effect.map(
  Organizations.get({ organizationId, includeMembersCount: true }),
  ({ membersCount, pendingInvitationsCount }) => [membersCount, pendingInvitationsCount]
)

const errorOf = <A, E, R>(call: Effect.Effect<A, E, R>) =>
  Effect.map(refusal(call), ({ errors, status }) => [status, errors[0]?.code])

describe("The invitations of an organization of the in-memory Clerk", () => {
  it.effect("make a member with their role and metadata when they are accepted", () =>
    Effect.gen(function*() {
      const invited = yield* OrganizationInvitations.create({
        organizationId,
        emailAddress,
        role: "org:admin",
        inviterUserId: "user_ada",
        publicMetadata: { deskNumber: 1 }
      })
      assert.deepStrictEqual([invited.status, invited.publicInviterData?.userId], ["pending", "user_ada"])
      assert.deepStrictEqual(yield* counts, [1, 1])
      const own = yield* Users.getOrganizationInvitations({ userId: "user_bob", status: "pending" })
      assert.deepStrictEqual(own.data.map((it) => [it.id, it.publicOrganizationData?.name]), [[invited.id, "Acme"]])
      const accepted = yield* ClerkTest.acceptOrganizationInvitation(invited.id)
      assert.deepStrictEqual([accepted.role, accepted.publicMetadata, accepted.publicUserData?.userId], [
        "org:admin",
        { deskNumber: 1 },
        "user_bob"
      ])
      assert.strictEqual(
        (yield* OrganizationInvitations.get({ organizationId, invitationId: invited.id })).status,
        "accepted"
      )
      assert.deepStrictEqual(yield* counts, [2, 0])
      const again = yield* Effect.exit(ClerkTest.acceptOrganizationInvitation(invited.id))
      assert.include(
        Exit.match(again, { onFailure: Cause.pretty, onSuccess: () => "" }),
        "The organization invitation cannot be accepted: it is accepted."
      )
    }).pipe(Effect.provide(layer)))

  it.effect("expire with the time, and no longer count", () =>
    Effect.gen(function*() {
      yield* OrganizationInvitations.create({ organizationId, emailAddress, role: "org:member", expiresInDays: 2 })
      yield* TestClock.adjust("2 days")
      const { data } = yield* OrganizationInvitations.list({ organizationId, status: "expired" })
      assert.lengthOf(data, 1)
      assert.deepStrictEqual(yield* counts, [1, 0])
      yield* invite(emailAddress)
    }).pipe(Effect.provide(layer)))

  it.effect("are refused with Clerk's codes", () =>
    Effect.gen(function*() {
      const { id } = yield* invite(emailAddress)
      yield* OrganizationInvitations.revoke({ organizationId, invitationId: id, requestingUserId: "user_ada" })
      assert.deepStrictEqual(
        yield* Effect.all([
          errorOf(OrganizationInvitations.revoke({ organizationId, invitationId: id })),
          errorOf(OrganizationInvitations.get({ organizationId, invitationId: "orginv_gone" })),
          errorOf(invite("ada@example.com")),
          errorOf(invite("no address")),
          errorOf(invite("cyd@example.com", "user_bob")),
          Effect.zipRight(invite("cyd@example.com"), errorOf(invite("CYD@example.com"))),
          errorOf(OrganizationInvitations.bulkCreate({
            organizationId,
            invitations: ["d@example.com", "e@example.com", "f@example.com"].map((emailAddress) => ({
              emailAddress,
              role: "org:member"
            }))
          })),
          Effect.zipRight(
            OrganizationMemberships.create({ organizationId, userId: "user_bob", role: "org:member" }),
            errorOf(invite("g@example.com", "user_bob"))
          )
        ]),
        [
          [404, "organization_invitation_not_pending"],
          [404, "resource_not_found"],
          [400, "already_a_member_in_organization"],
          [422, "form_param_format_invalid"],
          [403, "not_a_member_in_organization"],
          [400, "organization_invitation_not_unique"],
          [403, "organization_membership_quota_exceeded"],
          [403, "missing_organization_permission"]
        ]
      )
      assert.deepStrictEqual(yield* counts, [2, 1])
    }).pipe(Effect.provide(layer)))

  it.effect("are not sent when there are more than ten", () =>
    Effect.gen(function*() {
      const invitations = Array.from({ length: 11 }, (_, index) => ({
        emailAddress: `user${index}@example.com`,
        role: "org:member"
      }))
      const error = yield* Effect.flip(OrganizationInvitations.bulkCreate({ organizationId, invitations }))
      assert.instanceOf(error, SDKError)
      assert.include(error.message, "Expected 1 to 10 invitations, got 11")
      assert.deepStrictEqual(yield* ClerkTest.requests, [])
    }).pipe(Effect.provide(layer)))

  it.effect("are listed for all organizations, and as streams", () =>
    Effect.gen(function*() {
      yield* invite("b@example.com")
      yield* invite("c@example.com")
      const { data } = yield* OrganizationInvitations.listAll({ orderBy: "-email_address", query: "EXAMPLE" })
      assert.deepStrictEqual(data.map((it) => [it.emailAddress, it.publicOrganizationData?.name]), [
        ["c@example.com", "Acme"],
        ["b@example.com", "Acme"]
      ])
      assert.strictEqual(yield* Stream.runCount(OrganizationInvitations.stream({ organizationId })), 2)
      assert.strictEqual(yield* Stream.runCount(OrganizationInvitations.streamAll({ query: "c@" })), 1)
      yield* Organizations.delete({ organizationId })
      assert.strictEqual((yield* OrganizationInvitations.listAll()).totalCount, 0)
    }).pipe(Effect.provide(layer)))

  it.effect("get what Clerk's OpenAPI file allows, for every operation", () =>
    callsEveryOperation(
      "organizationInvitations",
      organizationInvitationOperations,
      Effect.gen(function*() {
        const { id: invitationId } = yield* OrganizationInvitations.create({
          organizationId,
          emailAddress,
          role: "org:member",
          inviterUserId: "user_ada",
          redirectUrl: "https://example.com",
          publicMetadata: {}
        })
        yield* OrganizationInvitations.bulkCreate({
          organizationId,
          invitations: [{ emailAddress: "d@example.com", role: "org:member", expiresInDays: 1 }]
        })
        yield* OrganizationInvitations.list({ organizationId, status: "pending", orderBy: "-email_address" })
        yield* OrganizationInvitations.listPending({ organizationId })
        yield* OrganizationInvitations.get({ organizationId, invitationId })
        yield* OrganizationInvitations.revoke({ organizationId, invitationId })
        yield* OrganizationInvitations.listAll({ status: "revoked" })
      })
    ).pipe(Effect.provide(layer)))
})
