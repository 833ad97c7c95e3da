/**
 * Users who are there from the start, with what no call of the API could give them.
 *
 * @since 0.1.0
 */
import type * as Brand from "effect/Brand"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type * as ParseResult from "effect/ParseResult"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { EnterpriseAccount } from "../../Schema/EnterpriseAccount.ts"
import { ExternalAccount } from "../../Schema/ExternalAccount.ts"
import { ExternalAccountId, OrganizationId, PasskeyId } from "../../Schema/Ids.ts"
import { OAuthAccessToken } from "../../Schema/OAuthAccessToken.ts"
import { Organization } from "../../Schema/Organization.ts"
import { OrganizationInvitation, PublicOrganizationData } from "../../Schema/OrganizationInvitation.ts"
import { OrganizationMembership } from "../../Schema/OrganizationMembership.ts"
import { Passkey } from "../../Schema/Passkey.ts"
import { PhoneNumber } from "../../Schema/PhoneNumber.ts"
import { PublicUserData } from "../../Schema/PublicUserData.ts"
import { SamlAccount } from "../../Schema/SamlAccount.ts"
import { User } from "../../Schema/User.ts"
import type { NewUser } from "../../Schema/UserChanges.ts"
import { Verification } from "../../Schema/Verification.ts"
import type { JsonObject } from "../../Schema/wire/Json.ts"
import type { Refusal } from "../server/Refusal.ts"
import { check, refuseParam } from "../server/Refusal.ts"
import { withUser } from "./Account.ts"
import * as NewAccount from "./NewAccount.ts"
import * as Rules from "./Rules.ts"
import type { State } from "./State.ts"

/**
 * Some of the fields of a class; ids without their brand.
 *
 * @since 0.1.0
 * @category models
 */
export type Some<Class extends abstract new(...args: never) => object> = Loose<
  Pick<InstanceType<Class>, keyof InstanceType<Class> & keyof Exclude<ConstructorParameters<Class>[0], void>>
>

type Loose<Fields> = { readonly [Name in keyof Fields]?: Unbranded<Fields[Name]> }

type Unbranded<A> = A extends { readonly [Brand.BrandTypeId]: unknown } ? string : A

/**
 * A user to begin with: what `Users.create` takes, and what a user comes to in a life that tests do not wait for. Whatever
 * is left out gets a sensible value.
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
 * Of Clerk's rules, seeds keep those about form and uniqueness. They may have short passwords, no identifier at all, and
 * e-mail addresses whose identification status is `"unverified"`.
 *
 * @since 0.1.0
 * @category models
 */
export interface UserSeed extends NewUser {
  /** The id of the user, by default the next of `Ids`. */
  readonly id?: string
  /** The accounts with OAuth providers. */
  readonly externalAccounts?: ReadonlyArray<Some<typeof ExternalAccount>>
  /** The passkeys. */
  readonly passkeys?: ReadonlyArray<Some<typeof Passkey>>
  /** The accounts with SAML identity providers. */
  readonly samlAccounts?: ReadonlyArray<Some<typeof SamlAccount>>
  /** The accounts with enterprise identity providers. */
  readonly enterpriseAccounts?: ReadonlyArray<Some<typeof EnterpriseAccount>>
  /** The memberships in organizations. */
  readonly organizationMemberships?: ReadonlyArray<MembershipSeed>
  /** The invitations to organizations. */
  readonly organizationInvitations?: ReadonlyArray<Some<typeof OrganizationInvitation>>
  /** The provider is that of the first external account unless they say otherwise. */
  readonly oauthAccessTokens?: ReadonlyArray<Some<typeof OAuthAccessToken>>
  /** Whether the first phone number is a second factor. */
  readonly phoneSecondFactor?: boolean
  /** Whether the user has a profile image of their own. */
  readonly hasImage?: boolean
  /** When the user last signed in. */
  readonly lastSignInAt?: DateTime.Utc
  /** When the user was last active. */
  readonly lastActiveAt?: DateTime.Utc
  /** Keys of the user that this version of the library does not know. */
  readonly unknownFields?: JsonObject
}

