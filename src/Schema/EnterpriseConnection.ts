/**
 * The connections of an instance to the identity providers of enterprises, over SAML or OpenID Connect.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { EnterpriseConnectionId, OrganizationId } from "./Ids.ts"
import { flag, list, nullable, object, openEnum, text, Timestamp, withDefault } from "./wire/Fields.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * A custom attribute, which users of a connection get from the identity provider.
 *
 * @since 0.1.0
 * @category models
 */
export class EnterpriseCustomAttribute
  extends Schema.Class<EnterpriseCustomAttribute>("effect-clerk/EnterpriseCustomAttribute")(snakeCase({
    /** The display name. */
    name: text,
    /** The key in the metadata of the user. */
    key: text,
    /** Where its value is in SAML assertions or OIDC claims; null when it is not taken from them. */
    ssoPath: nullable(Schema.String),
    /**
     * Where its value is in users of a directory sync (SCIM); null when it is not taken from it.
     *
     * Clerk's newer name for it is `directoryPath`.
     */
    scimPath: nullable(Schema.String),
    /** The same as `scimPath`; null when Clerk does not send it. */
    directoryPath: nullable(Schema.String),
    /** Whether it has several values, which are an array in the public metadata. */
    multiValued: flag
  }))
{}

/**
 * The `login_hint` that Clerk sends to the identity provider.
 *
 * @since 0.1.0
 * @category models
 */
export class SamlLoginHint extends Schema.Class<SamlLoginHint>("effect-clerk/SamlLoginHint")(snakeCase({
  /** What it is: the e-mail address that was typed, a value of the public metadata, or nothing. */
  mode: withDefault(openEnum("email_address", "custom_attribute", "off"), () => ""),
  /** The key in the public metadata, for `"custom_attribute"`; null otherwise. */
  source: nullable(Schema.String)
})) {}

/**
 * A certificate that the identity provider signs with.
 *
 * @since 0.1.0
 * @category models
 */
export class SamlIdpCertificate extends Schema.Class<SamlIdpCertificate>("effect-clerk/SamlIdpCertificate")(snakeCase({
  /** The certificate, in PEM. It is public. */
  certificate: text,
  /** When it was issued; null when it is not known. */
  issuedAt: nullable(Timestamp),
  /** When it expires; null when it is not known. */
  expiresAt: nullable(Timestamp)
})) {}

/**
 * The SAML part of an enterprise connection.
 *
 * @since 0.1.0
 * @category models
 */
export class EnterpriseSamlConnection
  extends Schema.Class<EnterpriseSamlConnection>("effect-clerk/EnterpriseSamlConnection")(snakeCase({
    /** The id of the SAML connection. */
    id: text,
    /** The display name. */
    name: text,
    /** The entity id of the identity provider; null when it is not set. */
    idpEntityId: nullable(Schema.String),
    /** The sign-on URL of the identity provider; null when it is not set. */
    idpSsoUrl: nullable(Schema.String),
    /** The first certificate of the identity provider, in PEM; null when Clerk does not send it. */
    idpCertificate: nullable(Schema.String),
    /** When that certificate was issued; null when Clerk does not say. */
    idpCertificateIssuedAt: nullable(Timestamp),
    /** When that certificate expires; null when Clerk does not say. */
    idpCertificateExpiresAt: nullable(Timestamp),
    /** All certificates of the identity provider. */
    idpCertificates: list(SamlIdpCertificate),
    /** The URL of the metadata of the identity provider; null when it is not set. */
    idpMetadataUrl: nullable(Schema.String),
    /** Clerk's URL that receives the assertions; null when Clerk does not send it. */
    acsUrl: nullable(Schema.String),
    /** Clerk's entity id; null when Clerk does not send it. */
    spEntityId: nullable(Schema.String),
    /** The URL of Clerk's metadata; null when Clerk does not send it. */
    spMetadataUrl: nullable(Schema.String),
    /** Whether it is active. */
    active: flag,
    /** Whether a sign-in can start at the identity provider. */
    allowIdpInitiated: flag,
    /** Whether e-mail addresses of subdomains can use it. */
    allowSubdomains: flag,
    /** Whether users sign in again at the identity provider each time. */
    forceAuthn: flag,
    /** The `login_hint` that Clerk sends; null when Clerk does not say. */
    loginHint: nullable(SamlLoginHint)
  }))
{}

/**
 * The OpenID Connect part of an enterprise connection. Clerk never returns the client secret.
 *
 * @since 0.1.0
 * @category models
 */
export class EnterpriseOAuthConfig
  extends Schema.Class<EnterpriseOAuthConfig>("effect-clerk/EnterpriseOAuthConfig")(snakeCase({
    /** The id of the configuration. */
    id: text,
    /** The display name. */
    name: text,
    /** The name of the provider in Clerk, such as `"oidc_custom"`. */
    providerKey: text,
    /** The client id at the identity provider; null when it is not set. */
    clientId: nullable(Schema.String),
    /** The discovery URL of the identity provider; null when it is not set. */
    discoveryUrl: nullable(Schema.String),
    /** The authorization URL; null when it is not known. */
    authUrl: nullable(Schema.String),
    /** The token URL; null when it is not known. */
    tokenUrl: nullable(Schema.String),
    /** The URL of the user info; null when it is not known. */
    userInfoUrl: nullable(Schema.String),
    /** Whether PKCE is required. */
    requiresPkce: flag,
    /** The URL of the logo; null when there is none. */
    logoPublicUrl: nullable(Schema.String),
    /** When it was created; null when Clerk does not say. */
    createdAt: nullable(Timestamp),
    /** When it was last updated; null when Clerk does not say. */
    updatedAt: nullable(Timestamp)
  }))
{}

/**
 * A connection to the identity provider of an enterprise, over SAML or OpenID Connect.
 *
 * @since 0.1.0
 * @category models
 */
export class EnterpriseConnection extends Schema.Class<EnterpriseConnection>("effect-clerk/EnterpriseConnection")(
  snakeCase({
    /** The id of the connection. */
    id: EnterpriseConnectionId,
    /** The object type, `"enterprise_connection"`. */
    object: object("enterprise_connection"),
    /** The display name. */
    name: text,
    /** The identity provider, such as `"saml_okta"` or `"oidc_custom"`. */
    provider: text,
    /** The URL of the logo of the identity provider; null when there is none. */
    logoPublicUrl: nullable(Schema.String),
    /** Whether users can sign in through it. */
    active: flag,
    /** The e-mail domains whose users sign in through it. */
    domains: list(Schema.String),
    /** The id of its organization; null when it belongs to none. */
    organizationId: nullable(OrganizationId),
    /** Whether each sign-in updates the attributes of the user. */
    syncUserAttributes: flag,
    /** Whether its users are prevented from adding other identifications. */
    disableAdditionalIdentifications: flag,
    /** Whether members of the organization can link their account to it. */
    allowOrganizationAccountLinking: flag,
    /** Whether it can be used to sign in and to sign up. */
    authenticatable: flag,
    /** Whether users are not created at their first sign-in. */
    disableJitProvisioning: flag,
    /** The custom attributes, if the instance has them. */
    customAttributes: list(EnterpriseCustomAttribute),
    /** The SAML part; null when it uses OpenID Connect. */
    samlConnection: nullable(EnterpriseSamlConnection),
    /** The OpenID Connect part; null when it uses SAML. */
    oauthConfig: nullable(EnterpriseOAuthConfig),
    /** When it was created; null when Clerk does not say. */
    createdAt: nullable(Timestamp),
    /** When it was last updated; null when Clerk does not say. */
    updatedAt: nullable(Timestamp)
  })
) {}
