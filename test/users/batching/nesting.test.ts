/** Effect decides which gets are collected: each program also runs with a request that only counts. */
import { assert, describe, it } from "@effect/vitest"
import { Context, Effect, Fiber, Layer, Request, RequestResolver, Schedule, Stream, Supervisor } from "effect"
import { Users } from "effect-clerk"
import { directory, ids } from "../../support/directory.ts"

type Get = (userId: string) => Effect.Effect<unknown, unknown, Users>

type Loop = Pick<NonNullable<Parameters<typeof Effect.forEach>[2]>, "batching" | "concurrency">

const each = (get: Get, options: Loop = { batching: true }, wanted = ids(3)) => Effect.forEach(wanted, get, options)

const Something = Context.GenericTag<number>("test/Something")

/** Programs, and the number of users in each request that they send. */
const programs: ReadonlyArray<
  readonly [name: string, program: (get: Get) => ReturnType<Get>, sizes: ReadonlyArray<number>]
> = [
  // Not in a batch.
  ["one alone", (get) => get("user_1"), [1]],
  ["one after the other", (get) => each(get, {}), [1, 1, 1]],
  ["at the same time", (get) => each(get, { concurrency: "unbounded" }), [1, 1, 1]],
  ["in a fiber", (get) => Effect.flatMap(Effect.fork(get("user_1")), Fiber.join), [1]],
  ["in a stream", (get) => Stream.runDrain(Stream.mapEffect(Stream.fromIterable(ids(3)), get)), [1, 1, 1]],
  [
    "in a stream, at the same time",
    (get) => Stream.runDrain(Stream.mapEffect(Stream.fromIterable(ids(3)), get, { concurrency: 3 })),
    [1, 1, 1]
  ],
  [
    "in a layer",
    (get) =>
      Layer.launch(Layer.effectDiscard(get("user_1"))).pipe(
        Effect.timeoutOption(0),
        Effect.zipRight(Effect.yieldNow())
      ),
    [1]
  ],
  ["in a scope", (get) => Effect.scoped(Effect.acquireRelease(get("user_1"), () => Effect.orDie(get("user_2")))), [
    1,
    1
  ]],
  ["after a batch", (get) => Effect.zip(each(get), get("user_1")), [3, 1]],
  ["before a batch", (get) => Effect.zip(get("user_1"), each(get)), [1, 3]],
  [
    "after a batch that failed",
    (get) => Effect.zip(Effect.flip(each(() => Effect.fail("no"), { batching: true, concurrency: 3 })), get("user_1")),
    [1]
  ],
  // In a batch.
  ["in a batch", (get) => each(get), [3]],
  ["in a batch, in a generator", (get) =>
    each((id) =>
      Effect.gen(function*() {
        return yield* get(id)
      })
    ), [3]],
  ["in a batch, with failures caught", (get) => each((id) => Effect.catchAll(get(id), () => Effect.void)), [3]],
  ["in a batch, as an either", (get) => each((id) => Effect.either(get(id))), [3]],
  ["in a batch, as an exit", (get) => each((id) => Effect.exit(get(id))), [3]],
  ["in a batch, in a span", (get) => each((id) => Effect.withSpan(get(id), "span")), [3]],
  ["in a batch, with a service", (get) => each((id) => Effect.provideService(get(id), Something, 1)), [3]],
  ["in a batch, with a layer", (get) => each((id) => Effect.provide(get(id), Layer.succeed(Something, 1))), [3]],
  ["in a batch, with a finalizer", (get) => each((id) => Effect.ensuring(get(id), Effect.void)), [3]],
  ["in a batch, in a scope", (get) => each((id) => Effect.scoped(get(id))), [3]],
  ["in a batch, uninterruptible", (get) => each((id) => Effect.uninterruptible(get(id))), [3]],
  ["in a batch, with retries", (get) => each((id) => Effect.retry(get(id), Schedule.recurs(2))), [3]],
  ["in a batch, repeated", (get) => each((id) => Effect.repeat(get(id), Schedule.recurs(1))), [3, 3]],
  ["in a batch, one after another", (get) => each((id) => Effect.zip(get(id), get(`${id}_b`))), [3, 3]],
  ["in a batch, after something that takes time", (get) => each((id) => Effect.zipRight(Effect.yieldNow(), get(id))), [
    3
  ]],
  ["in a batch, some of them", (get) => each((id) => id === "user_2" ? Effect.void : get(id)), [2]],
  [
    "in a batch, beside one that fails",
    (get) => each((id) => id === "user_2" ? Effect.either(Effect.fail("no")) : get(id)),
    [2]
  ],
  // In separate fibers, where Effect collects no requests.
  ["in a batch, with a timeout", (get) => each((id) => Effect.timeout(get(id), "1 second")), [1, 1, 1]],
  ["in a batch, racing", (get) => each((id) => Effect.race(get(id), Effect.never)), [1, 1, 1]],
  ["in a batch, forked", (get) => each((id) => Effect.flatMap(Effect.fork(get(id)), Fiber.join)), [1, 1, 1]],
  ["in a batch, in a loop at the same time", (get) => each((id) => each(get, { concurrency: 2 }, [id, `${id}_b`])), [
    1,
    1,
    1,
    1,
    1,
    1
  ]],
  // Nested.
  ["in a loop within a batch", (get) => each((id) => each(get, {}, [id, `${id}_b`])), [3, 3]],
  ["in a batch within a loop", (get) => each((id) => each(get, { batching: true }, [id, `${id}_b`]), {}), [2, 2, 2]],
  [
    "in a batch within a loop at the same time",
    (get) => each((id) => each(get, { batching: true }, [id, `${id}_b`]), { concurrency: 3 }),
    [2, 2, 2]
  ],
  ["in a batch within a batch", (get) => each((id) => each(get, { batching: true }, [id, `${id}_b`])), [6]],
  [
    "in a batch within a fork within a batch",
    (get) => each((id) => Effect.flatMap(Effect.fork(each(get, { batching: true }, [id, `${id}_b`])), Fiber.join)),
    [2, 2, 2]
  ],
  [
    "in a batch that inherits, within a batch",
    (get) => each((id) => each(get, { batching: "inherit" }, [id, `${id}_b`])),
    [6]
  ],
  ["in a tuple within a batch", (get) => each((id) => Effect.all([get(id), get(`${id}_b`)])), [3, 3]],
  [
    "in a batched tuple within a batch",
    (get) => each((id) => Effect.all([get(id), get(`${id}_b`)], { batching: true })),
    [6]
  ]
]

