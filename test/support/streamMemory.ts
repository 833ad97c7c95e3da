/** Runs `streamProgram.ts` in a process of its own and returns its output. */
import { Command } from "@effect/platform"
import { NodeContext } from "@effect/platform-node"
import { Effect } from "effect"
import type { Measured } from "./streamProgram.ts"

export const measureStream = (users: number) =>
  Command.make("node", "--expose-gc", "--import", "tsx", "test/support/streamProgram.ts", String(users)).pipe(
    Command.string,
    Effect.map((printed) => JSON.parse(printed) as Measured),
    Effect.tap(({ heapMegabytes, residentMegabytes }) =>
      Effect.log(`${users} users: ${residentMegabytes} MB resident and ${heapMegabytes} MB heap above the start`)
    ),
    Effect.provide(NodeContext.layer)
  )
