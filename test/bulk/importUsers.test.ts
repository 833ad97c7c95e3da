/** Importing users into the in-memory Clerk: outcomes, the ledger, resuming, lost responses. */
import { assert, describe, it } from "@effect/vitest"
import { Chunk, Effect, Fiber, Layer, Option, Redacted, Stream } from "effect"
import { Clerk, type NewUser, Retry, Users } from "effect-clerk"
import * as Bulk from "effect-clerk/Bulk"
import * as BulkLedger from "effect-clerk/BulkLedger"
import { UserRow } from "effect-clerk/BulkRow"
import { ClerkTest } from "effect-clerk/testing"
import { virtualTime } from "../support/clock.ts"
import { strict } from "../support/strict.ts"
import { allAre, importAll, inOrder, newUser, newUsers, sqlite, summary } from "./support.ts"

const ledgers = [["SQLite", sqlite], ["a key-value store", BulkLedger.layerMemory]] as const

describe.each(ledgers)("An import with a ledger in %s", (_, ledger) => {
  const TestLive = Layer.merge(ClerkTest.layer(), ledger)

  it.effect("creates the user of each row once, and skips the rows of an earlier run by their key", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(summary(yield* importAll(newUsers(20))), allAre("Created", 20))
      const moved = [newUser(21), ...newUsers(20)]
      const again = yield* importAll(moved)
      assert.deepStrictEqual(summary(again), allAre("Created", 21))
      assert.deepStrictEqual(again.map((it) => it._tag === "Created" && it.knownBy), [
        "response" as const,
        ...Array.from({ length: 20 }, () => "ledger" as const)
      ])
      assert.lengthOf((yield* ClerkTest.snapshot).users, 21)
      assert.deepStrictEqual(yield* Stream.runCollect((yield* BulkLedger.Ledger).unfinished), Chunk.empty())
    }).pipe(Effect.provide(TestLive)))

  it.effect("notes one final outcome for each row that was sent", () =>
    Effect.gen(function*() {
      yield* importAll([newUser(1), { externalId: "ext_2", emailAddress: ["user1@example.com"] }])
      const { find } = yield* BulkLedger.Ledger
      assert.deepStrictEqual(
        (yield* Effect.all([find("ext_1"), find("ext_2"), find("ext_3")])).map(
          Option.match({ onNone: () => "none", onSome: ({ attempts, outcome }) => `${attempts} ${outcome?._tag}` })
        ),
        ["1 Created", "1 Refused", "none"]
      )
    }).pipe(Effect.provide(TestLive)))

  it.effect("looks up a row that was begun before a crash, and sends it only if it is not there", () =>
    Effect.gen(function*() {
      const { claim, unfinished } = yield* BulkLedger.Ledger
      // The first was created before the crash, the second was not.
      yield* Users.create(newUser(1))
      yield* claim("ext_1", "an earlier run")
      yield* claim("ext_2", "an earlier run")
      assert.deepStrictEqual(Array.from(yield* Stream.runCollect(unfinished)).sort(), ["ext_1", "ext_2"])
      const outcomes = yield* importAll(newUsers(3))
      assert.deepStrictEqual(outcomes.map((it) => it._tag === "Created" && it.knownBy), [
        "lookup",
        "response",
        "response"
      ])
      assert.lengthOf((yield* ClerkTest.snapshot).users, 3)
      assert.deepStrictEqual(yield* Stream.runCollect(unfinished), Chunk.empty())
    }).pipe(Effect.provide(TestLive)))

  it.effect("creates a user once whose response is lost", () =>
    Effect.gen(function*() {
      const time = virtualTime()
      yield* ClerkTest.fault({ operation: "users.create", drop: "after", times: 3 })
      const outcomes = yield* time.run(importAll(newUsers(5)))
      assert.deepStrictEqual(summary(outcomes), allAre("Created", 5))
      assert.lengthOf(outcomes.filter((it) => it._tag === "Created" && it.knownBy === "lookup"), 3)
      assert.lengthOf((yield* ClerkTest.snapshot).users, 5)
    }).pipe(Effect.provide(TestLive)))

  it.effect("looks a row without an external id up by its e-mail address", () =>
    Effect.gen(function*() {
      const time = virtualTime()
      yield* ClerkTest.fault({ operation: "users.create", drop: "after" })
      const rows = [{ emailAddress: ["ada@example.com"] }]
      const [outcome] = yield* time.run(importAll(rows, { key: ({ emailAddress }) => emailAddress?.[0] }))
      assert.deepInclude(outcome, { _tag: "Created", key: "ada@example.com", knownBy: "lookup" })
      assert.lengthOf((yield* ClerkTest.snapshot).users, 1)
    }).pipe(Effect.provide(TestLive)))

  it.effect("is unknown while Clerk does not respond, and known after the next run", () =>
    Effect.gen(function*() {
      const time = virtualTime()
      yield* ClerkTest.fault({ operation: "users.create", drop: "after" })
      yield* ClerkTest.fault({ operation: "users.list", status: 503, times: 20 })
      assert.deepStrictEqual(summary(yield* time.run(importAll(newUsers(1), { attempts: 3 }))), ["1 Unknown"])
      yield* ClerkTest.reset
      yield* Users.create(newUser(1))
      const [outcome] = yield* time.run(importAll(newUsers(1)))
      assert.deepInclude(outcome, { _tag: "Created", knownBy: "lookup" })
    }).pipe(Effect.provide(TestLive)))

  it.effect("ends with every row exactly once, whenever it is interrupted and whatever fails", () =>
    Effect.gen(function*() {
      const time = virtualTime()
      const count = 60
      yield* ClerkTest.faults([
        { status: 429, headers: { "retry-after": "1" }, probability: 0.05, times: "always" },
        { status: 503, probability: 0.05, times: "always" },
        { drop: true, probability: 0.05, times: "always" },
        { operation: "users.create", drop: "after", probability: 0.05, times: "always" },
        { delay: "2 seconds", times: "always" }
      ])
      for (let kill = 1; kill <= 4; kill++) {
        const fiber = yield* time.fork(importAll(newUsers(count), { concurrency: 5 }))
        yield* time.pass(`${3 * kill} seconds`)
        yield* Fiber.interrupt(fiber)
      }
      assert.isBelow((yield* ClerkTest.snapshot).users.length, count)
      const outcomes = yield* time.run(importAll(newUsers(count), { concurrency: 5 }))
      assert.deepStrictEqual(summary(outcomes), allAre("Created", count))
      const { users } = yield* ClerkTest.snapshot
      assert.sameMembers(users.map(({ externalId }) => externalId), newUsers(count).map(({ externalId }) => externalId))
    }).pipe(Effect.provide(TestLive)))
})

