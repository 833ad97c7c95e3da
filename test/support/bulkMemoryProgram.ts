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
  /** The peak of resident memory above the start. */
  readonly residentMegabytes: number
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

const program = Effect.gen(function*() {
  // Excludes what is loaded and compiled once.
  yield* Stream.runDrain(importUsers(-5000, 0))
  globalThis.gc!()
  const start = process.memoryUsage.rss()
  let created = 0
  let peak = 0
  yield* Stream.runForEach(importUsers(1, size), ({ _tag }) =>
    Effect.sync(() => {
      created += _tag === "Created" ? 1 : 0
      if (created % 1000 === 0) {
        peak = Math.max(peak, process.memoryUsage.rss())
      }
    }))
  const measured: Measured = { created, residentMegabytes: Math.round((peak - start) / 1024 / 1024) }
  console.log(JSON.stringify(measured))
}).pipe(Effect.provide(Layer.merge(
  Users.layer.pipe(
    Layer.provide(Http.layer({ secretKey: Redacted.make("sk_test_memory"), rateLimit: "none" })),
    Layer.provide(Layer.succeed(HttpClient.HttpClient, client))
  ),
  Layer.provide(BulkLedgerSql.layer(), SqliteClient.layer({ filename: ledger }))
)))

void Effect.runPromise(program)
