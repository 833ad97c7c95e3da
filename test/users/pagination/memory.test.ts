/** Memory of a stream. `npm run soak` streams more users. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { measureStream } from "../../support/streamMemory.ts"

describe("A stream of 10,000 users", () => {
  it.live("holds at most two pages in memory", () =>
    Effect.gen(function*() {
      const { heapMegabytes, requests, residentMegabytes, users } = yield* measureStream(10_000)
      assert.strictEqual(users, 10_000)
      assert.isAtMost(requests, 22)
      assert.isBelow(residentMegabytes, 64)
      assert.isBelow(heapMegabytes, 16)
    }), 60_000)
})
