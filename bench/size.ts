/** What a program pays for one operation: the bytes in its bundle, and the time of the import. */
import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { bundle } from "../test/support/bundle.ts"
import type { Section } from "./report.ts"
import { median } from "./statistics.ts"

const root = fileURLToPath(new URL("..", import.meta.url))

const programs = {
  "one operation": `
    import { FetchHttpClient } from "@effect/platform"
    import { Effect } from "effect"
    import { Clerk, Users } from "effect-clerk"
    Users.get({ userId: "user_1" }).pipe(
      Effect.provide(Clerk.layerConfig()),
      Effect.provide(FetchHttpClient.layer),
      Effect.runPromise
    )`,
  "the tag alone": `import { Users } from "effect-clerk"; console.log(Users)`,
  "the errors alone": `import { Errors } from "effect-clerk"; console.log(Errors.isError)`
}

const entries = ["effect-clerk", "effect-clerk/Users", "effect-clerk/testing"]
const rounds = 11

const importTime = (entry: string | undefined): number => {
  const ours = entry === undefined ? "" : `; await import("${entry}")`
  const script = `const start = performance.now(); await import("effect"); await import("@effect/platform")${ours}
    console.log(performance.now() - start)`
  const options = { cwd: root, encoding: "utf8" } as const
  return Number(spawnSync(process.execPath, ["--input-type=module", "-e", script], options).stdout)
}

export const size = async (): Promise<Section> => {
  const rows: Array<ReadonlyArray<string>> = []
  for (const [name, contents] of Object.entries(programs)) {
    const { gzipped, minified } = await bundle(contents, "./dist/index.js")
    rows.push([`bundle: ${name}`, `${(minified / 1000).toFixed(1)} kB`, `${(gzipped / 1000).toFixed(1)} kB gzipped`])
  }
  // In rounds that alternate, as everything here: the first one fills the caches of the disk.
  const times = [undefined, ...entries].map((entry) => ({ entry, took: new Array<number>() }))
  for (let round = -1; round < rounds; round++) {
    for (const { entry, took } of times) {
      const time = importTime(entry)
      if (round >= 0) {
        took.push(time)
      }
    }
  }
  const [effect, ...ours] = times.map(({ entry, took }) => ({ entry, time: median(took) }))
  for (const { entry, time } of ours) {
    rows.push([
      `import: ${entry}`,
      `${time.toFixed(0)} ms`,
      `${(time / effect!.time).toFixed(2)} × effect and @effect/platform`
    ])
  }
  return {
    title: "Size and start",
    about: "Our own code beyond the modules of Effect, and the time of an import with theirs.",
    columns: ["what", "value", "note"],
    rows
  }
}
