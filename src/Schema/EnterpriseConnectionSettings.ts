/**
 * The parts of new enterprise connections and of their changes: the settings of SAML, of OpenID Connect, and of custom attributes.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { openEnum } from "./wire/Fields.ts"
import { clearable, Secret } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

const samlAttributeMapping = Schema.Struct(snakeCase({
  /** The attribute with the id of the user. */
  userId: clearable(Schema.String),
  /** The attribute with the e-mail address. */
  emailAddress: clearable(Schema.String),
  /** The attribute with the first name. */
  firstName: clearable(Schema.String),
  /** The attribute with the last name. */
  lastName: clearable(Schema.String)
}))

/**
 * Which attributes of the identity provider are the fields of a user.
 *
 * @since 0.1.0
 * @category models
 */
export interface SamlAttributeMapping extends Schema.Schema.Type<typeof samlAttributeMapping> {}

/**
 * Which attributes of the identity provider are the fields of a user.
 *
 * @since 0.1.0
 * @category schemas
 */
export const SamlAttributeMapping: Schema.Schema<SamlAttributeMapping, typeof samlAttributeMapping.Encoded> =
  samlAttributeMapping

const samlLoginHintSettings = Schema.Struct(snakeCase({
  /** What it is: the e-mail address that was typed, a value of the public metadata, or nothing. */
  mode: openEnum("email_address", "custom_attribute", "off"),
  /** The key in the public metadata, for `"custom_attribute"`. */
  source: Schema.optional(Schema.String)
}))

/**
 * The `login_hint` of a new or changed SAML connection.
 *
 * @since 0.1.0
 * @category models
 */
export interface SamlLoginHintSettings extends Schema.Schema.Type<typeof samlLoginHintSettings> {}

/**
 * The `login_hint` of a new or changed SAML connection.
 *
 * @since 0.1.0
 * @category schemas
 */
export const SamlLoginHintSettings: Schema.Schema<SamlLoginHintSettings, typeof samlLoginHintSettings.Encoded> =
  samlLoginHintSettings

const newSamlSettings = Schema.Struct(snakeCase({
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
  attributeMapping: clearable(SamlAttributeMapping),
  /** Whether e-mail addresses of subdomains can use the connection. */
  allowSubdomains: clearable(Schema.Boolean),
  /** Whether a sign-in can start at the identity provider. */
  allowIdpInitiated: clearable(Schema.Boolean),
  /** Whether users sign in again at the identity provider each time. */
  forceAuthn: clearable(Schema.Boolean),
  /** The `login_hint` that Clerk sends. */
  loginHint: clearable(SamlLoginHintSettings)
}))

/**
 * The SAML part of a new enterprise connection.
 *
 * @since 0.1.0
 * @category models
 */
export interface NewSamlSettings extends Schema.Schema.Type<typeof newSamlSettings> {}

/**
 * The SAML part of a new enterprise connection.
 *
 * @since 0.1.0
 * @category schemas
 */
export const NewSamlSettings: Schema.Schema<NewSamlSettings, typeof newSamlSettings.Encoded> = newSamlSettings

const samlSettingsChanges = Schema.extend(
  newSamlSettings,
  Schema.Struct(snakeCase({
    /** The display name of the SAML connection. */
    name: clearable(Schema.String)
  }))
)

/**
 * The changes of the SAML part of an enterprise connection.
 *
 * @since 0.1.0
 * @category models
 */
export interface SamlSettingsChanges extends Schema.Schema.Type<typeof samlSettingsChanges> {}

/**
 * The changes of the SAML part of an enterprise connection.
 *
 * @since 0.1.0
 * @category schemas
 */
export const SamlSettingsChanges: Schema.Schema<SamlSettingsChanges, typeof samlSettingsChanges.Encoded> =
  samlSettingsChanges

const oidcSettings = Schema.Struct(snakeCase({
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

/**
 * The OpenID Connect part of a new or changed enterprise connection.
 *
 * @since 0.1.0
 * @category models
 */
export interface OidcSettings extends Schema.Schema.Type<typeof oidcSettings> {}

/**
 * The OpenID Connect part of a new or changed enterprise connection.
 *
 * @since 0.1.0
 * @category schemas
 */
export const OidcSettings: Schema.Schema<OidcSettings, typeof oidcSettings.Encoded> = oidcSettings

const customAttributeSettings = Schema.Struct(snakeCase({
  /** The display name. */
  name: Schema.NonEmptyString,
  /** The key in the metadata of the user: letters, digits, `_` and `-`, and no `_` at the start. */
  key: Schema.String.pipe(
    Schema.pattern(/^[^_][A-Za-z0-9_-]*$/, {
      message: () => "Expected letters, digits, _ and -, and no _ at the start",
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

/**
 * A custom attribute of a new or changed enterprise connection.
 *
 * @since 0.1.0
 * @category models
 */
export interface CustomAttributeSettings extends Schema.Schema.Type<typeof customAttributeSettings> {}

/**
 * A custom attribute of a new or changed enterprise connection.
 *
 * @since 0.1.0
 * @category schemas
 */
export const CustomAttributeSettings: Schema.Schema<CustomAttributeSettings, typeof customAttributeSettings.Encoded> =
  customAttributeSettings
