/** Imports as many users as its argument says, with a ledger in a file, and prints how much memory that took. */
import { HttpClient, HttpClientResponse } from "@effect/platform"
import { SqliteClient } from "@effect/sql-sqlite-node"
import { Effect, Layer, Redacted, Stream } from "effect"
import * as Bulk from "effect-clerk/Bulk"
import * as BulkLedgerSql from "effect-clerk/BulkLedgerSql"
import * as Http from "effect-clerk/Http"
import * as Users from "effect-clerk/Users"
import { userAda } from "../fixtures/index.ts"

/** The output of the program, as JSON. */
export interface Measured {
  readonly created: number
  /** The peak of what is left after a collection, above the start. */
  readonly megabytes: number
}

const [size, ledger] = [Number(process.argv[2]), process.argv[3]!]
const user = JSON.stringify(userAda())

const client = HttpClient.make((request) =>
  Effect.succeed(
    HttpClientResponse.fromWeb(request, new Response(user, { headers: { "content-type": "application/json" } }))
  )
)

const importUsers = (from: number, to: number) =>
  Bulk.importUsers(Stream.map(Stream.range(from, to), (number) => ({ externalId: `ext_${number}` })))

/** What is used after a collection, in bytes. The resident memory also depends on when V8 collects. */
const used = () => {
  globalThis.gc!()
  const { external, heapUsed } = process.memoryUsage()
  return heapUsed + external
}

const program = Effect.gen(function*() {
  // Excludes what is loaded and compiled once.
  yield* Stream.runDrain(importUsers(-2000, 0))
  const start = used()
  let created = 0
  let peak = start
  yield* Stream.runForEach(importUsers(1, size), ({ _tag }) =>
    Effect.sync(() => {
      created += _tag === "Created" ? 1 : 0
      if (created % 1000 === 0) {
        peak = Math.max(peak, used())
      }
    }))
  const measured: Measured = { created, megabytes: Math.round((peak - start) / 1024 / 1024) }
  console.log(JSON.stringify(measured))
}).pipe(Effect.provide(Layer.merge(
  Users.layer.pipe(
    Layer.provide(Http.layer({ secretKey: Redacted.make("sk_test_memory"), rateLimit: "none" })),
    Layer.provide(Layer.succeed(HttpClient.HttpClient, client))
  ),
  Layer.provide(BulkLedgerSql.layer(), SqliteClient.layer({ filename: ledger }))
)))

void Effect.runPromise(program)
