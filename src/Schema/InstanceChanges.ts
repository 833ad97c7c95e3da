/**
 * Changes of the settings of an instance.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { openEnum } from "./wire/Fields.ts"
import { clearable } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

const maxCountries = 250

/** Clerk drops codes of other countries silently, so only what cannot be a code is refused. */
const CountryCodes = Schema.Array(Schema.String).pipe(
  Schema.filter((codes) =>
    codes.length > maxCountries
      ? `Expected at most ${maxCountries} codes, got ${codes.length}`
      : new Set(codes).size < codes.length
      ? "Expected each code once"
      : codes.every((code) => /^[A-Z]{2}$/.test(code)) || "Expected codes of two capital letters, such as DE", {
    arbitrary: () => (fc) => fc.uniqueArray(fc.constantFrom("DE", "FR", "US"))
  })
)

const instanceChanges = Schema.Struct(snakeCase({
  /** Whether test e-mail addresses and phone numbers can be used; by default in development only. */
  testMode: clearable(Schema.Boolean),
  /** Whether passwords are looked up in the leaks of Have I Been Pwned. */
  hibp: clearable(Schema.Boolean),
  /** The e-mail address of the support. */
  supportEmail: clearable(Schema.String),
  /** The version of `@clerk/clerk-js`. */
  clerkJsVersion: clearable(Schema.String),
  /** The origin in development. */
  developmentOrigin: clearable(Schema.String),
  /** The origins of browser extensions, Electron and Capacitor apps, such as `"capacitor://localhost"`. They replace those before. */
  allowedOrigins: Schema.optional(Schema.Array(Schema.String)),
  /**
   * The older name of `urlBasedSessionSyncing`.
   *
   * @deprecated by Clerk: use `urlBasedSessionSyncing`.
   */
  cookielessDev: clearable(Schema.Boolean),
  /** Whether sessions are synchronized by the URL in development, without third-party cookies. */
  urlBasedSessionSyncing: clearable(Schema.Boolean),
  /** The strategy that components offer first where a password is required; `""` restores the default, `"password"`. */
  preferredSignInStrategyWhenPasswordRequired: clearable(openEnum("password", "otp", ""))
}))

/**
 * The parameters of `InstanceSettings.update`. Fields that are left out, or `null` unless stated, keep their value.
 *
 * @since 0.1.0
 * @category models
 */
export interface InstanceChanges extends Schema.Schema.Type<typeof instanceChanges> {}

/**
 * The parameters of `InstanceSettings.update`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const InstanceChanges: Schema.Schema<InstanceChanges, typeof instanceChanges.Encoded> = instanceChanges

const instanceRestrictionsChanges = Schema.Struct(snakeCase({
  /** Whether only identifiers on the allowlist may sign up. */
  allowlist: clearable(Schema.Boolean),
  /** Whether identifiers on the blocklist are refused. */
  blocklist: clearable(Schema.Boolean),
  /** Whether both lists are ignored at sign-in. */
  allowlistBlocklistDisabledOnSignIn: clearable(Schema.Boolean),
  /** Whether e-mail addresses with a subaddress, such as `"ada+1@example.com"`, are refused. */
  blockEmailSubaddresses: clearable(Schema.Boolean),
  /** Whether disposable e-mail addresses are refused. */
  blockDisposableEmailDomains: clearable(Schema.Boolean)
}))

/**
 * The parameters of `InstanceSettings.updateRestrictions`. Fields that are left out, or `null` unless stated, keep their value.
 *
 * @since 0.1.0
 * @category models
 */
export interface InstanceRestrictionsChanges extends Schema.Schema.Type<typeof instanceRestrictionsChanges> {}

/**
 * The parameters of `InstanceSettings.updateRestrictions`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const InstanceRestrictionsChanges: Schema.Schema<
  InstanceRestrictionsChanges,
  typeof instanceRestrictionsChanges.Encoded
> = instanceRestrictionsChanges

const instanceProtectChanges = Schema.Struct(snakeCase({
  /** Whether the rules of Protect are applied. */
  rulesEnabled: clearable(Schema.Boolean),
  /** Whether the bot detection of Protect is on. */
  specterEnabled: clearable(Schema.Boolean)
}))

/**
 * The parameters of `InstanceSettings.updateProtect`. Fields that are left out, or `null` unless stated, keep their value.
 *
 * @since 0.1.0
 * @category models
 */
