/** Runs `callsProgram.ts` in a process of its own and returns its output. */
import { Command } from "@effect/platform"
import { NodeContext } from "@effect/platform-node"
import { Effect } from "effect"
import type { Measured } from "./callsProgram.ts"

export const measureCalls = (client: string, ...counts: ReadonlyArray<number>) =>
  Command.make("node", "--expose-gc", "--import", "tsx", "test/support/callsProgram.ts", client, ...counts.map(String))
    .pipe(
      Command.string,
      Effect.map((printed) => JSON.parse(printed) as Measured),
      Effect.tap(({ calls, heapMegabytes }) =>
        Effect.log(`${calls} calls over ${client}: ${heapMegabytes} MB heap above the start`)
      ),
      Effect.provide(NodeContext.layer)
    )
