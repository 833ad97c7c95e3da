/**
 * `npm run drift`: finds each difference between a table of operations and an OpenAPI document. The document is a small one of this
 * file; `CLERK_OPENAPI` is the path of Clerk's.
 */
import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { Operation } from "effect-clerk"
import { list, nullable, openEnum, text, Timestamp } from "effect-clerk/Schema/wire/Fields"
import { clearable, filterValues, limit, queryFlag, queryTime } from "effect-clerk/Schema/wire/Request"
import { snakeCase } from "effect-clerk/Schema/wire/SnakeCase"
import { readFileSync } from "node:fs"
import { parse } from "yaml"
import { compare } from "../../scripts/drift/compare.ts"
import { differences } from "../../scripts/drift/differences.ts"
import { type Endpoint, keyOf } from "../../scripts/drift/endpoint.ts"
import * as OpenApi from "../../scripts/drift/openapi.ts"
import { check, type Report, show } from "../../scripts/drift/report.ts"
import { type Resource, resources } from "../../scripts/drift/resources.ts"
import type { Fields, Shape } from "../../scripts/drift/shape.ts"
import { support, withSupport } from "../../scripts/drift/support.ts"
import * as Table from "../../scripts/drift/table.ts"
import { read } from "../support/documents.ts"

const document = parse(`
paths:
  /domains:
    get:
      tags: [Domains]
      parameters:
        - { name: limit, in: query, schema: { type: integer } }
        - { name: name, in: query, schema: { type: array, items: { type: string } } }
        - { name: verified, in: query, schema: { type: boolean } }
        - { name: created_at_before, in: query, schema: { type: integer } }
      responses:
        "200":
          content:
            application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Domain" } } }
        "401": { $ref: "#/components/responses/Errors" }
        "422": { $ref: "#/components/responses/Errors" }
    post:
      tags: [Domains]
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                name: { type: string }
                kind: { type: string, enum: [primary, satellite] }
                proxy_url: { type: string, nullable: true }
              required: [name]
      responses:
        "200":
          content:
            application/json: { schema: { $ref: "#/components/schemas/Domain" } }
        "422": { $ref: "#/components/responses/Errors" }
  /domains/{domain_id}:
    delete:
      tags: [Domains]
      parameters:
        - { name: domain_id, in: path, required: true, schema: { type: string } }
      responses:
        "200":
          content:
            application/json: { schema: { type: object, properties: { deleted: { type: boolean } }, required: [deleted] } }
        "404": { $ref: "#/components/responses/Errors" }
  /clients:
    get:
      tags: [Clients]
      responses: { "200": { description: none } }
components:
  responses:
    Errors: { description: errors }
  schemas:
    Domain:
      type: object
      properties:
        id: { type: string }
        kind: { type: string, enum: [primary, satellite] }
        proxy_url: { type: string, nullable: true }
        cname_targets:
          type: array
          items: { type: object, properties: { host: { type: string } }, required: [host] }
        created_at: { type: integer }
      required: [id, created_at]
`) as OpenApi.Document

class Domain extends Schema.Class<Domain>("effect-clerk/Domain")(snakeCase({
  id: Schema.String,
  kind: nullable(openEnum("primary", "satellite")),
  proxyUrl: nullable(Schema.String),
  cnameTargets: list(Schema.Struct({ host: text })),
  createdAt: Timestamp
})) {}

const filters = snakeCase({ limit, name: filterValues(Schema.String), verified: queryFlag, createdAtBefore: queryTime })
const fields = snakeCase({
  name: Schema.String,
  kind: Schema.optional(Schema.Literal("primary", "satellite")),
  proxyUrl: clearable(Schema.String)
})

const listOf = (query: Schema.Struct.Fields, success: Schema.Schema.AnyNoContext, errors = [401, 422]) =>
  Operation.get("/domains", { query: struct(query), success: Schema.Array(success), errors })

const createOf = (payload: Schema.Struct.Fields, errors = [422]) =>
  Operation.post("/domains", { payload: struct(payload), success: Domain, errors })

const struct = (fields: Schema.Struct.Fields) => Schema.Struct(fields) as unknown as Schema.Schema.AnyNoContext

const operations = {
  list: listOf(filters, Domain),
  create: createOf(fields),
  delete: Operation.del("/domains/:domainId", { success: Schema.Struct({ deleted: Schema.Boolean }), errors: [404] })
}

const withTable = (table: Operation.Table): ReadonlyArray<Resource> => [
  { prefix: "domains", source: "Users", tag: "Domains", table }
]

const unlisted = (changes: Operation.Table): ReadonlyArray<string> =>
  check(withTable({ ...operations, ...changes }), document, []).unlisted.map(show)

const without = <Fields extends Schema.Struct.Fields>(fields: Fields, name: keyof Fields): Schema.Struct.Fields =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name))

