/**
 * An import as a durable workflow of `@effect/workflow`: batches of rows are shared by all machines of a cluster, and go on elsewhere when one
 * of them ends. This is the only module that imports `@effect/workflow`.
 *
 * ```ts
 * import { WorkflowEngine } from "@effect/workflow"
 * import { Effect, Layer, Stream } from "effect"
 * import type { NewUser } from "effect-clerk"
 * import * as BulkLedger from "effect-clerk/BulkLedger"
 * import * as BulkWorkflow from "effect-clerk/BulkWorkflow"
 *
 * declare const readRows: (from: number, count: number) => Stream.Stream<NewUser>
 *
 * // In production ClusterWorkflowEngine.layer of @effect/cluster, and a ledger in the same database.
 * const WorkerLive = BulkWorkflow.layer({ rows: ({ batch }) => readRows(batch * 1000, 1000) }).pipe(
 *   Layer.provideMerge(WorkflowEngine.layerMemory),
 *   Layer.provide(BulkLedger.layerMemory)
 * )
 *
 * const program = Effect.provide(BulkWorkflow.Import.execute({ job: "import of May", run: 1, batches: 50 }), WorkerLive)
 * ```
 *
 * The ledger decides what is sent, so that a batch that is run again sends no row twice. Give all machines one rate limit, with
 * `RateLimitRedis`.
 *
 * @since 0.1.0
 */
import * as Activity from "@effect/workflow/Activity"
import * as Workflow from "@effect/workflow/Workflow"
import type { WorkflowEngine } from "@effect/workflow/WorkflowEngine"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import * as Bulk from "./Bulk.ts"
import type { Ledger } from "./BulkLedger.ts"
import type { NewUser } from "./Schema/UserChanges.ts"
import type { Users } from "./Users.ts"

/**
 * How many rows had which outcome.
 *
 * @since 0.1.0
 * @category models
 */
export class Counts extends Schema.Class<Counts>("effect-clerk/BulkWorkflow/Counts")({
  /** The rows whose user was created. */
  created: Schema.Int,
  /** The rows whose user was there before. */
  alreadyThere: Schema.Int,
  /** The rows that were refused. */
  refused: Schema.Int,
  /** The rows without an outcome: run the import once more. */
  unknown: Schema.Int
}) {}

/**
 * An import ended early, for a reason that every row shares, such as a wrong secret key. Execute it again with the next `run`.
 *
 * @since 0.1.0
 * @category errors
 */
export class ImportFailed extends Schema.TaggedError<ImportFailed>("effect-clerk/BulkWorkflow/ImportFailed")(
  "ImportFailed",
  {
    /** Why, in a sentence. */
    message: Schema.String
  }
) {}

const batchPayload = {
  /** The name of the job. */
  job: Schema.String,
  /** 1 for the first run. A later run reads all batches again; the ledger skips the rows that are done. */
  run: Schema.Int,
  /** The number of the batch, from 0. */
  batch: Schema.Int
}

/**
 * A batch of rows.
 *
 * @since 0.1.0
 * @category models
 */
export interface BatchInput extends Schema.Struct.Type<typeof batchPayload> {}

/**
 * The workflow of one batch, which the workflow `Import` executes.
 *
 * @since 0.1.0
 * @category workflows
 */
export const Batch = Workflow.make({
  name: "effect-clerk/BulkWorkflow/Batch",
  payload: batchPayload,
  idempotencyKey: ({ batch, job, run }) => `${job}/${run}/${batch}`,
  success: Counts,
  error: ImportFailed
})

/**
 * The workflow of an import: executes its batches, up to 8 at once, and returns how many rows had which outcome.
 *
 * @since 0.1.0
 * @category workflows
 */
export const Import = Workflow.make({
  name: "effect-clerk/BulkWorkflow/Import",
  payload: {
    /** The name of the job. */
    job: Schema.String,
    /** 1 for the first run. A later run reads all batches again; the ledger skips the rows that are done. */
    run: Schema.Int,
    /** The number of batches. */
    batches: Schema.NonNegativeInt
  },
  idempotencyKey: ({ job, run }) => `${job}/${run}`,
  success: Counts,
  error: ImportFailed
})

/**
 * Options of a worker.
 *
 * @since 0.1.0
 * @category models
 */
export interface Options<E = never, R = never> extends Bulk.ImportOptions {
  /** Reads the rows of a batch. They have to be the same each time: a batch is read again after a crash. */
  readonly rows: (input: BatchInput) => Stream.Stream<NewUser, E, R>
}

/**
 * Carries out the workflows `Import` and `Batch`, for each machine of the cluster.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = <E = never, R = never>(
  { rows, ...options }: Options<E, R>
): Layer.Layer<never, never, Ledger | R | Users | WorkflowEngine> =>
  Layer.merge(
    Import.toLayer(({ batches, job, run }) =>
      Effect.map(
        Effect.forEach(
          Array.from({ length: batches }, (_, batch) => batch),
          (batch) => Batch.execute({ job, run, batch }),
          { concurrency: 8 }
        ),
        sum
      )
    ),
    Batch.toLayer((input) =>
      Activity.make({
        name: "import",
        success: Counts,
        error: ImportFailed,
        execute: Bulk.importUsers(rows(input), options).pipe(
          Stream.runFold({ Created: 0, AlreadyThere: 0, Refused: 0, Unknown: 0, Valid: 0 }, (counts, { _tag }) => ({
            ...counts,
            [_tag]: counts[_tag] + 1
          })),
          Effect.map((counts) =>
            new Counts({
              created: counts.Created,
              alreadyThere: counts.AlreadyThere,
              refused: counts.Refused,
              unknown: counts.Unknown
            })
          ),
          Effect.mapError((error) =>
            new ImportFailed({ message: error instanceof Error ? error.message : "The rows could not be read" })
          )
        )
      })
    )
  )

const sum = (parts: ReadonlyArray<Counts>): Counts =>
  parts.reduce((total, part) =>
    new Counts({
      created: total.created + part.created,
      alreadyThere: total.alreadyThere + part.alreadyThere,
      refused: total.refused + part.refused,
      unknown: total.unknown + part.unknown
    }), new Counts({ created: 0, alreadyThere: 0, refused: 0, unknown: 0 }))
