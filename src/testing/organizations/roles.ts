/**
 * The roles and permissions of a new instance.
 */
import type { NewRole } from "./Stored.ts"

/** The role of the user who creates an organization, in a new instance. */
export const creatorRole = "org:admin"

/** The role of new members, in a new instance. */
export const memberRole = "org:member"

/** What a member needs to invite others and to change their roles. */
export const manageMemberships = "org:sys_memberships:manage"

/** The names of the permissions that every instance has, by their keys. */
export const systemPermissions: { readonly [key: string]: string } = {
  "org:sys_profile:manage": "Manage organization",
  "org:sys_profile:delete": "Delete organization",
  "org:sys_memberships:read": "Read members",
  [manageMemberships]: "Manage members",
  "org:sys_domains:read": "Read domains",
  "org:sys_domains:manage": "Manage domains",
  "org:sys_billing:read": "Read billing",
  "org:sys_billing:manage": "Manage billing"
}

export const defaultRoles: ReadonlyArray<NewRole> = [
  { key: creatorRole, name: "Admin", permissions: Object.keys(systemPermissions) },
  { key: memberRole, name: "Member", permissions: ["org:sys_memberships:read", "org:sys_billing:read"] }
]

/** Whether the creator of an organization can have a role with these permissions. */
export const isCreatorEligible = (permissions: ReadonlyArray<string>): boolean =>
  ["org:sys_memberships:read", manageMemberships, "org:sys_profile:delete"].every((key) => permissions.includes(key))

/** The name of a role that only a seed names: `"org:billing_manager"` is a `Billing Manager`. */
export const nameOfRole = (key: string): string =>
  key.replace(/^org:/, "").split("_").map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(" ")
