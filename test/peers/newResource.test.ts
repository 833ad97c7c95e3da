/**
 * `npm run new:resource`: the first draft of a resource. The document is a small one of this file; `CLERK_OPENAPI` is the path of Clerk's.
 */
import { Command, FileSystem } from "@effect/platform"
import { NodeContext } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { readFileSync } from "node:fs"
import ts from "typescript"
import { parse } from "yaml"
import type { Document } from "../../scripts/drift/openapi.ts"
import { draft, tagsOf } from "../../scripts/newResource/draft.ts"
import { programFile } from "../support/program.ts"

const text = `
paths:
  /widgets:
    get:
      operationId: ListWidgets
      tags: [Widgets]
      parameters:
        - { name: limit, in: query, schema: { type: integer } }
        - { name: active, in: query, schema: { type: boolean } }
      responses:
        "200":
          content:
            application/json:
              schema:
                type: object
                properties:
                  data: { type: array, items: { $ref: "#/components/schemas/Widget" } }
                  total_count: { type: integer }
        "422": {}
    post:
      operationId: CreateWidget
      tags: [Widgets]
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                name: { type: string }
                client_secret: { type: string, nullable: true }
              required: [name]
      responses:
        "200":
          content:
            application/json: { schema: { $ref: "#/components/schemas/Widget" } }
        "400": {}
        "422": {}
  /widgets/{widget_id}:
    delete:
      operationId: DeleteWidget
      tags: [Widgets]
      responses:
        "200":
          content:
            application/json:
              schema:
                type: object
                properties:
                  object: { type: string, enum: [widget] }
                  deleted: { type: boolean }
        "404": {}
  /widgets/{widget_id}/archive:
    post:
      operationId: ArchiveWidget
      tags: [Widgets]
      responses:
        "200":
          content:
            application/json: { schema: { $ref: "#/components/schemas/Widget" } }
        "404": {}
  /gadgets:
    get:
      tags: [Gadgets]
      responses: { "200": {} }
components:
  schemas:
    Widget:
      type: object
      properties:
        object: { type: string, enum: [widget] }
        id: { type: string }
        kind: { type: string, enum: [big, small] }
        parts: { type: array, items: { type: object, properties: { weight: { type: integer } } } }
        public_metadata: { type: object }
        created_at: { type: integer }
      required: [object, id]
`

/** The files of a draft. Each must be TypeScript. */
const filesOf = (document: Document, tag: string) =>
  draft(document, tag).map(({ path, text }) => {
    const { diagnostics = [] } = ts.transpileModule(text, { reportDiagnostics: true })
    assert.deepStrictEqual(diagnostics.map(({ messageText }) => messageText), [], `${tag}: ${path}`)
    return [path, text] as const
  })

describe("The draft of a resource", () => {
  const [[tablePath, table], [schemasPath, schemas], [testPath, test]] = filesOf(parse(text), "Widgets") as unknown as [
    [string, string],
    [string, string],
    [string, string]
  ]

  it("has a table, schemas and a test", () => {
    assert.deepStrictEqual([tablePath, schemasPath, testPath], [
      "src/operations/Widgets.ts",
      "src/Schema/Widget.ts",
      "test/resources/widgets.test.ts"
    ])
  })

  it("has each operation of the document in its table, with what it sends, returns and fails with", () => {
    for (
      const part of [
        `list: Operation.get("/widgets", {
    query: WidgetFilters,
    success: Page(Widget),
    errors: [422]
  })`,
        `create: Operation.post("/widgets", {
    payload: NewWidget,
    success: Widget,
    errors: [400, 422]
  })`,
        `delete: Operation.del("/widgets/:widgetId", {
    success: DeletedObject,
    errors: [404],
    deletes: "widget"
  })`,
        `archive: Operation.post("/widgets/:widgetId/archive", {
    success: Widget,
    errors: [404]
  })`,
        "Fails with 400, 422.",
        "@see https://clerk.com/docs/reference/backend-api/tag/widgets/delete/widgets/%7Bwidget_id%7D",
        `import { NewWidget, Widget, WidgetFilters } from "../Schema/Widget.ts"`
      ]
    ) {
      assert.include(table, part)
    }
  })

  it("has schemas of responses that tolerate missing fields, and of requests that hide secrets", () => {
    for (
      const part of [
        `object: object("widget")`,
        "id: Schema.NonEmptyString",
        `kind: withDefault(openEnum("big", "small"), () => "")`,
        "parts: list(WidgetParts)",
        "publicMetadata: metadata",
        "createdAt: nullable(Timestamp)",
        "name: Schema.String",
        "clientSecret: clearable(Secret)",
        "  limit,\n",
        "active: queryFlag"
      ]
    ) {
      assert.include(schemas, part)
    }
    assert.isBelow(schemas.indexOf("class WidgetParts "), schemas.indexOf("class Widget "))
  })

  it("has a literal case for each operation in its test", () => {
    assert.include(test, `call: Widgets.create({"name":"name"})`)
    assert.include(test, `sends: ["POST","https://api.clerk.com/v1/widgets","{\\"name\\":\\"name\\"}"]`)
    assert.include(test, `sends: ["DELETE","https://api.clerk.com/v1/widgets/TODO"]`)
    assert.include(test, `refused: [404, "TODO"]`)
  })
})

describe("npm run new:resource", () => {
  /** What the command printed, and its exit code. */
  const run = Effect.fnUntraced(function*(tag: string) {
    const files = yield* FileSystem.FileSystem
    const file = yield* files.makeTempFileScoped({ suffix: ".yml" })
    yield* files.writeFileString(file, text)
    const process = yield* Command.start(
      Command.make(globalThis.process.execPath, programFile("scripts/newResource.ts"), tag, file)
    )
    const texts = [process.stdout, process.stderr].map((stream) => Stream.mkString(Stream.decodeText(stream)))
    const [[out, error], code] = yield* Effect.all(
      [Effect.all(texts, { concurrency: "unbounded" }), process.exitCode],
      { concurrency: "unbounded" }
    )
    return { code: Number(code), error, out }
  })

  it.scopedLive("prints the files of a resource of the document", () =>
    Effect.gen(function*() {
      const { code, error, out } = yield* run("Widgets")
      assert.deepStrictEqual([code, error], [0, ""])
      assert.include(out, "// src/operations/Widgets.ts\n")
      assert.include(out, "// test/resources/widgets.test.ts\n")
    }).pipe(Effect.provide(NodeContext.layer)), 60_000)

  it.scopedLive(
    "names the resources of the document when it does not have the one asked for, and fails",
    () =>
      Effect.gen(function*() {
        const { code, error, out } = yield* run("Widget")
        assert.deepStrictEqual([code, error, out], [
          1,
          `The file has no resource "Widget", only Gadgets, Widgets.\n`,
          ""
        ])
      }).pipe(Effect.provide(NodeContext.layer)),
    60_000
  )
})

const { CLERK_OPENAPI } = process.env
if (CLERK_OPENAPI === undefined) {
  console.log("skipped: drafts of the resources of Clerk's OpenAPI file, because CLERK_OPENAPI is not set")
}

describe.skipIf(CLERK_OPENAPI === undefined)("Clerk's OpenAPI file", () => {
  const file: Document = CLERK_OPENAPI === undefined ? { paths: {} } : parse(readFileSync(CLERK_OPENAPI, "utf8"))

  it.each([...tagsOf(file)])("has a resource that can be drafted: %s", (tag) => {
    const [[, table] = ["", ""]] = filesOf(file, tag)
    assert.include(table, "Operation.")
    assert.notInclude(table, "undefined")
  })
})
