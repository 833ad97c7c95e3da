/**
 * What the commands for many users share: the client of the environment, the ledger in a file, the report, the progress and the exit code.
 *
 * @since 0.1.0
 */
import * as Options from "@effect/cli/Options"
import type { PlatformError } from "@effect/platform/Error"
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as FileSystem from "@effect/platform/FileSystem"
import * as Clock from "effect/Clock"
import * as Console from "effect/Console"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import * as BulkLedger from "../BulkLedger.ts"
import { Outcome } from "../BulkOutcome.ts"
import * as Http from "../Http.ts"
import * as Users from "../Users.ts"

/**
 * Rows were refused, or have no outcome yet. The command ends with exit code 1.
 *
 * @since 0.1.0
 * @category errors
 */
export class RowsNotDone extends Data.TaggedError("RowsNotDone")<{
  /** How many rows, in a sentence. */
  readonly message: string
}> {}

/**
 * The options that all commands for many users have.
 *
 * @since 0.1.0
 * @category options
 */
export const runOptions = {
  /** The file of the ledger. */
  ledger: Options.text("ledger").pipe(
    Options.withDescription("The SQLite file of the ledger. Run the command again with the same file to go on."),
    Options.withDefault("effect-clerk.db")
  ),
  /** The name of the job in the ledger. */
  job: Options.text("job").pipe(
    Options.withDescription("The name of the job in the ledger, by default that of the command."),
    Options.optional
  ),
  /** The file of the report. */
  report: Options.text("report").pipe(
    Options.withDescription("A file that gets one line of JSON for each row."),
    Options.optional
  ),
  /** Whether nothing is sent. */
  dryRun: Options.boolean("dry-run").pipe(
    Options.withDescription("Checks each row, and sends and notes nothing.")
  ),
  /** Whether refused rows are sent again. */
  retryRefused: Options.boolean("retry-refused").pipe(
    Options.withDescription("Sends the rows again that an earlier run found refused.")
  )
}

/**
 * The users of the instance of the environment: `CLERK_SECRET_KEY`, `CLERK_API_URL` and `CLERK_API_VERSION`.
 *
 * @since 0.1.0
 * @category layers
 */
export const clerk = Users.layer.pipe(Layer.provide(Http.layerConfig()), Layer.provide(FetchHttpClient.layer))

/** For a dry run, which sends nothing and needs no secret key. */
const withoutKey = Users.layer.pipe(
  Layer.provide(Http.layer({ secretKey: Redacted.make("sk_test_dry_run") })),
  Layer.provide(FetchHttpClient.layer)
)

/** The ledger in a SQLite file. Its packages are loaded here, since the other commands do not need them. */
const ledgerIn = (filename: string, job: string) =>
  Layer.unwrapEffect(Effect.map(
    Effect.tryPromise({
      try: () => Promise.all([import("@effect/sql-sqlite-node/SqliteClient"), import("../BulkLedgerSql.ts")]),
      catch: (cause) =>
        new BulkLedger.LedgerError({
          message: "The ledger needs the packages @effect/sql and @effect/sql-sqlite-node: install both",
          cause
        })
    }),
    ([SqliteClient, BulkLedgerSql]) =>
      Layer.provide(BulkLedgerSql.layer({ job }), Layer.orDie(SqliteClient.layer({ filename })))
  ))

/**
 * Runs a bulk operation with the ledger and the report that its options name. It prints the progress, and fails with `RowsNotDone`
 * unless every row is done.
 *
 * @since 0.1.0
 * @category commands
 */
export const run = Effect.fnUntraced(function*<A extends Outcome, E>(
  name: string,
  options: {
    readonly ledger: string
    readonly job: Option.Option<string>
    readonly report: Option.Option<string>
    readonly dryRun: boolean
  },
  total: number | undefined,
  outcomes: Stream.Stream<A, E, BulkLedger.Ledger | Users.Users>
) {
  const counts: Record<string, number> = {}
  const started = yield* Clock.currentTimeMillis
  let sent = 0
  const line = Effect.map(Clock.currentTimeMillis, (now) => {
    const done = Object.values(counts).reduce((sum, count) => sum + count, 0)
    const rate = Math.round(sent / Math.max(1, now - started) * 1000)
    const left = total === undefined ? "" : `, ${Math.max(0, total - done)} remaining`
    return `${name}: ${done} rows${left}, ${rate} a second, ${counts["Refused"] ?? 0} refused`
  })
  const counted = outcomes.pipe(
    Stream.tap((outcome) =>
      Effect.sync(() => {
        counts[outcome._tag] = (counts[outcome._tag] ?? 0) + 1
        sent += "knownBy" in outcome && outcome.knownBy === "ledger" ? 0 : 1
      })
    )
  )
  const written: Effect.Effect<
    void,
    E | PlatformError,
    BulkLedger.Ledger | Users.Users | FileSystem.FileSystem
  > = Option.match(options.report, {
    onNone: () => Stream.runDrain(counted),
    onSome: (path) =>
      Effect.flatMap(FileSystem.FileSystem, (fs) =>
        counted.pipe(
          Stream.map((outcome) => `${toLine(outcome)}\n`),
          Stream.encodeText,
          Stream.run(fs.sink(path))
        ))
  })
  yield* Effect.raceFirst(
    written,
    Effect.forever(Effect.zipRight(Effect.sleep("2 seconds"), Effect.flatMap(line, Console.error)))
  ).pipe(
    Effect.onInterrupt(() =>
      Effect.flatMap(
        line,
        (line) =>
          Console.error(`${line}\nStopped. Run the same command again to go on: rows in flight are looked up first.`)
      )
    ),
    Effect.provide(
      Layer.merge(
        options.dryRun ? withoutKey : clerk,
        options.dryRun
          ? BulkLedger.layerMemory
          : ledgerIn(options.ledger, Option.getOrElse(options.job, () => name))
      )
    )
  )
  yield* Console.error(yield* line)
  yield* Console.log(
    Object.entries(counts).sort(([a], [b]) => a < b ? -1 : 1).map(([tag, count]) => `${tag}: ${count}`).join(", ") ||
      "no rows"
  )
  const notDone = (counts["Refused"] ?? 0) + (counts["Unknown"] ?? 0)
  if (notDone > 0) {
    return yield* new RowsNotDone({
      message: `${counts["Refused"] ?? 0} rows were refused and ${counts["Unknown"] ?? 0} have no outcome yet`
    })
  }
})

const encode = Schema.encodeSync(Outcome)

const toLine = (outcome: Outcome): string =>
  JSON.stringify({
    ...encode(outcome),
    // A sentence, which an encoded outcome has only in parts.
    ...outcome._tag === "Refused" ? { message: outcome.message } : {}
  })
