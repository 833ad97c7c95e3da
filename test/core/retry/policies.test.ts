/** How often and when: the standard policy, policies of one's own, and which of several holds. */
import type { HttpClient } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Duration, Effect, Either, Layer, Random, Schedule } from "effect"
import { Clerk, type ClerkErrors, Http, Retry, type SDKError, userOperations, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { expectTypeOf } from "vitest"
import { offline } from "../../support/http.ts"
import { clerk, hang, lost, ok, play, scripted, timed, told } from "../../support/script.ts"

const call = Users.get({ userId: "user_1" })

/** One repeat, after so many seconds. */
const after = (seconds: number) =>
  Retry.make({ schedule: Schedule.spaced(Duration.seconds(seconds)).pipe(Schedule.intersect(Schedule.recurs(1))) })

describe("standard", () => {
  const jitters: ReadonlyArray<readonly [name: string, random: number, sentAt: ReadonlyArray<number>]> = [
    ["80 %", 0, [0, 160, 480, 1120, 2400]],
    ["100 %", 0.5, [0, 200, 600, 1400, 3000]],
    ["120 %", 1, [0, 240, 720, 1680, 3600]]
  ]
  it.effect.each(jitters)(
    "repeats 4 times, after 200 ms doubling, of which jitter makes %s",
    ([, random, sentAt]) =>
      Effect.gen(function*() {
        const played = yield* play([clerk(503)], call).pipe(Effect.withRandom(Random.fixed([random])))
        assert.deepStrictEqual(played.sentAt, sentAt)
        assert.deepStrictEqual(told(played), { what: 503, attempts: 5, outcomeUnknown: false })
      })
  )

  it.effect("does not make all clients come back at once", () =>
    Effect.gen(function*() {
      const plays = yield* Effect.all([play([lost, ok], call), play([lost, ok], call)])
      const [one, other] = plays.map(({ sentAt }) => sentAt[1]!)
      assert.notStrictEqual(one, other)
      assert.isTrue([one!, other!].every((at) => at >= 160 && at <= 240))
    }))

  it.effect("gives an attempt 30 seconds, and all of them 2 minutes", () =>
    Effect.gen(function*() {
      const played = yield* play([hang], call).pipe(Effect.withRandom(Random.fixed([0.5])))
      assert.deepStrictEqual(played.sentAt, [0, 30_200, 60_600, 91_400])
      assert.strictEqual(played.took, 120_000)
      assert.deepStrictEqual(told(played), { what: "Timeout", attempts: 4, outcomeUnknown: false })
    }))
})

describe("none", () => {
  it.effect("makes one attempt of 30 seconds", () =>
    Effect.gen(function*() {
      const played = yield* play([hang, ok], call, { retry: Retry.none })
      assert.deepStrictEqual([played.sentAt, played.took], [[0], 30_000])
      assert.deepStrictEqual(told(played), { what: "Timeout", attempts: 1, outcomeUnknown: false })
    }))

  it.effect("makes one attempt even when nothing was carried out", () =>
    Effect.gen(function*() {
      const played = yield* play([clerk(429), ok], call, { retry: Retry.none })
      assert.deepStrictEqual([played.sentAt, played.took], [[0], 0])
    }))
})

describe("make", () => {
  it("leaves what it is not told as in standard", () => {
    assert.deepStrictEqual(Retry.make({}), Retry.standard)
    const { attemptTimeout, budget, maxRetryAfter, schedule } = Retry.make({
      budget: "10 minutes",
      schedule: undefined
    })
    assert.deepStrictEqual([attemptTimeout, budget, maxRetryAfter].map(Duration.format), ["30s", "10m", "1m"])
    assert.strictEqual(schedule, Retry.standard.schedule)
  })

  it.effect("takes another time for each attempt", () =>
    Effect.gen(function*() {
      const played = yield* play([hang], call, {
        retry: Retry.make({ schedule: Schedule.recurs(2), attemptTimeout: "5 seconds" })
      })
      assert.deepStrictEqual([played.sentAt, played.took], [[0, 5000, 10_000], 15_000])
    }))

  type Failure = ClerkErrors | SDKError
  const schedules: ReadonlyArray<readonly [name: string, schedule: Schedule.Schedule<unknown, Failure>]> = [
    [
      "goes on while",
      Schedule.spaced("1 second").pipe(Schedule.whileInput(({ status }: Failure) => status === 503))
    ],
    [
      "ends as soon as",
      Schedule.spaced("1 second").pipe(Schedule.untilInput(({ status }: Failure) => status === 429))
    ],
    [
      "is another one where",
      Schedule.recurWhile(({ status }: Failure) => status === 503).pipe(Schedule.addDelay(() => "1 second"))
    ]
  ]
  it.effect.each(schedules)("takes a schedule that %s the failure says so", ([, schedule]) =>
    Effect.gen(function*() {
      const played = yield* play([clerk(503), clerk(503), clerk(429), ok], call, { retry: Retry.make({ schedule }) })
      assert.deepStrictEqual(played.sentAt, [0, 1000, 2000])
      assert.deepStrictEqual(told(played), { what: 429, attempts: 3, outcomeUnknown: false })
    }))

  it.effect("cannot make a call be repeated that must not be", () =>
    Effect.gen(function*() {
      const retry = Retry.make({ schedule: Schedule.forever })
      for (const outcome of [clerk(404), clerk(422)]) {
        assert.deepStrictEqual((yield* play([outcome, ok], call, { retry })).sentAt, [0])
      }
      for (const outcome of [lost, clerk(503)]) {
        assert.deepStrictEqual((yield* play([outcome, ok], Users.create({ username: "ada" }), { retry })).sentAt, [0])
      }
    }))

  it.effect("is a value: each call begins its schedule anew, also at the same time", () =>
    Effect.gen(function*() {
      const { layer, sent } = scripted([lost, lost, ok, ok, lost, ok], { retry: after(1) })
      const { result } = yield* timed(
        Effect.zipRight(Effect.all([call, call], { concurrency: 2 }), call)
      ).pipe(Effect.provide(layer))
      assert.isTrue(Either.isRight(result))
      assert.deepStrictEqual(sent.map(({ at }) => at), [0, 0, 1000, 1000, 1000, 2000])
    }))
})

describe("of several policies", () => {
  const ofCall = Retry.with(after(1))
  const ofProgram = Effect.provide(Retry.layer(after(2)))
  const ofOptions = { retry: after(3) }
  const beneath = Layer.provide(Retry.layer(after(4)))

  type ClerkLayer = ReturnType<typeof scripted>["layer"]

  /** When the second attempt is made. */
  const secondAt = Effect.fnUntraced(function*(
    self: Effect.Effect<unknown, ClerkErrors | SDKError, Users>,
    options: Http.Options = {},
    around: (layer: ClerkLayer) => ClerkLayer = (layer) => layer
  ) {
    const { layer, sent } = scripted([lost, ok], options)
    const { start } = yield* timed(self).pipe(
      Effect.provide(around(layer)),
      Effect.withRandom(Random.fixed([0.5]))
    )
    return sent[1]!.at - start
  })

  it.effect("that of the call holds before all", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* secondAt(call.pipe(ofCall, ofProgram), ofOptions, beneath), 1000)
    }))

  it.effect("that of the program holds before that of the layer", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* secondAt(call.pipe(ofProgram), ofOptions, beneath), 2000)
    }))

  it.effect("that of the options holds before what is beneath the layer", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* secondAt(call, ofOptions, beneath), 3000)
    }))

  it.effect("that beneath the layer holds before the standard one", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* secondAt(call, {}, beneath), 4000)
    }))

  it.effect("the standard one holds where there is no other", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* secondAt(call), 200)
    }))

  it.effect("the inner one holds, data-first and data-last", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* secondAt(Retry.with(call, after(5)).pipe(Retry.with(after(6)))), 5000)
      assert.strictEqual(yield* secondAt(call.pipe(Retry.with(after(5)), (self) => Retry.with(self, after(6)))), 5000)
    }))

  it.effect("that of a call is for that call only", () =>
    Effect.gen(function*() {
      const { layer, sent } = scripted([lost, ok, lost, ok], ofOptions)
      yield* timed(Effect.all([Retry.with(call, after(1)), call])).pipe(Effect.provide(layer))
      assert.deepStrictEqual(sent.map(({ at }) => at), [0, 1000, 1000, 4000])
    }))

  it.effect("that of a program is read by calls of fibers that it forks", () =>
    Effect.gen(function*() {
      assert.strictEqual(
        yield* secondAt(Effect.forEach([1], () => call, { concurrency: "unbounded" }).pipe(ofProgram), ofOptions),
        2000
      )
    }))

  it.effect("that of the service is the same as that of the accessor", () =>
    Effect.gen(function*() {
      const ofService = Effect.flatMap(Users, (users) => users.get({ userId: "user_1" }))
      assert.strictEqual(yield* secondAt(Retry.with(ofService, after(1)), ofOptions), 1000)
    }))
})

