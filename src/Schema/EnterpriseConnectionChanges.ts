/**
 * New enterprise connections, and their changes.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import {
  CustomAttributeSettings,
  NewSamlSettings,
  OidcSettings,
  SamlSettingsChanges
} from "./EnterpriseConnectionSettings.ts"
import { openEnum } from "./wire/Fields.ts"
import { clearable } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

const newEnterpriseConnection = Schema.Struct(snakeCase({
  /** The display name. */
  name: Schema.NonEmptyString,
  /** The identity provider, which cannot be changed later. */
  provider: openEnum(
    "saml_custom",
    "saml_okta",
    "saml_google",
    "saml_microsoft",
    "oidc_custom",
    "oidc_github_enterprise",
    "oidc_gitlab"
  ),
  /** The e-mail domains whose users sign in through it, at least one, such as `"example.com"`. */
  domains: Schema.Array(Schema.String).pipe(
    Schema.minItems(1, { message: () => "Expected at least one domain" })
  ),
  /** The id of its organization. */
  organizationId: clearable(Schema.String),
  /** Whether users can sign in through it. A SAML connection needs `saml` with the data of the identity provider first. */
  active: clearable(Schema.Boolean),
  /** Whether members of the organization can link their account to it. */
  allowOrganizationAccountLinking: clearable(Schema.Boolean),
  /** Whether it can be used to sign in and to sign up. Clerk's file does not have it; its own client does. */
  authenticatable: Schema.optional(Schema.Boolean),
  /** Whether users are not created at their first sign-in. Clerk's file does not have it; its own client does. */
  disableJitProvisioning: Schema.optional(Schema.Boolean),
  /** The OpenID Connect part, if the provider uses that protocol. */
  oidc: clearable(OidcSettings),
  /** The SAML part, if the provider uses that protocol. */
  saml: clearable(NewSamlSettings),
  /** The custom attributes, if the instance has them. */
  customAttributes: Schema.optional(Schema.Array(CustomAttributeSettings))
}))

/**
 * The parameters of `EnterpriseConnections.create`.
 *
 * @since 0.1.0
 * @category models
 */
export interface NewEnterpriseConnection extends Schema.Schema.Type<typeof newEnterpriseConnection> {}

/**
 * The parameters of `EnterpriseConnections.create`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const NewEnterpriseConnection: Schema.Schema<NewEnterpriseConnection, typeof newEnterpriseConnection.Encoded> =
  newEnterpriseConnection

const enterpriseConnectionChanges = Schema.Struct(snakeCase({
  /** The display name. */
  name: clearable(Schema.String),
  /** The e-mail domains, which replace those before. An empty list changes nothing. */
  domains: clearable(Schema.Array(Schema.String)),
  /** The id of its organization. A connection can get another organization, but not none. */
  organizationId: clearable(Schema.String),
  /** Whether each sign-in updates the attributes of the user. */
  syncUserAttributes: clearable(Schema.Boolean),
  /** Whether its users are prevented from adding other identifications. */
  disableAdditionalIdentifications: clearable(Schema.Boolean),
  /** Whether users can sign in through it. A SAML connection needs `saml` with the data of the identity provider first. */
  active: clearable(Schema.Boolean),
  /** Whether members of the organization can link their account to it. */
  allowOrganizationAccountLinking: clearable(Schema.Boolean),
  /** Whether it can be used to sign in and to sign up. Clerk's file does not have it; its own client does. */
  authenticatable: Schema.optional(Schema.Boolean),
  /** Whether users are not created at their first sign-in. Clerk's file does not have it; its own client does. */
  disableJitProvisioning: Schema.optional(Schema.Boolean),
  /** The OpenID Connect part, if the provider uses that protocol. */
  oidc: clearable(OidcSettings),
  /** The SAML part, if the provider uses that protocol. */
  saml: clearable(SamlSettingsChanges),
  /** The custom attributes, if the instance has them. They replace those before. */
  customAttributes: clearable(Schema.Array(CustomAttributeSettings))
}))

/**
 * The changes of `EnterpriseConnections.update`. Fields that are left out keep their value.
 *
 * @since 0.1.0
 * @category models
 */
export interface EnterpriseConnectionChanges extends Schema.Schema.Type<typeof enterpriseConnectionChanges> {}

/**
 * The changes of `EnterpriseConnections.update`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const EnterpriseConnectionChanges: Schema.Schema<
  EnterpriseConnectionChanges,
  typeof enterpriseConnectionChanges.Encoded
> = enterpriseConnectionChanges
