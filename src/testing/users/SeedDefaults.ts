/**
 * The default values of the records of a seeded user.
 */
import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { EnterpriseAccount } from "../../Schema/EnterpriseAccount.ts"
import { ExternalAccount } from "../../Schema/ExternalAccount.ts"
import { ExternalAccountId, PasskeyId, TrustedDeviceId } from "../../Schema/Ids.ts"
import { OAuthAccessToken } from "../../Schema/OAuthAccessToken.ts"
import { Passkey } from "../../Schema/Passkey.ts"
import { SamlAccount } from "../../Schema/SamlAccount.ts"
import { TrustedDevice } from "../../Schema/TrustedDevice.ts"
import type { User } from "../../Schema/User.ts"
import { Verification } from "../../Schema/Verification.ts"
import type { Some } from "./Seed.ts"

export interface Context {
  readonly nextId: (prefix: string) => Effect.Effect<string>
  /** The user that the records belong to. */
  readonly user: User
  readonly now: DateTime.Utc
}

export const externalAccount = ({ nextId, now, user }: Context) =>
  Effect.fnUntraced(function*(given: Some<typeof ExternalAccount>) {
    const provider = given.provider ?? "oauth_google"
    return new ExternalAccount({
      id: yield* nextId("eac"),
      identificationId: yield* nextId("idn"),
      providerUserId: `${provider}_${user.id}`,
      emailAddress: firstEmailAddress(user),
      firstName: user.firstName ?? "",
      lastName: user.lastName ?? "",
      verification: verified(now, "oauth", provider),
      ...timestamps(now),
      ...given,
      provider,
      externalAccountId: branded(ExternalAccountId.make, given.externalAccountId)
    })
  })

export const passkey = ({ nextId, now }: Context) =>
  Effect.fnUntraced(function*(given: Some<typeof Passkey>) {
    return new Passkey({
      name: "Passkey",
      lastUsedAt: now,
      verification: verified(now, "passkey", "passkey"),
      ...given,
      id: PasskeyId.make(given.id ?? (yield* nextId("idn")))
    })
  })

export const samlAccount = ({ nextId, now, user }: Context) =>
  Effect.fnUntraced(function*(given: Some<typeof SamlAccount>) {
    return new SamlAccount({
      id: yield* nextId("samlacc"),
      provider: "saml_custom",
      active: true,
      emailAddress: firstEmailAddress(user),
      verification: verified(now, "saml", "saml"),
      ...given
    })
  })

export const enterpriseAccount = ({ nextId, now, user }: Context) =>
  Effect.fnUntraced(function*(given: Some<typeof EnterpriseAccount>) {
    return new EnterpriseAccount({
      id: yield* nextId("entacc"),
      protocol: "saml",
      provider: "saml_custom",
      active: true,
      emailAddress: firstEmailAddress(user),
      verification: verified(now, "saml", "saml"),
      ...given
    })
  })

export const token =
  ({ user }: Context, accounts: ReadonlyArray<ExternalAccount>) =>
  (given: Some<typeof OAuthAccessToken>): OAuthAccessToken => {
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

export const trustedDevice = ({ nextId, now }: Context) =>
  Effect.fnUntraced(function*(given: Some<typeof TrustedDevice>) {
    return new TrustedDevice({
      platform: "ios",
      appIdentifier: "com.example.app",
      algorithm: "ES256",
      status: "active",
      ...timestamps(now),
      ...given,
      id: TrustedDeviceId.make(given.id ?? (yield* nextId("td")))
    })
  })

const timestamps = (now: DateTime.Utc) => ({ createdAt: now, updatedAt: now })

const firstEmailAddress = (user: User): string => user.emailAddresses[0]?.emailAddress ?? ""

const verified = (now: DateTime.Utc, kind: string, strategy: string) =>
  new Verification({ object: `verification_${kind}`, status: "verified", strategy, expireAt: now })

const branded = <A>(make: (id: string) => A, id: string | null | undefined): A | null => id ? make(id) : null
