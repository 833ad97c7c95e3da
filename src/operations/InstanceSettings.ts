/**
 * The operations on the settings of an instance.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Operation from "../Operation.ts"
import {
  Instance,
  InstanceCommunication,
  InstanceProtect,
  InstanceRestrictions,
  OAuthApplicationSettings,
  OrganizationSettings
} from "../Schema/Instance.ts"
import {
  InstanceChanges,
  InstanceCommunicationChanges,
  InstanceProtectChanges,
  InstanceRestrictionsChanges,
  OAuthApplicationSettingsChanges,
  OrganizationSettingsChanges
} from "../Schema/InstanceChanges.ts"

/**
 * The operations of `InstanceSettings`, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations = {
  /**
   * Gets the instance.
   *
   * Returns the instance.
   *
   * Clerk documents no error of its own.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/instance-settings/get/instance
   */
  get: Operation.get("/instance", {
    success: Instance,
    errors: []
  }),

  /**
   * Updates the settings of the instance that `get` does not return, and the allowed origins.
   *
   * Parameters: `testMode`, `hibp`, `supportEmail`, `clerkJsVersion`, `developmentOrigin`, `allowedOrigins`, `urlBasedSessionSyncing`,
   * `preferredSignInStrategyWhenPasswordRequired`.
   *
   * Returns nothing: Clerk sends no body.
   *
   * Fails with 422 (`form_param_value_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/instance-settings/patch/instance
   */
  update: Operation.patch("/instance", {
    payload: InstanceChanges,
    success: Schema.Undefined,
    errors: [422]
  }),

  /**
   * Updates who may sign up.
   *
   * Parameters: `allowlist`, `blocklist`, `allowlistBlocklistDisabledOnSignIn`, `blockEmailSubaddresses`, `blockDisposableEmailDomains`.
   *
   * Returns the restrictions.
   *
   * Fails with 402 (`unsupported_subscription_plan_features`), 422 (`form_param_value_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/instance-settings/patch/instance/restrictions
   */
  updateRestrictions: Operation.patch("/instance/restrictions", {
    payload: InstanceRestrictionsChanges,
    success: InstanceRestrictions,
    errors: [402, 422]
  }),

  /**
   * Gets the settings of Protect.
   *
   * Returns the settings.
   *
   * Clerk documents no error of its own.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/instance-settings/get/instance/protect
   */
  getProtect: Operation.get("/instance/protect", {
    success: InstanceProtect,
    errors: []
  }),

  /**
   * Updates the settings of Protect.
   *
   * Parameters: `rulesEnabled`, `specterEnabled`.
   *
   * Returns the settings.
   *
   * Fails with 422.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/instance-settings/patch/instance/protect
   */
  updateProtect: Operation.patch("/instance/protect", {
    payload: InstanceProtectChanges,
    success: InstanceProtect,
    errors: [422]
  }),

  /**
   * Gets the settings of SMS.
   *
   * Returns the settings.
   *
   * Clerk documents no error of its own.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/instance-settings/get/instance/communication
   */
  getCommunication: Operation.get("/instance/communication", {
    success: InstanceCommunication,
    errors: []
  }),

  /**
   * Replaces the countries that no SMS is sent to.
   *
   * Parameters: `blockedCountryCodes` (at most 250, each once, of two capital letters).
   *
   * Returns the settings, without codes that are no countries of SMS.
   *
   * Fails with 422 (`form_param_value_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/instance-settings/patch/instance/communication
   */
  updateCommunication: Operation.patch("/instance/communication", {
    payload: InstanceCommunicationChanges,
    success: InstanceCommunication,
    errors: [422]
  }),

  /**
   * Gets the settings of OAuth applications.
   *
   * Returns the settings.
   *
   * Clerk documents no error of its own.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/instance-settings/get/instance/oauth_application_settings
   */
  getOAuthApplicationSettings: Operation.get("/instance/oauth_application_settings", {
    success: OAuthApplicationSettings,
    errors: []
  }),

  /**
   * Updates the settings of OAuth applications.
   *
   * Parameters: `defaultScopes` (`null` restores those of Clerk), and a flag for each other setting.
   *
   * Returns the settings.
   *
   * Fails with 422 (`form_param_value_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/instance-settings/patch/instance/oauth_application_settings
   */
  updateOAuthApplicationSettings: Operation.patch("/instance/oauth_application_settings", {
    payload: OAuthApplicationSettingsChanges,
    success: OAuthApplicationSettings,
    errors: [422]
  }),

  /**
   * Gets the settings of organizations.
   *
   * Returns the settings.
   *
   * Fails with 402 (`unsupported_subscription_plan_features`), 404, 422.
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/instance-settings/get/instance/organization_settings
   */
  getOrganizationSettings: Operation.get("/instance/organization_settings", {
    success: OrganizationSettings,
    errors: [402, 404, 422]
  }),

  /**
   * Updates the settings of organizations.
   *
   * Parameters: `enabled`, `maxAllowedMemberships`, `adminDeleteEnabled`, `domainsEnabled`, `slugDisabled`, `domainsEnrollmentModes`,
   * `creatorRoleId`, `domainsDefaultRoleId`.
   *
   * Returns the settings.
   *
   * Fails with 400, 402 (`unsupported_subscription_plan_features`), 403, 404 (`resource_not_found`), 422
   * (`form_param_value_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/instance-settings/patch/instance/organization_settings
   */
  updateOrganizationSettings: Operation.patch("/instance/organization_settings", {
    payload: OrganizationSettingsChanges,
    success: OrganizationSettings,
    errors: [400, 402, 403, 404, 422]
  })
}
