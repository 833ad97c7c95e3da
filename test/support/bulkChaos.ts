/** Imports in processes that are killed at random instants and started again, over a real socket with faults. */
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { build } from "esbuild"
import { spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import type { Task } from "./bulkProgram.ts"
import { serveBulk } from "./bulkServer.ts"

export const temporaryFolder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "bulk-"))),
  (folder) => Effect.sync(() => rmSync(folder, { recursive: true, force: true }))
)

const root = fileURLToPath(new URL("../..", import.meta.url))

/** Bundles the program into a folder, since it starts often: one file starts ten times as fast as the modules. */
const bundleInto = (folder: string) =>
  Effect.promise(async () => {
    const outfile = join(folder, "program.cjs")
    await build({
      entryPoints: [join(root, "test/support/bulkProgram.ts")],
      tsconfig: join(root, "tsconfig.json"),
      bundle: true,
      platform: "node",
      format: "cjs",
      external: ["better-sqlite3"],
      outfile
    })
    return outfile
  })

/** A folder with the program in it. */
export const programFolder = Effect.gen(function*() {
  const folder = yield* temporaryFolder
  return { folder, program: yield* bundleInto(folder) }
})

/** Runs the program and returns what it prints. `until` kills it; then nothing is returned. */
export const runImport = (program: string, task: Task, until?: Promise<void>) =>
  Effect.promise(() =>
    new Promise<string | undefined>((resolve) => {
      const child = spawn(process.execPath, [program, JSON.stringify(task)], {
        env: { ...process.env, NODE_PATH: join(root, "node_modules") },
        stdio: ["ignore", "pipe", "inherit"]
      })
      let printed = ""
      child.stdout.on("data", (data: Buffer) => printed += data.toString())
      void until?.then(() => child.kill("SIGKILL"))
      child.on("close", (code) => resolve(code === 0 ? printed : undefined))
    })
  )

/** Resolves once the server has this many users. */
export const whenThereAre = (users: ReadonlyMap<string, number>, count: number) =>
  new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      if (users.size >= count) {
        clearInterval(timer)
        resolve()
      }
    }, 1)
    timer.unref()
  })

/** Imports `rows` rows in processes that are killed `kills` times, each after a random share of the rest. */
export const survivesKills = Effect.fnUntraced(function*(rows: number, kills: number, seed: number) {
  const { folder, program } = yield* programFolder
  const server = yield* serveBulk(seed, 0.2)
  const task = { apiUrl: `${server.url}/v1`, ledger: join(folder, "ledger.db"), rows, concurrency: 50 }
  let killed = 0
  for (let kill = 1; kill <= kills; kill++) {
    const there = server.users.size
    // A different share of what is left each time, so that each kill happens.
    const more = Math.max(1, Math.floor((rows - there) / (kills - kill + 2) * (0.5 + (seed * kill % 10) / 10)))
    const printed = yield* runImport(program, task, whenThereAre(server.users, there + more))
    killed += printed === undefined ? 1 : 0
  }
  const printed = yield* runImport(program, task)
  assert.strictEqual(killed, kills, `kills, seed ${seed}`)
  assert.deepStrictEqual(JSON.parse(printed ?? "null"), { Created: rows }, `outcomes, seed ${seed}`)
  assert.strictEqual(server.users.size, rows)
  assert.isTrue([...server.users.values()].every((count) => count === 1))
  // A row without an outcome would be begun once more.
  const again = yield* runImport(program, task)
  assert.deepStrictEqual(JSON.parse(again ?? "null"), { Created: rows })
  return server
})

/** Imports in two processes that share one ledger, and kills one of them once the server has a part of the rows. */
export const sharesWithLease = Effect.fnUntraced(function*(rows: number, seed: number) {
  const { folder, program } = yield* programFolder
  const server = yield* serveBulk(seed, 0.2)
  const ledger = join(folder, "ledger.db")
  const task = { apiUrl: `${server.url}/v1`, ledger, rows, concurrency: 20, lease: "4 seconds" }
  const [killed, finished] = yield* Effect.all([
    runImport(program, task, whenThereAre(server.users, Math.floor(rows / 3))),
    runImport(program, task)
  ], { concurrency: 2 })
  assert.isUndefined(killed)
  assert.deepStrictEqual(JSON.parse(finished ?? "null"), { Created: rows }, `seed ${seed}`)
  assert.strictEqual(server.users.size, rows)
  assert.isTrue([...server.users.values()].every((count) => count === 1))
  return server
})
