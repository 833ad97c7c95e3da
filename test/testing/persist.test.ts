/** `serve --persist`, killed at random instants. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { appendFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { addressOf, serve } from "../support/serve.ts"
import { isSoak, scaled } from "../support/soak.ts"

const kills = isSoak ? scaled(50, 3) : 3

const inFolder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "effect-clerk-persist-"))),
  (folder) => Effect.sync(() => rmSync(folder, { recursive: true, force: true }))
)

const authorization = "Bearer sk_test_for_local_use"

const names = async (url: string) => {
  const all: Array<string> = []
  for (let offset = 0;; offset += 500) {
    const response = await fetch(`${url}/v1/users?limit=500&offset=${offset}`, { headers: { authorization } })
    const users = await response.json() as ReadonlyArray<{ readonly username: string }>
    all.push(...users.map(({ username }) => username))
    if (users.length < 500) return all
  }
}

describe("serve --persist", () => {
  it.scopedLive(
    `keeps every acknowledged write when it is killed at ${kills} random instants`,
    () =>
      Effect.gen(function*() {
        const file = join(yield* inFolder, "clerk.ndjson")
        const acknowledged: Array<string> = []
        let sent = 0
        for (let kill = 0; kill < kills; kill++) {
          yield* Effect.scoped(Effect.gen(function*() {
            const server = yield* serve("--port", "0", "--persist", file)
            const url = yield* addressOf(server)
            assert.includeMembers(yield* Effect.promise(() => names(url)), acknowledged)
            const writer = async () => {
              for (;;) {
                const username = `user${sent++}`
                const response = await fetch(`${url}/v1/users`, {
                  method: "POST",
                  headers: { authorization, "content-type": "application/json" },
                  body: JSON.stringify({ username, private_metadata: { text: "x".repeat(5000) } })
                }).catch(() => undefined)
                if (response === undefined) return
                if (response.status === 200) acknowledged.push(username)
              }
            }
            setTimeout(() => server.child.kill("SIGKILL"), Math.random() * 1000)
            yield* Effect.promise(() => Promise.all([writer(), writer(), writer(), writer()]))
            yield* Effect.promise(() => server.ended)
          }))
        }
        const url = yield* addressOf(yield* serve("--port", "0", "--persist", file))
        const found = yield* Effect.promise(() => names(url))
        assert.includeMembers(found, acknowledged)
        assert.isAbove(acknowledged.length, 0)
        assert.lengthOf(new Set(found), found.length)
      }),
    isSoak ? 3_600_000 : 300_000
  )

  it.scopedLive("ignores a half line at the end, and only its owner may read the file", () =>
    Effect.gen(function*() {
      const folder = yield* inFolder
      const file = join(folder, "clerk.ndjson")
      const seed = join(folder, "users.ndjson")
      writeFileSync(seed, `{"username":"ada"}\n{"username":"grace"}\n`)
      const start = Effect.gen(function*() {
        const server = yield* serve("--port", "0", "--persist", file, "--seed", seed)
        const found = yield* Effect.flatMap(addressOf(server), (url) => Effect.promise(() => names(url)))
        server.child.kill("SIGKILL")
        yield* Effect.promise(() => server.ended)
        return [found.toSorted(), server.output().includes("--seed and --users were not applied")]
      })
      assert.deepStrictEqual(yield* start, [["ada", "grace"], false])
      assert.strictEqual(statSync(file).mode & 0o777, 0o600)
      appendFileSync(file, `{"at":1,"request":{"meth`)
      assert.deepStrictEqual(yield* start, [["ada", "grace"], true])
      assert.deepStrictEqual(yield* start, [["ada", "grace"], true])
    }), 120_000)

  it.scopedLive("refuses a file that it did not make, and does not change it", () =>
    Effect.gen(function*() {
      const file = join(yield* inFolder, "users.json")
      writeFileSync(file, `[{"username":"ada"}]`)
      const { ended, output } = yield* serve("--port", "0", "--persist", file)
      assert.strictEqual(yield* Effect.promise(() => ended), 1)
      assert.strictEqual(output().trim(), `Cannot use --persist ${file}: it was not made by --persist.`)
      assert.strictEqual(statSync(file).size, 20)
    }), 60_000)
})
