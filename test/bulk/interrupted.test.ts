/** The command import as a process that is interrupted. */
import { HttpServer } from "@effect/platform"
import { NodeHttpServer } from "@effect/platform-node"
import { assert, it } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import { ClerkTest } from "effect-clerk/testing"
import { writeFileSync } from "node:fs"
import { createServer } from "node:http"
import { join } from "node:path"
import { temporaryFolder } from "../support/bulkChaos.ts"
import { programFile } from "../support/program.ts"
import { run } from "../support/serve.ts"

const TestLive = ClerkTest.layerServer({ secretKey: Redacted.make("sk_live_in_memory"), latency: "50 millis" }).pipe(
  Layer.provideMerge(NodeHttpServer.layer(createServer, { host: "127.0.0.1", port: 0 })),
  Layer.orDie
)

const rows = 400

it.scopedLive(
  "the command import ends cleanly on Ctrl-C, says how to go on, and goes on when it is run again",
  () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder
      const file = join(folder, "users.ndjson")
      writeFileSync(
        file,
        Array.from({ length: rows }, (_, index) => JSON.stringify({ externalId: `${index}` })).join("\n")
      )
      const url = yield* HttpServer.addressFormattedWith(Effect.succeed)
      const importUsers = run(
        "env",
        `CLERK_API_URL=${url}`,
        "CLERK_SECRET_KEY=sk_live_in_memory",
        process.execPath,
        programFile("src/cli/main.ts"),
        "import",
        file,
        "--ledger",
        join(folder, "ledger.db")
      )
      const count = Effect.map(ClerkTest.snapshot, ({ users }) => users.length)

      const first = yield* importUsers
      yield* Effect.repeat(Effect.zipRight(Effect.sleep("20 millis"), count), { until: (created) => created > 20 })
      first.child.kill("SIGINT")
      assert.strictEqual(yield* Effect.promise(() => first.ended), 130)
      assert.include(first.output(), "Stopped. Run the same command again to go on")
      assert.isBelow(yield* count, rows)

      const second = yield* importUsers
      assert.strictEqual(yield* Effect.promise(() => second.ended), 0)
      assert.strictEqual(yield* count, rows)
      assert.include(second.output(), `Created: ${rows}`)
    }).pipe(Effect.provide(TestLive)),
  60_000
)
