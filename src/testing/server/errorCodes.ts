/**
 * The error codes of Clerk that the in-memory Clerk sends.
 */

import type { KnownCode, KnownCodes } from "../../Schema/wire/ErrorCode.ts"

export type Code = keyof typeof catalogue

/** The status, the message and, where it differs, the full message of each code. */
export const catalogue = {
  actor_token_cannot_be_revoked_code: [400, "Cannot revoke", "Only pending actor tokens can be revoked."],
  already_a_member_in_organization: [400, "already a member", "The user is already a member of the organization."],
  api_version_invalid: [400, "API version is invalid", "The API version does not exist."],
  authorization_header_format_invalid: [
    401,
    "Invalid Authorization header format",
    "The Authorization header must be 'Bearer' followed by a secret key."
  ],
  authorization_invalid: [403, "Unauthorized request", "You are not authorized to perform this request."],
  bad_request: [400, "Bad request"],
  bulk_size_exceeded: [400, "bulk size exceeded", "The request has more items than it may have."],
  clerk_key_invalid: [401, "The provided Clerk secret key is invalid. Make sure that your secret key is correct."],
  conflict: [409, "Conflict"],
  currency_invalid: [400, "Currency invalid", "The currency is not that of the credits."],
  delete_linked_identification_disallowed: [
    400,
    "Deletion failed",
    "The e-mail address is linked to an external account. Remove that account first."
  ],
  domain_update_forbidden: [
    400,
    "Domain update was forbidden",
    "Only the domains of production instances can have a proxy URL."
  ],
  duplicate_record: [400, "Duplicate record", "There is such a record already."],
  expired_session_token_invalid: [
    401,
    "The expired token is not one of the instance",
    "The expired token is not one of the instance."
  ],
  expired_session_token_missing_azp: [
    401,
    "The expired token does not say for which origin it was made",
    "The expired token does not say for which origin it was made."
  ],
  expired_session_token_missing_sid: [
    401,
    "The expired token does not say of which session it is",
    "The expired token does not say of which session it is."
  ],
  external_account_not_found: [
    404,
    "External account was not found",
    "No external account was found with that id. The id must be the 'eac_' one."
  ],
  form_already_exists: [422, "already exists", "There is such a {name} already."],
  form_conditional_param_disallowed: [422, "is not allowed", "{param} is only allowed together with password."],
  form_conditional_param_missing: [422, "is missing", "{param} is required together with the other parameters."],
  form_data_missing: [422, "missing data", "A user needs an e-mail address, a phone number, a wallet or a username."],
  form_identifier_exists: [422, "is taken", "That {name} is taken. Please try another."],
  form_param_array_length_mismatch: [422, "has the wrong length", "{param} must have one value for each identifier."],
  form_param_array_size_exceeded: [422, "has too many values", "{param} may have at most 100 values."],
  form_param_duplicate: [422, "is a duplicate", "{param} has the same value twice."],
  form_param_exceeds_allowed_size: [422, "exceeds the allowed size", "{param} may have at most 8 KB."],
  form_param_format_invalid: [422, "is malformed", "{param} is malformed."],
  form_param_invalid_date: [422, "is not a valid date", "{param} must be a date in unix milliseconds."],
  form_param_invalid_time: [422, "is not a valid time", "{param} must be a time in RFC 3339 format."],
  form_param_max_length_exceeded: [422, "is too long", "{param} has too many characters."],
  form_param_missing: [422, "is missing", "{param} must be included."],
  form_param_nil: [422, "is null", "{param} must not be null."],
  form_param_type_invalid: [422, "has the wrong type", "{param} has a value of the wrong type."],
  form_param_unknown: [422, "is unknown", "{param} is not a valid parameter for this request."],
  form_param_value_conflict: [422, "conflicts", "{param} must not be given together with the other parameters."],
  form_param_value_invalid: [422, "is invalid", "{param} has a value that is not allowed."],
  form_password_digest_invalid_code: [422, "is not a digest", "The digest does not have the format of its hasher."],
  form_password_length_too_short: [422, "is too short", "Passwords must be 8 characters or more."],
  form_password_matches_identifier: [
    422,
    "matches an identifier",
    "The password must not be an identifier of the user."
  ],
  form_password_pwned: [
    422,
    "has been leaked",
    "The password has been found in a data breach. Please use another one."
  ],
  form_password_size_in_bytes_exceeded: [422, "is too long", "Passwords must have 72 bytes or less."],
  form_resource_not_found: [422, "not found", "The resource associated with the supplied {param} was not found."],
  form_username_invalid_length: [422, "has the wrong length", "Usernames must have 1 to 64 characters."],
  form_verification_needed: [422, "needs verification", "The identification of {param} must be verified first."],
  gateway_timeout: [504, "Gateway timeout"],
  identification_create_second_factor_unverified: [
    400,
    "Create failed",
    "Unverified identifications cannot be a second factor."
  ],
  identification_update_failed: [400, "Update failed", "You cannot set your last identification as second factor."],
  identification_update_second_factor_unverified: [
    400,
    "Update failed",
    "Unverified identifications cannot be a second factor."
  ],
  image_not_found: [404, "Image not found"],
  image_too_large: [413, "Image too large", "The image being uploaded is more than 10 MB."],
  incorrect_password: [422, "Incorrect password", "The provided password is not correct."],
  insecure_url: [422, "Insecure URL", "Please provide a secure URL (https)."],
  insufficient_credit_balance: [422, "Insufficient balance", "The balance of the credits is less than that."],
  internal_clerk_error: [500, "Oops, an unexpected error occurred", "There was an internal error on our servers."],
  invalid_credit_action: [422, "is not an action", "The action must be increase or decrease."],
  invalid_credit_amount: [422, "is not an amount", "The amount must be a whole number of 1 or more."],
  invalid_session_token: [400, "Invalid session token", "The token is not one of the instance."],
  invalid_totp_secret_code: [422, "is not a TOTP secret", "The TOTP secret must be in base32."],
  invitation_already_accepted: [400, "The invitation was accepted", "The invitation was accepted."],
  invitation_already_revoked: [400, "The invitation was revoked before", "The invitation was revoked before."],
  jwt_template_reserved_claim: [
    400,
    "Reserved claim used",
    "The claims of {param} must not be reserved ones, such as exp."
  ],
  last_required_identification_deletion_failed: [400, "Deletion failed", "The last identification cannot be deleted."],
  machine_secret_key_invalid: [
    401,
    "The provided Machine Secret Key is invalid. Make sure that your Machine Secret Key is correct."
  ],
  missing_organization_permission: [
    403,
    "missing permission",
    "The user may not manage the members of the organization."
  ],
  no_password_set: [400, "No password set", "The user has no password."],
  not_a_member_in_organization: [403, "not a member", "The user is not a member of the organization."],
  oauth_missing_access_token: [422, "Missing access token", "The external account of the user has no access token."],
  oauth_token_provider_not_enabled: [404, "Not found", "The user has no external account of that provider."],
  oauth_unsupported_provider: [400, "Unsupported provider", "The provider is not supported."],
  operation_not_allowed_on_primary_domain: [
    403,
    "operation not allowed",
    "This operation is not allowed on the primary domain."
  ],
  organization_creator_not_found: [400, "creator not found", "No user was found with the id in created_by."],
  organization_domain_already_exists: [
    422,
    "domain already exists",
    "This domain is already used by another organization."
  ],
  organization_domain_already_exists_same_organization: [
    422,
    "domain already exists",
    "This domain is already used by the organization."
  ],
  organization_domain_common: [422, "common email domain", "This is the domain of a common e-mail provider."],
  organization_instance_roles_quota_exceeded: [
    403,
    "roles quota exceeded",
    "The instance has reached its limit of organization roles."
  ],
  organization_invitation_not_pending: [404, "not pending", "The organization invitation is not pending."],
  organization_invitation_not_unique: [
    400,
    "invitation not unique",
    "There is a pending invitation to that e-mail address."
  ],
  organization_membership_quota_exceeded: [
    403,
    "membership quota exceeded",
    "The organization has reached its limit of memberships, including pending invitations."
  ],
  organization_missing_creator_role_permissions: [
    422,
    "missing permissions for creator role",
    "The creator role must be able to read and manage members, and to delete the organization."
  ],
  organization_role_assigned_members: [
    422,
    "role is assigned to members",
    "The organization role is assigned to one or more organization members."
  ],
  organization_role_default_creator_role: [
    422,
    "role is the creator role",
    "The organization role cannot be deleted while it is the creator role."
  ],
  organization_role_domain_default_role: [
    422,
    "role is the domain default role",
    "The organization role cannot be deleted while it is a default role."
  ],
  organization_role_exists_in_invitations: [
    422,
    "role exists in invitations",
    "One or more pending organization invitations have the organization role."
  ],
  organization_role_permission_association_exists: [
    409,
    "permission already assigned",
    "The organization role has the organization permission already."
  ],
  organization_system_permission_not_modifiable: [
    403,
    "system permission",
    "The organization permission is one of the system and cannot be modified."
  ],
  passkey_not_registered: [404, "Passkey not registered", "The user has no such passkey."],
  plan_amount_exceeds_upper_limit: [
    422,
    "Amount exceeds the upper limit",
    "The amount for a month must be less than $999,999.99."
  ],
  plan_amount_invalid: [422, "Amount invalid", "A price needs an amount for a month or for a year."],
  plan_free_trials_disabled: [403, "Free trials disabled", "The plan has no free trials."],
  plan_not_found: [404, "Plan not found", "There is no such plan."],
  primary_domain_already_exists: [
    422,
    "primary domain already exists",
    "The instance has a primary domain. New domains must be satellites."
  ],
  refresh_request_origin_azp_mismatch: [
    401,
    "The expired token was made for another origin",
    "The expired token was made for another origin."
  ],
  refresh_request_origin_invalid: [
    401,
    "The origin of the request is malformed",
    "The origin of the request is malformed."
  ],
  refresh_sid_mismatch: [401, "The expired token is of another session", "The expired token is of another session."],
  refresh_token_not_found: [401, "There is no such refresh token", "There is no such refresh token."],
  request_body_invalid: [400, "Request body invalid", "The request body is invalid. Please consult the API docs."],
  request_body_too_large: [413, "Request body too large"],
  resource_locked: [409, "Resource locked", "The resource is being modified by another request. Please try again."],
  resource_not_found: [404, "not found", "No resource was found with that id."],
  saml_connection_cant_be_activated: [
    422,
    "SAML connection can't be activated",
    "An active connection needs the entity id, the SSO URL and a certificate of the identity provider."
  ],
  saml_failed_to_parse_idp_metadata: [
    422,
    "Failed to parse IdP metadata",
    "The metadata of the identity provider is no SAML metadata."
  ],
  saml_metadata_missing_fields: [
    422,
    "IdP metadata is missing required fields",
    "The metadata of the identity provider lacks required fields."
  ],
  service_unavailable: [503, "Service unavailable"],
  session_refresh_expired_session_token_consumed: [
    401,
    "The expired token was refreshed before",
    "The expired token was refreshed before."
  ],
  session_refresh_inactive_session: [401, "The session is not active", "The session is not active."],
  session_refresh_session_not_found: [401, "There is no such session", "There is no such session."],
  sign_in_token_cannot_be_revoked_code: [400, "Cannot revoke", "Only pending sign-in tokens can be revoked."],
  sign_up_cannot_be_updated: [403, "Sign up cannot be updated", "The sign-up is complete or abandoned."],
  subscription_item_not_found: [404, "Subscription item not found", "There is no such subscription item."],
  subscription_item_not_in_free_trial: [403, "Not in a free trial", "The subscription item is not in a free trial."],
  subscription_not_found: [404, "Subscription not found", "There is no subscription."],
  too_many_requests: [429, "Too many requests", "Too many requests. Please try again in a bit."],
  totp_disabled: [400, "TOTP disabled", "The user has neither a TOTP nor backup codes."],
  totp_incorrect_code: [422, "Incorrect code", "The provided code is not correct."],
  unsupported_content_type: [415, "Unsupported content type", "The request must have another content type."],
  unsupported_subscription_plan_features: [402, "Unsupported plan features", "The plan does not have this feature."],
  verification_already_verified: [400, "Already verified", "This verification has already been verified."],
  waitlist_entry_already_completed: [
    409,
    "The user of the waitlist entry has signed up",
    "The user of the waitlist entry has signed up."
  ],
  waitlist_entry_already_invited: [
    409,
    "The waitlist entry was invited before",
    "The waitlist entry was invited before."
  ],
  waitlist_entry_already_rejected: [
    409,
    "The waitlist entry was rejected before",
    "The waitlist entry was rejected before."
  ]
} as const satisfies {
  readonly [C in KnownCode]?: readonly [status: KnownCodes[C], message: string, longMessage?: string]
}

/** The code of a status that does not depend on the request. */
export const byStatus: { readonly [status: number]: Code } = {
  401: "clerk_key_invalid",
  402: "unsupported_subscription_plan_features",
  403: "authorization_invalid",
  404: "resource_not_found",
  409: "resource_locked",
  413: "request_body_too_large",
  415: "unsupported_content_type",
  422: "form_param_value_invalid",
  429: "too_many_requests",
  503: "service_unavailable",
  504: "gateway_timeout"
}
