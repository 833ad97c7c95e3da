import { assert, it } from "@effect/vitest"
import { readFileSync } from "node:fs"
import { version } from "../../src/internal/version.ts"

it("the version in the user-agent header equals the version in package.json", () => {
  const { version: published } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    readonly version: string
  }
  assert.strictEqual(version, published)
})
