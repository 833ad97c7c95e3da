/**
 * The enterprise connections of an in-memory Clerk. No identity provider is called: a metadata URL is kept and not fetched, and a test run
 * stays pending.
 */
import * as Effect from "effect/Effect"
import { operations } from "../../operations/EnterpriseConnections.ts"
import { DeletedObject } from "../../Schema/DeletedObject.ts"
import {
  EnterpriseConnection,
  EnterpriseCustomAttribute,
  EnterpriseOAuthConfig,
  EnterpriseSamlConnection,
  SamlLoginHint
} from "../../Schema/EnterpriseConnection.ts"
import type { EnterpriseConnectionChanges } from "../../Schema/EnterpriseConnectionChanges.ts"
import { CreatedTestRun, EnterpriseConnectionTestRun } from "../../Schema/EnterpriseConnectionTestRun.ts"
import { EnterpriseConnectionId, EnterpriseConnectionTestRunId, OrganizationId } from "../../Schema/Ids.ts"
import type { Instance } from "../Instance.ts"
import * as Collection from "../server/Collection.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { now as currentTime } from "../server/now.ts"
import { page } from "../server/page.ts"
import type { Resource } from "../server/Resource.ts"
import { omitEmptyKeys } from "../server/ResponseEncoder.ts"
import { issuer } from "../tokens/Keys.ts"
import { given, oauthConfigOf, samlConnectionOf } from "./enterpriseProviders.ts"

/** A test run, with what it tests. */
interface StoredTestRun {
  readonly id: string
  readonly connectionId: string
  readonly run: EnterpriseConnectionTestRun
}

