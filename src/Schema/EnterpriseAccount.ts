/**
 * An account of a user with an organization's identity provider.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { EnterpriseConnection } from "./EnterpriseConnection.ts"
import { Verification } from "./Verification.ts"
import { flag, metadata, nullable, object, text, Timestamp } from "./wire/Fields.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * An account of a user with an organization's identity provider.
 *
 * @since 0.1.0
 * @category models
 */
export class EnterpriseAccount extends Schema.Class<EnterpriseAccount>("effect-clerk/EnterpriseAccount")(snakeCase({
  id: text,
  object: object("enterprise_account"),
  /** `"oauth"` or `"saml"`. */
  protocol: nullable(Schema.String),
  /** Such as `"saml_okta"`. */
  provider: text,
  active: flag,
  emailAddress: text,
  firstName: nullable(Schema.String),
  lastName: nullable(Schema.String),
  providerUserId: nullable(Schema.String),
  enterpriseConnectionId: nullable(Schema.String),
  lastAuthenticatedAt: nullable(Timestamp),
  publicMetadata: metadata,
  verification: nullable(Verification),
  enterpriseConnection: nullable(EnterpriseConnection)
})) {}
