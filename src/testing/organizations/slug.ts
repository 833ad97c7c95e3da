/**
 * The slugs and the default logos of organizations.
 */
import type { Organization } from "../../Schema/Organization.ts"

/** A slug made of a name that none of the organizations has. */
export const freeSlug = (organizations: ReadonlyArray<Organization>, name: string): string => {
  const slug = name.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "organization"
  const taken = new Set(organizations.map((it) => it.slug))
  let free = slug
  for (let count = 2; taken.has(free); count++) {
    free = `${slug}-${count}`
  }
  return free
}

/** The URL of the logo of an organization without one. */
export const defaultLogo = (id: string): string => `https://img.clerk.com/default_${id}`
