/**
 * Layers for all resources, over any `HttpClient`.
 *
 * ```ts
 * import { FetchHttpClient } from "@effect/platform"
 * import { Effect } from "effect"
 * import { Clerk, Users } from "effect-clerk"
 *
 * const program = Users.count().pipe(
 *   Effect.provide(Clerk.layerConfig()), // reads CLERK_SECRET_KEY
 *   Effect.provide(FetchHttpClient.layer)
 * )
 * ```
 *
 * @since 0.1.0
 */
import type * as HttpClient from "@effect/platform/HttpClient"
import type * as ConfigError from "effect/ConfigError"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ActorTokens from "./ActorTokens.ts"
import * as AllowlistIdentifiers from "./AllowlistIdentifiers.ts"
import * as ApiKeys from "./ApiKeys.ts"
import type * as Auth from "./Auth.ts"
import * as Billing from "./Billing.ts"
import * as BlocklistIdentifiers from "./BlocklistIdentifiers.ts"
import * as Clients from "./Clients.ts"
import * as Domains from "./Domains.ts"
import * as EmailAddresses from "./EmailAddresses.ts"
import * as EnterpriseConnections from "./EnterpriseConnections.ts"
import * as Http from "./Http.ts"
import * as InstanceSettings from "./InstanceSettings.ts"
import * as Invitations from "./Invitations.ts"
import * as Jwks from "./Jwks.ts"
import * as JwtTemplates from "./JwtTemplates.ts"
import * as M2MTokens from "./M2MTokens.ts"
import * as Machines from "./Machines.ts"
import * as OAuthApplications from "./OAuthApplications.ts"
import * as OrganizationDomains from "./OrganizationDomains.ts"
import * as OrganizationInvitations from "./OrganizationInvitations.ts"
import * as OrganizationMemberships from "./OrganizationMemberships.ts"
import * as OrganizationPermissions from "./OrganizationPermissions.ts"
import * as OrganizationRoles from "./OrganizationRoles.ts"
import * as Organizations from "./Organizations.ts"
import * as PhoneNumbers from "./PhoneNumbers.ts"
import * as RedirectUrls from "./RedirectUrls.ts"
import * as RoleSets from "./RoleSets.ts"
import * as Sessions from "./Sessions.ts"
import * as SignInTokens from "./SignInTokens.ts"
import * as SignUps from "./SignUps.ts"
import * as TestingTokens from "./TestingTokens.ts"
import * as Users from "./Users.ts"
import * as WaitlistEntries from "./WaitlistEntries.ts"

/**
 * Options of `Clerk.layer`.
 *
 * @since 0.1.0
 * @category models
 */
export interface Options extends Http.LayerOptions {}

/**
 * Options of `Clerk.layerConfig`.
 *
 * @since 0.1.0
 * @category models
 */
export interface LayerConfigOptions extends Http.LayerConfigOptions {}

/**
 * All resources, and what runs their operations.
 *
 * @since 0.1.0
 * @category models
 */
export type Resources =
  | Http.ClerkHttp
  | ActorTokens.ActorTokens
  | AllowlistIdentifiers.AllowlistIdentifiers
  | ApiKeys.ApiKeys
  | Billing.Billing
  | BlocklistIdentifiers.BlocklistIdentifiers
  | Clients.Clients
  | Domains.Domains
  | EmailAddresses.EmailAddresses
  | EnterpriseConnections.EnterpriseConnections
  | InstanceSettings.InstanceSettings
  | Invitations.Invitations
  | Jwks.Jwks
  | JwtTemplates.JwtTemplates
  | M2MTokens.M2MTokens
  | Machines.Machines
  | OAuthApplications.OAuthApplications
  | OrganizationDomains.OrganizationDomains
  | OrganizationInvitations.OrganizationInvitations
  | OrganizationMemberships.OrganizationMemberships
  | OrganizationPermissions.OrganizationPermissions
  | OrganizationRoles.OrganizationRoles
  | Organizations.Organizations
  | PhoneNumbers.PhoneNumbers
  | RedirectUrls.RedirectUrls
  | RoleSets.RoleSets
  | Sessions.Sessions
  | SignInTokens.SignInTokens
  | SignUps.SignUps
  | TestingTokens.TestingTokens
  | Users.Users
  | WaitlistEntries.WaitlistEntries

