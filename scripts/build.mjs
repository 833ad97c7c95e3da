// Builds dist: TypeScript 5.9 writes JavaScript, declarations and source maps, then Babel marks top-level calls as
// pure, so that a bundler can drop the modules and values that an application does not use.
import { spawnSync } from "node:child_process"
import { chmodSync, rmSync } from "node:fs"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("..", import.meta.url))

const run = (...args) => {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" })
  if (status !== 0) process.exit(status ?? 1)
}

rmSync(new URL("../dist", import.meta.url), { recursive: true, force: true })
run("node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json")
run(
  "node_modules/@babel/cli/bin/babel.js",
  "dist",
  "--out-dir",
  "dist",
  "--plugins",
  "annotate-pure-calls",
  "--source-maps",
  "--no-babelrc",
  "--quiet"
)
chmodSync(new URL("../dist/cli/main.js", import.meta.url), 0o755)
