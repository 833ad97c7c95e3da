/** The README, the guides in `docs/` and the other documents. `docs.test.ts` type-checks their snippets. */
import { assert, describe, it } from "@effect/vitest"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { documents, read, root, snippets } from "../support/documents.ts"
import { operations } from "../support/resources.ts"

describe("a snippet that names an example", () => {
  const shown = snippets.filter(({ example }) => example !== undefined)

  it("stands in the README for each part of the introduction", () => {
    assert.deepStrictEqual(shown.filter(({ path }) => path === "README.md").map(({ example }) => example), [
      "examples/quickstart.ts",
      "examples/values.ts",
      "examples/runtime.ts",
      "examples/instances.ts"
    ])
  })

  it("stands in the guide of its subject", () => {
    assert.includeMembers(shown.map(({ example, path }) => `${path}: ${example}`), [
      "docs/caching.md: examples/cache.ts",
      "docs/errors.md: examples/errors.ts",
      "docs/many-users.md: examples/many.ts",
      "docs/retry-and-rate-limits.md: examples/runtime.ts",
      "docs/retry-and-rate-limits.md: examples/retry.ts",
      "docs/retry-and-rate-limits.md: examples/redis.ts",
      "docs/testing.md: examples/testing.test.ts"
    ])
  })

  it.each(shown)("equals the example: $example in $path", ({ code, example }) => {
    assert.strictEqual(code, read(example!))
  })
})

describe("a link", () => {
  const anchorsOf = (text: string) =>
    Array.from(
      text.matchAll(/^#+ (.+)$/gm),
      ([, heading]) => heading!.toLowerCase().replace(/[^\w\- ]/g, "").replaceAll(" ", "-")
    )

  it.each(documents)("leads to a file or a heading that exists: $path", ({ path, text }) => {
    const links = Array.from(text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g))
    const broken = links.filter(([, file, anchor]) => {
      const target = new URL(file || path, file ? new URL(path, root) : root)
      return !existsSync(target) || anchor !== undefined && !anchorsOf(readFileSync(target, "utf8")).includes(anchor)
    })
    assert.deepStrictEqual(broken.map(([link]) => link), [])
  })
})

it.each(["test/README.md", "test/peers/README.md"])("the test files that %s names exist", (path) => {
  const files = Array.from(read(path).matchAll(/`([\w/]+\.test\.ts)`/g), ([, file]) => file!)
  assert.isAbove(files.length, 3)
  assert.deepStrictEqual(files.filter((file) => !existsSync(new URL(`test/${file}`, root))), [])
})

it.each([["README.md", 250], ["ARCHITECTURE.md", 120]] as const)("%s has at most %i lines", (path, lines) => {
  assert.isAtMost(read(path).split("\n").length - 1, lines)
})

it("examples/README.md lists every example, and nothing else", () => {
  const listed = Array.from(read("examples/README.md").matchAll(/^\| \[(.+?)\]/gm), ([, file]) => file!)
  assert.sameMembers(listed, readdirSync(new URL("examples/", root)).filter((file) => file.endsWith(".ts")))
})

it("docs/operations.md has a row for each operation, with its endpoint", () => {
  const rows = Array.from(
    read("docs/operations.md").matchAll(/^\| `(\w+)` +\|.*?\| `([A-Z]+) (\/[^`]*)` +\|/gm),
    ([, name, method, path]) => `${name}: ${method} ${path}`
  )
  // The file spells two parameters in another way.
  const snake = (name: string) =>
    name === "apiKeyId" || name === "statementId"
      ? name.replace(/Id$/, "ID")
      : name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  assert.deepStrictEqual(
    rows,
    operations.map(([name, { method, path }]) =>
      `${name.split(".")[1]}: ${method} ${
        path.split("?")[0]!.replace(/:(\w+)/g, (_, param: string) => `{${snake(param)}}`)
      }`
    )
  )
})
