/**
 * The failure of a command.
 */
import * as Data from "effect/Data"

/** A failure that one sentence explains to the person who ran the command. */
export class CommandFailed extends Data.TaggedError("CommandFailed")<{ readonly message: string }> {}
