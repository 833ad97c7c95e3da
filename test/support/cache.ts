/** Caches of users over the in-memory Clerk, and helpers to observe both. */
import * as Persistence from "@effect/experimental/Persistence"
import * as PersistenceRedis from "@effect/experimental/Persistence/Redis"
import { Context, Duration, Effect, Layer, Option, Redacted } from "effect"
import { type Http, UserCache, Users } from "effect-clerk"
import { ClerkTest, type UserSeed } from "effect-clerk/testing"
import { randomUUID } from "node:crypto"
import { redisUrl } from "./redis.ts"

export type Cache = (
  options: UserCache.Options
) => Layer.Layer<Users | UserCache.UserCache, never, Users | Http.ClerkHttp>

/** A client of the same Clerk without this cache. */
export class Others extends Context.Tag("Others")<Others, Context.Tag.Service<Users>>() {}

/** A cache over a Clerk of its own with four users. */
export const over = <Cached>(cache: Layer.Layer<Cached, never, Users | Http.ClerkHttp>) =>
  cache.pipe(
    Layer.provideMerge(Layer.effect(Others, Users)),
    Layer.provideMerge(ClerkTest.layer({ users: [1, 2, 3, 4].map(person) }))
  )

const person = (n: number): UserSeed => ({
  id: `user_${n}`,
  firstName: "before",
  password: Redacted.make("correct horse"),
  totpSecret: Redacted.make("JBSWY3DPEHPK3PXP"),
  hasImage: true,
  passkeys: [{ id: `idn_${n}` }],
  externalAccounts: [{ id: `eac_${n}` }]
})

/** The requests that Clerk received, such as `get user_1` and `list user_1 user_2`. */
export const asked = Effect.map(ClerkTest.requests, (requests) =>
  requests.map(({ operation, path, query }) => {
    const who = path === "/v1/users" ? [query["user_id"] ?? []].flat() : path.split("/").slice(3, 4)
    return [operation?.replace("users.", ""), ...who].join(" ")
  }))

export const nameOf = (userId: string) => Effect.map(Users.get({ userId }), ({ firstName }) => firstName)

/** Waits until Clerk has received a number of requests, without the test clock. */
export const untilAsked = (times: number) =>
  Effect.repeat(
    Effect.zipRight(turn, ClerkTest.requests),
    { until: (requests) => requests.length >= times }
  )

/** Lets everything run that does not wait for the test clock. */
export const turn = Effect.async<void>((resume) => void setImmediate(() => resume(Effect.void)))

/** A store in memory, and its contents by key. */
export const stored = () => {
  const contents = new Map<string, { readonly value: unknown; readonly ttl: number | undefined }>()
  const store: Persistence.BackingPersistenceStore = {
    get: () => Effect.dieMessage("Not called"),
    getMany: (keys) => Effect.sync(() => keys.map((key) => Option.fromNullable(contents.get(key)?.value))),
    set: () => Effect.dieMessage("Not called"),
    setMany: (entries) =>
      Effect.sync(() =>
        entries.forEach(([key, value, ttl]) =>
          contents.set(key, {
            value: JSON.parse(JSON.stringify(value)),
            ttl: Option.getOrUndefined(Option.map(ttl, Duration.toMillis))
          })
        )
      ),
    remove: (key) => Effect.sync(() => void contents.delete(key)),
    clear: Effect.dieMessage("Not called")
  }
  return { contents, store }
}

export const persistence = (make: (storeId: string) => Persistence.BackingPersistenceStore) =>
  Layer.succeed(Persistence.BackingPersistence, {
    [Persistence.BackingPersistenceTypeId]: Persistence.BackingPersistenceTypeId,
    make: (storeId) => Effect.sync(() => make(storeId))
  })

/** A store whose commands take effect later, in any order. */
export const slow = (store: Persistence.BackingPersistenceStore, turns: () => number) => {
  const later = <A, E>(command: Effect.Effect<A, E>): Effect.Effect<A, E> =>
    Effect.suspend(() => Effect.forkDaemon(Effect.zipRight(Effect.repeatN(Effect.yieldNow(), turns()), command))).pipe(
      Effect.flatMap((fiber) => fiber.await),
      Effect.flatten
    )
  return {
    ...store,
    getMany: (keys) => later(store.getMany(keys)),
    setMany: (entries) => later(store.setMany(entries)),
    remove: (key) => later(store.remove(key))
  } satisfies Persistence.BackingPersistenceStore
}

const slowly = () => {
  let count = 0
  return persistence(() => slow(stored().store, () => (count = (count + 7) % 11)))
}

const redis = (url: string) => {
  const { hostname, port } = new URL(url)
  return PersistenceRedis.layer({ host: hostname, port: Number(port || 6379) })
}

export const caches: ReadonlyArray<readonly [name: string, cache: Cache]> = [
  ["memory", UserCache.layerMemory],
  ["persistence", (options) => Layer.provide(UserCache.layerPersistence(options), Persistence.layerMemory)],
  [
    "persistence that is slow and reorders commands",
    (options) => Layer.provide(UserCache.layerPersistence(options), slowly())
  ],
  ...redisUrl === undefined ? [] : [
    [
      "Redis",
      (options: UserCache.Options) =>
        Layer.provide(UserCache.layerPersistence({ ...options, storeId: `test/${randomUUID()}` }), redis(redisUrl!))
    ] as const
  ]
]
