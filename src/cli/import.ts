/**
 * The command `import`: creates the users of an NDJSON or CSV file.
 *
 * @since 0.1.0
 */
import * as Args from "@effect/cli/Args"
import * as Command from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as NodeStream from "@effect/platform-node/NodeStream"
import * as FileSystem from "@effect/platform/FileSystem"
import { parse } from "csv-parse"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import * as Bulk from "../Bulk.ts"
import * as BulkMapping from "../BulkMapping.ts"
import { UserRow } from "../BulkRow.ts"
import { fromColumns } from "../internal/bulk/mapping.ts"
import * as BulkRun from "./bulkRun.ts"

const file = Args.text({ name: "file" }).pipe(
  Args.withDescription("An NDJSON file, or a CSV file whose name ends in .csv.")
)

const options = {
  ...BulkRun.runOptions,
  /** The mapping. */
  map: Options.text("map").pipe(
    Options.withDescription(
      `A mapping from another system: a JSON file, or one of ${Object.keys(BulkMapping.presets).join(", ")}.`
    ),
    Options.optional
  )
}

const decodeMapping = Schema.decodeUnknown(Schema.parseJson(BulkMapping.Mapping), { onExcessProperty: "error" })

/** The mapping of the option; without one, the columns of a CSV file are fields of a row. */
const mappingOf = (map: Option.Option<string>, isCsv: boolean) =>
  Option.match(map, {
    onNone: () => Effect.succeed(isCsv ? fromColumns : (row: unknown) => row),
    onSome: (name) =>
      Object.hasOwn(BulkMapping.presets, name)
        ? Effect.succeed(BulkMapping.toRow(BulkMapping.presets[name]!))
        : FileSystem.FileSystem.pipe(
          Effect.flatMap((fs) => fs.readFileString(name)),
          Effect.flatMap(decodeMapping),
          Effect.map(BulkMapping.toRow)
        )
  })

/** The rows of a file, which is never read as a whole. */
const rowsOf = (fs: FileSystem.FileSystem, path: string, isCsv: boolean): Stream.Stream<unknown, unknown> =>
  isCsv
    ? NodeStream.pipeThroughDuplex(
      fs.stream(path),
      () => parse({ columns: true, bom: true, skip_empty_lines: true, relax_column_count: true }),
      (error) => error
    )
    : Bulk.fromLines(fs.stream(path).pipe(Stream.decodeText(), Stream.splitLines))

/**
 * The command `import`.
 *
 * @since 0.1.0
 * @category commands
 */
export const command = Command.make(
  "import",
  { file, ...options },
  ({ file, map, ...options }) =>
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const isCsv = /\.csv$/i.test(file)
      const toRow = yield* mappingOf(map, isCsv)
      const total = yield* Stream.runCount(rowsOf(fs, file, isCsv))
      const rows = Stream.map(rowsOf(fs, file, isCsv), toRow)
      yield* BulkRun.run("import", options, total, Bulk.importUsers(rows, { ...options, schema: UserRow }))
    })
).pipe(
  Command.withDescription(
    "Creates the users of a file. Run it again after an interruption: no user is lost or created twice."
  )
)