const TestLive = Layer.merge(ClerkTest.layer(), sqlite)

describe("The outcome of a row", () => {
  it.effect("is AlreadyThere for a user with the same external id, who is not changed", () =>
    Effect.gen(function*() {
      const { id } = yield* Users.create(newUser(1))
      const [outcome] = yield* importAll([{ ...newUser(1), firstName: "Ada" }])
      assert.deepInclude(outcome, { _tag: "AlreadyThere", userId: id })
      assert.isNull((yield* Users.get({ userId: id })).firstName)
    }).pipe(Effect.provide(TestLive)))

  it.effect("is Refused with all errors of Clerk", () =>
    Effect.gen(function*() {
      yield* Users.create({ externalId: "other", emailAddress: ["user1@example.com"] })
      const [outcome] = yield* importAll(newUsers(1))
      assert(outcome?._tag === "Refused")
      assert.deepStrictEqual(outcome.error?.errors.map(({ code, paramName }) => [code, paramName]), [
        ["form_identifier_exists", "email_address"]
      ])
    }).pipe(Effect.provide(TestLive)))

  it.effect("is Refused with the fields at fault before anything is sent, and is not noted", () =>
    Effect.gen(function*() {
      const rows = [
        { emailAddress: ["ada@example.com"] },
        { externalId: "2", emailAddress: ["nonsense"], passwordHasher: "bcrypt" },
        { externalId: "3", emial: "ada@example.com" } as NewUser
      ]
      const outcomes = yield* importAll(rows)
      assert.deepStrictEqual(
        outcomes.map((it) => it._tag === "Refused" && it.issues.map(({ path }) => path)),
        [["externalId"], ["emailAddress[0]", "passwordDigest"], ["emial"]]
      )
      assert.deepStrictEqual(yield* ClerkTest.requests, [])
      assert.isTrue(Option.isNone(yield* (yield* BulkLedger.Ledger).find("2")))
    }).pipe(Effect.provide(TestLive)))

  it.effect("is Refused for the second of two rows with one key", () =>
    Effect.gen(function*() {
      const outcomes = yield* importAll([newUser(1), newUser(2), newUser(1)])
      assert.sameMembers(outcomes.map(({ _tag, key }) => `${key} ${_tag}`), [
        "ext_1 Created",
        "ext_2 Created",
        "ext_1 Refused"
      ])
    }).pipe(Effect.provide(TestLive), virtualTime().run))

  it.effect("that was Refused is kept, unless refused rows are to be sent again", () =>
    Effect.gen(function*() {
      const { id } = yield* Users.create({ externalId: "other", emailAddress: ["user1@example.com"] })
      yield* importAll(newUsers(1))
      yield* Users.delete({ userId: id })
      assert.deepStrictEqual(summary(yield* importAll(newUsers(1))), ["1 Refused"])
      assert.deepStrictEqual(summary(yield* importAll(newUsers(1), { retryRefused: true })), ["1 Created"])
    }).pipe(Effect.provide(TestLive)))

  it.effect("is Valid in a dry run, which sends nothing and notes nothing", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(summary(yield* importAll([newUser(1), {}], { dryRun: true })), ["1 Valid", "2 Refused"])
      assert.deepStrictEqual(yield* ClerkTest.requests, [])
      assert.isTrue(Option.isNone(yield* (yield* BulkLedger.Ledger).find("ext_1")))
    }).pipe(Effect.provide(TestLive)))
})

