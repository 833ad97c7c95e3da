/** Clerk's official client against the in-memory enterprise connections. */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { call, failure, server } from "../../support/official.ts"

it.layer(server({ organizations: [{ id: "org_acme" }] }))("Clerk's official client", (it) => {
  it.effect("creates, lists, gets, updates and deletes enterprise connections", () =>
    Effect.gen(function*() {
      const created = yield* call(({ enterpriseConnections }) =>
        enterpriseConnections.createEnterpriseConnection({
          name: "Acme",
          provider: "saml_custom",
          domains: ["acme.com"],
          organizationId: "org_acme",
          customAttributes: [{ name: "Team", key: "team", ssoPath: "user.team", multiValued: true }]
        })
      )
      assert.deepStrictEqual(created.customAttributes?.map(({ key, ssoPath }) => [key, ssoPath]), [[
        "team",
        "user.team"
      ]])
      const updated = yield* call(({ enterpriseConnections }) =>
        enterpriseConnections.updateEnterpriseConnection(created.id, {
          active: true,
          syncUserAttributes: true,
          saml: {
            idpEntityId: "https://idp.acme.com",
            idpSsoUrl: "https://idp.acme.com/sso",
            idpCertificate: "-----BEGIN CERTIFICATE-----",
            loginHint: { mode: "email_address" }
          }
        })
      )
      assert.deepStrictEqual(
        [updated.active, updated.syncUserAttributes, updated.samlConnection?.idpCertificates[0]?.certificate],
        [true, true, "-----BEGIN CERTIFICATE-----"]
      )
      const { data, totalCount } = yield* call(({ enterpriseConnections }) =>
        enterpriseConnections.getEnterpriseConnectionList({ organizationId: "org_acme", active: true })
      )
      assert.deepStrictEqual([data.map(({ id }) => id), totalCount], [[created.id], 1])
      yield* call(({ enterpriseConnections }) => enterpriseConnections.deleteEnterpriseConnection(created.id))
      const missing = yield* failure(({ enterpriseConnections }) =>
        enterpriseConnections.getEnterpriseConnection(created.id)
      )
      assert.deepStrictEqual(missing, { status: 404, code: "resource_not_found", paramName: undefined })
    }))
})
