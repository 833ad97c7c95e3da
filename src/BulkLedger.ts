/**
 * The ledger of a bulk operation: which rows were begun, and what became of them. It is what lets a run that was killed be resumed with no
 * row lost and none sent twice.
 *
 * ```ts
 * import * as NodeKeyValueStore from "@effect/platform-node/NodeKeyValueStore"
 * import { Layer } from "effect"
 * import * as BulkLedger from "effect-clerk/BulkLedger"
 *
 * const LedgerLive = BulkLedger.layerKeyValueStore({ job: "import of May" }).pipe(
 *   Layer.provide(NodeKeyValueStore.layerFileSystem("./ledger"))
 * )
 * ```
 *
 * `BulkLedgerSql` keeps a ledger in a database, which several processes can share.
 *
 * @since 0.1.0
 */
import * as KeyValueStore from "@effect/platform/KeyValueStore"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { Outcome } from "./BulkOutcome.ts"

/**
 * The store of a ledger failed. The run ends, since a row that cannot be noted must not be sent.
 *
 * @since 0.1.0
 * @category errors
 */
export class LedgerError extends Schema.TaggedError<LedgerError>("effect-clerk/LedgerError")("LedgerError", {
  /** What failed, in a sentence. */
  message: Schema.String,
  /** The failure of the store. */
  cause: Schema.Defect
}) {}

/**
 * What a ledger says when a row is about to be sent:
 *
 * - `New`: no run has begun this row; that it is begun is noted.
 * - `Interrupted`: an earlier run has begun it and noted no outcome. It may have been sent; that it is begun is noted again.
 * - `Done`: it has an outcome, of an earlier run or of this one.
 * - `Busy`: it is in flight, in this process or in another.
 *
 * @since 0.1.0
 * @category models
 */
export type Claim =
  | { readonly _tag: "New" }
  | { readonly _tag: "Interrupted" }
  | {
    readonly _tag: "Done"
    /** What became of the row. */
    readonly outcome: Outcome
    /** Whether this run has it done, so that another row has the same key. */
    readonly isOfThisRun: boolean
  }
  | { readonly _tag: "Busy" }

/**
 * What a ledger knows of a row.
 *
 * @since 0.1.0
 * @category models
 */
export interface Entry {
  /** The key of the row. */
  readonly key: string
  /** How often the row was begun. */
  readonly attempts: number
  /** The final outcome; null where none was noted. */
  readonly outcome: Outcome | null
}

/**
 * Keeps which rows of one job were begun, and what became of them. A run is one execution of a bulk operation, with an id of its own.
 *
 * @since 0.1.0
 * @category models
 */
export interface Service {
  /** Notes that a row is begun, unless it is done or in flight. */
  readonly claim: (key: string, run: string) => Effect.Effect<Claim, LedgerError>
  /** Notes the final outcome of a row that was claimed. */
  readonly conclude: (key: string, outcome: Outcome) => Effect.Effect<void, LedgerError>
  /** Gives up a row that was claimed, without an outcome: the next claim finds it interrupted. */
  readonly release: (key: string, run: string) => Effect.Effect<void, LedgerError>
  /** Forgets a row, so that it is new again. */
  readonly forget: (key: string) => Effect.Effect<void, LedgerError>
  /** Finds a row by its key. */
  readonly find: (key: string) => Effect.Effect<Option.Option<Entry>, LedgerError>
  /** The keys of the rows that were begun and have no outcome. */
  readonly unfinished: Stream.Stream<string, LedgerError>
}

/**
 * Keeps which rows of one job were begun, and what became of them.
 *
 * @since 0.1.0
 * @category services
 */
export class Ledger extends Context.Tag("effect-clerk/Ledger")<Ledger, Service>() {}

/**
 * Options of a ledger.
 *
 * @since 0.1.0
 * @category models
 */
export interface Options {
  /** The name of the job. Runs with the same name resume one another. Default: `"bulk"`. */
  readonly job?: string | undefined
}

const Stored = Schema.parseJson(Schema.Struct({
  run: Schema.String,
  attempts: Schema.Int,
  outcome: Schema.NullOr(Outcome)
}))

type Stored = typeof Stored.Type

const Keys = Schema.parseJson(Schema.Array(Schema.String))

/**
 * Makes a ledger over a `KeyValueStore`, for one process at a time. Besides the rows, it keeps one list of the rows in flight.
 *
 * @since 0.1.0
 * @category constructors
 */
