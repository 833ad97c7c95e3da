/**
 * An account of a user with a SAML identity provider.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { EnterpriseAccountConnection } from "./EnterpriseAccountConnection.ts"
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
  /** The id of the SAML account, `samlacc_…`. */
  id: text,
  /** The object type, `"saml_account"`. */
  object: object("saml_account"),
  /** The identity provider, such as `"saml_okta"`. */
  provider: text,
  /** Whether the user can sign in with this account. */
  active: flag,
  /** The e-mail address at the identity provider. */
  emailAddress: text,
  /** The first name at the identity provider; null when it sends none. */
  firstName: nullable(Schema.String),
  /** The last name at the identity provider; null when it sends none. */
  lastName: nullable(Schema.String),
  /** The id of the user at the identity provider; null when it sends none. */
  providerUserId: nullable(Schema.String),
  /** When the user last signed in with this account; null when never. */
  lastAuthenticatedAt: nullable(Timestamp),
  /** Metadata that the front end and the back end can read. */
  publicMetadata: metadata,
  /** How it was verified; null before the first attempt to verify it. */
  verification: nullable(Verification),
  /** The connection to the identity provider; null when Clerk does not send it. */
  samlConnection: nullable(EnterpriseAccountConnection)
})) {}
