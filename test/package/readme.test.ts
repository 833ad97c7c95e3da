import { assert, describe, it } from "@effect/vitest"
import { userOperations } from "effect-clerk"
import { readFileSync } from "node:fs"

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8")

describe("the README", () => {
  const readme = read("README.md")

  const examples = Array.from(
    readme.matchAll(/<!-- (.+?) -->\n\n```ts\n(.*?)```/gs),
    ([, path, code]) => ({ path: path!, code: code! })
  )

  it("shows its examples", () => {
    assert.deepStrictEqual(examples.map(({ path }) => path), [
      "examples/quickstart.ts",
      "examples/errors.ts",
      "examples/many.ts",
      "examples/cache.ts",
      "examples/retry.ts",
      "examples/redis.ts",
      "examples/testing.test.ts"
    ])
  })

  for (const { code, path } of examples) {
    it(`shows ${path} as it is`, () => {
      assert.strictEqual(code, read(path))
    })
  }

  it("has a row for each operation, with its endpoint", () => {
    const rows = Array.from(
      readme.matchAll(/^\| `(\w+)` +\|.*?\| `([A-Z]+) (\/users[^`]*)` +\|/gm),
      ([, name, method, path]) => `${name}: ${method} ${path}`
    )
    const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    assert.deepStrictEqual(
      rows,
      Object.entries(userOperations).map(([name, { method, path }]) =>
        `${name}: ${method} ${path.split("?")[0]!.replace(/:(\w+)/g, (_, param: string) => `{${snake(param)}}`)}`
      )
    )
  })
})
