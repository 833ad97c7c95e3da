/**
 * The tables that are compared with Clerk's OpenAPI file. A new resource is one more line.
 */
import {
  allowlistIdentifierOperations,
  blocklistIdentifierOperations,
  clientOperations,
  emailAddressOperations,
  invitationOperations,
  type Operation,
  organizationDomainOperations,
  organizationInvitationOperations,
  organizationMembershipOperations,
  organizationOperations,
  phoneNumberOperations,
  redirectUrlOperations,
  sessionOperations,
  userOperations,
  waitlistEntryOperations
} from "effect-clerk"

export interface Resource {
  /** The name of the resource, which its operations begin with in errors and spans, such as `"users"`. */
  readonly prefix: string
  /** The name of the tag and of the file of the table, such as `"Users"`. */
  readonly source: string
  readonly table: Operation.Table
  /** The name of the resource in the file. The tables together should have all its endpoints. */
  readonly tag: string
}

export const resources: ReadonlyArray<Resource> = [
  {
    prefix: "allowlistIdentifiers",
    source: "AllowlistIdentifiers",
    table: allowlistIdentifierOperations,
    tag: "Allow-list / Block-list"
  },
  {
    prefix: "blocklistIdentifiers",
    source: "BlocklistIdentifiers",
    table: blocklistIdentifierOperations,
    tag: "Allow-list / Block-list"
  },
  { prefix: "clients", source: "Clients", table: clientOperations, tag: "Clients" },
  { prefix: "emailAddresses", source: "EmailAddresses", table: emailAddressOperations, tag: "Email Addresses" },
  { prefix: "invitations", source: "Invitations", table: invitationOperations, tag: "Invitations" },
  {
    prefix: "organizationDomains",
    source: "OrganizationDomains",
    table: organizationDomainOperations,
    tag: "Organization Domains"
  },
  {
    prefix: "organizationInvitations",
    source: "OrganizationInvitations",
    table: organizationInvitationOperations,
    tag: "Organization Invitations"
  },
  {
    prefix: "organizationMemberships",
    source: "OrganizationMemberships",
    table: organizationMembershipOperations,
    tag: "Organization Memberships"
  },
  { prefix: "organizations", source: "Organizations", table: organizationOperations, tag: "Organizations" },
  { prefix: "phoneNumbers", source: "PhoneNumbers", table: phoneNumberOperations, tag: "Phone Numbers" },
  { prefix: "redirectUrls", source: "RedirectUrls", table: redirectUrlOperations, tag: "Redirect URLs" },
  { prefix: "sessions", source: "Sessions", table: sessionOperations, tag: "Sessions" },
  { prefix: "users", source: "Users", table: userOperations, tag: "Users" },
  { prefix: "waitlistEntries", source: "WaitlistEntries", table: waitlistEntryOperations, tag: "Waitlist Entries" }
]
