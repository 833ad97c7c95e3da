/**
 * The sessions of an in-memory Clerk, which its sessions and its clients share.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Order from "effect/Order"
import * as Ref from "effect/Ref"
import { ClientId, OrganizationId, SessionId, UserId } from "../../Schema/Ids.ts"
import { Session, SessionActivity, SessionTask } from "../../Schema/Session.ts"
import * as Cells from "../server/Cells.ts"
import * as Collection from "../server/Collection.ts"
import type { Counters } from "../server/Counters.ts"
import type { ErrorResponse } from "../server/ErrorResponse.ts"
import { now as currentTime } from "../server/now.ts"
import type { State as Users } from "../users/State.ts"
import type { SessionSeed } from "./Control.ts"

export interface State {
  /** All sessions as they are at this moment, the newest first. */
  readonly all: Effect.Effect<ReadonlyArray<Session>>
  /** The session with an id as it is at this moment, or 404. */
  readonly find: (id: string) => Effect.Effect<Session, ErrorResponse>
  /** Stores a new session. */
  readonly add: (seed: SessionSeed) => Effect.Effect<Session, ErrorResponse>
  /** Gives a session another status. */
  readonly end: (session: Session, status: "ended" | "revoked") => Effect.Effect<Session>
  /** Whether an expired token is refreshed for the first time. */
  readonly consume: (expiredToken: string) => Effect.Effect<boolean>
  readonly reset: Effect.Effect<void>
}

export const make = (counters: Counters, users: Users): Effect.Effect<State> =>
  Effect.gen(function*() {
    const sessions = yield* Collection.make<Session>()
    const consumed = yield* Cells.ref<ReadonlySet<string>>(new Set())
    const atThisMoment = (session: Session) => Effect.map(currentTime, (now) => at(session, now))

    const all: State["all"] = Effect.flatMap(
      sessions.all,
      (sessions) => Effect.forEach(sessions.toReversed().toSorted(newestFirst), atThisMoment)
    )

    const end: State["end"] = Effect.fnUntraced(function*(session, status) {
      return yield* sessions.put(new Session({ ...session, status, updatedAt: yield* currentTime }, true))
    })

    users.onEnd((userId, reason) =>
      Effect.flatMap(all, (all) =>
        Effect.forEach(
          all.filter((session) => session.userId === userId && session.isSignedIn),
          (session) => end(session, reason === "deleted" ? "ended" : "revoked"),
          { discard: true }
        ))
    )

    return {
      all,
      end,
      find: (id) => Effect.flatMap(sessions.find(id), atThisMoment),

      add: Effect.fnUntraced(
        function*({ clientId, id, lastActiveOrganizationId, latestActivity, tasks = [], userId, ...seed }) {
          yield* users.find(userId)
          const now = yield* currentTime
          const createdAt = seed.createdAt ?? now
          return yield* sessions.put(
            new Session({
              status: "active",
              lastActiveAt: createdAt,
              expireAt: DateTime.addDuration(createdAt, "7 days"),
              abandonAt: DateTime.addDuration(createdAt, "30 days"),
              createdAt,
              updatedAt: now,
              ...seed,
              id: SessionId.make(id ?? (yield* counters.nextId("sess"))),
              userId: UserId.make(userId),
              tasks: tasks.map((task) => new SessionTask(task)),
              clientId: ClientId.make(clientId ?? (yield* counters.nextId("client"))),
              lastActiveOrganizationId: lastActiveOrganizationId == null
                ? null
                : OrganizationId.make(lastActiveOrganizationId),
              latestActivity: latestActivity === undefined
                ? null
                : new SessionActivity({ id: yield* counters.nextId("sess_activity"), ...latestActivity })
            })
          )
        }
      ),

      consume: (expiredToken) =>
        Ref.modify(consumed, (before) => [!before.has(expiredToken), new Set(before).add(expiredToken)]),

      reset: Effect.zipRight(Ref.set(consumed, new Set<string>()), sessions.removeWhere(() => true))
    }
  })

/** Sessions that were created in the same millisecond keep their order. */
const newestFirst = Order.mapInput(
  Order.reverse(Order.number),
  ({ createdAt }: Session) => createdAt === null ? 0 : DateTime.toEpochMillis(createdAt)
)

/** A session that is over by the clock is expired or abandoned. */
const at = (session: Session, now: DateTime.Utc): Session => {
  const isPast = (time: DateTime.Utc | null) => time !== null && DateTime.greaterThanOrEqualTo(now, time)
  const status = isPast(session.expireAt) ? "expired" : isPast(session.abandonAt) ? "abandoned" : undefined
  return status === undefined || !session.isSignedIn ? session : new Session({ ...session, status }, true)
}
