/** What the tests of bulk operations share. */
import { SqliteClient } from "@effect/sql-sqlite-node"
import { Chunk, Effect, Layer, Stream } from "effect"
import type { NewUser } from "effect-clerk"
import * as Bulk from "effect-clerk/Bulk"
import * as BulkLedgerSql from "effect-clerk/BulkLedgerSql"
import type { ImportOutcome } from "effect-clerk/BulkOutcome"

/** A ledger in a SQLite of its own. */
export const sqlite = Layer.orDie(
  BulkLedgerSql.layer().pipe(Layer.provide(SqliteClient.layer({ filename: ":memory:" })), Layer.fresh)
)

export const newUser = (number: number): NewUser => ({
  externalId: `ext_${number}`,
  emailAddress: [`user${number}@example.com`]
})

export const newUsers = (count: number): ReadonlyArray<NewUser> =>
  Array.from({ length: count }, (_, index) => newUser(index + 1))

/** Imports users and returns the outcomes in the order of the rows. */
export const importAll = (users: ReadonlyArray<NewUser>, options?: Bulk.ImportOptions) =>
  Effect.map(Stream.runCollect(Bulk.importUsers(Stream.fromIterable(users), options)), inOrder)

export const inOrder = <A extends { readonly row: number }>(outcomes: Chunk.Chunk<A>): ReadonlyArray<A> =>
  Chunk.toReadonlyArray(outcomes).slice().sort((a, b) => a.row - b.row)

/** Such as `"1 Created"`. */
export const summary = (outcomes: ReadonlyArray<Pick<ImportOutcome, "_tag" | "row">>) =>
  outcomes.map(({ _tag, row }) => `${row} ${_tag}`)

export const allAre = (tag: ImportOutcome["_tag"], count: number) =>
  Array.from({ length: count }, (_, index) => `${index + 1} ${tag}`)
