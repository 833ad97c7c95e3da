/**
 * The connection to an identity provider, as a part of a SAML account or enterprise account.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { flag, list, nullable, text, Timestamp } from "./wire/Fields.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * A connection to an identity provider, over SAML or OpenID Connect.
 *
 * @since 0.1.0
 * @category models
 */
export class EnterpriseAccountConnection
  extends Schema.Class<EnterpriseAccountConnection>("effect-clerk/EnterpriseAccountConnection")(snakeCase({
    /** The id of the connection. */
    id: text,
    /** The display name of the connection. */
    name: text,
    /** Whether users can sign in through the connection. */
    active: flag,
    /** The authentication protocol, `"oauth"` or `"saml"`; null on SAML accounts, where Clerk does not send it. */
    protocol: nullable(Schema.String),
    /** The identity provider, such as `"saml_okta"` or `"saml_custom"`. */
    provider: text,
    /**
     * The only domain of the connection, in older responses; null otherwise.
     *
     * @deprecated by Clerk: use `domains`.
     */
    domain: nullable(Schema.String),
    /** The e-mail domains of the connection. */
    domains: list(Schema.String),
    /** The URL of the logo of the identity provider; null when there is none. */
    logoPublicUrl: nullable(Schema.String),
    /** Whether each sign-in updates the attributes of the user. */
    syncUserAttributes: flag,
    /** Whether e-mail addresses of subdomains can use the connection. */
    allowSubdomains: flag,
    /** Whether a sign-in can start at the identity provider. */
    allowIdpInitiated: flag,
    /** Whether users of the connection are prevented from adding other identifications. */
    disableAdditionalIdentifications: flag,
    /** When it was created; null when Clerk does not say. */
    createdAt: nullable(Timestamp),
    /** When it was last updated; null when Clerk does not say. */
    updatedAt: nullable(Timestamp)
  }))
{}
