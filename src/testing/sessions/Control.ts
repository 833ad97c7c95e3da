/**
 * The control of the sessions of an in-memory Clerk.
 *
 * @since 0.1.0
 */
import type * as Effect from "effect/Effect"
import type { Session, SessionActivity } from "../../Schema/Session.ts"
import type { Some } from "../users/Seed.ts"

/**
 * A session to seed: any of the fields of a session of a user. By default it is active, on a client of its own, and expires after 7 days.
 *
 * @since 0.1.0
 * @category models
 */
export interface SessionSeed extends Omit<Some<typeof Session>, "userId" | "latestActivity"> {
  /** The id of the user, who must exist. */
  readonly userId: string
  /** The latest activity; unknown by default. */
  readonly latestActivity?: Some<typeof SessionActivity>
}

/**
 * Options of the sessions of an in-memory Clerk.
 *
 * @since 0.1.0
 * @category models
 */
export interface SessionsOptions {
  /** The sessions at the start, the oldest first. */
  readonly sessions?: ReadonlyArray<SessionSeed> | undefined
}

/**
 * The control of the sessions of an in-memory Clerk.
 *
 * @since 0.1.0
 * @category models
 */
export interface SessionsControl {
  /** Adds sessions, the oldest first, and returns them. A session of an unknown user dies. */
  readonly seedSessions: (sessions: ReadonlyArray<SessionSeed>) => Effect.Effect<ReadonlyArray<Session>>
  /** The refresh token of a session, which a browser has in the cookie `__refresh`. */
  readonly refreshToken: (sessionId: string) => Effect.Effect<string>
}
