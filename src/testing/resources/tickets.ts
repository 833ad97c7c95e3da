/**
 * What sign-in tokens and actor tokens share: they are pending until they are used, revoked or expired, and end with their user.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Collection from "../server/Collection.ts"
import type { Code } from "../server/errorCodes.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { now as currentTime } from "../server/now.ts"
import { omitEmptyKeys } from "../server/ResponseEncoder.ts"
import { issuer } from "../tokens/Tokens.ts"
import type { State } from "../users/State.ts"

interface Token {
  readonly id: string
  readonly status: string
  readonly userId: string | null
}

export interface Tickets<A extends Token> {
  /** Stores a new token that is valid for some seconds. */
  readonly put: (token: A, seconds: number) => Effect.Effect<void>
  /** Revokes a pending token, or fails with 404 or 400. */
  readonly revoke: (
    id: string,
    revoked: (token: A, now: DateTime.Utc) => A
  ) => Effect.Effect<A, ErrorResponse.ErrorResponse>
}

export const make = <A extends Token>(users: State, notPending: Code): Effect.Effect<Tickets<A>> =>
  Effect.map(Collection.make<{ readonly id: string; readonly token: A; readonly expiresAt: number }>(), (all) => ({
    put: (token, seconds) =>
      Effect.flatMap(
        currentTime,
        ({ epochMillis }) => all.put({ id: token.id, token, expiresAt: epochMillis + seconds * 1000 })
      ),

    revoke: Effect.fnUntraced(function*(id, revoked) {
      const stored = yield* all.find(id)
      yield* users.find(stored.token.userId ?? "")
      const now = yield* currentTime
      if (stored.token.status !== "pending" || stored.expiresAt <= now.epochMillis) {
        return yield* ErrorResponse.ofCode(notPending)
      }
      const token = revoked(stored.token, now)
      yield* all.put({ ...stored, token })
      return token
    })
  }))

/** The secret of a token. It is no JWT, since only Clerk reads it. */
export const ticketOf = (id: string): string => `ticket_of_${id}`

/** The address that accepts a ticket. */
export const urlOf = (ticket: string): string => `${issuer}/v1/tickets/accept?ticket=${ticket}`

/** Secrets are sent once, in the response to creating a token. */
export const omit = omitEmptyKeys({
  byKey: new Map(),
  byObject: new Map([["sign_in_token", ["token", "url"]], ["actor_token", ["token", "url"]]]),
  isOpaque: (key) => key === "actor"
})
