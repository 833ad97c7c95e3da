/** The memory of a long stream does not grow with the number of users. */
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { scaled } from "../support/soak.ts"
import { measureStream } from "../support/streamMemory.ts"

const size = scaled(100_000, 20_000)

it.live(`a stream of ${size} users holds at most two pages in memory`, () =>
  Effect.gen(function*() {
    const { heapMegabytes, requests, residentMegabytes, users } = yield* measureStream(size)
    assert.strictEqual(users, size)
    assert.isAtMost(requests, Math.ceil(size / 500) + 2)
    assert.isBelow(residentMegabytes, 64)
    assert.isBelow(heapMegabytes, 16)
  }))
