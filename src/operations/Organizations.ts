/**
 * The operations on organizations. Those on their members, invitations and domains are in tables of their own.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Operation from "../Operation.ts"
import { DeletedObject } from "../Schema/DeletedObject.ts"
import { Organization } from "../Schema/Organization.ts"
import {
  NewOrganization,
  NewOrganizationMetadata,
  OrganizationChanges,
  OrganizationMetadataChanges
} from "../Schema/OrganizationChanges.ts"
import { OrganizationFilters, OrganizationParts } from "../Schema/OrganizationFilters.ts"
import { ProfileImage } from "../Schema/ProfileImage.ts"
import { Page } from "../Schema/wire/Lists.ts"
import { snakeCase } from "../Schema/wire/SnakeCase.ts"
import { operations as billing } from "./organizations/Billing.ts"

/** A metadata parameter of `update`, which Clerk refuses since its version 2026-05-12. */
const metadataElsewhere =
  "Expected no metadata, which Organizations.update does not change: use Organizations.updateMetadata to merge it, or Organizations.replaceMetadata to replace it"

const organizations = {
  /**
   * Lists organizations, the newest first unless `orderBy` says otherwise.
   *
   * Parameters: filters (`userId` and `organizationId`, 1 to 100 values each; `query`), `includeMembersCount`,
   * `includeMissingMemberWithElevatedPermissions`, `orderBy` (`name`, `created_at` or `members_count`, with `-` in front of it for
   * descending), `limit` (1 to 500, by default 10), `offset` (0 or more).
   *
   * Returns one page of organizations, and the number of all that match. Organizations that cannot be decoded are left out and reported (see
   * `Http.OnDecodeError`).
   *
   * Fails with 400, 403 (`organization_not_enabled_in_instance`), 422 (`form_param_value_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organizations/get/organizations
   */
  list: Operation.get("/organizations", {
    query: OrganizationFilters,
    success: Page(Organization),
    errors: [400, 403, 422]
  }),

  /**
   * Creates an organization. The user `createdBy` becomes its administrator; without one it has no members.
   *
   * Parameters: `name` (1 to 256 characters), `slug` (unique in the instance), `createdBy`, `maxAllowedMemberships` (0 means unlimited),
   * `roleSetKey`, `createdAt`, `publicMetadata` and `privateMetadata` (at most 8 KB each; more is refused before it is sent).
   *
   * Returns the new organization. Not idempotent: when it fails with `outcomeUnknown`, look for the organization before you try again, with
   * `get` by its `slug` or with `list` by its name.
   *
   * Fails with 400 (`organization_creator_not_found`), 402 (`unsupported_subscription_plan_features`), 403
   * (`organization_not_enabled_in_instance`, `organization_quota_exceeded`, `org_creation_limit_exceeded`, `organization_slugs_disabled`), 422
   * (`form_identifier_exists` for a slug that is taken, `form_param_value_invalid`, `form_param_format_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organizations/post/organizations
   */
  create: Operation.post("/organizations", {
    payload: NewOrganization,
    success: Organization,
    errors: [400, 402, 403, 422]
  }),

  /**
   * Gets the organization with the id or the slug `organizationId`.
   *
   * Parameters: `includeMembersCount`, `includeMissingMemberWithElevatedPermissions`.
   *
   * Returns the organization.
   *
   * Fails with 403 (`organization_not_enabled_in_instance`), 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organizations/get/organizations/%7Borganization_id%7D
   */
  get: Operation.get("/organizations/:organizationId", {
    query: OrganizationParts,
    success: Organization,
    errors: [403, 404]
  }),

  /**
   * Updates the organization with the id `organizationId`. Fields that are left out keep their value. Metadata is refused before it is sent: use
   * `updateMetadata` to merge it, or `replaceMetadata` to replace it.
   *
   * Returns the updated organization.
   *
   * Fails with 400 (`organization_member_limit_managed_by_billing`), 402 (`unsupported_subscription_plan_features`), 403
   * (`organization_slugs_disabled`), 404 (`resource_not_found`), 422 (`form_identifier_exists`, `form_param_value_invalid`,
   * `form_param_format_invalid`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organizations/patch/organizations/%7Borganization_id%7D
   */
  update: Operation.patch("/organizations/:organizationId", {
    payload: OrganizationChanges,
    refused: { publicMetadata: metadataElsewhere, privateMetadata: metadataElsewhere },
    success: Organization,
    errors: [400, 402, 403, 404, 422]
  }),

  /**
   * Deletes the organization with the id `organizationId` permanently, with its memberships and invitations.
   *
   * Returns the deleted id. A retry that gets 404 after a lost response also succeeds.
   *
   * Fails with 404 (`resource_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organizations/delete/organizations/%7Borganization_id%7D
   */
  delete: Operation.del("/organizations/:organizationId", {
    success: DeletedObject,
    errors: [404],
    deletes: "organization"
  }),

  /**
   * Merges metadata into that of the organization with the id `organizationId`, at every depth. Keys that are left out keep their value;
   * `null` removes a key. Each kind of metadata is limited to 8 KB (8192 bytes of its JSON) after the merge; changes that exceed it by
   * themselves are refused before they are sent.
   *
   * Returns the updated organization.
   *
   * Fails with 400, 401, 404 (`resource_not_found`), 422 (`form_param_exceeds_allowed_size`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organizations/patch/organizations/%7Borganization_id%7D/metadata
   */
  updateMetadata: Operation.patch("/organizations/:organizationId/metadata", {
    payload: OrganizationMetadataChanges,
    success: Organization,
    errors: [400, 401, 404, 422]
  }),

  /**
   * Replaces metadata of the organization with the id `organizationId`. Metadata of a kind that is left out keeps its value; given metadata
   * takes the place of all of its kind, and `{}` clears it. `null` clears it too, but Clerk keeps the null, which an `Organization` reads as
   * `{}`. Each kind of metadata is limited to 8 KB.
   *
   * Returns the updated organization.
   *
   * Fails with 400, 401, 404 (`resource_not_found`), 422 (`form_param_exceeds_allowed_size`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organizations/put/organizations/%7Borganization_id%7D/metadata
   */
  replaceMetadata: Operation.put("/organizations/:organizationId/metadata", {
    payload: NewOrganizationMetadata,
    success: Organization,
    errors: [400, 401, 404, 422]
  }),

  /**
   * Sets the logo of the organization with the id `organizationId`.
   *
   * Parameters: `file` (a `File`, a `Blob` or bytes, optionally with a name and a type; 1 byte to 10 MB; JPEG, PNG, GIF or WebP),
   * `uploaderUserId`.
   *
   * Returns the organization, with the new `imageUrl`.
   *
   * Fails with 400 (`request_body_invalid` when the file is not an image), 403, 404 (`resource_not_found`), 413 (`image_too_large`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organizations/put/organizations/%7Borganization_id%7D/logo
   */
  uploadLogo: Operation.put("/organizations/:organizationId/logo", {
    payload: Schema.Struct(snakeCase({
      /** The image, of 1 byte to 10 MB. */
      file: ProfileImage,
      /** The id of the user who uploads it. */
      uploaderUserId: Schema.optional(Schema.String)
    })),
    encoding: "formData",
    success: Organization,
    errors: [400, 403, 404, 413]
  }),

  /**
   * Deletes the logo of the organization with the id `organizationId`.
   *
   * Returns the organization.
   *
   * Fails with 404 (`resource_not_found`, `image_not_found`).
   *
   * @see https://clerk.com/docs/reference/backend-api/tag/organizations/delete/organizations/%7Borganization_id%7D/logo
   */
  deleteLogo: Operation.del("/organizations/:organizationId/logo", {
    success: Organization,
    errors: [404]
  })
}

/**
 * The operations on organizations, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations: typeof organizations & typeof billing = { ...organizations, ...billing }