export interface InstanceProtectChanges extends Schema.Schema.Type<typeof instanceProtectChanges> {}

/**
 * The parameters of `InstanceSettings.updateProtect`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const InstanceProtectChanges: Schema.Schema<InstanceProtectChanges, typeof instanceProtectChanges.Encoded> =
  instanceProtectChanges

const instanceCommunicationChanges = Schema.Struct(snakeCase({
  /** The countries that no SMS is sent to, at most 250, each once, in ISO 3166-1 alpha-2. They replace those before. */
  blockedCountryCodes: clearable(CountryCodes)
}))

/**
 * The parameters of `InstanceSettings.updateCommunication`. Fields that are left out, or `null` unless stated, keep their value.
 *
 * @since 0.1.0
 * @category models
 */
export interface InstanceCommunicationChanges extends Schema.Schema.Type<typeof instanceCommunicationChanges> {}

/**
 * The parameters of `InstanceSettings.updateCommunication`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const InstanceCommunicationChanges: Schema.Schema<
  InstanceCommunicationChanges,
  typeof instanceCommunicationChanges.Encoded
> = instanceCommunicationChanges

const oauthApplicationSettingsChanges = Schema.Struct(snakeCase({
  /** Whether OAuth clients may register themselves (RFC 7591). */
  dynamicOauthClientRegistration: clearable(Schema.Boolean),
  /** The default scopes; `null` restores those of Clerk. */
  defaultScopes: clearable(Schema.Array(Schema.String)),
  /** Whether OAuth access tokens are JWTs, rather than opaque. */
  oauthJwtAccessTokens: clearable(Schema.Boolean),
  /** Whether the metadata of the authorization server advertises Client ID Metadata Documents. */
  clientIdMetadataDocumentsAdvertised: clearable(Schema.Boolean),
  /** Whether new clients with a Client ID Metadata Document are refused. */
  clientIdMetadataDocumentsOnlyAllowPreRegisteredClients: clearable(Schema.Boolean),
  /** Whether clients with a Client ID Metadata Document that were allowed implicitly are refused. */
  clientIdMetadataDocumentsBlockImplicitlyAllowedClients: clearable(Schema.Boolean)
}))

/**
 * The parameters of `InstanceSettings.updateOAuthApplicationSettings`. Fields that are left out, or `null` unless stated, keep their value.
 *
 * @since 0.1.0
 * @category models
 */
export interface OAuthApplicationSettingsChanges extends Schema.Schema.Type<typeof oauthApplicationSettingsChanges> {}

/**
 * The parameters of `InstanceSettings.updateOAuthApplicationSettings`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const OAuthApplicationSettingsChanges: Schema.Schema<
  OAuthApplicationSettingsChanges,
  typeof oauthApplicationSettingsChanges.Encoded
> = oauthApplicationSettingsChanges

const organizationSettingsChanges = Schema.Struct(snakeCase({
  /** Whether the instance has organizations. */
  enabled: clearable(Schema.Boolean),
  /** The most members of an organization, a whole number; 0 for no limit. */
  maxAllowedMemberships: clearable(Schema.Int),
  /** Whether an administrator may delete an organization. */
  adminDeleteEnabled: clearable(Schema.Boolean),
  /** Whether organizations can have verified domains. */
  domainsEnabled: clearable(Schema.Boolean),
  /** Whether organizations have no slug. */
  slugDisabled: clearable(Schema.Boolean),
  /** The enrollment modes of domains, which replace those before. */
  domainsEnrollmentModes: Schema.optional(Schema.Array(openEnum("automatic_invitation", "automatic_suggestion"))),
  /** The id of the role of the creator of an organization. */
  creatorRoleId: clearable(Schema.String),
  /** The id of the role of a user who joins an organization by its domain. */
  domainsDefaultRoleId: clearable(Schema.String)
}))

/**
 * The parameters of `InstanceSettings.updateOrganizationSettings`. Fields that are left out, or `null` unless stated, keep their value.
 *
 * @since 0.1.0
 * @category models
 */
export interface OrganizationSettingsChanges extends Schema.Schema.Type<typeof organizationSettingsChanges> {}

/**
 * The parameters of `InstanceSettings.updateOrganizationSettings`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const OrganizationSettingsChanges: Schema.Schema<
  OrganizationSettingsChanges,
  typeof organizationSettingsChanges.Encoded
> = organizationSettingsChanges
