/** The bugs of Clerk's migration tool, by their ids in `test/peers/README.md`. M7, about the exit code, is in `cli.test.ts`. */
import { assert, it } from "@effect/vitest"
import { Effect, Fiber, Layer, Redacted, Stream } from "effect"
import { Clerk, Retry } from "effect-clerk"
import * as Bulk from "effect-clerk/Bulk"
import * as BulkLedger from "effect-clerk/BulkLedger"
import { UserRow } from "effect-clerk/BulkRow"
import { ClerkTest } from "effect-clerk/testing"
import { virtualTime } from "../support/clock.ts"
import { rejecting } from "../support/strict.ts"
import { allAre, importAll, newUser, newUsers, sqlite, summary } from "./support.ts"

const TestLive = Layer.merge(ClerkTest.layer(), sqlite)

const created = Effect.map(ClerkTest.snapshot, ({ users }) => users.map(({ externalId }) => externalId).sort())

it.effect("M1: a row waits as long as Retry-After says, in seconds", () =>
  Effect.gen(function*() {
    const time = virtualTime()
    yield* ClerkTest.fault({ status: 429, headers: { "retry-after": "7" } })
    const fiber = yield* time.fork(importAll(newUsers(1)))
    yield* time.pass("6900 millis")
    assert.deepStrictEqual(yield* created, [])
    yield* time.pass("200 millis")
    assert.deepStrictEqual(summary(yield* Fiber.join(fiber)), ["1 Created"])
  }).pipe(Effect.provide(TestLive)))

it.effect("M2: resuming skips no row before the last one that was completed", () =>
  Effect.gen(function*() {
    const ledger = yield* BulkLedger.Ledger
    yield* ledger.claim("ext_2", "an earlier run")
    yield* importAll([newUser(3)])
    assert.deepStrictEqual(summary(yield* importAll(newUsers(3))), allAre("Created", 3))
    assert.deepStrictEqual(yield* created, ["ext_1", "ext_2", "ext_3"])
  }).pipe(Effect.provide(TestLive)))

it.effect("M3: rows that were imported are known by their key, wherever they stand in the file", () =>
  Effect.gen(function*() {
    yield* importAll(newUsers(3))
    const before = (yield* ClerkTest.requests).length
    yield* importAll([newUser(9), newUser(3), newUser(1)])
    assert.lengthOf(yield* ClerkTest.requests, before + 1)
    assert.deepStrictEqual(yield* created, ["ext_1", "ext_2", "ext_3", "ext_9"])
  }).pipe(Effect.provide(TestLive)))

it.effect("M4: a 429 loses no e-mail address, as all of them are sent in one request", () =>
  Effect.gen(function*() {
    const time = virtualTime()
    yield* ClerkTest.fault({ status: 429, times: 2 })
    yield* time.run(importAll([{ externalId: "1", emailAddress: ["ada@example.com", "ada@example.org"] }]))
    const { users: [user] } = yield* ClerkTest.snapshot
    assert.deepStrictEqual(user?.emailAddresses.map(({ emailAddress }) => emailAddress), [
      "ada@example.com",
      "ada@example.org"
    ])
  }).pipe(Effect.provide(TestLive)))

it.effect("M5: a value of the row wins over a default", () =>
  Effect.gen(function*() {
    const defaults = { locale: "en-US", publicMetadata: { plan: "free" }, deleteSelfEnabled: false }
    const rows = [{ ...newUser(1), locale: undefined }, {
      ...newUser(2),
      locale: "de-DE",
      publicMetadata: { plan: "pro" },
      deleteSelfEnabled: true
    }]
    yield* importAll(rows, { defaults })
    const { users } = yield* ClerkTest.snapshot
    assert.deepStrictEqual(
      users.map(({ deleteSelfEnabled, locale, publicMetadata }) => [locale, publicMetadata, deleteSelfEnabled]),
      [["de-DE", { plan: "pro" }, true], ["en-US", { plan: "free" }, false]]
    )
  }).pipe(Effect.provide(TestLive)))

it.effect("M6: an address that the source has not verified is reserved, not verified", () =>
  Effect.gen(function*() {
    const rows = [{ externalId: "1", emailAddresses: [{ emailAddress: "a@example.com", verified: false }] }, {
      externalId: "2",
      emailAddresses: [{ emailAddress: "b@example.com" }]
    }]
    yield* Stream.runDrain(Bulk.importUsers(Stream.fromIterable(rows), { schema: UserRow }))
    const { users } = yield* ClerkTest.snapshot
    assert.deepStrictEqual(
      users.flatMap(({ emailAddresses }) =>
        emailAddresses.map(({ reserved, verification }) => [reserved, verification])
      ),
      [[true, null], [true, null]]
    )
  }).pipe(Effect.provide(TestLive)))

it.effect("M8: an interruption leaves a record of each row in flight, which the next run completes", () =>
  Effect.gen(function*() {
    const time = virtualTime()
    yield* ClerkTest.fault({ delay: "1 minute", times: 3 })
    const fiber = yield* time.fork(importAll(newUsers(3)))
    yield* time.pass("30 seconds")
    yield* Fiber.interrupt(fiber)
    const { unfinished } = yield* BulkLedger.Ledger
    assert.deepStrictEqual(Array.from(yield* Stream.runCollect(unfinished)).sort(), ["ext_1", "ext_2", "ext_3"])
    assert.deepStrictEqual(summary(yield* time.run(importAll(newUsers(3)))), allAre("Created", 3))
    assert.deepStrictEqual(yield* created, ["ext_1", "ext_2", "ext_3"])
  }).pipe(Effect.provide(TestLive)))

it.effect("M9: a row is sent again after a 5xx and after a lost connection", () =>
  Effect.gen(function*() {
    const time = virtualTime()
    yield* ClerkTest.faults([{ status: 503 }, { status: 502, body: "<html>Bad Gateway</html>" }, { drop: true }])
    assert.deepStrictEqual(summary(yield* time.run(importAll(newUsers(1)))), ["1 Created"])
  }).pipe(Effect.provide(TestLive)))

it.effect("M10: the source is read only as far as rows are sent, so memory does not grow with it", () =>
  Effect.gen(function*() {
    const time = virtualTime()
    let read = 0
    yield* ClerkTest.fault({ delay: "1 hour", times: "always" })
    const rows = Stream.iterate(1, (number) => number + 1).pipe(
      Stream.rechunk(1),
      Stream.map((number) => {
        read++
        return newUser(number)
      })
    )
    const fiber = yield* time.fork(Stream.runDrain(Bulk.importUsers(rows, { concurrency: 10 })))
    yield* time.pass("10 minutes")
    assert.isAtMost(read, 64)
    yield* Fiber.interrupt(fiber)
  }).pipe(Effect.provide(TestLive)))

it.effect("M11: a 429 pauses the rows of the whole import", () =>
  Effect.gen(function*() {
    let refused = false
    const { layer, sent } = rejecting(() => {
      const first = !refused
      refused = true
      return first ? { retryAfter: "5" } : undefined
    })
    const clerk = Clerk.layer({ secretKey: Redacted.make("sk_test_pause"), retry: Retry.standard })
    const time = virtualTime(0)
    const outcomes = yield* importAll(newUsers(30)).pipe(
      Effect.provide(Layer.merge(Layer.provide(clerk, layer), sqlite)),
      time.run
    )
    assert.deepStrictEqual(summary(outcomes), allAre("Created", 30))
    // The burst of a development key is under way when the response arrives.
    assert.isAtMost(sent.filter(({ at }) => at < 5000).length, 5)
    assert.lengthOf(sent, 31)
  }))
