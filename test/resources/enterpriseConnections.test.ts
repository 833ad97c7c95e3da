/** The connections to the identity providers of enterprises. */
import { assert, describe, it } from "@effect/vitest"
import { Chunk, Effect, Redacted, Stream } from "effect"
import { enterpriseConnectionOperations, EnterpriseConnections, OrganizationDomains } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { callsEveryOperation } from "../support/conformance/everyOperation.ts"
import { codesOf, failure, plain, refusal } from "../support/wire.ts"
import { deleted, testOperations } from "../support/wireCases.ts"

const api = "https://api.clerk.com/v1/enterprise_connections"

const certificate = "-----BEGIN CERTIFICATE-----"

const connection = {
  object: "enterprise_connection",
  id: "entconn_1",
  name: "Acme",
  provider: "saml_okta",
  logo_public_url: null,
  active: true,
  domains: ["acme.com"],
  organization_id: "org_1",
  sync_user_attributes: true,
  disable_additional_identifications: false,
  allow_organization_account_linking: true,
  authenticatable: true,
  disable_jit_provisioning: false,
  custom_attributes: [{ name: "Team", key: "team", sso_path: "user.team", multi_valued: true }],
  saml_connection: {
    id: "samlc_1",
    name: "Acme",
    idp_entity_id: "https://idp.acme.com",
    idp_sso_url: "https://idp.acme.com/sso",
    idp_certificate: certificate,
    idp_certificate_issued_at: 1735689600000,
    idp_certificates: [{ certificate, issued_at: 1735689600000, expires_at: null }],
    acs_url: "https://clerk.example.com/v1/saml/acs/1",
    active: true,
    allow_idp_initiated: true,
    allow_subdomains: false,
    force_authn: false,
    login_hint: { mode: "custom_attribute", source: "login" }
  },
  oauth_config: null,
  created_at: 1735689600000,
  updated_at: 1735689600000
}
const connectionRead = {
  object: "enterprise_connection",
  id: "entconn_1",
  name: "Acme",
  provider: "saml_okta",
  logoPublicUrl: null,
  active: true,
  domains: ["acme.com"],
  organizationId: "org_1",
  syncUserAttributes: true,
  disableAdditionalIdentifications: false,
  allowOrganizationAccountLinking: true,
  authenticatable: true,
  disableJitProvisioning: false,
  customAttributes: [
    { name: "Team", key: "team", ssoPath: "user.team", scimPath: null, directoryPath: null, multiValued: true }
  ],
  samlConnection: {
    id: "samlc_1",
    name: "Acme",
    idpEntityId: "https://idp.acme.com",
    idpSsoUrl: "https://idp.acme.com/sso",
    idpCertificate: certificate,
    idpCertificateIssuedAt: "2025-01-01T00:00:00.000Z",
    idpCertificateExpiresAt: null,
    idpCertificates: [{ certificate, issuedAt: "2025-01-01T00:00:00.000Z", expiresAt: null }],
    idpMetadataUrl: null,
    acsUrl: "https://clerk.example.com/v1/saml/acs/1",
    spEntityId: null,
    spMetadataUrl: null,
    active: true,
    allowIdpInitiated: true,
    allowSubdomains: false,
    forceAuthn: false,
    loginHint: { mode: "custom_attribute", source: "login" }
  },
  oauthConfig: null,
  createdAt: "2025-01-01T00:00:00.000Z",
  updatedAt: "2025-01-01T00:00:00.000Z"
}
const oauthConfig = {
  id: "oaconf_1",
  name: "Acme",
  provider_key: "oidc_custom",
  client_id: "clerk",
  discovery_url: "https://idp.acme.com/.well-known/openid-configuration",
  requires_pkce: true,
  created_at: 1735689600000,
  updated_at: 1735689600000
}
const oauthConfigRead = {
  id: "oaconf_1",
  name: "Acme",
  providerKey: "oidc_custom",
  clientId: "clerk",
  discoveryUrl: "https://idp.acme.com/.well-known/openid-configuration",
  authUrl: null,
  tokenUrl: null,
  userInfoUrl: null,
  requiresPkce: true,
  logoPublicUrl: null,
  createdAt: "2025-01-01T00:00:00.000Z",
  updatedAt: "2025-01-01T00:00:00.000Z"
}

