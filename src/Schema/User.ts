/**
 * A user of a Clerk instance.
 *
 * ```ts
 * import { DateTime } from "effect"
 * import { User, UserId } from "effect-clerk"
 *
 * // For tests: every field but the id and the timestamps has a default.
 * const now = DateTime.unsafeMake(0)
 * const ada = new User({ id: UserId.make("user_1"), createdAt: now, updatedAt: now, firstName: "Ada" })
 * ```
 *
 * @since 0.1.0
 */
import { NodeInspectSymbol } from "effect/Inspectable"
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
import { withoutPrivateMetadata } from "./wire/Private.ts"

/**
 * A user. Missing and null fields decode to null or to an empty value. Decoding fails when `id`, `createdAt` or `updatedAt` is
 * missing. A call reads a field of another type as a missing one, and reports it (see `Http.OnDecodeError`).
 *
 * `unknownFields` contains the fields that this version of the library does not know. Because of it, `User.extend` is not
 * supported. `Schema.Struct(User.fields).pick("id", "firstName")` is the schema of some of the fields.
 *
 * @since 0.1.0
 * @category models
 */
export class User extends Schema.Class<User>("effect-clerk/User")(withUnknownFields({
  /** The id of the user, `user_…`. */
  id: UserId,
  /** The object type, `"user"`. */
  object: object("user"),
  /** The id of the user in your own system, unique in the instance; null when there is none. */
  externalId: nullable(Schema.String),
  /** The user name, unique in the instance; null when the user has none. */
  username: nullable(Schema.String),
  /** The first name; null when the user has none. */
  firstName: nullable(Schema.String),
  /** The last name; null when the user has none. */
  lastName: nullable(Schema.String),
  /** A BCP 47 language tag, such as `"en-US"`; null when unknown. */
  locale: nullable(Schema.String),
  /** An IANA time zone, such as `"Europe/London"`; null when unknown. */
  timezone: nullable(Schema.String),
  /** The id of the primary e-mail address; null when there is none. See `primaryEmailAddress`. */
  primaryEmailAddressId: nullable(EmailAddressId),
  /** The id of the primary phone number; null when there is none. See `primaryPhoneNumber`. */
  primaryPhoneNumberId: nullable(PhoneNumberId),
  /** The id of the primary web3 wallet; null when there is none. See `primaryWeb3Wallet`. */
  primaryWeb3WalletId: nullable(Web3WalletId),
  /**
   * The URL of the profile image; null when Clerk does not send it.
   *
   * @deprecated by Clerk: use `imageUrl`.
   */
  profileImageUrl: nullable(Schema.String),
  /** The URL of the profile image, or of a generated image; null when Clerk does not send it. */
  imageUrl: nullable(Schema.String),
  /** Whether the user has a profile image of their own. */
  hasImage: flag,
  /** Metadata that the front end and the back end can read, and only the back end can write. */
  publicMetadata: metadata,
  /** Metadata that only the back end can read and write. */
  privateMetadata: metadata,
  /** Metadata that the front end and the back end can read and write: do not trust it. */
  unsafeMetadata: metadata,
  /** All e-mail addresses of the user. */
  emailAddresses: list(EmailAddress),
  /** All phone numbers of the user. */
  phoneNumbers: list(PhoneNumber),
  /** All web3 wallets of the user. */
  web3Wallets: list(Web3Wallet),
  /** All passkeys of the user. */
  passkeys: list(Passkey),
  /** The accounts with OAuth providers, such as Google. */
  externalAccounts: list(ExternalAccount),
  /** The accounts with SAML identity providers. */
  samlAccounts: list(SamlAccount),
  /** The accounts with enterprise identity providers, over SAML or OAuth. */
  enterpriseAccounts: list(EnterpriseAccount),
  /**
   * The memberships in organizations; null in most responses, where Clerk leaves them out. See
   * `Users.getOrganizationMemberships`.
   */
  organizationMemberships: nullable(Schema.Array(OrganizationMembership)),
  /** Whether the user has a password. */
  passwordEnabled: flag,
  /** When the password was last changed; null when Clerk does not say. */
  passwordLastUpdatedAt: nullable(Timestamp),
  /** Whether the user must set a new password at the next sign-in. */
  requiresPasswordReset: flag,
  /** Whether the user has a second factor. */
  twoFactorEnabled: flag,
  /** Whether the user has an authenticator app as a second factor. */
  totpEnabled: flag,
  /** Whether the user has backup codes. */
  backupCodeEnabled: flag,
  /** When a second factor was last enabled; kept when it is disabled again, null when never. */
  mfaEnabledAt: nullable(Timestamp),
  /** When the second factor was last disabled; kept when it is enabled again, null when never. */
  mfaDisabledAt: nullable(Timestamp),
  /** When the user last signed in; null when never. */
  lastSignInAt: nullable(Timestamp),
  /** When the user was last active, to the day; null when never. */
  lastActiveAt: nullable(Timestamp),
  /** When the user accepted your legal terms; null when not yet. */
  legalAcceptedAt: nullable(Timestamp),
  /** Whether the user is banned and cannot sign in. */
  banned: flag,
  /** Whether the user is locked and cannot sign in for the time being. */
  locked: flag,
  /** Whether the user has been deprovisioned and cannot sign in. */
  deprovisioned: flag,
  /** The time until the lock ends; null when the user is not locked, or locked with no end. */
  lockoutExpiresIn: nullable(Seconds).pipe(Schema.fromKey("lockout_expires_in_seconds")),
  /** How many failed attempts remain before the user is locked; null when lockout is disabled. */
  verificationAttemptsRemaining: nullable(Schema.Number),
  /** Whether the user may delete their own account. */
  deleteSelfEnabled: flag,
  /** Whether the user may create organizations. */
  createOrganizationEnabled: flag,
  /**
   * The maximum number of organizations that the user may create; 0 means unlimited, null the default of the
   * instance.
   */
  createOrganizationsLimit: nullable(Schema.Number),
  /** Whether the user skips Device Trust checks at sign-in. */
  bypassClientTrust: flag,
  /** The SCIM provisioning data, as Clerk sent it; null when there is none. */
  scim: nullable(JsonObject),
  /** When the user was created. */
  createdAt: Timestamp,
  /** When the user was last updated. */
  updatedAt: Timestamp
})) {
  /** The primary e-mail address; null when there is none. */
  get primaryEmailAddress(): EmailAddress | null {
    return this.emailAddresses.find((it) => it.id === this.primaryEmailAddressId) ?? null
  }

  /** The primary phone number; null when there is none. */
  get primaryPhoneNumber(): PhoneNumber | null {
    return this.phoneNumbers.find((it) => it.id === this.primaryPhoneNumberId) ?? null
  }

  /** The primary web3 wallet; null when there is none. */
  get primaryWeb3Wallet(): Web3Wallet | null {
    return this.web3Wallets.find((it) => it.id === this.primaryWeb3WalletId) ?? null
  }

  /** The first and last name, separated by a space; null when the user has neither. */
  get fullName(): string | null {
    return [this.firstName, this.lastName].filter(Boolean).join(" ") || null
  }

  /** Without private metadata, for `JSON.stringify`. `Schema.encode(User)` writes all of it. */
  toJSON(): object {
    return withoutPrivateMetadata(this)
  }

  /** Without private metadata, for logs. */
  override toString(): string {
    return `User(${JSON.stringify(this)})`
  }

  /** Without private metadata, for `console.log` on Node. */
  [NodeInspectSymbol](): object {
    return withoutPrivateMetadata(this)
  }
}
