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
import * as Exit from "effect/Exit"
import { version } from "../internal/version.ts"
import * as Export from "./export.ts"
import * as ForEach from "./forEach.ts"
import * as Import from "./import.ts"
import { serve } from "./serve/command.ts"

const main = Command.run(
  Command.make("effect-clerk").pipe(Command.withSubcommands([serve, Import.command, Export.command, ForEach.command])),
  { name: "effect-clerk", version }
)

/** Runs the command of the arguments of a process, and ends the process with the code 1 when it fails, 130 when it is interrupted. */
export const run = (argv: ReadonlyArray<string>): void =>
  main(argv).pipe(
    // Arguments that are not valid have been explained already.
    Effect.tapErrorCause((cause) => {
      const [error] = Array.from(Cause.failures(cause))
      return ValidationError.isValidationError(error)
        ? Effect.void
        : Console.error(error instanceof Error ? error.message : Cause.pretty(cause))
    }),
    Effect.provide(NodeContext.layer),
    NodeRuntime.runMain({
      disableErrorReporting: true,
      // `serve` has no other end than a signal. Another command that gets one has not done what it was asked for.
      teardown: (exit, onExit) =>
        onExit(
          Exit.isSuccess(exit) || Cause.isInterruptedOnly(exit.cause) && argv[2] === "serve"
            ? 0
            : Cause.isInterruptedOnly(exit.cause)
            ? 130
            : 1
        )
    })
  )
