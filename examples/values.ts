import { DateTime, Effect, Redacted } from "effect"
import { Users } from "effect-clerk"

// A secret is a `Redacted`: errors, logs and spans never show it. A time is a `Date` or a `DateTime.Utc`, in results the latter.
export const importUser = (emailAddress: string, password: string, signedUpAt: Date) =>
  Users.create({
    emailAddress: [emailAddress],
    password: Redacted.make(password),
    createdAt: signedUpAt
  })

export const createdAt = (userId: string) =>
  Effect.map(Users.get({ userId }), (user) => DateTime.toDate(user.createdAt))
