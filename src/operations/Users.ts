/**
 * The operations on users. The methods of `Users`, the in-memory Clerk and the checks against Clerk's OpenAPI file are derived from
 * this table.
 *
 * Every operation can fail with any 4xx and 5xx status; the statuses that Clerk documents are listed with it. Every operation can fail
 * with 401 (`clerk_key_invalid`) when the secret key is not valid, and with 429 when the instance exceeds its rate limit (1000
 * requests in 10 seconds in production, 100 in development); the error then has `retryAfter`.
 *
 * The operations are in `operations/users/`, by subject.
 *
 * @since 0.1.0
 */
import { operations as bans } from "./users/Bans.ts"
import { operations as billing } from "./users/Billing.ts"
import { operations as credentials } from "./users/Credentials.ts"
import { operations as identifiers } from "./users/Identifiers.ts"
import { operations as locks } from "./users/Locks.ts"
import { operations as metadata } from "./users/Metadata.ts"
import { operations as oauthTokens } from "./users/OAuthTokens.ts"
import { operations as organizations } from "./users/Organizations.ts"
import { operations as passwords } from "./users/Passwords.ts"
import { operations as profileImage } from "./users/ProfileImage.ts"
import { operations as trustedDevices } from "./users/TrustedDevices.ts"
import { operations as users } from "./users/Users.ts"

/**
 * The operations on users, by name.
 *
 * @since 0.1.0
 * @category operations
 */
export const operations:
  & typeof users
  & typeof locks
  & typeof profileImage
  & typeof metadata
  & typeof oauthTokens
  & typeof organizations
  & typeof credentials
  & typeof identifiers
  & typeof bans
  & typeof passwords
  & typeof trustedDevices
  & typeof billing = {
    ...users,
    ...locks,
    ...profileImage,
    ...metadata,
    ...oauthTokens,
    ...organizations,
    ...credentials,
    ...identifiers,
    ...bans,
    ...passwords,
    ...trustedDevices,
    ...billing
  }