export const make = ({ counters, organizations }: Instance): Resource<typeof operations> => ({
  prefix: "enterpriseConnections",
  operations,
  transformBody: omit,
  handlers: () =>
    Effect.gen(function*() {
      const connections = yield* Collection.make<EnterpriseConnection>()
      const testRuns = yield* Collection.make<StoredTestRun>()
      const secrets = new Set<string>()

      /** Checks the changes of a connection, and stores it. */
      const apply = Effect.fnUntraced(
        function*(before: EnterpriseConnection, { oidc, saml, ...changes }: EnterpriseConnectionChanges) {
          const { customAttributes, name, organizationId } = changes
          const domains = changes.domains?.length ? changes.domains.map((it) => it.toLowerCase()) : before.domains
          if (!domains.every((domain) => fullyQualified.test(domain))) {
            return yield* ErrorResponse.ofParam("form_param_format_invalid", "domains")
          }
          if (organizationId != null) {
            yield* organizations.organizations.find(organizationId)
          }
          const active = changes.active ?? before.active
          const now = yield* currentTime
          const samlConnection = before.samlConnection === null
            ? null
            : yield* samlConnectionOf(before.samlConnection, saml ?? {}, active)
          const hasSecret = oidc?.clientSecret === undefined ? secrets.has(before.id) : oidc.clientSecret !== null
          const oauthConfig = before.oauthConfig === null
            ? null
            : yield* oauthConfigOf(before.oauthConfig, oidc ?? {}, hasSecret, now)
          if (hasSecret) {
            secrets.add(before.id)
          } else {
            secrets.delete(before.id)
          }
          return yield* connections.put(
            new EnterpriseConnection({
              ...before,
              ...given({
                allowOrganizationAccountLinking: changes.allowOrganizationAccountLinking,
                authenticatable: changes.authenticatable,
                disableAdditionalIdentifications: changes.disableAdditionalIdentifications,
                disableJitProvisioning: changes.disableJitProvisioning,
                name,
                syncUserAttributes: changes.syncUserAttributes
              }),
              active,
              domains,
              ...(organizationId == null ? {} : { organizationId: OrganizationId.make(organizationId) }),
              ...(customAttributes == null
                ? {}
                : { customAttributes: customAttributes.map(attributeOf) }),
              samlConnection,
              oauthConfig,
              updatedAt: now
            }, true)
          )
        }
      )

      return {
        list: ({ active, organizationId, ...paging } = {}) =>
          Effect.map(connections.all, (all) => {
            const found = all.toReversed().filter((connection) =>
              (active === undefined || connection.active === active) &&
              (organizationId === undefined || connection.organizationId === organizationId)
            )
            return { data: page(found, paging), totalCount: found.length }
          }),

        create: Effect.fnUntraced(function*({ provider, saml, ...input }) {
          if (!/^(?:saml|oidc)_/.test(provider)) {
            return yield* ErrorResponse.ofParam("form_param_value_invalid", "provider")
          }
          const createdAt = yield* currentTime
          const isSaml = provider.startsWith("saml_")
          const id = EnterpriseConnectionId.make(yield* counters.nextId("entconn"))
          return yield* apply(
            new EnterpriseConnection({
              id,
              object: "enterprise_connection",
              name: input.name,
              provider,
              authenticatable: true,
              samlConnection: isSaml
                ? new EnterpriseSamlConnection({
                  id: yield* counters.nextId("samlc"),
                  name: input.name,
                  loginHint: new SamlLoginHint({ mode: "email_address" }),
                  acsUrl: `${issuer}/v1/saml/acs/${id}`,
                  spEntityId: `${issuer}/saml/${id}`,
                  spMetadataUrl: `${issuer}/v1/saml/metadata/${id}.xml`
                })
                : null,
              oauthConfig: isSaml
                ? null
                : new EnterpriseOAuthConfig({
                  id: yield* counters.nextId("oaconf"),
                  name: input.name,
                  providerKey: provider,
                  createdAt,
                  updatedAt: createdAt
                }),
              createdAt,
              updatedAt: createdAt
            }),
            { ...input, saml }
          )
        }),

        get: ({ enterpriseConnectionId }) => connections.find(enterpriseConnectionId),

        update: Effect.fnUntraced(function*({ enterpriseConnectionId, ...changes }) {
          const before = yield* connections.find(enterpriseConnectionId)
          const after = yield* apply(before, changes)
          if (after.active && !before.active) {
            yield* organizations.domains.removeWhere(({ name, verification }) =>
              verification?.status === "verified" && after.domains.includes(name)
            )
          }
          return after
        }),

        delete: Effect.fnUntraced(function*({ enterpriseConnectionId }) {
          const { id } = yield* connections.remove(enterpriseConnectionId)
          yield* testRuns.removeWhere(({ connectionId }) => connectionId === id)
          return new DeletedObject({ object: "enterprise_connection", id, deleted: true })
        }),

        listTestRuns: Effect.fnUntraced(function*({ enterpriseConnectionId, status, ...paging }) {
          yield* connections.find(enterpriseConnectionId)
          const found = (yield* testRuns.all).toReversed().flatMap(({ connectionId, run }) =>
            connectionId === enterpriseConnectionId && (status === undefined || status.includes(run.status))
              ? [run]
              : []
          )
          return { data: page(found, paging), totalCount: found.length }
        }),

        createTestRun: Effect.fnUntraced(function*({ enterpriseConnectionId }) {
          const connection = yield* connections.find(enterpriseConnectionId)
          const id = EnterpriseConnectionTestRunId.make(yield* counters.nextId("enttest"))
          yield* testRuns.put({
            id,
            connectionId: connection.id,
            run: new EnterpriseConnectionTestRun({
              id,
              status: "pending",
              connectionType: connection.samlConnection === null ? "oauth" : "saml",
              createdAt: yield* currentTime
            })
          })
          return new CreatedTestRun({ url: `${issuer}/v1/enterprise_connections/test/${id}` })
        })
      }
    })
})

const attributeOf = (attribute: AttributeInput): EnterpriseCustomAttribute => {
  const path = attribute.directoryPath ?? attribute.scimPath ?? null
  return new EnterpriseCustomAttribute({
    name: attribute.name,
    key: attribute.key,
    ssoPath: attribute.ssoPath ?? null,
    scimPath: path,
    directoryPath: path,
    multiValued: attribute.multiValued ?? false
  })
}

type AttributeInput = NonNullable<EnterpriseConnectionChanges["customAttributes"]>[number]

const fullyQualified = /^(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z]{2,}$/

const omit = omitEmptyKeys({
  byKey: new Map([
    ["custom_attributes", ["sso_path", "scim_path", "directory_path", "multi_valued"]],
    ["login_hint", ["source"]],
    ["saml_connection", ["idp_certificate", "idp_certificate_issued_at", "idp_certificate_expires_at"]]
  ]),
  byObject: new Map(),
  isOpaque: () => false
})
