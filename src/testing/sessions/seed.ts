/**
 * Stores the sessions of seeds.
 */
import * as Effect from "effect/Effect"
import type { Session } from "../../Schema/Session.ts"
import type { SessionSeed } from "./Control.ts"
import type { State } from "./State.ts"

export const insertSessions = (
  state: State,
  seeds: ReadonlyArray<SessionSeed>
): Effect.Effect<ReadonlyArray<Session>> =>
  Effect.forEach(seeds, (seed, index) =>
    Effect.orElse(
      state.add(seed),
      () => Effect.dieMessage(`The session at ${index} cannot be seeded: there is no user with the id ${seed.userId}.`)
    ))

/** The refresh token of a session. */
export const refreshTokenOf = (sessionId: string): string => `refresh_token_of_${sessionId}`
