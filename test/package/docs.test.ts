/** The documentation in the source, and the snippets in it and in the documents. */
import { assert, beforeAll, describe, it } from "@effect/vitest"
import { readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import ts from "typescript"
import { errorsOf, languageService } from "../support/compiler.ts"
import { snippets } from "../support/documents.ts"

const src = fileURLToPath(new URL("../../src/", import.meta.url))

const modules = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts") && !/^(?:cli|internal)\//.test(path))
  .map((path) => ({ path, text: readFileSync(src + path, "utf8") }))

describe("a snippet", () => {
  const inSource = modules.flatMap(({ path, text }) =>
    Array.from(
      text.matchAll(/^ *\* ```ts\n(.*?)^ *\* ```$/gms),
      ([, code], index) => [`${path.replaceAll("/", "-")}-${index}.ts`, code!.replace(/^ *\* ?/gm, "")] as const
    )
  )
  const inDocuments = snippets.filter(({ example }) => example === undefined).map(({ code, name }) =>
    [name, code] as const
  )
  const all = Object.fromEntries([...inSource, ...inDocuments])
  const names = Object.keys(all)
  const service = languageService(all, { noUnusedLocals: false })

  // The first snippet pays for reading the types of all dependencies.
  beforeAll(() => void errorsOf(service, names[0]!), 120_000)

  it.each(names)("type-checks: %s", (name) => {
    assert.deepStrictEqual(errorsOf(service, name), [])
  })

  it("stands in the header of each main module, in the README and in the guides", () => {
    assert.includeMembers(names, [
      "Auth.ts-0.ts",
      "Clerk.ts-0.ts",
      "Errors.ts-0.ts",
      "Http.ts-0.ts",
      "Operation.ts-0.ts",
      "Resource.ts-0.ts",
      "Users.ts-0.ts",
      "Schema-User.ts-0.ts",
      "Schema-wire-SnakeCase.ts-0.ts"
    ])
    assert.includeMembers(inDocuments.map(([name]) => name.replace(/-\d+\.ts$/, "")), [
      "README.md",
      "docs-errors.md",
      "docs-operations.md",
      "docs-runtimes.md"
    ])
  })
})

describe("every export", () => {
  const parse = ({ path, text }: typeof modules[number]) =>
    ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true)

  /** The names of each module of `testing` that its index exports; undefined means all. */
  const exported = new Map(
    parse(modules.find(({ path }) => path === "testing/index.ts")!).statements.filter(ts.isExportDeclaration).map((
      it
    ) => [
      `testing/${(it.moduleSpecifier as ts.StringLiteral).text.slice(2)}`,
      it.exportClause === undefined ? undefined : it.exportClause.getText()
    ])
  )
  const isPublic = (path: string, statement: ts.Statement): boolean => {
    if (!path.startsWith("testing/") || path === "testing/index.ts") return true
    if (!exported.has(path)) return false
    const names = exported.get(path)
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