describe("layers", () => {
  it.effect("Clerk.layerConfig takes a policy", () =>
    Effect.gen(function*() {
      const { layer, sent } = offline(() => new Response(null, { status: 503 }))
      const { took } = yield* timed(call).pipe(
        Effect.provide(Clerk.layerConfig({ retry: after(7) })),
        Effect.provide(layer),
        Effect.withConfigProvider(ConfigProvider.fromMap(new Map([["CLERK_SECRET_KEY", "sk_test_variable"]])))
      )
      assert.deepStrictEqual([sent.length, took], [2, 7000])
    }))

  it.effect("Http.layer takes a policy, for operations of one's own", () =>
    Effect.gen(function*() {
      const { layer, sent } = scripted([lost, ok], { retry: after(7) })
      const { took } = yield* timed(
        Effect.flatMap(Http.ClerkHttp, (http) => http.call("users.get", userOperations.get)({ userId: "user_1" }))
      ).pipe(Effect.provide(layer))
      assert.deepStrictEqual([sent.length, took], [2, 7000])
    }))

  it.effect("ClerkTest.layer repeats nothing, unless it takes a policy", () =>
    Effect.gen(function*() {
      const twice = Effect.gen(function*() {
        yield* ClerkTest.fault({ status: 503 })
        const { result, took } = yield* timed(Users.count())
        return [Either.isRight(result), took, (yield* ClerkTest.requests).length]
      })
      assert.deepStrictEqual(yield* Effect.provide(twice, ClerkTest.layer()), [false, 0, 1])
      assert.deepStrictEqual(yield* Effect.provide(twice, ClerkTest.layer({ retry: after(7) })), [true, 7000, 2])
      assert.deepStrictEqual(
        yield* Effect.provide(twice, ClerkTest.layer()).pipe(Retry.with(after(8))),
        [true, 8000, 2]
      )
    }))
})

