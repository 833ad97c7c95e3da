/**
 * The accounts of an in-memory Clerk. Each change is one step, so an interrupted request leaves no partial change.
 */
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as HashMap from "effect/HashMap"
import * as Option from "effect/Option"
import * as Ref from "effect/Ref"
import { DeletedObject } from "../../Schema/DeletedObject.ts"
import type { User } from "../../Schema/User.ts"
import type { AddEvent } from "../events/Events.ts"
import type { Counters } from "../server/Counters.ts"
import * as ErrorResponse from "../server/ErrorResponse.ts"
import { now as currentTime } from "../server/now.ts"
import type { Account } from "./Account.ts"
import { identifiersOf, toUser, withDerivedFields, withUser } from "./Account.ts"

interface Contents {
  readonly accounts: HashMap.HashMap<string, Account>
  /** The user id that each identifier belongs to. */
  readonly identifiers: HashMap.HashMap<string, string>
}

const empty: Contents = { accounts: HashMap.empty(), identifiers: HashMap.empty() }

export type EndReason = "deleted" | "banned" | "signedOut"

export interface State {
  readonly lockout: Duration.Duration
  /** All accounts, in no order. */
  readonly all: Effect.Effect<ReadonlyArray<Account>>
  /** The account of a user, or 404. */
  readonly find: (userId: string) => Effect.Effect<Account, ErrorResponse.ErrorResponse>
  /** The accounts at this moment, by the id of the user. */
  readonly byId: Effect.Effect<(userId: string) => Account | undefined>
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
  Effect.map(Ref.make(empty), (ref) => {
    const listeners: Array<Parameters<State["onEnd"]>[0]> = []
    const notify = (userId: string, reason: EndReason) =>
      Effect.forEach(listeners, (listener) => listener(userId, reason), { discard: true })

    const find: State["find"] = (userId) =>
      Effect.flatMap(ref, ({ accounts }) =>
        Option.match(HashMap.get(accounts, userId), {
          onNone: () => ErrorResponse.ofCode("resource_not_found"),
          onSome: Effect.succeed
        }))

    const put: State["put"] = Effect.fnUntraced(function*(account) {
      const now = yield* Clock.currentTimeMillis
      const changed = withDerivedFields(account, DateTime.unsafeMake(now))
      const { id } = changed.user
      const contents = yield* ref
      const before = HashMap.get(contents.accounts, id)
      const others = Option.match(before, {
        onNone: () => contents.identifiers,
        onSome: removeIdentifiers(contents.identifiers)
      })
      const own = identifiersOf(changed.user)
      yield* ErrorResponse.failIfAny(
        own.filter(([param, value]) => HashMap.has(others, keyOf(param, value)))
          .map(([param]) => ErrorResponse.ofParam("form_identifier_exists", param))
      )
      yield* Ref.set(ref, {
        accounts: HashMap.set(contents.accounts, id, changed),
        identifiers: own.reduce((all, [param, value]) => HashMap.set(all, keyOf(param, value), id), others)
      })
      if (changed.user.banned && Option.exists(before, ({ user }) => !user.banned)) {
        yield* notify(id, "banned")
      }
      return toUser(changed, now)
    })

    return {
      lockout,
      find,
      put,
      toUser: (account) => Effect.map(Clock.currentTimeMillis, (now) => toUser(account, now)),
      all: Effect.map(ref, ({ accounts }) => Array.from(HashMap.values(accounts))),
      byId: Effect.map(ref, ({ accounts }) => (userId) => Option.getOrUndefined(HashMap.get(accounts, userId))),
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
          Ref.update(ref, ({ accounts, identifiers }) => ({
            accounts: HashMap.remove(accounts, account.user.id),
            identifiers: removeIdentifiers(identifiers)(account)
          })),
          notify(account.user.id, "deleted"),
          addEvent("user.deleted", new DeletedObject({ object: "user", id: account.user.id, deleted: true }))
        ], { discard: true }),
      signOut: (userId) => notify(userId, "signedOut"),
      onEnd: (listener) => {
        listeners.push(listener)
      },
      nextId: (prefix) =>
        Effect.flatMap(ref, ({ accounts }) => counters.nextId(prefix, (id) => HashMap.has(accounts, id))),
      nextSequence: counters.next("sequence"),
      reset: Ref.set(ref, empty)
    }
  })

const keyOf = (param: string, value: string) => `${param} ${value}`

const removeIdentifiers = (identifiers: Contents["identifiers"]) => (account: Account) =>
  identifiersOf(account.user).reduce((all, [param, value]) => HashMap.remove(all, keyOf(param, value)), identifiers)
