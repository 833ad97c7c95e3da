import { Stream } from "effect"
import { Sessions } from "effect-clerk"

// Ends all sessions of a user, for example after a password has leaked. Tokens that were made before stay valid for up to a minute.
export const signOutEverywhere = (userId: string) =>
  Sessions.stream({ userId, status: "active" }).pipe(
    Stream.mapEffect(({ id }) => Sessions.revoke({ sessionId: id })),
    Stream.runCount
  )
