/**
 * The accounts of an in-memory Clerk. Each change is one step, so an interrupted request leaves no partial change.
 */
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { DeletedObject } from "../../Schema/DeletedObject.ts"
import type { User } from "../../Schema/User.ts"
import type { AddEvent } from "../events/Events.ts"
import * as Cells from "../server/Cells.ts"
import type { Counters } from "../server/Counters.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { now as currentTime } from "../server/now.ts"
import type { Account } from "./Account.ts"
import { identifiersOf, toUser, withDerivedFields, withUser } from "./Account.ts"
import * as Accounts from "./Accounts.ts"

export type EndReason = "deleted" | "banned" | "signedOut"

export interface State {
  readonly lockout: Duration.Duration
  /** The accounts with their indexes. Only `put`, `remove` and `reset` change them. */
  readonly accounts: Omit<Accounts.Accounts, "put" | "remove" | "clear">
  /** All accounts, the oldest first. */
  readonly all: Effect.Effect<ReadonlyArray<Account>>
  /** The account of a user, or 404. */
  readonly find: (userId: string) => Effect.Effect<Account, ErrorResponse.ErrorResponse>
  /** The user of an account as Clerk returns it at this moment. */
  readonly toUser: (account: Account) => Effect.Effect<User>
  /** Stores an account without an event and returns its user. Fails when an identifier belongs to another user. */
  readonly put: (account: Account) => Effect.Effect<User, ErrorResponse.ErrorResponse>
  /** Stores a new account as `put` does, with the event `user.created`. */
  readonly create: (account: Account) => Effect.Effect<User, ErrorResponse.ErrorResponse>
  /** Changes the account of a user with the event `user.updated`, sets `updatedAt` and returns the user. */
  readonly update: (
    userId: string,
    f: (account: Account, now: DateTime.Utc) => Effect.Effect<Account, ErrorResponse.ErrorResponse>
  ) => Effect.Effect<User, ErrorResponse.ErrorResponse>
  /** Removes an account, with the event `user.deleted`. */
  readonly remove: (account: Account) => Effect.Effect<void>
  /** Signs a user out everywhere. */
  readonly signOut: (userId: string) => Effect.Effect<void>
  /** Runs an effect whenever a user was deleted, banned or signed out everywhere, for what belongs to the user elsewhere. */
  readonly onEnd: (listener: (userId: string, reason: EndReason) => Effect.Effect<void>) => void
  /** Makes an id that is no user's. */
  readonly nextId: (prefix: string) => Effect.Effect<string>
  /** The next number in the order of creation. */
  readonly nextSequence: Effect.Effect<number>
  readonly reset: Effect.Effect<void>
}

export const make = (lockout: Duration.Duration, counters: Counters, addEvent: AddEvent): Effect.Effect<State> =>
  Effect.gen(function*() {
    const accounts = Accounts.make()
    yield* Cells.add(Effect.sync(() => {
      const all = accounts.oldestFirst.slice()
      return Effect.sync(() => {
        accounts.clear()
        all.forEach(accounts.put)
      })
    }))
    const listeners: Array<Parameters<State["onEnd"]>[0]> = []
    const notify = (userId: string, reason: EndReason) =>
      Effect.forEach(listeners, (listener) => listener(userId, reason), { discard: true })

    const find: State["find"] = (userId) =>
      Effect.suspend(() => {
        const account = accounts.get(userId)
        return account === undefined ? ErrorResponse.ofCode("resource_not_found") : Effect.succeed(account)
      })

    /** Whether an identifier belongs to another user. */
    const isTaken = (userId: string, param: Accounts.Key, value: string): boolean =>
      accounts.having(param, value).some(({ user }) =>
        user.id !== userId && identifiersOf(user).some(([name, own]) => name === param && own === value)
      )

    const put: State["put"] = Effect.fnUntraced(function*(account) {
      const now = yield* Clock.currentTimeMillis
      const changed = withDerivedFields(account, DateTime.unsafeMake(now))
      const { id } = changed.user
      const before = accounts.get(id)
      yield* ErrorResponse.failIfAny(
        identifiersOf(changed.user).filter(([param, value]) => isTaken(id, param, value))
          .map(([param]) => ErrorResponse.ofParam("form_identifier_exists", param))
      )
      accounts.put(changed)
      if (changed.user.banned && before?.user.banned === false) {
        yield* notify(id, "banned")
      }
      return userOf(changed, now)
    })

    return {
      lockout,
      accounts,
      find,
      put,
      toUser: (account) => Effect.map(Clock.currentTimeMillis, (now) => userOf(account, now)),
      all: Effect.sync(() => accounts.oldestFirst.slice()),
      create: (account) => Effect.tap(put(account), (user) => addEvent("user.created", user)),
      update: Effect.fnUntraced(function*(userId, f) {
        const now = yield* currentTime
        const changed = yield* f(yield* find(userId), now)
        return yield* Effect.tap(
          put(withUser(changed, { updatedAt: now })),
          (user) => addEvent("user.updated", user)
        )
      }),
      remove: (account) =>
        Effect.all([
          Effect.sync(() => accounts.remove(account.user.id)),
          notify(account.user.id, "deleted"),
          addEvent("user.deleted", new DeletedObject({ object: "user", id: account.user.id, deleted: true }))
        ], { discard: true }),
      signOut: (userId) => notify(userId, "signedOut"),
      onEnd: (listener) => {
        listeners.push(listener)
      },
      nextId: (prefix) => counters.nextId(prefix, (id) => accounts.get(id) !== undefined),
      nextSequence: counters.next("sequence"),
      reset: Effect.sync(accounts.clear)
    }
  })

/** Most accounts are not locked, and need no copy. */
const userOf = (account: Account, now: number): User =>
  account.lockedUntil === null && !account.user.locked ? account.user : toUser(account, now)
