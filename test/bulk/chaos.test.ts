/** An import in processes that are killed, over a real socket with one fault in five requests. */
import { it } from "@effect/vitest"
import { Effect } from "effect"
import { sharesWithLease, survivesKills } from "../support/bulkChaos.ts"
import { seed } from "../support/soak.ts"

it.scopedLive(
  "300 rows are created exactly once by an import that is killed 3 times and resumed",
  () => Effect.asVoid(survivesKills(300, 3, seed)),
  120_000
)

it.scopedLive(
  "two processes share one import by a lease: one is killed, the other finishes, and no row is created twice",
  () => Effect.asVoid(sharesWithLease(200, seed)),
  120_000
)
