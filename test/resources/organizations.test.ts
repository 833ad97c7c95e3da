/** Organizations: literal requests and responses, and the behaviour of the in-memory Clerk. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, HashMap, Stream } from "effect"
import { organizationOperations, Organizations, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { callsEveryOperation } from "../support/conformance/everyOperation.ts"
import { refusal } from "../support/wire.ts"
import { deleted, testOperations } from "../support/wireCases.ts"
import { organization, organizationRead } from "./organizationFixtures.ts"

const api = "https://api.clerk.com/v1/organizations"
const organizationId = "org_1"
const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

const subscription = { object: "commerce_subscription", id: "csub_1", instance_id: "ins_1", payer_id: "cpayer_1" }
const money = { amount: 500, amount_formatted: "$5.00", currency: "USD", currency_symbol: "$" }
const moneyRead = { amount: 500, amountFormatted: "$5.00", currency: "USD", currencySymbol: "$" }

testOperations<typeof organizationOperations>("organizations", {
  list: {
    call: Organizations.list({
      includeMembersCount: true,
      query: "acme",
      userId: ["user_1", { exclude: "user_2" }],
      organizationId: ["org_1"],
      orderBy: "-members_count",
      limit: 1,
      offset: 2
    }),
    sends: [
      "GET",
      `${api}?include_members_count=true&query=acme&user_id=user_1&user_id=-user_2&organization_id=org_1&order_by=-members_count&limit=1&offset=2`
    ],
    answered: { data: [organization], total_count: 3 },
    reads: { data: [organizationRead], totalCount: 3 },
    refused: [403, "organization_not_enabled_in_instance"]
  },
  create: {
    call: Organizations.create({
      name: "Acme",
      createdBy: "user_1",
      slug: "acme",
      maxAllowedMemberships: 0,
      publicMetadata: { planTier: 1 },
      createdAt: new Date(1735689600000)
    }),
    sends: [
      "POST",
      api,
      `{"name":"Acme","created_by":"user_1","slug":"acme","max_allowed_memberships":0,"public_metadata":{"planTier":1},"created_at":"2025-01-01T00:00:00.000Z"}`
    ],
    answered: organization,
    reads: organizationRead,
    refused: [422, "form_identifier_exists"]
  },
  get: {
    call: Organizations.get({ organizationId: "acme", includeMissingMemberWithElevatedPermissions: false }),
    sends: ["GET", `${api}/acme?include_missing_member_with_elevated_permissions=false`],
    answered: organization,
    reads: organizationRead,
    refused: [404, "resource_not_found"]
  },
  update: {
    call: Organizations.update({ organizationId, name: "Acme", adminDeleteEnabled: false, roleSetKey: null }),
    sends: ["PATCH", `${api}/org_1`, `{"name":"Acme","admin_delete_enabled":false,"role_set_key":null}`],
    answered: organization,
    reads: organizationRead,
    refused: [404, "resource_not_found"]
  },
  delete: {
    call: Organizations.delete({ organizationId }),
    sends: ["DELETE", `${api}/org_1`],
    ...deleted("organization", "org_1"),
    refused: [404, "resource_not_found"]
  },
  updateMetadata: {
    call: Organizations.updateMetadata({
      organizationId,
      publicMetadata: { plan: null },
      privateMetadata: { a: { b: 1 } }
    }),
    sends: ["PATCH", `${api}/org_1/metadata`, `{"public_metadata":{"plan":null},"private_metadata":{"a":{"b":1}}}`],
    answered: organization,
    reads: organizationRead,
    refused: [422, "form_param_exceeds_allowed_size"]
  },
  replaceMetadata: {
    call: Organizations.replaceMetadata({ organizationId, publicMetadata: {} }),
    sends: ["PUT", `${api}/org_1/metadata`, `{"public_metadata":{}}`],
    answered: organization,
    reads: organizationRead,
    refused: [404, "resource_not_found"]
  },
  uploadLogo: {
    call: Organizations.uploadLogo({
      organizationId,
      file: { content: new TextEncoder().encode("logo"), name: "logo.png", type: "image/png" },
      uploaderUserId: "user_1"
    }),
    sends: [
      "PUT",
      `${api}/org_1/logo`,
      [
        "--boundary",
        `Content-Disposition: form-data; name="file"; filename="logo.png"`,
        "Content-Type: image/png",
        "",
        "logo",
        "--boundary",
        `Content-Disposition: form-data; name="uploader_user_id"`,
        "",
        "user_1",
        "--boundary--"
      ].join("\r\n")
    ],
    answered: organization,
    reads: organizationRead,
    refused: [413, "image_too_large"]
  },
  deleteLogo: {
    call: Organizations.deleteLogo({ organizationId }),
    sends: ["DELETE", `${api}/org_1/logo`],
    answered: organization,
    reads: organizationRead,
    refused: [404, "image_not_found"]
  },
  getBillingSubscription: {
    call: Organizations.getBillingSubscription({ organizationId }),
    sends: ["GET", `${api}/org_1/billing/subscription`],
    answered: subscription,
    reads: {
      object: "commerce_subscription",
      id: "csub_1",
      instanceId: "ins_1",
      payerId: "cpayer_1",
      status: null,
      subscriptionItems: [],
      nextPayment: null,
      eligibleForFreeTrial: false,
      activeAt: null,
      pastDueAt: null,
      createdAt: null,
      updatedAt: null
    },
    refused: [404, "subscription_not_found"]
  },
  getBillingCreditBalance: {
    call: Organizations.getBillingCreditBalance({ organizationId }),
    sends: ["GET", `${api}/org_1/billing/credits`],
    answered: { object: "commerce_credit_balance", balance: money },
    reads: { object: "commerce_credit_balance", balance: moneyRead },
    refused: [404, "payer_not_found"]
  },
  adjustBillingCreditBalance: {
    call: Organizations.adjustBillingCreditBalance({
      organizationId,
      amount: 500,
      action: "increase",
      idempotencyKey: "key_1"
    }),
    sends: ["POST", `${api}/org_1/billing/credits`, `{"amount":500,"action":"increase","idempotency_key":"key_1"}`],
    answered: { object: "commerce_credit_ledger", id: "ccl_1", amount: money },
    reads: {
      object: "commerce_credit_ledger",
      id: "ccl_1",
      payerId: "",
      amount: moneyRead,
      sourceType: "",
      sourceId: "",
      note: null,
      createdAt: null
    },
    refused: [422, "insufficient_credit_balance"]
  }
})

const layer = ClerkTest.layer({
  users: [
    { id: "user_ada", emailAddress: ["ada@example.com"], firstName: "Ada" },
    { id: "user_bob", emailAddress: ["bob@example.com"], firstName: "Bob" }
  ]
})

/** The first error of a call, as status, code and parameter. */
const errorOf = <A, E, R>(call: Effect.Effect<A, E, R>) =>
  Effect.map(refusal(call), ({ errors, status }) => [status, errors[0]?.code, errors[0]?.paramName ?? null])

