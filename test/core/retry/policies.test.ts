/** Retry policies: the standard one, custom ones, and which of several applies. */
import type { HttpClient } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Duration, Effect, Either, Layer, Random, Schedule } from "effect"
import { Clerk, type ClerkErrors, Http, Retry, type SDKError, userOperations, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { expectTypeOf } from "vitest"
import { offline } from "../../support/http.ts"
import { clerk, hang, lost, ok, play, scripted, summary, timed } from "../../support/script.ts"

const call = Users.get({ userId: "user_1" })

/** One retry after this many seconds. */
const after = (seconds: number) =>
  Retry.make({ schedule: Schedule.spaced(Duration.seconds(seconds)).pipe(Schedule.intersect(Schedule.recurs(1))) })

describe("Retry.standard", () => {
  const jitters: ReadonlyArray<readonly [name: string, random: number, sentAt: ReadonlyArray<number>]> = [
    ["80 %", 0, [0, 160, 480, 1120, 2400]],
    ["100 %", 0.5, [0, 200, 600, 1400, 3000]],
    ["120 %", 1, [0, 240, 720, 1680, 3600]]
  ]
  it.effect.each(jitters)(
    "retries 4 times with delays that double from 200 ms, with jitter at %s",
    ([, random, sentAt]) =>
      Effect.gen(function*() {
        const played = yield* play([clerk(503)], call).pipe(Effect.withRandom(Random.fixed([random])))
        assert.deepStrictEqual(played.sentAt, sentAt)
        assert.deepStrictEqual(summary(played), { what: 503, attempts: 5, outcomeUnknown: false })
      })
  )

  it.effect("gives two clients different delays", () =>
    Effect.gen(function*() {
      const plays = yield* Effect.all([play([lost, ok], call), play([lost, ok], call)])
      const [one, other] = plays.map(({ sentAt }) => sentAt[1]!)
      assert.notStrictEqual(one, other)
      assert.isTrue([one!, other!].every((at) => at >= 160 && at <= 240))
    }))

  it.effect("limits an attempt to 30 seconds and a call to 2 minutes", () =>
    Effect.gen(function*() {
      const played = yield* play([hang], call).pipe(Effect.withRandom(Random.fixed([0.5])))
      assert.deepStrictEqual(played.sentAt, [0, 30_200, 60_600, 91_400])
      assert.strictEqual(played.took, 120_000)
      assert.deepStrictEqual(summary(played), { what: "Timeout", attempts: 4, outcomeUnknown: false })
    }))
})

describe("Retry.none", () => {
  it.effect("makes one attempt of 30 seconds", () =>
    Effect.gen(function*() {
      const played = yield* play([hang, ok], call, { retry: Retry.none })
      assert.deepStrictEqual([played.sentAt, played.took], [[0], 30_000])
      assert.deepStrictEqual(summary(played), { what: "Timeout", attempts: 1, outcomeUnknown: false })
    }))

  it.effect("does not retry a 429", () =>
    Effect.gen(function*() {
      const played = yield* play([clerk(429), ok], call, { retry: Retry.none })
      assert.deepStrictEqual([played.sentAt, played.took], [[0], 0])
    }))
})

describe("Retry.make", () => {
  it("takes missing options from the standard policy", () => {
    assert.deepStrictEqual(Retry.make({}), Retry.standard)
    const { attemptTimeout, budget, maxRetryAfter, schedule } = Retry.make({
      budget: "10 minutes",
      schedule: undefined
    })
    assert.deepStrictEqual([attemptTimeout, budget, maxRetryAfter].map(Duration.format), ["30s", "10m", "1m"])
    assert.strictEqual(schedule, Retry.standard.schedule)
  })

  it.effect("accepts another timeout for an attempt", () =>
    Effect.gen(function*() {
      const played = yield* play([hang], call, {
        retry: Retry.make({ schedule: Schedule.recurs(2), attemptTimeout: "5 seconds" })
      })
      assert.deepStrictEqual([played.sentAt, played.took], [[0, 5000, 10_000], 15_000])
    }))

  type Failure = ClerkErrors | SDKError
  const schedules: ReadonlyArray<readonly [name: string, schedule: Schedule.Schedule<unknown, Failure>]> = [
    [
      "continues while",
      Schedule.spaced("1 second").pipe(Schedule.whileInput(({ status }: Failure) => status === 503))
    ],
    [
      "stops as soon as",
      Schedule.spaced("1 second").pipe(Schedule.untilInput(({ status }: Failure) => status === 429))
    ],
    [
      "recurs while",
      Schedule.recurWhile(({ status }: Failure) => status === 503).pipe(Schedule.addDelay(() => "1 second"))
    ]
  ]
  it.effect.each(schedules)(
    "accepts a schedule that %s the failure has a given status",
    ([, schedule]) =>
      Effect.gen(function*() {
        const played = yield* play([clerk(503), clerk(503), clerk(429), ok], call, { retry: Retry.make({ schedule }) })
        assert.deepStrictEqual(played.sentAt, [0, 1000, 2000])
        assert.deepStrictEqual(summary(played), { what: 429, attempts: 3, outcomeUnknown: false })
      })
  )

  it.effect("cannot make a call retry a failure that is not retryable", () =>
    Effect.gen(function*() {
      const retry = Retry.make({ schedule: Schedule.forever })
      for (const outcome of [clerk(404), clerk(422)]) {
        assert.deepStrictEqual((yield* play([outcome, ok], call, { retry })).sentAt, [0])
      }
      for (const outcome of [lost, clerk(503)]) {
        assert.deepStrictEqual((yield* play([outcome, ok], Users.create({ username: "ada" }), { retry })).sentAt, [0])
      }
    }))

  it.effect("restarts its schedule for each call, also for concurrent calls", () =>
    Effect.gen(function*() {
      const { layer, sent } = scripted([lost, lost, ok, ok, lost, ok], { retry: after(1) })
      const { result } = yield* timed(
        Effect.zipRight(Effect.all([call, call], { concurrency: 2 }), call)
      ).pipe(Effect.provide(layer))
      assert.isTrue(Either.isRight(result))
      assert.deepStrictEqual(sent.map(({ at }) => at), [0, 0, 1000, 1000, 1000, 2000])
    }))
})

describe("With several policies", () => {
  const ofCall = Retry.with(after(1))
  const ofProgram = Effect.provide(Retry.layer(after(2)))
  const ofOptions = { retry: after(3) }
  const beneath = Layer.provide(Retry.layer(after(4)))

  type ClerkLayer = ReturnType<typeof scripted>["layer"]

  /** The time of the second attempt. */
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

  it.effect("the policy of the call wins over all others", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* secondAt(call.pipe(ofCall, ofProgram), ofOptions, beneath), 1000)
    }))

  it.effect("the policy of the program wins over that of the layer", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* secondAt(call.pipe(ofProgram), ofOptions, beneath), 2000)
    }))

  it.effect("the policy in the options of the layer wins over one provided to the layer", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* secondAt(call, ofOptions, beneath), 3000)
    }))

  it.effect("a policy provided to the layer wins over the standard one", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* secondAt(call, {}, beneath), 4000)
    }))

  it.effect("the standard policy applies when there is no other", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* secondAt(call), 200)
    }))

  it.effect("the innermost policy wins, data-first and data-last", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* secondAt(Retry.with(call, after(5)).pipe(Retry.with(after(6)))), 5000)
      assert.strictEqual(yield* secondAt(call.pipe(Retry.with(after(5)), (self) => Retry.with(self, after(6)))), 5000)
    }))

  it.effect("the policy of one call does not apply to another", () =>
    Effect.gen(function*() {
      const { layer, sent } = scripted([lost, ok, lost, ok], ofOptions)
      yield* timed(Effect.all([Retry.with(call, after(1)), call])).pipe(Effect.provide(layer))
      assert.deepStrictEqual(sent.map(({ at }) => at), [0, 1000, 1000, 4000])
    }))

  it.effect("the policy of a program applies in the fibers that it forks", () =>
    Effect.gen(function*() {
      assert.strictEqual(
        yield* secondAt(Effect.forEach([1], () => call, { concurrency: "unbounded" }).pipe(ofProgram), ofOptions),
        2000
      )
    }))

  it.effect("a policy applies to a method of the service as to an accessor", () =>
    Effect.gen(function*() {
      const ofService = Effect.flatMap(Users, (users) => users.get({ userId: "user_1" }))
      assert.strictEqual(yield* secondAt(Retry.with(ofService, after(1)), ofOptions), 1000)
    }))
})

