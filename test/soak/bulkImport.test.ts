/** Long imports: many kills, and memory that does not grow with the rows. */
import { Command } from "@effect/platform"
import { NodeContext } from "@effect/platform-node"
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { join } from "node:path"
import { survivesKills, temporaryFolder } from "../support/bulkChaos.ts"
import type { Measured } from "../support/bulkMemoryProgram.ts"
import { scaled, seed } from "../support/soak.ts"

const rows = scaled(10_000, 200)
const kills = scaled(20, 2)

it.scopedLive(`${rows} rows are created exactly once by an import that is killed ${kills} times and resumed`, () =>
  Effect.asVoid(survivesKills(rows, kills, seed)))

const many = scaled(1_000_000, 3000)

it.scopedLive(`an import of ${many} rows takes no more memory than one of a few thousand`, () =>
  Effect.gen(function*() {
    const folder = yield* temporaryFolder
    const printed = yield* Command.string(Command.make(
      "node",
      "--expose-gc",
      "--import",
      "tsx",
      "test/support/bulkMemoryProgram.ts",
      String(many),
      join(folder, "ledger.db")
    ))
    const { created, megabytes } = JSON.parse(printed) as Measured
    yield* Effect.log(`${many} rows: ${megabytes} MB above the start`)
    assert.strictEqual(created, many)
    assert.isBelow(megabytes, 64)
  }).pipe(Effect.provide(NodeContext.layer)))
