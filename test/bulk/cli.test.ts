/** The commands import, export and for-each, against an in-memory Clerk behind a server. */
import { Command } from "@effect/cli"
import { HttpServer } from "@effect/platform"
import { NodeContext, NodeHttpServer } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Cause, ConfigProvider, type Console, Effect, Exit, Layer, Redacted } from "effect"
import { ClerkTest } from "effect-clerk/testing"
import { readFileSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { command as exportCommand } from "../../src/cli/export.ts"
import { command as forEachCommand } from "../../src/cli/forEach.ts"
import { command as importCommand } from "../../src/cli/import.ts"
import { temporaryFolder } from "../support/bulkChaos.ts"

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/bulk/${name}`, import.meta.url))

const main = Command.run(
  Command.make("effect-clerk").pipe(Command.withSubcommands([importCommand, exportCommand, forEachCommand])),
  { name: "effect-clerk", version: "0.1.0" }
)

/** Keeps what a command prints. */
const consoleInto = (printed: Array<string>) =>
  new Proxy({}, {
    get: () => (...lines: ReadonlyArray<unknown>) => Effect.sync(() => printed.push(lines.join(" ")))
  }) as Console.Console

/** Runs a command, and returns how it ended and what it printed. A failure is the exit code 1. */
const run = Effect.fnUntraced(function*(...args: ReadonlyArray<string>) {
  const printed: Array<string> = []
  const clerk = yield* ClerkTest
  const url = yield* HttpServer.addressFormattedWith(Effect.succeed)
  const exit = yield* Effect.exit(main(["node", "effect-clerk", ...args])).pipe(
    Effect.withConsole(consoleInto(printed)),
    Effect.withConfigProvider(ConfigProvider.fromMap(
      new Map([["CLERK_API_URL", url], ["CLERK_SECRET_KEY", Redacted.value(clerk.secretKey)]])
    )),
    Effect.provide(NodeContext.layer)
  )
  const ended = Exit.match(exit, {
    onFailure: (cause) => String(Cause.squash(cause)),
    onSuccess: () => "done"
  })
  return { ended, printed: printed.join("\n") }
})

const TestLive = ClerkTest.layerServer().pipe(
  Layer.provideMerge(NodeHttpServer.layer(createServer, { host: "127.0.0.1", port: 0 })),
  Layer.orDie
)

const lines = (path: string) =>
  readFileSync(path, "utf8").trim().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>)

describe("The command import", () => {
  it.scopedLive(
    "M7: ends with exit code 1 when a row was refused, and reports every row",
    () =>
      Effect.gen(function*() {
        const folder = yield* temporaryFolder
        const [file, ledger, report] = ["users.ndjson", "ledger.db", "report.ndjson"].map((name) => join(folder, name))
        writeFileSync(
          file!,
          [
            "{\"externalId\":\"1\",\"emailAddresses\":[{\"emailAddress\":\"ada@example.com\",\"verified\":true}]}",
            "",
            "{\"externalId\":\"2\",\"emial\":\"grace@example.com\"}"
          ].join("\n")
        )
        const command = ["import", file!, "--ledger", ledger!, "--report", report!]
        const first = yield* run(...command)
        assert.strictEqual(first.ended, "RowsNotDone: 1 rows were refused and 0 have no outcome yet")
        assert.include(first.printed, "Created: 1, Refused: 1")
        assert.sameDeepMembers(lines(report!).map(({ _tag, key, message, row }) => ({ _tag, key, message, row })), [
          { _tag: "Created", key: "1", message: undefined, row: 1 },
          { _tag: "Refused", key: "2", message: "emial: Expected no such key", row: 2 }
        ])
        // The corrected file goes on where the first run ended.
        writeFileSync(file!, readFileSync(file!, "utf8").replace("emial", "firstName"))
        assert.strictEqual((yield* run(...command)).ended, "done")
        assert.lengthOf((yield* ClerkTest.snapshot).users, 2)
        assert.lengthOf((yield* ClerkTest.requests).filter(({ operation }) => operation === "users.create"), 2)
      }).pipe(Effect.provide(TestLive)),
    60_000
  )

  it.scopedLive("sends and notes nothing in a dry run", () =>
    Effect.gen(function*() {
      const { ended, printed } = yield* run("import", fixture("auth0.ndjson"), "--map", "auth0", "--dry-run")
      assert.deepStrictEqual([ended, printed.split("\n").at(-1)], ["done", "Valid: 2"])
      assert.deepStrictEqual(yield* ClerkTest.requests, [])
    }).pipe(Effect.provide(TestLive)), 60_000)

  it.scopedLive.each(
    [
      ["auth0", "auth0.ndjson", {
        externalId: "auth0|5f7c8ec7c33c6c004bbafe82",
        username: "ada",
        lastName: "Lovelace",
        banned: true,
        passwordEnabled: true,
        privateMetadata: { plan: "pro" },
        unsafeMetadata: { theme: "dark" }
      }],
      ["supabase", "supabase.csv", {
        externalId: "6f1c1d9e-5d3a-4a52-9d6e-0d6f6e8b7a01",
        firstName: "Ada",
        lastName: "King Lovelace",
        banned: true,
        passwordEnabled: true,
        privateMetadata: { provider: "email" }
      }],
      ["firebase", "firebase.ndjson", {
        externalId: "0aBcDeFgHiJkLmNoPqRsTuVwXyZ1",
        firstName: "Ada",
        lastName: "Lovelace",
        banned: false,
        privateMetadata: { admin: true }
      }],
      ["cognito", "cognito.ndjson", {
        externalId: "11111111-2222-3333-4444-555555555501",
        firstName: "Ada",
        lastName: "Lovelace",
        banned: false
      }],
      ["better-auth", "better-auth.ndjson", { externalId: "kR9tQ3mZ7xW1", username: "ada", banned: false }],
      ["clerk", "clerk.csv", {
        externalId: "user_2ada",
        username: "ada",
        passwordEnabled: true,
        totpEnabled: true
      }]
    ] as const
  )(
    "imports the sample of %s by its mapping, with unverified addresses reserved",
    ([name, sample, expected]) =>
      Effect.gen(function*() {
        const folder = yield* temporaryFolder
        const command = ["import", fixture(sample), "--map", name, "--ledger", join(folder, "ledger.db")]
        const { ended, printed } = yield* run(...command)
        assert.strictEqual(ended, "done", printed)
        const { users } = yield* ClerkTest.snapshot
        const ada = users.find(({ externalId }) => externalId === expected.externalId)
        assert.deepInclude(ada, expected)
        assert.deepInclude(ada?.emailAddresses[0], { emailAddress: "ada@example.com", reserved: false })
        const grace = users.find(({ externalId }) => externalId !== expected.externalId)
        assert.strictEqual(grace?.emailAddresses[0]?.emailAddress, "grace@example.com")
        const isVerified = name === "clerk"
        assert.strictEqual(grace?.emailAddresses[0]?.reserved, !isVerified)
      }).pipe(Effect.provide(TestLive)),
    60_000
  )
})

describe("The commands export and for-each", () => {
  it.scopedLive(
    "write users to a file that is completed after an interruption, and change those of a filter",
    () =>
      Effect.gen(function*() {
        const folder = yield* temporaryFolder
        const [file, csv, ledger] = ["users.ndjson", "users.csv", "ledger.db"].map((name) => join(folder, name))
        yield* ClerkTest.seed([
          { username: "ada", emailAddress: ["ada@example.com"] },
          { username: "grace", banned: true },
          { username: "alan" }
        ])
        assert.deepStrictEqual(yield* run("export", "-o", file!), { ended: "done", printed: "3 users" })
        const whole = readFileSync(file!, "utf8")
        writeFileSync(file!, whole.slice(0, -20))
        assert.deepStrictEqual(yield* run("export", "-o", file!), { ended: "done", printed: "1 users" })
        assert.strictEqual(readFileSync(file!, "utf8"), whole)

        assert.strictEqual(
          (yield* run("export", "-o", csv!, "--columns", "username,emailAddresses.0.emailAddress,banned")).ended,
          "done"
        )
        assert.strictEqual(
          readFileSync(csv!, "utf8"),
          "username,emailAddresses.0.emailAddress,banned\nada,ada@example.com,\ngrace,,true\nalan,,\n"
        )

        const tag = ["update-metadata", "--filters", "{\"banned\":false}", "--public", "{\"tagged\":true}"]
        assert.strictEqual((yield* run("for-each", "--ledger", ledger!, ...tag.slice(1), tag[0]!)).ended, "done")
        const { users } = yield* ClerkTest.snapshot
        assert.deepStrictEqual(users.map(({ publicMetadata, username }) => [username, publicMetadata]), [
          ["alan", { tagged: true }],
          ["grace", {}],
          ["ada", { tagged: true }]
        ])
      }).pipe(Effect.provide(TestLive)),
    60_000
  )
})
