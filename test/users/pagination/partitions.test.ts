/** Streams in partitions by time of creation: all at once, with each user in exactly one. */
import { HttpClient, HttpClientResponse } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Array, Clock, DateTime, Effect, Exit, Fiber, Layer, Redacted, Stream, TestClock } from "effect"
import { Clerk, Retry, type StreamFilters, Users } from "effect-clerk"
import { ClerkTest } from "effect-clerk/testing"
import { crowd, type Person, population, type Rules, wire } from "../../support/population.ts"
import { timed } from "../../support/script.ts"
import { refusal } from "../../support/wire.ts"

const exported = (
  people: ReadonlyArray<Person>,
  partitions: number,
  { filters, rules }: { readonly filters?: StreamFilters; readonly rules?: Partial<Rules> } = {}
) =>
  Effect.gen(function*() {
    const clerk = population(people, rules)
    const users = yield* Stream.runCollect(Users.stream({ ...filters, partitions })).pipe(Effect.provide(clerk.layer))
    return { ids: Array.fromIterable(users).map(({ id }) => id as string), sent: clerk.sent }
  })

const moment = (millis: number) => DateTime.unsafeMake(millis)

const idsOf = (people: ReadonlyArray<Person>) => people.map(({ id }) => id)

describe("partitions", () => {
  it.effect("have the same size, however uneven the times of creation are", () =>
    Effect.gen(function*() {
      const people = crowd(3000, (index) => index < 2000 ? index : index * 1e6)
      const { ids, sent } = yield* exported(people, 3)
      assert.deepStrictEqual(ids.toSorted(), idsOf(people))
      assert.deepStrictEqual(sent.slice(0, 3), [
        "/users/count",
        "/users?limit=1&offset=1000&order_by=created_at",
        "/users?limit=1&offset=2000&order_by=created_at"
      ])
      // For each partition two full pages, an empty one, and a check that its last user still exists.
      assert.deepStrictEqual(sent.slice(3).toSorted(), [
        "/users?created_at_after=1999999999&limit=500&order_by=-created_at",
        "/users?created_at_after=1999999999&limit=500&starting_after=user_2001&order_by=-created_at",
        "/users?created_at_after=1999999999&limit=500&starting_after=user_2501&order_by=-created_at",
        "/users?created_at_after=1999999999&user_id=user_2001&limit=1",
        "/users?created_at_before=1000&limit=500&order_by=-created_at",
        "/users?created_at_before=1000&limit=500&starting_after=user_0001&order_by=-created_at",
        "/users?created_at_before=1000&limit=500&starting_after=user_0501&order_by=-created_at",
        "/users?created_at_before=1000&user_id=user_0001&limit=1",
        "/users?created_at_before=2000000000&created_at_after=999&limit=500&order_by=-created_at",
        "/users?created_at_before=2000000000&created_at_after=999&limit=500&starting_after=user_1001&order_by=-created_at",
        "/users?created_at_before=2000000000&created_at_after=999&limit=500&starting_after=user_1501&order_by=-created_at",
        "/users?created_at_before=2000000000&created_at_after=999&user_id=user_1001&limit=1"
      ])
    }))

  const cases: ReadonlyArray<
    readonly [what: string, people: ReadonlyArray<Person>, partitions: number, requests: number, rules?: Partial<Rules>]
  > = [
    ["of no users are one", [], 4, 2],
    ["of fewer users than a page are one", crowd(499), 4, 3],
    ["of two pages are at most two", crowd(501), 100, 1 + 1 + 4],
    ["are a hundred", crowd(1900), 100, 1 + 3 + 8],
    // One partition is empty, the other has four pages.
    ["of users of one millisecond are one and an empty one", crowd(1700, () => 5), 4, 1 + 3 + 1 + 5],
    ["of users of two milliseconds are two and an empty one", crowd(1700, (index) => index % 2), 4, 1 + 3 + 1 + 3 + 3],
    ["do not overlap where bounds are inclusive", crowd(1900), 4, 1 + 3 + 8, { bounds: "inclusive" }],
    ["of one millisecond do not overlap where bounds are inclusive", crowd(1700, () => 5), 2, 1 + 1 + 5 + 5, {
      bounds: "inclusive"
    }]
  ]
  it.effect.each(cases)("%s", ([, people, partitions, requests, rules = {}]) =>
    Effect.gen(function*() {
      const { ids, sent } = yield* exported(people, partitions, { rules })
      assert.deepStrictEqual(ids.toSorted(), idsOf(people))
      assert.strictEqual(sent.length, requests)
    }))

  it.effect("stay within filters by time of creation", () =>
    Effect.gen(function*() {
      const people = crowd(4000, (index) => index)
      for (const bounds of ["exclusive", "inclusive"] as const) {
        const clerk = population(people, { bounds })
        const users = yield* Stream.runCollect(
          Users.stream({ partitions: 3, createdAtAfter: moment(999), createdAtBefore: moment(3000) })
        ).pipe(Effect.provide(clerk.layer))
        const ids = Array.fromIterable(users).map(({ id }) => id as string)
        const edge = bounds === "inclusive" ? 1 : 0
        assert.deepStrictEqual(ids.toSorted(), idsOf(people.slice(1000 - edge, 3000 + edge)))
      }
    }))

  it.effect("contain all users when `count` accepts fewer filters than `list`", () =>
    Effect.gen(function*() {
      const users = crowd(1100).map(({ id }, index) => ({ id, externalId: `ext_${index}`, createdAt: moment(index) }))
      const found = yield* Stream.runCollect(
        Users.stream({ partitions: 3, userId: [{ exclude: "user_0003" }], externalId: [{ exclude: "ext_0" }] })
      ).pipe(Effect.provide(ClerkTest.layer({ users })))
      const ids = Array.fromIterable(found).map(({ id }) => id as string)
      assert.deepStrictEqual(ids.toSorted(), users.map(({ id }) => id).filter((id) => !/000[13]$/.test(id)))
    }))

  it.effect("can be consumed page by page", () =>
    Effect.gen(function*() {
      const clerk = population(crowd(1900))
      const pages = yield* Stream.runCollect(Users.pages({ partitions: 4 })).pipe(Effect.provide(clerk.layer))
      assert.deepStrictEqual(Array.fromIterable(pages).map(({ length }) => length), [475, 475, 475, 475])
    }))
})

