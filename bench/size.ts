/** What a program pays for one operation: the bytes in its bundle, and the time of the import. */
import { build } from "esbuild"
import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import { median } from "./measure.ts"
import type { Section } from "./report.ts"

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

/** Our own code in a program, minified and gzipped, beyond the modules of Effect. Wants `npm run build`. */
export const ownBytes = async (contents: string): Promise<{ readonly minified: number; readonly gzipped: number }> => {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
    external: ["effect", "effect/*", "@effect/*"],
    tsconfigRaw: {}
  })
  const bundle = outputFiles[0]!.contents
  return { minified: bundle.length, gzipped: gzipSync(bundle, { level: 9 }).length }
}

const importTime = (code: string): number =>
  median(Array.from({ length: 7 }, () => {
    const script = `const start = performance.now(); ${code}; console.log(performance.now() - start)`
    return Number(
      spawnSync(process.execPath, ["--input-type=module", "-e", script], { cwd: root, encoding: "utf8" }).stdout
    )
  }))

export const size = async (): Promise<Section> => {
  const rows: Array<ReadonlyArray<string>> = []
  for (const [name, contents] of Object.entries(programs)) {
    const { gzipped, minified } = await ownBytes(contents)
    rows.push([`bundle: ${name}`, `${(minified / 1000).toFixed(1)} kB`, `${(gzipped / 1000).toFixed(1)} kB gzipped`])
  }
  const effect = importTime(`await import("effect"); await import("@effect/platform")`)
  for (const entry of ["effect-clerk", "effect-clerk/Users", "effect-clerk/testing"]) {
    const ours = importTime(`await import("effect"); await import("@effect/platform"); await import("${entry}")`)
    rows.push([
      `import: ${entry}`,
      `${ours.toFixed(0)} ms`,
      `${(ours / effect).toFixed(2)} × effect and @effect/platform`
    ])
  }
  return {
    title: "Size and start",
    about: "Our own code beyond the modules of Effect, and the time of an import with theirs.",
    columns: ["what", "value", "note"],
    rows
  }
}
