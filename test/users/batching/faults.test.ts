import { HttpClient } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import {
  Cause,
  Deferred,
  Effect,
  Either,
  Exit,
  Fiber,
  Layer,
  Logger,
  Option,
  Redacted,
  Schedule,
  TestClock
} from "effect"
import { Auth, Clerk, Retry, Users } from "effect-clerk"
import { directory, ids, type Options, refusal } from "../../support/directory.ts"

const get = (userId: string) => Users.get({ userId })

/** The ids of the users that were returned, and the errors of the others. */
const outcomes = (wanted: ReadonlyArray<string>) =>
  Effect.map(
    Effect.forEach(wanted, (userId) => Effect.either(get(userId)), { batching: true }),
    (results) =>
      results.map(Either.match({
        onLeft: (error) => `${error.operation} ${error._tag === "ClerkErrors" ? error.status : error.reason._tag}`,
        onRight: ({ id }): string => id
      }))
  )

/** Runs a batch over a Clerk. */
const batch = (wanted: ReadonlyArray<string>, options: Options = {}) => {
  const clerk = directory(options)
  return Effect.map(
    Effect.provide(outcomes(wanted), clerk.layer),
    (outcomes) => ({ outcomes, lists: clerk.lists(), gets: clerk.gets(), sent: clerk.sent })
  )
}

describe("a batch with an unusual id:", () => {
  const [a, b] = ["user_1", "user_2"] as const

  const refused: ReadonlyArray<readonly [name: string, odd: string]> = [
    ["an empty id", ""],
    ["a parent path", ".."],
    ["an encoded parent path", "%2e%2e"],
    ["half a surrogate pair", "user_\ud800"],
    ["257 characters", "x".repeat(257)],
    ["a million characters", "x".repeat(1_000_000)]
  ]
  it.effect.each(refused)("%s fails without a request, and the others succeed", ([, odd]) =>
    Effect.gen(function*() {
      const { gets, lists, outcomes } = yield* batch([a, odd, b, odd])
      assert.deepStrictEqual(outcomes, [a, "users.get InvalidRequest", b, "users.get InvalidRequest"])
      assert.deepStrictEqual(lists, [[a, b]])
      assert.deepStrictEqual(gets, [])
    }))

  const strange: ReadonlyArray<readonly [id: string, wire: string]> = [
    ["-x", "+-x"],
    ["+x", "++x"],
    ["+-x", "++-x"],
    ["-", "+-"],
    ["__proto__", "__proto__"],
    ["constructor", "constructor"],
    ["toString", "toString"],
    ["1", "1"],
    ["00", "00"],
    ["a b&limit=1#?/%", "a b&limit=1#?/%"],
    ["юзер_😀", "юзер_😀"],
    ["x".repeat(256), "x".repeat(256)]
  ]
  it.effect.each(strange)("B17: %s matches itself only", ([odd, wire]) =>
    Effect.gen(function*() {
      const known = yield* batch([a, odd, b])
      assert.deepStrictEqual(known.outcomes, [a, odd, b])
      assert.deepStrictEqual(known.lists, [[a, wire, b]])
      assert.deepStrictEqual(known.gets, [])
      const unknown = yield* batch([a, odd, b], { unknown: [odd] })
      assert.deepStrictEqual(unknown.outcomes, [a, "users.get 404", b])
      assert.deepStrictEqual(unknown.gets, [odd])
    }))

  it.effect("B17: ids that begin with + and - are sent with a + in front", () =>
    Effect.gen(function*() {
      const { sent } = yield* batch(["-x", "+x"])
      assert.strictEqual(sent[0]!.url, "https://api.clerk.com/v1/users?user_id=%2B-x&user_id=%2B%2Bx&limit=2")
    }))

  it.effect("ids that differ only in case are two ids", () =>
    Effect.gen(function*() {
      const { lists, outcomes } = yield* batch(["user_a", "user_A"])
      assert.deepStrictEqual(outcomes, ["user_a", "user_A"])
      assert.deepStrictEqual(lists, [["user_a", "user_A"]])
    }))

  const wrong: ReadonlyArray<readonly [name: string, input: unknown]> = [
    ["undefined", undefined],
    ["null", null],
    ["a text", "user_1"],
    ["no id", {}],
    ["a number as id", { userId: 7 }],
    ["null as id", { userId: null }],
    ["a list as id", { userId: ["user_1"] }],
    ["something more", { userId: "user_1", limit: 1 }],
    ["a getter that throws", {
      get userId() {
        throw new Error("no")
      }
    }]
  ]
  it.effect.each(wrong)("%s as input fails without stopping the batch", ([, input]) => {
    const { layer, lists } = directory()
    const inputs = [{ userId: a }, input as { userId: string }, { userId: b }]
    return Effect.gen(function*() {
      const results = yield* Effect.forEach(inputs, (input) => Effect.either(Users.get(input)), { batching: true })
      assert.deepStrictEqual(results.map(Either.isRight), [true, false, true])
      assert.deepStrictEqual(lists(), [[a, b]])
      const error = yield* Effect.flip(Effect.forEach(inputs, (input) => Users.get(input), { batching: true }))
      assert.deepStrictEqual(error, Either.getOrThrow(Either.flip(results[1]!)))
      assert.deepStrictEqual([error._tag, error.operation, error.attempts], ["SDKError", "users.get", 0])
    }).pipe(Effect.provide(layer))
  })
})

