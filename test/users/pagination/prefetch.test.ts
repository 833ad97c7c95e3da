/** A stream fetches one page ahead of its consumer, and interrupts that request when the consumer stops. */
import { HttpClient, HttpClientResponse } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Array, Chunk, Clock, type Duration, Effect, Exit, Fiber, Layer, Redacted, Stream, TestClock } from "effect"
import { Clerk, type Http, Retry, Users } from "effect-clerk"
import { type Person, wire } from "../../support/population.ts"
import { timed } from "../../support/script.ts"
import { refusal } from "../../support/wire.ts"

/** The users of a page. */
const usersOf = (page: number, size = 500): ReadonlyArray<Person> =>
  Array.makeBy(size, (index) => ({ id: `user_${page}_${index}`, createdAt: 1e6 - page }))

interface Options extends Http.Options {
  /** How long a response takes, by default a second. */
  readonly takes?: Duration.DurationInput
  /** The page that fails with 500. */
  readonly broken?: number
  /** The last page. */
  readonly last?: number
}

/** A Clerk that returns one page after the other, with a log of requests and interruptions by millisecond. */
const turning = ({ broken, last, takes = "1 second", ...options }: Options = {}) => {
  const log: Array<string> = []
  const note = (what: string) => Effect.map(Clock.currentTimeMillis, (now) => void log.push(`${now} ${what}`))
  let asked = 0
  const client = HttpClient.make((request) =>
    Effect.gen(function*() {
      const page = ++asked
      yield* note(`asked ${page}`)
      yield* Effect.onInterrupt(Effect.sleep(takes), () => note(`interrupted ${page}`))
      return HttpClientResponse.fromWeb(
        request,
        page === broken
          ? Response.json({ errors: [{ code: "broken" }] }, { status: 500 })
          : Response.json(last !== undefined && page > last ? [] : usersOf(page, page === last ? 1 : 500).map(wire))
      )
    })
  )
  const layer = Clerk.layer({
    secretKey: Redacted.make("sk_test_walk"),
    retry: Retry.none,
    rateLimit: "none",
    ...options
  })
    .pipe(Layer.provide(Layer.succeed(HttpClient.HttpClient, client)))
  return { layer, log, note }
}

/** A log without its times. */
const untimed = (log: ReadonlyArray<string>) => log.map((line) => line.replace(/^[\d.]+ /, ""))

describe("the next page of a stream", () => {
  it.effect("is fetched while the current page is consumed, and the page after it is not", () =>
    Effect.gen(function*() {
      const { layer, log, note } = turning({ last: 4 })
      let consumed = 0
      yield* timed(
        Stream.runForEach(
          Users.pages(),
          () => Effect.zipRight(note(`begins ${++consumed}`), Effect.sleep("10 seconds"))
        )
      ).pipe(Effect.provide(layer))
      assert.deepStrictEqual(log, [
        "0 asked 1",
        "1000 begins 1",
        "1000 asked 2",
        "11000 begins 2",
        "11000 asked 3",
        "21000 begins 3",
        "21000 asked 4",
        "31000 begins 4",
        "31000 asked 5"
      ])
    }))

  it.effect("is fetched while the users of the current page are consumed one by one", () =>
    Effect.gen(function*() {
      const { layer, log, note } = turning()
      yield* timed(
        Stream.runForEach(
          Stream.take(Users.stream(), 1001),
          ({ id }) => /_0$|_499$/.test(id) ? Effect.zipRight(note(id), Effect.sleep("10 seconds")) : Effect.void
        )
      ).pipe(Effect.provide(layer))
      assert.deepStrictEqual(log, [
        "0 asked 1",
        "1000 user_1_0",
        "1000 asked 2",
        "11000 user_1_499",
        "21000 user_2_0",
        "21000 asked 3",
        "31000 user_2_499",
        "41000 user_3_0",
        "41000 asked 4"
      ])
    }))

  it.effect("delays the consumer when the consumer is faster than the requests", () =>
    Effect.gen(function*() {
      const { layer, log } = turning({ last: 3, takes: "20 seconds" })
      const { took } = yield* timed(Stream.runDrain(Users.stream())).pipe(Effect.provide(layer))
      assert.strictEqual(took, 80_000)
      assert.deepStrictEqual(log, ["0 asked 1", "20000 asked 2", "40000 asked 3", "60000 asked 4"])
    }))
})

