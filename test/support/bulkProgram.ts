/** A program that imports as many users as its argument says, with a ledger in a file, and prints the number of each outcome. */
import { FetchHttpClient } from "@effect/platform"
import { SqliteClient } from "@effect/sql-sqlite-node"
import { Effect, Layer, Redacted, Schedule, Stream } from "effect"
import { Retry } from "effect-clerk"
import * as Bulk from "effect-clerk/Bulk"
import * as BulkLedgerSql from "effect-clerk/BulkLedgerSql"
import * as Http from "effect-clerk/Http"
import * as Users from "effect-clerk/Users"

/** The only argument of the program, as JSON. */
export interface Task {
  readonly apiUrl: string
  readonly ledger: string
  readonly rows: number
  readonly concurrency: number
  readonly lease?: string
}

const { apiUrl, concurrency, ledger, lease, rows } = JSON.parse(process.argv[2]!) as Task

const clerk = Users.layer.pipe(
  Layer.provide(Http.layer({
    secretKey: Redacted.make("sk_test_bulk"),
    apiUrl,
    rateLimit: "none",
    retry: Retry.make({ schedule: Schedule.jittered(Schedule.exponential("10 millis")), attemptTimeout: "5 seconds" })
  })),
  Layer.provide(FetchHttpClient.layer)
)

const users = Stream.range(1, rows).pipe(
  Stream.map((number) => ({ externalId: `ext_${number}`, emailAddress: [`user${number}@example.com`] }))
)

void Bulk.importUsers(users, { concurrency }).pipe(
  Stream.runFold({} as Record<string, number>, (counts, { _tag }) => ({ ...counts, [_tag]: (counts[_tag] ?? 0) + 1 })),
  Effect.provide(Layer.merge(
    clerk,
    Layer.provide(
      BulkLedgerSql.layer(lease === undefined ? {} : { lease: lease as "1 second" }),
      SqliteClient.layer({ filename: ledger })
    )
  )),
  Effect.runPromise
).then((outcomes) => console.log(JSON.stringify(outcomes)))
