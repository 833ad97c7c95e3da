/**
 * Imports, exports and changes many users, with a ledger that lets a run be resumed after a crash.
 *
 * ```ts
 * import { SqliteClient } from "@effect/sql-sqlite-node"
 * import { Effect, Layer, Stream } from "effect"
 * import * as Bulk from "effect-clerk/Bulk"
 * import * as BulkLedgerSql from "effect-clerk/BulkLedgerSql"
 *
 * const users = Stream.make({ externalId: "1", emailAddress: ["ada@example.com"] })
 *
 * const program = Bulk.importUsers(users).pipe(
 *   Stream.runForEach((outcome) => Effect.log(outcome.row, outcome._tag)),
 *   Effect.provide(Layer.provide(BulkLedgerSql.layer(), SqliteClient.layer({ filename: "ledger.db" })))
 * )
 * ```
 *
 * The beginning of each row is noted in the ledger before it is sent, and its outcome afterwards. Run the same program again after a crash:
 * rows with an outcome are skipped by their key, and rows that were begun are looked up before they are sent again.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { hasProperty } from "effect/Predicate"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { Ledger, type LedgerError } from "./BulkLedger.ts"
import { type ChangeOutcome, type ImportOutcome, Refused, Valid } from "./BulkOutcome.ts"
import { type ClerkFailure, Issue } from "./Errors.ts"
import * as Change from "./internal/bulk/change.ts"
import * as Check from "./internal/bulk/check.ts"
import * as Export from "./internal/bulk/export.ts"
import * as Run from "./internal/bulk/run.ts"
import * as Send from "./internal/bulk/send.ts"
import { format, leaves } from "./internal/schema/issues.ts"
import type { User } from "./Schema/User.ts"
import type { NewUser } from "./Schema/UserChanges.ts"
import type { StreamFilters } from "./Schema/UserFilters.ts"
import { Users } from "./Users.ts"

/**
 * Options that all bulk operations share.
 *
 * @since 0.1.0
 * @category models
 */
export interface RunOptions {
  /**
   * The most rows that are in flight at once, 1 or more. The rate limiter of the client decides how fast they are sent, so this needs to
   * be large enough only: the rate by the latency, such as 100 requests a second by 0.5 s. Default: 100.
   */
  readonly concurrency?: number | undefined
  /** How often a row is sent before it is given up as `Unknown`, in addition to the retries of the client. Default: 10. */
  readonly attempts?: number | undefined
  /** Whether the rows that an earlier run found `Refused` are sent again. Default: false. */
  readonly retryRefused?: boolean | undefined
  /** Whether nothing is sent and nothing noted: each row is checked, and is `Valid` or `Refused`. Default: false. */
  readonly dryRun?: boolean | undefined
}

/**
 * Options of `importUsers`.
 *
 * @since 0.1.0
 * @category models
 */
export interface ImportOptions<A = NewUser> extends RunOptions {
  /**
   * The key of a user, by which the ledger knows the row. Rows without one are refused. Default: the `externalId`. Where a row has no `externalId`, a
   * lost row is looked up by its first e-mail address, phone number, user name or wallet.
   */
  readonly key?: ((user: A) => string | null | undefined) | undefined
  /** Values for fields that a row does not have. A field of the row wins, also one that is null. */
  readonly defaults?: Partial<NewUser> | undefined
}

/**
 * Options of `importUsers` for rows of another type.
 *
 * @since 0.1.0
 * @category models
 */
export interface DecodeOptions<A, I> extends ImportOptions<A> {
  /** Decodes a row, such as `UserRow`. A row that it does not decode is `Refused`, with the fields at fault. */
  readonly schema: Schema.Schema<A, I>
}

/**
 * What is wrong with a user, before anything is sent; nothing if it can be sent. Messages never repeat a value.
 *
 * @since 0.1.0
 * @category validation
 */
export const check = (user: NewUser): ReadonlyArray<Issue> => Check.check(user)

