import { assert, describe, it } from "@effect/vitest"
import { readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import ts from "typescript"
import { errorsOf, languageService } from "../support/compiler.ts"

const src = fileURLToPath(new URL("../../src/", import.meta.url))

const modules = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts") && !path.startsWith("internal/"))
  .map((path) => ({ path, text: readFileSync(src + path, "utf8") }))

describe("the examples in the documentation", () => {
  const examples = Object.fromEntries(modules.flatMap(({ path, text }) =>
    Array.from(
      text.matchAll(/^ *\* ```ts\n(.*?)^ *\* ```$/gms),
      ([, code], index) => [`${path.replaceAll("/", "-")}-${index}.ts`, code!.replace(/^ *\* ?/gm, "")]
    )
  ))
  const service = languageService(examples, { noUnusedLocals: false })

  for (const name of Object.keys(examples)) {
    it(`type-check: ${name}`, () => {
      assert.deepStrictEqual(errorsOf(service, name), [])
    })
  }

  it("are there for each main room", () => {
    for (
      const room of ["Auth", "Clerk", "Errors", "Http", "Operation", "Users", "Schema-User", "Schema-wire-SnakeCase"]
    ) {
      assert.include(Object.keys(examples), `${room}.ts-0.ts`)
    }
  })
})

describe("every export", () => {
  const parse = ({ path, text }: typeof modules[number]) =>
    ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true)

  /** Of `testing` the index tells what is public: the names of each module, or all of them. */
  const offered = new Map(
    parse(modules.find(({ path }) => path === "testing/index.ts")!).statements.filter(ts.isExportDeclaration).map((
      it
    ) => [
      `testing/${(it.moduleSpecifier as ts.StringLiteral).text.slice(2)}`,
      it.exportClause === undefined ? undefined : it.exportClause.getText()
    ])
  )
  const isPublic = (path: string, statement: ts.Statement): boolean => {
    if (!path.startsWith("testing/") || path === "testing/index.ts") return true
    if (!offered.has(path)) return false
    const names = offered.get(path)
    const name = (statement as ts.Statement & { readonly name?: ts.Identifier }).name?.text
    return names === undefined || name !== undefined && new RegExp(`\\b${name}\\b`).test(names)
  }

  const undocumented = modules.flatMap((module) => {
    const { path } = module
    return parse(module).statements.filter(isExported).filter((it) => isPublic(path, it)).flatMap(named).flatMap(
      (it) => {
        const { comment, tags } = documentation(it)
        const isModule = ts.isExportDeclaration(it)
        return (isModule || comment) &&
            (isModule ? ["since"] : ["since", "category"]).every((tag) => tags.includes(tag))
          ? []
          : [`${path}: ${it.getText().split("\n")[0]}`]
      }
    )
  })

  it("has a sentence, @since and @category", () => {
    assert.deepStrictEqual(undocumented, [])
  })
})

/** `export { with_ as with }` documents each name within the braces. */
const named = (statement: ts.Statement): ReadonlyArray<ts.Node> =>
  ts.isExportDeclaration(statement) && statement.moduleSpecifier === undefined &&
    statement.exportClause !== undefined &&
    ts.isNamedExports(statement.exportClause)
    ? statement.exportClause.elements
    : [statement]

const documentation = (node: ts.Node): { readonly comment: boolean; readonly tags: ReadonlyArray<string> } => {
  if (ts.isExportSpecifier(node)) {
    const text = node.getFullText()
    return {
      comment: /^\s*\/\*\*\s*\*?\s*[A-Z]/.test(text),
      tags: Array.from(text.matchAll(/@(\w+)/g), ([, tag]) => tag!)
    }
  }
  return {
    comment: ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).some(({ comment }) => comment !== undefined),
    tags: ts.getJSDocTags(node).map((tag) => tag.tagName.text)
  }
}

const isExported = (statement: ts.Statement): boolean =>
  ts.isExportDeclaration(statement) || ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword)