/** A Clerk whose responses take a second each, and fail where a test says so. */
const slow = (fails: (url: URL) => boolean = () => false, size = 2000) => {
  const people = crowd(size)
  let underWay = 0
  const seen = { atOnce: 0, interrupted: 0, sent: Array.empty<string>() }
  const numberOf = (url: URL, name: string, otherwise: number) => Number(url.searchParams.get(name) ?? otherwise)
  const client = HttpClient.make((request, url) =>
    Effect.gen(function*() {
      seen.atOnce = Math.max(seen.atOnce, ++underWay)
      seen.sent.push(`${yield* Clock.currentTimeMillis} ${url.search}`)
      yield* Effect.onInterrupt(Effect.sleep("1 second"), () => Effect.sync(() => ++seen.interrupted))
      underWay--
      const within = people.filter(({ createdAt }) =>
        createdAt > numberOf(url, "created_at_after", -Infinity) &&
        createdAt < numberOf(url, "created_at_before", Infinity)
      )
      const from = numberOf(url, "offset", 0)
      const cursor = url.searchParams.get("starting_after")
      const isAscending = url.searchParams.get("order_by") === "created_at"
      const ordered = (isAscending ? within : within.toReversed()).filter(({ id }) => cursor === null || id < cursor)
      return HttpClientResponse.fromWeb(
        request,
        fails(url)
          ? Response.json({ errors: [{ code: "broken" }] }, { status: 500 })
          : url.pathname.endsWith("count")
          ? Response.json({ object: "total_count", total_count: people.length })
          : Response.json(ordered.slice(from, from + numberOf(url, "limit", 10)).map(wire))
      )
    })
  )
  return {
    seen,
    layer: Clerk.layer({ secretKey: Redacted.make("sk_test_walk"), retry: Retry.none, rateLimit: "none" }).pipe(
      Layer.provide(Layer.succeed(HttpClient.HttpClient, client))
    )
  }
}

describe("several partitions", () => {
  it.effect("are fetched concurrently", () =>
    Effect.gen(function*() {
      const { layer, seen } = slow()
      const { result, took } = yield* timed(Stream.runCount(Users.stream({ partitions: 4 }))).pipe(
        Effect.provide(layer)
      )
      assert.strictEqual(yield* result, 2000)
      // The count, the bounds, the four pages, the four empty pages, the four checks: a second each, not 16.
      assert.strictEqual(took, 5000)
      assert.strictEqual(seen.atOnce, 4)
    }))

  const failures: ReadonlyArray<readonly [what: string, fails: (url: URL) => boolean, seconds: number]> = [
    ["the count", (url) => url.pathname.endsWith("count"), 1],
    ["a bound", (url) => url.searchParams.get("offset") === "1000", 2],
    ["one partition", (url) => url.searchParams.get("created_at_after") === "1499999", 3],
    ["the last page of one partition", (url) => url.searchParams.get("starting_after") === "user_1501", 4]
  ]
  it.effect.each(failures)(
    "fail when the request for %s fails, and interrupt the others",
    ([, fails, seconds]) =>
      Effect.gen(function*() {
        const { layer, seen } = slow(fails)
        const { result, took } = yield* timed(refusal(Stream.runCount(Users.stream({ partitions: 4 })))).pipe(
          Effect.provide(layer)
        )
        assert.propertyVal(yield* result, "status", 500)
        assert.strictEqual(took, seconds * 1000)
        const sent = seen.sent.length
        yield* TestClock.adjust("1 hour")
        assert.lengthOf(seen.sent, sent)
      })
  )

  it.effect("end when they are interrupted", () =>
    Effect.gen(function*() {
      const { layer, seen } = slow()
      const fiber = yield* Effect.fork(Stream.runDrain(Users.stream({ partitions: 4 })).pipe(Effect.provide(layer)))
      yield* TestClock.adjust("2500 millis")
      assert.isTrue(Exit.isInterrupted(yield* Fiber.interrupt(fiber)))
      assert.strictEqual(seen.interrupted, 4)
      yield* TestClock.adjust("1 hour")
      assert.lengthOf(seen.sent, 8)
    }))

  it.effect("hold two pages each when the consumer waits", () =>
    Effect.gen(function*() {
      const { layer, seen } = slow(undefined, 9000)
      const fiber = yield* Effect.fork(
        Stream.runForEach(Users.pages({ partitions: 2 }), () => Effect.never).pipe(Effect.provide(layer))
      )
      yield* TestClock.adjust("1 hour")
      // The count and a bound, two pages of each partition, one in the buffer and one at the consumer.
      assert.strictEqual(seen.sent.length, 2 + 2 * 2 + 1 + 1)
      yield* Fiber.interrupt(fiber)
    }))
})
