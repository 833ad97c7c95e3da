/**
 * The roles of a new instance, and the permissions that they grant.
 */
import type { StoredRole } from "./Stored.ts"

/** The role of the user who creates an organization. */
export const creatorRole = "org:admin"

/** What a member needs to invite others and to change their roles. */
export const manageMemberships = "org:sys_memberships:manage"

export const defaultRoles: ReadonlyArray<Omit<StoredRole, "id">> = [
  {
    key: creatorRole,
    name: "Admin",
    permissions: [
      "org:sys_profile:manage",
      "org:sys_profile:delete",
      "org:sys_memberships:read",
      manageMemberships,
      "org:sys_domains:read",
      "org:sys_domains:manage",
      "org:sys_billing:read",
      "org:sys_billing:manage"
    ]
  },
  { key: "org:member", name: "Member", permissions: ["org:sys_memberships:read", "org:sys_billing:read"] }
]

/** The name of a role that only a seed names: `"org:billing_manager"` is a `Billing Manager`. */
export const nameOfRole = (key: string): string =>
  key.replace(/^org:/, "").split("_").map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(" ")