describe("An import stops", () => {
  it.effect("with the failure of the first row when the secret key is wrong, so that no row counts as refused", () =>
    Effect.gen(function*() {
      yield* ClerkTest.fault({ status: 401, times: "always" })
      const error = yield* Effect.flip(importAll(newUsers(3)))
      assert.deepInclude(error, { _tag: "ClerkErrors", status: 401 })
      yield* ClerkTest.reset
      assert.deepStrictEqual(summary(yield* importAll(newUsers(3))), allAre("Created", 3))
    }).pipe(Effect.provide(TestLive)))

  it.effect("with the failure of its input, after the rows before it", () =>
    Effect.gen(function*() {
      const rows = Stream.concat(Stream.fromIterable(newUsers(3)), Stream.fail("the file ends early"))
      assert.strictEqual(yield* Effect.flip(Stream.runDrain(Bulk.importUsers(rows))), "the file ends early")
    }).pipe(Effect.provide(TestLive)))
})

it.effect("a row carries every field that a source can have", () =>
  Effect.gen(function*() {
    const row: UserRow = {
      externalId: "1",
      firstName: "Ada",
      lastName: "Lovelace",
      username: "ada",
      locale: "en-GB",
      emailAddresses: [{ emailAddress: "ada@example.com", verified: true }, { emailAddress: "ada@example.org" }],
      phoneNumbers: [{ phoneNumber: "+15555550100", verified: true }, { phoneNumber: "+15555550101", verified: false }],
      web3Wallets: ["0x0000000000000000000000000000000000000001"],
      passwordDigest: "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
      passwordHasher: "bcrypt",
      totpSecret: "JBSWY3DPEHPK3PXP",
      publicMetadata: { plan: "pro" },
      privateMetadata: { note: null },
      unsafeMetadata: { theme: "dark" },
      createdAt: "2020-05-01T12:00:00.000Z",
      legalAcceptedAt: "2020-05-02T12:00:00.000Z",
      banned: true,
      deleteSelfEnabled: false
    }
    const outcomes = yield* Stream.runCollect(Bulk.importUsers(Stream.make(row), { schema: UserRow }))
    assert.deepStrictEqual(summary(inOrder(outcomes)), ["1 Created"])
    const user = (yield* ClerkTest.snapshot).users[0]!
    assert.deepStrictEqual(
      user.emailAddresses.map(({ emailAddress, reserved, verification }) => [
        emailAddress,
        reserved,
        verification?.status
      ]),
      [["ada@example.com", false, "verified"], ["ada@example.org", true, undefined]]
    )
    assert.deepStrictEqual(user.phoneNumbers.map(({ phoneNumber, reserved }) => [phoneNumber, reserved]), [
      ["+15555550100", false],
      ["+15555550101", true]
    ])
    assert.deepInclude(user, {
      externalId: "1",
      username: "ada",
      firstName: "Ada",
      lastName: "Lovelace",
      locale: "en-GB",
      passwordEnabled: true,
      totpEnabled: true,
      banned: true,
      deleteSelfEnabled: false,
      publicMetadata: { plan: "pro" },
      privateMetadata: { note: null },
      unsafeMetadata: { theme: "dark" }
    })
    assert.strictEqual(user.createdAt.epochMillis, Date.parse("2020-05-01T12:00:00Z"))
    assert.strictEqual(user.legalAcceptedAt?.epochMillis, Date.parse("2020-05-02T12:00:00Z"))
  }).pipe(Effect.provide(TestLive)))

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

it.effect("an import uses at least nine tenths of the requests that Clerk allows, and never more", () =>
  Effect.gen(function*() {
    const limit = 100
    const window = 10_000
    const count = 500
    const { layer, refused, sent } = strict([{ limit, window }])
    const clerk = Clerk.layer({ secretKey: Redacted.make("sk_test_strict"), retry: Retry.standard })
    const time = virtualTime()
    const start = time.now()
    const outcomes = yield* importAll(newUsers(count)).pipe(
      Effect.provide(Layer.merge(Layer.provide(clerk, layer), sqlite)),
      time.run
    )
    assert.deepStrictEqual(summary(outcomes), allAre("Created", count))
    assert.deepStrictEqual(refused, [])
    assert.lengthOf(sent, count)
    assert.isAtMost(time.now() - start, count / limit * window / 0.9)
  }))
