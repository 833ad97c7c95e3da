/** A cache never returns a user from before an own write or an event, in any interleaving of gets and writes, in virtual time. */
import * as Persistence from "@effect/experimental/Persistence"
import { assert, describe, it } from "@effect/vitest"
import { Array, DateTime, Effect, FastCheck as fc, FiberRef, HashMap, Layer, Logger, LogLevel } from "effect"
import { ClerkErrors, Http, User, UserCache, UserId, Users } from "effect-clerk"
import { Others, persistence, stored } from "../../support/cache.ts"
import { virtualTime } from "../../support/clock.ts"
import { runs } from "../../support/soak.ts"

interface Step {
  readonly kind: "get" | "getMany" | "batch" | "update" | "disableMFA" | "ban" | "event"
  readonly userId: string
  readonly at: number
  /** How long the caller waits. */
  readonly patience: number
}

interface Plan {
  readonly steps: ReadonlyArray<Step>
  /** The delays of requests and commands, in turn. */
  readonly delays: ReadonlyArray<number>
  readonly timeToLive: number
}

const userIds = ["user_1", "user_2"]

/** Steps are close together at some times, so that they overlap. */
const plans = (...moments: ReadonlyArray<number>): fc.Arbitrary<Plan> =>
  fc.record({
    steps: fc.array(
      fc.record({
        kind: fc.constantFrom<Step["kind"]>("get", "get", "getMany", "batch", "update", "disableMFA", "ban", "event"),
        userId: fc.constantFrom("user_1", "user_1", "user_1", "user_2"),
        at: fc.tuple(fc.constantFrom(...moments), fc.nat(40)).map(([moment, after]) => moment + after),
        patience: fc.constantFrom(3, 12, 1e7, 1e7, 1e7)
      }),
      { minLength: 5, maxLength: 25 }
    ),
    delays: fc.array(fc.nat(20), { minLength: 1, maxLength: 30 }),
    timeToLive: fc.constantFrom(1, 20, 1e7)
  })

/** The number of writes of a user up to the write of this fiber. */
const carriedOut = FiberRef.unsafeMake(0)

/** A Clerk in which the first name of a user is the number of its writes. */
const instance = Layer.succeed(Http.ClerkHttp, { instance: Effect.succeed("test") } as never)

const clerk = (next: () => number) => {
  const writes = new Map(userIds.map((userId) => [userId, 0]))
  const now = DateTime.unsafeMake(0)
  const read = (userId: string) =>
    new User({ id: UserId.make(userId), createdAt: now, updatedAt: now, firstName: String(writes.get(userId)) })
  const pause = Effect.suspend(() => Effect.sleep(next()))
  const there = <A, E>(effect: Effect.Effect<A, E>) => Effect.zipLeft(Effect.zipRight(pause, effect), pause)
  const orUnavailable = <A>(effect: Effect.Effect<A>) =>
    Effect.flatMap(there(effect), (answer) => next() % 5 === 0 ? unavailable : Effect.succeed(answer))
  const write = (userId: string) =>
    there(Effect.suspend(() => {
      const count = writes.get(userId)! + 1
      writes.set(userId, count)
      return Effect.as(FiberRef.set(carriedOut, count), read(userId))
    }))
  return Layer.mock(Users, {
    get: ({ userId }) => orUnavailable(Effect.sync(() => read(userId))),
    getMany: (userIds) =>
      orUnavailable(
        Effect.sync(() => HashMap.fromIterable(Array.fromIterable(userIds).map((userId) => [userId, read(userId)])))
      ),
    update: ({ userId }) => write(userId),
    disableMFA: ({ userId }) => Effect.as(write(userId), { userId: UserId.make(userId) }),
    ban: ({ userId }) => Effect.zipRight(write(userId), unavailable)
  })
}

const unavailable = new ClerkErrors({
  status: 503,
  errors: [],
  operation: "users.ban",
  method: "POST",
  path: "/users/:userId/ban",
  attempts: 1,
  idempotent: true,
  outcomeUnknown: true
})

