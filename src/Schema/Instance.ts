/**
 * An instance and its settings.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { InstanceId } from "./Ids.ts"
import { count, flag, list, nullable, openEnum, text, withDefault } from "./wire/Fields.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * An instance of Clerk: the users of an application in one environment.
 *
 * @since 0.1.0
 * @category models
 */
export class Instance extends Schema.Class<Instance>("effect-clerk/Instance")(snakeCase({
  /** The object type, `"instance"`. Without it, a response says nothing, and fails to decode. */
  object: openEnum("instance"),
  /** The id of the instance. */
  id: InstanceId,
  /** The environment, such as `"development"`. */
  environmentType: withDefault(openEnum("development", "production"), () => ""),
  /** The origins of browser extensions, Electron and Capacitor apps that may call the Frontend API. */
  allowedOrigins: list(Schema.String),
  /** The id of the workspace that owns the application; null without one. */
  workspaceId: nullable(Schema.String)
})) {}

/**
 * Who may sign up.
 *
 * @since 0.1.0
 * @category models
 */
export class InstanceRestrictions
  extends Schema.Class<InstanceRestrictions>("effect-clerk/InstanceRestrictions")(snakeCase({
    /** The object type, `"instance_restrictions"`. Without it, a response says nothing, and fails to decode. */
    object: openEnum("instance_restrictions"),
    /** Whether only identifiers on the allowlist may sign up. */
    allowlist: flag,
    /** Whether identifiers on the blocklist are refused. */
    blocklist: flag,
    /** Whether both lists are ignored at sign-in. */
    allowlistBlocklistDisabledOnSignIn: flag,
    /** Whether e-mail addresses with a subaddress, such as `"ada+1@example.com"`, are refused. */
    blockEmailSubaddresses: flag,
    /** Whether disposable e-mail addresses are refused. */
    blockDisposableEmailDomains: flag
  }))
{}

/**
 * The settings of Protect, which keeps attackers and bots out.
 *
 * @since 0.1.0
 * @category models
 */
export class InstanceProtect extends Schema.Class<InstanceProtect>("effect-clerk/InstanceProtect")(snakeCase({
  /** The object type, `"instance_protect"`. Without it, a response says nothing, and fails to decode. */
  object: openEnum("instance_protect"),
  /** Whether the rules of Protect are applied. */
  rulesEnabled: flag,
  /** Whether the bot detection of Protect is on. */
  specterEnabled: flag,
  /** Whether the prerequisites of Protect are not checked. */
  checksBypassed: flag
})) {}

/**
 * The settings of SMS.
 *
 * @since 0.1.0
 * @category models
 */
export class InstanceCommunication
  extends Schema.Class<InstanceCommunication>("effect-clerk/InstanceCommunication")(snakeCase({
    /** The object type, `"instance_communication"`. Without it, a response says nothing, and fails to decode. */
    object: openEnum("instance_communication"),
    /** The countries that no SMS is sent to, in ISO 3166-1 alpha-2, such as `"DE"`. */
    blockedCountryCodes: list(Schema.String)
  }))
{}

/**
 * The settings of OAuth applications.
 *
 * @since 0.1.0
 * @category models
 */
export class OAuthApplicationSettings
  extends Schema.Class<OAuthApplicationSettings>("effect-clerk/OAuthApplicationSettings")(snakeCase({
    /** The object type, `"oauth_application_settings"`. Without it, a response says nothing, and fails to decode. */
    object: openEnum("oauth_application_settings"),
    /** Whether OAuth clients may register themselves (RFC 7591). */
    dynamicOauthClientRegistration: flag,
    /** The default scopes; null for those of Clerk. */
    defaultScopes: nullable(Schema.Array(Schema.String)),
    /** Whether OAuth access tokens are JWTs, rather than opaque. */
    oauthJwtAccessTokens: flag,
    /** Whether the metadata of the authorization server advertises Client ID Metadata Documents. */
    clientIdMetadataDocumentsAdvertised: flag,
    /** Whether new clients with a Client ID Metadata Document are refused. */
    clientIdMetadataDocumentsOnlyAllowPreRegisteredClients: flag,
    /** Whether clients with a Client ID Metadata Document that were allowed implicitly are refused. */
    clientIdMetadataDocumentsBlockImplicitlyAllowedClients: flag
  }))
{}

/**
 * The settings of organizations.
 *
 * @since 0.1.0
 * @category models
 */
export class OrganizationSettings
  extends Schema.Class<OrganizationSettings>("effect-clerk/OrganizationSettings")(snakeCase({
    /** The object type, `"organization_settings"`. Without it, a response says nothing, and fails to decode. */
    object: openEnum("organization_settings"),
    /** Whether the instance has organizations. */
    enabled: flag,
    /** The most members of an organization; 0 for no limit. */
    maxAllowedMemberships: count,
    /** The most roles. */
    maxAllowedRoles: count,
    /** The most role sets; null when Clerk does not say. */
    maxRoleSetsAllowed: nullable(Schema.Number),
    /** The most domains of an organization. */
    maxAllowedDomains: count,
    /**
     * Permissions are not limited; null when Clerk does not send it.
     *
     * @deprecated by Clerk.
     */
    maxAllowedPermissions: nullable(Schema.Number),
    /** The role of the creator of an organization, such as `"org:admin"`. */
    creatorRole: text,
    /** Whether an administrator may delete an organization. */
    adminDeleteEnabled: flag,
    /** Whether organizations can have verified domains. */
    domainsEnabled: flag,
    /** Whether organizations have no slug. */
    slugDisabled: flag,
    /** The enrollment modes of domains. */
    domainsEnrollmentModes: list(openEnum("manual_invitation", "automatic_invitation", "automatic_suggestion")),
    /** The role of a user who joins an organization by its domain. */
    domainsDefaultRole: text,
    /** The role set of new organizations; null without one. */
    initialRoleSetKey: nullable(Schema.String)
  }))
{}
