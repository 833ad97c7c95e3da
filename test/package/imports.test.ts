/** The core knows no resource. `.oxlintrc.json` has the other rules about imports; this one is derived from the list of resources. */
import { assert, it } from "@effect/vitest"
import { readdirSync } from "node:fs"
import { read } from "../support/documents.ts"
import { resources } from "../support/resources.ts"

const core = ["Auth", "Errors", "Http", "Metrics", "Operation", "RateLimit", "RateLimitRedis", "Resource", "Retry"]
const folders = ["errors", "internal/http", "internal/schema", "internal/rateLimit"]

const filesIn = (folder: string) =>
  readdirSync(new URL(`../../src/${folder}/`, import.meta.url)).map((file) => `src/${folder}/${file}`)

it.each([...core.map((name) => `src/${name}.ts`), ...folders.flatMap(filesIn)])("%s imports no resource", (file) => {
  const imported = Array.from(read(file).matchAll(/(?:from|import) "[./]*\/(\w+)\.ts"/g), ([, name]) => name!)
  assert.deepStrictEqual(imported.filter((name) => resources.some(({ source }) => source === name)), [])
})