describe("The organizations of the in-memory Clerk", () => {
  it.effect("have their creator as administrator, and true counts", () =>
    Effect.gen(function*() {
      const acme = yield* Organizations.create({ name: "Acme Ltd.", createdBy: "user_ada" })
      assert.deepStrictEqual([acme.slug, acme.membersCount, acme.createdBy, acme.maxAllowedMemberships], [
        "acme-ltd",
        1,
        "user_ada",
        5
      ])
      const { data } = yield* Users.getOrganizationMemberships({ userId: "user_ada" })
      assert.deepStrictEqual(data.map((it) => [it.role, it.roleName, it.organization?.id]), [
        ["org:admin", "Admin", acme.id]
      ])
      assert.include(data[0]!.permissions, "org:sys_memberships:manage")
      assert.isNull((yield* Organizations.get({ organizationId: acme.id })).membersCount)
      const counted = yield* Organizations.get({ organizationId: "acme-ltd", includeMembersCount: true })
      assert.deepStrictEqual([counted.id, counted.membersCount, counted.pendingInvitationsCount], [acme.id, 1, 0])
    }).pipe(Effect.provide(layer)))

  it.effect("are refused with Clerk's codes", () =>
    Effect.gen(function*() {
      yield* Organizations.create({ name: "Acme", slug: "acme" })
      const { id } = yield* Organizations.create({ name: "Other" })
      assert.deepStrictEqual(
        yield* Effect.all([
          errorOf(Organizations.create({ name: "Acme", slug: "acme" })),
          errorOf(Organizations.create({ name: "Acme", slug: "Ac me" })),
          errorOf(Organizations.create({ name: "https://example.com" })),
          errorOf(Organizations.create({ name: "Acme", createdBy: "user_gone" })),
          errorOf(Organizations.update({ organizationId: id, slug: "acme" })),
          errorOf(Organizations.get({ organizationId: "org_gone" })),
          errorOf(Organizations.deleteLogo({ organizationId: id })),
          errorOf(Organizations.getBillingSubscription({ organizationId: id }))
        ]),
        [
          [422, "form_identifier_exists", "slug"],
          [422, "form_param_format_invalid", "slug"],
          [422, "form_param_value_invalid", "name"],
          [400, "organization_creator_not_found", "created_by"],
          [422, "form_identifier_exists", "slug"],
          [404, "resource_not_found", null],
          [404, "image_not_found", null],
          [404, "subscription_not_found", null]
        ]
      )
    }).pipe(Effect.provide(layer)))

  it.effect("are listed with filters, in an order, and as a stream", () =>
    Effect.gen(function*() {
      const a = yield* Organizations.create({ name: "Alpha", createdBy: "user_ada" })
      const b = yield* Organizations.create({ name: "Beta", createdBy: "user_bob" })
      const c = yield* Organizations.create({ name: "alphabet" })
      const names = (filters?: Parameters<typeof Organizations.list>[0]) =>
        Effect.map(Organizations.list(filters), ({ data }) => data.map(({ name }) => name).join(" "))
      assert.strictEqual(yield* names(), "alphabet Beta Alpha")
      assert.strictEqual(yield* names({ orderBy: "name" }), "Alpha alphabet Beta")
      assert.strictEqual(yield* names({ orderBy: "created_at", limit: 1, offset: 1 }), "Beta")
      assert.strictEqual(yield* names({ query: "ALPHA" }), "alphabet Alpha")
      assert.strictEqual(yield* names({ query: b.id }), "Beta")
      assert.strictEqual(yield* names({ userId: ["user_ada", { exclude: "user_bob" }] }), "Alpha")
      assert.strictEqual(yield* names({ organizationId: [{ exclude: a.id }] }), "alphabet Beta")
      assert.strictEqual(yield* Stream.runCount(Organizations.stream()), 3)
      const found = yield* Organizations.getMany([a.id, c.id, "org_gone"])
      assert.sameMembers(Array.from(HashMap.keys(found)), [a.id, c.id])
    }).pipe(Effect.provide(layer)))

  it.effect("end with their memberships, and a user's memberships end with the user", () =>
    Effect.gen(function*() {
      const acme = yield* Organizations.create({ name: "Acme", createdBy: "user_ada" })
      const other = yield* Organizations.create({ name: "Other", createdBy: "user_ada" })
      yield* Organizations.delete({ organizationId: acme.id })
      const left = yield* Users.getOrganizationMemberships({ userId: "user_ada" })
      assert.deepStrictEqual(left.data.map((it) => it.organization?.name), ["Other"])
      yield* Users.delete({ userId: "user_ada" })
      const after = yield* Organizations.get({
        organizationId: other.id,
        includeMembersCount: true,
        includeMissingMemberWithElevatedPermissions: true
      })
      assert.deepStrictEqual([after.membersCount, after.missingMemberWithElevatedPermissions], [0, true])
    }).pipe(Effect.provide(layer)))

  it.effect("are seeded with members and billing", () =>
    Effect.gen(function*() {
      const acme = yield* Organizations.get({ organizationId: "acme", includeMembersCount: true })
      assert.deepStrictEqual([acme.id, acme.name, acme.membersCount], ["org_acme", "Acme", 2])
      const { subscriptionItems } = yield* Organizations.getBillingSubscription({ organizationId: "org_acme" })
      assert.strictEqual(subscriptionItems[0]?.plan?.forPayerType, "org")
      const entry = yield* Organizations.adjustBillingCreditBalance({
        organizationId: "org_acme",
        amount: 200,
        action: "decrease"
      })
      assert.strictEqual(entry.payerId, "cpayer_acme")
      const { balance } = yield* Organizations.getBillingCreditBalance({ organizationId: "org_acme" })
      assert.strictEqual(balance?.amount, 300)
    }).pipe(Effect.provide(ClerkTest.layer({
      organizations: [{
        id: "org_acme",
        name: "Acme",
        billingCredits: { amount: 500 },
        billingSubscription: { subscriptionItems: [{}] }
      }],
      users: ["ada", "bob"].map((username) => ({
        username,
        organizationMemberships: [{ organization: { id: "org_acme" } }]
      }))
    }))))

  it.effect("get what Clerk's OpenAPI file allows, for every operation", () =>
    callsEveryOperation(
      "organizations",
      organizationOperations,
      Effect.gen(function*() {
        const { id: organizationId } = yield* Organizations.create({
          name: "Acme",
          slug: "acme",
          createdBy: "user_ada",
          maxAllowedMemberships: 2,
          roleSetKey: "role_set:default",
          publicMetadata: { a: 1 },
          privateMetadata: null,
          createdAt: new Date(0)
        })
        yield* Organizations.list({
          orderBy: "members_count",
          includeMembersCount: true,
          query: "a",
          userId: ["user_ada"]
        })
        yield* Organizations.get({ organizationId, includeMissingMemberWithElevatedPermissions: true })
        yield* Organizations.update({ organizationId, name: "New", slug: "new", maxAllowedMemberships: null })
        const updated = yield* Organizations.updateMetadata({ organizationId, publicMetadata: { b: { c: 2 } } })
        assert.deepStrictEqual(updated.publicMetadata, { a: 1, b: { c: 2 } })
        yield* Organizations.replaceMetadata({ organizationId, publicMetadata: {} })
        const file = { content: png, type: "image/png" }
        assert.isTrue((yield* Organizations.uploadLogo({ organizationId, file, uploaderUserId: "user_ada" })).hasImage)
        yield* Organizations.uploadLogo({ organizationId, file })
        yield* refusal(Organizations.uploadLogo({ organizationId, file: new Uint8Array([1]) }))
        assert.isFalse((yield* Organizations.deleteLogo({ organizationId })).hasImage)
        yield* refusal(Organizations.getBillingSubscription({ organizationId }))
        yield* Organizations.getBillingCreditBalance({ organizationId })
        yield* Organizations.adjustBillingCreditBalance({ organizationId, amount: 1, action: "increase", note: "hi" })
        yield* Organizations.delete({ organizationId })
      })
    ).pipe(Effect.provide(layer)))
})