testOperations<typeof enterpriseConnectionOperations>("enterpriseConnections", {
  list: {
    call: EnterpriseConnections.list({ organizationId: "org_1", active: false, limit: 2 }),
    sends: ["GET", `${api}?organization_id=org_1&active=false&limit=2`],
    answered: { data: [connection], total_count: 1 },
    reads: { data: [connectionRead], totalCount: 1 },
    refused: [402, "unsupported_subscription_plan_features"]
  },
  create: {
    call: EnterpriseConnections.create({
      name: "Acme",
      provider: "oidc_custom",
      domains: ["acme.com"],
      oidc: { clientId: "clerk", clientSecret: Redacted.make("client secret"), requiresPkce: true },
      customAttributes: [{ name: "Team", key: "team", multiValued: true }]
    }),
    sends: [
      "POST",
      api,
      `{"name":"Acme","provider":"oidc_custom","domains":["acme.com"],"oidc":{"client_id":"clerk","client_secret":"client secret","requires_pkce":true},"custom_attributes":[{"name":"Team","key":"team","multi_valued":true}]}`
    ],
    answered: { ...connection, provider: "oidc_custom", saml_connection: null, oauth_config: oauthConfig },
    reads: { ...connectionRead, provider: "oidc_custom", samlConnection: null, oauthConfig: oauthConfigRead },
    refused: [409, "conflict"]
  },
  get: {
    call: EnterpriseConnections.get({ enterpriseConnectionId: "entconn_1" }),
    sends: ["GET", `${api}/entconn_1`],
    answered: connection,
    reads: connectionRead,
    refused: [404, "resource_not_found"]
  },
  update: {
    call: EnterpriseConnections.update({
      enterpriseConnectionId: "entconn_1",
      domains: [],
      saml: {
        idpCertificates: [certificate],
        attributeMapping: { emailAddress: "mail", firstName: null },
        loginHint: { mode: "off" }
      }
    }),
    sends: [
      "PATCH",
      `${api}/entconn_1`,
      `{"domains":[],"saml":{"idp_certificates":["${certificate}"],"attribute_mapping":{"email_address":"mail","first_name":null},"login_hint":{"mode":"off"}}}`
    ],
    answered: connection,
    reads: connectionRead,
    refused: [422, "saml_connection_cant_be_activated"]
  },
  delete: {
    call: EnterpriseConnections.delete({ enterpriseConnectionId: "entconn_1" }),
    sends: ["DELETE", `${api}/entconn_1`],
    ...deleted("enterprise_connection", "entconn_1"),
    refused: [403, "authorization_invalid"]
  },
  listTestRuns: {
    call: EnterpriseConnections.listTestRuns({
      enterpriseConnectionId: "entconn_1",
      status: ["success", "failed"],
      offset: 1
    }),
    sends: ["GET", `${api}/entconn_1/test_runs?status=success&status=failed&offset=1`],
    answered: {
      data: [{
        id: "run_1",
        status: "failed",
        connection_type: "oauth",
        parsed_user_info: { email_address: "ada@acme.com" },
        logs: [{ level: "error", code: "invalid_token", message: "The token is not valid." }],
        saml: { saml_response: "PHNhbWw+" },
        oauth: { id_token: "header.payload.signature", access_token: "secret", user_info: "{}" },
        created_at: 1735689600000
      }],
      total_count: 2
    },
    reads: {
      data: [{
        id: "run_1",
        status: "failed",
        connectionType: "oauth",
        parsedUserInfo: { emailAddress: "ada@acme.com", firstName: null, lastName: null, userId: null },
        logs: [{ level: "error", code: "invalid_token", shortMessage: null, message: "The token is not valid." }],
        saml: { samlRequest: null, samlResponse: "<PHNhbWw+>", relayState: null },
        oauth: { idToken: "<header.payload.signature>", accessToken: "<secret>", userInfo: "{}" },
        createdAt: "2025-01-01T00:00:00.000Z"
      }],
      totalCount: 2
    },
    refused: [404, "resource_not_found"]
  },
  createTestRun: {
    call: EnterpriseConnections.createTestRun({ enterpriseConnectionId: "entconn_1" }),
    sends: ["POST", `${api}/entconn_1/test_runs`],
    answered: { url: "https://clerk.example.com/test" },
    reads: { url: "https://clerk.example.com/test" },
    refused: [404, "resource_not_found"]
  }
})

const acme = { name: "Acme", provider: "saml_custom", domains: ["ACME.com"] }
const idp = {
  idpEntityId: "https://idp.acme.com",
  idpSsoUrl: "https://idp.acme.com/sso",
  idpCertificate: certificate
}
const metadata = `<md:EntityDescriptor entityID="https://idp.acme.com"><md:IDPSSODescriptor>
  <ds:X509Certificate>MIID</ds:X509Certificate>
  <md:SingleSignOnService Binding="…" Location="https://idp.acme.com/sso"/>
</md:IDPSSODescriptor></md:EntityDescriptor>`

