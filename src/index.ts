/**
 * @since 0.1.0
 */

/** @since 0.1.0 */
export { ActorTokens } from "./ActorTokens.ts"
/** @since 0.1.0 */
export { AllowlistIdentifiers } from "./AllowlistIdentifiers.ts"
/** @since 0.1.0 */
export { ApiKeys } from "./ApiKeys.ts"
/** @since 0.1.0 */
export * as Auth from "./Auth.ts"
/** @since 0.1.0 */
export { Billing } from "./Billing.ts"
/** @since 0.1.0 */
export { BlocklistIdentifiers } from "./BlocklistIdentifiers.ts"
/** @since 0.1.0 */
export * as Clerk from "./Clerk.ts"
/** @since 0.1.0 */
export { Clients } from "./Clients.ts"
/** @since 0.1.0 */
export { Domains } from "./Domains.ts"
/** @since 0.1.0 */
export { EmailAddresses } from "./EmailAddresses.ts"
/** @since 0.1.0 */
export { EnterpriseConnections } from "./EnterpriseConnections.ts"
/** @since 0.1.0 */
export * as Errors from "./Errors.ts"
/** @since 0.1.0 */
export { ClerkErrors, SDKError } from "./Errors.ts"
/** @since 0.1.0 */
export * as Http from "./Http.ts"
/** @since 0.1.0 */
export { InstanceSettings } from "./InstanceSettings.ts"
/** @since 0.1.0 */
export { Invitations } from "./Invitations.ts"
/** @since 0.1.0 */
export { Jwks } from "./Jwks.ts"
/** @since 0.1.0 */
export { JwtTemplates } from "./JwtTemplates.ts"
/** @since 0.1.0 */
export { M2MTokens } from "./M2MTokens.ts"
/** @since 0.1.0 */
export { Machines } from "./Machines.ts"
/** @since 0.1.0 */
export * as Metrics from "./Metrics.ts"
/** @since 0.1.0 */
export { OAuthApplications } from "./OAuthApplications.ts"
/** @since 0.1.0 */
export * as Operation from "./Operation.ts"
/** @since 0.1.0 */
export { operations as actorTokenOperations } from "./operations/ActorTokens.ts"
/** @since 0.1.0 */
export { operations as allowlistIdentifierOperations } from "./operations/AllowlistIdentifiers.ts"
/** @since 0.1.0 */
export { operations as apiKeyOperations } from "./operations/ApiKeys.ts"
/** @since 0.1.0 */
export { operations as billingOperations } from "./operations/Billing.ts"
/** @since 0.1.0 */
export { operations as blocklistIdentifierOperations } from "./operations/BlocklistIdentifiers.ts"
/** @since 0.1.0 */
export { operations as clientOperations } from "./operations/Clients.ts"
/** @since 0.1.0 */
export { operations as domainOperations } from "./operations/Domains.ts"
/** @since 0.1.0 */
export { operations as emailAddressOperations } from "./operations/EmailAddresses.ts"
/** @since 0.1.0 */
export { operations as enterpriseConnectionOperations } from "./operations/EnterpriseConnections.ts"
/** @since 0.1.0 */
export { operations as instanceSettingsOperations } from "./operations/InstanceSettings.ts"
/** @since 0.1.0 */
export { operations as invitationOperations } from "./operations/Invitations.ts"
/** @since 0.1.0 */
export { operations as jwksOperations } from "./operations/Jwks.ts"
/** @since 0.1.0 */
export { operations as jwtTemplateOperations } from "./operations/JwtTemplates.ts"
/** @since 0.1.0 */
export { operations as m2mTokenOperations } from "./operations/M2MTokens.ts"
/** @since 0.1.0 */
export { operations as machineOperations } from "./operations/Machines.ts"
/** @since 0.1.0 */
export { operations as oauthApplicationOperations } from "./operations/OAuthApplications.ts"
/** @since 0.1.0 */
export { operations as organizationDomainOperations } from "./operations/OrganizationDomains.ts"
/** @since 0.1.0 */
export { operations as organizationInvitationOperations } from "./operations/OrganizationInvitations.ts"
/** @since 0.1.0 */
export { operations as organizationMembershipOperations } from "./operations/OrganizationMemberships.ts"
/** @since 0.1.0 */
export { operations as organizationPermissionOperations } from "./operations/OrganizationPermissions.ts"
/** @since 0.1.0 */
export { operations as organizationRoleOperations } from "./operations/OrganizationRoles.ts"
/** @since 0.1.0 */
export { operations as organizationOperations } from "./operations/Organizations.ts"
/** @since 0.1.0 */
export { operations as phoneNumberOperations } from "./operations/PhoneNumbers.ts"
/** @since 0.1.0 */
export { operations as redirectUrlOperations } from "./operations/RedirectUrls.ts"
/** @since 0.1.0 */
export { operations as roleSetOperations } from "./operations/RoleSets.ts"
/** @since 0.1.0 */
export { operations as sessionOperations } from "./operations/Sessions.ts"
/** @since 0.1.0 */
export { operations as signInTokenOperations } from "./operations/SignInTokens.ts"
/** @since 0.1.0 */
export { operations as signUpOperations } from "./operations/SignUps.ts"
/** @since 0.1.0 */
export { operations as testingTokenOperations } from "./operations/TestingTokens.ts"
/** @since 0.1.0 */
export { operations as userOperations } from "./operations/Users.ts"
/** @since 0.1.0 */
export { operations as waitlistEntryOperations } from "./operations/WaitlistEntries.ts"
/** @since 0.1.0 */
export { OrganizationDomains } from "./OrganizationDomains.ts"
/** @since 0.1.0 */
export { OrganizationInvitations } from "./OrganizationInvitations.ts"
/** @since 0.1.0 */
export { OrganizationMemberships } from "./OrganizationMemberships.ts"
/** @since 0.1.0 */
export { OrganizationPermissions } from "./OrganizationPermissions.ts"
/** @since 0.1.0 */
export { OrganizationRoles } from "./OrganizationRoles.ts"
/** @since 0.1.0 */
export { Organizations } from "./Organizations.ts"
/** @since 0.1.0 */
export { PhoneNumbers } from "./PhoneNumbers.ts"
/** @since 0.1.0 */
export * as RateLimit from "./RateLimit.ts"
/** @since 0.1.0 */
export { RedirectUrls } from "./RedirectUrls.ts"
/** @since 0.1.0 */
export * as Resource from "./Resource.ts"
/** @since 0.1.0 */
export * as Retry from "./Retry.ts"
/** @since 0.1.0 */
export * from "./Schema/ActorToken.ts"
/** @since 0.1.0 */
export * from "./Schema/AllowlistIdentifier.ts"
/** @since 0.1.0 */
export * from "./Schema/ApiKey.ts"
/** @since 0.1.0 */
export * from "./Schema/BillingChanges.ts"
/** @since 0.1.0 */
export * from "./Schema/BillingCredit.ts"
/** @since 0.1.0 */
export * from "./Schema/BillingDiscount.ts"
/** @since 0.1.0 */
export * from "./Schema/BillingFilters.ts"
/** @since 0.1.0 */
export * from "./Schema/BillingMoney.ts"
/** @since 0.1.0 */
export * from "./Schema/BillingPlan.ts"
/** @since 0.1.0 */
export * from "./Schema/BillingPrice.ts"
/** @since 0.1.0 */
export * from "./Schema/BillingStatement.ts"
/** @since 0.1.0 */
export * from "./Schema/BillingSubscription.ts"
/** @since 0.1.0 */
export * from "./Schema/BlocklistIdentifier.ts"
/** @since 0.1.0 */
export * from "./Schema/Client.ts"
/** @since 0.1.0 */
export * from "./Schema/CodeVerification.ts"
/** @since 0.1.0 */
export * from "./Schema/DeletedObject.ts"
/** @since 0.1.0 */
export * from "./Schema/Domain.ts"
/** @since 0.1.0 */
export * from "./Schema/EmailAddress.ts"
/** @since 0.1.0 */
export * from "./Schema/EnterpriseAccount.ts"
/** @since 0.1.0 */
export * from "./Schema/EnterpriseAccountConnection.ts"
/** @since 0.1.0 */
export * from "./Schema/EnterpriseConnection.ts"
/** @since 0.1.0 */
export * from "./Schema/EnterpriseConnectionChanges.ts"
/** @since 0.1.0 */
export * from "./Schema/EnterpriseConnectionFilters.ts"
/** @since 0.1.0 */
export * from "./Schema/EnterpriseConnectionSettings.ts"
/** @since 0.1.0 */
export * from "./Schema/EnterpriseConnectionTestRun.ts"
/** @since 0.1.0 */
export * from "./Schema/wire/ErrorBody.ts"
/** @since 0.1.0 */
export type * from "./Schema/wire/ErrorCode.ts"
/** @since 0.1.0 */
export * from "./Schema/ExternalAccount.ts"
/** @since 0.1.0 */
export * from "./Schema/IdentificationLink.ts"
/** @since 0.1.0 */
export * from "./Schema/Ids.ts"
/** @since 0.1.0 */
export * from "./Schema/Instance.ts"
/** @since 0.1.0 */
export * from "./Schema/InstanceChanges.ts"
/** @since 0.1.0 */
export * from "./Schema/Invitation.ts"
/** @since 0.1.0 */
export { isJsonObject, JsonObject } from "./Schema/wire/Json.ts"
/** @since 0.1.0 */
export * from "./Schema/JsonWebKey.ts"
/** @since 0.1.0 */
export * from "./Schema/JwtTemplate.ts"
/** @since 0.1.0 */
export * from "./Schema/wire/Lists.ts"
/** @since 0.1.0 */
export { CreatedM2MToken, M2MToken, M2MTokenFilters, NewM2MToken } from "./Schema/M2MToken.ts"
/** @since 0.1.0 */
export * from "./Schema/Machine.ts"
/** @since 0.1.0 */
export * from "./Schema/MembershipFilters.ts"
/** @since 0.1.0 */
export * from "./Schema/wire/Metadata.ts"
/** @since 0.1.0 */
export * from "./Schema/OAuthAccessToken.ts"
/** @since 0.1.0 */
export * from "./Schema/OAuthApplication.ts"
/** @since 0.1.0 */
export * from "./Schema/Organization.ts"
/** @since 0.1.0 */
export * from "./Schema/OrganizationChanges.ts"
/** @since 0.1.0 */
export * from "./Schema/OrganizationDomain.ts"
/** @since 0.1.0 */
export * from "./Schema/OrganizationDomainFilters.ts"
/** @since 0.1.0 */
export * from "./Schema/OrganizationFilters.ts"
/** @since 0.1.0 */
export * from "./Schema/OrganizationInvitation.ts"
/** @since 0.1.0 */
export * from "./Schema/OrganizationInvitationChanges.ts"
/** @since 0.1.0 */
export * from "./Schema/OrganizationInvitationFilters.ts"
/** @since 0.1.0 */
export * from "./Schema/OrganizationMembership.ts"
/** @since 0.1.0 */
export * from "./Schema/OrganizationMembershipChanges.ts"
/** @since 0.1.0 */
export * from "./Schema/OrganizationMembershipFilters.ts"
/** @since 0.1.0 */
export * from "./Schema/OrganizationPermission.ts"
/** @since 0.1.0 */
export * from "./Schema/OrganizationRole.ts"
/** @since 0.1.0 */
export * from "./Schema/Passkey.ts"
/** @since 0.1.0 */
export * from "./Schema/PhoneNumber.ts"
/** @since 0.1.0 */
export * from "./Schema/ProfileImage.ts"
/** @since 0.1.0 */
export * from "./Schema/PublicUserData.ts"
/** @since 0.1.0 */
export * from "./Schema/RedirectUrl.ts"
/** @since 0.1.0 */
export * from "./Schema/RoleSet.ts"
/** @since 0.1.0 */
export * from "./Schema/RoleSetChanges.ts"
/** @since 0.1.0 */
export * from "./Schema/SamlAccount.ts"
/** @since 0.1.0 */
export * from "./Schema/Session.ts"
/** @since 0.1.0 */
export * from "./Schema/SessionChanges.ts"
/** @since 0.1.0 */
export * from "./Schema/SignInToken.ts"
/** @since 0.1.0 */
export * from "./Schema/SignUp.ts"
/** @since 0.1.0 */
export * from "./Schema/TestingToken.ts"
/** @since 0.1.0 */
export * from "./Schema/TOTP.ts"
/** @since 0.1.0 */
export * from "./Schema/TrustedDevice.ts"
/** @since 0.1.0 */
export * from "./Schema/User.ts"
/** @since 0.1.0 */
export * from "./Schema/UserChanges.ts"
/** @since 0.1.0 */
export * from "./Schema/UserFilters.ts"
/** @since 0.1.0 */
export * from "./Schema/Verification.ts"
/** @since 0.1.0 */
export * from "./Schema/VerifiedOAuthToken.ts"
/** @since 0.1.0 */
export * from "./Schema/VerifiedPassword.ts"
/** @since 0.1.0 */
export * from "./Schema/WaitlistEntry.ts"
/** @since 0.1.0 */
export * from "./Schema/Web3Wallet.ts"
/** @since 0.1.0 */
export { RoleSets } from "./RoleSets.ts"
/** @since 0.1.0 */
export { Sessions } from "./Sessions.ts"
/** @since 0.1.0 */
export { SignInTokens } from "./SignInTokens.ts"
/** @since 0.1.0 */
export { SignUps } from "./SignUps.ts"
/** @since 0.1.0 */
export { TestingTokens } from "./TestingTokens.ts"
/** @since 0.1.0 */
export * as UserCache from "./UserCache.ts"
/** @since 0.1.0 */
export * as UserLoader from "./UserLoader.ts"
/** @since 0.1.0 */
export * as UserMetadata from "./UserMetadata.ts"
/** @since 0.1.0 */
export { Users } from "./Users.ts"
/** @since 0.1.0 */
export { WaitlistEntries } from "./WaitlistEntries.ts"
