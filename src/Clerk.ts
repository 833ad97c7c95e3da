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
import * as Layer from "effect/Layer"
import * as ActorTokens from "./ActorTokens.ts"
import * as AllowlistIdentifiers from "./AllowlistIdentifiers.ts"
import * as ApiKeys from "./ApiKeys.ts"
import type * as Auth from "./Auth.ts"
import * as BlocklistIdentifiers from "./BlocklistIdentifiers.ts"
import * as Clients from "./Clients.ts"
import * as EmailAddresses from "./EmailAddresses.ts"
import * as Http from "./Http.ts"
import * as InstanceSettings from "./InstanceSettings.ts"
import * as Invitations from "./Invitations.ts"
import * as Jwks from "./Jwks.ts"
import * as JwtTemplates from "./JwtTemplates.ts"
import * as M2MTokens from "./M2MTokens.ts"
import * as Machines from "./Machines.ts"
import * as OrganizationDomains from "./OrganizationDomains.ts"
import * as OrganizationInvitations from "./OrganizationInvitations.ts"
import * as OrganizationMemberships from "./OrganizationMemberships.ts"
import * as Organizations from "./Organizations.ts"
import * as PhoneNumbers from "./PhoneNumbers.ts"
import * as RedirectUrls from "./RedirectUrls.ts"
import * as Sessions from "./Sessions.ts"
import * as SignInTokens from "./SignInTokens.ts"
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
  | BlocklistIdentifiers.BlocklistIdentifiers
  | Clients.Clients
  | EmailAddresses.EmailAddresses
  | InstanceSettings.InstanceSettings
  | Invitations.Invitations
  | Jwks.Jwks
  | JwtTemplates.JwtTemplates
  | M2MTokens.M2MTokens
  | Machines.Machines
  | OrganizationDomains.OrganizationDomains
  | OrganizationInvitations.OrganizationInvitations
  | OrganizationMemberships.OrganizationMemberships
  | Organizations.Organizations
  | PhoneNumbers.PhoneNumbers
  | RedirectUrls.RedirectUrls
  | Sessions.Sessions
  | SignInTokens.SignInTokens
  | TestingTokens.TestingTokens
  | Users.Users
  | WaitlistEntries.WaitlistEntries

// Fresh like each of them, since Effect memoizes the merged layer too: see `Resource.layer`.
const resources = Layer.fresh(Layer.mergeAll(
  ActorTokens.layer,
  AllowlistIdentifiers.layer,
  ApiKeys.layer,
  BlocklistIdentifiers.layer,
  Clients.layer,
  EmailAddresses.layer,
  InstanceSettings.layer,
  Invitations.layer,
  Jwks.layer,
  JwtTemplates.layer,
  M2MTokens.layer,
  Machines.layer,
  OrganizationDomains.layer,
  OrganizationInvitations.layer,
  OrganizationMemberships.layer,
  Organizations.layer,
  PhoneNumbers.layer,
  RedirectUrls.layer,
  Sessions.layer,
  SignInTokens.layer,
  TestingTokens.layer,
  Users.layer,
  WaitlistEntries.layer
))

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
