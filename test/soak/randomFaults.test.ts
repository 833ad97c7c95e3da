/** Thousands of calls over real sockets while one request of five fails. */
import { describe, it } from "@effect/vitest"
import { runWithFaults } from "../support/randomFaults.ts"
import { scaled, seed } from "../support/soak.ts"

// With fewer calls some fault may not occur.
const runs = [["undici", scaled(10_000, 1000)], ["fetch", scaled(1000, 1000)], [
  "node:http",
  scaled(1000, 1000)
]] as const

describe.each(runs)("Over %s to a server with random faults", (name, count) => {
  it.scopedLive(`${count} calls end in results that are true on the server, and leave no fiber, request or socket open`, () =>
    runWithFaults(name, count, seed))
})