describe("Layers with a policy", () => {
  it.effect("Clerk.layerConfig accepts one", () =>
    Effect.gen(function*() {
      const { layer, sent } = offline(() => new Response(null, { status: 503 }))
      const { took } = yield* timed(call).pipe(
        Effect.provide(Clerk.layerConfig({ retry: after(7) })),
        Effect.provide(layer),
        Effect.withConfigProvider(ConfigProvider.fromMap(new Map([["CLERK_SECRET_KEY", "sk_test_variable"]])))
      )
      assert.deepStrictEqual([sent.length, took], [2, 7000])
    }))

  it.effect("Http.layer accepts one, for custom operations", () =>
    Effect.gen(function*() {
      const { layer, sent } = scripted([lost, ok], { retry: after(7) })
      const { took } = yield* timed(
        Effect.flatMap(Http.ClerkHttp, (http) => http.call("users.get", userOperations.get)({ userId: "user_1" }))
      ).pipe(Effect.provide(layer))
      assert.deepStrictEqual([sent.length, took], [2, 7000])
    }))

  it.effect("ClerkTest.layer does not retry unless it is given one", () =>
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

describe("The types of policies", () => {
  interface A {
    readonly a: 1
  }
  interface E {
    readonly e: 1
  }
  interface R {
    readonly r: 1
  }

  it("Retry.with and Retry.layer do not change the types of what they are applied to", () => {
    const self = Effect.succeed({ a: 1 }) as Effect.Effect<A, E, R>
    expectTypeOf(Retry.with(self, Retry.none)).toEqualTypeOf<Effect.Effect<A, E, R>>()
    expectTypeOf(self.pipe(Retry.with(Retry.none))).toEqualTypeOf<Effect.Effect<A, E, R>>()
    expectTypeOf(call.pipe(Retry.with(Retry.none))).toEqualTypeOf(call)
    expectTypeOf(self.pipe(Effect.provide(Retry.layer(Retry.none)))).toEqualTypeOf<Effect.Effect<A, E, R>>()
    expectTypeOf(Retry.layer(Retry.none)).toEqualTypeOf<Layer.Layer<never>>()
    expectTypeOf(Layer.provide(Clerk.layerConfig(), Retry.layer(Retry.none))).toEqualTypeOf(Clerk.layerConfig())
    expectTypeOf<Layer.Layer.Context<ReturnType<typeof Clerk.layerConfig>>>().toEqualTypeOf<HttpClient.HttpClient>()
  })

  it("Retry.make accepts a schedule with a wider input and rejects one with requirements", () => {
    const wide: Schedule.Schedule<number, unknown> = Schedule.recurs(1)
    const needy = Schedule.recurs(1) as Schedule.Schedule<number, unknown, R>
    expectTypeOf(Retry.make({ schedule: wide })).toEqualTypeOf<Retry.Policy>()
    // @ts-expect-error: the requirement would never be provided.
    expectTypeOf(() => Retry.make({ schedule: needy })).returns.toEqualTypeOf<Retry.Policy>()
  })
})
