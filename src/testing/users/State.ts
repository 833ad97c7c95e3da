/**
 * The state of an in-memory Clerk. Each change is one step, so an interrupted request leaves nothing half done.
 */
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as HashMap from "effect/HashMap"
import * as Option from "effect/Option"
import * as Ref from "effect/Ref"
import type { User } from "../../Schema/User.ts"
import type { MakeId } from "../server/Ids.ts"
import type { Refusal } from "../server/Refusal.ts"
import { check, refuse, refuseParam } from "../server/Refusal.ts"
import type { Account } from "./Account.ts"
import { identifiers, settle, view, withUser } from "./Account.ts"

interface Contents {
  readonly accounts: HashMap.HashMap<string, Account>
  /** Whose an identifier is, by its parameter and its value. */
  readonly taken: HashMap.HashMap<string, string>
  /** How many ids of each prefix were given. */
  readonly given: HashMap.HashMap<string, number>
}

const empty: Contents = { accounts: HashMap.empty(), taken: HashMap.empty(), given: HashMap.empty() }

export interface State {
  readonly lockout: Duration.Duration
  /** All accounts, in no order. */
  readonly all: Effect.Effect<ReadonlyArray<Account>>
  /** The account of a user, or a refusal. */
  readonly find: (userId: string) => Effect.Effect<Account, Refusal>
  /** The user of an account as Clerk answers it now. */
  readonly answer: (account: Account) => Effect.Effect<User>
  /** Keeps an account, new or changed, if its identifiers are nobody else's; answers the user as Clerk does. */
  readonly put: (account: Account) => Effect.Effect<User, Refusal>
  /** Changes the account of a user, whose `updatedAt` becomes now; answers the user as Clerk does. */
  readonly change: (
    userId: string,
    f: (account: Account, now: DateTime.Utc) => Effect.Effect<Account, Refusal>
  ) => Effect.Effect<User, Refusal>
  readonly remove: (account: Account) => Effect.Effect<void>
  readonly nextId: (prefix: string) => Effect.Effect<string>
  /** A number that counts up. */
  readonly next: (counter: string) => Effect.Effect<number>
  readonly reset: Effect.Effect<void>
}

export const make = (lockout: Duration.Duration, makeId: MakeId): Effect.Effect<State> =>
  Effect.map(Ref.make(empty), (ref) => {
    const find: State["find"] = (userId) =>
      Effect.flatMap(ref, ({ accounts }) =>
        Option.match(HashMap.get(accounts, userId), {
          onNone: () => refuse("resource_not_found"),
          onSome: Effect.succeed
        }))

    const put: State["put"] = Effect.fnUntraced(function*(account) {
      const now = yield* Clock.currentTimeMillis
      const settled = settle(account, DateTime.unsafeMake(now))
      const { id } = settled.user
      const contents = yield* ref
      const before = HashMap.get(contents.accounts, id)
      const free = Option.match(before, { onNone: () => contents.taken, onSome: release(contents.taken) })
      const wanted = identifiers(settled.user)
      yield* check(
        wanted.filter(([param, value]) => HashMap.has(free, keyOf(param, value)))
          .map(([param]) => refuseParam("form_identifier_exists", param))
      )
      yield* Ref.set(ref, {
        ...contents,
        accounts: HashMap.set(contents.accounts, id, settled),
        taken: wanted.reduce((taken, [param, value]) => HashMap.set(taken, keyOf(param, value), id), free)
      })
      return view(settled, now)
    })

    const next: State["next"] = (counter) =>
      Ref.modify(ref, (contents) => {
        const count = Option.getOrElse(HashMap.get(contents.given, counter), () => 0) + 1
        return [count, { ...contents, given: HashMap.set(contents.given, counter, count) }]
      })

    const nextId: State["nextId"] = Effect.fnUntraced(function*(prefix) {
      const { accounts } = yield* ref
      for (let attempt = 0; attempt < 1000; attempt++) {
        const id = yield* makeId(prefix, yield* next(prefix))
        if (!HashMap.has(accounts, id)) {
          return id
        }
      }
      return yield* Effect.dieMessage(`Ids gave 1000 ids for ${prefix} in a row that are taken.`)
    })

    return {
      lockout,
      find,
      put,
      next,
      answer: (account) => Effect.map(Clock.currentTimeMillis, (now) => view(account, now)),
      all: Effect.map(ref, ({ accounts }) => Array.from(HashMap.values(accounts))),
      change: Effect.fnUntraced(function*(userId, f) {
        const now = yield* DateTime.now
        const changed = yield* f(yield* find(userId), now)
        return yield* put(withUser(changed, { updatedAt: now }))
      }),
      remove: (account) =>
        Ref.update(ref, (contents) => ({
          ...contents,
          accounts: HashMap.remove(contents.accounts, account.user.id),
          taken: release(contents.taken)(account)
        })),
      nextId,
      reset: Ref.set(ref, empty)
    }
  })

const keyOf = (param: string, value: string) => `${param} ${value}`

const release = (taken: Contents["taken"]) => (account: Account) =>
  identifiers(account.user).reduce((taken, [param, value]) => HashMap.remove(taken, keyOf(param, value)), taken)
