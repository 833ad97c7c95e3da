import { assert, it } from "@effect/vitest"
import { readdirSync, readFileSync } from "node:fs"

const folder = new URL("../../../src/", import.meta.url)
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"))

/** What makes code of text, which many runtimes and content security policies forbid; Redis runs its own. */
const codeOfText = /(?<!redis\.)\beval\b|\bnew Function\b|\bFunction\(|\bsetTimeout\(\s*["'`]|\.constructor\(/

it.each(files)("%s makes no code of text", (file) => {
  assert.notMatch(readFileSync(new URL(file, folder), "utf8"), codeOfText)
})

it("what makes code of text is found", () => {
  for (const code of ["eval(\"1\")", "(0, eval)(\"1\")", "new Function(\"return 1\")", "Function(\"return 1\")()"]) {
    assert.match(code, codeOfText)
  }
})