describe("a page of a stream that fails", () => {
  it.effect("fails the stream after all users of the previous pages", () =>
    Effect.gen(function*() {
      const { layer, log } = turning({ broken: 3 })
      const came: Array<string> = []
      const walk = Stream.runForEach(Users.stream(), ({ id }) =>
        Effect.zipRight(
          Effect.sync(() => came.push(id)),
          Effect.when(Effect.sleep("1 minute"), () => id.endsWith("_250"))
        ))
      const { result, took } = yield* timed(refusal(walk)).pipe(Effect.provide(layer))
      assert.propertyVal(yield* result, "status", 500)
      assert.deepStrictEqual(came, [...usersOf(1), ...usersOf(2)].map(({ id }) => id))
      assert.strictEqual(took, 121_000)
      assert.deepStrictEqual(untimed(log), ["asked 1", "asked 2", "asked 3"])
    }))

  it.effect("is retried by the retry policy in the background", () =>
    Effect.gen(function*() {
      const { layer, log } = turning({ broken: 2, last: 3, retry: Retry.standard })
      const { result, took } = yield* timed(
        Stream.runForEach(Users.pages(), () => Effect.sleep("1 minute"))
      ).pipe(Effect.provide(layer))
      yield* result
      assert.strictEqual(took, 121_000)
      assert.deepStrictEqual(untimed(log), ["asked 1", "asked 2", "asked 3", "asked 4"])
    }))
})

describe("a consumer of a stream that stops", () => {
  it.effect("after a few users interrupts the request in flight", () =>
    Effect.gen(function*() {
      const { layer, log } = turning()
      const { result } = yield* timed(Stream.runCollect(Stream.take(Users.stream(), 10))).pipe(Effect.provide(layer))
      assert.lengthOf(Chunk.toReadonlyArray(yield* result), 10)
      assert.deepStrictEqual(log, ["0 asked 1", "1000 asked 2", "1000 interrupted 2"])
    }))

  it.effect("after a few users and continues with another stream interrupts the request in flight", () =>
    Effect.gen(function*() {
      const { layer, log, note } = turning()
      const few = Stream.take(Users.stream(), 10).pipe(Stream.tap(() => Effect.sleep("10 millis")))
      const thenMore = Stream.concat(few, Stream.fromEffect(note("something else")))
      yield* timed(Stream.runDrain(thenMore)).pipe(Effect.provide(layer))
      assert.deepStrictEqual(log, ["0 asked 1", "1000 asked 2", "1100 interrupted 2", "1100 something else"])
    }))

  it.effect("with a failure interrupts the request in flight", () =>
    Effect.gen(function*() {
      const { layer, log } = turning()
      const walk = Stream.runForEach(Users.stream(), () => Effect.delay(Effect.fail("enough"), "10 millis"))
      const { result } = yield* timed(Effect.flip(walk)).pipe(Effect.provide(layer))
      assert.strictEqual(yield* result, "enough")
      assert.deepStrictEqual(log, ["0 asked 1", "1000 asked 2", "1010 interrupted 2"])
    }))

  const moments: ReadonlyArray<readonly [when: string, at: Duration.DurationInput, log: ReadonlyArray<string>]> = [
    ["during the first page", "500 millis", ["0 asked 1", "500 interrupted 1"]],
    ["while a page is consumed and the next one is fetched", "1500 millis", [
      "0 asked 1",
      "1000 asked 2",
      "1500 interrupted 2"
    ]],
    ["while two pages are held", "5 seconds", ["0 asked 1", "1000 asked 2"]]
  ]
  it.effect.each(moments)(
    "by an interruption %s leaves no request in flight",
    ([, at, expected]) =>
      Effect.gen(function*() {
        const { layer, log } = turning()
        const fiber = yield* Effect.fork(
          Stream.runForEach(Users.pages(), () => Effect.sleep("1 minute")).pipe(Effect.provide(layer))
        )
        yield* TestClock.adjust(at)
        const exit = yield* Fiber.interrupt(fiber)
        assert.isTrue(Exit.isInterrupted(exit))
        yield* TestClock.adjust("1 hour")
        assert.deepStrictEqual(log, expected)
      })
  )
})

describe("with the rate limit of a development key", () => {
  it.effect("a stream fetches five pages at once, then one every 107.5 milliseconds", () =>
    Effect.gen(function*() {
      const { layer, log } = turning({ last: 9, takes: 0, rateLimit: undefined })
      const { result } = yield* timed(Stream.runCount(Users.stream())).pipe(Effect.provide(layer))
      assert.strictEqual(yield* result, 4001)
      assert.deepStrictEqual(log, [
        "0 asked 1",
        "0 asked 2",
        "0 asked 3",
        "0 asked 4",
        "0 asked 5",
        "108 asked 6",
        "216 asked 7",
        "323 asked 8",
        "431 asked 9",
        "538 asked 10"
      ])
    }))
})
