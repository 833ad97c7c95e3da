import { assert, it } from "@effect/vitest"
import { readdirSync, readFileSync } from "node:fs"

const folder = new URL("../../../src/", import.meta.url)
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"))

/** Code from strings, which many runtimes and content security policies forbid. `redis.eval` runs on the server. */
const codeFromString = /(?<!redis\.)\beval\b|\bnew Function\b|\bFunction\(|\bsetTimeout\(\s*["'`]|\.constructor\(/

it.each(files)("%s compiles no code from strings", (file) => {
  assert.notMatch(readFileSync(new URL(file, folder), "utf8"), codeFromString)
})

it("the check for code from strings finds eval and the Function constructor", () => {
  for (const code of ["eval(\"1\")", "(0, eval)(\"1\")", "new Function(\"return 1\")", "Function(\"return 1\")()"]) {
    assert.match(code, codeFromString)
  }
})
