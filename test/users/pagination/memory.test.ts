import { Command } from "@effect/platform"
import { NodeContext } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import type { Measured } from "../../support/exporter.ts"

describe("a walk of 100,000 users", () => {
  it.live("holds two pages: its memory stays within 64 MB of the start", () =>
    Effect.gen(function*() {
      const printed = yield* Command.string(
        Command.make("node", "--expose-gc", "--import", "tsx", "test/support/exporter.ts")
      )
      const measured = JSON.parse(printed) as Measured
      const { heapMegabytes, requests, residentMegabytes, users } = measured
      yield* Effect.log(`100,000 users: ${residentMegabytes} MB resident and ${heapMegabytes} MB heap beyond the start`)
      assert.strictEqual(users, 100_000)
      assert.isAtMost(requests, 202)
      assert.isBelow(residentMegabytes, 64)
      assert.isBelow(heapMegabytes, 16)
    }).pipe(Effect.provide(NodeContext.layer)), 60_000)
})