describe("a list of a batch that fails", () => {
  const html = (status: number) => new Response("<html>", { status, headers: { "content-type": "text/html" } })

  const because: ReadonlyArray<readonly [name: string, answer: () => Response]> = [
    ["with 422", () => refusal(422, "form_param_value_invalid")],
    ["with 400", () => refusal(400, "bad_request")],
    ["with 404", () => refusal(404, "resource_not_found")],
    ["with 414 from a proxy", () => html(414)],
    ["with 431 from a proxy", () => html(431)],
    ["with 400 from a proxy", () => html(400)]
  ]
  it.effect.each(because)(
    "with %s because of one id is split until only that id fails",
    ([, answer]) =>
      Effect.gen(function*() {
        const culprit = "user_42"
        const { gets, lists, outcomes, sent } = yield* batch(ids(100), {
          instead: ({ get, list = [get] }) => list.includes(culprit) ? Effect.sync(answer) : undefined
        })
        assert.deepStrictEqual(outcomes.filter((outcome, index) => outcome !== `user_${index + 1}`).length, 1)
        assert.match(outcomes[41]!, /^users.get/)
        assert.include(gets, culprit)
        assert.isAtMost(sent.length, 15)
        assert.deepStrictEqual(lists.slice(0, 3).map(({ length }) => length), [100, 50, 25])
      })
  )

  it.effect("because of three ids fails only those", () =>
    Effect.gen(function*() {
      const culprits = ["user_1", "user_50", "user_100"]
      const { outcomes } = yield* batch(ids(100), {
        instead: ({ get, list = [get] }) =>
          list.some((id) => culprits.includes(id!)) ? Effect.sync(() => refusal(422, "no")) : undefined
      })
      assert.deepStrictEqual(
        outcomes,
        ids(100).map((id) => culprits.includes(id) ? "users.get 422" : id)
      )
    }))

  const forAll: ReadonlyArray<readonly [name: string, answer: () => Response, outcome: string]> = [
    ["with 401", () => refusal(401, "clerk_key_invalid"), "users.list 401"],
    ["with 403", () => refusal(403, "not_allowed_access"), "users.list 403"],
    ["with 429", () => refusal(429, "too_many_requests"), "users.list 429"],
    ["with 500", () => refusal(500, "internal"), "users.list 500"],
    ["with a page of somebody else", () => html(502), "users.list UnexpectedResponse"],
    ["with a body that is no list", () => Response.json({ data: [], total_count: 0 }), "users.list InvalidResponse"],
    ["with a body of something else", () => Response.json([{ object: "session" }]), "users.list InvalidResponse"]
  ]
  it.effect.each(forAll)(
    "with %s fails all gets in it, after one request",
    ([, answer, outcome]) =>
      Effect.gen(function*() {
        const { gets, lists, outcomes } = yield* batch(ids(150), {
          instead: ({ list }) => list?.length === 100 ? Effect.sync(answer) : undefined
        })
        assert.deepStrictEqual(outcomes, [...Array<string>(100).fill(outcome), ...ids(50, 101)])
        assert.deepStrictEqual(lists.map(({ length }) => length), [100, 50])
        assert.deepStrictEqual(gets, [])
      })
  )

  it.effect.each([1, 3])("because ClerkAuth fails asks for the key once, for %s lists", (lists) => {
    let asked = 0
    const key = Effect.sync(() => {
      asked += 1
      return Redacted.make("not a key")
    })
    const layer = Clerk.layerWithAuth({ retry: Retry.none, rateLimit: "none" }).pipe(
      Layer.provide(Auth.layerEffect(key)),
      Layer.provide(Layer.succeed(HttpClient.HttpClient, HttpClient.make(() => Effect.dieMessage("sent"))))
    )
    return Effect.gen(function*() {
      assert.deepStrictEqual(yield* outcomes(ids(100 * lists)), Array(100 * lists).fill("users.list Transport"))
      assert.strictEqual(asked, lists)
    }).pipe(Effect.provide(layer))
  })

  it.effect("with a timeout fails all gets in it", () =>
    Effect.gen(function*() {
      const fiber = yield* Effect.fork(batch(ids(3), {
        retry: Retry.make({ schedule: Schedule.stop, attemptTimeout: "1 second" }),
        instead: () => Effect.never
      }))
      yield* TestClock.adjust("1 second")
      const { outcomes, sent } = yield* Fiber.join(fiber)
      assert.deepStrictEqual(outcomes, Array(3).fill("users.list Timeout"))
      assert.lengthOf(sent, 1)
    }))

  it.effect.each([429, 503])("with %s is retried by the retry policy", (status) =>
    Effect.gen(function*() {
      const fiber = yield* Effect.fork(batch(ids(3), {
        retry: Retry.make({ schedule: Schedule.spaced("1 second") }),
        instead: (_, count) => count <= 2 ? Effect.sync(() => refusal(status, "later")) : undefined
      }))
      yield* TestClock.adjust("2 seconds")
      const { outcomes, sent } = yield* Fiber.join(fiber)
      assert.deepStrictEqual(outcomes, ids(3))
      assert.deepStrictEqual(sent.map(({ at, list }) => [at, list]), [[0, ids(3)], [1000, ids(3)], [2000, ids(3)]])
    }))

  it.effect("is retried by the retry policy around the batch", () => {
    const { layer, sent } = directory({ instead: () => Effect.sync(() => refusal(503, "later")) })
    const twice = Retry.make({ schedule: Schedule.recurs(1) })
    return Effect.gen(function*() {
      assert.deepStrictEqual(yield* Retry.with(outcomes(ids(2)), twice), Array(2).fill("users.list 503"))
      assert.lengthOf(sent, 2)
    }).pipe(Effect.provide(layer))
  })

  it.effect("with a defect of the HTTP client dies with that defect in all gets", () => {
    const { layer } = directory({ instead: () => Effect.dieMessage("out of order") })
    return Effect.gen(function*() {
      const exit = yield* Effect.exit(Effect.forEach(ids(2), get, { batching: true }))
      assert.include(Exit.isFailure(exit) ? Cause.pretty(exit.cause) : "", "out of order")
    }).pipe(Effect.provide(layer))
  })
})

