/** The domains of organizations: literal requests and responses, and the behaviour of the in-memory Clerk. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { organizationDomainOperations, OrganizationDomains, Organizations } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { callsEveryOperation } from "../support/conformance/everyOperation.ts"
import { refusal } from "../support/wire.ts"
import { deleted, testOperations } from "../support/wireCases.ts"

const api = "https://api.clerk.com/v1/organizations/org_1/domains"
const organizationId = "org_1"
const domainId = "orgdmn_1"

const domain = {
  object: "organization_domain",
  id: "orgdmn_1",
  organization_id: "org_1",
  name: "example.com",
  enrollment_mode: "automatic_invitation",
  affiliation_email_address: null,
  affiliation_verification: null,
  ownership_verification: {
    status: "verified",
    strategy: "manual_override",
    attempts: null,
    expire_at: null,
    verified_at: 1735689600000
  },
  verification: null,
  total_pending_invitations: 2,
  total_pending_suggestions: 0,
  created_at: 1735689600000,
  updated_at: 1735689600000
}
const domainRead = {
  object: "organization_domain",
  id: "orgdmn_1",
  organizationId: "org_1",
  name: "example.com",
  enrollmentMode: "automatic_invitation",
  affiliationEmailAddress: null,
  affiliationVerification: null,
  ownershipVerification: {
    status: "verified",
    strategy: "manual_override",
    attempts: null,
    expireAt: null,
    verifiedAt: "2025-01-01T00:00:00.000Z"
  },
  verification: null,
  totalPendingInvitations: 2,
  totalPendingSuggestions: 0,
  publicOrganizationData: null,
  createdAt: "2025-01-01T00:00:00.000Z",
  updatedAt: "2025-01-01T00:00:00.000Z"
}
const one = { answered: domain, reads: domainRead }
const page = { answered: { data: [domain], total_count: 3 }, reads: { data: [domainRead], totalCount: 3 } }

testOperations<typeof organizationDomainOperations>("organizationDomains", {
  create: {
    call: OrganizationDomains.create({
      organizationId,
      name: "example.com",
      enrollmentMode: "automatic_invitation",
      verified: false
    }),
    sends: ["POST", api, `{"name":"example.com","enrollment_mode":"automatic_invitation","verified":false}`],
    ...one,
    refused: [422, "organization_domain_already_exists"]
  },
  list: {
    call: OrganizationDomains.list({
      organizationId,
      verified: true,
      enrollmentMode: { exclude: "enterprise_sso" },
      limit: 1
    }),
    sends: ["GET", `${api}?verified=true&enrollment_mode=-enterprise_sso&limit=1`],
    ...page,
    refused: [422, "form_param_value_invalid"]
  },
  update: {
    call: OrganizationDomains.update({ organizationId, domainId, enrollmentMode: "manual_invitation", verified: null }),
    sends: ["PATCH", `${api}/orgdmn_1`, `{"enrollment_mode":"manual_invitation","verified":null}`],
    ...one,
    refused: [404, "resource_not_found"]
  },
  delete: {
    call: OrganizationDomains.delete({ organizationId, domainId }),
    sends: ["DELETE", `${api}/orgdmn_1`],
    ...deleted("organization_domain", "orgdmn_1"),
    refused: [404, "resource_not_found"]
  },
  verifyOwnership: {
    call: OrganizationDomains.verifyOwnership({ organizationId, domainId }),
    sends: ["POST", `${api}/orgdmn_1/verify_ownership`],
    ...one,
    refused: [403, "organization_domains_not_enabled"]
  },
  listAll: {
    call: OrganizationDomains.listAll({
      organizationId,
      verified: false,
      enrollmentMode: ["manual_invitation", { exclude: "enterprise_sso" }],
      query: "example",
      domains: ["a.example", "b.example"],
      orderBy: "-name",
      offset: 1
    }),
    sends: [
      "GET",
      "https://api.clerk.com/v1/organization_domains?organization_id=org_1&verified=false&enrollment_mode=manual_invitation%2C-enterprise_sso&query=example&domains=a.example&domains=b.example&order_by=-name&offset=1"
    ],
    ...page,
    refused: [422, "form_param_value_invalid"]
  }
})

const layer = ClerkTest.layer({ organizations: [{ id: "org_1", name: "Acme" }, { id: "org_2", name: "Other" }] })

const add = (name: string, enrollmentMode = "manual_invitation", organizationId = "org_1") =>
  OrganizationDomains.create({ organizationId, name, enrollmentMode })

const errorOf = <A, E, R>(call: Effect.Effect<A, E, R>) =>
  Effect.map(refusal(call), ({ errors, status }) => [status, errors[0]?.code])

describe("The domains of an organization of the in-memory Clerk", () => {
  it.effect("belong to one organization and end with it", () =>
    Effect.gen(function*() {
      const { affiliationVerification, id, name } = yield* add("Example.com")
      assert.deepStrictEqual([name, affiliationVerification?.status], ["example.com", "verified"])
      assert.deepStrictEqual(
        yield* Effect.all([
          errorOf(add("example.com")),
          errorOf(add("example.com", "manual_invitation", "org_2")),
          errorOf(add("gmail.com")),
          errorOf(add("no domain")),
          errorOf(add("other.example", "unknown")),
          errorOf(add("other.example", "manual_invitation", "org_gone")),
          errorOf(OrganizationDomains.verifyOwnership({ organizationId: "org_2", domainId: id }))
        ]),
        [
          [422, "organization_domain_already_exists_same_organization"],
          [422, "organization_domain_already_exists"],
          [422, "organization_domain_common"],
          [422, "form_param_format_invalid"],
          [422, "form_param_value_invalid"],
          [404, "resource_not_found"],
          [404, "resource_not_found"]
        ]
      )
      yield* Organizations.delete({ organizationId })
      assert.strictEqual((yield* OrganizationDomains.listAll()).totalCount, 0)
    }).pipe(Effect.provide(layer)))

  it.effect("are listed with filters, in an order, and as streams", () =>
    Effect.gen(function*() {
      yield* add("b.example", "enterprise_sso")
      yield* add("a.example")
      yield* OrganizationDomains.create({
        organizationId: "org_2",
        name: "c.example",
        enrollmentMode: "automatic_suggestion",
        verified: false
      })
      const names = (filters?: Parameters<typeof OrganizationDomains.listAll>[0]) =>
        Effect.map(OrganizationDomains.listAll(filters), ({ data }) => data.map(({ name }) => name.charAt(0)).join(" "))
      assert.strictEqual(yield* names(), "c a b")
      assert.strictEqual(yield* names({ orderBy: "name", limit: 2 }), "a b")
      assert.strictEqual(yield* names({ verified: false }), "c")
      assert.strictEqual(yield* names({ enrollmentMode: [{ exclude: "enterprise_sso" }] }), "c a")
      assert.strictEqual(yield* names({ domains: ["a.example", "z.example"] }), "a")
      assert.strictEqual(yield* names({ query: "org_2" }), "c")
      const { data } = yield* OrganizationDomains.list({ organizationId, enrollmentMode: "enterprise_sso" })
      assert.deepStrictEqual(data.map(({ name }) => name), ["b.example"])
      assert.strictEqual(yield* Stream.runCount(OrganizationDomains.stream({ organizationId })), 2)
      assert.strictEqual(yield* Stream.runCount(OrganizationDomains.streamAll()), 3)
    }).pipe(Effect.provide(layer)))

  it.effect("get what Clerk's OpenAPI file allows, for every operation", () =>
    callsEveryOperation(
      "organizationDomains",
      organizationDomainOperations,
      Effect.gen(function*() {
        const { id: domainId } = yield* add("example.com")
        yield* OrganizationDomains.list({ organizationId, verified: true, enrollmentMode: "manual_invitation" })
        yield* OrganizationDomains.listAll({ enrollmentMode: ["manual_invitation"], domains: ["example.com"] })
        yield* OrganizationDomains.update({ organizationId, domainId, verified: false })
        const verified = yield* OrganizationDomains.verifyOwnership({ organizationId, domainId })
        assert.strictEqual(verified.ownershipVerification?.strategy, "manual_override")
        assert.deepStrictEqual(yield* OrganizationDomains.verifyOwnership({ organizationId, domainId }), verified)
        yield* OrganizationDomains.delete({ organizationId, domainId })
      })
    ).pipe(Effect.provide(layer)))
})
