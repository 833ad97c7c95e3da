/**
 * The bodies of `Users.create`, `Users.update`, `Users.updateMetadata` and `Users.replaceMetadata`.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { openEnum } from "./wire/Fields.ts"
import { Metadata, MetadataPatch } from "./wire/Metadata.ts"
import { clearable, IsoTime, Secret } from "./wire/Request.ts"
import { snakeCase } from "./wire/SnakeCase.ts"

/**
 * The algorithm of a password digest. Any string is allowed, since Clerk can add algorithms.
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

// Fields that are spread into `snakeCase` lose their comments in the built declarations. So the interfaces extend the parts.
const sharedFields = snakeCase({
  /** The id of the user in your own system, unique in the instance. */
  externalId: clearable(Schema.String),
  /** The first name. */
  firstName: clearable(Schema.String),
  /** The last name. */
  lastName: clearable(Schema.String),
  /** A BCP 47 language tag, such as `"en-US"`. */
  locale: clearable(Schema.String),
  /** An IANA time zone, such as `"Europe/London"`. */
  timezone: clearable(Schema.String),
  /** The user name, unique in the instance. An update with `null` or `""` removes it permanently. */
  username: clearable(Schema.String),
  /** The password, of at least 8 characters and not in a list of leaked passwords. */
  password: clearable(Secret),
  /** The algorithm of `passwordDigest`. */
  passwordHasher: Schema.optional(PasswordHasher),
  /** `true` skips the password policy of the instance. */
  skipPasswordChecks: clearable(Schema.Boolean),
  /** The TOTP secret in base32, for codes of 6 digits every 30 seconds by SHA-1. */
  totpSecret: clearable(Secret),
  /** The backup codes, in plain text or as bcrypt digests. */
  backupCodes: Schema.optional(Schema.Array(Secret)),
  /** Whether the user may delete their own account. */
  deleteSelfEnabled: clearable(Schema.Boolean),
  /** Whether the user may create organizations. */
  createOrganizationEnabled: clearable(Schema.Boolean),
  /** The maximum number of organizations that the user may create; 0 means unlimited. */
  createOrganizationsLimit: clearable(Schema.NonNegativeInt),
  /** When the user accepted your legal terms. */
  legalAcceptedAt: clearable(IsoTime),
  /** `true` does not require that the user accepts the legal terms. */
  skipLegalChecks: clearable(Schema.Boolean),
  /** When the user was created, for users that come from another system. */
  createdAt: clearable(IsoTime),
  /** `true` skips the Device Trust checks at sign-in. */
  bypassClientTrust: clearable(Schema.Boolean)
})

const metadataFields = snakeCase({
  /** Metadata that the front end and the back end can read, at most 8 KB. */
  publicMetadata: Schema.optional(Metadata),
  /** Metadata that only the back end can read, at most 8 KB. */
  privateMetadata: Schema.optional(Metadata),
  /** Metadata that the front end can write too, at most 8 KB. */
  unsafeMetadata: Schema.optional(Metadata)
})

const metadataPatches = snakeCase({
  /** Changes of the metadata that the front end and the back end can read, at most 8 KB without the keys that are `null`. */
  publicMetadata: Schema.optional(MetadataPatch),
  /** Changes of the metadata that only the back end can read, at most 8 KB without the keys that are `null`. */
  privateMetadata: Schema.optional(MetadataPatch),
  /** Changes of the metadata that the front end can write too, at most 8 KB without the keys that are `null`. */
  unsafeMetadata: Schema.optional(MetadataPatch)
})

const metadataChanges = Schema.Struct(metadataPatches)

/**
 * The body of `Users.updateMetadata`. Omitted metadata is not changed, given metadata is merged deeply, `null` removes a key.
 *
 * @since 0.1.0
 * @category models
 */
export interface MetadataChanges extends Schema.Struct.Type<typeof metadataPatches> {}

/**
 * The body of `Users.updateMetadata`. Omitted metadata is not changed, given metadata is merged deeply, `null` removes a key.
 *
 * @since 0.1.0
 * @category schemas
 */
export const MetadataChanges: Schema.Schema<MetadataChanges, typeof metadataChanges.Encoded> = metadataChanges

const newMetadataFields = snakeCase({
  /** Metadata that the front end and the back end can read, at most 8 KB; `{}` clears it. */
  publicMetadata: clearable(Metadata),
  /** Metadata that only the back end can read, at most 8 KB; `{}` clears it. */
  privateMetadata: clearable(Metadata),
  /** Metadata that the front end can write too, at most 8 KB; `{}` clears it. */
  unsafeMetadata: clearable(Metadata)
})

const newMetadata = Schema.Struct(newMetadataFields)

