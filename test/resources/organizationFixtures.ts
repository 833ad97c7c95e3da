/** Objects of organizations as Clerk sends them, and as they are read. */
import { membershipRead as memberOfUser } from "../fixtures/read.ts"

export const organization = {
  object: "organization",
  id: "org_1",
  name: "Acme",
  slug: "acme",
  image_url: "https://img.clerk.com/org_1",
  has_image: false,
  members_count: 1,
  pending_invitations_count: 0,
  max_allowed_memberships: 5,
  admin_delete_enabled: true,
  public_metadata: { planTier: 1 },
  private_metadata: {},
  created_by: "user_1",
  created_at: 1735689600000,
  updated_at: 1735689600000
}

export const organizationRead = {
  object: "organization",
  id: "org_1",
  name: "Acme",
  slug: "acme",
  imageUrl: "https://img.clerk.com/org_1",
  logoUrl: null,
  hasImage: false,
  membersCount: 1,
  pendingInvitationsCount: 0,
  maxAllowedMemberships: 5,
  adminDeleteEnabled: true,
  missingMemberWithElevatedPermissions: false,
  roleSetKey: null,
  createdBy: "user_1",
  publicMetadata: { planTier: 1 },
  privateMetadata: {},
  lastActiveAt: null,
  createdAt: "2025-01-01T00:00:00.000Z",
  updatedAt: "2025-01-01T00:00:00.000Z"
}

export const membership = {
  object: "organization_membership",
  id: "orgmem_1",
  role: "org:admin",
  role_name: "Admin",
  permissions: ["org:sys_profile:manage"],
  public_metadata: { deskNumber: 1 },
  private_metadata: {},
  organization,
  public_user_data: {
    user_id: "user_1",
    first_name: "Ada",
    last_name: null,
    profile_image_url: null,
    image_url: "https://img.clerk.com/ada",
    has_image: false,
    identifier: "ada@example.com"
  },
  created_at: 1735689600000,
  updated_at: 1735689600000
}

export const membershipRead = {
  object: "organization_membership",
  id: "orgmem_1",
  role: "org:admin",
  roleName: "Admin",
  permissions: ["org:sys_profile:manage"],
  publicMetadata: { deskNumber: 1 },
  privateMetadata: {},
  organization: organizationRead,
  publicUserData: memberOfUser.publicUserData,
  createdAt: "2025-01-01T00:00:00.000Z",
  updatedAt: "2025-01-01T00:00:00.000Z"
}

export const invitation = {
  object: "organization_invitation",
  id: "orginv_1",
  email_address: "bob@example.com",
  role: "org:member",
  role_name: "Member",
  organization_id: "org_1",
  inviter_id: null,
  public_inviter_data: null,
  status: "pending",
  public_metadata: {},
  private_metadata: {},
  url: null,
  expires_at: 1738281600000,
  created_at: 1735689600000,
  updated_at: 1735689600000
}

export const invitationRead = {
  object: "organization_invitation",
  id: "orginv_1",
  emailAddress: "bob@example.com",
  role: "org:member",
  roleName: "Member",
  organizationId: "org_1",
  publicOrganizationData: null,
  inviterId: null,
  publicInviterData: null,
  status: "pending",
  publicMetadata: {},
  privateMetadata: {},
  url: null,
  expiresAt: "2025-01-31T00:00:00.000Z",
  createdAt: "2025-01-01T00:00:00.000Z",
  updatedAt: "2025-01-01T00:00:00.000Z"
}
