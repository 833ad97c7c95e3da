/**
 * Branded ids. Responses contain branded ids, so that one type of id cannot be used as another. Parameters accept any string.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/**
 * The id of a user, `user_…`. It must not be empty: a user without an id fails to decode.
 *
 * @since 0.1.0
 * @category ids
 */
export const UserId = Schema.NonEmptyString.pipe(Schema.brand("UserId"))
/**
 * The id of a user, `user_…`.
 *
 * @since 0.1.0
 * @category ids
 */
export type UserId = typeof UserId.Type

/**
 * The id of an e-mail address, `idn_…`.
 *
 * @since 0.1.0
 * @category ids
 */
export const EmailAddressId = Schema.String.pipe(Schema.brand("EmailAddressId"))
/**
 * The id of an e-mail address, `idn_…`.
 *
 * @since 0.1.0
 * @category ids
 */
export type EmailAddressId = typeof EmailAddressId.Type

/**
 * The id of a phone number, `idn_…`.
 *
 * @since 0.1.0
 * @category ids
 */
export const PhoneNumberId = Schema.String.pipe(Schema.brand("PhoneNumberId"))
/**
 * The id of a phone number, `idn_…`.
 *
 * @since 0.1.0
 * @category ids
 */
export type PhoneNumberId = typeof PhoneNumberId.Type

/**
 * The id of a web3 wallet, `idn_…`, for `Users.deleteWeb3Wallet`.
 *
 * @since 0.1.0
 * @category ids
 */
export const Web3WalletId = Schema.String.pipe(Schema.brand("Web3WalletId"))
/**
 * The id of a web3 wallet, `idn_…`.
 *
 * @since 0.1.0
 * @category ids
 */
export type Web3WalletId = typeof Web3WalletId.Type

/**
 * The id of a passkey, `idn_…`, for `Users.deletePasskey`.
 *
 * @since 0.1.0
 * @category ids
 */
export const PasskeyId = Schema.String.pipe(Schema.brand("PasskeyId"))
/**
 * The id of a passkey, `idn_…`.
 *
 * @since 0.1.0
 * @category ids
 */
export type PasskeyId = typeof PasskeyId.Type

/**
 * The id of an external account, `eac_…`, for `Users.deleteExternalAccount`.
 *
 * @since 0.1.0
 * @category ids
 */
export const ExternalAccountId = Schema.String.pipe(Schema.brand("ExternalAccountId"))
/**
 * The id of an external account, `eac_…`.
 *
 * @since 0.1.0
 * @category ids
 */
export type ExternalAccountId = typeof ExternalAccountId.Type

/**
 * The id of an organization, `org_…`. It must not be empty.
 *
 * @since 0.1.0
 * @category ids
 */
export const OrganizationId = Schema.NonEmptyString.pipe(Schema.brand("OrganizationId"))
/**
 * The id of an organization, `org_…`.
 *
 * @since 0.1.0
 * @category ids
 */
export type OrganizationId = typeof OrganizationId.Type

/**
 * The id of the domain of an organization, `orgdmn_…`. It must not be empty.
 *
 * @since 0.1.0
 * @category ids
 */
export const OrganizationDomainId = Schema.NonEmptyString.pipe(Schema.brand("OrganizationDomainId"))
/**
 * The id of the domain of an organization, `orgdmn_…`.
 *
 * @since 0.1.0
 * @category ids
 */
export type OrganizationDomainId = typeof OrganizationDomainId.Type

/**
 * The id of an invitation to an organization, `orginv_…`. It must not be empty.
 *
 * @since 0.1.0
 * @category ids
 */
export const OrganizationInvitationId = Schema.NonEmptyString.pipe(Schema.brand("OrganizationInvitationId"))
/**
 * The id of an invitation to an organization, `orginv_…`.
 *
 * @since 0.1.0
 * @category ids
 */
export type OrganizationInvitationId = typeof OrganizationInvitationId.Type

/**
 * The id of a membership in an organization, `orgmem_…`. It must not be empty.
 *
 * @since 0.1.0
 * @category ids
 */
export const OrganizationMembershipId = Schema.NonEmptyString.pipe(Schema.brand("OrganizationMembershipId"))
/**
 * The id of a membership in an organization, `orgmem_…`.
 *
 * @since 0.1.0
 * @category ids
 */
export type OrganizationMembershipId = typeof OrganizationMembershipId.Type

/**
 * The id of a trusted device, for `Users.revokeTrustedDevice`. It must not be empty: a device without an id fails to decode.
 *
 * @since 0.1.0
 * @category ids
 */
