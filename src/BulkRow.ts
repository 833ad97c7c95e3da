/**
 * The row of a file that is imported or exported: a user as one JSON object.
 *
 * ```ts
 * import { Stream } from "effect"
 * import * as Bulk from "effect-clerk/Bulk"
 * import { UserRow } from "effect-clerk/BulkRow"
 *
 * const rows = Stream.make({
 *   externalId: "1",
 *   emailAddresses: [{ emailAddress: "ada@example.com", verified: true }, { emailAddress: "ada@example.org" }]
 * })
 *
 * const outcomes = Bulk.importUsers(rows, { schema: UserRow })
 * ```
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { NewUser, PasswordHasher } from "./Schema/UserChanges.ts"
import { JsonObject } from "./Schema/wire/Json.ts"

/** A field that a row may leave out. `null` means the same, as exports of other systems write it. */
const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optional(Schema.NullOr(schema))

/** An address or a number, and whether it was verified. Without `verified` it is not: an import must not verify it. */
const verifiable = <Name extends string>(name: Name) =>
  Schema.Struct(
    {
      [name]: Schema.String as Schema.Schema<string>,
      verified: optional(Schema.Boolean)
    } as { readonly [Key in Name]: Schema.Schema<string> } & {
      readonly verified: Schema.optional<Schema.NullOr<typeof Schema.Boolean>>
    }
  )

const Time = Schema.String.pipe(
  Schema.filter((text) =>
    !Number.isNaN(Date.parse(text)) || "Expected a time in ISO 8601, such as 2024-05-01T12:00:00Z"
  )
)

const Row = Schema.Struct({
  /** The id of the user in Clerk. It becomes the `externalId` of a user without one. */
  id: optional(Schema.String),
  /** The id of the user in your own system, unique in the instance. */
  externalId: optional(Schema.String),
  /** The first name. */
  firstName: optional(Schema.String),
  /** The last name. */
  lastName: optional(Schema.String),
  /** A BCP 47 language tag, such as `"en-US"`. */
  locale: optional(Schema.String),
  /** An IANA time zone, such as `"Europe/London"`. */
  timezone: optional(Schema.String),
  /** The user name, unique in the instance. */
  username: optional(Schema.String),
  /** The e-mail addresses, the primary one first. One that is not `verified` is reserved for the user. */
  emailAddresses: optional(Schema.Array(verifiable("emailAddress"))),
  /** The phone numbers in E.164 format, the primary one first. One that is not `verified` is reserved for the user. */
  phoneNumbers: optional(Schema.Array(verifiable("phoneNumber"))),
  /** The addresses of the web3 wallets, the primary one first. */
  web3Wallets: optional(Schema.Array(Schema.String)),
  /** The password in plain text. */
  password: optional(Schema.String),
  /** The digest of the password; requires `passwordHasher`. */
  passwordDigest: optional(Schema.String),
  /** The algorithm of `passwordDigest`. */
  passwordHasher: optional(PasswordHasher),
  /** `true` skips the password policy of the instance. */
  skipPasswordChecks: optional(Schema.Boolean),
  /** `true` creates the user without a password although the instance requires one. */
  skipPasswordRequirement: optional(Schema.Boolean),
  /** `true` creates the user without the identifiers that the instance requires. */
  skipUserRequirement: optional(Schema.Boolean),
  /** The TOTP secret in base32. */
  totpSecret: optional(Schema.String),
  /** The backup codes, in plain text or as bcrypt digests. */
  backupCodes: optional(Schema.Array(Schema.String)),
  /** Metadata that the front end and the back end can read, at most 8 KB. */
  publicMetadata: optional(JsonObject),
  /** Metadata that only the back end can read, at most 8 KB. */
  privateMetadata: optional(JsonObject),
  /** Metadata that the front end can write too, at most 8 KB. */
  unsafeMetadata: optional(JsonObject),
  /** When the user was created, in ISO 8601. */
  createdAt: optional(Time),
  /** When the user accepted your legal terms, in ISO 8601. */
  legalAcceptedAt: optional(Time),
  /** `true` does not require that the user accepts the legal terms. */
  skipLegalChecks: optional(Schema.Boolean),
  /** Whether the user is banned. */
  banned: optional(Schema.Boolean),
  /** Whether the user is locked. */
  locked: optional(Schema.Boolean),
  /** Whether the user may delete their own account. */
  deleteSelfEnabled: optional(Schema.Boolean),
  /** Whether the user may create organizations. */
  createOrganizationEnabled: optional(Schema.Boolean),
  /** The maximum number of organizations that the user may create; 0 means unlimited. */
  createOrganizationsLimit: optional(Schema.NonNegativeInt),
  /** `true` skips the Device Trust checks at sign-in. */
  bypassClientTrust: optional(Schema.Boolean)
})

