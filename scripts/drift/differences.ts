/**
 * Where the tables and Clerk's OpenAPI file of version 2026-05-12 differ on purpose, each with its reason, in the words of
 * `npm run drift`. An entry that is no longer true fails, as does a difference that is not here.
 */
import type { Difference } from "./compare.ts"

export interface KnownDifference extends Pick<Difference, "onlyIn"> {
  readonly reason: string
  readonly facts: ReadonlyArray<string>
}

export const differences: ReadonlyArray<KnownDifference> = [
  {
    reason: "Clerk's own client documents that null clears a kind of metadata.",
    onlyIn: "table",
    facts: [
      "users.replaceMetadata body.public_metadata null",
      "users.replaceMetadata body.private_metadata null",
      "users.replaceMetadata body.unsafe_metadata null",
      "organizations.replaceMetadata body.public_metadata null",
      "organizations.replaceMetadata body.private_metadata null"
    ]
  },
  {
    reason:
      "Clerk removed it from all versions in 2025 and responds with 405. It is here, deprecated, for programs that call it.",
    onlyIn: "table",
    facts: ["users.createTOTP POST /users/{user_id}/totp"]
  },
  {
    reason: "Clerk's list of error codes has the status for the operation; the file leaves it out.",
    onlyIn: "table",
    facts: [
      "users.delete status 409",
      "users.ban status 404",
      "users.unban status 404",
      "users.lock status 404",
      "users.unlock status 404",
      "users.setProfileImage status 413",
      "users.getOrganizationMemberships status 404",
      "users.deletePasskey status 400",
      "organizationMemberships.list status 404",
      "organizationDomains.list status 404",
      "jwtTemplates.update status 404"
    ]
  },
  {
    reason: "An id that does not exist gives 404, as in every other resource; the file leaves it out.",
    onlyIn: "table",
    facts: ["signUps.get status 404", "signUps.update status 404"]
  },
  {
    reason: "A boolean of the program is sent as one of the two texts.",
    onlyIn: "table",
    facts: ["apiKeys.list query.include_invalid type boolean"]
  },
  {
    reason: "A boolean of the program is sent as one of the two texts.",
    onlyIn: "file",
    facts: [
      "apiKeys.list query.include_invalid type string",
      `apiKeys.list query.include_invalid value "true"`,
      `apiKeys.list query.include_invalid value "false"`
    ]
  },
  {
    reason: "The tests of Clerk's own client have it, for a request with the secret key of an instance.",
    onlyIn: "table",
    facts: ["m2mTokens.create status 401"]
  },
  {
    reason: "Clerk's own client sends and reads it.",
    onlyIn: "table",
    facts: [
      "users.create body.timezone",
      "users.update body.timezone",
      "User.timezone",
      "sessions.refresh query.suffixed_cookies",
      "VerifiedOAuthToken.aud",
      "VerifiedOAuthToken.act",
      "enterpriseConnections.create body.authenticatable",
      "enterpriseConnections.create body.disable_jit_provisioning",
      "enterpriseConnections.create body.saml.idp_certificates",
      "enterpriseConnections.update body.authenticatable",
      "enterpriseConnections.update body.disable_jit_provisioning",
      "enterpriseConnections.update body.saml.idp_certificates",
      "EnterpriseSamlConnection.idp_certificate",
      "EnterpriseSamlConnection.idp_certificate_issued_at",
      "EnterpriseSamlConnection.idp_certificate_expires_at",
      "EnterpriseSamlConnection.idp_certificates"
    ]
  },
  {
    reason:
      "The file gives two operations on subscription items the shape of an older version of the API; Clerk's own client reads the newer one.",
    onlyIn: "file",
    facts: [
      "BillingPlan.amount",
      "BillingPlan.amount_formatted",
      "BillingPlan.annual_monthly_amount",
      "BillingPlan.annual_monthly_amount_formatted",
      "BillingPlan.annual_amount",
      "BillingPlan.annual_amount_formatted",
      "BillingPlan.currency_symbol",
      "BillingPlan.currency",
      "BillingPlan.payer_type",
      "BillingPlan.period",
      "BillingPlan.interval",
      "BillingSubscriptionItem.payment_source_id",
      "BillingSubscriptionItem.payment_source",
      "BillingSubscriptionItem.amount",
      "BillingSubscriptionItem.next_invoice"
    ]
  },
  {
    reason: "The file requires it without describing it, and Clerk's own client reads it.",
    onlyIn: "table",
    facts: ["EnterpriseConnection.authenticatable", "EnterpriseConnection.disable_jit_provisioning"]
  },
  {
    reason: "Clerk sends it, though the file does not have it.",
    onlyIn: "table",
    facts: [
      "User.requires_password_reset",
      "Passkey.created_at",
      "Passkey.updated_at",
      "ExternalAccount.external_account_id"
    ]
  },
  {
    reason: "Clerk's own client requires it, and a domain without it says nothing.",
    onlyIn: "table",
    facts: ["organizationDomains.create body.name required", "organizationDomains.create body.enrollment_mode required"]
  },
  {
    reason: "A boolean, which a query has as text in any case.",
    onlyIn: "table",
    facts: [
      "organizationDomains.list query.verified type boolean",
      "organizationDomains.listAll query.verified type boolean"
    ]
  },
  {
    reason: "A boolean, which a query has as text in any case.",
    onlyIn: "file",
    facts: [
      "organizationDomains.list query.verified type string",
      "organizationDomains.listAll query.verified type string",
      `organizationDomains.listAll query.verified value "true"`,
      `organizationDomains.listAll query.verified value "false"`
    ]
  },
  {
    reason: "A request without it says nothing.",
    onlyIn: "table",
    facts: ["oauthApplications.verifyAccessToken body.access_token required"]
  },
  {
    reason: "The older name of `access_token`, which Clerk deprecates.",
    onlyIn: "file",
    facts: ["oauthApplications.verifyAccessToken body.secret"]
  },
  {
    reason: "It is true where Clerk does not send it, so it is a boolean.",
    onlyIn: "file",
    facts: [`VerifiedOAuthToken.active value "false"`]
  },
  {
    reason: "A list in the program, which Clerk reads as one text with commas.",
    onlyIn: "table",
    facts: ["organizationDomains.listAll query.enrollment_mode type string"]
  },
  {
    reason: "A list in the program, which Clerk reads as one text with commas.",
    onlyIn: "file",
    facts: ["organizationDomains.listAll query.enrollment_mode type array"]
  },
  {
    reason: "Clerk responds with 400 to a request without the file.",
    onlyIn: "table",
    facts: ["users.setProfileImage body.file required"]
  },
  {
    reason: "Clerk sends `{ data, total_count }` with `paginated=true`, which the client sends as Clerk's own does.",
    onlyIn: "table",
    facts: ["users.getOAuthAccessToken response type object"]
  },
  {
    reason:
      "Clerk often leaves it out, so `Verification` is one flat object and a program has no use for the name of the variant.",
    onlyIn: "file",
    facts: [
      `Verification.object value "verification_otp"`,
      `Verification.object value "verification_admin"`,
      `Verification.object value "verification_from_oauth"`,
      `Verification.object value "verification_ticket"`,
      `Verification.object value "verification_saml"`,
      `Verification.object value "verification_email_link"`,
      `Verification.object value "verification_scim"`,
      `Verification.object value "verification_web3"`,
      `Verification.object value "verification_passkey"`,
      `Verification.object value "verification_oauth"`,
      `Verification.object value "verification_google_one_tap"`
    ]
  },
  {
    reason: "To send null is the same as to leave it out, and a single invitation cannot have it.",
    onlyIn: "file",
    facts: [
      "invitations.createBulk body[].public_metadata null",
      "invitations.createBulk body[].redirect_url null"
    ]
  },
  {
    reason: "Any string is read. `deletableId` tells these older shapes apart.",
    onlyIn: "file",
    facts: [`ExternalAccount.object value "facebook_account"`, `ExternalAccount.object value "google_account"`]
  },
  {
    reason: "A success without it would say nothing: the response is not one of Clerk's.",
    onlyIn: "table",
    facts: [
      "VerifiedPassword.verified required",
      "VerifiedTOTP.verified required",
      "AffectedUser.user_id required",
      "AllowlistIdentifier.id required",
      "BlocklistIdentifier.id required",
      "OrganizationInvitation.id required",
      "SessionJwt.jwt required",
      "CodeVerification.id required",
      "CreatedActorToken.token required",
      "CreatedSignInToken.token required",
      "JsonWebKeySet.keys required",
      `DeletedObject.deleted value "true"`
    ]
  }
]