describe("a user in a batch that cannot be decoded", () => {
  it.effect("is requested again by a get, which fails alone, and nothing is logged", () => {
    const logged: Array<unknown> = []
    const log = Logger.replace(Logger.defaultLogger, Logger.make(({ message }) => logged.push(message)))
    return Effect.gen(function*() {
      const { gets, lists, outcomes } = yield* batch(ids(4), { unreadable: ["user_2", "user_3"] })
      assert.deepStrictEqual(outcomes, ["user_1", "users.get InvalidResponse", "users.get InvalidResponse", "user_4"])
      assert.deepStrictEqual(lists, [ids(4)])
      assert.sameMembers([...gets], ["user_2", "user_3"])
      assert.deepStrictEqual(logged, [])
    }).pipe(Effect.provide(log))
  })
})

describe("interruption", () => {
  const forked = (loop: Effect.Effect<unknown, unknown, Users>, options: Options) =>
    Effect.gen(function*() {
      const { layer, ...seen } = directory(options)
      const fiber = yield* Effect.fork(Effect.provide(loop, layer))
      yield* settle
      return { fiber, ...seen }
    })

  const settle = Effect.repeatN(Effect.yieldNow(), 200)

  // In Effect 3.22, a loop that waits for collected requests cannot be interrupted.
  it.effect("of a batch takes effect after the responses of its lists", () =>
    Effect.gen(function*() {
      const goOn = yield* Deferred.make<void>()
      const loop = Effect.forEach(ids(250), get, { batching: true })
      const { fiber, sizes } = yield* forked(loop, { instead: () => Deferred.await(goOn) })
      assert.deepStrictEqual(sizes(), [100, 100, 50])
      yield* Fiber.interruptFork(fiber)
      yield* settle
      yield* Deferred.succeed(goOn, undefined)
      assert.isTrue(Exit.isInterrupted(yield* Fiber.await(fiber)))
      assert.lengthOf(sizes(), 3)
    }))

  it.effect("of a disconnected batch takes effect at once", () =>
    Effect.gen(function*() {
      const loop = Effect.disconnect(Effect.forEach(ids(250), get, { batching: true }))
      const { fiber } = yield* forked(loop, { instead: () => Effect.never })
      assert.isTrue(Exit.isInterrupted(yield* Fiber.interrupt(fiber)))
    }))

  it.effect("of getMany interrupts its requests at once", () =>
    Effect.gen(function*() {
      const { fiber, interrupted } = yield* forked(Users.getMany(ids(250)), { instead: () => Effect.never })
      assert.isTrue(Exit.isInterrupted(yield* Fiber.interrupt(fiber)))
      assert.deepStrictEqual(interrupted.map(({ list }) => list?.length), [100, 100, 50])
    }))

  it.effect("of gets without batching interrupts their requests at once", () =>
    Effect.gen(function*() {
      const loop = Effect.forEach(ids(3), get, { concurrency: 3 })
      const { fiber, interrupted } = yield* forked(loop, { instead: () => Effect.never })
      assert.isTrue(Exit.isInterrupted(yield* Fiber.interrupt(fiber)))
      assert.lengthOf(interrupted, 3)
    }))

  it.effect("of a batch by its first unknown id prevents the gets of the others", () =>
    Effect.gen(function*() {
      const { fiber, sent } = yield* forked(Effect.forEach(ids(100), get, { batching: true }), {
        unknown: ids(100),
        instead: ({ get }) => get === undefined ? undefined : Effect.sleep("1 second")
      })
      yield* TestClock.adjust("1 second")
      const exit = yield* Fiber.await(fiber)
      yield* TestClock.adjust("1 minute")
      assert.isTrue(Exit.isFailure(exit) && Option.isSome(Cause.failureOption(exit.cause)))
      assert.isAtMost(sent.length, 1 + 2 * 10)
    }))

  it.effect("of one of three gets in a batch does not affect the others", () =>
    Effect.gen(function*() {
      const goOn = yield* Deferred.make<void>()
      const loop = Effect.all(
        [Effect.either(get("user_1")), Effect.timeoutOption(get("user_2"), "1 second"), get("user_3")],
        { batching: true, concurrency: "unbounded" }
      )
      const { fiber, gets, interrupted, lists } = yield* forked(loop, { instead: () => Deferred.await(goOn) })
      yield* TestClock.adjust("1 second")
      yield* Deferred.succeed(goOn, undefined)
      const [one, two, three] = (yield* Fiber.join(fiber)) as Effect.Effect.Success<typeof loop>
      assert.isTrue(Either.isRight(one) && Option.isNone(two))
      assert.strictEqual<string>(three.id, "user_3")
      assert.deepStrictEqual(lists(), [["user_1", "user_3"]])
      assert.deepStrictEqual([gets(), interrupted.map(({ get }) => get)], [["user_2"], ["user_2"]])
    }))
})