/**
 * Creates the users of a stream, and returns what became of each row, in the order in which they end.
 *
 * A row is sent in one request, with all its e-mail addresses and phone numbers. The stream is read only as fast as rows are sent, and
 * nothing of it is kept. It fails with what would make every other row fail too (a wrong secret key, a quota that is used up), with a failure of
 * the ledger, and with a failure of the input. Run it again to go on.
 *
 * @since 0.1.0
 * @category operations
 */
export const importUsers: {
  <A extends NewUser, I, E, R>(
    rows: Stream.Stream<unknown, E, R>,
    options: DecodeOptions<A, I>
  ): Stream.Stream<ImportOutcome, ClerkFailure | LedgerError | E, Ledger | Users | R>
  <A extends NewUser, E, R>(
    rows: Stream.Stream<A, E, R>,
    options?: ImportOptions<A>
  ): Stream.Stream<ImportOutcome, ClerkFailure | LedgerError | E, Ledger | Users | R>
} = <E, R>(
  rows: Stream.Stream<unknown, E, R>,
  options: ImportOptions<never> & { readonly schema?: Schema.Schema<NewUser> } = {}
): Stream.Stream<ImportOutcome, ClerkFailure | LedgerError | E, Ledger | Users | R> =>
  Stream.unwrap(Effect.gen(function*() {
    const clerk = yield* Users
    const run = yield* makeRun(options)
    const read = reader(options)
    const send = (row: unknown, index: number) => {
      const { issues, key, user } = read(row)
      const place = { row: index + 1, key }
      return issues.length > 0
        ? Effect.succeed(new Refused({ ...place, issues }))
        : options.dryRun
        ? Effect.succeed(new Valid(place))
        : Run.through(
          run,
          place,
          (isInterrupted) => Send.create(clerk, place, user, isInterrupted, options.attempts ?? defaultAttempts)
        ) as Effect.Effect<
          ImportOutcome,
          ClerkFailure | LedgerError
        >
    }
    return inParallel(rows, options, send)
  }))

/**
 * Makes a change to each user that matches, such as metadata, a ban or a deletion, and returns what became of each. The users are read from the
 * oldest to the newest unless `orderBy` says otherwise, while they are changed.
 *
 * The change is made again after a lost response and after a crash, so it has to be idempotent. A user is known to the ledger by their id, so that
 * a second run of the same job skips those who were changed.
 *
 * @since 0.1.0
 * @category operations
 */
export const forEachUser = <R>(
  filters: StreamFilters,
  change: (user: User) => Effect.Effect<unknown, ClerkFailure, R>,
  options: RunOptions = {}
): Stream.Stream<ChangeOutcome, ClerkFailure | LedgerError, Ledger | Users | R> =>
  Stream.unwrap(Effect.gen(function*() {
    const clerk = yield* Users
    const run = yield* makeRun(options)
    return inParallel(clerk.stream({ orderBy: "+created_at", ...filters }), options, (user, index) => {
      const place = { row: index + 1, key: user.id }
      return options.dryRun
        ? Effect.succeed(new Valid(place))
        : Run.through(
          run,
          place,
          (isInterrupted) => Change.change(place, user, change, isInterrupted, options.attempts ?? defaultAttempts)
        ) as Effect.Effect<
          ChangeOutcome,
          ClerkFailure | LedgerError,
          R
        >
    })
  }))

/**
 * Options of `exportUsers`.
 *
 * @since 0.1.0
 * @category models
 */
export interface ExportOptions {
  /**
   * The columns of a CSV file: fields of `UserRow`, or paths into them, such as `"publicMetadata.plan"` or
   * `"emailAddresses.0.emailAddress"`. Objects are written as JSON. Default: NDJSON with all fields.
   */
  readonly columns?: ReadonlyArray<string> | undefined
}

/**
 * Returns the users that match as lines of a file, without line breaks, the oldest user first unless `orderBy` says otherwise.
 *
 * The lines are NDJSON: first a header that says what is not included, such as password digests, which Clerk does not return; then a `UserRow` for
 * each user, which `importUsers` reads. With `columns` they are CSV. To go on with an export that was interrupted, set `startingAfter` to
 * the `id` of the last user in the file; there is no header then.
 *
 * @since 0.1.0
 * @category operations
 */
