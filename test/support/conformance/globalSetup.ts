/**
 * Reads Clerk's OpenAPI file, whose path is in `CLERK_OPENAPI`, once for all test files.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { TestProject } from "vitest/node"
import { parse } from "yaml"
import { describe } from "./document.ts"
import { repairs } from "./repairs.ts"

declare module "vitest" {
  interface ProvidedContext {
    /** The path of the schemas as JSON; null without `CLERK_OPENAPI`. */
    readonly clerkSchemas: string | null
  }
}

export default ({ provide }: TestProject) => {
  const path = process.env["CLERK_OPENAPI"]
  if (path === undefined) {
    provide("clerkSchemas", null)
    return undefined
  }
  const folder = mkdtempSync(join(tmpdir(), "effect-clerk-openapi-"))
  const schemas = join(folder, "schemas.json")
  writeFileSync(schemas, JSON.stringify(describe(parse(readFileSync(path, "utf8")), repairs)))
  provide("clerkSchemas", schemas)
  return () => rmSync(folder, { recursive: true, force: true })
}
