/**
 * An account of a user with an OAuth provider, such as Google or GitHub.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { ExternalAccountId } from "./Ids.ts"
import { Verification } from "./Verification.ts"
import { metadata, nullable, object, text, Timestamp, withUnknownFields } from "./wire/Fields.ts"

/**
 * An account of a user with an OAuth provider.
 *
 * Clerk sends Google and Facebook accounts in an older shape, where `id` is the id of the identification (`idn_…`). Pass
 * `deletableId` to `Users.deleteExternalAccount`, which is right for both shapes.
 *
 * @since 0.1.0
 * @category models
 */
export class ExternalAccount extends Schema.Class<ExternalAccount>("effect-clerk/ExternalAccount")(withUnknownFields({
  /** The id, `eac_…`, or `idn_…` in the older shape: see `deletableId`. */
  id: text,
  /** The object type, such as `"external_account"` or `"google_account"`. */
  object: object("external_account"),
  /** The id of the external account, `eac_…`, in the older shape; null in the newer one. */
  externalAccountId: nullable(ExternalAccountId),
  /** The OAuth provider, such as `"oauth_google"`. */
  provider: text,
  /** The id of the identification that belongs to the account, `idn_…`. */
  identificationId: text,
  /** The id of the user at the provider. */
  providerUserId: text,
  /** The scopes that the user granted, separated by spaces. */
  approvedScopes: text,
  /** The e-mail address at the provider. */
  emailAddress: text,
  /** Whether the provider verified the e-mail address; null when unknown. */
  emailAddressVerified: nullable(Schema.Boolean),
  /** The first name at the provider. */
  firstName: text,
  /** The last name at the provider. */
  lastName: text,
  /**
   * The URL of the profile image at the provider; null when there is none.
   *
   * @deprecated by Clerk: use `imageUrl`.
   */
  avatarUrl: nullable(Schema.String),
  /** The URL of the profile image at the provider; null when there is none. */
  imageUrl: nullable(Schema.String),
  /** The user name at the provider; null when there is none. */
  username: nullable(Schema.String),
  /** The phone number at the provider; null when there is none. */
  phoneNumber: nullable(Schema.String),
  /** The label of the account; null when there is none. */
  label: nullable(Schema.String),
  /** Metadata that the front end and the back end can read. */
  publicMetadata: metadata,
  /** How it was verified; null before the first attempt to verify it. */
  verification: nullable(Verification),
  /** When it was created; null when Clerk does not say. */
  createdAt: nullable(Timestamp),
  /** When it was last updated; null when Clerk does not say. */
  updatedAt: nullable(Timestamp)
})) {
  /** The id to pass to `Users.deleteExternalAccount`. */
  get deletableId(): ExternalAccountId {
    return this.externalAccountId ?? ExternalAccountId.make(this.id)
  }
}
