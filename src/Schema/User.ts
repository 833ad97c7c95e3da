/**
 * A user, as Clerk keeps it.
 *
 * ```ts
 * import { DateTime } from "effect"
 * import { User, UserId } from "effect-clerk"
 *
 * // In a test a user can be made by hand: everything but the id and the timestamps has a default.
 * const now = DateTime.unsafeMake(0)
 * const ada = new User({ id: UserId.make("user_1"), createdAt: now, updatedAt: now, firstName: "Ada" })
 * ```
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { EmailAddress } from "./EmailAddress.ts"
import { EnterpriseAccount } from "./EnterpriseAccount.ts"
import { ExternalAccount } from "./ExternalAccount.ts"
import { EmailAddressId, PhoneNumberId, UserId, Web3WalletId } from "./Ids.ts"
import { OrganizationMembership } from "./OrganizationMembership.ts"
import { Passkey } from "./Passkey.ts"
import { PhoneNumber } from "./PhoneNumber.ts"
import { SamlAccount } from "./SamlAccount.ts"
import { Web3Wallet } from "./Web3Wallet.ts"
import { flag, list, metadata, nullable, object, Seconds, Timestamp, withUnknownFields } from "./wire/Fields.ts"
import { JsonObject } from "./wire/Json.ts"

/**
 * A user. Whatever is absent or null reads as empty, but for `id`, `createdAt` and `updatedAt`. A value of another type is refused.
 * What this version does not know stands in `unknownFields`; for its sake the class cannot be made larger by `User.extend`.
 *
 * @since 0.1.0
 * @category models
 */
export class User extends Schema.Class<User>("effect-clerk/User")(withUnknownFields({
  id: UserId,
  object: object("user"),
  /** The id of the user in your own system; unique in the instance. */
  externalId: nullable(Schema.String),
  username: nullable(Schema.String),
  firstName: nullable(Schema.String),
  lastName: nullable(Schema.String),
  /** A BCP 47 language tag, such as `"en-US"`. */
  locale: nullable(Schema.String),
  timezone: nullable(Schema.String),
  primaryEmailAddressId: nullable(EmailAddressId),
  primaryPhoneNumberId: nullable(PhoneNumberId),
  primaryWeb3WalletId: nullable(Web3WalletId),
  /** @deprecated by Clerk: use `imageUrl`. */
  profileImageUrl: nullable(Schema.String),
  imageUrl: nullable(Schema.String),
  hasImage: flag,
  /** Seen by front end and back end, written by the back end. */
  publicMetadata: metadata,
  /** Seen and written by the back end alone. */
  privateMetadata: metadata,
  /** Seen and written by front end and back end: do not trust it. */
  unsafeMetadata: metadata,
  emailAddresses: list(EmailAddress),
  phoneNumbers: list(PhoneNumber),
  web3Wallets: list(Web3Wallet),
  passkeys: list(Passkey),
  externalAccounts: list(ExternalAccount),
  samlAccounts: list(SamlAccount),
  enterpriseAccounts: list(EnterpriseAccount),
  /** Null where Clerk leaves them out, as it does in most answers: see `Users.getOrganizationMemberships`. */
  organizationMemberships: nullable(Schema.Array(OrganizationMembership)),
  passwordEnabled: flag,
  passwordLastUpdatedAt: nullable(Timestamp),
  requiresPasswordReset: flag,
  twoFactorEnabled: flag,
  totpEnabled: flag,
  backupCodeEnabled: flag,
  /** Stays when a second factor is turned off again. */
  mfaEnabledAt: nullable(Timestamp),
  /** Stays when a second factor is turned on again. */
  mfaDisabledAt: nullable(Timestamp),
  lastSignInAt: nullable(Timestamp),
  lastActiveAt: nullable(Timestamp),
  legalAcceptedAt: nullable(Timestamp),
  banned: flag,
  locked: flag,
  deprovisioned: flag,
  /** How long the lock still holds. Null for a user who is locked means for ever. */
  lockoutExpiresIn: nullable(Seconds).pipe(Schema.fromKey("lockout_expires_in_seconds")),
  verificationAttemptsRemaining: nullable(Schema.Number),
  deleteSelfEnabled: flag,
  createOrganizationEnabled: flag,
  /** 0 means without limit. */
  createOrganizationsLimit: nullable(Schema.Number),
  bypassClientTrust: flag,
  scim: nullable(JsonObject),
  createdAt: Timestamp,
  updatedAt: Timestamp
})) {
  /** The e-mail address that the user is written to, or null when there is none. */
  get primaryEmailAddress(): EmailAddress | null {
    return this.emailAddresses.find((it) => it.id === this.primaryEmailAddressId) ?? null
  }

  /** The phone number that the user is called at, or null when there is none. */
  get primaryPhoneNumber(): PhoneNumber | null {
    return this.phoneNumbers.find((it) => it.id === this.primaryPhoneNumberId) ?? null
  }

  /** The web3 wallet that the user signs in with, or null when there is none. */
  get primaryWeb3Wallet(): Web3Wallet | null {
    return this.web3Wallets.find((it) => it.id === this.primaryWeb3WalletId) ?? null
  }

  /** First and last name with a space between, or null when the user has neither. */
  get fullName(): string | null {
    return [this.firstName, this.lastName].filter(Boolean).join(" ") || null
  }
}