export const TrustedDeviceId = Schema.NonEmptyString.pipe(Schema.brand("TrustedDeviceId"))
/**
 * The id of a trusted device.
 *
 * @since 0.1.0
 * @category ids
 */
export type TrustedDeviceId = typeof TrustedDeviceId.Type

/**
 * The id of an identifier on the allowlist, `alid_…`. It must not be empty.
 *
 * @since 0.1.0
 * @category ids
 */
export const AllowlistIdentifierId = Schema.NonEmptyString.pipe(Schema.brand("AllowlistIdentifierId"))
/**
 * The id of an identifier on the allowlist.
 *
 * @since 0.1.0
 * @category ids
 */
export type AllowlistIdentifierId = typeof AllowlistIdentifierId.Type

/**
 * The id of an identifier on the blocklist, `blid_…`. It must not be empty.
 *
 * @since 0.1.0
 * @category ids
 */
export const BlocklistIdentifierId = Schema.NonEmptyString.pipe(Schema.brand("BlocklistIdentifierId"))
/**
 * The id of an identifier on the blocklist.
 *
 * @since 0.1.0
 * @category ids
 */
export type BlocklistIdentifierId = typeof BlocklistIdentifierId.Type

/**
 * The id of a session, `sess_…`. It must not be empty.
 *
 * @since 0.1.0
 * @category ids
 */
export const SessionId = Schema.NonEmptyString.pipe(Schema.brand("SessionId"))
/**
 * The id of a session.
 *
 * @since 0.1.0
 * @category ids
 */
export type SessionId = typeof SessionId.Type

/**
 * The id of a client, `client_…`. It must not be empty.
 *
 * @since 0.1.0
 * @category ids
 */
export const ClientId = Schema.NonEmptyString.pipe(Schema.brand("ClientId"))
/**
 * The id of a client.
 *
 * @since 0.1.0
 * @category ids
 */
export type ClientId = typeof ClientId.Type

/**
 * The id of an invitation, `inv_…`. It must not be empty.
 *
 * @since 0.1.0
 * @category ids
 */
export const InvitationId = Schema.NonEmptyString.pipe(Schema.brand("InvitationId"))
/**
 * The id of an invitation.
 *
 * @since 0.1.0
 * @category ids
 */
export type InvitationId = typeof InvitationId.Type

/**
 * The id of an entry of the waitlist, `wle_…`. It must not be empty.
 *
 * @since 0.1.0
 * @category ids
 */
export const WaitlistEntryId = Schema.NonEmptyString.pipe(Schema.brand("WaitlistEntryId"))
/**
 * The id of an entry of the waitlist.
 *
 * @since 0.1.0
 * @category ids
 */
export type WaitlistEntryId = typeof WaitlistEntryId.Type

/**
 * The id of a redirect URL, `ru_…`. It must not be empty.
 *
 * @since 0.1.0
 * @category ids
 */
export const RedirectUrlId = Schema.NonEmptyString.pipe(Schema.brand("RedirectUrlId"))
/**
 * The id of a redirect URL.
 *
 * @since 0.1.0
 * @category ids
 */
export type RedirectUrlId = typeof RedirectUrlId.Type

/**
 * The id of the verification of an e-mail address or a phone number by a code. It must not be empty.
 *
 * @since 0.1.0
 * @category ids
 */
export const CodeVerificationId = Schema.NonEmptyString.pipe(Schema.brand("CodeVerificationId"))
/**
 * The id of the verification of an e-mail address or a phone number by a code.
 *
 * @since 0.1.0
 * @category ids
 */
export type CodeVerificationId = typeof CodeVerificationId.Type

/**
 * The id of a sign-in token, `sit_…`. It must not be empty.
 *
 * @since 0.1.0
 * @category ids
 */
export const SignInTokenId = Schema.NonEmptyString.pipe(Schema.brand("SignInTokenId"))
/**
 * The id of a sign-in token, `sit_…`.
 *
 * @since 0.1.0
 * @category ids
 */
export type SignInTokenId = typeof SignInTokenId.Type

/**
 * The id of an actor token, `act_…`. It must not be empty.
 *
 * @since 0.1.0
 * @category ids
 */
export const ActorTokenId = Schema.NonEmptyString.pipe(Schema.brand("ActorTokenId"))
/**
 * The id of an actor token, `act_…`.
 *
 * @since 0.1.0
 * @category ids
 */
export type ActorTokenId = typeof ActorTokenId.Type

