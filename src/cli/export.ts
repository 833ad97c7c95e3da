/**
 * The command `export`: writes users to an NDJSON or CSV file.
 *
 * @since 0.1.0
 */
import * as Command from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as FileSystem from "@effect/platform/FileSystem"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import * as Bulk from "../Bulk.ts"
import * as BulkRun from "./bulkRun.ts"
import { filters } from "./filters.ts"

const options = {
  filters,
  /** The file. */
  output: Options.text("output").pipe(
    Options.withAlias("o"),
    Options.withDescription("The file. With NDJSON, an export that was interrupted goes on after its last user.")
  ),
  /** The columns. */
  columns: Options.text("columns").pipe(
    Options.withDescription("Writes CSV with these columns, such as externalId,emailAddresses.0.emailAddress."),
    Options.map((columns) => columns.split(",").map((column) => column.trim())),
    Options.optional
  )
}

/** The end of the last whole line of a file, and the id of the user in it. */
const lastUser = Effect.fnUntraced(function*(fs: FileSystem.FileSystem, path: string) {
  if (!(yield* fs.exists(path))) {
    return { length: 0, id: undefined }
  }
  let length = 0
  let id: string | undefined
  const { size } = yield* fs.stat(path)
  let bytes = 0
  yield* fs.stream(path).pipe(
    Stream.decodeText(),
    Stream.splitLines,
    Stream.runForEach((line) =>
      Effect.sync(() => {
        bytes += Buffer.byteLength(line) + 1
        // The last line has no end if the export was interrupted in it.
        if (BigInt(bytes) <= size) {
          length = bytes
          id = idOf(line) ?? id
        }
      })
    )
  )
  return { length, id }
})

const idOf = (line: string): string | undefined => {
  try {
    return (JSON.parse(line) as { readonly id?: string } | null)?.id
  } catch {
    return undefined
  }
}

/**
 * The command `export`.
 *
 * @since 0.1.0
 * @category commands
 */
export const command = Command.make("export", options, ({ columns, filters, output }) =>
  Effect.gen(function*() {
    const fs = yield* FileSystem.FileSystem
    const isCsv = Option.isSome(columns)
    const { id, length } = isCsv ? { id: undefined, length: 0 } : yield* lastUser(fs, output)
    if (id !== undefined) {
      yield* fs.truncate(output, length)
    }
    let count = 0
    yield* Bulk.exportUsers(
      { ...filters, ...id === undefined ? {} : { startingAfter: id } },
      { columns: Option.getOrUndefined(columns) }
    ).pipe(
      Stream.tap(() => Effect.sync(() => count++)),
      Stream.map((line) => `${line}\n`),
      Stream.encodeText,
      Stream.run(fs.sink(output, { flag: id === undefined ? "w" : "a" })),
      Effect.provide(BulkRun.clerk)
    )
    yield* Console.log(`${id === undefined ? count - 1 : count} users`)
  })).pipe(Command.withDescription("Writes users to a file, which can be imported again."))
