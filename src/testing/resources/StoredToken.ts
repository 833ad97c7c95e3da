/**
 * Tokens of programs as an in-memory Clerk keeps them: machine-to-machine tokens, API keys and OAuth access tokens.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type { Collection } from "../server/Collection.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { now as currentTime } from "../server/now.ts"

export interface StoredToken<A> {
  readonly id: string
  /** The token itself. */
  readonly secret: string
  /** What Clerk says of it; whether it has expired is told by the clock. */
  readonly value: A
}

/** What tokens of all kinds have. */
export interface Lifetime {
  readonly expired: boolean
  readonly expiration: DateTime.Utc | null
}

/** Whether a token has expired at a time. */
export const isExpired = ({ expiration }: Lifetime, now: DateTime.Utc): boolean =>
  expiration !== null && DateTime.lessThanOrEqualTo(expiration, now)

/** The token with a secret, or 404. */
export const findBySecret = <A>(
  tokens: Collection<StoredToken<A>>,
  secret: string
): Effect.Effect<StoredToken<A>, ErrorResponse.ErrorResponse> =>
  Effect.flatMap(tokens.all, (all) => {
    const found = all.find((token) => token.secret === secret)
    return found === undefined ? ErrorResponse.ofCode("resource_not_found") : Effect.succeed(found)
  })

/** When a token expires that is valid for some seconds from now on; null for one that never expires. */
export const expirationIn = (seconds: number | null | undefined): Effect.Effect<DateTime.Utc | null> =>
  typeof seconds === "number"
    ? Effect.map(currentTime, DateTime.add({ millis: Math.floor(seconds * 1000) }))
    : Effect.succeed(null)
