/**
 * The operations on the connections to the identity providers of enterprises.
 *
 * @since 0.1.0
 */
import * as Operation from "../Operation.ts"
import { DeletedObject } from "../Schema/DeletedObject.ts"
import { EnterpriseConnection } from "../Schema/EnterpriseConnection.ts"
import { EnterpriseConnectionChanges, NewEnterpriseConnection } from "../Schema/EnterpriseConnectionChanges.ts"
import { EnterpriseConnectionFilters, TestRunFilters } from "../Schema/EnterpriseConnectionFilters.ts"
import { CreatedTestRun, EnterpriseConnectionTestRun } from "../Schema/EnterpriseConnectionTestRun.ts"
import { Page } from "../Schema/wire/Lists.ts"

/**
 * The operations of `EnterpriseConnections`, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Lists the enterprise connections, the newest first.
   *
   * Parameters: `organizationId`, `active`, `limit` (1 to 500, by default 10), `offset` (0 or more).
   *
   * Returns one page of connections, and the number of all that match. Connections that cannot be decoded are left out and reported (see
   * `Http.OnDecodeError`).
   *
   * Fails with 402 (`unsupported_subscription_plan_features`), 403 (`authorization_invalid`), 422 (`form_param_value_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/enterprise-connections/get/enterprise_connections
   */
  list: Operation.get("/enterprise_connections", {
    query: EnterpriseConnectionFilters,
    success: Page(EnterpriseConnection),
    errors: [402, 403, 422]
  }),

  /**
   * Creates an enterprise connection.
   *
   * Parameters: `name`, `provider`, `domains` (at least one), `organizationId`, `active`, `allowOrganizationAccountLinking`,
   * `authenticatable`, `disableJitProvisioning`, `customAttributes`, and one of `saml` and `oidc`, as the provider uses it.
   *
   * Returns the new connection, without the client secret. Not idempotent: when it fails with `outcomeUnknown`, look for its name and its
   * domains in `list` before you try again.
   *
   * Fails with 402 (`unsupported_subscription_plan_features`), 403 (`authorization_invalid`, `feature_not_enabled`), 404
   * (`resource_not_found`), 409 (`conflict`), 422 (`saml_connection_cant_be_activated`, `saml_failed_to_parse_idp_metadata`,
   * `saml_metadata_missing_fields`, `form_conditional_param_missing`, `form_param_format_invalid`, `form_param_value_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/enterprise-connections/post/enterprise_connections
   */
  create: Operation.post("/enterprise_connections", {
    payload: NewEnterpriseConnection,
    success: EnterpriseConnection,
    errors: [402, 403, 404, 409, 422]
  }),

  /**
   * Gets the enterprise connection with the id `enterpriseConnectionId`.
   *
   * Returns the connection.
   *
   * Fails with 402 (`unsupported_subscription_plan_features`), 403 (`authorization_invalid`), 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/enterprise-connections/get/enterprise_connections/%7Benterprise_connection_id%7D
   */
  get: Operation.get("/enterprise_connections/:enterpriseConnectionId", {
    success: EnterpriseConnection,
    errors: [402, 403, 404]
  }),

  /**
   * Updates the enterprise connection with the id `enterpriseConnectionId`. To activate it removes the verified domains of organizations
   * that are its domains too.
   *
   * Parameters: `enterpriseConnectionId`, those of `create` without `provider`, `syncUserAttributes`, `disableAdditionalIdentifications`.
   * What is left out keeps its value.
   *
   * Returns the connection.
   *
   * Fails with 400 (`saml_failed_to_fetch_idp_metadata`), 402 (`unsupported_subscription_plan_features`), 403 (`authorization_invalid`,
   * `feature_not_enabled`), 404 (`resource_not_found`), 422 (`saml_connection_cant_be_activated`, `saml_failed_to_parse_idp_metadata`,
   * `saml_metadata_missing_fields`, `form_conditional_param_missing`, `form_param_format_invalid`, `form_param_value_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/enterprise-connections/patch/enterprise_connections/%7Benterprise_connection_id%7D
   */
  update: Operation.patch("/enterprise_connections/:enterpriseConnectionId", {
    payload: EnterpriseConnectionChanges,
    success: EnterpriseConnection,
    errors: [400, 402, 403, 404, 422]
  }),

  /**
   * Deletes the enterprise connection with the id `enterpriseConnectionId`.
   *
   * Returns the deleted id. A retry that gets 404 after a lost response also succeeds.
   *
   * Fails with 402 (`unsupported_subscription_plan_features`), 403 (`authorization_invalid`), 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/enterprise-connections/delete/enterprise_connections/%7Benterprise_connection_id%7D
   */
  delete: Operation.del("/enterprise_connections/:enterpriseConnectionId", {
    success: DeletedObject,
    errors: [402, 403, 404],
    deletes: "enterprise_connection"
  }),

  /**
   * Lists the test runs of the enterprise connection with the id `enterpriseConnectionId`, the newest first.
   *
   * Parameters: `enterpriseConnectionId`, `status`, `limit` (1 to 500, by default 10), `offset` (0 or more).
   *
   * Returns one page of test runs, and the number of all that match. Their tokens are redacted.
   *
   * Fails with 402 (`unsupported_subscription_plan_features`), 403 (`authorization_invalid`), 404 (`resource_not_found`), 422
   * (`form_param_value_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/enterprise-connections/get/enterprise_connections/%7Benterprise_connection_id%7D/test_runs
   */
  listTestRuns: Operation.get("/enterprise_connections/:enterpriseConnectionId/test_runs", {
    query: TestRunFilters,
    success: Page(EnterpriseConnectionTestRun),
    errors: [402, 403, 404, 422]
  }),

  /**
   * Begins a test run of the enterprise connection with the id `enterpriseConnectionId`, which a person ends in a browser.
   *
   * Returns the URL to open, which works for a short time. Not idempotent: after `outcomeUnknown` try again. The test run before then stays
   * pending in `listTestRuns`.
   *
   * Fails with 402 (`unsupported_subscription_plan_features`), 403 (`authorization_invalid`), 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/enterprise-connections/post/enterprise_connections/%7Benterprise_connection_id%7D/test_runs
   */
  createTestRun: Operation.post("/enterprise_connections/:enterpriseConnectionId/test_runs", {
    success: CreatedTestRun,
    errors: [402, 403, 404]
  })
}
