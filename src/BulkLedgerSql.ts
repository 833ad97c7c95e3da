/**
 * A ledger of a bulk operation in a database: any `SqlClient` of `@effect/sql`, such as SQLite or Postgres. This is the only module that imports
 * `@effect/sql`.
 *
 * ```ts
 * import { SqliteClient } from "@effect/sql-sqlite-node"
 * import { Layer } from "effect"
 * import * as BulkLedgerSql from "effect-clerk/BulkLedgerSql"
 *
 * const LedgerLive = BulkLedgerSql.layer({ job: "import of May" }).pipe(
 *   Layer.provide(SqliteClient.layer({ filename: "ledger.db" }))
 * )
 * ```
 *
 * Its table is created if it is missing. Jobs of several names can share it.
 *
 * @since 0.1.0
 */
import * as SqlClient from "@effect/sql/SqlClient"
import * as Chunk from "effect/Chunk"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import * as BulkLedger from "./BulkLedger.ts"

/**
 * Options of a ledger in a database.
 *
 * @since 0.1.0
 * @category models
 */
export interface Options extends BulkLedger.Options {
  /** The table. Default: `"effect_clerk_bulk"`. */
  readonly table?: string | undefined
  /**
   * Lets several processes share the job. Each of them leaves a row that another one has begun alone for this long, and takes it over
   * afterwards: it has to be longer than a row can take, such as 10 minutes. The clocks of the machines should agree to a few seconds.
   * Default: one process at a time, which takes over the rows of the one before at once.
   */
  readonly lease?: Duration.DurationInput | undefined
}

interface Row {
  readonly item: string
  readonly run: string
  readonly attempts: number
  readonly outcome: string | null
}

/**
 * Makes a ledger over the `SqlClient`.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make = Effect.fnUntraced(
  function*(
    { job = "bulk", lease = 0, table: tableName = "effect_clerk_bulk" }: Options = {}
  ): Effect.fn.Return<BulkLedger.Service, BulkLedger.LedgerError, SqlClient.SqlClient> {
    // Column names of one word are the same whichever way the client spells names.
    const sql = (yield* SqlClient.SqlClient).withoutTransforms()
    const table = sql(tableName)
    const leaseMillis = Duration.toMillis(lease)

    // Two processes that begin at once can both find the table missing, so one of them tries again.
    yield* Effect.retry(
      sql`CREATE TABLE IF NOT EXISTS ${table} (
        job TEXT NOT NULL,
        item TEXT NOT NULL,
        run TEXT NOT NULL,
        leased BIGINT NOT NULL,
        attempts INTEGER NOT NULL,
        outcome TEXT,
        PRIMARY KEY (job, item)
      )`,
      { times: 1 }
    ).pipe(Effect.mapError(failed("create its table")))

    const rowOf = (key: string) =>
      Effect.map(
        sql<Row>`SELECT item, run, attempts, outcome FROM ${table} WHERE job = ${job} AND item = ${key}`,
        ([row]) => row
      ).pipe(Effect.mapError(failed("read a row")))

    const claim = Effect.fnUntraced(function*(
      key: string,
      run: string
    ): Effect.fn.Return<BulkLedger.Claim, BulkLedger.LedgerError> {
      const now = yield* Clock.currentTimeMillis
      const [claimed] = yield* Effect.mapError(
        sql<{ readonly attempts: number }>`
          INSERT INTO ${table} (job, item, run, leased, attempts)
          VALUES (${job}, ${key}, ${run}, ${now + leaseMillis}, 1)
          ON CONFLICT (job, item) DO UPDATE
          SET run = excluded.run, leased = excluded.leased, attempts = ${table}.attempts + 1
          WHERE ${table}.outcome IS NULL AND ${table}.run <> excluded.run AND ${table}.leased <= ${now}
          RETURNING attempts`,
        failed("note the beginning of a row")
      )
      if (claimed !== undefined) {
        return { _tag: claimed.attempts === 1 ? "New" : "Interrupted" }
      }
      const row = yield* rowOf(key)
      return row === undefined || row.outcome === null
        ? { _tag: "Busy" }
        : { _tag: "Done", outcome: yield* BulkLedger.decodeOutcome(row.outcome), isOfThisRun: row.run === run }
    })
    return {
      claim,
      // A run that was asleep for longer than its lease does not replace the outcome of the run that has taken over.
      conclude: (key, outcome) =>
        sql`UPDATE ${table} SET outcome = ${BulkLedger.encodeOutcome(outcome)}
          WHERE job = ${job} AND item = ${key} AND outcome IS NULL`.pipe(
          Effect.mapError(failed("note the outcome of a row")),
          Effect.asVoid
        ),
      release: (key, run) =>
        sql`UPDATE ${table} SET run = '', leased = 0
          WHERE job = ${job} AND item = ${key} AND run = ${run} AND outcome IS NULL`.pipe(
          Effect.mapError(failed("give up a row")),
          Effect.asVoid
        ),
      forget: (key) =>
        sql`DELETE FROM ${table} WHERE job = ${job} AND item = ${key}`.pipe(
          Effect.mapError(failed("forget a row")),
          Effect.asVoid
        ),
      find: Effect.fnUntraced(function*(key) {
        const row = yield* rowOf(key)
        return row === undefined ? Option.none() : Option.some({
          key,
          attempts: row.attempts,
          outcome: row.outcome === null ? null : yield* BulkLedger.decodeOutcome(row.outcome)
        })
      }),
      unfinished: Stream.paginateChunkEffect(
        "",
        (after) =>
          sql<Row>`SELECT item FROM ${table} WHERE job = ${job} AND outcome IS NULL AND item > ${after}
          ORDER BY item LIMIT ${pageSize}`.pipe(
            Effect.mapError(failed("read its rows")),
            Effect.map((rows) => [
              Chunk.fromIterable(rows.map(({ item }) => item)),
              Option.map(
                Option.fromNullable(rows.length < pageSize ? undefined : rows.at(-1)),
                ({ item }) => item
              )
            ])
          )
      )
    }
  }
)

const pageSize = 500

const failed = (what: string) => (cause: unknown): BulkLedger.LedgerError =>
  new BulkLedger.LedgerError({ message: `The ledger could not ${what} in its database`, cause })

/**
 * A ledger in the database of the `SqlClient`.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = (
  options?: Options
): Layer.Layer<BulkLedger.Ledger, BulkLedger.LedgerError, SqlClient.SqlClient> =>
  Layer.effect(BulkLedger.Ledger, make(options))
