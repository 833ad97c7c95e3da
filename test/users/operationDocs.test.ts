/** The documentation of each operation names the statuses that its entry in the table has. */
import { assert, describe, it } from "@effect/vitest"
import { type Operation, userOperations } from "effect-clerk"
import { readdirSync, readFileSync } from "node:fs"
import ts from "typescript"

const operations: Operation.Table = userOperations

const folder = new URL("../../src/operations/", import.meta.url)

/** The doc comment of each entry of the tables, by name. */
const comments = (): ReadonlyMap<string, string> => {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"))
  const found = new Map<string, string>()
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && node.name.getText() in operations) {
      const [doc] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc)
      found.set(node.name.getText(), ts.getTextOfJSDocComment(doc?.comment) ?? "")
      return
    }
    ts.forEachChild(node, visit)
  }
  for (const file of files) {
    visit(ts.createSourceFile(file, readFileSync(new URL(file, folder), "utf8"), ts.ScriptTarget.ES2022, true))
  }
  return found
}

describe("the documentation of an operation", () => {
  const documented = comments()

  it.each(Object.keys(operations))("names the statuses that are its errors: %s", (name) => {
    const paragraph = documented.get(name)?.split("\n\n").find((paragraph) => paragraph.startsWith("Fails with "))
    const statuses = paragraph?.replace(/`[^`]*`/g, "").match(/\b[45]\d\d\b/g) ?? []
    assert.deepStrictEqual(statuses.map(Number), [...operations[name]!.errors])
  })

  it.each(Object.keys(operations))("says what the operation returns: %s", (name) => {
    assert.match(documented.get(name) ?? "", /^Returns /m)
  })
})
