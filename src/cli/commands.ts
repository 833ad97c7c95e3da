/**
 * The subcommands of `effect-clerk`. A new one is a file of its own, and one more line here.
 */
import * as Command from "@effect/cli/Command"
import * as ValidationError from "@effect/cli/ValidationError"
import * as NodeContext from "@effect/platform-node/NodeContext"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as Cause from "effect/Cause"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import { version } from "../internal/version.ts"
import { CommandFailed } from "./CommandFailed.ts"
import * as Export from "./export.ts"
import * as ForEach from "./forEach.ts"
import * as Import from "./import.ts"
import { serve } from "./serve/command.ts"

const main = Command.run(
  Command.make("effect-clerk").pipe(Command.withSubcommands([serve, Import.command, Export.command, ForEach.command])),
  { name: "effect-clerk", version }
)

/** Runs the command of the arguments of a process, and ends the process with the code 1 when it fails. */
export const run = (argv: ReadonlyArray<string>): void =>
  main(argv).pipe(
    // Arguments that are not valid have been explained already.
    Effect.tapErrorCause((cause) => {
      const [error] = Array.from(Cause.failures(cause))
      return error instanceof CommandFailed
        ? Console.error(error.message)
        : error !== undefined && ValidationError.isValidationError(error)
        ? Effect.void
        : Console.error(Cause.pretty(cause))
    }),
    Effect.provide(NodeContext.layer),
    NodeRuntime.runMain({ disableErrorReporting: true })
  )
