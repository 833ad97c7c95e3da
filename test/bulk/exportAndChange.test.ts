/** Exports that can be imported again, and changes of many users. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Layer, Stream } from "effect"
import { Users } from "effect-clerk"
import * as Bulk from "effect-clerk/Bulk"
import { UserRow } from "effect-clerk/BulkRow"
import { ClerkTest } from "effect-clerk/testing"
import { virtualTime } from "../support/clock.ts"
import { allAre, inOrder, newUser, newUsers, sqlite, summary } from "./support.ts"

const TestLive = Layer.merge(ClerkTest.layer(), sqlite)

const collect = <A, E, R>(stream: Stream.Stream<A, E, R>) =>
  Effect.map(Stream.runCollect(stream), (it) => Array.from(it))

const ada = {
  ...newUser(1),
  emailAddress: ["ada@example.com", "ada@example.org"],
  emailAddressIdentificationStatus: ["verified", "reserved"],
  phoneNumber: ["+15555550100"],
  firstName: "Ada",
  username: "ada",
  publicMetadata: { plan: "pro, \"annual\"", seats: 3 },
  privateMetadata: { note: "x" },
  legalAcceptedAt: new Date("2024-05-01T12:00:00Z"),
  createdAt: new Date("2020-05-01T12:00:00Z"),
  deleteSelfEnabled: false,
  banned: true
} as const

describe("An export", () => {
  it.effect("begins with what it does not include, and gives the same users when it is imported into another instance", () =>
    Effect.gen(function*() {
      const other = { emailAddress: ["grace@example.com"], createdAt: new Date("2021-01-01T00:00:00Z") }
      const users = yield* Effect.forEach([ada, other], (user) => Users.create(user))
      const [header, ...rows] = yield* collect(Bulk.exportUsers())
      assert.includeMembers((JSON.parse(header!) as { notIncluded: Array<string> }).notIncluded, [
        "passwordDigest",
        "totpSecret"
      ])
      assert.lengthOf(rows, 2)

      const lines = Stream.make(header!, ...rows, "")
      const imported = yield* Effect.gen(function*() {
        const outcomes = inOrder(yield* Stream.runCollect(Bulk.importUsers(Bulk.fromLines(lines), { schema: UserRow })))
        assert.deepStrictEqual(summary(outcomes), allAre("Created", 2))
        return yield* collect(Bulk.exportUsers())
      }).pipe(Effect.provide(Layer.fresh(TestLive)))
      const withoutIds = (lines: ReadonlyArray<string>) =>
        lines.map((line) => ({ ...JSON.parse(line) as object, id: undefined }))
      // A user without an external id gets the id of the instance that they came from.
      const [first, second] = withoutIds(rows)
      assert.deepStrictEqual(withoutIds(imported.slice(1)), [first, { ...second!, externalId: users[1]!.id }] as never)
    }).pipe(Effect.provide(TestLive)))

  it.effect("goes on after the last user of a file, without a second header", () =>
    Effect.gen(function*() {
      yield* Effect.forEach(newUsers(5), (user) => Users.create(user))
      const [, ...rows] = yield* collect(Bulk.exportUsers())
      const { id } = JSON.parse(rows[1]!) as { id: string }
      assert.deepStrictEqual(yield* collect(Bulk.exportUsers({ startingAfter: id })), rows.slice(2))
    }).pipe(Effect.provide(TestLive)))

  it.effect("writes CSV with the columns that are asked for", () =>
    Effect.gen(function*() {
      yield* Users.create(ada)
      const columns = [
        "externalId",
        "emailAddresses.0.emailAddress",
        "publicMetadata.plan",
        "publicMetadata",
        "lastName"
      ]
      assert.deepStrictEqual(yield* collect(Bulk.exportUsers({}, { columns })), [
        "externalId,emailAddresses.0.emailAddress,publicMetadata.plan,publicMetadata,lastName",
        "ext_1,ada@example.com,\"pro, \"\"annual\"\"\",\"{\"\"plan\"\":\"\"pro, \\\"\"annual\\\"\"\"\",\"\"seats\"\":3}\","
      ])
    }).pipe(Effect.provide(TestLive)))

  it.effect("of a line that is not JSON is imported as a refused row, with the number of the row", () =>
    Effect.gen(function*() {
      const rows = Bulk.fromLines(Stream.make("{\"externalId\":\"1\"}", "{\"externalId\":"))
      const outcomes = inOrder(yield* Stream.runCollect(Bulk.importUsers(rows, { schema: UserRow, dryRun: true })))
      assert.deepStrictEqual(summary(outcomes), ["1 Valid", "2 Refused"])
    }).pipe(Effect.provide(TestLive)))
})

describe("A change of many users", () => {
  const tag = ({ id: userId }: { readonly id: string }) =>
    Users.updateMetadata({ userId, publicMetadata: { tagged: true } })

  it.effect("is made once for each user who matches, and skips them in the next run", () =>
    Effect.gen(function*() {
      yield* Effect.forEach([...newUsers(4), ada], (user) => Users.create({ ...user, skipPasswordChecks: true })).pipe(
        Effect.ignore
      )
      const outcomes = inOrder(yield* Stream.runCollect(Bulk.forEachUser({ banned: false }, tag)))
      assert.deepStrictEqual(summary(outcomes as never), outcomes.map(({ row }) => `${row} Changed`))
      assert.lengthOf(outcomes, 4)
      const before = (yield* ClerkTest.requests).filter(({ operation }) => operation === "users.updateMetadata").length
      const again = inOrder(yield* Stream.runCollect(Bulk.forEachUser({ banned: false }, tag)))
      assert.isTrue(again.every((it) => it._tag === "Changed" && it.knownBy === "ledger"))
      const after = (yield* ClerkTest.requests).filter(({ operation }) => operation === "users.updateMetadata").length
      assert.strictEqual(after, before)
    }).pipe(Effect.provide(TestLive)))

  it.effect("deletes every user, whenever it is interrupted and whatever fails", () =>
    Effect.gen(function*() {
      yield* Effect.forEach(newUsers(30), (user) => Users.create(user))
      const time = virtualTime()
      yield* ClerkTest.faults([
        { status: 503, probability: 0.1, times: "always" },
        { operation: "users.delete", drop: "after", probability: 0.1, times: "always" },
        { delay: "1 second", times: "always" }
      ])
      const deletion = Stream.runCollect(
        Bulk.forEachUser({}, ({ id: userId }) => Users.delete({ userId }), { concurrency: 5 })
      ).pipe(Effect.retry({ times: 10 }))
      const fiber = yield* time.fork(deletion)
      yield* time.pass("4 seconds")
      yield* Fiber.interrupt(fiber)
      const outcomes = yield* time.run(deletion)
      assert.isTrue(Array.from(outcomes).every(({ _tag }) => _tag === "Changed"))
      assert.deepStrictEqual((yield* ClerkTest.snapshot).users, [])
    }).pipe(Effect.provide(TestLive)))

  it.effect("reports the users whom Clerk refuses to change", () =>
    Effect.gen(function*() {
      yield* Effect.forEach(newUsers(2), (user) => Users.create(user))
      yield* ClerkTest.fault({ operation: "users.ban", status: 402 })
      const outcomes = inOrder(
        yield* Stream.runCollect(Bulk.forEachUser({}, ({ id: userId }) => Users.ban({ userId }), { concurrency: 1 }))
      )
      assert.sameMembers(outcomes.map(({ _tag }) => _tag), ["Refused", "Changed"])
    }).pipe(Effect.provide(TestLive)))
})