class Counting extends Supervisor.AbstractSupervisor<void> {
  readonly value = Effect.void
  fibers = 0
  override onStart() {
    this.fibers += 1
  }
}

interface Count extends Request.Request<void> {
  readonly _tag: "Count"
  readonly userId: string
}

const Count = Request.tagged<Count>("Count")

describe("a get is collected exactly where Effect collects requests:", () => {
  it.live.each(programs)("%s", ([, program, sizes]) => {
    const { gets, layer, sizes: sizesOf } = directory()
    const counted: Array<number> = []
    const counter = RequestResolver.makeBatched((requests: ReadonlyArray<Count>) => {
      counted.push(requests.length)
      return Effect.forEach(requests, Request.succeed(undefined), { discard: true })
    })
    return Effect.gen(function*() {
      yield* program((userId) => Effect.request(Count({ userId }), counter))
      yield* program((userId) => Users.get({ userId }))
      assert.deepStrictEqual(counted, sizes)
      assert.deepStrictEqual(sizesOf(), sizes)
      assert.lengthOf(gets(), sizes.filter((size) => size === 1).length)
    }).pipe(Effect.provide(layer))
  })

  it.live("through the service and through the accessor", () => {
    const { layer, sizes } = directory()
    return Effect.gen(function*() {
      const users = yield* Users
      yield* users.get({ userId: "user_1" })
      yield* each((userId) => users.get({ userId }))
      assert.deepStrictEqual(sizes(), [1, 3])
    }).pipe(Effect.provide(layer))
  })

  it.live("a get outside of a batch starts no more fibers than any other call", () => {
    const { layer } = directory()
    return Effect.gen(function*() {
      const fibersOf = Effect.fnUntraced(function*(call: Effect.Effect<unknown, unknown, Users>) {
        const counting = new Counting()
        yield* Effect.supervised(call, counting)
        return counting.fibers
      })
      const fibers = yield* fibersOf(Users.list())
      assert.isAbove(fibers, 0)
      assert.strictEqual(yield* fibersOf(Users.get({ userId: "user_1" })), fibers)
    }).pipe(Effect.provide(layer))
  })
})
