/** B3: `Retry-After` is the minimum delay before the next attempt, whatever response it comes with. */
import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Random, Schedule, TestClock } from "effect"
import { Retry, Users } from "effect-clerk"
import { clerk, html, lost, ok, play, summary, truncated } from "../../support/script.ts"

const call = Users.get({ userId: "user_1" })
const create = Users.create({ username: "ada" })
const eachSecond = Retry.make({ schedule: Schedule.spaced("1 second") })

const newYear = TestClock.setTime(DateTime.toEpochMillis(DateTime.unsafeMake("2025-01-01T00:00:00.250Z")))

describe("B3: Retry-After with a schedule of one second", () => {
  /** The time of the next attempt. */
  const headers: ReadonlyArray<readonly [value: string, next: number]> = [
    ["5", 5000],
    ["1", 1000],
    ["0", 1000],
    [" 5 ", 5000],
    ["59", 59_000],
    ["60", 60_000],
    ["61", 60_000],
    ["86400", 60_000],
    ["999999999999", 60_000],
    ["9".repeat(400), 60_000],
    ["Wed, 01 Jan 2025 00:00:07 GMT", 6750],
    ["Wed, 01 Jan 2025 00:00:01 GMT", 1000],
    ["Wed, 01 Jan 2025 00:00:00 GMT", 1000],
    ["Tue, 31 Dec 2024 00:00:00 GMT", 1000],
    ["Wed, 01 Jan 2098 00:00:00 GMT", 60_000],
    ["Wed, 99 Jan 2025 00:00:00 GMT", 1000],
    // F10
    ["2025-01-01T00:00:07Z", 6750],
    ["2025-01-01T01:00:07+01:00", 6750],
    ["Wednesday, 01-Jan-25 00:00:07 GMT", 6750],
    ["Wed Jan  1 00:00:07 2025", 6750],
    ["20.0", 20_000],
    ["20.5", 21_000],
    ["3, 3", 3000],
    ["3s", 3000],
    ["3 s", 3000],
    ["3.", 3000],
    ["0.2", 1000],
    ["5.5", 6000],
    ["5, 7", 5000],
    ["5 minutes", 1000],
    ["00:00:07", 1000],
    ["Wed, 01 Jan 2025", 1000],
    ["-5", 1000],
    ["+5", 1000],
    ["5e1", 1000],
    ["Infinity", 1000],
    ["NaN", 1000],
    ["soon", 1000],
    ["", 1000]
  ]
  it.effect.each(headers)("of %j delays the next attempt to %i ms", ([value, next]) =>
    Effect.gen(function*() {
      const headers = { "retry-after": value }
      for (const outcome of [clerk(429, "too_many_requests", headers), clerk(503, "some_code", headers)]) {
        yield* newYear
        const played = yield* play([outcome, ok], call, { retry: eachSecond })
        assert.deepStrictEqual([summary(played), played.sentAt], ["success", [0, next]])
      }
    }))

  const headers5 = { "retry-after": "5" }
  const responses = [
    ["429", clerk(429, "too_many_requests", headers5)],
    ["a 429 in HTML", html(429, headers5)],
    ["a truncated 429", truncated(429, headers5)],
    ["409 resource_locked", clerk(409, "resource_locked", headers5)],
    ["500", clerk(500, "some_code", headers5)],
    ["a 502 in HTML", html(502, headers5)],
    ["503", clerk(503, "some_code", headers5)],
    ["a 503 in HTML", html(503, headers5)],
    ["a truncated 200", truncated(200, headers5)]
  ] as const
  it.effect.each(responses)("of 5 seconds delays the retry of %s", ([, outcome]) =>
    Effect.gen(function*() {
      const played = yield* play([outcome, outcome, ok], call, { retry: eachSecond })
      assert.deepStrictEqual([summary(played), played.sentAt], ["success", [0, 5000, 10_000]])
    }))

  it.effect("delays the retry of a non-idempotent write that got 429", () =>
    Effect.gen(function*() {
      const played = yield* play([clerk(429, "too_many_requests", headers5), ok], create, { retry: eachSecond })
      assert.deepStrictEqual([summary(played), played.sentAt], ["success", [0, 5000]])
    }))

  it.effect("does not make a 422 retryable", () =>
    Effect.gen(function*() {
      const played = yield* play([clerk(422, "some_code", headers5), ok], call, { retry: eachSecond })
      assert.deepStrictEqual(played.sentAt, [0])
      assert.strictEqual(played.took, 0)
    }))

  it.effect("applies to the next attempt only", () =>
    Effect.gen(function*() {
      const played = yield* play([clerk(429, "some_code", headers5), clerk(429), lost, ok], call, { retry: eachSecond })
      assert.deepStrictEqual([summary(played), played.sentAt], ["success", [0, 5000, 6000, 7000]])
    }))
})

describe("Retry-After and the policy", () => {
  const busy = clerk(429, "too_many_requests", { "retry-after": "5" })

  it.effect("is not jittered, unlike the schedule", () =>
    Effect.gen(function*() {
      for (const random of [0, 0.5, 1]) {
        const played = yield* play([busy, ok], call, { retry: Retry.standard }).pipe(
          Effect.withRandom(Random.fixed([random]))
        )
        assert.deepStrictEqual(played.sentAt, [0, 5000])
      }
    }))

  it.effect("does not shorten a longer delay of the schedule", () =>
    Effect.gen(function*() {
      const slow = Retry.make({ schedule: Schedule.spaced("8 seconds") })
      assert.deepStrictEqual((yield* play([busy, ok], call, { retry: slow })).sentAt, [0, 8000])
    }))

  it.effect("is capped at maxRetryAfter, and the error keeps the value that Clerk sent", () =>
    Effect.gen(function*() {
      const capped = Retry.make({ schedule: Schedule.recurs(2), maxRetryAfter: "3 seconds" })
      const played = yield* play([busy], call, { retry: capped })
      assert.deepStrictEqual(played.sentAt, [0, 3000, 6000])
      assert.strictEqual(
        String(played.result._tag === "Left" ? played.result.left.retryAfter : null),
        "Duration(5s)"
      )
    }))

  it.effect("is ignored when maxRetryAfter is 0", () =>
    Effect.gen(function*() {
      const ignoring = Retry.make({ schedule: Schedule.recurs(2), maxRetryAfter: 0 })
      assert.deepStrictEqual((yield* play([busy], call, { retry: ignoring })).sentAt, [0, 0, 0])
    }))
})
