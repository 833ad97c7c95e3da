import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { Users } from "effect-clerk"
import { virtualTime } from "../../support/clock.ts"
import { directory, ids } from "../../support/directory.ts"
import { counterOf } from "../../support/strict.ts"

const get = (userId: string) => Users.get({ userId })

describe("1,000 gets within the rate limit of a development key", () => {
  /** Runs a program in virtual time with the rate limit of a development key. Returns its seconds and its requests. */
  const timed = Effect.fnUntraced(function*(program: Effect.Effect<unknown, unknown, Users>) {
    const { layer, sent } = directory({ rateLimit: undefined })
    const time = virtualTime(0)
    yield* time.run(Effect.provide(program, layer))
    const counter = counterOf([{ limit: 100, window: 10_000 }])
    const exceeded = sent.flatMap(({ at }) => counter({ at, method: "GET", path: "", secretKey: "" }).exceeded)
    assert.deepStrictEqual(exceeded, [])
    return { seconds: time.now() / 1000, requests: sent.length }
  })

  it.live("take at least 90 s one by one", () =>
    Effect.gen(function*() {
      const { requests, seconds } = yield* timed(Effect.forEach(ids(1000), get, { discard: true }))
      assert.strictEqual(requests, 1000)
      assert.isAbove(seconds, 90)
      assert.isBelow(seconds, 120)
    }))

  it.live("take less than 2 s in a batch", () =>
    Effect.gen(function*() {
      const { requests, seconds } = yield* timed(Effect.forEach(ids(1000), get, { batching: true }))
      assert.strictEqual(requests, 10)
      assert.isBelow(seconds, 2)
    }))
})