describe("The in-memory Clerk", () => {
  it.effect("activates a SAML connection only once it knows the identity provider", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* codesOf(EnterpriseConnections.create({ ...acme, active: true })), [
        422,
        "saml_connection_cant_be_activated"
      ])
      const { active, domains, id: enterpriseConnectionId } = yield* EnterpriseConnections.create(acme)
      assert.deepStrictEqual([active, domains], [false, ["acme.com"]])
      const update = (saml: object) => EnterpriseConnections.update({ enterpriseConnectionId, active: true, saml })
      assert.deepStrictEqual(yield* codesOf(update({ ...idp, idpCertificate: null })), [
        422,
        "saml_connection_cant_be_activated"
      ])
      assert.deepStrictEqual(yield* codesOf(update({ idpMetadata: "<html>" })), [
        422,
        "saml_failed_to_parse_idp_metadata"
      ])
      assert.deepStrictEqual(yield* codesOf(update({ idpMetadata: `<EntityDescriptor entityID="x"/>` })), [
        422,
        "saml_metadata_missing_fields"
      ])
      const updated = yield* update({ idpMetadata: metadata })
      assert.deepStrictEqual(
        [updated.active, updated.samlConnection?.idpSsoUrl, updated.samlConnection?.idpCertificate],
        [true, "https://idp.acme.com/sso", "MIID"]
      )
      const inactive = yield* EnterpriseConnections.update({ enterpriseConnectionId, active: false, domains: [] })
      assert.deepStrictEqual([inactive.active, inactive.domains], [false, ["acme.com"]])
    }).pipe(Effect.provide(ClerkTest.layer())))

  it.effect("wants a client secret or PKCE, and never returns the secret", () =>
    Effect.gen(function*() {
      const create = (oidc: object) =>
        EnterpriseConnections.create({ ...acme, provider: "oidc_custom", oidc: { clientId: "clerk", ...oidc } })
      assert.deepStrictEqual(yield* codesOf(create({})), [422, "form_conditional_param_missing"])
      assert.isTrue((yield* create({ requiresPkce: true })).oauthConfig?.requiresPkce)
      const created = yield* create({ clientSecret: Redacted.make("client secret") })
      assert.notInclude(JSON.stringify(created), "client secret")
      const enterpriseConnectionId = created.id
      const renamed = yield* EnterpriseConnections.update({ enterpriseConnectionId, name: "Acme Inc." })
      assert.strictEqual(renamed.name, "Acme Inc.")
      assert.deepStrictEqual(
        yield* codesOf(EnterpriseConnections.update({ enterpriseConnectionId, oidc: { clientSecret: null } })),
        [422, "form_conditional_param_missing"]
      )
    }).pipe(Effect.provide(ClerkTest.layer())))

  it.effect("removes the verified domains of organizations that an activated connection has", () =>
    Effect.gen(function*() {
      const organizationId = "org_acme"
      const domain = { organizationId, enrollmentMode: "automatic_invitation" as const }
      yield* OrganizationDomains.create({ ...domain, name: "acme.com" })
      yield* OrganizationDomains.create({ ...domain, name: "other.com" })
      const created = yield* EnterpriseConnections.create({ ...acme, organizationId, saml: idp })
      assert.strictEqual((yield* OrganizationDomains.list({ organizationId })).totalCount, 2)
      yield* EnterpriseConnections.update({ enterpriseConnectionId: created.id, active: true })
      const { data } = yield* OrganizationDomains.list({ organizationId })
      assert.deepStrictEqual(data.map(({ name }) => name), ["other.com"])
    }).pipe(Effect.provide(ClerkTest.layer({ organizations: [{ id: "org_acme" }] }))))

  it.effect("lists enterprise connections by organization and by whether they are active", () =>
    Effect.gen(function*() {
      const one = yield* EnterpriseConnections.create({ ...acme, saml: idp, active: true })
      const two = yield* EnterpriseConnections.create({ ...acme, organizationId: "org_acme" })
      const ids = Effect.fnUntraced(function*(filters?: object) {
        const { data, totalCount } = yield* EnterpriseConnections.list(filters)
        assert.strictEqual(totalCount, data.length)
        return data.map(({ id }) => id)
      })
      assert.deepStrictEqual(yield* ids(), [two.id, one.id])
      assert.deepStrictEqual(yield* ids({ active: true }), [one.id])
      assert.deepStrictEqual(yield* ids({ organizationId: "org_acme" }), [two.id])
      assert.strictEqual(Chunk.size(yield* Stream.runCollect(EnterpriseConnections.stream({ active: false }))), 1)
      assert.deepStrictEqual(yield* codesOf(EnterpriseConnections.create({ ...acme, organizationId: "org_none" })), [
        404,
        "resource_not_found"
      ])
      assert.deepStrictEqual(yield* codesOf(EnterpriseConnections.create({ ...acme, domains: ["acme"] })), [
        422,
        "form_param_format_invalid"
      ])
    }).pipe(Effect.provide(ClerkTest.layer({ organizations: [{ id: "org_acme" }] }))))

  it.effect("keeps the test runs of an enterprise connection, and ends them with it", () =>
    Effect.gen(function*() {
      const { id: enterpriseConnectionId } = yield* EnterpriseConnections.create(acme)
      yield* EnterpriseConnections.createTestRun({ enterpriseConnectionId })
      yield* EnterpriseConnections.createTestRun({ enterpriseConnectionId })
      const runs = yield* Stream.runCollect(EnterpriseConnections.streamTestRuns({ enterpriseConnectionId }))
      assert.deepStrictEqual(
        Chunk.toReadonlyArray(runs).map(({ connectionType, status }) => [connectionType, status]),
        [
          ["saml", "pending"],
          ["saml", "pending"]
        ]
      )
      const ended = yield* EnterpriseConnections.listTestRuns({ enterpriseConnectionId, status: ["success", "failed"] })
      assert.strictEqual(ended.totalCount, 0)
      yield* EnterpriseConnections.delete({ enterpriseConnectionId })
      const refused = yield* Effect.all([
        codesOf(EnterpriseConnections.get({ enterpriseConnectionId })),
        codesOf(EnterpriseConnections.delete({ enterpriseConnectionId })),
        codesOf(EnterpriseConnections.createTestRun({ enterpriseConnectionId })),
        codesOf(EnterpriseConnections.listTestRuns({ enterpriseConnectionId }))
      ])
      assert.deepStrictEqual(refused, Array.from(refused, () => [404, "resource_not_found"]))
    }).pipe(Effect.provide(ClerkTest.layer())))

  it.effect("sends what Clerk's OpenAPI file allows, for every operation on enterprise connections", () =>
    callsEveryOperation(
      "enterpriseConnections",
      enterpriseConnectionOperations,
      Effect.gen(function*() {
        const { id: enterpriseConnectionId } = yield* EnterpriseConnections.create({
          ...acme,
          saml: { ...idp, loginHint: { mode: "custom_attribute", source: "login" }, attributeMapping: null },
          customAttributes: [{ name: "Team", key: "team", scimPath: "team" }]
        })
        yield* EnterpriseConnections.create({
          ...acme,
          provider: "oidc_custom",
          oidc: { clientId: "clerk", clientSecret: Redacted.make("client secret"), authUrl: "https://idp.acme.com" }
        })
        yield* EnterpriseConnections.list({ active: false })
        yield* EnterpriseConnections.get({ enterpriseConnectionId })
        yield* EnterpriseConnections.update({ enterpriseConnectionId, active: true, customAttributes: [] })
        yield* EnterpriseConnections.createTestRun({ enterpriseConnectionId })
        yield* EnterpriseConnections.listTestRuns({ enterpriseConnectionId, status: ["pending", "failed"] })
        yield* refusal(EnterpriseConnections.create({ ...acme, active: true }))
        yield* EnterpriseConnections.delete({ enterpriseConnectionId })
      })
    ).pipe(Effect.provide(ClerkTest.layer())))
})

describe("An enterprise connection", () => {
  it.effect("without a domain, or with a custom attribute whose key begins with _, is refused before it is sent", () =>
    Effect.gen(function*() {
      const reason = yield* failure(
        EnterpriseConnections.create({ ...acme, domains: [], customAttributes: [{ name: "Team", key: "_team" }] })
      )
      assert.deepStrictEqual(plain(reason), {
        _tag: "InvalidRequest",
        issues: [
          { path: "domains", message: "Expected at least one domain" },
          {
            path: "customAttributes[0].key",
            message: "Expected letters, digits, _ and -, and no _ at the start"
          }
        ]
      })
    }).pipe(Effect.provide(ClerkTest.layer())))
})
