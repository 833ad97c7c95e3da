/** The domains of an instance. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { domainOperations, Domains } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { callsEveryOperation } from "../support/conformance/everyOperation.ts"
import { codesOf, failure, plain, refusal } from "../support/wire.ts"
import { deleted, testOperations } from "../support/wireCases.ts"

const api = "https://api.clerk.com/v1"

const domain = {
  object: "domain",
  id: "dmn_1",
  name: "example.com",
  is_satellite: true,
  frontend_api_url: "https://clerk.example.com",
  accounts_portal_url: null,
  proxy_url: "https://example.com/__clerk",
  development_origin: "",
  cname_targets: [{ host: "clerk.example.com", value: "frontend-api.clerk.services", required: true }]
}
const domainRead = {
  object: "domain",
  id: "dmn_1",
  name: "example.com",
  isSatellite: true,
  frontendApiUrl: "https://clerk.example.com",
  accountsPortalUrl: null,
  proxyUrl: "https://example.com/__clerk",
  developmentOrigin: "",
  cnameTargets: [{ host: "clerk.example.com", value: "frontend-api.clerk.services", required: true }]
}

testOperations<typeof domainOperations>("domains", {
  list: {
    call: Domains.list(),
    sends: ["GET", `${api}/domains`],
    answered: { data: [domain], total_count: 1 },
    reads: { data: [domainRead], totalCount: 1 },
    refused: [401, "clerk_key_invalid"]
  },
  add: {
    call: Domains.add({ name: "example.com", isSatellite: true, proxyUrl: "https://example.com/__clerk" }),
    sends: [
      "POST",
      `${api}/domains`,
      `{"name":"example.com","is_satellite":true,"proxy_url":"https://example.com/__clerk"}`
    ],
    answered: domain,
    reads: domainRead,
    refused: [402, "unsupported_subscription_plan_features"]
  },
  update: {
    call: Domains.update({ domainId: "dmn_1", proxyUrl: null, isSecondary: false }),
    sends: ["PATCH", `${api}/domains/dmn_1`, `{"proxy_url":null,"is_secondary":false}`],
    answered: { ...domain, proxy_url: undefined, cname_targets: null },
    reads: { ...domainRead, proxyUrl: null, cnameTargets: [] },
    refused: [422, "invalid_proxy_configuration"]
  },
  delete: {
    call: Domains.delete({ domainId: "dmn_1" }),
    sends: ["DELETE", `${api}/domains/dmn_1`],
    ...deleted("domain", "dmn_1"),
    refused: [403, "operation_not_allowed_on_primary_domain"]
  }
})

describe("The in-memory Clerk", () => {
  it.effect("has a primary domain, and satellites that are added, renamed and deleted", () =>
    Effect.gen(function*() {
      const { data: [primary] } = yield* Domains.list()
      assert(primary !== undefined)
      assert.deepStrictEqual([primary.isSatellite, primary.frontendApiUrl], [false, (yield* ClerkTest).issuer])

      const { id: domainId } = yield* Domains.add({ name: "one.example.com", isSatellite: true })
      yield* Domains.add({ name: "localhost:3000", isSatellite: true })
      const renamed = yield* Domains.update({ domainId, name: "two.example.com" })
      assert.strictEqual(renamed.frontendApiUrl, "https://clerk.two.example.com")
      const { data, totalCount } = yield* Domains.list()
      assert.deepStrictEqual(data.map(({ name }) => name), ["localhost:3000", "two.example.com", primary.name])
      assert.strictEqual(totalCount, 3)

      yield* Domains.delete({ domainId })
      assert.deepStrictEqual(yield* codesOf(Domains.delete({ domainId })), [404, "resource_not_found"])
      assert.deepStrictEqual(yield* codesOf(Domains.update({ domainId, name: "three.example.com" })), [
        404,
        "resource_not_found"
      ])
      assert.deepStrictEqual(yield* codesOf(Domains.delete({ domainId: primary.id })), [
        403,
        "operation_not_allowed_on_primary_domain"
      ])
    }).pipe(Effect.provide(ClerkTest.layer())))

  it.effect("refuses a domain with a name that is taken or no host name, and a proxy in development", () =>
    Effect.gen(function*() {
      const { id: domainId } = yield* Domains.add({ name: "one.example.com", isSatellite: true })
      const add = (name: string, proxyUrl?: string) => codesOf(Domains.add({ name, isSatellite: true, proxyUrl }))
      assert.deepStrictEqual(yield* add("ONE.example.com"), [422, "form_already_exists"])
      assert.deepStrictEqual(yield* add("https://two.example.com"), [422, "form_param_format_invalid"])
      assert.deepStrictEqual(yield* add("two.example.com", "https://two.example.com/__clerk"), [
        400,
        "domain_update_forbidden"
      ])
      const update = { domainId, proxyUrl: "https://one.example.com/__clerk" }
      assert.deepStrictEqual(yield* codesOf(Domains.update(update)), [400, "domain_update_forbidden"])
      assert.strictEqual((yield* Domains.update({ ...update, proxyUrl: null })).proxyUrl, null)
    }).pipe(Effect.provide(ClerkTest.layer())))

  it.effect("sends what Clerk's OpenAPI file allows, for every operation on domains", () =>
    callsEveryOperation(
      "domains",
      domainOperations,
      Effect.gen(function*() {
        const { id: domainId } = yield* Domains.add({ name: "one.example.com", isSatellite: true, proxyUrl: null })
        yield* Domains.list()
        yield* Domains.update({ domainId, name: "two.example.com", isSecondary: true })
        yield* refusal(Domains.add({ name: "two.example.com", isSatellite: true }))
        yield* Domains.delete({ domainId })
      })
    ).pipe(Effect.provide(ClerkTest.layer())))
})

describe("A domain", () => {
  it.effect("that is no satellite is refused before it is sent", () =>
    Effect.gen(function*() {
      const reason = yield* failure(Domains.add({ name: "example.com", isSatellite: false as true }))
      assert.deepStrictEqual(plain(reason), {
        _tag: "InvalidRequest",
        issues: [{ path: "isSatellite", message: "Expected true, got boolean" }]
      })
    }).pipe(Effect.provide(ClerkTest.layer())))
})