/** A class of the same name without a field, or with another one. */
const domainWith = (change: (fields: Schema.Struct.Fields) => Schema.Struct.Fields) =>
  Schema.Class("effect-clerk/Domain")(change(Domain.fields)) as unknown as Schema.Schema.AnyNoContext

describe("The drift check", () => {
  it("finds nothing where table and file agree", () => {
    assert.deepStrictEqual(unlisted({}), [])
  })

  it("finds an operation that is removed from the table", () => {
    const { delete: _, ...others } = operations
    assert.deepStrictEqual(check(withTable(others), document, []).unlisted.map(show), [
      "DELETE /domains/{domain_id}: only in the file"
    ])
  })

  it("finds an operation with another method or path", () => {
    assert.deepStrictEqual(unlisted({ delete: Operation.patch("/domains/:id", { success: Domain, errors: [] }) }), [
      "domains.delete PATCH /domains/{id}: only in the table",
      "DELETE /domains/{domain_id}: only in the file"
    ])
  })

  it.each(Object.entries({ limit: "limit", name: "name", verified: "verified", createdAtBefore: "created_at_before" }))(
    "finds a parameter that is removed from the query: %s",
    (name, wireName) => {
      assert.deepStrictEqual(unlisted({ list: listOf(without(filters, name as keyof typeof filters), Domain) }), [
        `domains.list query.${wireName}: only in the file`
      ])
    }
  )

  it.each(Object.entries({ name: "name", kind: "kind", proxyUrl: "proxy_url" }))(
    "finds a field that is removed from the body: %s",
    (name, wireName) => {
      assert.deepStrictEqual(unlisted({ create: createOf(without(fields, name as keyof typeof fields)) }), [
        `domains.create body.${wireName}: only in the file`
      ])
    }
  )

  it.each(Object.entries({ id: "id", kind: "kind", cnameTargets: "cname_targets", createdAt: "created_at" }))(
    "finds a field that is removed from a response, once for all operations that return it: %s",
    (name, wireName) => {
      const changed = domainWith((fields) => without(fields, name))
      assert.deepStrictEqual(unlisted({ list: listOf(filters, changed) }), [`Domain.${wireName}: only in the file`])
    }
  )

  it.each([[401], [422]])("finds an error status that is removed: %s", (status) => {
    const errors = [401, 422].filter((error) => error !== status)
    assert.deepStrictEqual(unlisted({ list: listOf(filters, Domain, errors) }), [
      `domains.list status ${status}: only in the file`
    ])
  })

  it("finds a parameter, a field, a status and an operation that the file does not have", () => {
    assert.deepStrictEqual(
      unlisted({
        list: listOf({ ...filters, more: Schema.optional(Schema.String) }, Domain, [401, 409, 422]),
        create: createOf({ ...fields, more: Schema.optional(Schema.String) }),
        ban: Operation.post("/domains/:domainId/ban", { success: Domain, errors: [] })
      }),
      [
        "domains.ban POST /domains/{domain_id}/ban: only in the table",
        "domains.list query.more: only in the table",
        "domains.list status 409: only in the table",
        "domains.create body.more: only in the table"
      ]
    )
  })

  it("finds a parameter of another type", () => {
    assert.deepStrictEqual(unlisted({ list: listOf({ ...filters, limit: Schema.optional(Schema.String) }, Domain) }), [
      "domains.list query.limit type string: only in the table",
      "domains.list query.limit type number: only in the file"
    ])
  })

  it("finds a body field of another type, nullability, necessity or enum", () => {
    assert.deepStrictEqual(
      unlisted({
        create: createOf(snakeCase({
          name: Schema.optional(Schema.Number),
          kind: Schema.Literal("primary", "tertiary"),
          proxyUrl: Schema.optional(Schema.String)
        }))
      }),
      [
        "domains.create body.name required: only in the file",
        "domains.create body.name type number: only in the table",
        "domains.create body.name type string: only in the file",
        "domains.create body.kind required: only in the table",
        `domains.create body.kind value "tertiary": only in the table`,
        `domains.create body.kind value "satellite": only in the file`,
        "domains.create body.proxy_url null: only in the file"
      ]
    )
  })

  it("finds a response field that decodes less than the file allows", () => {
    const changed = domainWith((fields) => ({
      ...fields,
      ...snakeCase({
        kind: nullable(openEnum("primary")),
        proxyUrl: Schema.String,
        cnameTargets: list(Schema.Struct({ host: Schema.Number }))
      })
    }))
    assert.deepStrictEqual(unlisted({ list: listOf(filters, changed) }), [
      `Domain.kind value "satellite": only in the file`,
      "Domain.proxy_url required: only in the table",
      "Domain.proxy_url null: only in the file",
      "Domain.cname_targets[].host type number: only in the table",
      "Domain.cname_targets[].host type string: only in the file"
    ])
  })

  it("finds a body of another media type", () => {
    const form = Operation.post("/domains", {
      payload: struct(fields),
      encoding: "formData",
      success: Domain,
      errors: [422]
    })
    assert.deepStrictEqual(unlisted({ create: form }), [
      "domains.create body multipart/form-data: only in the table",
      "domains.create body application/json: only in the file"
    ])
  })

  it("accepts a difference that is listed, and fails when a listed one is none", () => {
    const known = [{ reason: "a test", onlyIn: "table", facts: ["domains.list status 409"] }] as const
    const table = { ...operations, list: listOf(filters, Domain, [401, 409, 422]) }
    assert.deepStrictEqual(check(withTable(table), document, known).unlisted, [])
    assert.deepStrictEqual(check(withTable(operations), document, known).unused.map(show), [
      "domains.list status 409: only in the table"
    ])
  })

  it("counts the endpoints of a resource without a table, and does not fail", () => {
    const { others, unlisted } = check(withTable(operations), document, [])
    assert.deepStrictEqual(unlisted, [])
    assert.deepStrictEqual(Object.entries(others).map(([tag, endpoints]) => [tag, endpoints.length]), [["Clients", 1]])
  })
})