const service = <Self, Service, E, R>(tag: Context.Tag<Self, Service>, make: Effect.Effect<Service, E, R>) =>
  Effect.map(make, (service) => Context.make(tag, service))

// Not the layer of each resource, since Effect starts two fibers for each layer that it merges. Fresh like each of them: see `Resource.layer`.
const resources = Layer.fresh(Layer.scopedContext(Effect.map(
  Effect.all([
    service(ActorTokens.ActorTokens, ActorTokens.make),
    service(AllowlistIdentifiers.AllowlistIdentifiers, AllowlistIdentifiers.make),
    service(ApiKeys.ApiKeys, ApiKeys.make),
    service(Billing.Billing, Billing.make),
    service(BlocklistIdentifiers.BlocklistIdentifiers, BlocklistIdentifiers.make),
    service(Clients.Clients, Clients.make),
    service(Domains.Domains, Domains.make),
    service(EmailAddresses.EmailAddresses, EmailAddresses.make),
    service(EnterpriseConnections.EnterpriseConnections, EnterpriseConnections.make),
    service(InstanceSettings.InstanceSettings, InstanceSettings.make),
    service(Invitations.Invitations, Invitations.make),
    service(Jwks.Jwks, Jwks.make),
    service(JwtTemplates.JwtTemplates, JwtTemplates.make),
    service(M2MTokens.M2MTokens, M2MTokens.make),
    service(Machines.Machines, Machines.make),
    service(OAuthApplications.OAuthApplications, OAuthApplications.make),
    service(OrganizationDomains.OrganizationDomains, OrganizationDomains.make),
    service(OrganizationInvitations.OrganizationInvitations, OrganizationInvitations.make),
    service(OrganizationMemberships.OrganizationMemberships, OrganizationMemberships.make),
    service(OrganizationPermissions.OrganizationPermissions, OrganizationPermissions.make),
    service(OrganizationRoles.OrganizationRoles, OrganizationRoles.make),
    service(Organizations.Organizations, Organizations.make),
    service(PhoneNumbers.PhoneNumbers, PhoneNumbers.make),
    service(RedirectUrls.RedirectUrls, RedirectUrls.make),
    service(RoleSets.RoleSets, RoleSets.make),
    service(Sessions.Sessions, Sessions.make),
    service(SignInTokens.SignInTokens, SignInTokens.make),
    service(SignUps.SignUps, SignUps.make),
    service(TestingTokens.TestingTokens, TestingTokens.make),
    service(Users.Users, Users.make),
    service(WaitlistEntries.WaitlistEntries, WaitlistEntries.make)
  ]),
  (services) => Context.mergeAll(...services)
)))

/**
 * All resources, for an instance whose secret key comes from `ClerkAuth`.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerWithAuth = (
  options?: Http.Options
): Layer.Layer<Resources, ConfigError.ConfigError, HttpClient.HttpClient | Auth.ClerkAuth> =>
  Layer.provideMerge(resources, Http.layerWithAuth(options))

/**
 * All resources, for one instance. An invalid key, URL or API version fails when the layer is built.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = (
  options: Options
): Layer.Layer<Resources, ConfigError.ConfigError, HttpClient.HttpClient> =>
  Layer.provideMerge(resources, Http.layer(options))

/**
 * All resources, for the instance of the configuration: `CLERK_SECRET_KEY`, and if they are set `CLERK_API_URL` and
 * `CLERK_API_VERSION`. An error names the variable, never its value.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerConfig = (
  options?: LayerConfigOptions
): Layer.Layer<Resources, ConfigError.ConfigError, HttpClient.HttpClient> =>
  Layer.provideMerge(resources, Http.layerConfig(options))
