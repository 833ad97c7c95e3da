/** Objects of organizations as Clerk sends them, and as they are read. */

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
