/** The settings of an instance. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { InstanceSettings, instanceSettingsOperations } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { callsEveryOperation } from "../support/conformance/everyOperation.ts"
import { answering, failure, plain, refusal } from "../support/wire.ts"
import { testOperations } from "../support/wireCases.ts"

const api = "https://api.clerk.com/v1"

const protect = {
  answered: { object: "instance_protect", rules_enabled: true, specter_enabled: false, checks_bypassed: false },
  reads: { object: "instance_protect", rulesEnabled: true, specterEnabled: false, checksBypassed: false }
}
const communication = {
  answered: { object: "instance_communication", blocked_country_codes: ["DE"] },
  reads: { object: "instance_communication", blockedCountryCodes: ["DE"] }
}
const oauth = {
  answered: {
    object: "oauth_application_settings",
    dynamic_oauth_client_registration: true,
    default_scopes: null,
    oauth_jwt_access_tokens: true,
    client_id_metadata_documents_advertised: false,
    client_id_metadata_documents_only_allow_pre_registered_clients: false,
    client_id_metadata_documents_block_implicitly_allowed_clients: true
  },
  reads: {
    object: "oauth_application_settings",
    dynamicOauthClientRegistration: true,
    defaultScopes: null,
    oauthJwtAccessTokens: true,
    clientIdMetadataDocumentsAdvertised: false,
    clientIdMetadataDocumentsOnlyAllowPreRegisteredClients: false,
    clientIdMetadataDocumentsBlockImplicitlyAllowedClients: true
  }
}
const organizations = {
  answered: {
    object: "organization_settings",
    enabled: true,
    max_allowed_memberships: 5,
    max_allowed_roles: 10,
    max_allowed_domains: 10,
    creator_role: "org:admin",
    admin_delete_enabled: true,
    domains_enabled: false,
    slug_disabled: false,
    domains_enrollment_modes: ["manual_invitation"],
    domains_default_role: "org:member",
    initial_role_set_key: "role_set:default"
  },
  reads: {
    object: "organization_settings",
    enabled: true,
    maxAllowedMemberships: 5,
    maxAllowedRoles: 10,
    maxRoleSetsAllowed: null,
    maxAllowedDomains: 10,
    maxAllowedPermissions: null,
    creatorRole: "org:admin",
    adminDeleteEnabled: true,
    domainsEnabled: false,
    slugDisabled: false,
    domainsEnrollmentModes: ["manual_invitation"],
    domainsDefaultRole: "org:member",
    initialRoleSetKey: "role_set:default"
  }
}

testOperations<typeof instanceSettingsOperations>("instanceSettings", {
  get: {
    call: InstanceSettings.get(),
    sends: ["GET", `${api}/instance`],
    answered: {
      object: "instance",
      id: "ins_1",
      environment_type: "production",
      allowed_origins: null,
      workspace_id: "org_1"
    },
    reads: {
      object: "instance",
      id: "ins_1",
      environmentType: "production",
      allowedOrigins: [],
      workspaceId: "org_1"
    },
    refused: [401, "clerk_key_invalid"]
  },
  update: {
    call: InstanceSettings.update({
      testMode: false,
      supportEmail: null,
      allowedOrigins: ["capacitor://localhost"],
      preferredSignInStrategyWhenPasswordRequired: ""
    }),
    sends: [
      "PATCH",
      `${api}/instance`,
      `{"test_mode":false,"support_email":null,"allowed_origins":["capacitor://localhost"],"preferred_sign_in_strategy_when_password_required":""}`
    ],
    answered: undefined,
    reads: undefined,
    refused: [422, "form_param_value_invalid"]
  },
  updateRestrictions: {
    call: InstanceSettings.updateRestrictions({ allowlist: true, blocklist: null }),
    sends: ["PATCH", `${api}/instance/restrictions`, `{"allowlist":true,"blocklist":null}`],
    answered: {
      object: "instance_restrictions",
      allowlist: true,
      blocklist: false,
      allowlist_blocklist_disabled_on_sign_in: false,
      block_email_subaddresses: true,
      block_disposable_email_domains: false
    },
    reads: {
      object: "instance_restrictions",
      allowlist: true,
      blocklist: false,
      allowlistBlocklistDisabledOnSignIn: false,
      blockEmailSubaddresses: true,
      blockDisposableEmailDomains: false
    },
    refused: [402, "unsupported_subscription_plan_features"]
  },
  getProtect: {
    call: InstanceSettings.getProtect(),
    sends: ["GET", `${api}/instance/protect`],
    ...protect,
    refused: [401, "clerk_key_invalid"]
  },
  updateProtect: {
    call: InstanceSettings.updateProtect({ rulesEnabled: true }),
    sends: ["PATCH", `${api}/instance/protect`, `{"rules_enabled":true}`],
    ...protect,
    refused: [422, "form_param_value_invalid"]
  },
  getCommunication: {
    call: InstanceSettings.getCommunication(),
    sends: ["GET", `${api}/instance/communication`],
    ...communication,
    refused: [401, "clerk_key_invalid"]
  },
  updateCommunication: {
    call: InstanceSettings.updateCommunication({ blockedCountryCodes: ["DE"] }),
    sends: ["PATCH", `${api}/instance/communication`, `{"blocked_country_codes":["DE"]}`],
    ...communication,
    refused: [422, "form_param_value_invalid"]
  },
  getOAuthApplicationSettings: {
    call: InstanceSettings.getOAuthApplicationSettings(),
    sends: ["GET", `${api}/instance/oauth_application_settings`],
    ...oauth,
    refused: [401, "clerk_key_invalid"]
  },
  updateOAuthApplicationSettings: {
    call: InstanceSettings.updateOAuthApplicationSettings({ defaultScopes: null, oauthJwtAccessTokens: true }),
    sends: [
      "PATCH",
      `${api}/instance/oauth_application_settings`,
      `{"default_scopes":null,"oauth_jwt_access_tokens":true}`
    ],
    ...oauth,
    refused: [422, "form_param_value_invalid"]
  },
  getOrganizationSettings: {
    call: InstanceSettings.getOrganizationSettings(),
    sends: ["GET", `${api}/instance/organization_settings`],
    ...organizations,
    refused: [402, "unsupported_subscription_plan_features"]
  },
  updateOrganizationSettings: {
    call: InstanceSettings.updateOrganizationSettings({
      enabled: true,
      maxAllowedMemberships: 0,
      domainsEnrollmentModes: ["automatic_invitation"],
      creatorRoleId: "role_1"
    }),
    sends: [
      "PATCH",
      `${api}/instance/organization_settings`,
      `{"enabled":true,"max_allowed_memberships":0,"domains_enrollment_modes":["automatic_invitation"],"creator_role_id":"role_1"}`
    ],
    ...organizations,
    refused: [404, "resource_not_found"]
  }
})

describe("InstanceSettings.update", () => {
  it.effect("succeeds with a 204, and fails for a body that is not Clerk's", () =>
    Effect.gen(function*() {
      const update = (status: number, body: unknown) =>
        Effect.provide(InstanceSettings.update({ testMode: true }), answering({ status, body }).layer)
      assert.isUndefined(yield* update(204, undefined))
      assert.strictEqual((yield* failure(update(200, "<html>Welcome</html>")))._tag, "InvalidResponse")
      assert.strictEqual((yield* failure(update(200, {})))._tag, "InvalidResponse")
    }))
})

describe("InstanceSettings.updateCommunication", () => {
  it.effect.each([
    [["de"], "Expected codes of two capital letters, such as DE"],
    [["DE", "DE"], "Expected each code once"],
    [Array.from({ length: 251 }, (_, index) => `${index}`), "Expected at most 250 codes, got 251"]
  ])("refuses what cannot be a list of countries: %s", ([blockedCountryCodes, message]) =>
    Effect.gen(function*() {
      const reason = yield* failure(
        InstanceSettings.updateCommunication({ blockedCountryCodes: blockedCountryCodes as ReadonlyArray<string> })
      )
      assert.deepStrictEqual(plain(reason), {
        _tag: "InvalidRequest",
        issues: [{ path: "blockedCountryCodes", message }]
      })
    }).pipe(Effect.provide(ClerkTest.layer())))
})

describe("The in-memory Clerk", () => {
  it.effect("keeps the settings of its instance until it is reset", () =>
    Effect.gen(function*() {
      yield* InstanceSettings.update({ allowedOrigins: ["capacitor://localhost"] })
      yield* InstanceSettings.update({ testMode: true })
      assert.deepStrictEqual((yield* InstanceSettings.get()).allowedOrigins, ["capacitor://localhost"])
      yield* InstanceSettings.updateRestrictions({ allowlist: true })
      const restrictions = yield* InstanceSettings.updateRestrictions({ blocklist: true, allowlist: null })
      assert.isTrue(restrictions.allowlist && restrictions.blocklist)
      yield* InstanceSettings.updateOAuthApplicationSettings({ defaultScopes: ["email"] })
      const kept = yield* InstanceSettings.updateOAuthApplicationSettings({ oauthJwtAccessTokens: true })
      assert.deepStrictEqual(kept.defaultScopes, ["email"])
      const cleared = yield* InstanceSettings.updateOAuthApplicationSettings({ defaultScopes: null })
      assert.deepStrictEqual([cleared.defaultScopes, cleared.oauthJwtAccessTokens], [null, true])
      yield* ClerkTest.reset
      assert.deepStrictEqual((yield* InstanceSettings.get()).allowedOrigins, [])
    }).pipe(Effect.provide(ClerkTest.layer())))

  it.effect("sends what Clerk's OpenAPI file allows, for every operation", () =>
    callsEveryOperation(
      "instanceSettings",
      instanceSettingsOperations,
      Effect.gen(function*() {
        yield* InstanceSettings.get()
        yield* InstanceSettings.update({ allowedOrigins: ["capacitor://localhost"] })
        yield* InstanceSettings.updateRestrictions({ blockEmailSubaddresses: true })
        yield* InstanceSettings.updateProtect({ rulesEnabled: true })
        assert.isTrue((yield* InstanceSettings.getProtect()).rulesEnabled)
        yield* InstanceSettings.updateCommunication({ blockedCountryCodes: ["DE"] })
        assert.deepStrictEqual((yield* InstanceSettings.getCommunication()).blockedCountryCodes, ["DE"])
        yield* InstanceSettings.updateOAuthApplicationSettings({ dynamicOauthClientRegistration: true })
        yield* InstanceSettings.getOAuthApplicationSettings()
        yield* InstanceSettings.updateOrganizationSettings({
          maxAllowedMemberships: 20,
          domainsEnrollmentModes: ["automatic_suggestion"]
        })
        assert.strictEqual((yield* InstanceSettings.getOrganizationSettings()).maxAllowedMemberships, 20)
        yield* refusal(InstanceSettings.updateOrganizationSettings({ creatorRoleId: "role_none" }))
      })
    ).pipe(Effect.provide(ClerkTest.layer())))
})