/**
 * A membership to begin with: some of its fields, and some of those of its organization.
 *
 * @since 0.1.0
 * @category models
 */
export interface MembershipSeed extends Omit<Some<typeof OrganizationMembership>, "organization"> {
  /** Some of the fields of the organization. */
  readonly organization?: Some<typeof Organization>
}

/** Keeps the user of a seed. */
export const plant = Effect.fnUntraced(function*(
  state: State,
  seed: UserSeed
): Effect.fn.Return<User, Refusal | ParseResult.ParseError> {
  yield* check([
    ...Rules.identifiers("email_address", seed.emailAddress ?? [], seed.emailAddressIdentificationStatus),
    ...Rules.identifiers("phone_number", seed.phoneNumber ?? [], seed.phoneNumberIdentificationStatus),
    ...Rules.identifiers("web3_wallet", seed.web3Wallet ?? []),
    ...Rules.passwords({ ...seed, skipPasswordChecks: true }),
    ...Rules.totpSecret(seed.totpSecret)
  ])
  if (seed.id === "" || seed.id !== undefined && (yield* Effect.isSuccess(state.find(seed.id)))) {
    return yield* refuseParam("form_identifier_exists", "id")
  }
  const now = yield* DateTime.now
  const account = yield* NewAccount.make(state, seed, now, seed.id)
  const make = defaults(state, account.user, now)
  const externalAccounts = yield* Effect.forEach(seed.externalAccounts ?? [], make.externalAccount)
  const changed = withUser(account, {
    externalAccounts,
    passkeys: yield* Effect.forEach(seed.passkeys ?? [], make.passkey),
    samlAccounts: yield* Effect.forEach(seed.samlAccounts ?? [], make.samlAccount),
    enterpriseAccounts: yield* Effect.forEach(seed.enterpriseAccounts ?? [], make.enterpriseAccount),
    phoneNumbers: account.user.phoneNumbers.map((phone, index) =>
      new PhoneNumber({
        ...phone,
        reservedForSecondFactor: index === 0 && seed.phoneSecondFactor === true,
        defaultSecondFactor: index === 0 && seed.phoneSecondFactor === true
      }, true)
    ),
    ...(seed.hasImage ? { hasImage: true, imageUrl: `https://img.clerk.com/${yield* state.nextId("img")}` } : {}),
    lastSignInAt: seed.lastSignInAt ?? null,
    lastActiveAt: seed.lastActiveAt ?? null,
    unknownFields: seed.unknownFields ?? {}
  })
  return yield* state.put({
    ...changed,
    user: yield* copy(changed.user),
    memberships: yield* Effect.forEach(seed.organizationMemberships ?? [], make.membership),
    invitations: yield* Effect.forEach(seed.organizationInvitations ?? [], make.invitation),
    tokens: (seed.oauthAccessTokens ?? []).map((token) => make.token(token, externalAccounts))
  })
})

/** The user as it comes back from the wire: checked, and no longer the seed's own objects. */
const copy = (user: User) =>
  Effect.flatMap(
    Schema.encode(Schema.parseJson(User))(user),
    Schema.decode(Schema.parseJson(User))
  )

