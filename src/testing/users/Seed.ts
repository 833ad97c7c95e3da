/**
 * Seeds: users that a test adds, with values that no call of the API can set.
 *
 * @since 0.1.0
 */
import type * as Brand from "effect/Brand"
import type * as DateTime from "effect/DateTime"
import type { BillingPlan } from "../../Schema/BillingPlan.ts"
import type { BillingSubscription, BillingSubscriptionItem } from "../../Schema/BillingSubscription.ts"
import type { EnterpriseAccount } from "../../Schema/EnterpriseAccount.ts"
import type { ExternalAccount } from "../../Schema/ExternalAccount.ts"
import type { OAuthAccessToken } from "../../Schema/OAuthAccessToken.ts"
import type { Organization } from "../../Schema/Organization.ts"
import type { OrganizationInvitation } from "../../Schema/OrganizationInvitation.ts"
import type { OrganizationMembership } from "../../Schema/OrganizationMembership.ts"
import type { Passkey } from "../../Schema/Passkey.ts"
import type { SamlAccount } from "../../Schema/SamlAccount.ts"
import type { TrustedDevice } from "../../Schema/TrustedDevice.ts"
import type { NewUser } from "../../Schema/UserChanges.ts"
import type { JsonObject } from "../../Schema/wire/Json.ts"

/**
 * Any of the fields of a class, with ids as plain strings.
 *
 * @since 0.1.0
 * @category models
 */
export type Some<Class extends abstract new(...args: never) => object> = PartialFields<
  Pick<InstanceType<Class>, keyof InstanceType<Class> & keyof Exclude<ConstructorParameters<Class>[0], void>>
>

type PartialFields<Fields> = { readonly [Name in keyof Fields]?: Unbranded<Fields[Name]> }

type Unbranded<A> = A extends { readonly [Brand.BrandTypeId]: unknown } ? string : A

/**
 * A user to seed: the input of `Users.create`, and values that no call can set. Missing values get defaults.
 *
 * ```ts
 * import { ClerkTest } from "effect-clerk/testing"
 *
 * const TestLive = ClerkTest.layer({
 *   users: [
 *     { id: "user_ada", emailAddress: ["ada@example.com"], externalAccounts: [{ provider: "oauth_google" }] },
 *     { id: "user_bob", username: "bob", banned: true, organizationMemberships: [{ role: "org:admin" }] }
 *   ]
 * })
 * ```
 *
 * Seeds must follow Clerk's rules about format and uniqueness. They may have short passwords, no identifier at all, and
 * e-mail addresses with the identification status `"unverified"`.
 *
 * @since 0.1.0
 * @category models
 */
export interface UserSeed extends NewUser {
  /** The id of the user, by default the next id of `Ids`. */
  readonly id?: string
  /** The external accounts, by default of Google. */
  readonly externalAccounts?: ReadonlyArray<Some<typeof ExternalAccount>>
  /** The passkeys of the user. */
  readonly passkeys?: ReadonlyArray<Some<typeof Passkey>>
  /** The SAML accounts of the user. */
  readonly samlAccounts?: ReadonlyArray<Some<typeof SamlAccount>>
  /** The enterprise accounts of the user. */
  readonly enterpriseAccounts?: ReadonlyArray<Some<typeof EnterpriseAccount>>
  /** The organization memberships of the user. An organization without an id, or with a new one, is added. */
  readonly organizationMemberships?: ReadonlyArray<MembershipSeed>
  /** The organization invitations of the user. An organization without an id, or with a new one, is added. */
  readonly organizationInvitations?: ReadonlyArray<Some<typeof OrganizationInvitation>>
  /** The OAuth access tokens, by default of the provider of the first external account. */
  readonly oauthAccessTokens?: ReadonlyArray<Some<typeof OAuthAccessToken>>
  /** The trusted devices, by default active ones on iOS. */
  readonly trustedDevices?: ReadonlyArray<Some<typeof TrustedDevice>>
  /** The subscription, by default an active one. */
  readonly billingSubscription?: SubscriptionSeed
  /** The credits; none by default. */
  readonly billingCredits?: CreditSeed
  /** Whether the first phone number is a second factor. */
  readonly phoneSecondFactor?: boolean
  /** Whether the user has a profile image. */
  readonly hasImage?: boolean
  /** The time of the last sign-in. */
  readonly lastSignInAt?: DateTime.Utc
  /** The time of the last activity. */
  readonly lastActiveAt?: DateTime.Utc
  /** Fields of the user that this version of the library does not know. */
  readonly unknownFields?: JsonObject
}

/**
 * An organization membership to seed, with any of the fields of its organization.
 *
 * @since 0.1.0
 * @category models
 */
export interface MembershipSeed extends Omit<Some<typeof OrganizationMembership>, "organization"> {
  /** The fields of the organization. */
  readonly organization?: Some<typeof Organization>
}

/**
 * Credits to seed.
 *
 * @since 0.1.0
 * @category models
 */
export interface CreditSeed {
  /** The amount in cents. */
  readonly amount: number
  /** The code of the currency, by default `"USD"`. */
  readonly currency?: string
}

/**
 * A subscription to seed.
 *
 * @since 0.1.0
 * @category models
 */
export interface SubscriptionSeed extends Omit<Some<typeof BillingSubscription>, "subscriptionItems"> {
  /** The plans in the subscription, by default active ones that are paid for by the month. */
  readonly subscriptionItems?: ReadonlyArray<SubscriptionItemSeed>
}

/**
 * A plan in a subscription to seed, with any of the fields of the plan.
 *
 * @since 0.1.0
 * @category models
 */
export interface SubscriptionItemSeed extends Omit<Some<typeof BillingSubscriptionItem>, "plan"> {
  /** The fields of the plan. */
  readonly plan?: Some<typeof BillingPlan>
}
