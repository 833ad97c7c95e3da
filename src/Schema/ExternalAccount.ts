/**
 * An account of a user with another provider, such as Google or GitHub.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { ExternalAccountId } from "./Ids.ts"
import { Verification } from "./Verification.ts"
import { metadata, nullable, object, text, Timestamp, withUnknownFields } from "./wire/Fields.ts"

/**
 * An account of a user with another provider.
 *
 * Google and Facebook accounts come in an older shape, whose `id` is that of the identification (`idn_…`). The id that
 * `Users.deleteExternalAccount` wants is `deletableId`, whichever shape came.
 *
 * @since 0.1.0
 * @category models
 */
export class ExternalAccount extends Schema.Class<ExternalAccount>("effect-clerk/ExternalAccount")(withUnknownFields({
  /** `eac_…`, or `idn_…` for the older shape: see `deletableId`. */
  id: text,
  object: object("external_account"),
  /** `eac_…`; only the older shape carries it. */
  externalAccountId: nullable(ExternalAccountId),
  /** Such as `"oauth_google"`. */
  provider: text,
  identificationId: text,
  providerUserId: text,
  /** The scopes that the user granted, separated by spaces. */
  approvedScopes: text,
  emailAddress: text,
  /** Null when the provider did not say. */
  emailAddressVerified: nullable(Schema.Boolean),
  firstName: text,
  lastName: text,
  /** @deprecated by Clerk: use `imageUrl`. */
  avatarUrl: nullable(Schema.String),
  imageUrl: nullable(Schema.String),
  username: nullable(Schema.String),
  phoneNumber: nullable(Schema.String),
  label: nullable(Schema.String),
  publicMetadata: metadata,
  verification: nullable(Verification),
  createdAt: nullable(Timestamp),
  updatedAt: nullable(Timestamp)
})) {
  /** The id that `Users.deleteExternalAccount` wants. */
  get deletableId(): ExternalAccountId {
    return this.externalAccountId ?? ExternalAccountId.make(this.id)
  }
}
