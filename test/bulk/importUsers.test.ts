/** Importing users against the in-memory Clerk, with a ledger in SQLite and in a key-value store. */
import { SqliteClient } from "@effect/sql-sqlite-node"
import { assert, describe, it } from "@effect/vitest"
import { Chunk, Effect, Layer, Option, Redacted, Stream } from "effect"
import type { NewUser } from "effect-clerk"
import * as Bulk from "effect-clerk/Bulk"
import * as BulkLedger from "effect-clerk/BulkLedger"
import * as BulkLedgerSql from "effect-clerk/BulkLedgerSql"
import { ClerkTest } from "effect-clerk/testing"

const sqlite = BulkLedgerSql.layer().pipe(Layer.provide(SqliteClient.layer({ filename: ":memory:" })))

const rows = (count: number): ReadonlyArray<NewUser> =>
  Array.from(
    { length: count },
    (_, index) => ({ externalId: `ext_${index}`, emailAddress: [`user${index}@example.com`] })
  )

const run = (users: ReadonlyArray<NewUser>, options?: Bulk.ImportOptions) =>
  Effect.map(Stream.runCollect(Bulk.importUsers(Stream.fromIterable(users), options)), Chunk.toReadonlyArray)

const tags = (outcomes: ReadonlyArray<{ readonly _tag: string; readonly row: number }>) =>
  [...outcomes].sort((a, b) => a.row - b.row).map(({ _tag, row }) => `${row} ${_tag}`)

describe.each([["SQLite", sqlite], ["a key-value store", BulkLedger.layerMemory]] as const)(
  "An import with a ledger in %s",
  (_, ledger) => {
    const TestLive = Layer.merge(ClerkTest.layer(), Layer.orDie(ledger))

    it.effect("creates the user of each row once, and finds all of them done the next time", () =>
      Effect.gen(function*() {
        const first = yield* run(rows(20))
        assert.deepStrictEqual(tags(first), Array.from({ length: 20 }, (_, index) => `${index + 1} Created`))
        const again = yield* run(rows(20))
        assert.deepStrictEqual(tags(again), tags(first))
        assert.isTrue(again.every((outcome) => outcome._tag === "Created" && outcome.knownBy === "ledger"))
        assert.lengthOf((yield* ClerkTest.snapshot).users, 20)
        const ledger = yield* BulkLedger.Ledger
        assert.isTrue(Option.exists(yield* ledger.find("ext_3"), ({ outcome }) => outcome?._tag === "Created"))
        assert.isTrue(Option.isNone(yield* ledger.find("ext_99")))
        assert.deepStrictEqual(yield* Stream.runCollect(ledger.unfinished), Chunk.empty())
      }).pipe(Effect.provide(TestLive)))
  }
)

it("a check names each field at fault and repeats no value", () => {
  const issues = Bulk.check({
    externalId: "1",
    emailAddress: ["ada@example.com", "nonsense"],
    emailAddressIdentificationStatus: ["verified"],
    phoneNumber: ["555"],
    passwordDigest: Redacted.make("digest"),
    totpSecret: Redacted.make("?")
  })
  assert.deepStrictEqual(issues.map(({ path }) => path), [
    "emailAddress[1]",
    "emailAddressIdentificationStatus",
    "phoneNumber[0]",
    "passwordHasher",
    "totpSecret"
  ])
  assert.notInclude(JSON.stringify(issues), "nonsense")
})