describe("docs/operations.md", () => {
  it("has a row for each operation", () => {
    const page = read("docs/operations.md")
    for (const { table } of resources) {
      for (const name of Object.keys(table)) {
        assert.include(page, `| \`${name}\` `)
      }
    }
  })
})

const { CLERK_OPENAPI } = process.env
if (CLERK_OPENAPI === undefined) {
  console.log("skipped: the comparison of the tables with Clerk's OpenAPI file, because CLERK_OPENAPI is not set")
}

describe.skipIf(CLERK_OPENAPI === undefined)("Clerk's OpenAPI file", () => {
  const file: OpenApi.Document = CLERK_OPENAPI === undefined ? document : parse(readFileSync(CLERK_OPENAPI, "utf8"))

  it("agrees with the tables but for the listed differences", () => {
    const { unlisted, unused } = check(resources, file, differences)
    assert.deepStrictEqual(unlisted.map(show), [])
    assert.deepStrictEqual(unused.map(show), [])
  })

  it("gives the tables of docs/operations.md", () => {
    const page = read("docs/operations.md")
    const report: Report = check(resources, file, differences)
    assert.strictEqual(page, withSupport(page, support(resources, report)), "npm run drift -- --docs openapi.yml")
  })

  it("is compared with every parameter, field and status of the tables: the removal of any one is found", () => {
    const theirs = OpenApi.endpointsOf(file)
    const found = (our: Endpoint) => compare([our], theirs, () => false).map(show)
    const ours = resources.flatMap(({ prefix, table }) => Table.endpointsOf(prefix, table))
      .filter((our) => theirs.some((their) => keyOf(their) === keyOf(our)))
    let count = 0
    for (const our of ours) {
      const before = found(our)
      for (const [removed, changed] of removals(our)) {
        count++
        assert.notDeepEqual(found(changed), before, `${our.name} without ${removed}`)
      }
    }
    assert.isAbove(count, 200)
  })
})

/** An endpoint without one parameter, field or status, with the name of what is missing. */
const removals = (endpoint: Endpoint): ReadonlyArray<readonly [removed: string, changed: Endpoint]> => [
  ...fieldRemovals(endpoint.query).map(([name, query]) => [`query ${name}`, { ...endpoint, query }] as const),
  ...shapeRemovals(endpoint.body).map(([name, body]) => [`body ${name}`, { ...endpoint, body }] as const),
  ...shapeRemovals(endpoint.response).map(([name, response]) =>
    [`response ${name}`, { ...endpoint, response }] as const
  ),
  ...endpoint.statuses.map((status) =>
    [`status ${status}`, { ...endpoint, statuses: endpoint.statuses.filter((other) => other !== status) }] as const
  )
]

const fieldRemovals = (fields: Fields): ReadonlyArray<readonly [removed: string, changed: Fields]> =>
  fields.size < 2 ? [] : [...fields.keys()].map((name) => [name, new Map([...fields].filter(([key]) => key !== name))])

/** Looks into an item and into one level of fields, which the class of the object compares. */
const shapeRemovals = (shape: Shape): ReadonlyArray<readonly [removed: string, changed: Shape]> => [
  ...fieldRemovals(shape.fields ?? new Map()).map(([name, fields]) => [name, { ...shape, fields }] as const),
  ...(shape.items === undefined ? [] : shapeRemovals(shape.items)).map(([name, items]) =>
    [name, { ...shape, items }] as const
  )
]
