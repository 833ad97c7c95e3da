/** An import as a durable workflow: in memory, and in a cluster of one runner over SQLite. */
import { ClusterWorkflowEngine, SingleRunner } from "@effect/cluster"
import { SqliteClient } from "@effect/sql-sqlite-node"
import { assert, describe, it } from "@effect/vitest"
import { WorkflowEngine } from "@effect/workflow"
import { Deferred, Effect, Fiber, Layer, Logger, Stream } from "effect"
import * as BulkLedgerSql from "effect-clerk/BulkLedgerSql"
import * as BulkWorkflow from "effect-clerk/BulkWorkflow"
import { ClerkTest } from "effect-clerk/testing"
import { join } from "node:path"
import { temporaryFolder } from "../support/bulkChaos.ts"
import { newUser } from "./support.ts"

const size = 10

const rowsOf = ({ batch }: BulkWorkflow.BatchInput) =>
  Stream.map(Stream.range(batch * size + 1, (batch + 1) * size), newUser)

const cluster = Layer.provide(ClusterWorkflowEngine.layer, SingleRunner.layer())

/** A machine with an engine and a ledger in a database. */
const machine = (
  engine: Layer.Layer<WorkflowEngine.WorkflowEngine, unknown, SqliteClient.SqliteClient>,
  filename: string,
  rows = rowsOf
) =>
  BulkWorkflow.layer({ rows }).pipe(
    Layer.provideMerge(engine),
    Layer.provide(BulkLedgerSql.layer()),
    Layer.provide(SqliteClient.layer({ filename })),
    Layer.orDie,
    Layer.fresh
  )

const input = { job: "may", run: 1, batches: 5 }

describe.each(
  [
    ["in memory", WorkflowEngine.layerMemory],
    ["in a cluster over SQLite", cluster as unknown as typeof WorkflowEngine.layerMemory]
  ] as const
)("An import as a workflow %s", (_, engine) => {
  it.live(
    "creates each user once, and returns the same counts when it is executed again",
    () =>
      Effect.gen(function*() {
        const counts = new BulkWorkflow.Counts({ created: 50, alreadyThere: 0, refused: 0, unknown: 0 })
        assert.deepStrictEqual(yield* BulkWorkflow.Import.execute(input), counts)
        assert.deepStrictEqual(yield* BulkWorkflow.Import.execute(input), counts)
        assert.deepStrictEqual(yield* BulkWorkflow.Import.execute({ ...input, run: 2 }), counts)
        assert.lengthOf((yield* ClerkTest.snapshot).users, 50)
        assert.lengthOf((yield* ClerkTest.requests).filter(({ operation }) => operation === "users.create"), 50)
      }).pipe(Effect.provide(machine(engine, ":memory:")), Effect.provide(ClerkTest.layer())),
    60_000
  )

  it.live("fails with the reason that stops every row, and goes on in the next run", () =>
    Effect.gen(function*() {
      yield* ClerkTest.fault({ status: 401, times: "always" })
      const error = yield* Effect.flip(BulkWorkflow.Import.execute(input))
      assert.include(error.message, "401")
      yield* ClerkTest.reset
      assert.strictEqual((yield* BulkWorkflow.Import.execute({ ...input, run: 2 })).created, 50)
    }).pipe(Effect.provide(machine(engine, ":memory:")), Effect.provide(ClerkTest.layer())), 60_000)
})

it.scopedLive(
  "a machine that ends in the middle of an import is replaced by another over the same database",
  () =>
    Effect.gen(function*() {
      const filename = join(yield* temporaryFolder, "cluster.db")
      const reached = yield* Deferred.make<void>()
      // The third batch never ends on the first machine.
      const hanging = (batch: BulkWorkflow.BatchInput) =>
        batch.batch === 2
          ? Stream.concat(
            Stream.take(rowsOf(batch), 5),
            Stream.fromEffect(Effect.zipRight(Deferred.succeed(reached, undefined), Effect.never))
          )
          : rowsOf(batch)
      const engine = cluster as unknown as typeof WorkflowEngine.layerMemory
      const first = yield* Effect.fork(
        Effect.provide(BulkWorkflow.Import.execute(input), machine(engine, filename, hanging as typeof rowsOf))
      )
      yield* Deferred.await(reached)
      yield* Fiber.interrupt(first)
      const counts = yield* Effect.provide(BulkWorkflow.Import.execute(input), machine(engine, filename))
      assert.strictEqual(counts.created, 50)
      assert.lengthOf((yield* ClerkTest.snapshot).users, 50)
    }).pipe(
      Effect.provide(ClerkTest.layer()),
      // The second machine warns until the shards of the first are free.
      Effect.provide(Logger.remove(Logger.defaultLogger))
    ),
  60_000
)
