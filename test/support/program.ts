/**
 * Programs that tests run in processes of their own.
 */
import { buildSync } from "esbuild"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("../..", import.meta.url))

const built = new Map<string, string>()

/** The path of a program as one file of JavaScript with all its packages, which starts ten times as fast as the modules with tsx. */
export const programFile = (entry: string): string => {
  const known = built.get(entry)
  if (known !== undefined) {
    return known
  }
  // Each process of the suite has a file of its own.
  const outfile = `${root}/node_modules/.cache/effect-clerk/${process.pid}-${entry.replaceAll("/", "-")}.mjs`
  buildSync({
    absWorkingDir: root,
    bundle: true,
    entryPoints: [entry],
    external: ["better-sqlite3"],
    // Some packages are CommonJS, and require modules of Node.
    banner: { js: `import { createRequire } from "node:module"; const require = createRequire(import.meta.url);` },
    format: "esm",
    outfile,
    platform: "node",
    target: "node20"
  })
  built.set(entry, outfile)
  return outfile
}
