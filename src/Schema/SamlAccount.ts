/**
 * An account of a user with a SAML identity provider.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { EnterpriseConnection } from "./EnterpriseConnection.ts"
import { Verification } from "./Verification.ts"
import { flag, metadata, nullable, object, text, Timestamp } from "./wire/Fields.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * An account of a user with a SAML identity provider.
 *
 * @since 0.1.0
 * @category models
 */
export class SamlAccount extends Schema.Class<SamlAccount>("effect-clerk/SamlAccount")(snakeCase({
  id: text,
  object: object("saml_account"),
  /** Such as `"saml_okta"`. */
  provider: text,
  active: flag,
  emailAddress: text,
  firstName: nullable(Schema.String),
  lastName: nullable(Schema.String),
  providerUserId: nullable(Schema.String),
  lastAuthenticatedAt: nullable(Timestamp),
  publicMetadata: metadata,
  verification: nullable(Verification),
  samlConnection: nullable(EnterpriseConnection)
})) {}
