/**
 * Measures, prints tables and writes them to `bench/RESULTS.md`. Ratios within one run tell something; the numbers alone
 * tell of the machine.
 *
 *     npm run bench
 */
import { NodeRuntime } from "@effect/platform-node"
import { Console, Effect } from "effect"
import { writeFile } from "node:fs/promises"
import { cost } from "./cost.ts"
import { decoding } from "./decoding.ts"
import { limited } from "./limited.ts"
import { many } from "./many.ts"
import { peers } from "./peers.ts"
import { machine, render } from "./report.ts"
import { serving } from "./serving.ts"
import { size } from "./size.ts"

const bench = Effect.gen(function*() {
  const server = yield* serving
  const sections = [
    // First, since it is to be alone: what a process did before, it pays for later.
    yield* Effect.promise(() => decoding(server)),
    yield* peers(server),
    yield* Effect.promise(() => many(server)),
    yield* limited,
    yield* Effect.promise(() => cost(server, { calls: 50, rounds: 21 })),
    yield* Effect.promise(size)
  ]
  const text = ["# What it costs", "", `${machine()}. Written by \`npm run bench\`.`, "", ...sections.map(render)].join(
    "\n"
  )
  yield* Console.log(text)
  yield* Effect.promise(() => writeFile(new URL("RESULTS.md", import.meta.url), text))
})

NodeRuntime.runMain(Effect.scoped(bench))