/**
 * The body of `Users.replaceMetadata`. Omitted metadata is not changed, given metadata takes the place of all of its kind, `{}` clears it.
 *
 * @since 0.1.0
 * @category models
 */
export interface NewMetadata extends Schema.Struct.Type<typeof newMetadataFields> {}

/**
 * The body of `Users.replaceMetadata`. Omitted metadata is not changed, given metadata takes the place of all of its kind, `{}` clears it.
 *
 * @since 0.1.0
 * @category schemas
 */
export const NewMetadata: Schema.Schema<NewMetadata, typeof newMetadata.Encoded> = newMetadata

const IdentificationStatus = openEnum("verified", "reserved")

const createOnly = snakeCase({
  /** The e-mail addresses; the first becomes the primary one. */
  emailAddress: Schema.optional(Schema.Array(Schema.String)),
  /** The status of each of `emailAddress`, in the same order; `"verified"` by default. */
  emailAddressIdentificationStatus: Schema.optional(Schema.Array(IdentificationStatus)),
  /** The phone numbers in E.164 format, such as `"+15555550100"`; the first becomes the primary one. */
  phoneNumber: Schema.optional(Schema.Array(Schema.String)),
  /** The status of each of `phoneNumber`, in the same order; `"verified"` by default. */
  phoneNumberIdentificationStatus: Schema.optional(Schema.Array(IdentificationStatus)),
  /** The addresses of the web3 wallets; the first becomes the primary one. */
  web3Wallet: Schema.optional(Schema.Array(Schema.String)),
  /** A password digest from another system; requires `passwordHasher`. */
  passwordDigest: clearable(Secret),
  /** `true` creates the user without a password although the instance requires one. */
  skipPasswordRequirement: clearable(Schema.Boolean),
  /** `true` creates the user without the identifiers that the instance requires. */
  skipUserRequirement: clearable(Schema.Boolean),
  /** `true` creates the user banned; requires a plan with bans. */
  banned: clearable(Schema.Boolean),
  /** `true` creates the user locked; requires user lockout on the instance. */
  locked: clearable(Schema.Boolean)
})

const createFields = Schema.Struct({ ...sharedFields, ...metadataFields, ...createOnly })

/**
 * The body of `Users.create`. Every field is optional here; the settings of the instance decide which ones are required.
 *
 * @since 0.1.0
 * @category models
 */
export interface NewUser
  extends
    Schema.Struct.Type<typeof sharedFields>,
    Schema.Struct.Type<typeof metadataFields>,
    Schema.Struct.Type<typeof createOnly>
{}

/**
 * The body of `Users.create`. Every field is optional here; the settings of the instance decide which ones are required.
 *
 * @since 0.1.0
 * @category schemas
 */
export const NewUser: Schema.Schema<NewUser, typeof createFields.Encoded> = createFields

const updateOnly = snakeCase({
  /** The id of a verified e-mail address of the user. */
  primaryEmailAddressId: clearable(Schema.String),
  /** `true` notifies the user that the primary e-mail address has changed. */
  notifyPrimaryEmailAddressChanged: clearable(Schema.Boolean),
  /** The id of a verified phone number of the user. */
  primaryPhoneNumberId: clearable(Schema.String),
  /** The id of a verified web3 wallet of the user. */
  primaryWeb3WalletId: clearable(Schema.String),
  /** The id of an uploaded image. */
  profileImageId: clearable(Schema.String),
  /** A password digest from another system; requires `passwordHasher`. */
  passwordDigest: Schema.optional(Secret),
  /** `true` ends all sessions of the user; requires `password`. */
  signOutOfOtherSessions: clearable(Schema.Boolean)
})

const updateFields = Schema.Struct({ ...sharedFields, ...updateOnly })

/**
 * The body of `Users.update`. Omitted fields are not changed, fields that are `null` are cleared.
 *
 * @since 0.1.0
 * @category models
 */
export interface UserChanges extends Schema.Struct.Type<typeof sharedFields>, Schema.Struct.Type<typeof updateOnly> {
  /** Refused: use `Users.updateMetadata` to merge public metadata, or `Users.replaceMetadata` to replace it. */
  readonly publicMetadata?: never
  /** Refused: use `Users.updateMetadata` to merge private metadata, or `Users.replaceMetadata` to replace it. */
  readonly privateMetadata?: never
  /** Refused: use `Users.updateMetadata` to merge unsafe metadata, or `Users.replaceMetadata` to replace it. */
  readonly unsafeMetadata?: never
}

/**
 * The body of `Users.update`. Omitted fields are not changed, fields that are `null` are cleared.
 *
 * @since 0.1.0
 * @category schemas
 */
export const UserChanges: Schema.Schema<UserChanges, typeof updateFields.Encoded> = updateFields
