import { Effect } from "effect"
import { ApiKeys } from "effect-clerk"

// A key with which the scripts of a user call your API. Its secret is shown once: it is `Redacted`.
export const createKey = (userId: string, name: string) =>
  ApiKeys.create({ subject: userId, name, scopes: ["reports:read"], secondsUntilExpiration: 90 * 24 * 3600 })

// All keys of a user end, for example when an employee leaves.
export const revokeKeys = (userId: string) =>
  ApiKeys.list({ subject: userId }).pipe(
    Effect.flatMap(({ data }) =>
      Effect.forEach(data, ({ id }) => ApiKeys.revoke({ apiKeyId: id, revocationReason: "left" }), { discard: true })
    )
  )