export const exportUsers = (
  filters: StreamFilters = {},
  { columns }: ExportOptions = {}
): Stream.Stream<string, ClerkFailure, Users> => {
  const lines = Stream.map(Users.stream({ orderBy: "+created_at", ...filters }), (user) => {
    const row = Export.rowOf(user)
    return columns === undefined
      ? JSON.stringify(row)
      : Export.csvLine(columns.map((column) => Export.at(row, column)))
  })
  return filters.startingAfter === undefined
    ? Stream.concat(
      columns === undefined
        ? Stream.fromEffect(Effect.map(DateTime.now, (now) => JSON.stringify(Export.header(now))))
        : Stream.make(Export.csvLine(columns)),
      lines
    )
    : lines
}

/**
 * Reads the lines of an NDJSON file as rows for `importUsers`. Empty lines and the header of an export are left out. A line that is not
 * JSON becomes a row that is refused.
 *
 * @since 0.1.0
 * @category operations
 */
export const fromLines = <E, R>(lines: Stream.Stream<string, E, R>): Stream.Stream<unknown, E, R> =>
  lines.pipe(
    Stream.filter((line) => line.trim() !== ""),
    Stream.map(parse),
    Stream.filter((row) => !Export.isHeader(row))
  )

/** A text that is not JSON stays a text, which no schema of a row decodes. */
const parse = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return line
  }
}

const defaultAttempts = 10

const defaultConcurrency = 100

const makeRun = ({ concurrency = defaultConcurrency, retryRefused = false }: RunOptions) =>
  Effect.gen(function*(): Effect.fn.Return<Run.Run, never, Ledger> {
    const permits = yield* Effect.makeSemaphore(concurrency)
    return { id: crypto.randomUUID(), ledger: yield* Ledger, permit: permits.withPermits(1), retryRefused }
  })

/** Twice as many rows as are sent at once: the others may wait for rows of another process. */
const inParallel = <A, B, E, R, E2, R2>(
  rows: Stream.Stream<A, E, R>,
  { concurrency = defaultConcurrency }: RunOptions,
  send: (row: A, index: number) => Effect.Effect<B, E2, R2>
) =>
  Stream.zipWithIndex(rows).pipe(
    Stream.mapEffect(([row, index]) => send(row, index), { concurrency: 2 * concurrency, unordered: true })
  )

interface Read {
  readonly user: NewUser
  readonly key: string
  readonly issues: ReadonlyArray<Issue>
}

/** Decodes and checks rows. */
const reader = (
  { defaults = {}, key, schema }: ImportOptions<never> & { readonly schema?: Schema.Schema<NewUser> }
) => {
  const decode = schema && Schema.decodeUnknownEither(schema, { errors: "all", onExcessProperty: "error" })
  return (row: unknown): Read => {
    const decoded = decode === undefined ? Either.right(row as NewUser) : decode(row)
    if (Either.isLeft(decoded)) {
      return { user: {}, key: presumedKey(row), issues: format(leaves(decoded.left.issue)) }
    }
    const user = { ...defaults, ...withoutUndefined(decoded.right) }
    const found = key === undefined ? user.externalId : key(decoded.right as never)
    return {
      user,
      key: found ?? "",
      issues: [
        ...found ? [] : [new Issue({ path: key === undefined ? "externalId" : "", message: "Expected a key" })],
        ...Check.check(user)
      ]
    }
  }
}

/** The key of a row that does not decode, for the report. */
const presumedKey = (row: unknown): string =>
  hasProperty(row, "externalId") && typeof row.externalId === "string"
    ? row.externalId
    : hasProperty(row, "id") && typeof row.id === "string"
    ? row.id
    : ""

const withoutUndefined = (user: NewUser): NewUser =>
  Object.fromEntries(Object.entries(user).filter(([, value]) => value !== undefined))