describe("the types", () => {
  interface A {
    readonly a: 1
  }
  interface E {
    readonly e: 1
  }
  interface R {
    readonly r: 1
  }

  it("of what is made by another policy stay as they are", () => {
    const self = Effect.succeed({ a: 1 }) as Effect.Effect<A, E, R>
    expectTypeOf(Retry.with(self, Retry.none)).toEqualTypeOf<Effect.Effect<A, E, R>>()
    expectTypeOf(self.pipe(Retry.with(Retry.none))).toEqualTypeOf<Effect.Effect<A, E, R>>()
    expectTypeOf(call.pipe(Retry.with(Retry.none))).toEqualTypeOf(call)
    expectTypeOf(self.pipe(Effect.provide(Retry.layer(Retry.none)))).toEqualTypeOf<Effect.Effect<A, E, R>>()
    expectTypeOf(Retry.layer(Retry.none)).toEqualTypeOf<Layer.Layer<never>>()
    expectTypeOf(Layer.provide(Clerk.layerConfig(), Retry.layer(Retry.none))).toEqualTypeOf(Clerk.layerConfig())
    expectTypeOf<Layer.Layer.Context<ReturnType<typeof Clerk.layerConfig>>>().toEqualTypeOf<HttpClient.HttpClient>()
  })

  it("of a schedule may be wider than the failures, and may not need anything", () => {
    const wide: Schedule.Schedule<number, unknown> = Schedule.recurs(1)
    const needy = Schedule.recurs(1) as Schedule.Schedule<number, unknown, R>
    expectTypeOf(Retry.make({ schedule: wide })).toEqualTypeOf<Retry.Policy>()
    // @ts-expect-error: nobody would provide it.
    expectTypeOf(() => Retry.make({ schedule: needy })).returns.toEqualTypeOf<Retry.Policy>()
  })
})