const defaults = (state: State, user: User, now: DateTime.Utc) => {
  const created = { createdAt: now, updatedAt: now }
  const email = user.emailAddresses[0]?.emailAddress ?? ""
  const verified = (kind: string, strategy: string) =>
    new Verification({ object: `verification_${kind}`, status: "verified", strategy, expireAt: now })

  return {
    externalAccount: Effect.fnUntraced(function*(given: Some<typeof ExternalAccount>) {
      const provider = given.provider ?? "oauth_google"
      return new ExternalAccount({
        id: yield* state.nextId("eac"),
        identificationId: yield* state.nextId("idn"),
        providerUserId: `${provider}_${user.id}`,
        emailAddress: email,
        firstName: user.firstName ?? "",
        lastName: user.lastName ?? "",
        verification: verified("oauth", provider),
        ...created,
        ...given,
        provider,
        externalAccountId: branded(ExternalAccountId.make, given.externalAccountId)
      })
    }),

    passkey: Effect.fnUntraced(function*(given: Some<typeof Passkey>) {
      return new Passkey({
        name: "Passkey",
        lastUsedAt: now,
        verification: verified("passkey", "passkey"),
        ...given,
        id: PasskeyId.make(given.id ?? (yield* state.nextId("idn")))
      })
    }),

    samlAccount: Effect.fnUntraced(function*(given: Some<typeof SamlAccount>) {
      return new SamlAccount({
        id: yield* state.nextId("samlacc"),
        provider: "saml_custom",
        active: true,
        emailAddress: email,
        verification: verified("saml", "saml"),
        ...given
      })
    }),

    enterpriseAccount: Effect.fnUntraced(function*(given: Some<typeof EnterpriseAccount>) {
      return new EnterpriseAccount({
        id: yield* state.nextId("entacc"),
        protocol: "saml",
        provider: "saml_custom",
        active: true,
        emailAddress: email,
        verification: verified("saml", "saml"),
        ...given
      })
    }),

    membership: Effect.fnUntraced(function*({ organization = {}, ...given }: MembershipSeed) {
      const id = organization.id ?? (yield* state.nextId("org"))
      return new OrganizationMembership({
        id: yield* state.nextId("orgmem"),
        role: "org:member",
        roleName: "Member",
        publicUserData: new PublicUserData({
          userId: user.id,
          firstName: user.firstName,
          lastName: user.lastName,
          identifier: email || user.username,
          username: user.username,
          imageUrl: user.imageUrl ?? "",
          hasImage: user.hasImage
        }),
        ...created,
        ...given,
        organization: new Organization({
          name: "Organization",
          slug: "organization",
          membersCount: 1,
          maxAllowedMemberships: 5,
          adminDeleteEnabled: true,
          ...created,
          ...organization,
          id: OrganizationId.make(id)
        })
      })
    }),

    invitation: Effect.fnUntraced(function*(given: Some<typeof OrganizationInvitation>) {
      const organizationId = OrganizationId.make(given.organizationId ?? (yield* state.nextId("org")))
      const id = given.id ?? (yield* state.nextId("orginv"))
      return new OrganizationInvitation({
        emailAddress: email,
        role: "org:member",
        roleName: "Member",
        status: "pending",
        url: `https://clerk.example/v1/tickets/accept?ticket=${id}`,
        expiresAt: DateTime.add(now, { days: 30 }),
        publicOrganizationData: new PublicOrganizationData({
          id: organizationId,
          name: "Organization",
          slug: "organization"
        }),
        ...created,
        ...given,
        id,
        organizationId
      })
    }),

    token: (given: Some<typeof OAuthAccessToken>, accounts: ReadonlyArray<ExternalAccount>) => {
      const provider = given.provider ?? accounts[0]?.provider ?? "oauth_google"
      const account = accounts.find((it) => it.provider === provider)
      return new OAuthAccessToken({
        token: Redacted.make(`token_of_${user.id}`),
        providerUserId: account?.providerUserId ?? `${provider}_${user.id}`,
        label: account?.label ?? null,
        scopes: account?.approvedScopes.split(" ").filter(Boolean) ?? [],
        ...given,
        provider,
        externalAccountId: branded(
          ExternalAccountId.make,
          given.externalAccountId ?? account?.deletableId ?? `eac_of_${user.id}`
        )
      })
    }
  }
}

const branded = <A>(make: (id: string) => A, id: string | null | undefined): A | null => id ? make(id) : null
