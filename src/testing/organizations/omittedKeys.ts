/**
 * The keys of organizations, memberships and invitations that Clerk leaves out where they are empty.
 */
import { omittedKeys as billingKeys } from "../billing.ts"
import { omitEmptyKeys } from "../server/ResponseEncoder.ts"

/** The keys that are missing in Clerk's description of its API, or that it does not allow to be null. */
export const omittedKeys = {
  byKey: {
    public_organization_data: ["image_url"],
    public_inviter_data: ["profile_image_url", "username", "banned", "deprovisioned"]
  },
  byObject: {
    organization_membership: ["role_name", "public_user_data"],
    organization: [
      "image_url",
      "logo_url",
      "members_count",
      "pending_invitations_count",
      "missing_member_with_elevated_permissions",
      "created_by",
      "last_active_at"
    ],
    organization_invitation: ["organization_id", "public_organization_data", "status"],
    organization_domain: ["public_organization_data"]
  }
}

/** Removes those keys from a response to an operation on organizations. */
export const omit = omitEmptyKeys({
  byKey: new Map(Object.entries(omittedKeys.byKey)),
  byObject: new Map(Object.entries({ ...omittedKeys.byObject, ...billingKeys })),
  isOpaque: (key) => key.endsWith("_metadata")
})
