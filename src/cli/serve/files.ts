/**
 * The files of seeds and faults.
 */
import * as FileSystem from "@effect/platform/FileSystem"
import * as Effect from "effect/Effect"
import * as Json from "../../testing/server/jsonInput.ts"
import { CommandFailed } from "../CommandFailed.ts"

/** Reads the items of a file, or fails with a sentence that names it. */
export const read = <A>(
  option: string,
  file: string,
  decode: (items: ReadonlyArray<unknown>) => Effect.Effect<A, string>
): Effect.Effect<A, CommandFailed, FileSystem.FileSystem> =>
  Effect.gen(function*() {
    const fs = yield* FileSystem.FileSystem
    const text = yield* Effect.mapError(fs.readFileString(file), (error) =>
      error._tag === "SystemError" && error.reason === "NotFound" ? "there is no such file" : "it cannot be read")
    return yield* decode(yield* Json.parse(text))
  }).pipe(
    Effect.mapError((reason) =>
      new CommandFailed({ message: `Cannot use ${option} ${file}: ${reason.replace(/\.$/, "")}.` })
    )
  )
