/**
 * The mappings of other systems, as data.
 */
import type { Mapping } from "../../BulkMapping.ts"

export const auth0: Mapping = {
  externalId: "user_id",
  username: "username",
  firstName: "given_name",
  lastName: "family_name",
  locale: "locale",
  emailAddresses: [{ from: "email", verified: "email_verified" }],
  phoneNumbers: [{ from: "phone_number", verified: "phone_verified" }],
  passwordDigest: ["passwordHash", "password_hash"],
  passwordHasher: [{ value: "bcrypt", if: "passwordHash" }, { value: "bcrypt", if: "password_hash" }],
  privateMetadata: "app_metadata",
  unsafeMetadata: "user_metadata",
  createdAt: "created_at",
  banned: "blocked"
}

export const supabase: Mapping = {
  externalId: "id",
  firstName: ["raw_user_meta_data.first_name", { from: "raw_user_meta_data.full_name", as: "first" }],
  lastName: ["raw_user_meta_data.last_name", { from: "raw_user_meta_data.full_name", as: "rest" }],
  emailAddresses: [{ from: "email", verified: "email_confirmed_at" }],
  phoneNumbers: [{ from: "phone", as: "+", verified: "phone_confirmed_at" }],
  passwordDigest: "encrypted_password",
  passwordHasher: [{ value: "bcrypt", if: "encrypted_password" }],
  privateMetadata: "raw_app_meta_data",
  unsafeMetadata: "raw_user_meta_data",
  createdAt: "created_at",
  banned: { from: "banned_until", as: "future" }
}

export const firebase: Mapping = {
  externalId: "localId",
  firstName: { from: "displayName", as: "first" },
  lastName: { from: "displayName", as: "rest" },
  emailAddresses: [{ from: "email", verified: "emailVerified" }],
  // Firebase stores a number only after it has verified it.
  phoneNumbers: [{ from: "phoneNumber", verified: true }],
  privateMetadata: "customAttributes",
  createdAt: { from: "createdAt", as: "milliseconds" },
  banned: "disabled"
}

export const cognito: Mapping = {
  externalId: ["Attributes.sub", "sub", "cognito:username"],
  firstName: ["Attributes.given_name", "given_name"],
  lastName: ["Attributes.family_name", "family_name"],
  locale: ["Attributes.locale", "locale"],
  timezone: ["Attributes.zoneinfo", "zoneinfo"],
  emailAddresses: [{ from: ["Attributes.email", "email"], verified: ["Attributes.email_verified", "email_verified"] }],
  phoneNumbers: [{
    from: ["Attributes.phone_number", "phone_number"],
    verified: ["Attributes.phone_number_verified", "phone_number_verified"]
  }],
  createdAt: "UserCreateDate",
  banned: { from: "Enabled", as: "not" }
}

export const betterAuth: Mapping = {
  externalId: "id",
  username: "username",
  firstName: { from: "name", as: "first" },
  lastName: { from: "name", as: "rest" },
  emailAddresses: [{ from: "email", verified: ["emailVerified", "email_verified"] }],
  phoneNumbers: [{
    from: ["phoneNumber", "phone_number"],
    verified: ["phoneNumberVerified", "phone_number_verified"]
  }],
  createdAt: ["createdAt", "created_at"],
  banned: "banned"
}

const list = "|,; "

export const clerk: Mapping = {
  externalId: ["external_id", "id"],
  username: "username",
  firstName: "first_name",
  lastName: "last_name",
  emailAddresses: [
    { from: "primary_email_address", verified: true },
    { from: "verified_email_addresses", verified: true, split: list },
    { from: "unverified_email_addresses", verified: false, split: list }
  ],
  phoneNumbers: [
    { from: "primary_phone_number", verified: true },
    { from: "verified_phone_numbers", verified: true, split: list },
    { from: "unverified_phone_numbers", verified: false, split: list }
  ],
  totpSecret: "totp_secret",
  passwordDigest: "password_digest",
  passwordHasher: "password_hasher",
  publicMetadata: "public_metadata",
  privateMetadata: "private_metadata",
  unsafeMetadata: "unsafe_metadata",
  createdAt: "created_at"
}
