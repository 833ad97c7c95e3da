/**
 * The resources of the in-memory Clerk. A new resource is one more line here, and one in `OperationTables`.
 */
import type { operations as actorTokens } from "../operations/ActorTokens.ts"
import type { operations as allowlistIdentifiers } from "../operations/AllowlistIdentifiers.ts"
import type { operations as apiKeys } from "../operations/ApiKeys.ts"
import type { operations as billing } from "../operations/Billing.ts"
import type { operations as blocklistIdentifiers } from "../operations/BlocklistIdentifiers.ts"
import type { operations as clients } from "../operations/Clients.ts"
import type { operations as domains } from "../operations/Domains.ts"
import type { operations as emailAddresses } from "../operations/EmailAddresses.ts"
import type { operations as enterpriseConnections } from "../operations/EnterpriseConnections.ts"
import type { operations as instanceSettings } from "../operations/InstanceSettings.ts"
import type { operations as invitations } from "../operations/Invitations.ts"
import type { operations as jwks } from "../operations/Jwks.ts"
import type { operations as jwtTemplates } from "../operations/JwtTemplates.ts"
import type { operations as m2mTokens } from "../operations/M2MTokens.ts"
import type { operations as machines } from "../operations/Machines.ts"
import type { operations as oauthApplications } from "../operations/OAuthApplications.ts"
import type { operations as organizationDomains } from "../operations/OrganizationDomains.ts"
import type { operations as organizationInvitations } from "../operations/OrganizationInvitations.ts"
import type { operations as organizationMemberships } from "../operations/OrganizationMemberships.ts"
import type { operations as organizationPermissions } from "../operations/OrganizationPermissions.ts"
import type { operations as organizationRoles } from "../operations/OrganizationRoles.ts"
import type { operations as organizations } from "../operations/Organizations.ts"
import type { operations as phoneNumbers } from "../operations/PhoneNumbers.ts"
import type { operations as redirectUrls } from "../operations/RedirectUrls.ts"
import type { operations as roleSets } from "../operations/RoleSets.ts"
import type { operations as sessions } from "../operations/Sessions.ts"
import type { operations as signInTokens } from "../operations/SignInTokens.ts"
import type { operations as signUps } from "../operations/SignUps.ts"
import type { operations as testingTokens } from "../operations/TestingTokens.ts"
import type { operations as users } from "../operations/Users.ts"
import type { operations as waitlistEntries } from "../operations/WaitlistEntries.ts"
import type { BillingOptions } from "./billing/Control.ts"
import type { Instance } from "./Instance.ts"
import * as ActorTokens from "./resources/ActorTokens.ts"
import * as AllowlistIdentifiers from "./resources/AllowlistIdentifiers.ts"
import * as ApiKeys from "./resources/ApiKeys.ts"
import * as Billing from "./resources/Billing.ts"
import * as BlocklistIdentifiers from "./resources/BlocklistIdentifiers.ts"
import * as Clients from "./resources/Clients.ts"
import * as Domains from "./resources/Domains.ts"
import * as EmailAddresses from "./resources/EmailAddresses.ts"
import * as EnterpriseConnections from "./resources/EnterpriseConnections.ts"
import * as InstanceSettings from "./resources/InstanceSettings.ts"
import * as Invitations from "./resources/Invitations.ts"
import * as JwtTemplates from "./resources/JwtTemplates.ts"
import * as M2MTokens from "./resources/M2MTokens.ts"
import * as Machines from "./resources/Machines.ts"
import * as OAuthApplications from "./resources/OAuthApplications.ts"
import * as OrganizationDomains from "./resources/OrganizationDomains.ts"
import * as OrganizationInvitations from "./resources/OrganizationInvitations.ts"
import * as OrganizationMemberships from "./resources/OrganizationMemberships.ts"
import * as OrganizationPermissions from "./resources/OrganizationPermissions.ts"
import * as OrganizationRoles from "./resources/OrganizationRoles.ts"
import * as Organizations from "./resources/Organizations.ts"
import * as PhoneNumbers from "./resources/PhoneNumbers.ts"
import * as RedirectUrls from "./resources/RedirectUrls.ts"
import * as RoleSets from "./resources/RoleSets.ts"
import * as Sessions from "./resources/Sessions.ts"
import * as SignInTokens from "./resources/SignInTokens.ts"
import * as SignUps from "./resources/SignUps.ts"
import * as TestingTokens from "./resources/TestingTokens.ts"
import * as WaitlistEntries from "./resources/WaitlistEntries.ts"
import type { Resource } from "./server/Resource.ts"
import type { SessionsOptions } from "./sessions/Control.ts"
import type { SignUpsOptions } from "./signUps/Control.ts"

/** The tables of operations, by their prefix. */
export interface OperationTables {
  readonly actorTokens: typeof actorTokens
  readonly allowlistIdentifiers: typeof allowlistIdentifiers
  readonly apiKeys: typeof apiKeys
  readonly billing: typeof billing
  readonly blocklistIdentifiers: typeof blocklistIdentifiers
  readonly clients: typeof clients
  readonly domains: typeof domains
  readonly emailAddresses: typeof emailAddresses
  readonly enterpriseConnections: typeof enterpriseConnections
  readonly instanceSettings: typeof instanceSettings
  readonly invitations: typeof invitations
  readonly jwks: typeof jwks
  readonly jwtTemplates: typeof jwtTemplates
  readonly m2mTokens: typeof m2mTokens
  readonly machines: typeof machines
  readonly oauthApplications: typeof oauthApplications
  readonly organizationDomains: typeof organizationDomains
  readonly organizationInvitations: typeof organizationInvitations
  readonly organizationMemberships: typeof organizationMemberships
  readonly organizationPermissions: typeof organizationPermissions
  readonly organizationRoles: typeof organizationRoles
  readonly organizations: typeof organizations
  readonly phoneNumbers: typeof phoneNumbers
  readonly redirectUrls: typeof redirectUrls
  readonly roleSets: typeof roleSets
  readonly sessions: typeof sessions
  readonly signInTokens: typeof signInTokens
  readonly signUps: typeof signUps
  readonly testingTokens: typeof testingTokens
  readonly users: typeof users
  readonly waitlistEntries: typeof waitlistEntries
}

/** The resources other than users. */
export const make = (
  instance: Instance,
  options: BillingOptions & SessionsOptions & SignUpsOptions
): ReadonlyArray<Resource> => [
  ActorTokens.make(instance),
  AllowlistIdentifiers.make(instance),
  ApiKeys.make(instance),
  Billing.make(instance, options),
  BlocklistIdentifiers.make(instance),
  Clients.make(instance),
  Domains.make(instance),
  EmailAddresses.make(instance),
  EnterpriseConnections.make(instance),
  InstanceSettings.make(instance),
  Invitations.make(instance),
  JwtTemplates.make(instance),
  M2MTokens.make(instance),
  Machines.make(instance),
  OAuthApplications.make(instance),
  OrganizationDomains.make(instance),
  OrganizationInvitations.make(instance),
  OrganizationMemberships.make(instance),
  OrganizationPermissions.make(instance),
  OrganizationRoles.make(instance),
  Organizations.make(instance),
  PhoneNumbers.make(instance),
  RedirectUrls.make(instance),
  RoleSets.make(instance),
  Sessions.make(instance, options),
  SignInTokens.make(instance),
  SignUps.make(instance, options),
  TestingTokens.make(instance),
  WaitlistEntries.make(instance)
]