export const makeKeyValueStore = Effect.fnUntraced(
  function*({ job = "bulk" }: Options = {}): Effect.fn.Return<Service, LedgerError, KeyValueStore.KeyValueStore> {
    const store = yield* KeyValueStore.KeyValueStore
    const exclusively = (yield* Effect.makeSemaphore(1)).withPermits(1)
    const openName = name(job, "open")
    const nameOf = (key: string) => name(job, `row ${key}`)

    const read = <A>(name: string, schema: Schema.Schema<A, string>) =>
      Effect.flatMap(
        store.get(name),
        Option.match({
          onNone: () => Effect.succeedNone,
          onSome: (text) => Effect.asSome(Schema.decode(schema)(text))
        })
      ).pipe(Effect.mapError(failed("read")))
    const write = <A>(name: string, schema: Schema.Schema<A, string>, value: A) =>
      Effect.mapError(
        Effect.flatMap(Schema.encode(schema)(value), (text) => store.set(name, text)),
        failed("write")
      )

    const open = new Set(Option.getOrElse(yield* read(openName, Keys), () => []))
    /** Keeps the list of rows in flight, before a row is begun and after it has ended. */
    const writeOpen = Effect.suspend(() => write(openName, Keys, [...open]))

    const claim = Effect.fnUntraced(function*(key: string, run: string): Effect.fn.Return<Claim, LedgerError> {
      const stored = Option.getOrUndefined(yield* read(nameOf(key), Stored))
      if (stored?.outcome) {
        return { _tag: "Done", outcome: stored.outcome, isOfThisRun: stored.run === run }
      }
      if (stored?.run === run) {
        return { _tag: "Busy" }
      }
      open.add(key)
      yield* writeOpen
      yield* write(nameOf(key), Stored, { run, attempts: (stored?.attempts ?? 0) + 1, outcome: null })
      return { _tag: stored === undefined ? "New" : "Interrupted" }
    })
    const conclude = Effect.fnUntraced(function*(key: string, outcome: Outcome) {
      const stored = yield* read(nameOf(key), Stored)
      const { attempts, run } = Option.getOrElse(stored, () => ({ attempts: 1, run: "" }))
      yield* write(nameOf(key), Stored, { run, attempts, outcome })
      open.delete(key)
      yield* writeOpen
    })
    const release = Effect.fnUntraced(function*(key: string, run: string) {
      const stored = Option.getOrUndefined(yield* read(nameOf(key), Stored))
      if (stored?.run === run && stored.outcome === null) {
        yield* write(nameOf(key), Stored, { ...stored, run: "" })
      }
    })
    const forget = Effect.fnUntraced(function*(key: string) {
      yield* Effect.mapError(store.remove(nameOf(key)), failed("write"))
      open.delete(key)
      yield* writeOpen
    })
    const find = (key: string) =>
      Effect.map(
        read(nameOf(key), Stored),
        Option.map(({ attempts, outcome }: Stored): Entry => ({ key, attempts, outcome }))
      )
    return {
      claim: (key, run) => exclusively(Effect.uninterruptible(claim(key, run))),
      conclude: (key, outcome) => exclusively(Effect.uninterruptible(conclude(key, outcome))),
      release: (key, run) => exclusively(Effect.uninterruptible(release(key, run))),
      forget: (key) => exclusively(Effect.uninterruptible(forget(key))),
      find,
      // A row that was killed before it was begun is in the list only.
      unfinished: Stream.suspend(() => Stream.fromIterable([...open])).pipe(
        Stream.filterEffect((key) => Effect.map(find(key), Option.exists(({ outcome }) => outcome === null)))
      )
    }
  }
)

const name = (job: string, part: string): string => `effect-clerk/${job}/${part}`

const failed = (what: string) => (cause: unknown): LedgerError =>
  new LedgerError({ message: `The ledger could not ${what} its store`, cause })

/**
 * Reads an outcome that a ledger has stored as JSON.
 *
 * @since 0.1.0
 * @category outcomes
 */
export const decodeOutcome = (text: string): Either.Either<Outcome, LedgerError> =>
  Either.mapLeft(decode(text), failed("read"))

/**
 * Writes an outcome as JSON.
 *
 * @since 0.1.0
 * @category outcomes
 */
export const encodeOutcome = (outcome: Outcome): string => encode(outcome)

const decode = Schema.decodeUnknownEither(Schema.parseJson(Outcome))
const encode = Schema.encodeSync(Schema.parseJson(Outcome))

/**
 * A ledger over a `KeyValueStore`, for one process at a time.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerKeyValueStore = (
  options?: Options
): Layer.Layer<Ledger, LedgerError, KeyValueStore.KeyValueStore> => Layer.effect(Ledger, makeKeyValueStore(options))

/**
 * A ledger in memory, for tests and for runs that need not be resumed. It grows with the number of rows.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerMemory: Layer.Layer<Ledger> = Layer.fresh(
  Layer.provide(Layer.orDie(layerKeyValueStore()), KeyValueStore.layerMemory)
)
