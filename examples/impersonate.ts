import { Effect } from "effect"
import { ActorTokens } from "effect-clerk"

// A link with which a member of the support staff acts as a user for 30 minutes. The link is a secret: it is `Redacted` or null.
export const impersonationLink = (userId: string, staffUserId: string) =>
  ActorTokens.create({
    userId,
    actor: { sub: staffUserId },
    expiresInSeconds: 300, // the link itself
    sessionMaxDurationInSeconds: 1800
  }).pipe(Effect.map(({ url }) => url))