/**
 * The id of a key that signs tokens, which their headers name as `kid`. It must not be empty.
 *
 * @since 0.1.0
 * @category ids
 */
export const KeyId = Schema.NonEmptyString.pipe(Schema.brand("KeyId"))
/**
 * The id of a key that signs tokens, which their headers name as `kid`.
 *
 * @since 0.1.0
 * @category ids
 */
export type KeyId = typeof KeyId.Type

/**
 * The id of a JWT template, `jtmp_…`. It must not be empty.
 *
 * @since 0.1.0
 * @category ids
 */
export const JwtTemplateId = Schema.NonEmptyString.pipe(Schema.brand("JwtTemplateId"))
/**
 * The id of a JWT template, `jtmp_…`.
 *
 * @since 0.1.0
 * @category ids
 */
export type JwtTemplateId = typeof JwtTemplateId.Type

/**
 * The id of an instance, `ins_…`. It must not be empty.
 *
 * @since 0.1.0
 * @category ids
 */
export const InstanceId = Schema.NonEmptyString.pipe(Schema.brand("InstanceId"))
/**
 * The id of an instance.
 *
 * @since 0.1.0
 * @category ids
 */
export type InstanceId = typeof InstanceId.Type

/**
 * The id of a machine, `mch_…`. It must not be empty.
 *
 * @since 0.1.0
 * @category ids
 */
export const MachineId = Schema.NonEmptyString.pipe(Schema.brand("MachineId"))
/**
 * The id of a machine, `mch_…`.
 *
 * @since 0.1.0
 * @category ids
 */
export type MachineId = typeof MachineId.Type

/**
 * The id of a machine-to-machine token, `mt_…`. It must not be empty.
 *
 * @since 0.1.0
 * @category ids
 */
export const M2MTokenId = Schema.NonEmptyString.pipe(Schema.brand("M2MTokenId"))
/**
 * The id of a machine-to-machine token, `mt_…`.
 *
 * @since 0.1.0
 * @category ids
 */
export type M2MTokenId = typeof M2MTokenId.Type

/**
 * The id of an API key, `ak_…`. It must not be empty.
 *
 * @since 0.1.0
 * @category ids
 */
export const ApiKeyId = Schema.NonEmptyString.pipe(Schema.brand("ApiKeyId"))
/**
 * The id of an API key, `ak_…`.
 *
 * @since 0.1.0
 * @category ids
 */
export type ApiKeyId = typeof ApiKeyId.Type

/**
 * The id of an OAuth application. It must not be empty.
 *
 * @since 0.1.0
 * @category ids
 */
export const OAuthApplicationId = Schema.NonEmptyString.pipe(Schema.brand("OAuthApplicationId"))
/**
 * The id of an OAuth application.
 *
 * @since 0.1.0
 * @category ids
 */
export type OAuthApplicationId = typeof OAuthApplicationId.Type

/**
 * The id of a domain of the instance, `dmn_…`. It must not be empty.
 *
 * @since 0.1.0
 * @category ids
 */
export const DomainId = Schema.NonEmptyString.pipe(Schema.brand("DomainId"))
/**
 * The id of a domain of the instance, `dmn_…`.
 *
 * @since 0.1.0
 * @category ids
 */
export type DomainId = typeof DomainId.Type

/**
 * The id of a sign-up, `sua_…`. It must not be empty.
 *
 * @since 0.1.0
 * @category ids
 */
export const SignUpId = Schema.NonEmptyString.pipe(Schema.brand("SignUpId"))
/**
 * The id of a sign-up, `sua_…`.
 *
 * @since 0.1.0
 * @category ids
 */
export type SignUpId = typeof SignUpId.Type

/**
 * The id of an enterprise connection. It must not be empty.
 *
 * @since 0.1.0
 * @category ids
 */
export const EnterpriseConnectionId = Schema.NonEmptyString.pipe(Schema.brand("EnterpriseConnectionId"))
/**
 * The id of an enterprise connection.
 *
 * @since 0.1.0
 * @category ids
 */
export type EnterpriseConnectionId = typeof EnterpriseConnectionId.Type

/**
 * The id of a test run of an enterprise connection. It must not be empty.
 *
 * @since 0.1.0
 * @category ids
 */
export const EnterpriseConnectionTestRunId = Schema.NonEmptyString.pipe(Schema.brand("EnterpriseConnectionTestRunId"))
/**
 * The id of a test run of an enterprise connection.
 *
 * @since 0.1.0
 * @category ids
 */
export type EnterpriseConnectionTestRunId = typeof EnterpriseConnectionTestRunId.Type
