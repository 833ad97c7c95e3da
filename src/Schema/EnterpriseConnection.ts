/**
 * The connection of an organization's identity provider, as it stands within a SAML or enterprise account.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { flag, list, nullable, text, Timestamp } from "./wire/Fields.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * A SAML or OpenID connection.
 *
 * @since 0.1.0
 * @category models
 */
export class EnterpriseConnection extends Schema.Class<EnterpriseConnection>("effect-clerk/EnterpriseConnection")(
  snakeCase({
    id: text,
    name: text,
    active: flag,
    /** `"oauth"` or `"saml"`; null on SAML accounts, which do not say. */
    protocol: nullable(Schema.String),
    /** Such as `"saml_okta"` or `"saml_custom"`. */
    provider: text,
    /** @deprecated by Clerk: use `domains`. */
    domain: nullable(Schema.String),
    domains: list(Schema.String),
    logoPublicUrl: nullable(Schema.String),
    syncUserAttributes: flag,
    allowSubdomains: flag,
    allowIdpInitiated: flag,
    disableAdditionalIdentifications: flag,
    createdAt: nullable(Timestamp),
    updatedAt: nullable(Timestamp)
  })
) {}