/** The steps of a plan that returned a user from before an own write that had ended, or a write of another client whose event was received. */
const lies = Effect.fnUntraced(function*(
  { delays, steps, timeToLive }: Plan,
  cache: (
    options: UserCache.Options,
    next: () => number
  ) => Layer.Layer<Users | UserCache.UserCache, never, Users | Http.ClerkHttp>
) {
  let count = 0
  const next = () => delays[count++ % delays.length]!
  const ended = new Map<string, number>()
  const lies: Array<string> = []

  const seeing = (kind: string, get: Effect.Effect<Iterable<User>, unknown, Users>) =>
    Effect.suspend(() => {
      const before = new Map(ended)
      return Effect.map(get, (users) => {
        for (const { firstName, id } of users) {
          if (Number(firstName) < (before.get(id) ?? 0)) {
            lies.push(`${kind} ${id}: ${firstName} after ${before.get(id)}`)
          }
        }
      })
    })

  const end = (userId: string) =>
    Effect.map(FiberRef.get(carriedOut), (count) => ended.set(userId, Math.max(ended.get(userId) ?? 0, count)))

  const run = ({ kind, userId }: Step): Effect.Effect<unknown, unknown, Users | Others | UserCache.UserCache> => {
    switch (kind) {
      case "get":
        return seeing(kind, Effect.map(Users.get({ userId }), (user) => [user]))
      case "getMany":
        return seeing(kind, Effect.map(Users.getMany(userIds), HashMap.values))
      case "batch":
        return seeing(
          kind,
          Effect.forEach(userIds, (userId) => Users.get({ userId }), { batching: true, concurrency: "unbounded" })
        )
      case "event":
        return Effect.flatMap(Others, (others) => others.update({ userId })).pipe(
          Effect.zipRight(UserCache.onEvent({ type: "user.updated", data: { id: userId } })),
          Effect.zipRight(end(userId))
        )
      default:
        return Effect.ensuring(Users[kind]({ userId }) as Effect.Effect<unknown, unknown, Users>, end(userId))
    }
  }

  const time = virtualTime()
  yield* Effect.forEach(
    steps,
    (step) => run(step).pipe(Effect.timeout(step.patience), Effect.ignore, Effect.delay(step.at)),
    { concurrency: "unbounded", discard: true }
  ).pipe(
    Effect.provide(
      cache({ timeToLive, staleOnError: "1 hour" }, next).pipe(
        Layer.provideMerge(Layer.effect(Others, Users)),
        Layer.provide(clerk(next)),
        Layer.provide(instance)
      )
    ),
    Logger.withMinimumLogLevel(LogLevel.None),
    time.run
  )
  return lies
})

/** A store whose commands take effect later, in any order. */
const slow = (next: () => number): Persistence.BackingPersistenceStore => {
  const { store } = stored()
  const later = <A, E>(command: Effect.Effect<A, E>) =>
    Effect.suspend(() => Effect.forkDaemon(Effect.delay(command, next()))).pipe(
      Effect.flatMap((fiber) => fiber.await),
      Effect.flatten
    )
  return {
    ...store,
    getMany: (keys) => later(store.getMany(keys)),
    setMany: (entries) => later(store.setMany(entries)),
    remove: (key) => later(store.remove(key))
  }
}

/** A slow store that sometimes fails, with or without effect, or times out. */
const unreliable = (next: () => number): Persistence.BackingPersistenceStore => {
  const store = slow(next)
  const failure = Persistence.PersistenceBackingError.make("any", new Error("Out of order"))
  const perhaps = <A>(command: Effect.Effect<A, Persistence.PersistenceError>) =>
    Effect.suspend(() => {
      switch (next() % 7) {
        case 0:
          return failure
        case 1:
          return Effect.zipRight(command, failure)
        case 2:
          return Effect.zipRight(Effect.forkDaemon(Effect.delay(command, "3 seconds")), Effect.never)
        default:
          return command
      }
    })
  return {
    ...store,
    getMany: (keys) => perhaps(store.getMany(keys)),
    setMany: (entries) => perhaps(store.setMany(entries)),
    remove: (key) => perhaps(store.remove(key))
  }
}

const inStore =
  (make: (next: () => number) => Persistence.BackingPersistenceStore) =>
  (options: UserCache.Options, next: () => number) =>
    Layer.provide(UserCache.layerPersistence(options), persistence(() => make(next)))

describe("a get that begins after an own write or an event never returns the user from before it, with a cache", () => {
  const times = { fastCheck: { numRuns: runs(30) } }

  it.effect.prop("in memory", [plans(0)], ([plan]) =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* lies(plan, UserCache.layerMemory), [])
    }), times)

  it.effect.prop("in a slow store that reorders commands", [plans(0)], ([plan]) =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* lies(plan, inStore(slow)), [])
    }), times)

  it.effect.prop(
    "in a store that sometimes fails",
    [plans(0, 1000, 5100, 6000)],
    ([plan]) =>
      Effect.gen(function*() {
        assert.deepStrictEqual(yield* lies(plan, inStore(unreliable)), [])
      }),
    times
  )
})
