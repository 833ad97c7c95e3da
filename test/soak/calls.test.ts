/** Very many calls, with faults, interruptions and a clock that is set, leave nothing behind. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { measureCalls } from "../support/callsMemory.ts"
import { scaled } from "../support/soak.ts"

const gets = scaled(200_000, 2000)
const lists = scaled(2000, 100)
const interruptions = scaled(30_000, 1000)

describe.each(["undici", "fetch"])("Over %s", (name) => {
  it.live(`${gets} gets, ${lists} lists and ${interruptions} interrupted gets leave no memory, no handle and no unhandled error`, () =>
    Effect.gen(function*() {
      const measured = yield* measureCalls(name, gets, lists, interruptions)
      assert.isAbove(measured.interrupted, interruptions / 100)
      assert.deepInclude(measured, { calls: gets + lists + interruptions, defects: 0, handles: [], unhandled: 0 })
      assert.isAtMost(measured.heapMegabytes, 5)
    }))
})
