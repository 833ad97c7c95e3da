/**
 * The methods of `Users` that return a stream: the tags with and without typed metadata have accessors for them.
 */

export const userStreams = [
  "stream",
  "pages",
  "streamOrganizationMemberships",
  "streamOrganizationInvitations"
] as const
