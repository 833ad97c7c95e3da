/**
 * The tables that are compared with Clerk's OpenAPI file. A new resource is one more line.
 */
import {
  actorTokenOperations,
  allowlistIdentifierOperations,
  apiKeyOperations,
  billingOperations,
  blocklistIdentifierOperations,
  clientOperations,
  domainOperations,
  emailAddressOperations,
  enterpriseConnectionOperations,
  instanceSettingsOperations,
  invitationOperations,
  jwksOperations,
  jwtTemplateOperations,
  m2mTokenOperations,
  machineOperations,
  oauthApplicationOperations,
  type Operation,
  organizationDomainOperations,
  organizationInvitationOperations,
  organizationMembershipOperations,
  organizationOperations,
  organizationPermissionOperations,
  organizationRoleOperations,
  phoneNumberOperations,
  redirectUrlOperations,
  roleSetOperations,
  sessionOperations,
  signInTokenOperations,
  signUpOperations,
  testingTokenOperations,
  userOperations,
  waitlistEntryOperations
} from "effect-clerk"

export interface Resource {
  /** The name of the resource, which its operations begin with in errors and spans, such as `"users"`. */
  readonly prefix: string
  /** The name of the tag and of the file of the table, such as `"Users"`. */
  readonly source: string
  readonly table: Operation.Table
  /** The name of the resource in the file. The tables together should have all its endpoints. */
  readonly tag: string
}

export const resources: ReadonlyArray<Resource> = [
  { prefix: "actorTokens", source: "ActorTokens", table: actorTokenOperations, tag: "Actor Tokens" },
  {
    prefix: "allowlistIdentifiers",
    source: "AllowlistIdentifiers",
    table: allowlistIdentifierOperations,
    tag: "Allow-list / Block-list"
  },
  { prefix: "apiKeys", source: "ApiKeys", table: apiKeyOperations, tag: "API Keys" },
  { prefix: "billing", source: "Billing", table: billingOperations, tag: "Billing" },
  {
    prefix: "blocklistIdentifiers",
    source: "BlocklistIdentifiers",
    table: blocklistIdentifierOperations,
    tag: "Allow-list / Block-list"
  },
  { prefix: "clients", source: "Clients", table: clientOperations, tag: "Clients" },
  { prefix: "domains", source: "Domains", table: domainOperations, tag: "Domains" },
  { prefix: "emailAddresses", source: "EmailAddresses", table: emailAddressOperations, tag: "Email Addresses" },
  {
    prefix: "enterpriseConnections",
    source: "EnterpriseConnections",
    table: enterpriseConnectionOperations,
    tag: "Enterprise Connections"
  },
  {
    prefix: "instanceSettings",
    source: "InstanceSettings",
    table: instanceSettingsOperations,
    tag: "Instance Settings"
  },
  { prefix: "invitations", source: "Invitations", table: invitationOperations, tag: "Invitations" },
  { prefix: "jwks", source: "Jwks", table: jwksOperations, tag: "JWKS" },
  { prefix: "jwtTemplates", source: "JwtTemplates", table: jwtTemplateOperations, tag: "JWT Templates" },
  { prefix: "m2mTokens", source: "M2MTokens", table: m2mTokenOperations, tag: "M2M Tokens" },
  { prefix: "machines", source: "Machines", table: machineOperations, tag: "Machines" },
  {
    prefix: "oauthApplications",
    source: "OAuthApplications",
    table: oauthApplicationOperations,
    tag: "OAuth Applications"
  },
  {
    prefix: "organizationDomains",
    source: "OrganizationDomains",
    table: organizationDomainOperations,
    tag: "Organization Domains"
  },
  {
    prefix: "organizationInvitations",
    source: "OrganizationInvitations",
    table: organizationInvitationOperations,
    tag: "Organization Invitations"
  },
  {
    prefix: "organizationMemberships",
    source: "OrganizationMemberships",
    table: organizationMembershipOperations,
    tag: "Organization Memberships"
  },
  {
    prefix: "organizationPermissions",
    source: "OrganizationPermissions",
    table: organizationPermissionOperations,
    tag: "Organization Permissions"
  },
  {
    prefix: "organizationRoles",
    source: "OrganizationRoles",
    table: organizationRoleOperations,
    tag: "Organization Roles"
  },
  { prefix: "organizations", source: "Organizations", table: organizationOperations, tag: "Organizations" },
  { prefix: "phoneNumbers", source: "PhoneNumbers", table: phoneNumberOperations, tag: "Phone Numbers" },
  { prefix: "redirectUrls", source: "RedirectUrls", table: redirectUrlOperations, tag: "Redirect URLs" },
  { prefix: "roleSets", source: "RoleSets", table: roleSetOperations, tag: "Role Sets" },
  { prefix: "sessions", source: "Sessions", table: sessionOperations, tag: "Sessions" },
  { prefix: "signInTokens", source: "SignInTokens", table: signInTokenOperations, tag: "Sign-in Tokens" },
  { prefix: "signUps", source: "SignUps", table: signUpOperations, tag: "Sign Ups" },
  { prefix: "testingTokens", source: "TestingTokens", table: testingTokenOperations, tag: "Testing Tokens" },
  { prefix: "users", source: "Users", table: userOperations, tag: "Users" },
  { prefix: "waitlistEntries", source: "WaitlistEntries", table: waitlistEntryOperations, tag: "Waitlist Entries" }
]
