/**
 * New enterprise connections, and their changes.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { openEnum } from "./wire/Fields.ts"
import { clearable, Secret } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

const attributeMapping = Schema.Struct(snakeCase({
  /** The attribute with the id of the user. */
  userId: clearable(Schema.String),
  /** The attribute with the e-mail address. */
  emailAddress: clearable(Schema.String),
  /** The attribute with the first name. */
  firstName: clearable(Schema.String),
  /** The attribute with the last name. */
  lastName: clearable(Schema.String)
}))

const loginHint = Schema.Struct(snakeCase({
  /** What it is: the e-mail address that was typed, a value of the public metadata, or nothing. */
  mode: openEnum("email_address", "custom_attribute", "off"),
  /** The key in the public metadata, for `"custom_attribute"`. */
  source: Schema.optional(Schema.String)
}))

const saml = {
  /** The entity id of the identity provider. */
  idpEntityId: clearable(Schema.String),
  /** The sign-on URL of the identity provider. */
  idpSsoUrl: clearable(Schema.String),
  /** The certificate of the identity provider, in PEM. It is public. */
  idpCertificate: clearable(Schema.String),
  /** The certificates of the identity provider, in PEM, which replace all those before. Clerk's file does not have it; its own client does. */
  idpCertificates: Schema.optional(Schema.Array(Schema.String)),
  /** The URL of the metadata of the identity provider, which Clerk fetches. */
  idpMetadataUrl: clearable(Schema.String),
  /** The metadata of the identity provider, in XML. */
  idpMetadata: clearable(Schema.String),
  /** Which attributes of the identity provider are the fields of a user. */
  attributeMapping: clearable(attributeMapping),
  /** Whether e-mail addresses of subdomains can use the connection. */
  allowSubdomains: clearable(Schema.Boolean),
  /** Whether a sign-in can start at the identity provider. */
  allowIdpInitiated: clearable(Schema.Boolean),
  /** Whether users sign in again at the identity provider each time. */
  forceAuthn: clearable(Schema.Boolean),
  /** The `login_hint` that Clerk sends. */
  loginHint: clearable(loginHint)
}

const newSamlPart = Schema.Struct(snakeCase(saml))

const samlPartChanges = Schema.Struct(snakeCase({
  /** The display name of the SAML connection. */
  name: clearable(Schema.String),
  ...saml
}))

const oidcPart = Schema.Struct(snakeCase({
  /** The client id at the identity provider. */
  clientId: clearable(Schema.String),
  /** The client secret at the identity provider, which is never returned. */
  clientSecret: clearable(Secret),
  /** The discovery URL of the identity provider. */
  discoveryUrl: clearable(Schema.String),
  /** The authorization URL. */
  authUrl: clearable(Schema.String),
  /** The token URL. */
  tokenUrl: clearable(Schema.String),
  /** The URL of the user info. */
  userInfoUrl: clearable(Schema.String),
  /** Whether PKCE is required; it must be `true` without a client secret. */
  requiresPkce: clearable(Schema.Boolean)
}))

const customAttribute = Schema.Struct(snakeCase({
  /** The display name. */
  name: Schema.NonEmptyString,
  /** The key in the metadata of the user: letters, digits, `_` and `-`, and no `_` at the start. */
  key: Schema.String.pipe(
    Schema.pattern(/^[^_][A-Za-z0-9_-]*$/, {
      message: ({ actual }) => `Expected letters, digits, _ and -, and no _ at the start, got ${actual}`,
      arbitrary: () => (fc) => fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]*$/)
    })
  ),
  /** Where its value is in SAML assertions or OIDC claims. */
  ssoPath: Schema.optional(Schema.String),
  /** Where its value is in users of a directory sync (SCIM). */
  scimPath: Schema.optional(Schema.String),
  /** Clerk's newer name of `scimPath`. Give one of them, or both with the same value. */
  directoryPath: Schema.optional(Schema.String),
  /** Whether it has several values, which are an array in the public metadata; `false` by default. */
  multiValued: Schema.optional(Schema.Boolean)
}))

const shared = {
  /** Whether users can sign in through it. A SAML connection needs `saml` with the data of the identity provider first. */
  active: clearable(Schema.Boolean),
  /** Whether members of the organization can link their account to it. */
  allowOrganizationAccountLinking: clearable(Schema.Boolean),
  /** Whether it can be used to sign in and to sign up. Clerk's file does not have it; its own client does. */
  authenticatable: Schema.optional(Schema.Boolean),
  /** Whether users are not created at their first sign-in. Clerk's file does not have it; its own client does. */
  disableJitProvisioning: Schema.optional(Schema.Boolean),
  /** The OpenID Connect part, if the provider uses that protocol. */
  oidc: clearable(oidcPart)
}

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
  ...shared,
  /** The SAML part, if the provider uses that protocol. */
  saml: clearable(newSamlPart),
  /** The custom attributes, if the instance has them. */
  customAttributes: Schema.optional(Schema.Array(customAttribute))
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
  ...shared,
  /** The SAML part, if the provider uses that protocol. */
  saml: clearable(samlPartChanges),
  /** The custom attributes, if the instance has them. They replace those before. */
  customAttributes: clearable(Schema.Array(customAttribute))
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
