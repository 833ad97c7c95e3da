/** Several Clerk instances in one program: each client reaches its own instance, however the layers are combined. */
import * as Persistence from "@effect/experimental/Persistence"
import { HttpClient, HttpClientResponse } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Config, ConfigProvider, Context, Effect, Layer, LayerMap, ManagedRuntime, Redacted } from "effect"
import { Clerk, Http, Operation, UserCache, UserLoader, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { layer as usersLayer } from "effect-clerk/Users"
import { resources } from "../support/resources.ts"

/** An HTTP client that responds with a user named after the secret key of the request. */
const HttpLive = Layer.succeed(
  HttpClient.HttpClient,
  HttpClient.make((request, url) => {
    const user = { id: "user_1", created_at: 1, updated_at: 1, first_name: request.headers["authorization"]!.slice(-1) }
    return Effect.succeed(
      HttpClientResponse.fromWeb(request, Response.json(url.pathname === "/v1/users" ? [user] : user))
    )
  })
)

const instance = (name: string) =>
  Clerk.layer({ secretKey: Redacted.make(`sk_test_${name}`), rateLimit: "none" }).pipe(Layer.provide(HttpLive))

/** The name of the instance that responds to a call. */
const reached = Effect.map(Users.get({ userId: "user_1" }), ({ firstName }) => firstName)

const reachedByMany = Effect.map(Users.list({ limit: 1 }), ([user]) => user?.firstName)

/** The last letters of the secret keys that two services of a resource send, each over its own layer, in one layer build. */
const keysOf = Effect.fnUntraced(function*({ source, table, tag }: (typeof resources)[number]) {
  const sent: Array<string> = []
  const client = HttpClient.make((request) => {
    sent.push(request.headers["authorization"]!.slice(-1))
    return Effect.succeed(HttpClientResponse.fromWeb(request, Response.json({})))
  })
  const [name, { path }] = Object.entries(table).find(([, { payload, query }]) =>
    payload === Operation.Nothing && query === Operation.Nothing
  ) ?? Object.entries(table).find(([, { payload }]) =>
    payload === Operation.Nothing
  )!
  const params = {
    // The one list that requires a filter.
    ...source === "M2MTokens" && { subject: "mch_1" },
    ...Object.fromEntries(Array.from(path.matchAll(/:(\w+)/g), ([, param]) => [param, "id_1"]))
  }
  const call = Effect.flatMap(tag, (service) => Effect.ignore((service[name as "get"] as Call)(params)))
  const over = (key: string) =>
    Layer.effectDiscard(call).pipe(
      Layer.provide(Clerk.layer({ secretKey: Redacted.make(`sk_test_${key}`), rateLimit: "none" })),
      Layer.provide(Layer.succeed(HttpClient.HttpClient, client))
    )
  yield* Effect.provide(Effect.void, Layer.mergeAll(over("a"), over("b")))
  return sent.sort()
})

type Call = (input: object) => Effect.Effect<unknown, unknown>

/** A service of the program that uses one instance. */
class A extends Context.Tag("A")<A, string>() {}
class B extends Context.Tag("B")<B, string>() {}

const use = Effect.flatMap(Effect.all([reached, reachedByMany]), ([one, many]) => {
  assert.strictEqual(one, many)
  return Effect.orDie(Effect.fromNullable(one))
})

/** The instances that two services reach, each over its own layer, in one layer build. */
const both = <E>(a: Layer.Layer<Users, E>, b: Layer.Layer<Users, E>) =>
  Effect.all([A, B]).pipe(
    Effect.provide(Layer.mergeAll(
      Layer.effect(A, use).pipe(Layer.provide(a)),
      Layer.effect(B, use).pipe(Layer.provide(b))
    ))
  )

describe("Two Clerk instances in one layer build", () => {
  it.effect("are each reached by their own client with Layer.mergeAll", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* both(instance("a"), instance("b")), ["a", "b"])
    }))

  it.effect.each(resources)(
    "are each reached by their own client, for the resource $source",
    (resource) =>
      Effect.gen(function*() {
        assert.deepStrictEqual(yield* keysOf(resource), ["a", "b"])
      })
  )

  it.effect("are each reached by their own client with an array of layers", () =>
    Effect.gen(function*() {
      const found = yield* Effect.all([A, B]).pipe(
        Effect.provide([
          Layer.effect(A, use).pipe(Layer.provide(instance("a"))),
          Layer.effect(B, use).pipe(Layer.provide(instance("b")))
        ])
      )
      assert.deepStrictEqual(found, ["a", "b"])
    }))

  it.effect("are each reached by their own client from configuration", () =>
    Effect.gen(function*() {
      const from = (name: string) =>
        Layer.provide(
          Clerk.layerConfig({ rateLimit: "none", secretKey: Config.redacted(name) }),
          HttpLive
        )
      const found = yield* Effect.withConfigProvider(
        both(from("KEY_A"), from("KEY_B")),
        ConfigProvider.fromMap(new Map([["KEY_A", "sk_test_a"], ["KEY_B", "sk_test_b"]]))
      )
      assert.deepStrictEqual(found, ["a", "b"])
    }))

  it.effect("are each reached by their own client through the layer of one resource", () =>
    Effect.gen(function*() {
      const users = (name: string) => Layer.provide(usersLayer, instanceOf(name))
      const instanceOf = (name: string) =>
        Layer.effect(Http.ClerkHttp, Http.ClerkHttp).pipe(Layer.provide(instance(name)))
      assert.deepStrictEqual(yield* both(users("a"), users("b")), ["a", "b"])
    }))

  it.effect("are each reached through the same cache layer", () =>
    Effect.gen(function*() {
      const cache = UserCache.layerMemory({ timeToLive: "1 hour" })
      assert.deepStrictEqual(
        yield* both(Layer.provide(cache, instance("a")), Layer.provide(cache, instance("b"))),
        ["a", "b"]
      )
    }))

  it.effect("have separate cache entries in a shared store", () =>
    Effect.gen(function*() {
      const store = yield* Layer.build(Persistence.layerMemory)
      const cached = (name: string) =>
        UserCache.layerPersistence({ timeToLive: "1 hour" }).pipe(
          Layer.provide(instance(name)),
          Layer.provide(Layer.succeedContext(store))
        )
      assert.deepStrictEqual(yield* both(cached("a"), cached("b")), ["a", "b"])
      // A later program with the same key finds what an earlier one stored.
      assert.deepStrictEqual(yield* both(cached("b"), cached("a")), ["b", "a"])
    }).pipe(Effect.scoped))

  it.live("are each reached through the same loader layer", () =>
    Effect.gen(function*() {
      const loader = UserLoader.layer({ window: "1 millis" })
      assert.deepStrictEqual(
        yield* both(Layer.provide(loader, instance("a")), Layer.provide(loader, instance("b"))),
        ["a", "b"]
      )
    }))

  it.effect("have separate in-memory servers", () =>
    Effect.gen(function*() {
      const count = Effect.zipRight(
        Users.create({ username: "ada" }),
        Effect.map(Users.count(), ({ totalCount }) => String(totalCount))
      )
      const found = yield* Effect.all([A, B]).pipe(
        Effect.provide(Layer.mergeAll(
          Layer.effect(A, count).pipe(Layer.provide(ClerkTest.layer())),
          Layer.effect(B, count).pipe(Layer.provide(ClerkTest.layer()))
        ))
      )
      assert.deepStrictEqual(found, ["1", "1"])
    }))
})

it.scoped("Clerk instances in a LayerMap are each reached by their own client", () => {
  class Tenants extends LayerMap.Service<Tenants>()("Tenants", { lookup: instance }) {}
  return Effect.gen(function*() {
    const found = yield* Effect.all([Effect.provide(use, Tenants.get("a")), Effect.provide(use, Tenants.get("b"))])
    assert.deepStrictEqual(found, ["a", "b"])
  }).pipe(Effect.provide(Tenants.Default))
})

it.scoped("two managed runtimes with one memo map each reach their own Clerk instance", () =>
  Effect.gen(function*() {
    const memoMap = yield* Layer.makeMemoMap
    const runtimes = ["a", "b"].map((name) => ManagedRuntime.make(instance(name), memoMap))
    yield* Effect.addFinalizer(() => Effect.promise(() => Promise.all(runtimes.map((runtime) => runtime.dispose()))))
    const found = yield* Effect.promise(() => Promise.all(runtimes.map((runtime) => runtime.runPromise(use))))
    assert.deepStrictEqual(found, ["a", "b"])
  }))
