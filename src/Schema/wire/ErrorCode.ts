/**
 * The codes of Clerk's errors.
 *
 * @since 0.1.0
 */
import type { OpenEnum } from "./Fields.ts"

/**
 * The error codes that Clerk documents for operations like those of this library, each with its usual status. Any code can come with
 * another status.
 *
 * @since 0.1.0
 * @category models
 */
export interface KnownCodes {
  /** 400. The actor token is not pending, so it cannot be revoked. */
  readonly actor_token_cannot_be_revoked_code: 400
  /** 400. The user is a member of the organization already. */
  readonly already_a_member_in_organization: 400
  /** 400. Clerk does not have the version of the API that was asked for. */
  readonly api_version_invalid: 400
  /** 409. A directory sync (SCIM) manages the attribute, so it cannot be changed here. */
  readonly attribute_managed_by_scim: 409
  /** 401. The request is not authenticated. */
  readonly authentication_invalid: 401
  /** 401. The `Authorization` header is not `Bearer` and a secret key. */
  readonly authorization_header_format_invalid: 401
  /** 403. The secret key does not allow the request. */
  readonly authorization_invalid: 403
  /** 403. The secret key lacks a scope that the request needs. */
  readonly authorization_missing_scopes: 403
  /** 400. The request is malformed. */
  readonly bad_request: 400
  /** 403. The instance does not have billing for users. */
  readonly billing_not_enabled: 403
  /** 400. The list has more items than one request may have. */
  readonly bulk_size_exceeded: 400
  /** 401. The secret key is wrong, or was revoked. */
  readonly clerk_key_invalid: 401
  /** 409. The request conflicts with the state of the resource. */
  readonly conflict: 409
  /** 401. The request is not authenticated. */
  readonly could_not_authenticate_request: 401
  /** 400. Clerk does not support the currency. */
  readonly currency_invalid: 400
  /** 400. The e-mail address belongs to a connected account, which must be deleted first. */
  readonly delete_linked_identification_disallowed: 400
  /** 400. The domain of a development instance cannot have a proxy URL. */
  readonly domain_update_forbidden: 400
  /** 400. The record exists already, such as an identifier on the allowlist. */
  readonly duplicate_record: 400
  /** 401. The expired token is not one of the instance. */
  readonly expired_session_token_invalid: 401
  /** 401. The expired token does not say for which origin it was made. */
  readonly expired_session_token_missing_azp: 401
  /** 401. The expired token does not say of which session it is. */
  readonly expired_session_token_missing_sid: 401
  /** 400. The e-mail address of the external account is not verified. */
  readonly external_account_email_address_verification_required: 400
  /** 400. The OAuth access token expired, and the provider gave no refresh token: the user must connect again. */
  readonly external_account_missing_refresh_token: 400
  /** 404. The user has no external account with that id. */
  readonly external_account_not_found: 404
  /** 403. The instance does not have the feature. */
  readonly feature_not_enabled: 403
  /** 422. There is such a resource already, such as a domain. */
  readonly form_already_exists: 422
  /** 422. The parameter is not allowed together with another one. */
  readonly form_conditional_param_disallowed: 422
  /** 422. The parameter is required because of another one. */
  readonly form_conditional_param_missing: 422
  /** 422. The user lacks what the settings of the instance require; `meta` names it. */
  readonly form_data_missing: 422
  /** 422. The time is in the future. */
  readonly form_disallow_future_date: 422
  /** 422. Another user has the e-mail address, phone number, user name, wallet or external id. */
  readonly form_identifier_exists: 422
  /** 422. The list does not have one item for each item of another list. */
  readonly form_param_array_length_mismatch: 422
  /** 422. The list has too many items. */
  readonly form_param_array_size_exceeded: 422
  /** 422. The parameter is deprecated. */
  readonly form_param_deprecated: 422
  /** 422. The parameter, or one of its values, is given twice. */
  readonly form_param_duplicate: 422
  /** 422. The value is too large, such as metadata of more than 8 KB. */
  readonly form_param_exceeds_allowed_size: 422
  /** 422. The value is malformed, such as an e-mail address or a locale. */
  readonly form_param_format_invalid: 422
  /** 422. The value is not a time in Unix milliseconds. */
  readonly form_param_invalid_date: 422
  /** 422. The value is not a time in RFC 3339. */
  readonly form_param_invalid_time: 422
  /** 422. The text is too long. */
  readonly form_param_max_length_exceeded: 422
  /** 422. The text is too short. */
  readonly form_param_min_length_exceeded: 422
  /** 422. A required parameter is missing. A missing part of a form is a 400. */
  readonly form_param_missing: 422
  /** 422. The parameter must not be null. */
  readonly form_param_nil: 422
  /** 422. The value has the wrong type. */
  readonly form_param_type_invalid: 422
  /** 422. The operation does not have the parameter. */
  readonly form_param_unknown: 422
  /** 422. The parameter contradicts another one. */
  readonly form_param_value_conflict: 422
  /** 422. The value is not allowed. */
  readonly form_param_value_invalid: 422
  /** 422. The number is too large. */
  readonly form_param_value_too_large: 422
  /** 422. The digest does not have the format of its hasher. */
  readonly form_password_digest_invalid_code: 422
  /** 422. The password is too long. */
  readonly form_password_length_too_long: 422
  /** 422. The password is too short. */
  readonly form_password_length_too_short: 422
  /** 422. The password is the e-mail address, phone number or user name. */
  readonly form_password_matches_identifier: 422
  /** 422. The password needs a lower-case letter. */
  readonly form_password_no_lowercase: 422
  /** 422. The password needs a digit. */
  readonly form_password_no_number: 422
  /** 422. The password needs a special character. */
  readonly form_password_no_special_char: 422
  /** 422. The password needs an upper-case letter. */
  readonly form_password_no_uppercase: 422
  /** 422. The password is too easy to guess; `meta` has suggestions. */
  readonly form_password_not_strong_enough: 422
  /** 422. The password is in a list of leaked passwords. */
  readonly form_password_pwned: 422
  /** 422. The password has too many bytes. */
  readonly form_password_size_in_bytes_exceeded: 422
  /** 422. The password is not correct. */
  readonly form_password_validation_failed: 422
  /** 422. The parameter names something that does not exist. */
  readonly form_resource_not_found: 422
  /** 422. The user name is a phone number. */
  readonly form_username_cannot_be_phone_number: 422
  /** 422. The user name has a character that is not allowed. */
  readonly form_username_invalid_character: 422
  /** 422. The user name is too short or too long. */
  readonly form_username_invalid_length: 422
  /** 422. The user name consists of digits only. */
  readonly form_username_needs_non_number_char: 422
  /** 422. The e-mail address, phone number or wallet must be verified first. */
  readonly form_verification_needed: 422
  /** 504. A service that Clerk called did not respond in time. */
  readonly gateway_timeout: 504
  /** 400. A phone number that is not verified cannot be a second factor. */
  readonly identification_create_second_factor_unverified: 400
  /** 400. The last identification of a user cannot be deleted. */
  readonly identification_deletion_failed: 400
  /** 400. The last identification that the user can sign in with cannot become a second factor. */
  readonly identification_update_failed: 400
  /** 400. A phone number that is not verified cannot become a second factor. */
  readonly identification_update_second_factor_unverified: 400
  /** 404. There is no such image. */
  readonly image_not_found: 404
  /** 413. The image has more than 10 MB. */
  readonly image_too_large: 413
  /** 422. The password is not that of the user. */
  readonly incorrect_password: 422
  /** 422. The URL is not one of `https`. */
  readonly insecure_url: 422
  /** 422. The credit balance is less than the decrease. */
  readonly insufficient_credit_balance: 422
  /** 500. Clerk failed. */
  readonly internal_clerk_error: 500
  /** 422. The action is neither `"increase"` nor `"decrease"`. */
  readonly invalid_credit_action: 422
  /** 422. The amount of credit is not positive. */
  readonly invalid_credit_amount: 422
  /** 422. Clerk's Frontend API cannot be reached at the proxy URL. */
  readonly invalid_proxy_configuration: 422
  /** 400. The token is not one of the instance. */
  readonly invalid_session_token: 400
  /** 422. The TOTP secret is not in base32. */
  readonly invalid_totp_secret_code: 422
  /** 400. The invitation was accepted. */
  readonly invitation_already_accepted: 400
  /** 400. The invitation was revoked before. */
  readonly invitation_already_revoked: 400
  /** 400. The instance has no sign-up by e-mail address. */
  readonly invitations_not_supported: 400
  /** 400. The claim is one that every token has, such as `exp`. */
  readonly jwt_template_reserved_claim: 400
  /** 400. The instance requires the identification, and it is the last one of its kind. */
  readonly last_required_identification_deletion_failed: 400
  /** 401. The secret key of the machine is wrong, or was rotated; or it is that of an instance where one of a machine is needed. */
  readonly machine_secret_key_invalid: 401
  /** 400. The parameters cannot be read. */
  readonly malformed_request_parameters: 400
  /** 403. The user lacks a permission in the organization, such as an inviter who may not invite. */
  readonly missing_organization_permission: 403
  /** 400. A required parameter of the query is missing. */
  readonly missing_query_parameter: 400
  /** 400. The user has no password. */
  readonly no_password_set: 400
  /** 403. The user is no member of the organization. */
  readonly not_a_member_in_organization: 403
  /** 403. The restrictions of the instance do not allow the e-mail address, phone number or country. */
  readonly not_allowed_access: 403
  /** 422. The external account has no OAuth access token. */
  readonly oauth_missing_access_token: 422
  /** 422. The OAuth access token expired, and there is no refresh token. */
  readonly oauth_missing_refresh_token: 422
  /** 404. The instance does not have the OAuth provider. */
  readonly oauth_token_provider_not_enabled: 404
  /** 400. The OAuth provider gave no new access token. */
  readonly oauth_token_retrieval_error: 400
  /** 400. Clerk does not support the OAuth provider. */
  readonly oauth_unsupported_provider: 400
  /** 410. Clerk has removed the operation. */
  readonly operation_deprecated: 410
  /** 403. The primary domain of an instance cannot be deleted. */
  readonly operation_not_allowed_on_primary_domain: 403
  /** 403. The user has created as many organizations as the user may. */
  readonly org_creation_limit_exceeded: 403
  /** 400. There is no user with the id in `createdBy`. */
  readonly organization_creator_not_found: 400
  /** 422. Another organization has the domain. */
  readonly organization_domain_already_exists: 422
  /** 422. The organization has the domain already. */
  readonly organization_domain_already_exists_same_organization: 422
  /** 422. The domain is on the list of domains that are blocked. */
  readonly organization_domain_blocked: 422
  /** 422. The domain is that of a common e-mail provider. */
  readonly organization_domain_common: 422
  /** 403. The instance does not have the enrollment mode. */
  readonly organization_domain_enrollment_mode_not_enabled: 403
  /** 403. The organization has as many domains as it may have. */
  readonly organization_domain_quota_exceeded: 403
  /** 403. The instance does not have domains of organizations. */
  readonly organization_domains_not_enabled: 403
  /** 403. The instance has as many roles of organizations as it may have. */
  readonly organization_instance_roles_quota_exceeded: 403
  /** 404. The invitation was accepted or revoked, or it expired. */
  readonly organization_invitation_not_pending: 404
  /** 400. There is a pending invitation to the e-mail address already. */
  readonly organization_invitation_not_unique: 400
  /** 400. The subscription of the organization sets its limit of members, which cannot be changed here. */
  readonly organization_member_limit_managed_by_billing: 400
  /** 409. A directory sync (SCIM) manages the membership, so it cannot be changed here. */
  readonly organization_membership_managed_by_scim: 409
  /** 403. The organization has as many members as it may have; pending invitations count. */
  readonly organization_membership_quota_exceeded: 403
  /** 400. The organization would have no member who may manage it. */
  readonly organization_minimum_permissions_needed: 400
  /** 422. The role of the creator of an organization needs permissions that the role does not have. */
  readonly organization_missing_creator_role_permissions: 422
  /** 403. The instance does not have organizations. */
  readonly organization_not_enabled_in_instance: 403
  /** 403. The instance has as many organizations as it may have. */
  readonly organization_quota_exceeded: 403
  /** 422. Members of organizations have the role. */
  readonly organization_role_assigned_members: 422
  /** 422. The role is that of the creator of an organization. */
  readonly organization_role_default_creator_role: 422
  /** 422. The role is that of users who join an organization by its domain. */
  readonly organization_role_domain_default_role: 422
  /** 422. Pending invitations have the role. */
  readonly organization_role_exists_in_invitations: 422
  /** 409. The role has the permission already. */
  readonly organization_role_permission_association_exists: 409
  /** 403. The instance does not have slugs of organizations. */
  readonly organization_slugs_disabled: 403
  /** 403. The permission is one of the system, which cannot be changed. */
  readonly organization_system_permission_not_modifiable: 403
  /** 404. The user has no such passkey. */
  readonly passkey_not_registered: 404
  /** 403. The instance does not have passwords. */
  readonly password_disabled: 403
  /** 404. The user or the organization has no billing account. */
  readonly payer_not_found: 404
  /** 422. The amount for a month is $999,999.99 or more. */
  readonly plan_amount_exceeds_upper_limit: 422
  /** 422. A price needs an amount for a month or for a year. */
  readonly plan_amount_invalid: 422
  /** 403. The plan has no free trials. */
  readonly plan_free_trials_disabled: 403
  /** 404. There is no such plan. */
  readonly plan_not_found: 404
  /** 422. The instance has a primary domain, so a new one must be a satellite. */
  readonly primary_domain_already_exists: 422
  /** 403. A quota of the instance is used up. */
  readonly quota_exceeded: 403
  /** 401. The expired token was made for another origin. */
  readonly refresh_request_origin_azp_mismatch: 401
  /** 401. The origin of the request is malformed. */
  readonly refresh_request_origin_invalid: 401
  /** 401. The expired token is of another session. */
  readonly refresh_sid_mismatch: 401
  /** 401. There is no such refresh token. */
  readonly refresh_token_not_found: 401
  /** 400. The body is invalid, such as a file that is not an image. */
  readonly request_body_invalid: 400
  /** 413. The body is too large. */
  readonly request_body_too_large: 413
  /** 400. The request is not for instances of this environment, development or production. */
  readonly request_invalid_for_environment: 400
  /** 400. The settings of the instance do not allow the request. */
  readonly request_invalid_for_instance: 400
  /** 409. Another request is changing the resource. The call is retried. */
  readonly resource_locked: 409
  /** 404. There is no user or other resource with that id. */
  readonly resource_not_found: 404
  /** 422. The SAML connection lacks what it needs from the identity provider. */
  readonly saml_connection_cant_be_activated: 422
  /** 400. Clerk could not fetch the metadata of the identity provider. */
  readonly saml_failed_to_fetch_idp_metadata: 400
  /** 422. Clerk could not read the metadata of the identity provider. */
  readonly saml_failed_to_parse_idp_metadata: 422
  /** 422. The metadata of the identity provider lacks required fields; `meta` names them. */
  readonly saml_metadata_missing_fields: 422
  /** 503. Clerk is unavailable. */
  readonly service_unavailable: 503
  /** 401. The expired token was refreshed before. */
  readonly session_refresh_expired_session_token_consumed: 401
  /** 401. The session is not active. */
  readonly session_refresh_inactive_session: 401
  /** 401. There is no such session. */
  readonly session_refresh_session_not_found: 401
  /** 403. The JWT template of session tokens cannot be deleted. */
  readonly session_token_jwt_template: 403
  /** 400. The sign-in token is not pending, so it cannot be revoked. */
  readonly sign_in_token_cannot_be_revoked_code: 400
  /** 403. The sign-up is complete or abandoned. */
  readonly sign_up_cannot_be_updated: 403
  /** 404. There is no such subscription item. */
  readonly subscription_item_not_found: 404
  /** 403. The subscription item is not in a free trial. */
  readonly subscription_item_not_in_free_trial: 403
  /** 404. The user or the organization has no subscription. */
  readonly subscription_not_found: 404
  /** 429. The instance exceeds its rate limit. The call is retried. */
  readonly too_many_requests: 429
  /** 400. The user has neither a TOTP nor backup codes. */
  readonly totp_disabled: 400
  /** 422. The TOTP code or backup code is not correct. */
  readonly totp_incorrect_code: 422
  /** 422. The TOTP code does not have 6 digits. */
  readonly totp_invalid_length: 422
  /** 415. The content type is not supported. */
  readonly unsupported_content_type: 415
  /** 403. Clerk does not support phone numbers of that country. */
  readonly unsupported_country_code: 403
  /** 402. The plan of the instance does not include the feature. */
  readonly unsupported_subscription_plan_features: 402
  /** 409. A directory sync (SCIM) manages the user, who cannot be deleted here. */
  readonly user_managed_by_scim: 409
  /** 403. The instance has as many users as it may have. */
  readonly user_quota_exceeded: 403
  /** 400. The right code of the verification was submitted before. */
  readonly verification_already_verified: 400
  /** 409. The user of the waitlist entry has signed up. */
  readonly waitlist_entry_already_completed: 409
  /** 409. The waitlist entry was invited before. */
  readonly waitlist_entry_already_invited: 409
  /** 409. The waitlist entry was rejected before. */
  readonly waitlist_entry_already_rejected: 409
  /** 409. Clerk is working on the waitlist entry: try again later. */
  readonly waitlist_entry_locked: 409
}

/**
 * The name of a documented error code.
 *
 * @since 0.1.0
 * @category models
 */
export type KnownCode = keyof KnownCodes

/**
 * A documented error code, or any other string, since Clerk can add codes.
 *
 * @since 0.1.0
 * @category models
 */
export type Code = OpenEnum<KnownCode>