/**
 * A user as a row of a file.
 *
 * @since 0.1.0
 * @category models
 */
export interface UserRow extends Schema.Schema.Type<typeof Row> {}

/**
 * Decodes a row of a file to the user that is created. A key that it does not know is refused, since it may be a misspelled field.
 *
 * @since 0.1.0
 * @category schemas
 */
export const UserRow: Schema.Schema<NewUser, UserRow> = Schema.transform(
  Schema.typeSchema(Row),
  Schema.typeSchema(NewUser),
  { strict: false, decode: (row: UserRow) => toNewUser(row), encode: (user: NewUser) => toRow(user) }
)

/**
 * The names of the fields of a row.
 *
 * @since 0.1.0
 * @category models
 */
export const fieldNames: ReadonlyArray<keyof UserRow> = Object.keys(Row.fields) as never

const toNewUser = (row: UserRow): NewUser => {
  const {
    backupCodes,
    createdAt,
    emailAddresses,
    externalId,
    id,
    legalAcceptedAt,
    password,
    passwordDigest,
    phoneNumbers,
    totpSecret,
    web3Wallets,
    ...same
  } = withoutNulls(row)
  return withoutNulls({
    ...same,
    externalId: externalId ?? id,
    emailAddress: emailAddresses?.map(({ emailAddress }) => emailAddress),
    emailAddressIdentificationStatus: emailAddresses?.map(status),
    phoneNumber: phoneNumbers?.map(({ phoneNumber }) => phoneNumber),
    phoneNumberIdentificationStatus: phoneNumbers?.map(status),
    web3Wallet: web3Wallets,
    password: secret(password),
    passwordDigest: secret(passwordDigest),
    totpSecret: secret(totpSecret),
    backupCodes: backupCodes?.map((code) => Redacted.make(code)),
    createdAt: time(createdAt),
    legalAcceptedAt: time(legalAcceptedAt)
  }) as NewUser
}

const status = ({ verified }: { readonly verified?: boolean | null | undefined }) => verified ? "verified" : "reserved"

const secret = (text: string | null | undefined) => typeof text === "string" ? Redacted.make(text) : undefined

const time = (text: string | null | undefined) => typeof text === "string" ? new Date(text) : undefined

const withoutNulls = <A extends object>(object: A): { [Name in keyof A]: Exclude<A[Name], null> } =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null && value !== undefined)) as never

/** The row of a user that would be created. */
const toRow = (user: NewUser): UserRow => {
  const {
    backupCodes,
    createdAt,
    emailAddress,
    emailAddressIdentificationStatus: emailStatus,
    legalAcceptedAt,
    password,
    passwordDigest,
    phoneNumber,
    phoneNumberIdentificationStatus: phoneStatus,
    totpSecret,
    web3Wallet,
    ...same
  } = user
  const iso = (value: NewUser["createdAt"]) => value ? DateTime.formatIso(DateTime.unsafeMake(value)) : undefined
  const text = (value: Redacted.Redacted | null | undefined) => value ? Redacted.value(value) : undefined
  return withoutNulls({
    ...same,
    emailAddresses: emailAddress?.map((emailAddress, index) => ({
      emailAddress,
      verified: (emailStatus?.[index] ?? "verified") === "verified"
    })),
    phoneNumbers: phoneNumber?.map((phoneNumber, index) => ({
      phoneNumber,
      verified: (phoneStatus?.[index] ?? "verified") === "verified"
    })),
    web3Wallets: web3Wallet,
    password: text(password),
    passwordDigest: text(passwordDigest),
    totpSecret: text(totpSecret),
    backupCodes: backupCodes?.map(Redacted.value),
    createdAt: iso(createdAt),
    legalAcceptedAt: iso(legalAcceptedAt)
  }) as UserRow
}
