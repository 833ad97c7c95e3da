/** The documentation of each operation names the statuses that its entry in the table has. */
import { assert, describe, it } from "@effect/vitest"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import ts from "typescript"
import { operations, resources } from "../support/resources.ts"

const folder = new URL("../../src/operations/", import.meta.url)

/** The doc comment of each entry of a table, which can have parts in a folder. */
const commentsOf = ({ prefix, source }: (typeof resources)[number]) => {
  const parts = new URL(`${prefix}/`, folder)
  const files = [`${source}.ts`, ...existsSync(parts) ? readdirSync(parts).map((file) => `${prefix}/${file}`) : []]
  const found: Array<readonly [string, string]> = []
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node)) {
      const [doc] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc)
      if (doc !== undefined) {
        found.push([`${prefix}.${node.name.getText()}`, ts.getTextOfJSDocComment(doc.comment) ?? ""])
        return
      }
    }
    ts.forEachChild(node, visit)
  }
  for (const file of files) {
    visit(ts.createSourceFile(file, readFileSync(new URL(file, folder), "utf8"), ts.ScriptTarget.ES2022, true))
  }
  return found
}

describe("the documentation of an operation", () => {
  const documented = new Map(resources.flatMap(commentsOf))

  it.each(operations)("names the statuses that are its errors: %s", (name, { errors }) => {
    const paragraph = documented.get(name)?.split("\n\n").find((paragraph) => paragraph.startsWith("Fails with "))
    const statuses = paragraph?.replace(/`[^`]*`/g, "").match(/\b[45]\d\d\b/g) ?? []
    assert.deepStrictEqual(statuses.map(Number), [...errors])
  })

  it.each(operations)("says what the operation returns: %s", (name) => {
    assert.match(documented.get(name) ?? "", /^Returns /m)
  })
})
