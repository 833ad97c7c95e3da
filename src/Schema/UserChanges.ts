/**
 * The bodies of `Users.create` and `Users.update`: what of a user can be set.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { openEnum } from "./wire/Fields.ts"
import { JsonObject } from "./wire/Json.ts"
import { clearable, Secret } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * How a password digest was made. Any string is allowed: Clerk adds hashers without warning.
 *
 * @since 0.1.0
 * @category schemas
 */
export const PasswordHasher = openEnum(
  "argon2i",
  "argon2id",
  "awscognito",
  "bcrypt",
  "bcrypt_peppered",
  "bcrypt_sha256_django",
  "hmac_sha256_utf16_b64",
  "ldap_ssha",
  "md5",
  "md5_phpass",
  "md5_salted",
  "pbkdf2_sha1",
  "pbkdf2_sha256",
  "pbkdf2_sha256_django",
  "pbkdf2_sha512",
  "pbkdf2_sha512_hex",
  "phpass",
  "scrypt_firebase",
  "scrypt_werkzeug",
  "sha256",
  "sha256_salted",
  "sha512_symfony"
)

const shared = {
  /** The id of the user in your own system; unique in the instance. */
  externalId: clearable(Schema.String),
  /** `null` clears it. */
  firstName: clearable(Schema.String),
  /** `null` clears it. */
  lastName: clearable(Schema.String),
  /** A BCP 47 language tag, such as `"en-US"`. */
  locale: clearable(Schema.String),
  /** Such as `"Europe/London"`. */
  timezone: clearable(Schema.String),
  /** Unique in the instance. In an update `null` or `""` removes it for good. */
  username: clearable(Schema.String),
  /** At least 8 characters, and not one that is known to have leaked. */
  password: clearable(Secret),
  /** How `passwordDigest` was made. */
  passwordHasher: Schema.optional(PasswordHasher),
  /** Leave the password policy of the instance aside. */
  skipPasswordChecks: clearable(Schema.Boolean),
  /** In base32; 6 digits every 30 seconds, SHA-1. */
  totpSecret: clearable(Secret),
  /** Plain, or as bcrypt digests. */
  backupCodes: Schema.optional(Schema.Array(Secret)),
  /** Whether the user may delete the account. */
  deleteSelfEnabled: clearable(Schema.Boolean),
  /** Whether the user may create organizations. */
  createOrganizationEnabled: clearable(Schema.Boolean),
  /** 0 means without limit. */
  createOrganizationsLimit: clearable(Schema.NonNegativeInt),
  /** When the user accepted your terms. */
  legalAcceptedAt: clearable(Schema.DateTimeUtc),
  /** Do not require that the terms are accepted. */
  skipLegalChecks: clearable(Schema.Boolean),
  /** When the user came to be, for users who come from elsewhere. */
  createdAt: clearable(Schema.DateTimeUtc),
  /** Skip Device Trust at sign-in. */
  bypassClientTrust: clearable(Schema.Boolean)
}

const metadata = {
  /** Seen by front end and back end; at most 8 KB. */
  publicMetadata: Schema.optional(JsonObject),
  /** Seen by the back end alone; at most 8 KB. */
  privateMetadata: Schema.optional(JsonObject),
  /** Written by the front end too; at most 8 KB. */
  unsafeMetadata: Schema.optional(JsonObject)
}

const metadataChanges = Schema.Struct(snakeCase(metadata))

/**
 * The body of `Users.updateMetadata`: what is left out stays, what is given is merged deeply, a `null` removes its key.
 *
 * @since 0.1.0
 * @category models
 */
export interface MetadataChanges extends Schema.Schema.Type<typeof metadataChanges> {}

/**
 * The body of `Users.updateMetadata`: what is left out stays, what is given is merged deeply, a `null` removes its key.
 *
 * @since 0.1.0
 * @category schemas
 */
export const MetadataChanges: Schema.Schema<MetadataChanges, typeof metadataChanges.Encoded> = metadataChanges

const IdentificationStatus = openEnum("verified", "reserved")

const createFields = Schema.Struct(snakeCase({
  ...shared,
  ...metadata,
  /** The first becomes the primary one. */
  emailAddress: Schema.optional(Schema.Array(Schema.String)),
  /** One for each of `emailAddress`; without it all are verified. */
  emailAddressIdentificationStatus: Schema.optional(Schema.Array(IdentificationStatus)),
  /** In E.164 form; the first becomes the primary one. */
  phoneNumber: Schema.optional(Schema.Array(Schema.String)),
  /** One for each of `phoneNumber`; without it all are verified. */
  phoneNumberIdentificationStatus: Schema.optional(Schema.Array(IdentificationStatus)),
  /** The first becomes the primary one. */
  web3Wallet: Schema.optional(Schema.Array(Schema.String)),
  /** A digest made elsewhere; needs `passwordHasher`. */
  passwordDigest: clearable(Secret),
  /** Create the user without a password, though the instance requires one. */
  skipPasswordRequirement: clearable(Schema.Boolean),
  /** Create the user without the identifiers that the instance requires. */
  skipUserRequirement: clearable(Schema.Boolean),
  /** Needs a plan with bans. */
  banned: clearable(Schema.Boolean),
  /** Needs the lockout feature. */
  locked: clearable(Schema.Boolean)
}))

/**
 * The body of `Users.create`. No field is required here: the settings of the instance decide.
 *
 * @since 0.1.0
 * @category models
 */
export interface NewUser extends Schema.Schema.Type<typeof createFields> {}

/**
 * The body of `Users.create`. No field is required here: the settings of the instance decide.
 *
 * @since 0.1.0
 * @category schemas
 */
export const NewUser: Schema.Schema<NewUser, typeof createFields.Encoded> = createFields

const updateFields = Schema.Struct(snakeCase({
  ...shared,
  /** A verified e-mail address of the user. */
  primaryEmailAddressId: clearable(Schema.String),
  /** Write to the user that the primary e-mail address has changed. */
  notifyPrimaryEmailAddressChanged: clearable(Schema.Boolean),
  /** A verified phone number of the user. */
  primaryPhoneNumberId: clearable(Schema.String),
  /** A verified web3 wallet of the user. */
  primaryWeb3WalletId: clearable(Schema.String),
  /** An image that was uploaded before. */
  profileImageId: clearable(Schema.String),
  /** A digest made elsewhere; needs `passwordHasher`. */
  passwordDigest: Schema.optional(Secret),
  /** With `password`: end all sessions of the user. */
  signOutOfOtherSessions: clearable(Schema.Boolean)
}))

/**
 * The body of `Users.update`. What is left out stays as it is, what is `null` is cleared.
 *
 * @since 0.1.0
 * @category models
 */
export interface UserChanges extends Schema.Schema.Type<typeof updateFields> {}

/**
 * The body of `Users.update`. What is left out stays as it is, what is `null` is cleared.
 *
 * @since 0.1.0
 * @category schemas
 */
export const UserChanges: Schema.Schema<UserChanges, typeof updateFields.Encoded> = updateFields
